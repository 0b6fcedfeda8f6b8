from __future__ import annotations

import pytest

from cosegui.evaluation.scores import DatasetScores, GroupScores, ImageScore, pooled, spread_of


def image(name: str, j: float, *, truth: float = 0.3, answer: float = 0.3, score: float = 0.5):
    return ImageScore(
        name=name,
        jaccard=j,
        accuracy=(1 + j) / 2,
        truth_area=truth,
        predicted_area=answer,
        confidence=score,
        threshold=0.5,
        seconds=0.1,
    )


def scores(*groups: GroupScores) -> DatasetScores:
    return DatasetScores("set", groups, "cpu", "model")


def test_means_over_images_and_over_groups_weigh_differently() -> None:
    result = scores(
        GroupScores("a", (image("1", 0.9), image("2", 0.9), image("3", 0.9)), 1.0),
        GroupScores("b", (image("1", 0.1),), 2.0),
    )

    assert result.jaccard == pytest.approx(0.7)
    assert result.jaccard_over_groups == pytest.approx(0.5)
    assert result.accuracy == pytest.approx(0.85)
    assert result.accuracy_over_groups == pytest.approx(0.75)
    assert result.seconds == 3.0


def test_empty_truths_are_counted_apart_and_both_ways() -> None:
    rightly = image("right", 1.0, truth=0, answer=0)
    wrongly = image("wrong", 0.0, truth=0, answer=0.2)
    result = scores(GroupScores("a", (image("1", 0.6), rightly, wrongly), 1.0))

    assert result.jaccard == pytest.approx(0.6)
    assert result.jaccard_over_groups == pytest.approx(0.6)
    assert result.jaccard_empty_zero == pytest.approx(0.6 / 3)
    assert result.jaccard_empty_one == pytest.approx(1.6 / 3)
    assert result.accuracy == pytest.approx(0.8)
    assert result.accuracy_with_empty == pytest.approx((0.8 + 1 + 0.5) / 3)
    assert result.without_object == (rightly, wrongly)
    assert result.false_area == pytest.approx(0.1)


def test_a_group_without_any_object_has_no_mean_and_weighs_nothing() -> None:
    empty = GroupScores("empty", (image("1", 1.0, truth=0, answer=0),), 1.0)
    result = scores(empty, GroupScores("b", (image("1", 0.4),), 1.0))

    assert empty.jaccard is None
    assert result.jaccard_over_groups == pytest.approx(0.4)
    assert scores(empty).jaccard is None


def test_confidence_is_compared_with_j_by_rank() -> None:
    rising = tuple(image(str(k), k / 10, score=(k / 10) ** 2) for k in range(1, 6))

    assert scores(GroupScores("a", rising, 1.0)).confidence_correlation == pytest.approx(1)


def test_a_spread_compares_the_same_image_over_the_runs() -> None:
    first = [GroupScores("a", (image("1", 0.5), image("2", 0.7)), 1.0)]
    second = [GroupScores("a", (image("2", 0.7), image("1", 0.6)), 1.0)]

    spread = spread_of("order", [first, second])

    assert spread.jaccards == pytest.approx((0.6, 0.65))
    assert spread.range == pytest.approx(0.05)
    assert spread.deviation == pytest.approx(0.025)
    assert spread.largest_image_deviation == pytest.approx(0.05)


def test_several_sets_are_pooled_image_by_image() -> None:
    one = scores(GroupScores("a", (image("1", 1.0),), 1.0))
    other = scores(GroupScores("a", (image("1", 0.1), image("2", 0.1)), 1.0))

    assert pooled([one, other]).jaccard == pytest.approx(0.4)
