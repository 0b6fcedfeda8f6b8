"""Notices that a person does something in a window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

_INPUTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletRelease,
        QEvent.Type.Wheel,
    }
)


class ActivityWatch(QObject):
    """Calls `on_activity` for every key, button, move and turn of the wheel.

    It stands where the system hands events to the window, before they go to a widget: there they
    are few, while a filter of the whole application would see every event of every object.
    """

    def __init__(self, window: QWidget, on_activity: Callable[[], None]) -> None:
        """`window`: on the screen already, since only then does it have a handle."""
        super().__init__(window)
        self._on_activity = on_activity
        window.windowHandle().installEventFilter(self)

    # Qt overrides

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUTS:
            self._on_activity()
        return False
