"""Where exactly the edge runs: a second correction, near the outlines that the examples show.

`propagation.py` says which cells of stride 16 are the object; the outline between them stays the
network's, and most of what is wrong after a correction lies within two cells of it. Two things are
learnt about it from the examples:

- where images are alike and have their colours in common, as frames of one place have, a linear map
  of finer descriptors (strides 4, 8 and 16), of colour and of what is said around a cell, which
  supplies what the corrected logit lacks in cells near the outline;
- elsewhere, how tightly the person draws: a shift of the logit.

Ours. docs/decisions/propagation.md has what was tried beside it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from cosegui.core.mask import iou
from cosegui.model.closer_look import averaged, enlarged
from cosegui.model.descriptors import OUTLINE_LEVELS, GroupCells, ImageCells
from cosegui.model.examples import CertainCells, ShrunkExample
from cosegui.model.shades import FEATURES, shade_features

SURE = 4.0
"""A corrected logit as sure as that is not near an outline, and none need be surer."""
RIM_CELLS = 2
LEAST_CONTRAST = 0.2
"""Cells within the rim of which the shares of a mask differ by more lie on an outline."""
LEAST_CELLS = 20
MOST_CELLS = 1000
"""Of one example: more of the same outline teach no more."""
AROUND_CELLS = (5, 15)
"""Sides of the windows, in cells of the fine grid, over which what is said is averaged."""
PENALTY = 3e-3
"""Of the linear map, over the number of examples."""
ERRORS = (0.035, 0.065)
"""From the first share of wrong cells near the outlines to the second the linear map gains its full
say. Masks that were approved as they were drawn have the first: edges at full size run otherwise
than the map's own."""
SAME_COLOURS = (0.4, 0.6)
"""From the first share of their colours that two pictures have in common to the second the map that
was learnt on one gains its full say on the other: of one place they have more in common, of two
things alike less."""
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
        self,
        cells: GroupCells,
        examples: Sequence[int],
        supplied: _Supplied | None,
        voice: float,
        shift: float,
    ) -> None:
        """See `learn`. `examples`: their indices. `supplied` None: too little was seen."""
        self._cells = cells
        self._palettes = [cells.of(index).palette for index in examples]
        self._supplied = supplied
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
        shown, lacks, wrong, tightness = [], [], [], []
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
            shown.append(_shown(cells.of(example.index), said_hw, near))
        supplied, voice = None, 0.0
        if shown:
            weights = _solved(torch.cat(shown, dim=1), torch.cat(lacks), PENALTY / len(shown))
            supplied = _Supplied.of(weights)
            voice = float(np.interp(torch.cat(wrong).mean(), ERRORS, (0, 1)))
        own = [example.index for example in examples]
        return cls(cells, own, supplied, voice, _best_shift(tightness))

    def apply(
        self, index: int, corrected_hw: NDArray[np.float32], alike: float
    ) -> NDArray[np.float32]:
        """Move the outlines of one image of the group.

        Args:
            corrected_hw: (h, w) float32, its logit once the objects are corrected.
            alike: how far the image is like the examples, in [0, 1].
        Returns: (h, w) float32.
        """
        here = self._cells.of(index)
        said = alike * self._voice * self._same_place(here)
        moved = corrected_hw - np.float32((1 - said) * self._shift)
        if said == 0 or self._supplied is None:
            return moved
        added_hw = self._supplied.to(here, corrected_hw)
        # What is surer than anything that was learnt from is left as it is.
        is_near = np.clip(1 - (np.abs(corrected_hw) - SURE) / FADE, 0, 1)
        return np.asarray(moved + np.float32(said) * is_near * added_hw, np.float32)

    def _same_place(self, here: ImageCells) -> float:
        """How surely an image shows what an example shows, by its colours, in [0, 1]."""
        common = max(float(np.minimum(here.palette, one).sum()) for one in self._palettes)
        return float(np.interp(common, SAME_COLOURS, (0, 1)))


