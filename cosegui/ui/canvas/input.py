"""What wheel, keys and brush steps mean; decisions without widgets or events."""

from __future__ import annotations

from dataclasses import dataclass

from .transform import Point

MIN_RADIUS_PX = 0.5
MAX_RADIUS_PX = 2000.0

_NOTCH = 120.0
"""Qt's angle for one click of an ordinary wheel, in eighths of a degree."""
_ZOOM_PER_NOTCH = 2**0.25
_ZOOM_PER_PIXEL = 2 ** (1 / 200)
_SCROLL_PX_PER_NOTCH = 60.0
_RESIZE_STEPS_PER_NOTCH = 2.0
_STEP_SHARE = 0.05


@dataclass(frozen=True)
class Zoom:
    """Magnify by `factor` about the pointer."""

    factor: float


@dataclass(frozen=True)
class Scroll:
    """Move the image by logical view pixels."""

    dx: float
    dy: float


@dataclass(frozen=True)
class Resize:
    """Change the brush by so many steps; fine wheels give fractions."""

    steps: float


def wheel_intent(
    *,
    angle_xy: Point,
    pixel_xy: Point,
    is_touchpad: bool,
    has_shift: bool,
    has_control: bool,
) -> Zoom | Scroll | Resize | None:
    """What a turn of the wheel or a two-finger movement asks for.

    Args:
        angle_xy: eighths of a degree, 120 for a notch of an ordinary wheel.
        pixel_xy: how far to scroll on the screen, where the system says so, else (0, 0).
        is_touchpad: the movement comes from fingers, not from a wheel.
    """
    # Shift or a tilted wheel makes some systems report a vertical wheel as a horizontal one.
    turned = angle_xy[1] or angle_xy[0]
    if has_shift and not has_control:
        return Resize(turned / _NOTCH * _RESIZE_STEPS_PER_NOTCH) if turned else None
    if is_touchpad and any(pixel_xy):
        if has_control:
            return Zoom(_ZOOM_PER_PIXEL ** (pixel_xy[1] or pixel_xy[0]))
        return Scroll(*pixel_xy)
    if has_control and turned:
        return Zoom(_ZOOM_PER_NOTCH ** (turned / _NOTCH))
    if angle_xy[1]:
        return Zoom(_ZOOM_PER_NOTCH ** (angle_xy[1] / _NOTCH))
    if angle_xy[0]:
        return Scroll(angle_xy[0] / _NOTCH * _SCROLL_PX_PER_NOTCH, 0.0)
    return None


def stepped_radius(radius_px: float, steps: int) -> float:
    """The brush radius some steps larger (or, below zero, smaller), within the limits.

    A step is a pixel for small brushes and a share of the radius for large ones, so that the way
    from 5 to 500 pixels is not hundreds of keystrokes. Steps there and back end where they began,
    give or take the rounding to whole pixels.
    """
    for _ in range(abs(steps)):
        if steps > 0:
            grown = max(radius_px + 1.0, radius_px * (1 + _STEP_SHARE))
            radius_px = float(int(grown + 0.5)) if radius_px >= 1 else 1.0
        else:
            shrunk = min(radius_px - 1.0, radius_px / (1 + _STEP_SHARE))
            radius_px = float(int(shrunk + 0.5)) if shrunk >= 1 else MIN_RADIUS_PX
    return min(max(radius_px, MIN_RADIUS_PX), MAX_RADIUS_PX)
