"""The edge brush: a brush whose strokes stop at the edges of the photograph."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cosegui.core.geometry import Box
from cosegui.core.painting import Segment, paint_region
from cosegui.imaging.snapping import CORE_SHARE, REACH_SHARE, held_by_edges

from .brush import Brush
from .tool import StepName, ToolHost, ToolName

_PIECE_SHARE = 0.2
"""Share of the radius; the bends of a brush's way leave such a piece by 1/200 of the radius."""


class EdgeBrush(Brush):
    """Paints as the brush does, and when the button is up takes back what went over an edge.

    What it leaves is part of what the ring went over; inverted, it erases in the same way.
    """

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host, paints=True)
        self.name = ToolName.EDGE_BRUSH

    def _begin(self) -> bool:
        name = StepName.EDGE_BRUSH if self._value else StepName.EDGE_ERASER
        return self._host.edits.begin_stroke(name.value, is_draft=True)

    def _end(self) -> None:
        image_hwc = self._host.edits.image_hwc_u8
        if image_hwc is None:
            self._host.edits.cancel_stroke()
        else:
            self._host.edits.end_draft(held_stroke(image_hwc, value=self._value))


def held_stroke(
    image_hwc: NDArray[np.uint8], *, value: bool
) -> Callable[[NDArray[np.uint8], tuple[Segment, ...]], NDArray[np.uint8]]:
    """From layers and a stroke to layers with what the edges of the photograph leave of it."""

    def finish(layers_hw: NDArray[np.uint8], segments: tuple[Segment, ...]) -> NDArray[np.uint8]:
        segments = _coarser(segments)
        window = _window(segments, (layers_hw.shape[0], layers_hw.shape[1]))
        if window.is_empty:
            return layers_hw
        kept_hw = held_by_edges(
            np.ascontiguousarray(image_hwc[window.slices]),
            _drawn(segments, window, 1.0),
            _drawn(segments, window, CORE_SHARE),
            _drawn(segments, window, REACH_SHARE),
            radius_px=max(segment.radius_px for segment in segments),
        )
        paint_region(layers_hw, kept_hw, window, value=value)
        return layers_hw

    return finish


def _coarser(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """The same way in pieces no shorter than the brush can show: each is drawn three times."""
    pieces: list[Segment] = []
    waiting: Segment | None = None
    for segment in segments:
        first = segment if waiting is None else waiting
        radius_px = max(first.radius_px, segment.radius_px)
        piece = replace(segment, start_xy=first.start_xy, radius_px=radius_px)
        is_short = math.dist(piece.start_xy, piece.end_xy) < _PIECE_SHARE * radius_px
        waiting = piece if is_short else None
        if not is_short:
            pieces.append(piece)
    return (*pieces, waiting) if waiting is not None else tuple(pieces)


def _window(segments: tuple[Segment, ...], size_hw: tuple[int, int]) -> Box:
    """Around the stroke's reach, and a pixel more: that far the photograph is looked at."""
    points = [point for segment in segments for point in (segment.start_xy, segment.end_xy)]
    if not points:
        return Box.empty()
    xs, ys = zip(*points, strict=True)
    margin = REACH_SHARE * max(segment.radius_px for segment in segments) + 2
    return Box(
        math.floor(min(xs) - margin),
        math.floor(min(ys) - margin),
        math.ceil(max(xs) + margin),
        math.ceil(max(ys) + margin),
    ).clipped(size_hw)


def _drawn(segments: tuple[Segment, ...], window: Box, share: float) -> NDArray[np.bool_]:
    """The stroke with so much of its radius; covers the window."""
    layers_hw = np.zeros(window.size_hw, np.uint8)
    for segment in segments:
        moved = replace(
            segment,
            start_xy=(segment.start_xy[0] - window.x0, segment.start_xy[1] - window.y0),
            end_xy=(segment.end_xy[0] - window.x0, segment.end_xy[1] - window.y0),
            radius_px=segment.radius_px * share,
            value=True,
        )
        moved.paint(layers_hw)
    return layers_hw != 0
