"""What the brush, polygons and masks write, pixel for pixel."""

import math
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosegui.core.errors import ShapeError
from cosegui.core.geometry import Box
from cosegui.core.layers import MASK_BIT, TOUCHED_BIT, empty_layers, mask_of, touched_of
from cosegui.core.mask import bounding_box
from cosegui.core.painting import apply_mask, paint_polygon, paint_region, paint_segment
from cosegui.imaging.regions import connected_region

SIZE_HW = (40, 50)
coordinates = st.floats(-30, 80, allow_nan=False)
points = st.tuples(coordinates, coordinates)
radii = st.floats(1, 60)
any_layers = st.integers(0, 2**32 - 1).map(
    lambda seed: np.random.default_rng(seed).integers(0, 256, SIZE_HW, dtype=np.uint8)
)


def distance_to_segment(start_xy, end_xy):
    """(H, W): distance of every pixel's centre to the segment."""
    centres = np.moveaxis(np.mgrid[: SIZE_HW[0], : SIZE_HW[1]][::-1] + 0.5, 0, -1)
    start, along = np.array(start_xy), np.subtract(end_xy, start_xy)
    length_squared = float(along @ along)
    share = (centres - start) @ along / length_squared if length_squared > 0 else np.zeros(SIZE_HW)
    nearest = start + np.clip(share, 0, 1)[..., None] * along
    return np.linalg.norm(centres - nearest, axis=-1)


@given(points, points, radii)
def test_the_brush_paints_the_pixels_whose_centre_is_within_its_radius(start, end, radius):
    layers = empty_layers(SIZE_HW)
    paint_segment(layers, start, end, radius_px=radius, value=True)
    distance = distance_to_segment(start, end)
    # Rounding may decide a centre right on the rim either way.
    assert mask_of(layers)[distance < radius - 1e-6].all()
    assert not mask_of(layers)[distance > radius + 1e-6].any()


@given(any_layers, points, points, radii, st.booleans())
def test_the_dirty_box_is_the_smallest_around_what_was_written(layers, start, end, radius, value):
    before = layers.copy()
    box = paint_segment(layers, start, end, radius_px=radius, value=value)
    written = np.zeros(SIZE_HW, np.uint8)
    assert box == paint_segment(written, start, end, radius_px=radius, value=True)
    assert box == bounding_box(written)
    is_written = written > 0
    np.testing.assert_array_equal(layers[~is_written], before[~is_written])
    assert (mask_of(layers)[is_written] == value).all()
    assert touched_of(layers)[is_written].all()
    other_bits = 0xFF & ~(MASK_BIT | TOUCHED_BIT)
    np.testing.assert_array_equal(layers & other_bits, before & other_bits)


def test_erasing_clears_the_mask_and_marks_the_pixels_as_touched():
    layers = np.full((9, 9), MASK_BIT, np.uint8)
    paint_segment(layers, (4.5, 4.5), (4.5, 4.5), radius_px=2, value=False)
    assert layers[4, 4] == TOUCHED_BIT
    assert layers[0, 0] == MASK_BIT


@given(points, points, st.floats(0, 0.999))
def test_a_fine_brush_paints_a_line_without_gaps_from_end_to_end(start, end, radius):
    layers = empty_layers((200, 200))
    start, end = ((x + 60, y + 60) for x, y in (start, end))
    paint_segment(layers, start, end, radius_px=radius, value=True)
    first, last = ((math.floor(x), math.floor(y)) for x, y in (start, end))
    line, box = connected_region(mask_of(layers), first)
    assert mask_of(layers)[first[1], first[0]]
    assert mask_of(layers)[last[1], last[0]]
    assert line.sum() == mask_of(layers).sum(), "the line is in one piece"
    assert max(box.size_hw) <= max(abs(first[0] - last[0]), abs(first[1] - last[1])) + 3


@pytest.mark.parametrize("point", [(3.0, 3.0), (3.5, 3.5), (3.99, 3.01)])
def test_the_finest_brush_paints_one_pixel_wherever_it_clicks(point):
    layers = empty_layers((8, 8))
    paint_segment(layers, point, point, radius_px=0.5, value=True)
    assert np.argwhere(mask_of(layers)).tolist() == [[3, 3]]


def test_a_stroke_beside_the_image_changes_nothing():
    layers = empty_layers((8, 8))
    box = paint_segment(layers, (-50, 4), (-20, 4), radius_px=10, value=True)
    assert box.is_empty
    assert not layers.any()


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_coordinates_that_are_no_numbers_are_refused(bad):
    layers = empty_layers((8, 8))
    with pytest.raises(ValueError, match="finite"):
        paint_segment(layers, (bad, 1), (2, 2), radius_px=3, value=True)
    with pytest.raises(ValueError, match="finite"):
        paint_segment(layers, (1, 1), (2, 2), radius_px=bad, value=True)
    with pytest.raises(ValueError, match="finite"):
        paint_polygon(layers, [(0, 0), (bad, 1), (4, 4)], value=True)


def test_a_short_stroke_in_a_large_image_costs_no_more_than_in_a_small_one():
    small, large = empty_layers((500, 500)), empty_layers((6000, 9000))

    def best_of_many(layers):
        times = []
        for _ in range(30):
            start = time.perf_counter()
            paint_segment(layers, (200, 200), (215, 208), radius_px=50, value=True)
            times.append(time.perf_counter() - start)
        return min(times)

    # 216 times the pixels; anything that followed the image would be far beyond this.
    assert best_of_many(large) < 10 * best_of_many(small)


