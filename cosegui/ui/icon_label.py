"""A label that shows an icon in the colours of the theme in force."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QWidget

from .icons import Icon, icon


class IconLabel(QLabel):
    """One icon, `side_px` logical pixels square; drawn again when the palette changes."""

    def __init__(
        self, side_px: int, mark: Icon | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._side_px = side_px
        self._mark = mark
        self._draw()

    def set_icon(self, mark: Icon) -> None:
        """Show another icon."""
        self._mark = mark
        self._draw()

    def _draw(self) -> None:
        if self._mark is not None:
            self.setPixmap(icon(self._mark).pixmap(self._side_px, self._side_px))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
