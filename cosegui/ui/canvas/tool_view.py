"""An image view with tools: the chosen one, its sizes, the pointer, and what both draw."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QSinglePointEvent
from PySide6.QtWidgets import QWidget

from cosegui.core.settings import Settings
from cosegui.session.editor import Editor
from cosegui.tasks.runner import Runner

from . import marks
from .driver import ToolDriver
from .hand import Hand
from .image_view import ImageView
from .input import MAX_RADIUS_PX, MIN_RADIUS_PX, stepped_radius
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
_PAINTING_BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)


class ToolView(ImageView):
    """The current image of an editor with the tools that edit it; which events lead to what is left
    to the subclass.

    It asks the editor for every change and shows what the editor then reports.

    Signals:
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
        self._is_busy = False
        self._reported_xy: Point | None = None
        self._marks = marks.Marks()
        super().__init__(editor, view_state, runner, parent)

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

    def set_busy(self, is_busy: bool) -> None:
        """Show at the pointer that something is being computed; tools go on working."""
        if is_busy != self._is_busy:
            self._is_busy = is_busy
            self._update_marks()

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
        elif self._is_busy and not self._driver.is_dragging:
            cursor = Qt.CursorShape.BusyCursor
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
