"""The middle of the window: the canvas, alone or beside the model's mask, or the whole group."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from .canvas.reference import ReferenceView
from .canvas.view import Canvas
from .panels.group_view import GroupView


class Stage(QStackedWidget):
    """Shows one of its views and knows which.

    Signals:
        side_by_side_changed(bool)
        group_shown_changed(bool)
    """

    side_by_side_changed = Signal(bool)
    group_shown_changed = Signal(bool)

    def __init__(
        self,
        canvas: Canvas,
        reference: ReferenceView,
        group: GroupView,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.canvas = canvas
        self.reference = reference
        self.group = group
        self._is_side_by_side = False
        self._captions = (QLabel(self.tr("Model")), QLabel(self.tr("Now")))
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._left = _captioned(self._captions[0], reference)
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(_captioned(self._captions[1], canvas))
        self._left.hide()
        self._captions[1].hide()
        self.addWidget(self._splitter)
        self.addWidget(group)
        group.image_opened.connect(self._on_left)
        group.left.connect(self._on_left)

    def set_side_by_side(self, is_on: bool) -> None:
        """Show the model's mask to the left of the canvas, or the canvas alone."""
        if is_on:
            self.show_group(False)
        if is_on == self._is_side_by_side:
            return
        self._is_side_by_side = is_on
        self._left.setVisible(is_on)
        self._captions[1].setVisible(is_on)
        half = self._splitter.width() // 2
        self._splitter.setSizes([half, half])
        self.side_by_side_changed.emit(is_on)

    def show_group(self, is_on: bool) -> None:
        """Show the current group in place of the canvas, or the canvas again."""
        shown = self.group if is_on else self._splitter
        if self.currentWidget() is shown:
            return
        self.setCurrentWidget(shown)
        (self.group if is_on else self.canvas).setFocus()
        self.group_shown_changed.emit(is_on)

    def _on_left(self) -> None:
        self.show_group(False)


def _captioned(caption: QLabel, view: QWidget) -> QWidget:
    caption.setProperty("role", "muted")
    caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
    caption.setContentsMargins(0, 4, 0, 4)
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(caption)
    layout.addWidget(view, 1)
    return column
