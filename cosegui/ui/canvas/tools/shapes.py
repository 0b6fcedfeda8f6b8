"""Tools that encircle: what lies inside the outline is filled or cleared."""

from __future__ import annotations

import math

from cosegui.core.geometry import Box
from cosegui.core.layers import mask_of
from cosegui.core.painting import paint_polygon

from .tool import Edits, Point, Pointer, Preview, StepName, Tool, ToolHost, ToolName

_FINEST_STEP_PX = 0.5
"""Image pixels; a lasso's points closer than this add work and no shape."""


class Lasso(Tool):
    """Fills what is encircled from press to release; inverted, clears it."""

    name = ToolName.LASSO

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host)
        self._points: list[Point] = []
        self._value = True

    @property
    def is_busy(self) -> bool:
        return bool(self._points)

    @property
    def preview(self) -> Preview | None:
        return Preview(tuple(self._points), is_closed=True) if self._points else None

    def press(self, pointer: Pointer) -> None:
        self._value = not pointer.inverts
        self._points = [pointer.point_xy]

    def move(self, pointer: Pointer) -> None:
        if self._points and math.dist(self._points[-1], pointer.point_xy) >= _FINEST_STEP_PX:
            self._points.append(pointer.point_xy)
            self._host.on_preview_changed()

    def release(self, pointer: Pointer) -> None:
        self.move(pointer)
        points, self._points = self._points, []
        self._host.on_preview_changed()
        _fill(self._host.edits, points, value=self._value)

    def cancel(self) -> None:
        if self._points:
            self._points = []
            self._host.on_preview_changed()


class Polygon(Tool):
    """Fills the polygon whose corners are clicked; begun inverted, clears it.

    A double click, a click on the first corner or `accept` closes it, `step_back` takes the last
    corner away.
    """

    name = ToolName.POLYGON

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host)
        self._corners: list[Point] = []
        self._hover: Point | None = None
        self._value = True

    @property
    def is_busy(self) -> bool:
        return bool(self._corners)

    @property
    def can_accept(self) -> bool:
        return len(self._corners) >= 3

    @property
    def preview(self) -> Preview | None:
        if not self._corners:
            return None
        loose_end = () if self._hover is None else (self._hover,)
        return Preview((*self._corners, *loose_end), is_closed=True, shows_corners=True)

    def press(self, pointer: Pointer) -> None:
        if not self._corners:
            self._value = not pointer.inverts
        is_on_first = (
            len(self._corners) >= 3
            and math.dist(self._corners[0], pointer.point_xy) <= self._host.reach_px
        )
        if is_on_first or (pointer.is_double and self._corners):
            self.accept()
            return
        self._corners.append(pointer.point_xy)
        self._host.on_preview_changed()

    def move(self, pointer: Pointer) -> None:
        """The corner just set follows the pointer until the button is up."""
        if self._corners:
            self._corners[-1] = pointer.point_xy
            self._host.on_preview_changed()

    def hover(self, pointer: Pointer) -> None:
        self._hover = pointer.point_xy
        if self._corners:
            self._host.on_preview_changed()

    def accept(self) -> None:
        corners, self._corners = self._corners, []
        self._host.on_preview_changed()
        _fill(self._host.edits, corners, value=self._value)

    def step_back(self) -> None:
        if self._corners:
            self._corners.pop()
            self._host.on_preview_changed()

    def cancel(self) -> None:
        if self._corners:
            self._corners = []
            self._host.on_preview_changed()


def _fill(edits: Edits, points_xy: list[Point], *, value: bool) -> None:
    layers_hw = edits.layers_hw_u8
    if layers_hw is None or len(points_xy) < 3:
        return
    xs, ys = zip(*points_xy, strict=True)
    box = Box(
        math.floor(min(xs)), math.floor(min(ys)), math.ceil(max(xs)), math.ceil(max(ys))
    ).clipped((layers_hw.shape[0], layers_hw.shape[1]))
    if box.is_empty:
        return
    inside_hw = layers_hw[box.slices].copy()
    shifted = [(x - box.x0, y - box.y0) for x, y in points_xy]
    paint_polygon(inside_hw, shifted, value=value)
    name = StepName.ENCIRCLE if value else StepName.ENCIRCLE_AND_CLEAR
    edits.apply_mask(name.value, mask_of(inside_hw), box)
