"""Where exactly the edge runs: a second correction, near the outlines that the examples show.

`propagation.py` says which cells of stride 16 are the object; the outline between them stays the
network's, and most of what is wrong after a correction lies within two cells of it. Two things are
learnt about it from the examples:

- where images are alike, as frames of one place are, a linear map of finer descriptors (strides 4,
  8 and 16) that supplies what the corrected logit lacks in cells near the outline;
- elsewhere, how tightly the person draws: a shift of the logit.

Ours. docs/decisions/propagation.md has what was tried beside it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from cosegui.core.mask import iou
from cosegui.model.closer_look import averaged, enlarged
from cosegui.model.descriptors import OUTLINE_LEVELS, GroupCells
from cosegui.model.examples import CertainCells, ShrunkExample

SURE = 4.0
"""A corrected logit as sure as that is not near an outline, and none need be surer."""
RIM_CELLS = 2
LEAST_CONTRAST = 0.2
"""Cells within the rim of which the shares of a mask differ by more lie on an outline."""
LEAST_CELLS = 20
MOST_CELLS = 1000
"""Of one example: more of the same outline teach no more."""
PENALTY = 3e-3
"""Of the linear map, over the number of examples."""
ERRORS = (0.035, 0.065)
"""From the first share of wrong cells near the outlines to the second the linear map gains its full
say. Masks that were approved as they were drawn have the first: edges at full size run otherwise
than the map's own."""
FADE = 2.0
SHIFTS = tuple(np.linspace(-1, 1, 9).tolist())
LEAST_J = 0.7
"""An example of which the network finds less says nothing about how tightly a person draws."""
SLACK = 0.25
"""So much tighter than the map's own are the edges that it is given at full size: masks that were
approved as they were drawn ask for no shift, or for this one."""
SHIFT_COST = 0.01
"""J that a shift of one logit must gain over all examples; one of a half a quarter of that."""


class Outlines:
    """What the examples of a group teach about outlines; applies to each of its images alone."""

    def __init__(
        self, cells: GroupCells, weights: NDArray[np.float32] | None, voice: float, shift: float
    ) -> None:
        """See `learn`. `weights` (C + 1,), the last of the constant; None: too little was seen."""
        self._cells = cells
        self._weights = weights
        self._voice = voice
        self._shift = shift

    @classmethod
    def learn(
        cls,
        cells: GroupCells,
        examples: Sequence[ShrunkExample],
        logits: Mapping[int, NDArray[np.float32]],
        corrected: Mapping[int, NDArray[np.float32]],
    ) -> Outlines:
        """Compare the examples with what is said of them.

        Args:
            cells: of the whole group.
            examples: at least one, on the grid that outlines are learnt on.
            logits: (h, w) float32 by index, the network's.
            corrected: (h, w) float32 by index, after the objects were corrected.
        """
        rows, lacks, wrong, tightness = [], [], [], []
        for example in examples:
            size_hw = example.size_hw
            told = example.told(size_hw)
            if example.is_whole:
                tightness.append(_j_by_shift(averaged(logits[example.index], size_hw), told))
            said_hw = averaged(corrected[example.index], size_hw)
            near = _near_outline(said_hw, example.mask_hw)
            counts = told.certain_hw[near]
            if float(counts.sum()) < LEAST_CELLS:
                continue
            wish, logit = told.wish_hw[near], torch.from_numpy(said_hw[near])
            is_settled = wish * logit > SURE
            lack = torch.where(is_settled, 0.0, SURE * wish - logit.clamp(-SURE, SURE))
            # As far as nobody vouches for it a cell is to stay as it is: strokes that only erase
            # would take all objects away otherwise.
            lacks.append(counts * lack)
            wrong.append(counts * (wish * logit < 0))
            here = cells.of(example.index).levels
            rows.append(_rows([here[at].cells for at in OUTLINE_LEVELS], near, size_hw))
        weights, voice = None, 0.0
        if rows:
            weights = _solved(torch.cat(rows), torch.cat(lacks), PENALTY / len(rows))
            voice = float(np.interp(torch.cat(wrong).mean(), ERRORS, (0, 1)))
        return cls(cells, weights, voice, _best_shift(tightness))

    def apply(
        self, index: int, corrected_hw: NDArray[np.float32], alike: float
    ) -> NDArray[np.float32]:
        """Move the outlines of one image of the group.

        Args:
            corrected_hw: (h, w) float32, its logit once the objects are corrected.
            alike: how far the image is like the examples, in [0, 1].
        Returns: (h, w) float32.
        """
        said = alike * self._voice
        moved = corrected_hw - np.float32((1 - said) * self._shift)
        if said == 0 or self._weights is None:
            return moved
        added_hw = np.zeros((1, 1), np.float32)
        end = len(self._weights) - 1
        levels = self._cells.of(index).levels
        for at in reversed(OUTLINE_LEVELS):  # coarse to fine
            start = end - len(levels[at].centre)
            part = levels[at].times(self._weights[None, start:end])[0]
            added_hw = enlarged(added_hw, (part.shape[0], part.shape[1])) + part
            end = start
        added_hw = enlarged(added_hw, corrected_hw.shape) + self._weights[-1]
        # What is surer than anything that was learnt from is left as it is.
        is_near = np.clip(1 - (np.abs(corrected_hw) - SURE) / FADE, 0, 1)
        return np.asarray(moved + np.float32(said) * is_near * added_hw, np.float32)


