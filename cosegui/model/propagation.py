"""Corrected images repair their group: a closed-form solve on features that are there already.

No training. Every cell x has the network's own logit z and a unit descriptor; X holds the cells of
the examples, one a row. The corrected field is

    s = z + x . w,   w = argmin  sum_c d_c (x_c . w - r_c)^2 + REACH |w|^2

over the examples' cells, where r_c is what z lacks there. It is (L + lambda D) s = lambda y with
L the inverse of the affinity X X^T, the spatial modulator's, and s measured from z: by Woodbury's
identity the system over all cells shrinks to one of as many rows as the descriptor is long, for
any number of images. Where the network is right about the examples, r is zero and nothing moves;
without examples s is z. docs/decisions/propagation.md has the forms that were tried beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from cosegui.core.ports import Example
from cosegui.model.reading import ImageCode

LEVELS = (2, 3)
"""Strides 16 and 32: finer maps know edges and colours, and these differ between photographs."""
REACH = 0.05
"""How small a likeness still carries a correction; shrinks as examples confirm one another."""
SURE_LOGIT = 3.0
"""The logit that a confirmed cell is to have at least: a probability of 0.95."""
LIMIT_LOGIT = 4.0
"""The network's logits count no higher: one that is sure and wrong must be movable."""
UNTOUCHED_WEIGHT = 0.05
"""Cells that nobody confirmed hold their place with this weight: they were seen and left alone."""
OFFSET = 1.0
"""Length of the constant beside the unit descriptors: a shift of the whole group costs as much."""
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

    @classmethod
    def of(cls, example: Example, size_hw: tuple[int, int]) -> CertainCells:
        """Shrink an example's masks; only what is certain counts in `share_hw`."""
        certain = _shrunk(example.certain_hw, size_hw)
        both = _shrunk(example.mask_hw & example.certain_hw, size_hw)
        return cls(both / certain.clamp_min(TINY), certain)


class Correction:
    """What the examples of a group teach; applies to each of its images alone."""

    def __init__(self, weights: Tensor, centres: Sequence[Tensor]) -> None:
        self._weights = weights  # (C + 1,) float32
        self._centres = centres  # per level, (C_l,)

    @classmethod
    def learn(
        cls,
        codes: Mapping[int, ImageCode],
        logits: Mapping[int, NDArray[np.float32]],
        examples: Sequence[Example],
    ) -> Correction:
        """Solve for the correction.

        Args:
            codes: of the whole group, by index.
            logits: (h, w) float32, the network's maps at their own resolution, by index; needed
                for the examples at least.
            examples: at least one, each of an image in `codes`.
        """
        centres = _centres(list(codes.values()))
        # Sums must not depend on the order in which a person corrected.
        ordered = sorted(examples, key=lambda example: example.index)
        rows, lacks, weights = [], [], []
        for example in ordered:
            x = _descriptors(codes[example.index], centres)  # (C, h, w)
            size_hw = (x.shape[1], x.shape[2])
            cells = CertainCells.of(example, size_hw)
            rows.append(_with_constant(x))
            lacks.append(_lack(cells, _cell_logits(logits[example.index], size_hw)))
            weights.append(_cell_weights(cells))
        w = _ridge(torch.cat(rows), torch.cat(lacks), torch.cat(weights), REACH / len(ordered))
        return cls(w.float(), centres)

    def apply(self, code: ImageCode, logit_hw: NDArray[np.float32]) -> CorrectedMap:
        """Correct the network's map of one image.

        Args:
            logit_hw: (h, w) float32, the network's, at its own resolution.
        """
        x = _descriptors(code, self._centres)
        size_hw = (x.shape[1], x.shape[2])
        shift = self._weights[:-1] @ x.flatten(1) + OFFSET * self._weights[-1]
        shift = shift.reshape(1, 1, *size_hw)
        field = _cell_logits(logit_hw, size_hw).reshape(1, 1, *size_hw) + shift
        height, width = logit_hw.shape
        fine = F.interpolate(shift, (height, width), mode="bilinear", align_corners=False)
        limited = torch.from_numpy(logit_hw).clamp(-LIMIT_LOGIT, LIMIT_LOGIT)
        corrected = limited + fine[0, 0]
        return CorrectedMap(
            np.asarray(torch.sigmoid(corrected).numpy(), np.float32),
            np.asarray(torch.sigmoid(field[0, 0]).numpy(), np.float32),
        )


