from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cosegui.core.project import ReviewState
from cosegui.session.mask_edits import MaskEdits
from tests.helpers.fakes import SteppedRunner
from tests.helpers.projects import write_photographs
from tests.helpers.sessions import SIZE_HW, Desk, Heard, stepped_desk

Edit = Callable[[MaskEdits], None]


def show_mask(desk: Desk, *boxes: tuple[int, int, int, int]) -> None:
    """Make the current mask the union of boxes (x0, y0, x1, y1), as one step."""
    mask_hw = np.zeros(SIZE_HW, np.bool_)
    for x0, y0, x1, y1 in boxes:
        mask_hw[y0:y1, x0:x1] = True
    desk.editor.apply_mask("Brush", mask_hw)


def ring(desk: Desk) -> None:
    """A square with a hole, and an island of four pixels."""
    show_mask(desk, (10, 10, 30, 14), (10, 26, 30, 30), (10, 10, 14, 30), (26, 10, 30, 30))
    mask_hw = desk.mask()
    mask_hw[40:42, 50:52] = True
    desk.editor.apply_mask("Brush", mask_hw)


@pytest.mark.parametrize(
    ("name", "edit", "area_px"),
    [
        ("Fill holes", MaskEdits.fill_holes, 400 + 4),
        ("Keep the largest", MaskEdits.keep_largest, 400 - 144),
        ("Invert", MaskEdits.invert, SIZE_HW[0] * SIZE_HW[1] - (400 - 144 + 4)),
        ("Remove islands", lambda edits: edits.remove_islands(5), 400 - 144),
        ("Grow", lambda edits: edits.grow(1), 400 - 100 + 80 + 4 + 8),
        ("Shrink", lambda edits: edits.shrink(1), 18 * 18 - (14 * 14 - 4)),
        ("Smooth", lambda edits: edits.smooth(8), None),
    ],
)
def test_each_edit_is_one_named_step_that_undo_takes_back(
    desk: Desk, name: str, edit: Edit, area_px: int | None
) -> None:
    ring(desk)
    before = desk.mask()

    edit(desk.session.mask_edits)

    assert desk.editor.undo_name == name
    assert not np.array_equal(desk.mask(), before)
    assert area_px is None or int(desk.mask().sum()) == area_px
    desk.editor.undo()
    assert np.array_equal(desk.mask(), before)


def test_an_edit_that_changes_nothing_makes_no_step(desk: Desk) -> None:
    show_mask(desk, (10, 10, 20, 20))

    desk.session.mask_edits.fill_holes()
    desk.session.mask_edits.keep_largest()

    assert desk.editor.step_names == ("Brush",)


def test_an_amount_is_tried_before_it_is_a_step(desk: Desk) -> None:
    show_mask(desk, (10, 10, 20, 20))

    desk.session.mask_edits.grow(2, final=False)
    assert desk.mask()[15, 21]
    desk.session.mask_edits.grow(5, final=False)
    assert desk.mask()[15, 24]
    assert desk.editor.step_names == ("Brush",)

    desk.editor.drop_preview()
    assert not desk.mask()[15, 21]
    desk.session.mask_edits.grow(5)
    assert desk.mask()[15, 24]
    assert desk.editor.step_names == ("Brush", "Grow")


def test_what_is_tried_is_neither_saved_nor_left_behind_on_another_image(desk: Desk) -> None:
    show_mask(desk, (10, 10, 20, 20))
    desk.session.mask_edits.grow(5, final=False)

    desk.select("b.png")
    desk.select("a.png")

    assert int(desk.mask().sum()) == 100


def test_the_mask_of_the_image_before_is_copied_pixel_by_pixel(desk: Desk) -> None:
    ring(desk)
    expected = desk.mask()
    desk.select("b.png")

    desk.session.mask_edits.copy_previous()

    assert np.array_equal(desk.mask(), expected)
    assert desk.state_of("b.png") is ReviewState.CORRECTED
    assert desk.editor.undo_name == "Copy of the previous mask"