def winding_number(points_xy, point):
    """How often the outline goes around the point, by angles: slow and independent of ours."""
    offsets = np.asarray(points_xy) - point
    angles = np.arctan2(offsets[:, 1], offsets[:, 0])
    turns = np.diff(np.append(angles, angles[0]))
    turns = (turns + math.pi) % (2 * math.pi) - math.pi
    return round(float(turns.sum()) / (2 * math.pi))


# Off the half-pixel grid, so that no centre lies right on an edge.
corner = st.integers(-20, 140).map(lambda number: number / 2 + 0.137)


@given(st.lists(st.tuples(corner, corner.map(lambda y: y + 0.0713)), min_size=3, max_size=9))
def test_a_polygon_fills_what_its_outline_goes_around(outline):
    layers = empty_layers(SIZE_HW)
    box = paint_polygon(layers, outline, value=True)
    assert box == bounding_box(layers)
    random = np.random.default_rng(len(outline))
    for _ in range(25):
        y, x = random.integers(0, SIZE_HW)
        centre = np.array([x + 0.5, y + 0.5])
        if distance_to_outline(outline, centre) > 1e-6:
            assert mask_of(layers)[y, x] == (winding_number(outline, centre) != 0)


def distance_to_outline(outline, point):
    starts = np.asarray(outline, float)
    along = np.roll(starts, -1, axis=0) - starts
    length_squared = np.maximum((along**2).sum(axis=1), 1e-12)
    share = np.clip(((point - starts) * along).sum(axis=1) / length_squared, 0, 1)
    return np.linalg.norm(point - starts - share[:, None] * along, axis=1).min()


def test_a_rectangle_on_pixel_corners_fills_just_its_pixels():
    layers = empty_layers((8, 10))
    box = paint_polygon(layers, [(2, 1), (7, 1), (7, 5), (2, 5)], value=True)
    assert box == Box(2, 1, 7, 5)
    assert mask_of(layers).sum() == 5 * 4


def test_two_polygons_that_share_an_edge_neither_overlap_nor_leave_a_gap():
    left, right = empty_layers((30, 30)), empty_layers((30, 30))
    paint_polygon(left, [(0, 0), (20, 0), (10, 30), (0, 30)], value=True)
    paint_polygon(right, [(20, 0), (30, 0), (30, 30), (10, 30)], value=True)
    assert not (mask_of(left) & mask_of(right)).any()
    assert (mask_of(left) | mask_of(right)).all()


def test_a_lasso_that_crosses_itself_leaves_no_hole():
    layers = empty_layers((40, 40))
    turns = np.linspace(0, 4 * math.pi, 100)
    loop = [(20 + 12 * math.cos(t), 20 + 12 * math.sin(t)) for t in turns]
    paint_polygon(layers, loop, value=True)
    assert mask_of(layers)[20, 20]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_corners_enclose_nothing(count):
    layers = empty_layers((8, 8))
    assert paint_polygon(layers, [(1, 1), (6, 6)][:count], value=True).is_empty
    assert not layers.any()


def test_a_polygon_can_clear():
    layers = np.full((8, 8), MASK_BIT, np.uint8)
    paint_polygon(layers, [(0, 0), (4, 0), (4, 8), (0, 8)], value=False)
    assert (layers[:, :4] == TOUCHED_BIT).all()
    assert (layers[:, 4:] == MASK_BIT).all()


@given(any_layers, st.booleans(), st.integers(0, 2**16))
def test_a_region_writes_just_its_pixels_inside_the_box(layers, value, seed):
    box = Box(5, 7, 20, 30)
    region = np.random.default_rng(seed).random(box.size_hw) < 0.5
    before = layers.copy()
    assert paint_region(layers, region, box, value=value) == box
    whole = np.zeros(SIZE_HW, np.bool_)
    whole[box.slices] = region
    np.testing.assert_array_equal(layers[~whole], before[~whole])
    assert (mask_of(layers)[whole] == value).all()
    assert touched_of(layers)[whole].all()


@given(any_layers, st.integers(0, 2**16))
def test_a_new_mask_touches_only_the_pixels_it_changes(layers, seed):
    before = layers.copy()
    mask = np.random.default_rng(seed).random(SIZE_HW) < 0.5
    assert apply_mask(layers, mask) == Box.full(SIZE_HW)
    np.testing.assert_array_equal(mask_of(layers), mask)
    is_changed = mask_of(before) != mask
    assert touched_of(layers)[is_changed].all()
    np.testing.assert_array_equal(layers[~is_changed], before[~is_changed])


def test_a_new_mask_inside_a_box_leaves_the_rest():
    layers = np.full((6, 6), MASK_BIT, np.uint8)
    apply_mask(layers, np.zeros((2, 3), np.bool_), Box(1, 1, 4, 3))
    assert mask_of(layers).sum() == 36 - 6


@pytest.mark.parametrize("box", [Box(0, 0, 3, 3), Box(5, 5, 9, 9), Box(-1, 0, 3, 4)])
def test_masks_that_do_not_cover_the_box_are_refused(box):
    layers = empty_layers((8, 8))
    with pytest.raises(ShapeError):
        apply_mask(layers, np.ones((4, 4), np.bool_), box)
    with pytest.raises(ShapeError):
        paint_region(layers, np.ones((4, 4), np.bool_), box, value=True)
