"""GrabCut: a box around the object, lines where it went wrong, then Apply or Cancel."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cosegui.core.geometry import Box
from cosegui.core.layers import mask_of
from cosegui.core.painting import paint_segment
from cosegui.imaging.selection import grab_cut

from .tool import Point, Pointer, Preview, StepName, Tool, ToolHost, ToolName

_SMALLEST_SIDE_PX = 2


@dataclass(frozen=True)
class _Line:
    """Where a person has said what is there: the object (`value` True) or not."""

    points_xy: tuple[Point, ...]
    radius_px: float
    value: bool


class GrabCut(Tool):
    """The first drag draws a box, and what GrabCut finds in it is shown as a try.

    Each further drag is a line over the object (inverted: over the ground), and the try is made
    anew. `accept` makes it a step, `step_back` takes back the last line and at last the box.
    """

    name = ToolName.GRAB_CUT

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host)
        self._corners: tuple[Point, Point] | None = None
        self._box = Box.empty()
        self._lines: list[_Line] = []
        self._line: _Line | None = None

    @property
    def is_busy(self) -> bool:
        return self._corners is not None

    @property
    def can_accept(self) -> bool:
        return not self._box.is_empty

    @property
    def preview(self) -> Preview | None:
        """The line under the hand, else the box."""
        if self._line is not None:
            return Preview(self._line.points_xy)
        if self._corners is None:
            return None
        (x0, y0), (x1, y1) = self._corners
        return Preview(((x0, y0), (x1, y0), (x1, y1), (x0, y1)), is_closed=True)

    def press(self, pointer: Pointer) -> None:
        if self.can_accept:
            value = not pointer.inverts
            self._line = _Line((pointer.point_xy,), self._host.brush_radius, value)
        elif self._host.edits.can_edit:
            self._corners = (pointer.point_xy, pointer.point_xy)
        self._host.on_preview_changed()

    def move(self, pointer: Pointer) -> None:
        if self._line is not None:
            points = (*self._line.points_xy, pointer.point_xy)
            self._line = _Line(points, self._line.radius_px, self._line.value)
        elif self._corners is not None:
            self._corners = (self._corners[0], pointer.point_xy)
        self._host.on_preview_changed()

    def release(self, pointer: Pointer) -> None:
        self.move(pointer)
        if self._line is not None:
            self._lines.append(self._line)
            self._line = None
        elif self._corners is not None:
            self._box = self._box_between(*self._corners)
            if self._box.is_empty:
                self._forget()
        self._try()

    def accept(self) -> None:
        if self.can_accept:
            self._compute(final=True)
            self._forget()

    def step_back(self) -> None:
        if self._lines:
            self._lines.pop()
            self._try()
        else:
            self.cancel()

    def cancel(self) -> None:
        if self.is_busy:
            self._forget()
            self._host.edits.drop_preview()

    def _forget(self) -> None:
        self._corners, self._box = None, Box.empty()
        self._lines, self._line = [], None
        self._host.on_preview_changed()

    def _try(self) -> None:
        if self.can_accept:
            self._compute(final=False)
        self._host.on_preview_changed()

    def _compute(self, *, final: bool) -> None:
        image_hwc = self._host.edits.image_hwc_u8
        if image_hwc is not None:
            compute = _cut_of(image_hwc, self._box, tuple(self._lines))
            self._host.edits.compute_mask(StepName.GRAB_CUT.value, compute, final=final)

    def _box_between(self, first: Point, second: Point) -> Box:
        layers_hw = self._host.edits.layers_hw_u8
        if layers_hw is None:
            return Box.empty()
        (x0, x1), (y0, y1) = sorted((first[0], second[0])), sorted((first[1], second[1]))
        box = Box(math.floor(x0), math.floor(y0), math.ceil(x1), math.ceil(y1))
        box = box.clipped((layers_hw.shape[0], layers_hw.shape[1]))
        is_click = min(box.width, box.height) < _SMALLEST_SIDE_PX
        return Box.empty() if is_click else box


def _cut_of(
    image_hwc: NDArray[np.uint8], box: Box, lines: tuple[_Line, ...]
) -> Callable[[NDArray[np.uint8]], NDArray[np.bool_]]:
    """The new mask of layers: cut in the box, and as the lines say along them."""

    def compute(layers_hw: NDArray[np.uint8]) -> NDArray[np.bool_]:
        for line in lines:
            starts = line.points_xy[:-1] or line.points_xy
            ends = line.points_xy[1:] or line.points_xy
            for start, end in zip(starts, ends, strict=True):
                paint_segment(layers_hw, start, end, radius_px=line.radius_px, value=line.value)
        found_hw = grab_cut(image_hwc, layers_hw, box)
        mask_hw = mask_of(layers_hw)
        mask_hw[box.slices] = found_hw
        return mask_hw

    return compute
