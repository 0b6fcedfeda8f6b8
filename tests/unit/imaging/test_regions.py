"""Holes, islands and regions, against a slow walk from pixel to pixel."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cosegui.core.geometry import Box
from cosegui.imaging.regions import connected_region, fill_holes, keep_largest, remove_islands

SIZE_HW = (7, 9)
masks = arrays(np.bool_, SIZE_HW)
EDGES = ((0, 1), (1, 0), (0, -1), (-1, 0))
CORNERS = (*EDGES, (1, 1), (1, -1), (-1, 1), (-1, -1))


def walk(mask, start, steps):
    """Pixels of the start's value that steps lead to."""
    reached, open_ends = {start}, [start]
    while open_ends:
        y, x = open_ends.pop()
        for dy, dx in steps:
            there = y + dy, x + dx
            is_inside = 0 <= there[0] < mask.shape[0] and 0 <= there[1] < mask.shape[1]
            if is_inside and there not in reached and mask[there] == mask[start]:
                reached.add(there)
                open_ends.append(there)
    return reached


def as_mask(pixels, size_hw=SIZE_HW):
    mask = np.zeros(size_hw, np.bool_)
    for pixel in pixels:
        mask[pixel] = True
    return mask


def parts(mask):
    """The connected parts of a mask, in the order of their first pixels."""
    found = []
    for pixel in map(tuple, np.argwhere(mask)):
        if not any(pixel in part for part in found):
            found.append(walk(mask, pixel, CORNERS))
    return found


@given(masks)
def test_holes_are_ground_from_which_no_way_leads_out(mask):
    padded = np.pad(mask, 1)
    outside = as_mask(walk(padded, (0, 0), EDGES), padded.shape)[1:-1, 1:-1]
    np.testing.assert_array_equal(fill_holes(mask), ~outside)


@given(masks, st.integers(0, 12))
def test_islands_below_the_area_go_and_the_others_stay(mask, min_area_px):
    kept = [part for part in parts(mask) if len(part) >= min_area_px]
    expected = as_mask(set().union(*kept))
    np.testing.assert_array_equal(remove_islands(mask, min_area_px=min_area_px), expected)


@given(masks)
def test_the_largest_part_stays_alone(mask):
    largest = keep_largest(mask)
    sizes = [len(part) for part in parts(mask)]
    assert largest.sum() == max(sizes, default=0)
    assert len(parts(largest)) == min(1, len(sizes))
    assert not (largest & ~mask).any()


@given(masks, st.integers(0, 8), st.integers(0, 6))
def test_a_click_finds_what_it_is_inside_of(mask, x, y):
    region, box = connected_region(mask, (x, y))
    steps = CORNERS if mask[y, x] else EDGES
    whole = np.zeros(SIZE_HW, np.bool_)
    whole[box.slices] = region
    np.testing.assert_array_equal(whole, as_mask(walk(mask, (y, x), steps)))
    assert region.any(axis=0).all()
    assert region.any(axis=1).all()


@pytest.mark.parametrize("seed_xy", [(-1, 0), (9, 0), (0, 7), (0, -1)])
def test_a_click_beside_the_image_is_refused(seed_xy):
    with pytest.raises(ValueError, match="outside"):
        connected_region(np.zeros(SIZE_HW, np.bool_), seed_xy)


def test_the_masks_that_come_in_are_left_alone():
    mask = np.random.default_rng(0).random((20, 20)) < 0.6
    before = mask.copy()
    fill_holes(mask)
    remove_islands(mask, min_area_px=5)
    keep_largest(mask)
    connected_region(mask, (3, 3))
    np.testing.assert_array_equal(mask, before)


def test_a_view_of_a_mask_works_as_well():
    mask = np.zeros((12, 12), np.bool_)
    mask[2:10:2, :] = True
    region, box = connected_region(mask[::2, ::-1], (0, 1))
    assert box == Box(0, 1, 12, 5)
    assert region.all()
