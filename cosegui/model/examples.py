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

TINY = 1e-6


@dataclass(frozen=True)
class CertainCells:
    """An example in the frame of the descriptors.

    Attributes:
        share_hw: (h, w) float32 in [0, 1], the share of each cell that belongs to the object.
        certain_hw: (h, w) float32 in [0, 1], the share of each cell that a person vouches for.
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

    @classmethod
    def of(cls, example: Example, size_hw: tuple[int, int]) -> CertainCells:
        """Shrink an example's masks; only what is certain counts in `share_hw`."""
        certain = _shrunk(example.certain_hw, size_hw)
        both = _shrunk(example.mask_hw & example.certain_hw, size_hw)
        return cls(both / certain.clamp_min(TINY), certain)


def marked_objects(examples: Sequence[Example], size_hw: tuple[int, int]) -> Tensor:
    """(K, 1, h, w) float32 in [0, 1], the share of each cell that the examples' masks cover.

    The whole mask counts, also where nobody has touched it: a person has seen it and left it so.
    """
    return torch.stack([_shrunk(example.mask_hw, size_hw) for example in examples])[:, None]


def _shrunk(mask_hw: NDArray[np.bool_], size_hw: tuple[int, int]) -> Tensor:
    height, width = size_hw
    area = cv2.resize(mask_hw.astype(np.float32), (width, height), interpolation=cv2.INTER_AREA)
    return torch.from_numpy(np.asarray(area, np.float32))
