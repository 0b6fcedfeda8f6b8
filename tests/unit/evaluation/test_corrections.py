"""Simulated corrections: who is chosen, who is judged, and what the table says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cosegui.core.ports import ImagePrediction
from cosegui.evaluation.corrections import Choice, simulate_corrections, summaries
from cosegui.evaluation.corrections_report import corrections_report, corrections_table
from cosegui.evaluation.protocol import EvaluationOptions
from cosegui.storage.datasets import open_dataset
from tests.helpers.datasets import grouped_dataset
from tests.helpers.fakes import FakeSegmenter, disc_hw

SIZE_HW = (40, 60)
DISC, SMALL = disc_hw(SIZE_HW), disc_hw(SIZE_HW, 0.2)
EMPTY = np.zeros(SIZE_HW, np.bool_)


class Learning(FakeSegmenter):
    """Finds the small disc once it is given examples."""

    def propagate(self, sources, examples, **options):
        self.radius_share = 0.2
        yield from super().propagate(sources, examples, **options)
        self.radius_share = 0.3


def test_the_images_left_alone_are_judged_before_and_after(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"g": {"1": SMALL, "2": SMALL, "3": SMALL, "4": EMPTY}})
    segmenter = Learning(scores={"2.jpg": 0.1})
    overlap = SMALL.sum() / DISC.sum()

    results = simulate_corrections(segmenter, open_dataset(tmp_path), EvaluationOptions(), [1, 2])

    by_choice = {(one.choice, one.count): one for one in results}
    assert len(by_choice) == 6
    queue = by_choice[Choice.QUEUE, 1]
    assert (queue.images, queue.after) == (2, 1)
    assert queue.before == pytest.approx(overlap)
    assert queue.group_jaccard == pytest.approx(overlap)
    ((first,), *_) = segmenter.examples
    assert first.index == 1, "the queue asks for the least sure"
    assert np.array_equal(first.mask_hw, SMALL)
    assert first.certain_hw.all()


class Teaching(Learning):
    """Says after each correction that another image is worth most."""

    def segment_group(self, sources, **options):
        for event in super().segment_group(sources, **options):
            is_worth_most = getattr(event, "index", -1) == 2 * len(self.examples)
            is_image = isinstance(event, ImagePrediction)
            yield replace(event, worth=float(is_worth_most)) if is_image else event


def test_the_queue_is_asked_anew_after_each_correction(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"g": dict.fromkeys("123456", SMALL)})
    segmenter = Teaching()

    results = simulate_corrections(segmenter, open_dataset(tmp_path), EvaluationOptions(), [1, 3])

    by_queue = [[each.index for each in examples] for examples in segmenter.examples[:3]]
    assert by_queue == [[0], [0, 2], [0, 2, 4]]
    queue = {one.count: one for one in results if one.choice is Choice.QUEUE}
    assert (queue[1].images, queue[3].images) == (5, 3)
    assert queue[3].whole == 1


def test_the_whole_group_counts_what_was_corrected_as_right(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"g": {"1": SMALL, "2": SMALL, "3": SMALL, "4": SMALL}})
    results = simulate_corrections(
        FakeSegmenter(), open_dataset(tmp_path), EvaluationOptions(), [1]
    )
    overlap = SMALL.sum() / DISC.sum()
    assert [one.whole for one in results] == [pytest.approx((1 + 3 * overlap) / 4)] * 3


def test_the_table_says_whether_the_queue_beats_chance(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"g": {"1": DISC, "2": SMALL, "3": DISC, "4": DISC}})
    dataset = open_dataset(tmp_path)
    clever = FakeSegmenter(scores={"2.jpg": 0.1})  # the seed makes chance take another one
    results = simulate_corrections(clever, dataset, EvaluationOptions(seed=0), [1])
    text = corrections_table(results)
    assert "all, 1 corrected: the queue beats chance, +" in text


def test_the_worst_are_those_of_the_lowest_j_and_chance_follows_the_seed(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"g": {"1": DISC, "2": SMALL, "3": DISC, "4": DISC}})
    chosen = []
    for _ in range(2):
        segmenter = FakeSegmenter()
        simulate_corrections(segmenter, open_dataset(tmp_path), EvaluationOptions(seed=4), [1])
        chosen.append([each[0].index for each in segmenter.examples])
    assert chosen[0] == chosen[1]
    assert chosen[0][2] == 1


def test_a_group_with_nothing_left_alone_is_left_out(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"g": {"1": DISC, "2": DISC}})
    dataset = open_dataset(tmp_path)
    assert simulate_corrections(FakeSegmenter(), dataset, EvaluationOptions(), [2]) == []


def test_the_table_has_all_groups_and_the_failed_ones(tmp_path: Path) -> None:
    grouped_dataset(
        tmp_path, {"good": {"1": DISC, "2": DISC}, "bad": {"1": SMALL, "2": SMALL, "3": SMALL}}
    )
    results = simulate_corrections(Learning(), open_dataset(tmp_path), EvaluationOptions(), [1])
    low = summaries(results, only_low=True)
    assert [(line.groups, line.images, line.after) for line in low] == [(1, 2, 1)] * 3
    text = corrections_table(results)
    assert "all (2)" in text
    assert "J < 60 (1)" in text
    row = corrections_report("set", results)[0]
    assert {"dataset", "group", "chosen_by", "corrected", "J_before", "J_after"} <= set(row)
