"""The history dock in the whole window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cosegui.ui.panels.history import HistoryPanel
from tests.helpers.shells import Bench


@pytest.fixture
def panel(bench: Bench, photos: Path) -> HistoryPanel:
    bench.shell.project.open_path(photos)
    bench.desk.paint((10.0, 10.0))
    bench.desk.paint((30.0, 10.0), name="Eraser", value=True)
    bench.desk.session.mask_edits.invert()
    return bench.shell.history_panel


def rows(panel: HistoryPanel) -> list[str]:
    return [panel.list.item(row).text() for row in range(panel.list.count())]


def slanted(panel: HistoryPanel) -> list[int]:
    return [row for row in range(panel.list.count()) if panel.list.item(row).font().italic()]


def test_every_step_has_its_row_and_the_last_is_current(panel: HistoryPanel) -> None:
    assert rows(panel) == ["Before all steps", "Brush", "Eraser", "Invert"]
    assert panel.list.currentRow() == 3
    assert slanted(panel) == []


def test_a_click_goes_to_its_step_and_another_one_comes_back(
    panel: HistoryPanel, bench: Bench, qtbot: QtBot
) -> None:
    inverted = bench.desk.mask()
    for row in (1, 3):
        place = panel.list.visualItemRect(panel.list.item(row)).center()
        qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert bench.desk.editor.step_cursor == row
        assert slanted(panel) == list(range(row + 1, 4))
    assert (bench.desk.mask() == inverted).all()


def test_undo_moves_the_current_row(panel: HistoryPanel, bench: Bench) -> None:
    bench.desk.editor.undo()
    assert panel.list.currentRow() == 2
    bench.desk.paint((10.0, 30.0))
    assert rows(panel)[-1] == "Brush"
    assert panel.list.currentRow() == 3


def test_each_image_has_steps_of_its_own(panel: HistoryPanel, bench: Bench) -> None:
    bench.desk.select("b.png")
    assert rows(panel) == ["Before all steps"]
    bench.desk.select("a.png")
    assert len(rows(panel)) == 4
    bench.workspace.close()
    assert rows(panel) == []
