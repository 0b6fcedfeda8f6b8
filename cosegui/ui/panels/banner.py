"""One line above the canvas that tells something lasting, with at most one thing to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton

from cosegui.ui.icon_label import IconLabel
from cosegui.ui.icons import Icon, icon


class Banner(QFrame):
    """Hidden until `show_text`; the person closes it, or `clear` does."""

    def __init__(self) -> None:
        super().__init__()
        self._on_action: Callable[[], object] = _nothing
        self.icon_label = IconLabel(18, parent=self)
        self.label = QLabel(self)
        self.button = QPushButton(self)
        self.close_button = QToolButton(self)
        self._build()
        self.hide()

    def _build(self) -> None:
        self.setObjectName("banner")
        self.setAutoFillBackground(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.close_button.setIcon(icon(Icon.CANCEL))
        self.close_button.setAccessibleName(self.tr("Close this message"))
        self.close_button.setToolTip(self.tr("Close this message"))
        self.close_button.clicked.connect(self.clear)
        self.button.hide()
        self.button.clicked.connect(self._on_button_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(10)
        layout.addWidget(self.icon_label)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.button)
        layout.addWidget(self.close_button)

    def show_text(
        self,
        text: str,
        *,
        mark: Icon = Icon.ABOUT,
        action_text: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Tell `text`; what was told before goes. `action_text` names a button, "" for none."""
        self.icon_label.set_icon(mark)
        self.label.setText(text)
        self.button.setText(action_text)
        self.button.setVisible(bool(action_text))
        self._on_action = on_action or _nothing
        self.show()

    def clear(self) -> None:
        """Tell nothing."""
        self._on_action = _nothing
        self.label.clear()
        self.hide()

    def _on_button_clicked(self) -> None:
        self._on_action()


def _nothing() -> None: ...
