"""Photographs of one place: what is found again where it was, and what has moved.

Where all images of a group share their background as well, nothing that is *alike* in them tells
the object from it. What has *moved* does. The maps of two images are laid on each other by the
plane-to-plane map that most of their cells agree upon; a cell that finds nothing like it at its own
place in the others moves before the place. docs/decisions/one-place.md has how it was chosen.

Ours; it needs no learning, and nothing that is not in the cache after an image was described.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from cosegui.imaging.alignment import homography, moved
from cosegui.imaging.moving import Motion
from cosegui.model.closer_look import averaged
from cosegui.model.descriptors import GroupCells, ImageCells, onto
from cosegui.model.doubt import chances_of
from cosegui.model.reading import ImageCode

FINE, COARSE = 1, 2
"""Levels, of strides 8 and 16. The first look at a pair is on the coarse grid."""
LEAST_ALIKE = 0.5
"""Cosine of the mean features of two images below which nobody looks for a common place."""
NEIGHBOURS = 3
"""Images that each image is laid on: the nearest by place, the farthest and one between. In a long
series what moves has hardly moved until the nearest."""
MOST_KEPT = 64
"""Images whose cells are kept as unit vectors, a megabyte each, while they are compared."""
PROBED = 4
"""Pairs of a group, the most similar, that are looked at first."""
PROBED_CELLS = 1 / 8
"""Share of the coarse cells that must agree on how these pairs lie on each other. Of unrelated
photographs, also of one kind, at most a tenth does; of frames of a video nearly always a fifth."""
AGREEING_CELLS = 1 / 10
"""The same of any pair, on the fine grid."""
REACH = 1
"""Cells around its own place in which a cell is looked for: a place is not a plane."""
LEAST_FOUND = 0.5
"""Cosine with which the ground must be found again for anything to be told from it: water, spray
and grass in the wind are not."""
LEAST_GROUND = 40
"""Cells."""
GROUND_CHANCE = 0.2
"""Of being an object, by the object map; below it a cell counts as ground."""
LEAST_MOVERS = 0.3
"""Of a group's images: where something moves in fewer, the group is not about what moves."""
MOVERS_ALIKE = 0.5
"""Mean cosine of what moves in a group's images from which on it is one thing, or of one kind.
Passers-by are others in every image."""


@dataclass(frozen=True)
class OnePlace:
    """A group of one place.

    Attributes:
        moves: from `moving_cells`.
        cells: of the whole group.
    """

    moves: Mapping[int, NDArray[np.float32]]
    cells: GroupCells

    def motions(self, maps: Mapping[int, NDArray[np.float32]]) -> dict[int, Motion]:
        """How the masks of the images move, if the group is about what moves; else nothing.

        Args:
            maps: (H, W) logits by index, of all images or of some.
        """
        motions = {i: Motion(maps[i], moves) for i, moves in self.moves.items() if i in maps}
        movers = {i: m.mover_hw for i, m in motions.items() if m.mover_hw is not None}
        is_so = len(movers) >= LEAST_MOVERS * len(motions) and self._are_alike(movers)
        return motions if is_so else {}

    def without_what_stays(
        self,
        maps: Mapping[int, NDArray[np.float32]],
        marked: Mapping[int, NDArray[np.float32]],
    ) -> dict[int, NDArray[np.float32]]:
        """Maps without what stays, if all that a person marked moves.

        Args:
            maps: (H, W) logits by index, with what the marks have corrected.
            marked: (h, w) in [0, 1] by index of other images, the share of each cell.
        """
        shown = {i: share_hw - np.float32(0.5) for i, share_hw in marked.items() if i in self.moves}
        if not shown or any(Motion(x, self.moves[i]).mover_hw is None for i, x in shown.items()):
            return dict(maps)
        return dict(maps) | {
            index: motion.without_still(maps[index])
            for index, motion in self.motions(shown | dict(maps)).items()
            if index in maps and motion.mover_hw is not None
        }

    def _are_alike(self, regions: Mapping[int, NDArray[np.bool_]]) -> bool:
        """Whether regions (H, W) of images, by index, show the same thing, or things of a kind."""
        shown = []
        for index, is_inside in regions.items():
            meaning = self.cells.of(index).meaning
            size_hw = meaning.shape[1], meaning.shape[2]
            share = torch.from_numpy(averaged(is_inside.astype(np.float32), size_hw))
            shown.append(F.normalize((meaning * share).sum(dim=(1, 2)), dim=0))
        if len(shown) < 2:
            return False
        together = torch.stack(shown)
        cosines = together @ together.T
        others = len(shown) * (len(shown) - 1)
        return float((cosines.sum() - cosines.trace()) / others) >= MOVERS_ALIKE


