"""Questions that masks and probabilities answer by arithmetic alone; nothing here edits a mask."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .geometry import Box
from .layers import require_same_shape


def binarise(
    probability_hw: NDArray[np.float32] | NDArray[np.uint8], threshold: float
) -> NDArray[np.bool_]:
    """(H, W) bool: where the probability reaches `threshold`.

    `probability_hw` is float in [0, 1], or uint8 in [0, 255] where 255 stands for 1. An 8-bit map
    is compared with the nearest of its 255 steps, never with 0: zero probability is no object.
    """
    if probability_hw.dtype == np.uint8:
        return np.asarray(probability_hw >= max(1, round(threshold * 255)))
    return np.asarray(probability_hw >= threshold)


def otsu(probability_hw: NDArray[np.float32] | NDArray[np.uint8]) -> float:
    """The threshold in (0, 1) that parts the histogram into two classes of least inner variance.

    The histogram has 256 bins; among equally good thresholds the middle one is taken. A map of one
    value has nothing to part: the answer is 0.5.
    Source: Otsu 1979, "A threshold selection method from gray-level histograms".
    """
    levels = probability_hw
    if levels.dtype != np.uint8:
        levels = np.rint(np.clip(levels, 0.0, 1.0) * 255).astype(np.uint8)
    counts = np.bincount(levels.ravel(), minlength=256).astype(np.float64)
    values = np.arange(256)
    below = np.cumsum(counts)
    above = below[-1] - below
    is_split = (below > 0) & (above > 0)
    if not is_split.any():
        return 0.5
    sum_below = np.cumsum(counts * values)
    mean_below = sum_below / np.maximum(below, 1)
    mean_above = (sum_below[-1] - sum_below) / np.maximum(above, 1)
    between = np.where(is_split, below * above * (mean_below - mean_above) ** 2, -1.0)
    best = np.flatnonzero(between >= between.max() * (1 - 1e-12))
    # A split after level k puts the threshold half a level above it: k itself stays outside.
    return float((best[0] + best[-1]) / 2 + 0.5) / 255


def iou(first_hw: NDArray[np.bool_], second_hw: NDArray[np.bool_]) -> float:
    """Intersection over union in [0, 1]; two empty masks agree: 1.

    Raises: ShapeError: the shapes differ.
    """
    require_same_shape("Two masks cannot be compared", first_hw, second_hw)
    union = int(np.count_nonzero(first_hw | second_hw))
    if union == 0:
        return 1.0
    return int(np.count_nonzero(first_hw & second_hw)) / union


def bounding_box(mask_hw: NDArray[np.generic]) -> Box:
    """The smallest box around all non-zero pixels; empty where there are none."""
    rows = np.flatnonzero(mask_hw.any(axis=1))
    if rows.size == 0:
        return Box.empty()
    y0, y1 = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(mask_hw[y0:y1].any(axis=0))
    return Box(int(columns[0]), y0, int(columns[-1]) + 1, y1)


def area_share(mask_hw: NDArray[np.bool_]) -> float:
    """Share of the image that the mask covers, in [0, 1]; 0 for an image without pixels."""
    return int(np.count_nonzero(mask_hw)) / mask_hw.size if mask_hw.size else 0.0