@dataclass(frozen=True)
class _Supplied:
    """A linear map of what cells show.

    Attributes:
        by_descriptor: (C,), of `OUTLINE_LEVELS` after one another.
        by_shade: (STEPS^3,), what each shade adds.
        by_surroundings: (1 + len(AROUND_CELLS),).
        constant: what every cell gets.
    """

    by_descriptor: Tensor
    by_shade: NDArray[np.float32]
    by_surroundings: list[float]
    constant: float

    @classmethod
    def of(cls, weights: Tensor) -> _Supplied:
        """`weights`: of the rows of `_shown`."""
        rest = 1 + len(AROUND_CELLS)
        descriptors, shades, around, constant = weights.split(
            [len(weights) - FEATURES - rest - 1, FEATURES, rest, 1]
        )
        by_shade = (torch.from_numpy(shade_features()) @ shades).numpy()
        return cls(descriptors, by_shade, around.tolist(), float(constant))

    def to(self, cells: ImageCells, said_hw: NDArray[np.float32]) -> NDArray[np.float32]:
        """(h, w), what an image is given on the grid of its logit."""
        size_hw = said_hw.shape[0], said_hw.shape[1]
        added_hw = np.zeros((1, 1), np.float32)
        end = len(self.by_descriptor)
        for at in reversed(OUTLINE_LEVELS):  # coarse to fine
            start = end - len(cells.levels[at].centre)
            part = cells.levels[at].times(self.by_descriptor[None, start:end])[0].numpy()
            added_hw = enlarged(added_hw, (part.shape[0], part.shape[1])) + part
            end = start
        fine_hw = cells.shades.shape[0], cells.shades.shape[1]
        added_hw = enlarged(added_hw, fine_hw) + self.by_shade[cells.shades]
        own, *around = _surroundings(said_hw, fine_hw)
        for weight, one in zip(self.by_surroundings[1:], around, strict=True):
            added_hw += weight * one
        added_hw = enlarged(added_hw, size_hw) + self.by_surroundings[0] * own
        return np.asarray(added_hw + self.constant, np.float32)


def _surroundings(
    said_hw: NDArray[np.float32], fine_hw: tuple[int, int]
) -> list[NDArray[np.float32]]:
    """What is said of each cell, on its own grid, and of the cells around it, on the fine one."""
    own = np.clip(said_hw / np.float32(SURE), -1, 1)
    fine = averaged(own, fine_hw)
    return [own] + [
        np.asarray(cv2.blur(fine, (side, side), borderType=cv2.BORDER_REFLECT), np.float32)
        for side in AROUND_CELLS
    ]


def _near_outline(
    logit_hw: NDArray[np.float32], mask_hw: NDArray[np.float32]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of the cells where the edge of a mask is, or is looked for."""
    around = np.ones((2 * RIM_CELLS + 1,) * 2, np.uint8)
    is_edge = cv2.dilate(mask_hw, around) - cv2.erode(mask_hw, around) > LEAST_CONTRAST
    y, x = np.nonzero(is_edge | (np.abs(logit_hw) < SURE))
    step = max(1, math.ceil(len(y) / MOST_CELLS))
    return y[::step], x[::step]


def _shown(
    cells: ImageCells,
    said_hw: NDArray[np.float32],
    near: tuple[NDArray[np.intp], NDArray[np.intp]],
) -> Tensor:
    """(C, M), what some cells of the fine grid (h, w) show; the last row is constant."""
    size_hw = said_hw.shape[0], said_hw.shape[1]
    places = np.stack([(2 * at + 1) / size - 1 for at, size in zip(near, size_hw, strict=True)])
    grid = torch.from_numpy(places[::-1].T[None, None].astype(np.float32))  # (1, 1, M, 2): x, y
    descriptors = [
        F.grid_sample(
            cells.levels[at].cells[None], grid, padding_mode="border", align_corners=False
        )[0, :, 0]
        for at in OUTLINE_LEVELS
    ]
    shades = torch.from_numpy(shade_features()[cells.shades[near]]).T
    around = torch.from_numpy(np.stack([one[near] for one in _surroundings(said_hw, size_hw)]))
    return torch.cat([*descriptors, shades, around, torch.ones(1, grid.shape[2])])


def _solved(shown: Tensor, lacks: Tensor, penalty: float) -> Tensor:
    """(C,) float32, the ridge regression of what lacks (M,) on what is shown (C, M)."""
    share = 1 / len(lacks)
    system = (shown @ shown.T).double().mul_(share)
    system.diagonal().add_(penalty)
    pull = (shown @ lacks).double() * share
    factor = torch.linalg.cholesky(system)
    return torch.cholesky_solve(pull[:, None], factor)[:, 0].float()


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
