"""Drafts: strokes that are shown as they are drawn, and computed when they are done."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from cosegui.core.painting import Segment
from cosegui.core.project import ReviewState
from tests.helpers.sessions import Heard, stepped_desk

LEFT, RIGHT = (10.0, 10.0), (50.0, 10.0)


def half_as_wide(layers: NDArray[np.uint8], segments: tuple[Segment, ...]) -> NDArray[np.uint8]:
    for each in segments:
        Segment(each.start_xy, each.end_xy, each.radius_px / 2, each.value).paint(layers)
    return layers


class Drafting:
    """A desk whose computations wait; strokes become half as wide as they were drawn."""

    def __init__(self, folder: Path) -> None:
        self.desk, self.runner = stepped_desk(folder)
        self.editor = self.desk.editor
        self.heard = Heard(self.editor, "edit_refused", "computing_changed")

    def press(self, point: tuple[float, float]) -> None:
        assert self.editor.begin_stroke("Edge brush", is_draft=True)
        self.editor.extend_stroke(point, point, radius_px=8, value=True)

    def draw(self, point: tuple[float, float]) -> None:
        self.press(point)
        self.editor.end_draft(half_as_wide)

    def width_at(self, point: tuple[float, float]) -> int:
        """Pixels of mask in the row of a point, within 12 pixels of it."""
        column, row = int(point[0]), int(point[1])
        return int(self.desk.mask()[row, max(0, column - 12) : column + 12].sum())


@pytest.fixture
def drafting(qapp: object, folder: Path) -> Drafting:
    return Drafting(folder)


def test_a_draft_shows_as_it_is_drawn_and_becomes_what_is_computed_of_it(
    drafting: Drafting,
) -> None:
    drafting.draw(LEFT)
    assert drafting.width_at(LEFT) == 16
    assert drafting.editor.is_computing

    drafting.runner.run_all()

    assert drafting.width_at(LEFT) == 8
    assert drafting.editor.step_names == ("Edge brush",)
    assert drafting.heard.of("computing_changed") == [True, False]
    assert drafting.desk.state_of("a.png") is ReviewState.CORRECTED
    drafting.editor.undo()
    assert not drafting.desk.mask().any()


def test_the_next_draft_need_not_wait_for_the_one_before(drafting: Drafting) -> None:
    drafting.draw(LEFT)
    drafting.press(RIGHT)

    drafting.runner.run_one("Edge brush")
    assert drafting.width_at(LEFT) == 8
    assert drafting.width_at(RIGHT) == 16, "the one under the hand still shows as it is drawn"

    drafting.editor.end_draft(half_as_wide)
    drafting.runner.run_all()
    assert drafting.width_at(RIGHT) == 8
    assert drafting.editor.step_names == ("Edge brush", "Edge brush")
    assert drafting.heard.of("edit_refused") == []


def test_drafts_that_cross_both_count(drafting: Drafting) -> None:
    drafting.draw(LEFT)
    drafting.draw((LEFT[0] + 2, LEFT[1]))
    drafting.runner.run_all()
    assert drafting.width_at(LEFT) == 10


def test_escape_takes_a_draft_back_and_leaves_those_that_wait(drafting: Drafting) -> None:
    drafting.draw(LEFT)
    drafting.press((LEFT[0] + 2, LEFT[1]))
    drafting.editor.cancel_stroke()
    assert drafting.width_at(LEFT) == 16

    drafting.runner.run_all()
    assert drafting.width_at(LEFT) == 8
    assert drafting.editor.step_names == ("Edge brush",)


def test_undo_calls_a_draft_off_before_it_is_computed(drafting: Drafting) -> None:
    drafting.desk.paint(RIGHT)
    drafting.draw(LEFT)

    drafting.editor.undo()
    drafting.runner.run_all()

    assert drafting.width_at(LEFT) == 0
    assert drafting.editor.step_names == ("Brush",)


def test_another_edit_ends_what_is_not_computed_yet_and_says_so(drafting: Drafting) -> None:
    drafting.draw(LEFT)
    deliver = drafting.runner.work("Edge brush")
    drafting.desk.paint(RIGHT)

    deliver()

    assert drafting.width_at(LEFT) == 0
    assert drafting.editor.step_names == ("Brush",)
    assert len(drafting.heard.of("edit_refused")) == 1


def test_a_draft_reaches_its_image_after_a_switch(drafting: Drafting) -> None:
    drafting.draw(LEFT)
    drafting.desk.select("b.png")
    drafting.runner.run_all()
    assert not drafting.desk.mask().any()

    drafting.desk.select("a.png")
    drafting.runner.run_all()
    assert drafting.width_at(LEFT) == 8


def test_a_draft_cut_off_by_a_switch_becomes_what_it_shows(drafting: Drafting) -> None:
    drafting.press(LEFT)
    drafting.desk.select("b.png")
    drafting.desk.select("a.png")
    drafting.runner.run_all()

    assert drafting.width_at(LEFT) == 16
    assert drafting.editor.step_names == ("Edge brush",)


def test_a_draft_that_comes_to_nothing_is_no_step(drafting: Drafting) -> None:
    drafting.press(LEFT)
    drafting.editor.end_draft(lambda layers, _segments: layers)
    drafting.runner.run_all()
    assert not drafting.desk.mask().any()
    assert not drafting.editor.can_undo


def test_a_draft_that_fails_leaves_no_trace(drafting: Drafting) -> None:
    def fail(layers: NDArray[np.uint8], segments: tuple[Segment, ...]) -> NDArray[np.uint8]:
        raise ValueError("no edges here")

    drafting.press(LEFT)
    drafting.editor.end_draft(fail)
    drafting.runner.run_all()
    assert not drafting.desk.mask().any()
    assert drafting.heard.of("edit_refused") == ["Edge brush: no edges here"]
