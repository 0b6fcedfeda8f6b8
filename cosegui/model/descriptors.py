"""How the cells of a group's images are compared: unit vectors, centred on the group."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from cosegui.model.reading import ImageCode
from cosegui.model.shades import palette_of

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
AT_ONCE = 16
TINY = 1e-24


@dataclass(frozen=True)
class Level:
    """One of an image's maps as unit vectors, which are not made where their products will do.

    Attributes:
        raw: (C, h, w), the encoder's.
        centre: (C,) float32, the group's mean, which is taken away.
        scale: (h, w) float32, one over the lengths that are left.
    """

    raw: Tensor
    centre: Tensor
    scale: Tensor

    @classmethod
    def of(cls, raw: Tensor, centre: Tensor) -> Level:
        """Centre a map (C, h, w) on (C,)."""
        return cls(raw, centre, _inverse_length(raw.float() - centre[:, None, None]))

    @property
    def cells(self) -> Tensor:
        """(C, h, w) float32 of unit length in every cell."""
        return (self.raw.float() - self.centre[:, None, None]) * self.scale

    def times(self, vectors: Tensor) -> Tensor:
        """(k, h, w), the products of vectors (k, C) with every cell."""
        told = vectors @ self.raw.float().flatten(1)
        told -= (vectors @ self.centre)[:, None]
        return told.unflatten(1, self.raw.shape[1:]) * self.scale


@dataclass(frozen=True)
class ImageCells:
    """One image's cells.

    Attributes:
        levels: by level, on the level's own grid.
        meaning_scale: (h, w), what `MEANING_LEVELS` together on one grid are multiplied by to be of
            unit length in every cell.
        probes: (n, C), `meaning` in every third cell, across and down; in all of a tiny grid.
        shades: (h', w') on the fine grid, see `ImageCode`; all alike where they are not known.
    """

    levels: Mapping[int, Level]
    meaning_scale: Tensor
    probes: Tensor
    shades: NDArray[np.int16]

    @classmethod
    def of(cls, code: ImageCode, centres: Mapping[int, Tensor]) -> ImageCells:
        """Describe one image among others."""
        levels = {at: Level.of(code.maps[at], centre) for at, centre in centres.items()}
        together = _together(levels)
        scale = _inverse_length(together)
        meaning = together * scale
        some = meaning[:, 1::PROBE_STEP, 1::PROBE_STEP].flatten(1).T
        probes = some if len(some) else meaning.flatten(1).T
        shades = np.zeros(code.fine_grid_hw, np.int16) if code.shades is None else code.shades
        return cls(levels, scale, probes.contiguous(), shades)

    @cached_property
    def palette(self) -> NDArray[np.float32]:
        """Of `shades`, see `palette_of`."""
        return palette_of(self.shades)

    @property
    def meaning(self) -> Tensor:
        """(C, h, w) of unit length, strides 16 and 32 together on the former's grid."""
        return _together(self.levels) * self.meaning_scale

    def by_level(self, vectors: Tensor) -> dict[int, Tensor]:
        """Vectors (k, C) of the kind of `meaning` as what each of its levels has of them."""
        lengths = [len(self.levels[level].centre) for level in MEANING_LEVELS]
        return dict(zip(MEANING_LEVELS, vectors.split(lengths, dim=1), strict=True))

    def joined(self, told: Mapping[int, Tensor]) -> Tensor:
        """(k, h, w), the products of vectors with `meaning`, from those of their parts `by_level`.

        Args:
            told: (k, h, w) by level, from `Level.times`.
        """
        size_hw = self.meaning_scale.shape[0], self.meaning_scale.shape[1]
        parts = [onto(told[level], size_hw) for level in MEANING_LEVELS]
        return torch.stack(parts).sum(dim=0) * self.meaning_scale


class GroupCells:
    """The cells of a group's images, described once however often its examples change."""

    def __init__(self, codes: Mapping[int, ImageCode]) -> None:
        self._codes = dict(codes)
        self._centres = _group_centres(list(codes.values()))
        self._known: dict[int, ImageCells] = {}
        self._alike: Tensor | None = None

    def of(self, index: int) -> ImageCells:
        """The cells of one image."""
        if index not in self._known:
            self._known[index] = ImageCells.of(self._codes[index], self._centres)
        return self._known[index]

    def likenesses(self, seen: Tensor) -> dict[int, float]:
        """How well each image finds its like among cells (M, C), by index, in [-1, 1].

        Some images at a time: one by one most of the time would go into fetching `seen`.
        """
        found: dict[int, float] = {}
        indices = list(self._codes)
        for start in range(0, len(indices), AT_ONCE):
            part = indices[start : start + AT_ONCE]
            probes = torch.stack([self.of(index).probes for index in part])
            found.update(zip(part, likeness(probes, seen).tolist(), strict=True))
        return found

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


def onto(x: Tensor, size_hw: tuple[int, int]) -> Tensor:
    """(C, h, w) on another grid."""
    if x.shape[1] > size_hw[0]:
        return F.adaptive_avg_pool2d(x, size_hw)
    if x.shape[-2:] == size_hw:
        return x
    return F.interpolate(x[None], size_hw, mode="bilinear", align_corners=False)[0]


def _group_centres(codes: Sequence[ImageCode]) -> dict[int, Tensor]:
    """(C_l,) for each level, its mean over the group: what all cells share tells nothing apart."""
    centres = {}
    for level in sorted({*LEVELS, *OUTLINE_LEVELS}):
        means = torch.stack([code.maps[level].float().mean(dim=(1, 2)) for code in codes])
        centres[level] = means.double().mean(dim=0).float()
    return centres


def _together(levels: Mapping[int, Level]) -> Tensor:
    """(C, h, w), the levels that tell things apart on one grid."""
    size_hw = levels[GRID_LEVEL].raw.shape[1], levels[GRID_LEVEL].raw.shape[2]
    return torch.cat([onto(levels[level].cells, size_hw) for level in MEANING_LEVELS])


def _inverse_length(x: Tensor) -> Tensor:
    """One over the lengths of vectors (C, ...); a twentieth of the time of `Tensor.norm`."""
    return (x * x).sum(dim=0).clamp_min(TINY).rsqrt()