@dataclass(frozen=True)
class CorrectedMap:
    """One image after the examples were heard.

    Attributes:
        probability_hw: (h, w) float32 in [0, 1], the network's frame.
        field_hw: (h', w') float32 in [0, 1], the solved field at the descriptors' resolution.
    """

    probability_hw: NDArray[np.float32]
    field_hw: NDArray[np.float32]


def _centres(codes: Sequence[ImageCode]) -> list[Tensor]:
    """The mean of each level over the group: what all cells share tells nothing apart."""
    means = [
        torch.stack([code.maps[level].float().mean(dim=(1, 2)) for code in codes])
        for level in LEVELS
    ]
    return [level.double().mean(dim=0).float() for level in means]


def _descriptors(code: ImageCode, centres: Sequence[Tensor]) -> Tensor:
    """(C, h, w) float32 of unit length in every cell, on the finest level's grid."""
    h, w = code.maps[LEVELS[0]].shape[-2:]
    parts = []
    for level, centre in zip(LEVELS, centres, strict=True):
        x = F.normalize(code.maps[level].float() - centre[:, None, None], dim=0)[None]
        if x.shape[-2:] != (h, w):
            x = F.interpolate(x, (h, w), mode="bilinear", align_corners=False)
        parts.append(x)
    return F.normalize(torch.cat(parts, dim=1)[0], dim=0)


def _with_constant(x: Tensor) -> Tensor:  # (C, h, w)
    flat = x.flatten(1).T.double()  # (h w, C)
    return torch.cat([flat, flat.new_full((len(flat), 1), OFFSET)], dim=1)


def _lack(cells: CertainCells, logit: Tensor) -> Tensor:
    """(h w,) what the network's logit lacks in each cell; zero where it is right or unknown."""
    wish = 2 * cells.share_hw - 1  # (h, w) in [-1, 1]
    lack = SURE_LOGIT * wish - logit
    is_right = wish * logit >= SURE_LOGIT
    return torch.where(is_right | (cells.certain_hw <= 0), 0.0, lack).flatten().double()


def _cell_weights(cells: CertainCells) -> Tensor:
    """(h w,) that sum to at most 1: half for the object, half for what is not, however large."""
    inside = cells.certain_hw * (cells.share_hw > 0.5)
    outside = cells.certain_hw * (cells.share_hw <= 0.5)
    certain = inside / inside.sum().clamp_min(1) + outside / outside.sum().clamp_min(1)
    rest = 1 - cells.certain_hw
    total = certain / 2 + UNTOUCHED_WEIGHT * rest / rest.numel()
    return total.flatten().double()


def _ridge(rows: Tensor, lacks: Tensor, weights: Tensor, reach: float) -> Tensor:
    """(C + 1,) float64; the smaller of the two equal systems, by cells or by channels."""
    cells, channels = rows.shape
    weights = weights / weights.sum().clamp_min(TINY)
    weighted = rows * weights[:, None]
    if cells < channels:
        affinity = rows @ weighted.T + reach * torch.eye(cells, dtype=rows.dtype)
        return weighted.T @ torch.linalg.solve(affinity, lacks)
    covariance = rows.T @ weighted + reach * torch.eye(channels, dtype=rows.dtype)
    return torch.linalg.solve(covariance, weighted.T @ lacks)


def _cell_logits(logit_hw: NDArray[np.float32], size_hw: tuple[int, int]) -> Tensor:
    """(h, w) float32, limited."""
    whole = torch.from_numpy(np.ascontiguousarray(logit_hw))[None, None]
    return F.adaptive_avg_pool2d(whole, size_hw)[0, 0].clamp(-LIMIT_LOGIT, LIMIT_LOGIT)


def _shrunk(mask_hw: NDArray[np.bool_], size_hw: tuple[int, int]) -> Tensor:
    height, width = size_hw
    area = cv2.resize(mask_hw.astype(np.float32), (width, height), interpolation=cv2.INTER_AREA)
    return torch.from_numpy(np.asarray(area, np.float32))
