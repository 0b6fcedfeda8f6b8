"""Growing, shrinking and smoothing, against distances between pixel centres."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cosegui.imaging.morphology import grow, shrink, smooth

masks = arrays(np.bool_, (9, 11))
radii = st.sampled_from([0.0, 0.9, 1.0, 1.5, 2.0, 3.3])


def within(mask, radius_px):
    """Pixels whose centre is within the radius of a pixel of the mask."""
    offsets = np.argwhere(np.ones_like(mask))[:, None] - np.argwhere(mask)[None]
    if offsets.shape[1] == 0:
        return np.zeros_like(mask)
    nearest = np.linalg.norm(offsets, axis=-1).min(axis=1)
    return (nearest <= radius_px + 1e-5).reshape(mask.shape)


@given(masks, radii)
def test_growing_reaches_every_pixel_within_the_radius(mask, radius_px):
    np.testing.assert_array_equal(grow(mask, radius_px), within(mask, radius_px))


@given(masks, st.sampled_from([0.9, 1.0, 1.5, 2.0, 3.3]))
def test_shrinking_takes_every_pixel_within_the_radius_of_the_ground(mask, radius_px):
    np.testing.assert_array_equal(shrink(mask, radius_px), ~within(~mask, radius_px))


def test_the_border_of_the_image_takes_nothing_away():
    mask = np.ones((20, 20), np.bool_)
    assert shrink(mask, 5).all()
    assert smooth(mask, 5).all()
    mask[:, 10:] = False
    assert shrink(mask, 3)[:, :7].all()
    assert not shrink(mask, 3)[:, 7:].any()


def test_smoothing_takes_specks_and_fills_pinholes_but_keeps_the_straight_edge():
    mask = np.zeros((60, 60), np.bool_)
    mask[:, :30] = True
    rough = mask.copy()
    rough[10, 10] = rough[40, 5] = False
    rough[20, 50] = rough[50, 45] = True
    np.testing.assert_array_equal(smooth(rough, 4), mask)


@pytest.mark.parametrize("change", [grow, shrink, smooth])
def test_an_empty_mask_stays_empty_and_what_came_in_is_left_alone(change):
    empty = np.zeros((8, 8), np.bool_)
    assert not change(empty, 3).any()
    mask = np.random.default_rng(0).random((30, 30)) < 0.5
    before = mask.copy()
    assert change(mask, 2.5) is not mask
    np.testing.assert_array_equal(mask, before)


def test_smoothing_by_nothing_changes_nothing():
    mask = np.random.default_rng(0).random((30, 30)) < 0.5
    np.testing.assert_array_equal(smooth(mask, 0), mask)
