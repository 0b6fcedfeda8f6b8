"""How the cells of a group's images are compared: unit vectors, centred on the group."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from cosegui.model.reading import ImageCode

LEVELS = (1, 2, 3)
"""Strides 8, 16 and 32."""
OUTLINE_LEVELS = (0, 1, 2)
"""Strides 4, 8 and 16."""
MEANING_LEVELS = (2, 3)
"""Finer maps know edges and colours more than things."""
GRID_LEVEL = 2
PROBE_STEP = 3
MOST_PAIRS = 1_000_000
"""Pairs of cells that are compared between the images of a group."""
CELLS_BYTES = 160_000_000
"""A hundred images at 320 px."""


@dataclass(frozen=True)
class ImageCells:
    """One image's cells.

    Attributes:
        levels: (C_l, h_l, w_l) of unit length in every cell, by level, on the level's own grid.
        meaning: (C, h, w) of unit length, strides 16 and 32 together on the former's grid.
    """

    levels: Mapping[int, Tensor]
    meaning: Tensor

    @classmethod
    def of(cls, code: ImageCode, centres: Mapping[int, Tensor]) -> ImageCells:
        """Describe one image among others."""
        levels = {level: _centred(code, level, centres) for level in LEVELS}
        _, h, w = levels[GRID_LEVEL].shape
        told = [onto(levels[level], (h, w)) for level in MEANING_LEVELS]
        return cls(levels, F.normalize(torch.cat(told), dim=0))

    @property
    def size_bytes(self) -> int:
        """Memory held."""
        return 4 * (self.meaning.numel() + sum(level.numel() for level in self.levels.values()))

    @property
    def probes(self) -> Tensor:
        """(n, C): every third cell of `meaning`, across and down; all of them on a tiny grid."""
        some = self.meaning[:, 1::PROBE_STEP, 1::PROBE_STEP].flatten(1).T
        return some if len(some) else self.meaning.flatten(1).T


class GroupCells:
    """The cells of a group's images, described once however often its examples change.

    Beyond a budget of memory images are described anew each time.
    """

    def __init__(self, codes: Mapping[int, ImageCode], budget_bytes: int = CELLS_BYTES) -> None:
        self._codes = dict(codes)
        self._centres = _group_centres(list(codes.values()))
        self._free_bytes = budget_bytes
        self._kept: dict[int, ImageCells] = {}
        self._alike: Tensor | None = None

    def of(self, index: int) -> ImageCells:
        """The cells of one image."""
        if index in self._kept:
            return self._kept[index]
        cells = ImageCells.of(self._codes[index], self._centres)
        if cells.size_bytes <= self._free_bytes:
            self._kept[index] = cells
            self._free_bytes -= cells.size_bytes
        return cells

    def for_outlines(self, index: int) -> list[Tensor]:
        """(C_l, h_l, w_l) of one image at `OUTLINE_LEVELS`, each of unit length in every cell.

        Stride 4 is not kept: it would take half as much memory again.
        """
        kept = self.of(index).levels
        return [
            kept[level] if level in kept else _centred(self._codes[index], level, self._centres)
            for level in OUTLINE_LEVELS
        ]

    def representativeness(self, of_interest: Sequence[int]) -> dict[int, float]:
        """How well the other images of interest find their like in each one of them, in [0, 1]."""
        others = len(of_interest) - 1
        if others < 1:
            return dict.fromkeys(of_interest, 1.0)
        if self._alike is None:
            self._alike = self._compared()
        places = {index: row for row, index in enumerate(self._codes)}
        rows = torch.tensor([places[index] for index in of_interest])
        alike = self._alike[rows][:, rows]  # (n, n)
        sums = (alike.sum(dim=0) - alike.diagonal()) / others
        return {index: max(0.0, float(sums[row])) for row, index in enumerate(of_interest)}

    def _compared(self) -> Tensor:
        """(N, N), how well image i finds its like in image j.

        Only a few cells of each image are compared, the fewer the more images there are: the cost
        does not grow with the group.
        """
        cells = torch.stack([self.of(index).probes for index in self._codes])
        most = max(1, math.isqrt(MOST_PAIRS) // len(cells))
        cells = cells[:, :: math.ceil(cells.shape[1] / most)]  # (N, n, C)
        return torch.stack([likeness(cells, seen) for seen in cells], dim=1)


def likeness(cells: Tensor, seen: Tensor) -> Tensor:
    """How well cells (..., n, C) find their like among (M, C), on average; (...) in [-1, 1]."""
    return (cells @ seen.T).amax(dim=-1).mean(dim=-1)


def _group_centres(codes: Sequence[ImageCode]) -> dict[int, Tensor]:
    """(C_l,) for each level, its mean over the group: what all cells share tells nothing apart."""
    centres = {}
    for level in sorted({*LEVELS, *OUTLINE_LEVELS}):
        means = torch.stack([code.maps[level].float().mean(dim=(1, 2)) for code in codes])
        centres[level] = means.double().mean(dim=0).float()
    return centres


def _centred(code: ImageCode, level: int, centres: Mapping[int, Tensor]) -> Tensor:
    """(C, h, w), one level of an image, of unit length in every cell."""
    return F.normalize(code.maps[level].float() - centres[level][:, None, None], dim=0)


def onto(x: Tensor, size_hw: tuple[int, int]) -> Tensor:
    """(C, h, w) on another grid."""
    if x.shape[1] > size_hw[0]:
        return F.adaptive_avg_pool2d(x, size_hw)
    if x.shape[-2:] == size_hw:
        return x
    return F.interpolate(x[None], size_hw, mode="bilinear", align_corners=False)[0]
