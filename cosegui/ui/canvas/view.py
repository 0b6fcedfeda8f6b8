"""The canvas: an image that is painted on. Turns Qt's events into tools' events."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QSinglePointEvent,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from cosegui.core.settings import Settings
from cosegui.session.editor import Editor
from cosegui.tasks.runner import Runner

from . import marks
from .driver import ToolDriver
from .hand import Hand, wheel_intent_of
from .image_view import ImageView
from .input import MAX_RADIUS_PX, MIN_RADIUS_PX, Resize, Scroll, Zoom, stepped_radius
from .minimap import MiniMap
from .tools import CursorShape, Pointer, ToolName
from .transform import Point
from .view_state import Layer, ViewState

_REACH_PX = 8.0
"""Logical pixels within which a click means a point."""
_CURSORS = {
    CursorShape.RING: Qt.CursorShape.CrossCursor,
    CursorShape.DASHED_RING: Qt.CursorShape.CrossCursor,
    CursorShape.CROSS: Qt.CursorShape.CrossCursor,
    CursorShape.HAND: Qt.CursorShape.OpenHandCursor,
}
_BRACKETS = {
    int(Qt.Key.Key_BracketLeft): -1,
    int(Qt.Key.Key_BraceLeft): -1,
    int(Qt.Key.Key_BracketRight): 1,
    int(Qt.Key.Key_BraceRight): 1,
}
_PAINTING_BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)


class Canvas(ImageView):
    """The current image of an editor, to be looked at and painted on.

    It asks the editor for every change and shows what the editor then reports. The keys of single
    letters are actions of the window, so that they can be changed; the canvas itself listens to
    what is held (Space moves the image, Tab hides the layers, Ctrl erases, Shift draws straight
    lines), to the brackets, and to Return, Backspace and Escape while a tool has something
    under way. Shift+Tab moves the focus on; Tab does not.

    Signals:
        zoom_changed(float): device pixels per image pixel; 1.0 is 100 %.
        cursor_moved(object): the pointer as (x, y) in the image frame, None outside the image.
        tool_changed(str): a `ToolName`.
        brush_radius_changed(float): image pixels.
        wand_tolerance_changed(int): largest difference in each channel, 0 to 255.
        can_accept_changed(bool): the tool has something under way that `accept_tool` finishes.
    """

    cursor_moved = Signal(object)
    tool_changed = Signal(str)
    brush_radius_changed = Signal(float)
    wand_tolerance_changed = Signal(int)
    can_accept_changed = Signal(bool)

    def __init__(
        self,
        editor: Editor,
        view_state: ViewState,
        runner: Runner,
        parent: QWidget | None = None,
    ) -> None:
        # Before the view is built: building it shows the editor's image, which asks for these.
        self._driver = ToolDriver(self)
        self._brush_radius = Settings().brush_radius_px
        self._wand_tolerance = Settings().wand_tolerance
        self._could_accept = False
        self._hand = Hand()
        self._is_space_held = False
        self._wheel_steps = 0.0
        self._reported_xy: Point | None = None
        self._marks = marks.Marks()
        super().__init__(editor, view_state, runner, parent)
        MiniMap(self)
        self.setMouseTracking(True)
        self.setTabletTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The right button paints.
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._retranslate()

    # Layers, for the actions of the window.

    def set_overlay_opacity(self, opacity: float) -> None:
        """Of the mask, in [0, 1]."""
        self._state.set_opacity(Layer.MASK, opacity)

    def set_layer_visible(self, layer: Layer, visible: bool) -> None:
        """Show or hide one layer."""
        self._state.set_layer_visible(layer, visible)

    # Tools.

    @property
    def tool_name(self) -> ToolName:
        """The chosen tool."""
        return self._driver.name

    @property
    def brush_radius(self) -> float:
        """Image pixels."""
        return self._brush_radius

    def set_tool(self, name: str) -> None:
        """Choose a tool. Raises: ValueError: there is none of that name."""
        tool = ToolName(name)
        if tool is not self._driver.name:
            self._driver.choose(tool)
            self._refresh_pointer()
            self.tool_changed.emit(tool.value)

    def swap_tool(self) -> None:
        """From the brush to the eraser; from anything else to the brush."""
        is_brush = self._driver.name is ToolName.BRUSH
        self.set_tool(ToolName.ERASER if is_brush else ToolName.BRUSH)

    def cancel_tool(self) -> None:
        """Drop the stroke, or whatever else the tool has under way."""
        self._hand.button = Qt.MouseButton.NoButton
        self._driver.cancel()
        self._refresh_pointer()

    @property
    def can_accept(self) -> bool:
        """The tool has something under way that `accept_tool` finishes."""
        return self._driver.can_accept

    def accept_tool(self) -> None:
        """Make a step of what the tool has under way."""
        self._driver.accept()
        self._refresh_pointer()

    def step_tool_back(self) -> None:
        """Take back the last part of what the tool has under way."""
        self._driver.step_back()
        self._refresh_pointer()

    @property
    def wand_tolerance(self) -> int:
        """Largest difference in each channel, 0 to 255."""
        return self._wand_tolerance

    def set_wand_tolerance(self, tolerance: int) -> None:
        """Held within 0 to 255."""
        tolerance = min(max(int(tolerance), 0), 255)
        if tolerance != self._wand_tolerance:
            self._wand_tolerance = tolerance
            self.wand_tolerance_changed.emit(tolerance)

    def set_brush_radius(self, radius_px: float) -> None:
        """Image pixels, held within the limits."""
        radius_px = min(max(radius_px, MIN_RADIUS_PX), MAX_RADIUS_PX)
        if radius_px != self._brush_radius:
            self._brush_radius = radius_px
            self._update_marks()
            self.brush_radius_changed.emit(radius_px)

    def step_brush_radius(self, steps: int) -> None:
        """Larger or, below zero, smaller."""
        self.set_brush_radius(stepped_radius(self._brush_radius, steps))

    def apply_settings(self, settings: Settings) -> None:
        """Take the brush radius and the wand's tolerance of the settings."""
        self.set_brush_radius(settings.brush_radius_px)
        self.set_wand_tolerance(settings.wand_tolerance)

    # What tools ask for (`tools.ToolHost`).

    @property
    def edits(self) -> Editor:
        """Where edits go."""
        return self._editor

    @property
    def reach_px(self) -> float:
        """How near, in image pixels, a click has to be to mean a point."""
        return _REACH_PX / self._transform.scale

    def pan_image(self, dx_image: float, dy_image: float) -> None:
        """Move the image by so many of its own pixels."""
        scale = self._transform.scale
        self.scroll_by(dx_image * scale, dy_image * scale)

    def on_preview_changed(self) -> None:
        """Show the tool's preview as it is now."""
        self._update_marks()

    # The pointer.

    def _pointer(self, *, is_double: bool = False) -> Pointer | None:
        """None also where there is no image to point at."""
        return self._hand.pointer(self._transform, is_double=is_double) if self.has_image else None

    def _press(self, button: Qt.MouseButton, *, is_double: bool = False) -> bool:
        is_pan = button == Qt.MouseButton.MiddleButton or self._is_space_held
        if self._driver.is_dragging or not (is_pan or button in _PAINTING_BUTTONS):
            return False
        self._hand.button = button
        pointer = self._pointer(is_double=is_double)
        if pointer is None:
            return False
        self._driver.press(pointer, wants_pan=is_pan)
        self._update_marks()
        return True

    def _release(self, button: Qt.MouseButton) -> None:
        pointer = self._pointer()
        if self._driver.is_dragging and button == self._hand.button and pointer is not None:
            self._hand.button = Qt.MouseButton.NoButton
            self._driver.release(pointer)
            self._refresh_pointer()

    def _move_pointer(self, event: QSinglePointEvent) -> None:
        self._hand.read_pointer(event)
        if (pointer := self._pointer()) is not None:
            self._driver.move(pointer)
        self._show_pointer()

    def _refresh_pointer(self) -> None:
        """The pointer rests, but what lies under it or what it would do there is another one."""
        pointer = self._pointer()
        # Not in a drag: the hand, for one, would move the image again because the image moved.
        if pointer is not None and not self._driver.is_dragging:
            self._driver.move(pointer)
        self._show_pointer()

    def _show_pointer(self) -> None:
        pointer = self._pointer()
        is_over_image = pointer is not None and self._transform.contains(pointer.point_xy)
        reported_xy = pointer.point_xy if pointer is not None and is_over_image else None
        if reported_xy != self._reported_xy:
            self._reported_xy = reported_xy
            self.cursor_moved.emit(reported_xy)
        self._update_marks()

    # Ring and preview.

    def _update_marks(self) -> None:
        """Repaint where ring and preview were and where they are."""
        shape = self._driver.cursor_shape(wants_pan=self._is_space_held)
        cursor = _CURSORS[shape]
        if shape is CursorShape.HAND and self._driver.is_dragging:
            cursor = Qt.CursorShape.ClosedHandCursor
        if not self.has_image:
            cursor = Qt.CursorShape.ArrowCursor
        if cursor != self.cursor().shape():
            self.setCursor(cursor)
        pointer = self._pointer()
        stale = self._marks.show(
            self._transform,
            shape=shape,
            centre_xy=None if pointer is None else pointer.point_xy,
            radius_px=self._brush_radius,
            preview=self._driver.preview,
        )
        for rect in stale:
            self.update(rect)
        if self._could_accept != self._driver.can_accept:
            self._could_accept = self._driver.can_accept
            self.can_accept_changed.emit(self._could_accept)

    def _paint_marks(self, painter: QPainter) -> None:
        self._marks.paint(painter)

    # What the view reports.

    def _view_changed(self) -> None:
        self._refresh_pointer()

    def _image_replaced(self) -> None:
        self._hand.button = Qt.MouseButton.NoButton
        self._driver.forget()

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
