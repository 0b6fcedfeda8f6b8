"""How the cells of a group's images are compared: unit vectors, centred on the group."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from cosegui.model.reading import ImageCode

LEVELS = (1, 2, 3)
"""Strides 8, 16 and 32."""
MEANING_LEVELS = (2, 3)
"""Finer maps know edges and colours more than things."""
GRID_LEVEL = 2
PROBE_STEP = 3
MOST_PAIRS = 1_000_000
"""Pairs of cells that are compared between the images of a group."""


def group_centres(codes: Sequence[ImageCode]) -> dict[int, Tensor]:
    """(C_l,) for each level, its mean over the group: what all cells share tells nothing apart."""
    centres = {}
    for level in LEVELS:
        means = torch.stack([code.maps[level].float().mean(dim=(1, 2)) for code in codes])
        centres[level] = means.double().mean(dim=0).float()
    return centres


def level_cells(code: ImageCode, level: int, centres: Mapping[int, Tensor]) -> Tensor:
    """(C_l, h_l, w_l) of unit length in every cell, on the level's own grid."""
    return F.normalize(code.maps[level].float() - centres[level][:, None, None], dim=0)


def all_cells(
    code: ImageCode, centres: Mapping[int, Tensor], levels: Sequence[int] = LEVELS
) -> dict[int, Tensor]:
    """`level_cells` of several levels, by level."""
    return {level: level_cells(code, level, centres) for level in levels}


def meaning(cells: Mapping[int, Tensor]) -> Tensor:
    """(C, h, w) of unit length in every cell, strides 16 and 32 together on the former's grid.

    Args:
        cells: from `all_cells`, these two levels at least.
    """
    _, h, w = cells[GRID_LEVEL].shape
    return F.normalize(torch.cat([onto(cells[level], (h, w)) for level in MEANING_LEVELS]), dim=0)


def probes(cells: Tensor) -> Tensor:
    """(n, C): every third cell, across and down, of (C, h, w); all of them on a tiny grid."""
    some = cells[:, 1::PROBE_STEP, 1::PROBE_STEP].flatten(1).T
    return some if len(some) else cells.flatten(1).T


def likeness(cells: Tensor, seen: Tensor) -> Tensor:
    """How well cells (..., n, C) find their like among (M, C), on average; (...) in [-1, 1]."""
    return (cells @ seen.T).amax(dim=-1).mean(dim=-1)


def representativeness(
    codes: Mapping[int, ImageCode], of_interest: Sequence[int]
) -> dict[int, float]:
    """How well the other images of interest find their like in each one of them, in [0, 1].

    Only a few cells of each image are compared, the fewer the more images there are: the cost does
    not grow with the group.
    """
    if len(of_interest) < 2:
        return dict.fromkeys(of_interest, 1.0)
    centres = group_centres(list(codes.values()))
    cells = torch.stack(
        [probes(meaning(all_cells(codes[index], centres, MEANING_LEVELS))) for index in of_interest]
    )
    most = max(1, math.isqrt(MOST_PAIRS) // len(cells))
    cells = cells[:, :: math.ceil(cells.shape[1] / most)]  # (N, n, C)
    others = len(cells) - 1
    found = {}
    for row, index in enumerate(of_interest):
        to_it = likeness(cells, cells[row])  # (N,)
        found[index] = max(0.0, float(to_it.sum() - to_it[row]) / others)
    return found


def onto(x: Tensor, size_hw: tuple[int, int]) -> Tensor:
    """(C, h, w) on another grid."""
    if x.shape[1] > size_hw[0]:
        return F.adaptive_avg_pool2d(x, size_hw)
    if x.shape[-2:] == size_hw:
        return x
    return F.interpolate(x[None], size_hw, mode="bilinear", align_corners=False)[0]
