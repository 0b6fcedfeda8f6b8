"""What the wheel means, and steps of the brush."""

from __future__ import annotations

import pytest

from cosegui.ui.canvas.input import (
    MAX_RADIUS_PX,
    MIN_RADIUS_PX,
    Resize,
    Scroll,
    Zoom,
    stepped_radius,
    wheel_intent,
)


def intent(
    angle: tuple[float, float] = (0, 0), pixels: tuple[float, float] = (0, 0), **held: bool
) -> Zoom | Scroll | Resize | None:
    return wheel_intent(
        angle_xy=angle,
        pixel_xy=pixels,
        is_touchpad=held.get("touchpad", False),
        has_shift=held.get("shift", False),
        has_control=held.get("control", False),
    )


def test_a_wheel_zooms() -> None:
    notch_up, notch_down = intent((0, 120)), intent((0, -120))
    assert isinstance(notch_up, Zoom)
    assert isinstance(notch_down, Zoom)
    assert notch_up.factor > 1
    assert notch_up.factor * notch_down.factor == pytest.approx(1)


def test_a_fine_wheel_zooms_by_parts_of_a_notch() -> None:
    eighth, notch = intent((0, 15)), intent((0, 120))
    assert isinstance(eighth, Zoom)
    assert isinstance(notch, Zoom)
    assert eighth.factor**8 == pytest.approx(notch.factor)


def test_two_fingers_scroll_by_what_the_system_says() -> None:
    assert intent((5, 9), (12, -30), touchpad=True) == Scroll(12, -30)


def test_two_fingers_zoom_with_control() -> None:
    zoom = intent((0, 9), (0, 50), touchpad=True, control=True)
    assert isinstance(zoom, Zoom)
    assert zoom.factor > 1


def test_pixels_of_a_plain_wheel_are_not_taken_for_fingers() -> None:
    assert isinstance(intent((0, 120), (0, 40)), Zoom)


@pytest.mark.parametrize("angle", [(0, 120), (120, 0)])
def test_shift_and_wheel_change_the_brush_whichever_axis_the_system_reports(
    angle: tuple[int, int],
) -> None:
    assert intent(angle, shift=True) == Resize(2.0)


def test_a_wheel_tilted_sideways_scrolls_sideways() -> None:
    scroll = intent((-120, 0))
    assert isinstance(scroll, Scroll)
    assert scroll.dx < 0
    assert scroll.dy == 0


def test_nothing_turned_means_nothing() -> None:
    assert intent() is None
    assert intent(shift=True) is None


def test_a_step_of_a_small_brush_is_one_pixel() -> None:
    assert stepped_radius(5, 1) == 6
    assert stepped_radius(5, -1) == 4
    assert stepped_radius(5, 10) == 15


def test_a_large_brush_grows_in_shares_of_itself() -> None:
    assert stepped_radius(200, 1) == 210


def test_steps_there_and_back_end_near_the_start() -> None:
    for start in (1.0, 7.0, 20.0, 64.0, 333.0):
        assert stepped_radius(stepped_radius(start, 7), -7) == pytest.approx(start, rel=0.02, abs=1)


def test_the_brush_stays_within_its_limits() -> None:
    assert stepped_radius(1, -1) == MIN_RADIUS_PX
    assert stepped_radius(MIN_RADIUS_PX, -10) == MIN_RADIUS_PX
    assert stepped_radius(MIN_RADIUS_PX, 1) == 1
    assert stepped_radius(1900, 10) == MAX_RADIUS_PX
