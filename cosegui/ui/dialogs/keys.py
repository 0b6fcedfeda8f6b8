"""The list of keys, drawn from the table of actions."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cosegui.ui.action_specs import without_mnemonic
from cosegui.ui.actions import Actions, Menu

_TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_KEY_COLUMN_PX = 170
_COLUMNS = (
    (Menu.REVIEW, Menu.RUN, Menu.VIEW, Menu.FILE, Menu.HELP),
    (Menu.EDIT, Menu.MASK),
)


class KeysDialog(QDialog):
    """Every key and what it does, in two columns.

    Signals:
        change_wished(): the person wants other keys; the list has closed.
    """

    change_wished = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.resize(940, 640)
        columns = QHBoxLayout()
        columns.setContentsMargins(20, 16, 20, 16)
        columns.setSpacing(40)
        for number, menus in enumerate(_COLUMNS):
            column = QVBoxLayout()
            column.setSpacing(18)
            for menu in menus:
                column.addLayout(self._section(actions, menu))
            if number == len(_COLUMNS) - 1:
                gestures = [(gesture.keys, gesture.text) for gesture in actions.gestures()]
                column.addLayout(self._rows(self.tr("On the canvas"), gestures))
            column.addStretch(1)
            columns.addLayout(column, 4 + number)
        content = QWidget()
        content.setLayout(columns)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(content)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        change = buttons.addButton(self.tr("Change Keys…"), QDialogButtonBox.ButtonRole.ActionRole)
        change.setAutoDefault(False)
        change.clicked.connect(self._on_change_clicked)
        buttons.setContentsMargins(16, 8, 16, 12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)

    def _on_change_clicked(self) -> None:
        self.accept()
        self.change_wished.emit()

    def _section(self, actions: Actions, menu: Menu) -> QGridLayout:
        rows = [
            (key_text(actions.keys(spec.id)), spec.plain_text)
            for spec in actions.rows(menu)
            if actions.keys(spec.id)
        ]
        return self._rows(without_mnemonic(actions.menu_title(menu)), rows)

    def _rows(self, heading: str, rows: Iterable[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        grid.setColumnMinimumWidth(0, _KEY_COLUMN_PX)
        grid.setColumnStretch(1, 1)
        title = QLabel(heading, self)
        title.setProperty("role", "heading")
        grid.addWidget(title, 0, 0, 1, 2)
        for number, (keys, text) in enumerate(rows, start=1):
            key_label, text_label = QLabel(keys, self), QLabel(text, self)
            key_label.setProperty("role", "key")
            text_label.setWordWrap(True)
            grid.addWidget(key_label, number, 0, _TOP_LEFT)
            grid.addWidget(text_label, number, 1, Qt.AlignmentFlag.AlignVCenter)
        return grid


def key_text(keys: Iterable[str]) -> str:
    """Keys as this system writes them, alternatives side by side.

    Return and the Enter of the number pad are one key to a person, and shown as one.
    """
    all_keys = list(keys)
    twins = {one.replace("Return", "Enter") for one in all_keys if "Return" in one}
    shown = [one for one in all_keys if one not in twins]
    native = QKeySequence.SequenceFormat.NativeText
    return "   ".join(QKeySequence(each).toString(native) for each in shown)
