"""The history dock: the named steps of the current image, each a place to go back to."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from cosegui.session.editor import Editor


class HistoryPanel(QWidget):
    """Lists the steps of an editor's image, oldest first; row 0 is the mask before all of them.

    The current row is the step in effect. Undone steps stay listed, slanted, until an edit
    replaces them.
    """

    def __init__(self, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Steps of this image"))
        # By the mouse it must not take the keys away from the canvas.
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list.setToolTip(self.tr("Click a step to go back, or forward, to it"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSpacing(2)
        self.list.currentRowChanged.connect(self._on_row_chosen)
        editor.history_changed.connect(self._show_steps)
        editor.image_ready.connect(self._show_steps)
        self._show_steps()

    def _show_steps(self) -> None:
        editor = self._editor
        names = [
            QCoreApplication.translate("Steps", name) if name else "" for name in editor.step_names
        ]
        rows = [self.tr("Before all steps"), *names] if editor.layers_hw_u8 is not None else []
        with QSignalBlocker(self.list):
            while self.list.count() > len(rows):
                self.list.takeItem(self.list.count() - 1)
            while self.list.count() < len(rows):
                self.list.addItem(QListWidgetItem())
            for row, text in enumerate(rows):
                self._show_row(self.list.item(row), text, is_undone=row > editor.step_cursor)
            if rows:
                self.list.setCurrentRow(editor.step_cursor)
                self.list.scrollToItem(self.list.item(editor.step_cursor))

    def _show_row(self, item: QListWidgetItem, text: str, *, is_undone: bool) -> None:
        font = QFont(self.list.font())
        font.setItalic(is_undone)
        if item.text() != text:
            item.setText(text)
        if item.font() != font:
            item.setFont(font)

    def _on_row_chosen(self, row: int) -> None:
        if row >= 0:
            self._editor.go_to_step(row)
            # Where it could not be gone to, the list must not say that it was.
            self._show_steps()
