"""Where the image lies in the view: fitting, zooming under the pointer, device pixels."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosegui.core.geometry import Box
from cosegui.ui.canvas.transform import FIT_MARGIN_PX, MAX_ZOOM, ViewTransform

RATIOS = (1.0, 1.25, 1.5, 2.0)


def fitted(
    image_wh: tuple[int, int] = (400, 300),
    viewport_wh: tuple[float, float] = (800.0, 600.0),
    ratio: float = 1.0,
) -> ViewTransform:
    return ViewTransform.fitting(image_wh, viewport_wh, ratio)


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("image_wh", [(400, 300), (6000, 4000), (50, 2000), (3, 3)])
def test_a_fitted_image_lies_whole_and_centred_in_the_view(
    image_wh: tuple[int, int], ratio: float
) -> None:
    transform = fitted(image_wh, ratio=ratio)
    left, top = transform.to_view((0, 0))
    right, bottom = transform.to_view(image_wh)
    tolerance = 1 / ratio
    assert left >= FIT_MARGIN_PX - tolerance
    assert top >= FIT_MARGIN_PX - tolerance
    assert left == pytest.approx(800 - right, abs=tolerance)
    assert top == pytest.approx(600 - bottom, abs=tolerance)
    assert transform.visible_box() == Box.full((image_wh[1], image_wh[0]))


@pytest.mark.parametrize("ratio", RATIOS)
def test_at_full_size_image_pixels_are_device_pixels(ratio: float) -> None:
    transform = fitted(ratio=ratio).zoomed_to(1.0)
    first = transform.to_device((0, 0))
    assert first == (round(first[0]), round(first[1]))
    assert transform.to_device((17, 5)) == (first[0] + 17, first[1] + 5)


@given(
    anchor=st.tuples(st.floats(0, 800), st.floats(0, 600)),
    factors=st.lists(st.floats(0.5, 2.0), max_size=40),
    ratio=st.sampled_from(RATIOS),
)
def test_zooming_keeps_the_point_under_the_pointer(
    anchor: tuple[float, float], factors: list[float], ratio: float
) -> None:
    transform = fitted((900, 700), ratio=ratio).zoomed_to(1.0)
    point = transform.to_image(anchor)
    for factor in factors:
        zoomed = transform.zoomed_to(transform.zoom * factor, anchor)
        # At the border of the image the view is held instead.
        x, y = zoomed.centre_xy_image
        if not (0 < x < 900 and 0 < y < 700):
            return
        transform = zoomed
    view = transform.to_view(point)
    # One rounding of the origin to a device pixel at the start and one at the end.
    slack = (0.5 * max(1.0, transform.zoom) + 0.51) / ratio
    assert math.dist(view, anchor) <= slack * math.sqrt(2)


@given(
    point=st.tuples(st.floats(-500, 1500), st.floats(-500, 1500)),
    zoom=st.floats(0.02, 60),
    ratio=st.sampled_from(RATIOS),
)
def test_the_two_directions_undo_each_other(
    point: tuple[float, float], zoom: float, ratio: float
) -> None:
    transform = fitted(ratio=ratio).zoomed_to(zoom, (123.0, 45.0))
    assert transform.to_image(transform.to_view(point)) == pytest.approx(point, abs=1e-6)


def test_steps_there_and_back_end_at_full_size_exactly() -> None:
    transform = fitted().zoomed_to(1.0)
    for factor in (1.1, 1.1, 1.1, 1 / 1.1, 1 / 1.1, 1 / 1.1):
        transform = transform.zoomed_to(transform.zoom * factor)
    assert transform.zoom == 1.0


def test_zoom_stays_within_its_limits() -> None:
    transform = fitted()
    assert transform.zoomed_to(1e9).zoom == MAX_ZOOM
    tiny = transform.zoomed_to(1e-9)
    assert 0 < tiny.zoom < 0.05
    huge = fitted((60_000, 60_000))
    assert huge.zoomed_to(1e-9).zoom == pytest.approx(huge.fit_zoom)


def test_panning_moves_the_image_with_the_hand() -> None:
    before = fitted((4000, 3000)).zoomed_to(1.0)
    after = before.panned(30, -12)
    assert after.to_view((2000, 1500)) == (
        before.to_view((2000, 1500))[0] + 30,
        before.to_view((2000, 1500))[1] - 12,
    )
    assert not after.is_fitted


def test_panning_stops_when_the_border_reaches_the_middle_of_the_view() -> None:
    transform = fitted((4000, 3000)).zoomed_to(1.0).panned(1e9, 1e9)
    assert transform.to_view((0, 0)) == (400, 300)
    transform = transform.panned(-1e9, -1e9)
    assert transform.to_view((4000, 3000)) == (400, 300)


def test_a_fitted_view_stays_fitted_when_it_changes_size() -> None:
    resized = fitted().resized((200.0, 900.0), 2.0)
    assert resized == fitted(viewport_wh=(200.0, 900.0), ratio=2.0)


def test_a_zoomed_view_keeps_its_middle_and_its_zoom_when_it_changes_size() -> None:
    zoomed = fitted((4000, 3000)).zoomed_to(2.0, (10.0, 10.0))
    resized = zoomed.resized((500.0, 300.0), 1.5)
    assert resized.zoom == 2.0
    assert resized.centre_xy_image == zoomed.centre_xy_image
    assert resized.to_view(zoomed.centre_xy_image) == pytest.approx((250, 150), abs=1)


@given(
    zoom=st.floats(0.02, 60),
    ratio=st.sampled_from(RATIOS),
    corner=st.tuples(st.integers(0, 390), st.integers(0, 290)),
    size=st.tuples(st.integers(1, 10), st.integers(1, 10)),
)
def test_the_view_rectangle_of_a_box_holds_it(
    zoom: float, ratio: float, corner: tuple[int, int], size: tuple[int, int]
) -> None:
    transform = fitted(ratio=ratio).zoomed_to(zoom, (300.0, 200.0))
    box = Box(corner[0], corner[1], corner[0] + size[0], corner[1] + size[1])
    x, y, width, height = transform.view_rect(box, 0)
    left, top = transform.to_view((box.x0, box.y0))
    right, bottom = transform.to_view((box.x1, box.y1))
    assert x <= left < x + 1
    assert y <= top < y + 1
    assert x + width - 1 < right <= x + width
    assert y + height - 1 < bottom <= y + height


def test_only_pixels_in_the_viewport_are_visible() -> None:
    transform = fitted((4000, 3000)).zoomed_to(2.0)
    assert transform.visible_box() == Box(1800, 1350, 2200, 1650)
    assert transform.panned(1e9, 0).visible_box() == Box(0, 1350, 200, 1650)


def test_points_beyond_the_border_are_not_on_the_image() -> None:
    transform = fitted((10, 10))
    assert transform.contains((0, 9.99))
    assert not transform.contains((10, 5))
    assert not transform.contains((-0.01, 5))