def moving_cells(
    codes: Mapping[int, ImageCode], cells: GroupCells, check: Callable[[], None]
) -> dict[int, NDArray[np.float32]]:
    """How much less each cell is found again at its place than the ground is.

    Args:
        codes: of the whole group, of a network that has an object map.
        cells: the same images'.
        check: called between the steps; may raise to stop.
    Returns: (h, w) by index on the grid of stride 8, about 0 where the place stays as it is, up to
        1 or a little more where nothing is found again; nan where no other image shows the place.
        Images that could not be laid on another are missing; all are, if the group is not of one
        place.
    """
    indices = list(codes)
    pairs = _pairs(codes)

    @lru_cache(MOST_KEPT)
    def grid(row: int, level: int) -> Tensor:
        return _on_grid(cells.of(indices[row]), level)

    def match(pair: tuple[int, int], level: int, least_share: float) -> _Match:
        check()
        first, second = pair
        return _Match(grid(first, level), grid(second, level), least_share)

    probed = [match(pair, COARSE, PROBED_CELLS) for pair in pairs[:PROBED]]
    lying = sum(each.homography is not None for each in probed)
    if not pairs or lying < len(probed) / 2:
        return {}
    found: dict[int, list[Tensor]] = {}
    for first, second in sorted(pairs):  # so that most of what is kept is asked for again
        laid = match((first, second), FINE, AGREEING_CELLS)
        if laid.homography is not None:
            here, there = laid.found_again()
            found.setdefault(first, []).append(here)
            found.setdefault(second, []).append(there)
    moving = {}
    for row, maps_of_one in sorted(found.items()):
        index = indices[row]
        told = _relative(torch.nanmean(torch.stack(maps_of_one), dim=0), codes[index])
        if told is not None:
            moving[index] = told
    return moving


def _pairs(codes: Mapping[int, ImageCode]) -> list[tuple[int, int]]:
    """Each image and some others whose places are similar, by row, the most similar pair first.

    The first of a pair is told by what the images show, so that nothing depends on their order.
    """
    centres = torch.cat([code.described.centre for code in codes.values()])  # type: ignore[misc]
    unit = F.normalize(centres.float(), dim=1)
    alike = (unit @ unit.T).numpy()
    sums = centres.double().sum(dim=1).tolist()
    chosen = {}
    for row, likenesses in enumerate(alike):
        others = np.argsort(-likenesses, kind="stable")
        others = others[(others != row) & (likenesses[others] >= LEAST_ALIKE)]
        places = np.linspace(0, len(others) - 1, min(NEIGHBOURS, len(others)))
        for other in others[places.round().astype(int)].tolist():
            first, second = sorted((row, other), key=lambda at: sums[at])
            chosen[first, second] = float(likenesses[other])
    return sorted(chosen, key=lambda pair: -chosen[pair])


def _on_grid(cells: ImageCells, level: int) -> Tensor:
    """(C, h, w) of unit length, both levels together on the grid of one of them."""
    raw = cells.levels[level].raw
    size_hw = raw.shape[1], raw.shape[2]
    parts = [onto(cells.levels[at].cells, size_hw) for at in (FINE, COARSE)]
    return F.normalize(torch.cat(parts), dim=0)


class _Match:
    """Two images laid on each other.

    `homography`: (3, 3) from cells of the first to cells of the second; None where too few agree.
    """

    def __init__(self, first: Tensor, second: Tensor, least_share: float) -> None:
        self._size_hw = first.shape[1], first.shape[2]
        height, width = self._size_hw
        self._cosines = first.flatten(1).T @ second.flatten(1)  # (h w, h w)
        # Of a row's best cell: is the row that cell's best as well? Argmax over columns takes ten
        # times as long as all of this.
        rows, cosines = np.arange(height * width), self._cosines.numpy()
        best = cosines.argmax(axis=1)
        is_mutual = cosines[rows, best] >= self._cosines.amax(dim=0).numpy()[best]
        points = [
            np.stack([at % width, at // width], axis=1).astype(np.float32)
            for at in (rows[is_mutual], best[is_mutual])
        ]
        found, agreeing = homography(*points, tolerance=1.0, size_hw=self._size_hw)
        enough = agreeing >= least_share * height * width
        self.homography = found if enough else None

    def found_again(self) -> tuple[Tensor, Tensor]:
        """(h, w) each, how alike the likest cell at its place in the other image is.

        A cosine; nan where the other image does not show the place.
        """
        assert self.homography is not None
        back = np.asarray(np.linalg.inv(self.homography), np.float64)
        return self._along(self._cosines, self.homography), self._along(self._cosines.T, back)

    def _along(self, cosines: Tensor, there: NDArray[np.float64]) -> Tensor:
        height, width = self._size_hw
        rows, columns = np.mgrid[:height, :width]
        points = moved(np.stack([columns, rows], axis=-1).astype(np.float64), there)
        at = np.clip(np.rint(points), -REACH - 1, max(height, width) + REACH).astype(np.int64)
        is_shown = ((at >= 0) & (at < (width, height))).all(axis=-1)
        steps = np.mgrid[-REACH : REACH + 1, -REACH : REACH + 1].reshape(2, -1)
        down = np.clip(at[..., 1, None] + steps[0], 0, height - 1)
        across = np.clip(at[..., 0, None] + steps[1], 0, width - 1)
        around = torch.from_numpy((down * width + across).reshape(height * width, -1))
        best = cosines.gather(1, around).amax(dim=1).reshape(height, width)
        return torch.where(torch.from_numpy(is_shown), best, torch.nan)


def _relative(found_again: Tensor, code: ImageCode) -> NDArray[np.float32] | None:
    """See `moving_cells`; None where the ground itself is not found again."""
    found_hw = np.asarray(found_again.numpy(), np.float32)
    chance_hw = chances_of(code.object_map_hw)
    is_ground = averaged(chance_hw, (found_hw.shape[0], found_hw.shape[1])) < GROUND_CHANCE
    ground = found_hw[is_ground & ~np.isnan(found_hw)]
    if len(ground) < LEAST_GROUND:
        return None
    usual = float(np.median(ground))
    return None if usual < LEAST_FOUND else (usual - found_hw) / np.float32(usual)
