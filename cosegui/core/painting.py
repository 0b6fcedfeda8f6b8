"""Brush strokes, polygons and masks written into layers.

Every function changes `layers_hw` in place, marks what it wrote as touched and returns the dirty
box. A pixel is inside a shape if its centre is: what the brush ring encloses is what it paints.
The cost follows the pixels written, not the size of the image.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .errors import ShapeError
from .geometry import Box
from .layers import MASK_BIT, TOUCHED_BIT

Point = tuple[float, float]

_FINE_BRUSH_PX = 1.0
_SMALLEST_RADIUS_PX = 0.5
_PARALLEL = 1e-9  # over the width of any image this moves an edge by less than a thousandth


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight piece of a stroke; the attributes are the arguments of `paint_segment`."""

    start_xy: Point
    end_xy: Point
    radius_px: float
    value: bool

    def paint(self, layers_hw: NDArray[np.uint8]) -> Box:
        """Paint or erase it. Returns: the dirty box."""
        return paint_segment(
            layers_hw, self.start_xy, self.end_xy, radius_px=self.radius_px, value=self.value
        )


def paint_segment(
    layers_hw: NDArray[np.uint8],
    start_xy: Point,
    end_xy: Point,
    *,
    radius_px: float,
    value: bool,
) -> Box:
    """Move a round brush from `start_xy` to `end_xy` (image frame, may lie outside the image).

    `value` True paints, False erases. A radius below 1 px draws a line one or two pixels wide
    without gaps: its ends snap to pixel centres. Returns the dirty box, clipped to the image.
    Raises: ValueError: a coordinate or the radius is not finite.
    """
    if not all(math.isfinite(number) for number in (*start_xy, *end_xy, radius_px)):
        raise ValueError("brush coordinates and radius must be finite")
    if radius_px < _FINE_BRUSH_PX:
        radius_px = max(radius_px, _SMALLEST_RADIUS_PX)
        start_xy, end_xy = _pixel_centre(start_xy), _pixel_centre(end_xy)
    first_row, lefts, rights = _capsule_spans(layers_hw.shape[0], start_xy, end_xy, radius_px)
    rows = np.arange(first_row, first_row + lefts.size)
    width = layers_hw.shape[1]
    starts = _first_centre(lefts, width)
    # Closed on both sides, as a disc is: a centre right on the rim is painted.
    stops = np.clip(np.floor(rights - 0.5) + 1, 0, width).astype(np.int64)
    return _write_spans(layers_hw, rows, starts, stops, value)


def paint_polygon(layers_hw: NDArray[np.uint8], points_xy: Sequence[Point], *, value: bool) -> Box:
    """Fill the closed polygon through `points_xy` (image frame).

    Where the outline crosses itself, everything that it goes around is inside (non-zero winding),
    so that a lasso drawn in loops leaves no holes. Fewer than three points enclose nothing.
    Returns the dirty box, clipped to the image. Raises: ValueError: a coordinate is not finite.
    """
    points = np.asarray(points_xy, np.float64).reshape(-1, 2)
    if not np.isfinite(points).all():
        raise ValueError("polygon coordinates must be finite")
    if len(points) < 3:
        return Box.empty()
    rows, lefts, rights = _polygon_spans(layers_hw.shape[0], points)
    width = layers_hw.shape[1]
    # Half-open, as in y: polygons that share an edge neither overlap nor leave a gap.
    starts, stops = _first_centre(lefts, width), _first_centre(rights, width)
    return _write_spans(layers_hw, rows, starts, stops, value)


def paint_region(
    layers_hw: NDArray[np.uint8], region_hw: NDArray[np.bool_], box: Box, *, value: bool
) -> Box:
    """Set the mask to `value` wherever `region_hw`, which covers just `box`, is True.

    Returns `box`. Raises: ShapeError: the region has not the size of the box.
    """
    _require_size(region_hw, box, layers_hw)
    inside = layers_hw[box.slices]
    bits = region_hw.astype(np.uint8)
    np.bitwise_or(inside, bits * np.uint8(TOUCHED_BIT), out=inside)
    if value:
        np.bitwise_or(inside, bits, out=inside)
    else:
        np.bitwise_and(inside, ~bits, out=inside)
    return box


def apply_mask(
    layers_hw: NDArray[np.uint8], mask_hw: NDArray[np.bool_], box: Box | None = None
) -> Box:
    """Replace the mask inside `box` (None: everywhere) by `mask_hw`, which covers just the box.

    Only pixels whose mask changes become touched: a filter over the whole mask does not make all
    of it a person's. Returns the box. Raises: ShapeError: the mask has not the size of the box.
    """
    if box is None:
        box = Box.full((layers_hw.shape[0], layers_hw.shape[1]))
    _require_size(mask_hw, box, layers_hw)
    inside = layers_hw[box.slices]
    changed = (inside ^ mask_hw.astype(np.uint8)) & np.uint8(MASK_BIT)
    inside ^= changed
    inside |= changed * np.uint8(TOUCHED_BIT)
    return box


def _require_size(region_hw: NDArray[np.bool_], box: Box, layers_hw: NDArray[np.uint8]) -> None:
    is_inside = Box.full((layers_hw.shape[0], layers_hw.shape[1])).contains(box)
    if region_hw.shape != box.size_hw or not is_inside:
        raise ShapeError(
            f"A mask of shape {region_hw.shape} does not cover {box} of layers {layers_hw.shape}."
        )