def test_the_first_image_of_a_group_has_none_before_it(desk: Desk, folder: Path) -> None:
    write_photographs(folder / "zebras", ["z.png"], size_hw=SIZE_HW)
    desk.workspace.add_folder(folder / "zebras")
    edits = desk.session.mask_edits
    assert edits.previous_image_id == ""
    edits.copy_previous()
    assert desk.editor.step_names == ()

    desk.select("b.png")
    assert edits.previous_image_id == desk.id_of("a.png")
    desk.select("z.png")
    assert edits.previous_image_id == ""


def test_a_mask_of_another_size_is_refused_with_what_to_do(desk: Desk, tmp_path: Path) -> None:
    write_photographs(tmp_path / "pots", ["large.png"], size_hw=(SIZE_HW[0] * 2, SIZE_HW[1]))
    desk.workspace.add_images("pots", [tmp_path / "pots" / "large.png"])
    heard = Heard(desk.editor, "edit_refused")
    desk.select("large.png")

    desk.session.mask_edits.copy_previous()

    (text,) = heard.of("edit_refused")
    assert "c.png has another size" in text
    assert "Run the model" in text
    assert desk.editor.step_names == ()


@pytest.fixture
def waiting(qapp: object, folder: Path) -> tuple[Desk, SteppedRunner]:
    desk, runner = stepped_desk(folder)
    return desk, runner


def test_an_edit_is_dropped_with_a_notice_if_the_mask_is_painted_on_meanwhile(
    waiting: tuple[Desk, SteppedRunner],
) -> None:
    desk, runner = waiting
    heard = Heard(desk.editor, "edit_refused")

    desk.session.mask_edits.invert()
    desk.paint((5.0, 5.0))
    runner.run_all()

    (text,) = heard.of("edit_refused")
    assert "Invert was dropped" in text
    assert desk.editor.step_names == ("Brush",)
    assert not desk.mask()[40, 60]


def test_undo_calls_an_edit_off_together_with_what_was_tried_before_it(
    waiting: tuple[Desk, SteppedRunner],
) -> None:
    desk, runner = waiting
    show_mask(desk, (10, 10, 20, 20))
    edits = desk.session.mask_edits
    edits.grow(5, final=False)
    runner.run_one("Grow")
    edits.grow(5)

    desk.editor.undo()
    runner.run_all()

    assert int(desk.mask().sum()) == 100
    assert desk.editor.step_names == ("Brush",)


class TestGoingThroughTheSteps:
    def test_any_step_can_be_gone_to_and_come_back_from(self, desk: Desk) -> None:
        masks = [desk.mask()]
        for x in (5.0, 20.0, 40.0):
            desk.paint((x, 10.0))
            masks.append(desk.mask())

        for cursor in (0, 2, 1, 3):
            desk.editor.go_to_step(cursor)
            assert desk.editor.step_cursor == cursor
            assert np.array_equal(desk.mask(), masks[cursor])
        assert desk.editor.step_names == ("Brush",) * 3

    def test_beyond_the_ends_lie_the_ends(self, desk: Desk) -> None:
        desk.paint((5.0, 10.0))
        desk.editor.go_to_step(-3)
        assert desk.editor.step_cursor == 0
        desk.editor.go_to_step(9)
        assert desk.editor.step_cursor == 1

    def test_what_is_under_way_is_called_off_on_the_way(
        self, waiting: tuple[Desk, SteppedRunner]
    ) -> None:
        desk, runner = waiting
        desk.paint((5.0, 10.0))
        desk.session.mask_edits.invert()

        desk.editor.go_to_step(0)
        runner.run_all()

        assert not desk.mask().any()
        assert desk.editor.step_names == ("Brush",)

    def test_without_an_image_there_is_nowhere_to_go(self, qapp: object) -> None:
        desk = Desk()
        desk.editor.go_to_step(1)
        assert desk.editor.step_names == ()
        assert desk.editor.step_cursor == 0
