"""What a person has confirmed, in the frames that the network works in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from cosegui.core.ports import Example
from cosegui.model.closer_look import averaged

TINY = 1e-6
BESIDE_CELLS = 2
UNFINISHED = (0.5, 0.7)
"""Share of object in the cells around what was erased. Up to the first value a person has taken
away what was wrong, and what is left counts as seen; from the second value on their strokes lie
amid what they would take away, and are hints."""
BESIDE_HINTS = 0.05
"""Cells of ground that were left alone count so much beside hints, cells of the object not at all:
strokes amid the mask say that it is wrong."""
LEAST_LEFT = 0.02
"""Of a mask of which less is left nothing counts but what was erased: the object, which the group
is taken to share, must be where nobody has painted it yet."""
NEVER_ERASED = 0.05
"""Cells of the object that were left alone count so much where nothing was erased: who only adds
may have looked for what is missing alone."""


@dataclass(frozen=True)
class CertainCells:
    """An example in the frame of the descriptors.

    Attributes:
        share_hw: (h, w) float32 in [0, 1], the share of each cell that belongs to the object.
        certain_hw: (h, w) float32 in [0, 1], how far each cell counts: the share that a person
            vouches for, or more where what they left alone is believed as well.
    """

    share_hw: Tensor
    certain_hw: Tensor

    @property
    def wish_hw(self) -> Tensor:
        """(h, w) in [-1, 1], what each cell is to be: ground or object."""
        return 2 * self.share_hw - 1

    def is_met(self, logit_hw: Tensor, least: float) -> Tensor:
        """(h, w) bool, whether a logit says what a cell is to be, at least so surely."""
        return self.wish_hw * logit_hw >= least


@dataclass(frozen=True)
class ShrunkExample:
    """An example on a small grid (h, w), so that its pixels are read once by all who ask it.

    Attributes:
        index: position of its image in the sequence of sources.
        mask_hw: float32 in [0, 1], the share of each cell that the whole mask covers, also where
            nobody has touched it: a person has seen it and left it so.
        certain_hw: float32 in [0, 1], the share that a person vouches for.
        both_hw: float32 in [0, 1], the share of which both are true.
        is_whole: a person vouches for every pixel.
    """

    index: int
    mask_hw: NDArray[np.float32]
    certain_hw: NDArray[np.float32]
    both_hw: NDArray[np.float32]
    is_whole: bool

    @classmethod
    def of(cls, example: Example, size_hw: tuple[int, int]) -> ShrunkExample:
        """Shrink its masks, which take a tenth of a second each at 24 megapixels."""
        is_whole = bool(example.certain_hw.all())
        mask_hw = averaged(example.mask_hw.astype(np.float32), size_hw)
        if is_whole:
            return cls(example.index, mask_hw, np.ones(size_hw, np.float32), mask_hw, is_whole)
        certain_hw = averaged(example.certain_hw.astype(np.float32), size_hw)
        both = example.mask_hw & example.certain_hw
        both_hw = averaged(both.astype(np.float32), size_hw)
        return cls(example.index, mask_hw, certain_hw, both_hw, is_whole)

    @property
    def size_hw(self) -> tuple[int, int]:
        """Rows and columns of the grid."""
        return self.mask_hw.shape[0], self.mask_hw.shape[1]

    @property
    def is_marked(self) -> bool:
        """The object is there."""
        return bool(self.mask_hw.any())

    def vouched(self, size_hw: tuple[int, int]) -> CertainCells:
        """What a person vouches for, on another grid, no finer than its own."""
        certain = torch.from_numpy(averaged(self.certain_hw, size_hw))
        both = torch.from_numpy(averaged(self.both_hw, size_hw))
        return CertainCells(both / certain.clamp_min(TINY), certain)

    def told(self, size_hw: tuple[int, int]) -> CertainCells:
        """The same, and what they saw and left alone, as far as their strokes look finished.

        Ours. docs/decisions/propagation.md has what it is worth.
        """
        vouched = self.vouched(size_hw)
        if self.is_whole:
            return vouched
        of_object, of_ground = self.trust_in_the_rest()
        mask = torch.from_numpy(averaged(self.mask_hw, size_hw))
        # A cell on an outline that nobody touched is both, and asked for neither.
        rest = (1 - vouched.certain_hw) * (of_object * mask + of_ground * (1 - mask))
        certain = vouched.certain_hw + rest
        both = vouched.certain_hw * vouched.share_hw + rest * mask
        return CertainCells(both / certain.clamp_min(TINY), certain)

    def trust_in_the_rest(self) -> tuple[float, float]:
        """How far object and ground that a person left alone are believed, in [0, 1]."""
        is_touched = self.certain_hw > 0.5
        if not is_touched.any():  # strokes thinner than a cell, or none
            return 0.0, 0.0
        is_erased = is_touched & (self.both_hw < self.certain_hw / 2)
        if not is_erased.any():
            return NEVER_ERASED, 1.0
        left = np.count_nonzero(self.mask_hw > 0.5)
        if left < LEAST_LEFT * (left + np.count_nonzero(is_erased)):
            return 0.0, 0.0
        around = np.ones((2 * BESIDE_CELLS + 1,) * 2, np.uint8)
        is_beside = cv2.dilate(is_erased.astype(np.uint8), around).astype(bool)
        is_beside &= self.certain_hw < 0.1
        beside = float(self.mask_hw[is_beside].mean()) if is_beside.any() else 0.0
        finished = float(np.interp(beside, UNFINISHED, (1, 0)))
        return finished, finished + (1 - finished) * BESIDE_HINTS


def marked_objects(examples: Sequence[ShrunkExample]) -> Tensor:
    """(K, 1, h, w) float32 in [0, 1], what the examples' masks cover, on their common grid."""
    return torch.from_numpy(np.stack([example.mask_hw for example in examples]))[:, None]
