"""Simulated corrections: who is chosen, who is judged, and what the table says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cosegui.evaluation.corrections import Choice, simulate_corrections, summaries
from cosegui.evaluation.protocol import EvaluationOptions
from cosegui.evaluation.report import corrections_report, corrections_table
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
