"""Asks by how much an edit is to change the mask, and shows it on the canvas meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from cosegui.ui.panels.sliders import SizeSlider

_GAP_PX = 32


@dataclass(frozen=True)
class Amount:
    """What is asked for: its title and label, and the range of the number in pixels."""

    title: str
    label: str
    lowest: float
    highest: float


class MaskAmountDialog(QDialog):
    """One number with a slider.

    Signals:
        tried(float): the number that is shown now, also once when the dialog opens.
        chosen(float): the person applied it. `rejected` is Qt's own.
    """

    tried = Signal(float)
    chosen = Signal(float)

    def __init__(self, amount: Amount, value: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(amount.title)
        self._value = value
        self.slider = SizeSlider(
            amount.label, lowest_px=amount.lowest, highest_px=amount.highest, parent=self
        )
        self.slider.set_value(value)
        self.slider.moved.connect(self._on_moved)
        label = QLabel(amount.label, self)
        label.setBuddy(self.slider)
        self.buttons = QDialogButtonBox(self)
        apply = self.buttons.addButton(self.tr("Apply"), QDialogButtonBox.ButtonRole.AcceptRole)
        apply.setDefault(True)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.chosen.emit(self._value))
        layout = QVBoxLayout(self)
        layout.addWidget(label)
        layout.addWidget(self.slider)
        layout.addSpacing(8)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(340)

    def _on_moved(self, value: float) -> None:
        self._value = value
        self.slider.set_value(value)
        self.tried.emit(value)

    # Qt overrides

    def open(self) -> None:
        super().open()
        if (window := self.parentWidget()) is not None:
            # In a corner: in the middle it would hide what it shows.
            corner = QPoint(_GAP_PX, window.height() - self.height() - _GAP_PX)
            self.move(window.mapToGlobal(corner))
        self.tried.emit(self._value)