def _pixel_centre(point_xy: Point) -> Point:
    return math.floor(point_xy[0]) + 0.5, math.floor(point_xy[1]) + 0.5


def _capsule_spans(
    height: int, start_xy: Point, end_xy: Point, radius_px: float
) -> tuple[int, NDArray[np.float64], NDArray[np.float64]]:
    """First row, and for each row the interval of x within the radius of the segment.

    A capsule is convex, so that each row meets it in one interval: the hull of what the row shares
    with the two end discs and with the rectangle between them. Empty intervals have left > right.
    """
    (ax, ay), (bx, by) = start_xy, end_xy
    first = max(0, math.ceil(min(ay, by) - radius_px - 0.5))
    last = min(height - 1, math.floor(max(ay, by) + radius_px - 0.5))
    centres_y = np.arange(first, last + 1, dtype=np.float64) + 0.5
    lefts = np.full(centres_y.size, np.inf)
    rights = np.full(centres_y.size, -np.inf)
    for x, y in ((ax, ay), (bx, by)):
        half_squared = radius_px**2 - (centres_y - y) ** 2
        half = np.sqrt(np.maximum(half_squared, 0.0))
        is_met = half_squared >= 0
        np.minimum(lefts, x - half, out=lefts, where=is_met)
        np.maximum(rights, x + half, out=rights, where=is_met)
    length = math.hypot(bx - ax, by - ay)
    if length > 0:
        along = ((bx - ax) / length, (by - ay) / length)
        left, right = _strip(centres_y - ay, along, 0.0, length)
        across = (-along[1], along[0])
        left_across, right_across = _strip(centres_y - ay, across, -radius_px, radius_px)
        left, right = np.maximum(left, left_across) + ax, np.minimum(right, right_across) + ax
        is_met = left <= right
        np.minimum(lefts, left, out=lefts, where=is_met)
        np.maximum(rights, right, out=rights, where=is_met)
    return first, lefts, rights


def _strip(
    dy: NDArray[np.float64], direction: Point, low: float, high: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Interval of dx with low <= dx * direction.x + dy * direction.y <= high, row by row."""
    fixed = dy * direction[1]
    if abs(direction[0]) < _PARALLEL:
        is_inside = (fixed >= low) & (fixed <= high)
        return np.where(is_inside, -np.inf, np.inf), np.where(is_inside, np.inf, -np.inf)
    one, other = (low - fixed) / direction[0], (high - fixed) / direction[0]
    return np.minimum(one, other), np.maximum(one, other)


def _polygon_spans(
    height: int, points: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Rows and x intervals of the inside, by the crossings of the outline with pixel centres."""
    ends = np.roll(points, -1, axis=0)
    goes_down = ends[:, 1] > points[:, 1]
    upper = np.where(goes_down[:, None], points, ends)
    lower = np.where(goes_down[:, None], ends, points)
    # Half-open in y: a corner on a centre line belongs to one of its two edges, never to both.
    first = np.clip(np.ceil(upper[:, 1] - 0.5), 0, height).astype(np.int64)
    stop = np.clip(np.ceil(lower[:, 1] - 0.5), 0, height).astype(np.int64)
    counts = np.maximum(stop - first, 0)
    edge = np.repeat(np.arange(len(points)), counts)
    rows = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + first[edge]
    slope = (lower[edge, 0] - upper[edge, 0]) / (lower[edge, 1] - upper[edge, 1])
    crossings = upper[edge, 0] + (rows + 0.5 - upper[edge, 1]) * slope
    order = np.lexsort((crossings, rows))
    rows, crossings = rows[order], crossings[order]
    # The outline is closed, so the winding returns to zero at the end of every row.
    winding = np.cumsum(np.where(goes_down[edge[order]], 1, -1))
    was_outside = np.concatenate(([True], winding[:-1] == 0))[: rows.size]
    opens = was_outside & (winding != 0)
    closes = ~was_outside & (winding == 0)
    return rows[opens], crossings[opens], crossings[closes]


def _first_centre(xs: NDArray[np.float64], width: int) -> NDArray[np.int64]:
    """The first column whose centre is not left of x, within [0, width]."""
    return np.clip(np.ceil(xs - 0.5), 0, width).astype(np.int64)


def _write_spans(
    layers_hw: NDArray[np.uint8],
    rows: NDArray[np.int64],
    starts: NDArray[np.int64],
    stops: NDArray[np.int64],
    value: bool,
) -> Box:
    is_filled = stops > starts
    if not is_filled.any():
        return Box.empty()
    rows, starts, stops = rows[is_filled], starts[is_filled], stops[is_filled]
    set_bits = np.uint8(MASK_BIT | TOUCHED_BIT if value else TOUCHED_BIT)
    kept_bits = np.uint8(0xFF & ~MASK_BIT)
    for row, start, stop in zip(rows.tolist(), starts.tolist(), stops.tolist(), strict=True):
        span = layers_hw[row, start:stop]
        if not value:
            np.bitwise_and(span, kept_bits, out=span)
        np.bitwise_or(span, set_bits, out=span)
    return Box(int(starts.min()), int(rows.min()), int(stops.max()), int(rows.max()) + 1)
