"""Brush and eraser: the same tool with the opposite value."""

from __future__ import annotations

import math

from .tool import CursorShape, Point, Pointer, Preview, StepName, Tool, ToolHost, ToolName

_LIGHTEST_SHARE = 0.1
"""Share of the radius at no pressure: a pen that just touches leaves a thin line, not nothing."""
_RADIUS_STEP = 0.05
"""Between two events of a pen the radius changes in steps no coarser than this share of it."""


class Brush(Tool):
    """Paints (or erases) round strokes from press to release.

    `extends` at the press joins the new stroke to the end of the last one by a straight line. The
    value is settled at the press: letting the modifier go does not turn a stroke round midway.
    """

    def __init__(self, host: ToolHost, *, paints: bool) -> None:
        super().__init__(host)
        self.name = ToolName.BRUSH if paints else ToolName.ERASER
        self._paints = paints
        self._value = paints
        self._is_painting = False
        self._last: Point = (0.0, 0.0)
        self._last_radius = 0.0
        self._anchor: Point | None = None
        self._hover: Pointer | None = None

    @property
    def is_busy(self) -> bool:
        return self._is_painting

    @property
    def cursor_shape(self) -> CursorShape:
        """A dashed ring while it erases or would erase."""
        inverts = self._hover is not None and self._hover.inverts
        value = self._value if self._is_painting else self._paints != inverts
        return CursorShape.RING if value else CursorShape.DASHED_RING

    @property
    def preview(self) -> Preview | None:
        """The straight line that a click would paint."""
        if self._is_painting or self._anchor is None or self._hover is None:
            return None
        if not self._hover.extends:
            return None
        return Preview((self._anchor, self._hover.point_xy))

    def press(self, pointer: Pointer) -> None:
        self._value = self._paints != pointer.inverts
        if not self._begin():
            return
        self._is_painting = True
        self._last = pointer.point_xy
        self._last_radius = self._radius(pointer)
        if pointer.extends and self._anchor is not None:
            self._last = self._anchor
        self._extend_to(pointer)

    def move(self, pointer: Pointer) -> None:
        if self._is_painting:
            self._extend_to(pointer)

    def release(self, pointer: Pointer) -> None:
        if not self._is_painting:
            return
        # A pen reports no pressure as it leaves: its last point is taken, its radius is not.
        if pointer.point_xy != self._last:
            self._paint(self._last, pointer.point_xy, self._last_radius)
            self._last = pointer.point_xy
        self._is_painting = False
        self._anchor = self._last
        self._end()

    def hover(self, pointer: Pointer) -> None:
        changes = self._hover is None or pointer.inverts != self._hover.inverts
        had_preview = self.preview is not None
        self._hover = pointer
        if changes or had_preview or self.preview is not None:
            self._host.on_preview_changed()

    def cancel(self) -> None:
        if self._is_painting:
            self._is_painting = False
            self._host.edits.cancel_stroke()

    def forget(self) -> None:
        super().forget()
        self._anchor = None
        self._hover = None

    def _begin(self) -> bool:
        name = StepName.BRUSH if self._value else StepName.ERASER
        return self._host.edits.begin_stroke(name.value)

    def _end(self) -> None:
        self._host.edits.end_stroke()

    def _radius(self, pointer: Pointer) -> float:
        share = _LIGHTEST_SHARE + (1 - _LIGHTEST_SHARE) * pointer.pressure
        return self._host.brush_radius * share

    def _extend_to(self, pointer: Pointer) -> None:
        (x0, y0), (x1, y1) = self._last, pointer.point_xy
        start_radius, end_radius = self._last_radius, self._radius(pointer)
        step = max(_RADIUS_STEP * max(start_radius, end_radius), 0.5)
        count = max(1, math.ceil(abs(end_radius - start_radius) / step))
        for i in range(count):
            a, b = i / count, (i + 1) / count
            self._paint(
                (x0 + (x1 - x0) * a, y0 + (y1 - y0) * a),
                (x0 + (x1 - x0) * b, y0 + (y1 - y0) * b),
                start_radius + (end_radius - start_radius) * b,
            )
        self._last, self._last_radius = pointer.point_xy, end_radius

    def _paint(self, start: Point, end: Point, radius: float) -> None:
        self._host.edits.extend_stroke(start, end, radius_px=radius, value=self._value)
