from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cosegui.core.errors import ShapeError
from cosegui.evaluation.metrics import pixel_accuracy, rank_correlation

MASKS = hnp.arrays(np.bool_, (4, 5))


def test_accuracy_counts_object_and_background_alike() -> None:
    truth, answer = np.zeros((10, 10), np.bool_), np.zeros((10, 10), np.bool_)
    truth[2:6, 2:6] = True
    answer[2:6, 4:8] = True

    assert pixel_accuracy(answer, truth) == pytest.approx(84 / 100)


@given(first=MASKS, second=MASKS)
def test_accuracy_is_symmetric_and_one_only_for_equal_masks(
    first: np.ndarray, second: np.ndarray
) -> None:
    value = pixel_accuracy(first, second)

    assert value == pixel_accuracy(second, first)
    assert 0 <= value <= 1
    assert (value == 1) == np.array_equal(first, second)


def test_masks_of_two_sizes_are_not_compared() -> None:
    with pytest.raises(ShapeError, match="4 x 3"):
        pixel_accuracy(np.zeros((3, 3), np.bool_), np.zeros((3, 4), np.bool_))


def test_rank_correlation_sees_order_and_not_scale() -> None:
    first = np.array([0.1, 0.2, 0.3, 0.9])

    assert rank_correlation(first, first**3) == pytest.approx(1)
    assert rank_correlation(first, -first) == pytest.approx(-1)


def test_ties_share_their_rank() -> None:
    # Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4.
    value = rank_correlation(np.array([1.0, 2, 2, 3]), np.array([1.0, 2, 3, 4]))

    assert value == pytest.approx(4.5 / np.sqrt(4.5 * 5))


@given(st.floats(0, 1), st.integers(0, 5))
def test_without_variation_there_is_no_correlation(level: float, count: int) -> None:
    series = np.full(count, level)

    assert rank_correlation(series, np.arange(count, dtype=np.float64)) is None
