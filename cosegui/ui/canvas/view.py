"""The canvas: an image that is painted on. Turns Qt's events into what tools and view are to do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from cosegui.session.editor import Editor
from cosegui.tasks.runner import Runner

from .hand import wheel_intent_of
from .input import Resize, Scroll, Zoom
from .minimap import MiniMap
from .tool_view import ToolView
from .view_state import ViewState

_BRACKETS = {
    int(Qt.Key.Key_BracketLeft): -1,
    int(Qt.Key.Key_BraceLeft): -1,
    int(Qt.Key.Key_BracketRight): 1,
    int(Qt.Key.Key_BraceRight): 1,
}


class Canvas(ToolView):
    """The current image of an editor, to be looked at and painted on.

    The keys of single letters are actions of the window, so that they can be changed; the canvas
    itself listens to what is held (Space moves the image, Tab hides the layers, Ctrl erases, Shift
    draws straight lines), to the brackets, and to Return, Backspace and Escape while a tool has
    something under way. Shift+Tab moves the focus on; Tab does not.
    """

    def __init__(
        self,
        editor: Editor,
        view_state: ViewState,
        runner: Runner,
        parent: QWidget | None = None,
    ) -> None:
        self._wheel_steps = 0.0
        super().__init__(editor, view_state, runner, parent)
        MiniMap(self)
        self.setMouseTracking(True)
        self.setTabletTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The right button paints.
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._retranslate()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Canvas"))
        self.setAccessibleDescription(
            self.tr(
                "The photograph with its mask. Paint with the left button, do the opposite with "
                "the right one; the wheel zooms, Space moves the image, Tab hides the mask, "
                "Shift+Tab leaves the canvas."
            )
        )

    # Qt's events.

    def event(self, event: QEvent) -> bool:
        # Qt would move the focus before keyPressEvent hears of the key.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_tab = event.key() == Qt.Key.Key_Tab
            if is_tab and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                self._state.set_peeking(True)
                return True
        if isinstance(event, QNativeGestureEvent):
            return self._on_gesture(event)
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._move_pointer(event)
        event.setAccepted(self._press(event.button()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._move_pointer(event)
        event.setAccepted(self._press(event.button(), is_double=True))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move_pointer(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hand.read_pointer(event)
        self._release(event.button())

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Accepted, so that Qt makes no mouse event of it."""
        if event.type() == QEvent.Type.TabletRelease:
            self._hand.read_pointer(event)
            self._release(event.button())
        else:
            self._move_pointer(event)
            if event.type() == QEvent.Type.TabletPress:
                self._press(event.button())
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        match wheel_intent_of(event):
            case Zoom(factor):
                self.zoom_by(factor, (event.position().x(), event.position().y()))
            case Scroll(dx, dy):
                self.scroll_by(dx, dy)
            case Resize(steps):
                self._wheel_steps += steps
                whole = int(self._wheel_steps)
                self._wheel_steps -= whole
                self.step_brush_radius(whole)
        event.accept()

    def _on_gesture(self, event: QNativeGestureEvent) -> bool:
        anchor = (event.position().x(), event.position().y())
        if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(max(0.1, 1 + event.value()), anchor)
        elif event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
            if self._transform.is_fitted:
                self.zoom_to_actual_size(anchor)
            else:
                self.fit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take_key(event):
            super().keyPressEvent(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if self._hand.read_modifier(event):
            self._refresh_pointer()
        elif key == Qt.Key.Key_Space:
            self._set_space_held(True)
        elif key in _BRACKETS:
            is_coarse = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step_brush_radius(_BRACKETS[key] * (10 if is_coarse else 1))
        elif not self._driver.is_busy:
            return False
        elif key == Qt.Key.Key_Escape:
            self.cancel_tool()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept_tool()
        elif key == Qt.Key.Key_Backspace:
            self.step_tool_back()
        else:
            return False
        return True

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        if self._hand.read_modifier(event):
            self._refresh_pointer()
        elif event.key() == Qt.Key.Key_Space:
            self._set_space_held(False)
        elif event.key() == Qt.Key.Key_Tab:
            self._state.set_peeking(False)
        else:
            super().keyReleaseEvent(event)

    def _set_space_held(self, is_held: bool) -> None:
        self._is_space_held = is_held
        self._update_marks()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # What is held will be released elsewhere; what was painted so far stays.
        self._release(self._hand.button)
        self._hand.let_go()
        self._set_space_held(False)
        self._state.set_peeking(False)
        super().focusOutEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._move_pointer(event)

    def leaveEvent(self, event: QEvent) -> None:
        if not self._driver.is_dragging:
            self._hand.at_view = None
            self._show_pointer()
        super().leaveEvent(event)
