"""Objects that move before a place, and objects that stay where they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from cosegui.imaging.resample import stretched

MOVES = 0.35
"""A cell moves that is found again so much worse than the ground."""
UNSEEN = 0.2
"""What counts for cells of which nobody knows: neither still nor moving."""
MOSTLY_MOVING, MOSTLY_STILL = 0.4, 0.2
"""Shares of a region's cells that move: at least, and at most."""
MOST_UNSEEN = 0.3
"""Share of a region's cells of which nobody knows, up to which it may be held to stay."""
LEAST_PART = 0.02
"""Of the mask; regions smaller than that do not say that something moves."""
LEAST_REGION = 0.0005
"""Of the image; regions smaller than that are left alone."""
STILL_LOGIT = -4.0
"""What stays ends here at most: low enough to stay out when corrections move the map."""
FAINT_LOGIT = 3.0
"""What moves is lifted by so much where it alone was missed."""
LEAST_FAINT_REGION, FAINTLY_MOVING = 0.003, 0.5
"""Shares: of the image that such a region must have, and of its cells that must move."""
MOST_IN_MASK = 0.3
"""Of a faint region; where it is more, the thing was not missed."""


@dataclass(frozen=True)
class Motion:
    """What of an image's mask moves.

    Attributes:
        logits_hw: (H, W), unbounded.
        moves_hw: (h, w), how much less each cell is found again at its place in other images than
            the ground is, about 0 where the place stays as it is; nan where that is not known. It
            covers the whole image.
    """

    logits_hw: NDArray[np.float32]
    moves_hw: NDArray[np.float32]

    @cached_property
    def _fine(self) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """(H, W) both, how much moves, and where nobody knows."""
        size_hw = self.logits_hw.shape[0], self.logits_hw.shape[1]
        is_unseen = np.isnan(self.moves_hw)
        known = np.where(is_unseen, np.float32(UNSEEN), self.moves_hw)
        unseen = stretched(is_unseen.astype(np.float32), size_hw)
        return stretched(known, size_hw), unseen > 0.5

    @cached_property
    def _regions(self) -> _Regions:
        return self._regions_above(0.0, LEAST_REGION)

    def _regions_above(self, least_logit: float, least_share: float) -> _Regions:
        """The connected parts of at least a share of the image, and how they move."""
        fine, is_unseen = self._fine
        _, labels, stats, _ = cv2.connectedComponentsWithStats(
            (self.logits_hw > least_logit).astype(np.uint8), connectivity=4
        )
        areas = stats[:, cv2.CC_STAT_AREA].astype(np.float64)

        def share(is_so: NDArray[np.bool_]) -> NDArray[np.float64]:
            counted = np.bincount(labels[is_so], minlength=len(areas))
            return np.asarray(counted / areas.clip(1), np.float64)

        counts = areas >= least_share * labels.size
        counts[0] = False  # the ground
        return _Regions(
            np.asarray(labels, np.int32), areas, share(fine > MOVES), share(is_unseen), counts
        )

    @cached_property
    def mover_hw(self) -> NDArray[np.bool_] | None:
        """(H, W), the regions of the mask that move; None: there are none."""
        regions = self._regions
        is_large = regions.areas > LEAST_PART * regions.areas[regions.counts].sum()
        is_mover = regions.counts & is_large & (regions.moving >= MOSTLY_MOVING)
        return np.asarray(is_mover[regions.labels]) if is_mover.any() else None

    @cached_property
    def _still(self) -> NDArray[np.uint8] | None:
        """(H, W) 0 or 1, the mask's regions that stay, with their rims; None: there are none."""
        regions = self._regions
        is_still = regions.counts & (regions.moving <= MOSTLY_STILL)
        is_still &= regions.unseen < MOST_UNSEEN
        if not is_still.any():
            return None
        still = is_still[regions.labels].astype(np.uint8)
        others = ((regions.labels > 0) & (still == 0)).astype(np.uint8)
        # Beside a region its map fades; not where that would cut into another one.
        return np.asarray(cv2.dilate(still, np.ones((5, 5), np.uint8)) * (1 - others), np.uint8)

    def alone(self) -> NDArray[np.float32]:
        """(H, W) logits: what moves stays in the mask, and what stays where it is leaves it.

        What moves and was too faint for the mask is lifted into it, if nothing in it moves. The
        input itself where nothing moves at all.
        """
        logits_hw, has_mover = self.logits_hw, self.mover_hw is not None
        if not has_mover:
            faint = self._regions_above(-FAINT_LOGIT, LEAST_FAINT_REGION)
            is_new = faint.moving >= FAINTLY_MOVING
            is_new &= faint.counts & ~self._is_mostly_mask(faint)
            if is_new.any():
                lift_hw = np.where(is_new[faint.labels], np.float32(FAINT_LOGIT), np.float32(0))
                logits_hw = np.asarray(logits_hw + lift_hw, np.float32)
                has_mover = True
        return self.without_still(logits_hw) if has_mover else self.logits_hw

    def without_still(self, logits_hw: NDArray[np.float32]) -> NDArray[np.float32]:
        """Logits, on any grid at least as fine, without the mask's regions that stay."""
        if self._still is None:
            return logits_hw
        fine = cv2.resize(self._still, logits_hw.shape[::-1], interpolation=cv2.INTER_NEAREST)
        return np.asarray(
            np.where(fine > 0, np.minimum(logits_hw, np.float32(STILL_LOGIT)), logits_hw),
            np.float32,
        )

    def _is_mostly_mask(self, regions: _Regions) -> NDArray[np.bool_]:
        inside = np.bincount(regions.labels[self.logits_hw > 0], minlength=len(regions.areas))
        return np.asarray(inside > MOST_IN_MASK * regions.areas)


@dataclass(frozen=True)
class _Regions:
    """Connected parts of a map, by label; the first is the ground.

    Attributes:
        labels: (H, W).
        areas, moving, unseen: in cells, and the shares of them that move or are not known.
        counts: whether it is large enough to be judged.
    """

    labels: NDArray[np.int32]
    areas: NDArray[np.float64]
    moving: NDArray[np.float64]
    unseen: NDArray[np.float64]
    counts: NDArray[np.bool_]
