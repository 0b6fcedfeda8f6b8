"""What is shown while nothing is open: three ways to begin, and where one was last."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from .actions import ActionId, Actions
from .icon_label import IconLabel

_COLUMN_WIDTH_PX = 620
_CARD_IDS = (ActionId.OPEN_FOLDER, ActionId.OPEN_PROJECT, ActionId.OPEN_DEMO)
_MAX_RECENT = 6
_CARD_ICON_PX = 30


class StartPage(QWidget):
    """Begins nothing itself.

    Signals:
        recent_picked(str path)
    """

    recent_picked = Signal(str)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent_box = QVBoxLayout()
        self._recent_heading = QLabel(self.tr("Recent"), self)
        self._recent_heading.setProperty("role", "heading")
        self.recent_buttons: list[QPushButton] = []
        self._build(actions)

    def set_recent(self, paths: Sequence[Path]) -> None:
        """Offer these, the latest first."""
        for button in self.recent_buttons:
            self._recent_box.removeWidget(button)
            button.deleteLater()
        self.recent_buttons = [self._recent_button(path) for path in paths[:_MAX_RECENT]]
        for button in self.recent_buttons:
            self._recent_box.addWidget(button)
        self._recent_heading.setVisible(bool(self.recent_buttons))

    def _build(self, actions: Actions) -> None:
        title = QLabel("cosegui", self)
        title.setProperty("role", "title")
        subtitle = QLabel(
            self.tr("Find the object that a group of photographs shares, and repair its masks."),
            self,
        )
        subtitle.setWordWrap(True)
        subtitle.setProperty("role", "muted")
        cards = QHBoxLayout()
        cards.setSpacing(12)
        for action_id in _CARD_IDS:
            cards.addWidget(self._card(action_id, actions))
        hint = QLabel(self.tr("Or drop a folder or a project anywhere in this window."), self)
        hint.setProperty("role", "muted")
        self._recent_box.setSpacing(0)

        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(2)
        column.addWidget(title)
        column.addSpacing(4)
        column.addWidget(subtitle)
        column.addSpacing(24)
        column.addLayout(cards)
        column.addSpacing(10)
        column.addWidget(hint)
        column.addSpacing(28)
        column.addWidget(self._recent_heading)
        column.addSpacing(6)
        column.addLayout(self._recent_box)
        column.addStretch(3)
        holder = QWidget(self)
        holder.setLayout(column)
        holder.setMaximumWidth(_COLUMN_WIDTH_PX)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addStretch(1)
        layout.addWidget(holder, 100)
        layout.addStretch(1)

    def _card(self, action_id: ActionId, actions: Actions) -> QPushButton:
        """A large button for an action: icon, name, key or explanation."""
        spec = actions.spec(action_id)
        button = QPushButton(self)
        button.setObjectName(f"card_{action_id.value}")
        button.setProperty("role", "card")
        button.setAccessibleName(spec.plain_text)
        button.setToolTip(actions[action_id].toolTip())
        button.clicked.connect(actions[action_id].trigger)
        mark = IconLabel(_CARD_ICON_PX, spec.icon, button)
        name = QLabel(spec.plain_text, button)
        name.setProperty("role", "heading")
        detail = QLabel(self._card_detail(action_id), button)
        detail.setProperty("role", "muted")
        detail.setWordWrap(True)
        column = QVBoxLayout(button)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(4)
        for label in (mark, name, detail):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        column.addStretch(1)
        return button

    def _card_detail(self, action_id: ActionId) -> str:
        return {
            ActionId.OPEN_FOLDER: self.tr("Photographs that show the same kind of object"),
            ActionId.OPEN_PROJECT: self.tr("Go on with saved masks"),
            ActionId.OPEN_DEMO: self.tr("Six pictures with their masks, to try things out"),
        }[action_id]

    def _recent_button(self, path: Path) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("role", "recent")
        button.setToolTip(str(path))
        button.setAccessibleName(path.name)
        button.clicked.connect(lambda: self.recent_picked.emit(str(path)))
        name = QLabel(path.stem if path.suffix == ".cosegui" else path.name, button)
        name.setTextFormat(Qt.TextFormat.PlainText)
        folder = _ElidedLabel(str(path.parent), button)
        folder.setProperty("role", "muted")
        row = QHBoxLayout(button)
        row.setContentsMargins(10, 4, 10, 4)
        row.setSpacing(14)
        for label in (name, folder):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(name)
        row.addWidget(folder, 1)
        return button


class _ElidedLabel(QLabel):
    """Shortens its text in the middle to the width it gets."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._full_text = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setText(
            self.fontMetrics().elidedText(
                self._full_text, Qt.TextElideMode.ElideMiddle, self.width()
            )
        )
