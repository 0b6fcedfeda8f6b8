"""What is drawn over the image and is no part of it: brush ring, tool previews, focus frame."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from cosegui.core.layers import MASK_BIT
from cosegui.core.painting import paint_segment

from .tools import CursorShape, Preview
from .transform import Point, ViewTransform

_EXACT_FROM_ZOOM = 4.0
"""Device pixels per image pixel from which the steps of the painted disc can be seen."""
_EXACT_UP_TO_RADIUS_PX = 256.0
"""A longer staircase than this never fits into a view in which its steps could be seen."""
_SMALLEST_RING_PX = 3.0
_CORNER_PX = 3.0
_CROSS_PX = 7.0
_MARGIN_PX = 4
"""Logical pixels that pens and corner marks reach beyond the shape itself."""

_DARK = QColor(0, 0, 0, 170)
_LIGHT = QColor(255, 255, 255)


def painted_outline(centre_xy: Point, radius_px: float) -> list[Point]:
    """Corners of the border around exactly the pixels that a click with the brush paints.

    Image frame, clockwise from the top; the pixels come from the function that paints them. Empty
    if there are none.
    """
    left = math.floor(centre_xy[0] - radius_px) - 1
    top = math.floor(centre_xy[1] - radius_px) - 1
    side = math.ceil(2 * radius_px) + 4
    layers_hw = np.zeros((side, side), np.uint8)
    here = (centre_xy[0] - left, centre_xy[1] - top)
    paint_segment(layers_hw, here, here, radius_px=radius_px, value=True)
    inside = (layers_hw & MASK_BIT) != 0
    rows = np.flatnonzero(inside.any(axis=1))
    # A disc is convex: every row of it is one run.
    starts = inside[rows].argmax(axis=1)
    stops = side - inside[rows, ::-1].argmax(axis=1)
    right_side = [
        (left + x, top + y)
        for row, x in zip(rows.tolist(), stops.tolist(), strict=True)
        for y in (row, row + 1)
    ]
    left_side = [
        (left + x, top + y)
        for row, x in zip(rows[::-1].tolist(), starts[::-1].tolist(), strict=True)
        for y in (row + 1, row)
    ]
    return [(float(x), float(y)) for x, y in right_side + left_side]


def ring_path(transform: ViewTransform, centre_xy: Point, radius_px: float) -> QPainterPath:
    """The border of what the brush would paint, in logical view pixels.

    A circle, since a pixel is painted when its centre lies in it; magnified enough for single
    pixels to show, the border of those pixels.
    """
    path = QPainterPath()
    if transform.zoom >= _EXACT_FROM_ZOOM and radius_px <= _EXACT_UP_TO_RADIUS_PX:
        corners = painted_outline(centre_xy, radius_px)
        path.addPolygon(_polygon(transform, corners))
        path.closeSubpath()
        return path
    radius = max(radius_px * transform.scale, _SMALLEST_RING_PX)
    path.addEllipse(QPointF(*transform.to_view(centre_xy)), radius, radius)
    return path


def preview_path(transform: ViewTransform, preview: Preview) -> QPainterPath:
    """The preview's line in logical view pixels."""
    path = QPainterPath()
    path.addPolygon(_polygon(transform, preview.points_xy))
    if preview.is_closed:
        path.closeSubpath()
    return path


def paint_preview(painter: QPainter, transform: ViewTransform, preview: Preview) -> None:
    """The line that a tool is about to act along, with its corners where it has some."""
    _stroke(painter, preview_path(transform, preview), is_dashed=preview.is_closed)
    if not preview.shows_corners:
        return
    painter.setPen(QPen(_DARK, 1.0))
    painter.setBrush(_LIGHT)
    for corner in preview.points_xy[:-1]:
        painter.drawEllipse(QPointF(*transform.to_view(corner)), _CORNER_PX, _CORNER_PX)
    painter.setBrush(Qt.BrushStyle.NoBrush)


class Marks:
    """Brush ring and tool preview as they are shown now."""

    def __init__(self) -> None:
        self._transform = ViewTransform()
        self._shape = CursorShape.CROSS
        self._ring = QPainterPath()
        self._preview: Preview | None = None
        self._bounds = QRect()

    def show(
        self,
        transform: ViewTransform,
        *,
        shape: CursorShape,
        centre_xy: Point | None,
        radius_px: float,
        preview: Preview | None,
    ) -> tuple[QRect, QRect]:
        """Show these from now on.

        Args:
            centre_xy: the pointer in the image frame; None while it is elsewhere.
            radius_px: of the brush, image pixels.
        Returns: where to repaint, logical view pixels: what was shown before, and what is now.
        """
        self._transform, self._shape, self._preview = transform, shape, preview
        self._ring = QPainterPath()
        if centre_xy is not None and shape in (CursorShape.RING, CursorShape.DASHED_RING):
            self._ring = ring_path(transform, centre_xy, radius_px)
        bounds = self._ring.boundingRect()
        if preview is not None:
            bounds |= preview_path(transform, preview).boundingRect()
        old, self._bounds = self._bounds, QRect()
        if not bounds.isNull():
            margin = _MARGIN_PX
            self._bounds = bounds.toAlignedRect().adjusted(-margin, -margin, margin, margin)
        return old, self._bounds

    def paint(self, painter: QPainter) -> None:
        """Logical view pixels."""
        if self._preview is not None:
            paint_preview(painter, self._transform, self._preview)
        if not self._ring.isEmpty():
            _stroke(painter, self._ring, is_dashed=self._shape is CursorShape.DASHED_RING)


def cross_rect(transform: ViewTransform, point_xy: Point) -> QRect:
    """Where `paint_cross` paints, logical view pixels."""
    x, y = transform.to_view(point_xy)
    reach = _CROSS_PX + _MARGIN_PX
    return QRectF(x - reach, y - reach, 2 * reach, 2 * reach).toAlignedRect()


def paint_cross(painter: QPainter, transform: ViewTransform, point_xy: Point) -> None:
    """A small cross at a point of the image."""
    x, y = transform.to_view(point_xy)
    path = QPainterPath()
    for dx, dy in ((_CROSS_PX, 0.0), (0.0, _CROSS_PX)):
        path.moveTo(x - dx, y - dy)
        path.lineTo(x + dx, y + dy)
    _stroke(painter, path, is_dashed=False)


def paint_focus_frame(painter: QPainter, rect: QRectF, color: QColor) -> None:
    """A frame just inside the widget's edge."""
    painter.setPen(QPen(color, 2.0, j=Qt.PenJoinStyle.MiterJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _polygon(transform: ViewTransform, points_xy: list[Point] | tuple[Point, ...]) -> QPolygonF:
    return QPolygonF([QPointF(*transform.to_view(point)) for point in points_xy])


def _stroke(painter: QPainter, path: QPainterPath, *, is_dashed: bool) -> None:
    """A light line on a dark one, to be seen on any photograph."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_DARK, 3.0))
    painter.drawPath(path)
    pen = QPen(_LIGHT, 1.25)
    if is_dashed:
        pen.setDashPattern([4.0, 3.0])
    painter.setPen(pen)
    painter.drawPath(path)
