"""Magic wand and GrabCut in the whole window, on the real editor."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cosegui.ui.actions import ActionId
from cosegui.ui.canvas.tools import ToolName
from tests.helpers.gestures import drag, press
from tests.helpers.shells import Bench

SIZE_HW = (90, 120)


@pytest.fixture
def squares(bench: Bench, tmp_path: Path) -> Bench:
    """Two photographs of a red square of 900 pixels on grey, opened."""
    folder = tmp_path / "squares"
    folder.mkdir()
    for name, seed in (("a.png", 1), ("b.png", 2)):
        grey = np.random.default_rng(seed).integers(80, 100, (*SIZE_HW, 1), dtype=np.uint8)
        photo = np.repeat(grey, 3, axis=2)
        photo[30:60, 45:75] = (20, 20, 200)
        (folder / name).write_bytes(cv2.imencode(".png", photo)[1].tobytes())
    bench.shell.project.open_path(folder)
    return bench


def mask_px(bench: Bench) -> int:
    return int(bench.desk.mask().sum())


def test_the_wand_selects_by_its_key_and_a_click(squares: Bench, qtbot: QtBot) -> None:
    canvas = squares.shell.canvas
    press(qtbot, canvas, Qt.Key.Key_W)
    assert canvas.tool_name is ToolName.WAND

    drag(qtbot, canvas, [(60, 45)])

    assert mask_px(squares) == 900
    assert squares.desk.editor.step_names == ("Magic wand",)


def test_a_cut_is_shown_first_and_return_makes_it_a_step(squares: Bench, qtbot: QtBot) -> None:
    canvas, editor = squares.shell.canvas, squares.desk.editor
    press(qtbot, canvas, Qt.Key.Key_C)
    drag(qtbot, canvas, [(38, 22), (82, 68)])
    assert mask_px(squares) == pytest.approx(900, abs=60)
    assert editor.step_names == ()

    press(qtbot, canvas, Qt.Key.Key_Return)
    assert mask_px(squares) == pytest.approx(900, abs=60)
    assert editor.step_names == ("GrabCut",)
    editor.undo()
    assert mask_px(squares) == 0


def test_escape_shows_the_mask_as_it_was(squares: Bench, qtbot: QtBot) -> None:
    canvas = squares.shell.canvas
    squares.desk.paint((10.0, 10.0))
    before = mask_px(squares)
    press(qtbot, canvas, Qt.Key.Key_C)
    drag(qtbot, canvas, [(38, 22), (82, 68)])
    assert mask_px(squares) > before

    press(qtbot, canvas, Qt.Key.Key_Escape)
    assert mask_px(squares) == before
    assert squares.desk.editor.step_names == ("Brush",)


@pytest.mark.parametrize("leave", ["another image", "another tool"])
def test_a_cut_that_was_not_applied_is_gone(squares: Bench, qtbot: QtBot, leave: str) -> None:
    canvas = squares.shell.canvas
    press(qtbot, canvas, Qt.Key.Key_C)
    drag(qtbot, canvas, [(38, 22), (82, 68)])

    if leave == "another image":
        squares.desk.select("b.png")
        squares.desk.select("a.png")
    else:
        press(qtbot, canvas, Qt.Key.Key_B)

    assert mask_px(squares) == 0
    assert not canvas.can_accept
    assert squares.desk.editor.step_names == ()


def test_undo_takes_back_what_the_cut_has_under_way_first(squares: Bench, qtbot: QtBot) -> None:
    canvas, editor = squares.shell.canvas, squares.desk.editor
    squares.desk.paint((10.0, 10.0))
    before = mask_px(squares)
    press(qtbot, canvas, Qt.Key.Key_C)
    drag(qtbot, canvas, [(38, 22), (82, 68)])

    squares.actions[ActionId.UNDO].trigger()
    assert not canvas.can_accept
    assert mask_px(squares) == before
    assert editor.step_cursor == 1

    squares.actions[ActionId.UNDO].trigger()
    assert editor.step_cursor == 0
