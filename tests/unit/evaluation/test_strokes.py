"""Simulated brushing: where a stroke goes, when it ends, and what propagation saves."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from cosegui.evaluation.corrections_report import strokes_report, strokes_table
from cosegui.evaluation.protocol import EvaluationOptions
from cosegui.evaluation.strokes import simulate_strokes, stroke_through
from cosegui.storage.datasets import open_dataset
from tests.helpers.datasets import grouped_dataset
from tests.helpers.fakes import FakeSegmenter, disc_hw

SIZE_HW = (160, 200)
DISC, SMALL = disc_hw(SIZE_HW), disc_hw(SIZE_HW, 0.12)


class Learning(FakeSegmenter):
    """Finds the small disc once it is given examples."""

    def propagate(self, sources, examples, **options):
        self.radius_share = 0.12
        yield from super().propagate(sources, examples, **options)
        self.radius_share = 0.3


def test_a_stroke_covers_the_inmost_part_of_the_largest_error() -> None:
    error = np.zeros((100, 200), bool)
    error[40:60, 20:180] = True
    error[5:10, 5:10] = True
    under = stroke_through(error)
    assert under[45:55, 100:170].all() or under[45:55, 30:100].all()
    assert not under[5:10, 5:10].any()
    assert not stroke_through(np.zeros((8, 8), bool)).any()


def test_a_good_group_needs_no_stroke(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"g": {"1": DISC, "2": DISC}})
    (one,) = simulate_strokes(FakeSegmenter(), open_dataset(tmp_path), EvaluationOptions())
    assert (one.alone, one.propagated, one.images_alone) == (0, 0, 0)
    assert one.before > 0.99


def test_with_propagation_the_first_image_brings_the_others_along(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"g": dict.fromkeys("1234", SMALL)})
    results = simulate_strokes(Learning(), open_dataset(tmp_path), EvaluationOptions())
    (one,) = results
    assert one.images_alone == 4
    assert one.images_propagated == 1
    assert one.alone == 4 * one.propagated > 0
    text = strokes_table(results)
    assert f"{one.alone} strokes, {one.propagated} with propagation, 75 % fewer" in text
    assert strokes_report("set", results)[0]["strokes_with_propagation"] == one.propagated


def test_a_model_that_learns_nothing_saves_nothing(tmp_path: Path) -> None:
    grouped_dataset(tmp_path, {"g": dict.fromkeys("123", SMALL)})
    (one,) = simulate_strokes(FakeSegmenter(), open_dataset(tmp_path), EvaluationOptions())
    assert one.alone == one.propagated > 0
