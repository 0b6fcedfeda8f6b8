"""Measures of masks and confidences besides J, which is `cosegui.core.mask.iou`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cosegui.core.layers import require_same_shape


def pixel_accuracy(predicted_hw: NDArray[np.bool_], truth_hw: NDArray[np.bool_]) -> float:
    """P, the share of pixels, object and background alike, that are right; in [0, 1].

    Raises: ShapeError: the masks differ in size.
    """
    require_same_shape("A mask cannot be judged", predicted_hw, truth_hw)
    return np.count_nonzero(predicted_hw == truth_hw) / truth_hw.size


def rank_correlation(first: NDArray[np.float64], second: NDArray[np.float64]) -> float | None:
    """Spearman's rank correlation of two (N,) series, in [-1, 1]; ties share their mean rank.

    None where it is not defined: fewer than two values, or a series without variation.
    """
    if len(first) < 2:
        return None
    first_ranks, second_ranks = _ranks(first), _ranks(second)
    if np.ptp(first_ranks) == 0 or np.ptp(second_ranks) == 0:
        return None
    return float(np.corrcoef(first_ranks, second_ranks)[0, 1])


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    mean_rank = last - (counts - 1) / 2
    return np.asarray(mean_rank[inverse], dtype=np.float64)