def _near_outline(
    logit_hw: NDArray[np.float32], mask_hw: NDArray[np.float32]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of the cells where the edge of a mask is, or is looked for."""
    around = np.ones((2 * RIM_CELLS + 1,) * 2, np.uint8)
    is_edge = cv2.dilate(mask_hw, around) - cv2.erode(mask_hw, around) > LEAST_CONTRAST
    y, x = np.nonzero(is_edge | (np.abs(logit_hw) < SURE))
    step = max(1, math.ceil(len(y) / MOST_CELLS))
    return y[::step], x[::step]


def _rows(
    levels: Sequence[Tensor],
    cells_yx: tuple[NDArray[np.intp], NDArray[np.intp]],
    size_hw: tuple[int, int],
) -> Tensor:
    """(M, C + 1): the descriptors of some cells of a grid (h, w), and the constant."""
    places = np.stack([(2 * at + 1) / size - 1 for at, size in zip(cells_yx, size_hw, strict=True)])
    grid = torch.from_numpy(places[::-1].T[None, None].astype(np.float32))  # (1, 1, M, 2): x, y
    parts = [
        F.grid_sample(level[None], grid, padding_mode="border", align_corners=False)[0, :, 0]
        for level in levels
    ]
    return torch.cat([*parts, torch.ones(1, grid.shape[2])]).T


def _solved(rows: Tensor, lacks: Tensor, penalty: float) -> NDArray[np.float32]:
    """(C + 1,) float32, the ridge regression of what lacks on the rows, all of one weight."""
    share = 1 / len(rows)
    system = (rows.T @ rows).double() * share
    system += penalty * torch.eye(len(system), dtype=torch.float64)
    pull = (rows.T @ lacks).double() * share
    factor = torch.linalg.cholesky(system)
    return torch.cholesky_solve(pull[:, None], factor)[:, 0].float().numpy()


def _j_by_shift(logit_hw: NDArray[np.float32], told: CertainCells) -> NDArray[np.float64] | None:
    """J by shift, all but the cells beside the outline taken for right; None: it says nothing."""
    mask_hw = told.share_hw.numpy() > 0.5
    if not mask_hw.any() or iou(logit_hw > 0, mask_hw) < LEAST_J:
        return None
    cross = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
    inner = cv2.erode(mask_hw.astype(np.uint8), cross).astype(bool)
    rim = cv2.dilate(mask_hw.astype(np.uint8), cross).astype(bool) & ~inner
    found = [np.where(rim, logit_hw > shift, mask_hw) for shift in SHIFTS]
    return np.array([iou(one, mask_hw) for one in found])


def _best_shift(tightness: Sequence[NDArray[np.float64] | None]) -> float:
    """The shift of highest J over the examples that say anything, less what says nothing."""
    heard = [by_shift for by_shift in tightness if by_shift is not None]
    if not heard:
        return 0.0
    gains = np.sum(heard, axis=0) - SHIFT_COST * np.square(SHIFTS)
    shift = SHIFTS[int(gains.argmax())]
    return math.copysign(max(0.0, abs(shift) - SLACK), shift)
