"""Windows that tell or ask; they never block, and the safe answer is the default."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

ERROR_BOX_NAME = "error_box"
QUESTION_BOX_NAME = "question_box"


class Weight(StrEnum):
    """What pressing a button means."""

    SAFE = auto()
    """Loses nothing. The first safe choice is the default, and what Escape answers unless
    there is a choice that stays."""
    STAY = auto()
    """Nothing happens at all."""
    DESTRUCTIVE = auto()
    """Something is lost for good; its text is a verb that says so."""


@dataclass(frozen=True)
class Choice:
    """One button: `key` is the answer, `text` a verb."""

    key: str
    text: str
    weight: Weight


def show_dialog(dialog: QDialog) -> None:
    """Open a dialog over its window; it is gone when it is closed. Returns at once."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def tell_error(parent: QWidget | None, title: str, text: str, details: str = "") -> QMessageBox:
    """Show what happened and what to do about it; returns at once."""
    box = _box(parent, title, text, QMessageBox.Icon.Warning)
    box.setObjectName(ERROR_BOX_NAME)
    if details:
        box.setDetailedText(details)
    box.addButton(QMessageBox.StandardButton.Ok)
    show_dialog(box)
    return box


def ask(
    parent: QWidget,
    title: str,
    text: str,
    choices: Sequence[Choice],
    on_answer: Callable[[str], None],
) -> QMessageBox:
    """Ask, and call `on_answer` with the key of the choice; returns at once.

    Closing the window answers with the first choice that stays.
    """
    box = _box(parent, title, text, QMessageBox.Icon.Question)
    box.setObjectName(QUESTION_BOX_NAME)
    for choice in choices:
        button = box.addButton(choice.text, _role(choice.weight))
        button.setObjectName(choice.key)
        if choice.weight is Weight.SAFE and box.defaultButton() is None:
            box.setDefaultButton(button)
        if choice.weight is Weight.STAY:
            box.setEscapeButton(button)
            if not any(each.weight is Weight.SAFE for each in choices):
                box.setDefaultButton(button)
    box.buttonClicked.connect(lambda button: on_answer(button.objectName()))
    show_dialog(box)
    return box


def _box(parent: QWidget | None, title: str, text: str, icon: QMessageBox.Icon) -> QMessageBox:
    box = QMessageBox(icon, title, title, parent=parent)
    box.setInformativeText(text)
    # File names are data, not markup.
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return box


def _role(weight: Weight) -> QMessageBox.ButtonRole:
    return {
        Weight.SAFE: QMessageBox.ButtonRole.AcceptRole,
        Weight.STAY: QMessageBox.ButtonRole.RejectRole,
        Weight.DESTRUCTIVE: QMessageBox.ButtonRole.DestructiveRole,
    }[weight]
