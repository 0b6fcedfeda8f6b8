from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cosegui.ui.messages import Choice, Weight, ask, tell_error

SAVE = Choice("save", "Save", Weight.SAFE)
DISCARD = Choice("discard", "Close Without Saving", Weight.DESTRUCTIVE)
STAY = Choice("stay", "Cancel", Weight.STAY)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_the_safe_choice_is_the_default_button(parent: QWidget) -> None:
    box = ask(parent, "Save?", "", (DISCARD, SAVE, STAY), lambda _key: None)

    assert box.defaultButton().text() == "Save"


def test_where_nothing_is_safe_the_default_is_to_stay(parent: QWidget) -> None:
    box = ask(parent, "Remove?", "", (DISCARD, STAY), lambda _key: None)

    assert box.defaultButton().text() == "Cancel"


def test_escape_answers_with_staying(parent: QWidget, qtbot: QtBot) -> None:
    answers: list[str] = []
    box = ask(parent, "Save?", "", (SAVE, DISCARD, STAY), answers.append)

    qtbot.keyClick(box, Qt.Key.Key_Escape)

    assert answers == ["stay"]


def test_a_button_answers_with_its_key(parent: QWidget, qtbot: QtBot) -> None:
    answers: list[str] = []
    box = ask(parent, "Save?", "", (SAVE, DISCARD, STAY), answers.append)
    button = box.findChild(QPushButton, "discard")
    assert button is not None

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert answers == ["discard"]


def test_file_names_are_shown_and_not_taken_for_markup(parent: QWidget) -> None:
    box = tell_error(parent, "Cannot open", "<b>a & b</b>.jpg cannot be read")

    assert box.textFormat() == Qt.TextFormat.PlainText
    assert box.informativeText() == "<b>a & b</b>.jpg cannot be read"
    assert box.standardButtons() == QMessageBox.StandardButton.Ok
