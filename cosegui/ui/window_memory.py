"""What the window remembers from one start to the next: its place, its docks, recent projects."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QWidget

MAX_RECENT = 12
_LAYOUT_VERSION = 1
_MIN_VISIBLE_PX = 120


class WindowMemory:
    """Kept in one INI file; whatever is unreadable in it counts as never written."""

    def __init__(self, path: Path) -> None:
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    def recent(self) -> list[Path]:
        """Folders and projects that were opened, the latest first; they may be gone by now."""
        value = self._store.value("recent")
        # Qt gives a list of one back as the text alone.
        texts = value if isinstance(value, list) else [value]
        return [Path(text) for text in texts if isinstance(text, str) and text]

    def add_recent(self, path: Path) -> None:
        """Put a path first."""
        self._set_recent([path, *(each for each in self.recent() if each != path)])

    def remove_recent(self, path: Path) -> None:
        """Forget a path."""
        self._set_recent([each for each in self.recent() if each != path])

    def clear_recent(self) -> None:
        """Forget all paths."""
        self._set_recent([])

    def folder(self, purpose: str, default: Path) -> Path:
        """The folder that was chosen last for a purpose ("open", "export")."""
        text = self._store.value(f"folder/{purpose}", "")
        return Path(text) if isinstance(text, str) and text else default

    def set_folder(self, purpose: str, folder: Path) -> None:
        """Remember a folder for a purpose."""
        self._store.setValue(f"folder/{purpose}", str(folder))

    def keep_window(self, window: QWidget, desk: QMainWindow) -> None:
        """Remember the window's place and size and the desk's docks."""
        self._store.setValue("window/geometry", window.saveGeometry())
        self._store.setValue("window/docks", desk.saveState(_LAYOUT_VERSION))
        self._store.sync()

    def restore_panels(self, desk: QMainWindow) -> bool:
        """Put the docks where they were. False: nothing is known of them."""
        docks = self._store.value("window/docks")
        return isinstance(docks, QByteArray) and desk.restoreState(docks, _LAYOUT_VERSION)

    def restore_window(self, window: QWidget) -> None:
        """Put the window where it was, or into the middle of the screen if that is gone now."""
        geometry = self._store.value("window/geometry")
        if not isinstance(geometry, QByteArray) or not window.restoreGeometry(geometry):
            return
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        window.setGeometry(reachable_rect(window.geometry(), screens))

    def _set_recent(self, paths: Sequence[Path]) -> None:
        self._store.setValue("recent", [str(path) for path in paths[:MAX_RECENT]])


def reachable_rect(rect: QRect, screens: Sequence[QRect]) -> QRect:
    """The rectangle, moved and shrunk if need be so that its upper edge can be got hold of.

    Args:
        rect: where a window wants to be.
        screens: free areas, the main screen's first; at least one.
    """
    for screen in screens:
        visible = rect.intersected(screen)
        is_top_visible = screen.top() <= rect.top() <= screen.bottom() - _MIN_VISIBLE_PX
        if is_top_visible and visible.width() >= _MIN_VISIBLE_PX:
            return rect
    main = screens[0]
    moved = QRect(rect)
    moved.setSize(rect.size().boundedTo(main.size()))
    moved.moveCenter(main.center())
    return moved
