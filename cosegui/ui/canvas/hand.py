"""What the person's hand is at, as Qt's events last told it: pointer, button, pen, modifiers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QPointingDevice,
    QSinglePointEvent,
    QTabletEvent,
    QWheelEvent,
)

from .input import Resize, Scroll, Zoom, wheel_intent
from .tools import Pointer
from .transform import Point, ViewTransform

_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_MODIFIER_KEYS = {int(Qt.Key.Key_Shift): _SHIFT, int(Qt.Key.Key_Control): _CONTROL}


class Hand:
    """Reads events and says what they mean for a tool.

    `at_view` is the pointer in logical pixels of the view, None while it is elsewhere. `button` is
    the one that the drag under way began with.
    """

    def __init__(self) -> None:
        self.at_view: Point | None = None
        self.button = Qt.MouseButton.NoButton
        self._modifiers = Qt.KeyboardModifier.NoModifier
        self._pressure = 1.0
        self._has_eraser_end = False

    def read_pointer(self, event: QSinglePointEvent) -> None:
        """A mouse or a pen is somewhere."""
        self.at_view = (event.position().x(), event.position().y())
        self._modifiers = event.modifiers()
        if not isinstance(event, QTabletEvent):
            self._pressure, self._has_eraser_end = 1.0, False
            return
        self._has_eraser_end = event.pointerType() == QPointingDevice.PointerType.Eraser
        # A pen that leaves weighs nothing, and so would the end of its stroke.
        if event.type() != QEvent.Type.TabletRelease:
            self._pressure = event.pressure()

    def read_modifier(self, event: QKeyEvent) -> bool:
        """A key went down or up. Returns: whether it is one of those that change what tools do."""
        modifier = _MODIFIER_KEYS.get(event.key())
        if modifier is None:
            return False
        # Systems differ in whether the event of a modifier counts the key itself.
        is_down = event.type() == QEvent.Type.KeyPress
        held = event.modifiers()
        self._modifiers = held | modifier if is_down else held & ~modifier
        return True

    def let_go(self) -> None:
        """Keys that are held will be released elsewhere."""
        self._modifiers = Qt.KeyboardModifier.NoModifier

    def pointer(self, transform: ViewTransform, *, is_double: bool = False) -> Pointer | None:
        """What a tool is to know of it."""
        if self.at_view is None:
            return None
        return Pointer(
            transform.to_image(self.at_view),
            pressure=self._pressure,
            inverts=self._has_eraser_end
            or self.button == Qt.MouseButton.RightButton
            or bool(self._modifiers & _CONTROL),
            extends=bool(self._modifiers & _SHIFT),
            is_double=is_double,
        )


def wheel_intent_of(event: QWheelEvent) -> Zoom | Scroll | Resize | None:
    """What a turn of the wheel or a two-finger movement asks for."""
    angle, pixels = event.angleDelta(), event.pixelDelta()
    return wheel_intent(
        angle_xy=(angle.x(), angle.y()),
        pixel_xy=(pixels.x(), pixels.y()),
        # Only fingers have phases; a wheel's pixel deltas are not to be trusted.
        is_touchpad=event.phase() != Qt.ScrollPhase.NoScrollPhase,
        has_shift=bool(event.modifiers() & _SHIFT),
        has_control=bool(event.modifiers() & _CONTROL),
    )
