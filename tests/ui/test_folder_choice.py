"""Asking for a folder in Qt's own dialog, whose completion has ways of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cosegui.ui.folder_choice import choose_folder
from tests.helpers.gestures import choose_path, wait_shown


def test_the_folder_that_is_chosen_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    window, told = QWidget(), []
    qtbot.addWidget(window)
    folder = tmp_path / "photos"
    folder.mkdir()
    choose_folder(window, "Open a folder", tmp_path, told.append)
    assert wait_shown(qtbot, QFileDialog).windowTitle() == "Open a folder"
    choose_path(qtbot, folder)
    assert told == [folder]


def test_folders_passed_on_the_way_to_a_typed_one_do_not_silence_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window, told = QWidget(), []
    qtbot.addWidget(window)
    folder = tmp_path / "holidays" / "photos"
    folder.mkdir(parents=True)
    choose_folder(window, "Open a folder", tmp_path, told.append)
    dialog = wait_shown(qtbot, QFileDialog)
    edit = dialog.findChild(QLineEdit)
    assert edit is not None
    # As typed: Qt's completion selects each folder on the way, and may leave it selected.
    for passed in (folder.parent, folder):
        edit.setText(str(passed))
    QFileDialog.accept(dialog)
    assert told == [folder]
