from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cosegui.core.errors import Cancelled, DatasetError
from cosegui.core.events import RunProgress
from cosegui.core.ports import SegmentOptions, ThresholdRule
from cosegui.evaluation.evaluator import evaluate
from cosegui.evaluation.protocol import EvaluationOptions, Protocol
from cosegui.storage.datasets import open_dataset
from tests.helpers.datasets import grouped_dataset, left_half, mask_file
from tests.helpers.fakes import FakeSegmenter, disc_hw
from tests.helpers.segmenters import Moody

SIZE_HW = (40, 60)
DISC_HW = disc_hw(SIZE_HW)
EMPTY_HW = np.zeros(SIZE_HW, np.bool_)


def test_a_perfect_answer_scores_one_and_a_wrong_one_what_it_overlaps(tmp_path: Path) -> None:
    half = left_half(SIZE_HW)
    grouped_dataset(tmp_path, {"discs": {"1": DISC_HW, "2": DISC_HW}, "halves": {"1": half}})

    result = evaluate(FakeSegmenter(), open_dataset(tmp_path))

    discs, halves = result.groups
    assert discs.jaccard == 1
    assert discs.accuracy == 1
    assert halves.jaccard == pytest.approx((DISC_HW & half).sum() / (DISC_HW | half).sum())
    assert result.model_name == "fake"
    assert [image.name for image in discs.images] == ["1.jpg", "2.jpg"]
    assert discs.images[0].truth_area == pytest.approx(DISC_HW.mean())
    assert result.seconds > 0


def test_empty_truths_are_kept_apart(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"g": {"1": DISC_HW, "2": EMPTY_HW}})

    result = evaluate(FakeSegmenter(), open_dataset(tmp_path))

    assert result.jaccard == 1
    assert result.jaccard_empty_zero == result.jaccard_empty_one == 0.5
    assert result.false_area == pytest.approx(DISC_HW.mean())


def test_groups_are_cut_into_parts_of_n(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"g": {str(k): DISC_HW for k in range(1, 6)}})
    segmenter = FakeSegmenter()

    result = evaluate(segmenter, open_dataset(tmp_path), EvaluationOptions(group_size=2))

    assert segmenter.calls == [["1.jpg", "2.jpg"], ["3.jpg", "4.jpg"], ["4.jpg", "5.jpg"]]
    assert [image.name for image in result.images] == [f"{k}.jpg" for k in range(1, 6)]


def test_shuffles_permute_within_the_parts_and_deals_across_them(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"g": {str(k): DISC_HW for k in range(6)}})
    segmenter = FakeSegmenter()
    options = EvaluationOptions(group_size=3, shuffles=4, deals=4)

    result = evaluate(segmenter, open_dataset(tmp_path), options)

    first, shuffled, dealt = segmenter.calls[:2], segmenter.calls[2:10], segmenter.calls[10:]
    assert {frozenset(part) for part in shuffled} == {frozenset(part) for part in first}
    assert any(part not in first for part in shuffled)
    assert {frozenset(part) for part in dealt} != {frozenset(part) for part in first}
    assert [spread.what for spread in result.spreads] == ["order", "deal"]
    assert all(spread.range == 0 for spread in result.spreads)


def test_a_model_that_depends_on_the_order_shows_a_spread(tmp_path: Path) -> None:
    # Each image has its own truth, so that it matters which one is answered badly.
    truths = {str(k): disc_hw(SIZE_HW, 0.2 + 0.05 * k) for k in range(4)}
    grouped_dataset(tmp_path, {"g": truths})

    result = evaluate(Moody(), open_dataset(tmp_path), EvaluationOptions(shuffles=5))

    (spread,) = result.spreads
    assert len(spread.jaccards) == 6
    assert spread.range > 0
    assert spread.largest_image_deviation > spread.deviation


def test_the_same_seed_gives_the_same_orders(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"g": {str(k): DISC_HW for k in range(6)}})
    orders = []
    for seed in (0, 0, 1):
        segmenter = FakeSegmenter()
        evaluate(segmenter, open_dataset(tmp_path), EvaluationOptions(shuffles=2, seed=seed))
        orders.append(segmenter.calls)

    assert orders[0] == orders[1] != orders[2]


def test_an_image_that_fails_is_named_and_left_out(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"g": {"1": DISC_HW, "2": DISC_HW}})

    result = evaluate(FakeSegmenter(failing=["2.jpg"]), open_dataset(tmp_path))

    assert [image.name for image in result.images] == ["1.jpg"]
    (failure,) = result.failures
    assert (failure.group, failure.name) == ("g", "2.jpg")
    assert "cannot be read" in failure.message


def test_a_mask_of_another_size_stops_with_its_name(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"g": {"1": DISC_HW}})
    mask_file(tmp_path / "masks" / "g" / "1.png", np.zeros((4, 4), np.bool_))

    with pytest.raises(DatasetError, match=r"1\.png has 4x4 pixels"):
        evaluate(FakeSegmenter(), open_dataset(tmp_path))


def test_the_options_reach_the_model_and_the_protocol_the_judge(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"g": {"1": DISC_HW}})
    segmenter = FakeSegmenter()
    asked = SegmentOptions(threshold=ThresholdRule.OTSU)

    result = evaluate(
        segmenter,
        open_dataset(tmp_path),
        EvaluationOptions(protocol=Protocol.PAPER, segment=asked),
    )

    assert segmenter.options == [asked]
    assert result.images[0].truth_area * 224 * 224 == pytest.approx(
        round(result.images[0].truth_area * 224 * 224)
    )


def test_progress_counts_every_judged_image_of_every_round(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"a": {"1": DISC_HW, "2": DISC_HW}, "b": {"1": DISC_HW}})
    seen: list[RunProgress] = []

    evaluate(
        FakeSegmenter(),
        open_dataset(tmp_path),
        EvaluationOptions(shuffles=1),
        on_progress=seen.append,
    )

    assert [progress.done for progress in seen] == [1, 2, 3, 4, 5, 6]
    assert {progress.total for progress in seen} == {6}
    assert seen[2].message == "b"


def test_cancelling_stops_after_the_image_at_hand(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"g": {str(k): DISC_HW for k in range(5)}})
    seen: list[RunProgress] = []

    with pytest.raises(Cancelled):
        evaluate(
            FakeSegmenter(),
            open_dataset(tmp_path),
            on_progress=seen.append,
            is_cancelled=lambda: len(seen) >= 2,
        )

    assert len(seen) == 2
