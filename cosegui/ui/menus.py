"""Menus whose letters are their own while they are open."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QMenu


class LetterMenu(QMenu):
    """A menu that hears every key itself.

    The canvas keeps the focus while a menu is open, and Qt offers a key to the shortcuts of the
    widget with the focus before the menu sees it: the menu's mnemonic A would go to the previous
    image.
    """

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)
