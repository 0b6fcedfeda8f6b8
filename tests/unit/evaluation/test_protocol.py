from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosegui.evaluation.protocol import PAPER_SIZE_PX, Protocol, masks_to_judge, parts_of


@given(
    order=st.integers(1, 30).flatmap(lambda n: st.permutations(range(n))),
    group_size=st.one_of(st.none(), st.integers(1, 12)),
)
def test_every_image_is_judged_once_among_exactly_n_others_at_most(
    order: list[int], group_size: int | None
) -> None:
    parts = parts_of(order, group_size)

    judged = [position for part in parts for position in part.judged]
    assert sorted(judged) == sorted(order)
    expected = len(order) if group_size is None else min(group_size, len(order))
    for part in parts:
        assert len(part.members) == len(set(part.members)) == expected
        assert part.judged <= set(part.members)


def test_the_last_part_is_filled_with_images_that_are_not_judged_again() -> None:
    parts = parts_of(range(7), 3)

    assert [part.members for part in parts] == [(0, 1, 2), (3, 4, 5), (4, 5, 6)]
    assert parts[-1].judged == {6}


def test_at_native_size_masks_are_judged_as_they_are() -> None:
    probability = np.array([[0.2, 0.5], [0.6, 0.9]], np.float32)
    truth = np.array([[False, True], [True, True]])

    predicted, judged = masks_to_judge(probability, 0.55, truth, Protocol.NATIVE)

    assert np.array_equal(predicted, [[False, False], [True, True]])
    assert judged is truth


@pytest.mark.parametrize("size_hw", [(100, 60), (480, 640)])
def test_the_papers_protocol_stretches_both_to_its_square(size_hw: tuple[int, int]) -> None:
    probability = np.zeros(size_hw, np.float32)
    probability[:, size_hw[1] // 2 :] = 0.9
    truth = probability > 0.5

    predicted, judged = masks_to_judge(probability, 0.5, truth, Protocol.PAPER)

    assert predicted.shape == judged.shape == (PAPER_SIZE_PX, PAPER_SIZE_PX)
    assert judged.dtype == np.bool_
    assert np.mean(predicted == judged) > 0.98
    assert judged[:, PAPER_SIZE_PX // 2 + 2 :].all()
