"""What every tool has in common, and what it may ask of the canvas and of the editor."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cosegui.core.geometry import Box
from cosegui.core.painting import Segment

Point = tuple[float, float]


class ToolName(StrEnum):
    """The tools that a person can choose."""

    BRUSH = "brush"
    ERASER = "eraser"
    EDGE_BRUSH = "edge_brush"
    FILL = "fill"
    LASSO = "lasso"
    POLYGON = "polygon"
    WAND = "wand"
    GRAB_CUT = "grab_cut"
    PAN = "pan"


class StepName(StrEnum):
    """What a tool's edits are called in the history; shown translated, in the context "Steps"."""

    BRUSH = "Brush"
    ERASER = "Eraser"
    EDGE_BRUSH = "Edge brush"
    EDGE_ERASER = "Edge brush, erased"
    FILL = "Fill"
    CLEAR_REGION = "Clear region"
    ENCIRCLE = "Encircle"
    ENCIRCLE_AND_CLEAR = "Encircle and clear"
    WAND = "Magic wand"
    WAND_AND_CLEAR = "Magic wand, cleared"
    GRAB_CUT = "GrabCut"


class CursorShape(Enum):
    """What the pointer looks like over the image."""

    RING = auto()
    """The circle that would be painted."""
    DASHED_RING = auto()
    """The circle that would be erased."""
    CROSS = auto()
    HAND = auto()


@dataclass(frozen=True)
class Pointer:
    """Where the pointer is and what the person wants there.

    Attributes:
        point_xy: in the image frame; may lie outside the image.
        pressure: of a pen, in [0, 1]; 1 for a mouse.
        inverts: the tool is to do the opposite (right button, held modifier, a pen's eraser end).
        extends: the tool is to go on from where it last ended (Shift).
        is_double: the second press of a double click.
    """

    point_xy: Point
    pressure: float = 1.0
    inverts: bool = False
    extends: bool = False
    is_double: bool = False


@dataclass(frozen=True)
class Preview:
    """A line that shows what the tool is about to do.

    Attributes:
        points_xy: corners in the image frame.
        is_closed: the last corner is joined to the first.
        shows_corners: the corners were set one by one and are marked.
    """

    points_xy: tuple[Point, ...]
    is_closed: bool = False
    shows_corners: bool = False


class Edits(Protocol):
    """The part of `cosegui.session.editor.Editor` that tools use."""

    @property
    def image_hwc_u8(self) -> NDArray[np.uint8] | None: ...

    @property
    def layers_hw_u8(self) -> NDArray[np.uint8] | None: ...

    @property
    def can_edit(self) -> bool: ...

    def begin_stroke(self, name: str, *, is_draft: bool = False) -> bool: ...

    def extend_stroke(
        self, start_xy: Point, end_xy: Point, *, radius_px: float, value: bool
    ) -> Box: ...

    def end_stroke(self) -> None: ...

    def end_draft(
        self, finish: Callable[[NDArray[np.uint8], tuple[Segment, ...]], NDArray[np.uint8]]
    ) -> None: ...

    def cancel_stroke(self) -> None: ...

    def apply_mask(self, name: str, mask_hw: NDArray[np.bool_], box: Box | None = None) -> None: ...

    def apply_computed(
        self, name: str, compute: Callable[[NDArray[np.bool_]], NDArray[np.bool_]]
    ) -> None: ...

    def compute_mask(
        self,
        name: str,
        compute: Callable[[NDArray[np.uint8]], NDArray[np.bool_]],
        *,
        final: bool = True,
    ) -> None: ...

    def drop_preview(self) -> None: ...


class ToolHost(Protocol):
    """What tools ask of the canvas."""

    @property
    def edits(self) -> Edits: ...

    @property
    def brush_radius(self) -> float:
        """Image pixels."""

    @property
    def wand_tolerance(self) -> int:
        """Largest difference in each channel, 0 to 255."""

    @property
    def reach_px(self) -> float:
        """How near, in image pixels, a click has to be to mean a point on the screen."""

    def pan_image(self, dx_image: float, dy_image: float) -> None:
        """Move the image by so many of its own pixels."""

    def on_preview_changed(self) -> None:
        """The tool's preview or cursor shape is another one now."""


class Tool:
    """A state machine between pointer events and edits.

    The canvas sends `press`, then `move` until `release`; `hover` comes in between without a
    button. `is_busy` is True from the first press of something unfinished until it is done,
    accepted or cancelled, which for some tools takes many presses.
    """

    name: ToolName

    def __init__(self, host: ToolHost) -> None:
        self._host = host

    @property
    def cursor_shape(self) -> CursorShape:
        return CursorShape.CROSS

    @property
    def is_busy(self) -> bool:
        return False

    @property
    def can_accept(self) -> bool:
        """Something is under way that `accept` would finish."""
        return False

    @property
    def preview(self) -> Preview | None:
        return None

    def press(self, pointer: Pointer) -> None:
        raise NotImplementedError

    def move(self, pointer: Pointer) -> None:
        """The pointer moved while its button is down."""

    def release(self, pointer: Pointer) -> None:
        """The button went up."""

    def hover(self, pointer: Pointer) -> None:
        """The pointer moved without a button."""

    def accept(self) -> None:
        """Finish what is under way (Return)."""

    def step_back(self) -> None:
        """Take back the last part of what is under way (Backspace)."""

    def cancel(self) -> None:
        """Drop what is under way; the mask is as it was before."""

    def forget(self) -> None:
        """Another image is shown, or another tool chosen: no trace of earlier events remains."""
        self.cancel()


def pixel_under(pointer: Pointer, image: NDArray[np.generic]) -> tuple[int, int] | None:
    """The pixel (column, row) that the pointer is in, None outside the image."""
    column, row = (math.floor(value) for value in pointer.point_xy)
    is_inside = 0 <= row < image.shape[0] and 0 <= column < image.shape[1]
    return (column, row) if is_inside else None
