"""Boxes: sets of pixels, checked against sets of pixels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosegui.core.geometry import Box

SIDE = 12
boxes = st.builds(Box, *[st.integers(-4, SIDE + 4)] * 4)


def pixels(box):
    return {(x, y) for x in range(box.x0, box.x1) for y in range(box.y0, box.y1)}


@given(boxes, boxes)
def test_an_intersection_holds_just_the_common_pixels(first, second):
    assert pixels(first.intersection(second)) == pixels(first) & pixels(second)


@given(boxes, boxes)
def test_a_union_is_the_smallest_box_around_both(first, second):
    both = pixels(first) | pixels(second)
    union = first.union(second)
    assert both <= pixels(union)
    assert union.is_empty == (not both)
    if both:
        xs, ys = zip(*both, strict=True)
        assert union == Box(min(xs), min(ys), max(xs) + 1, max(ys) + 1)


@given(boxes)
def test_an_empty_box_has_no_area_and_no_part_of_an_array(box):
    assert box.area == len(pixels(box)) == box.width * box.height
    assert box.is_empty == (box.area == 0)
    clipped = box.clipped((SIDE, SIDE))
    assert np.zeros((SIDE, SIDE))[clipped.slices].shape == clipped.size_hw


@given(boxes, boxes)
def test_a_box_contains_what_lies_in_it(outer, inner):
    assert outer.contains(inner) == (pixels(inner) <= pixels(outer))


def test_slices_pick_rows_by_y_and_columns_by_x():
    grid = np.arange(20).reshape(4, 5)
    np.testing.assert_array_equal(grid[Box(1, 2, 4, 4).slices], [[11, 12, 13], [16, 17, 18]])


def test_the_full_box_is_that_of_height_by_width():
    assert Box.full((3, 7)) == Box(0, 0, 7, 3)


@pytest.mark.parametrize("margin_px", [0, 1, 5])
def test_growing_widens_every_side_but_leaves_nothing_nothing(margin_px):
    grown = Box(2, 3, 4, 6).grown(margin_px)
    assert grown == Box(2 - margin_px, 3 - margin_px, 4 + margin_px, 6 + margin_px)
    assert Box.empty().grown(margin_px).is_empty


def test_moving_keeps_the_size():
    assert Box(1, 2, 3, 5).moved(10, -2) == Box(11, 0, 13, 3)
