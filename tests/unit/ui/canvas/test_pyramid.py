"""Reduced copies that follow their source."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cosegui.core.geometry import Box
from cosegui.core.layers import TOUCHED_BIT
from cosegui.ui.canvas import render
from cosegui.ui.canvas.pyramid import ValuePyramid, photo_levels

RED = (255, 0, 0)


def mask_pyramid(layers_hw: np.ndarray) -> ValuePyramid:
    return ValuePyramid(layers_hw, render.coverage_ramp(RED), factor=render.COVERAGE_FACTOR)


def test_a_reduced_pixel_shows_the_share_of_mask_in_its_block() -> None:
    layers = np.zeros((600, 600), np.uint8)
    layers[0:2, 0:2] = 1
    layers[0:2, 2:3] = 1 | TOUCHED_BIT
    layers[0:2, 4:6] = TOUCHED_BIT
    colours = mask_pyramid(layers).colours(1)
    assert colours.shape == (300, 300)
    assert [hex(value) for value in colours[0, :3].tolist()] == ["0xffff0000", "0x80800000", "0x0"]


def test_blocks_cut_by_the_border_count_what_there_is() -> None:
    layers = np.zeros((301, 303), np.uint8)
    layers[300, 302] = 1
    colours = mask_pyramid(layers).colours(1)
    assert colours.shape == (151, 152)
    assert colours[150, 151] == 0xFFFF0000
    assert colours[149, 151] == colours[150, 150] == 0


boxes = st.builds(
    lambda x, y, w, h: Box(x, y, min(x + w, 700), min(y + h, 533)),
    st.integers(0, 699),
    st.integers(0, 532),
    st.integers(1, 300),
    st.integers(1, 300),
)


@given(changes=st.lists(boxes, min_size=1, max_size=4), level=st.integers(1, 2))
def test_following_changes_gives_the_same_as_starting_anew(changes: list[Box], level: int) -> None:
    layers = np.zeros((533, 700), np.uint8)
    pyramid = mask_pyramid(layers)
    pyramid.prepare()
    for number, box in enumerate(changes):
        layers[box.slices] = 3 if number % 2 == 0 else 2
        pyramid.mark_changed(box)
    np.testing.assert_array_equal(pyramid.colours(level), mask_pyramid(layers).colours(level))


def test_only_the_changed_box_is_computed_again() -> None:
    pyramid = mask_pyramid(np.zeros((512, 512), np.uint8))
    untouched = pyramid.colours(1)
    untouched[:] = 7
    pyramid.mark_changed(Box(101, 50, 140, 60))
    colours = pyramid.colours(1)
    assert colours is untouched
    assert (colours[25:30, 50:70] == 0).all()
    assert np.count_nonzero(colours == 7) == 256 * 256 - 5 * 20


def test_another_colour_recolours_every_level() -> None:
    layers = np.ones((600, 600), np.uint8)
    pyramid = mask_pyramid(layers)
    pyramid.prepare()
    pyramid.set_ramp(render.coverage_ramp((0, 0, 255)))
    assert (pyramid.colours(2) == 0xFF0000FF).all()


def test_levels_of_a_photograph_are_means_of_blocks() -> None:
    photo = np.random.default_rng(0).integers(0, 256, (400, 600, 3), dtype=np.uint8)
    levels = photo_levels(photo)
    assert {level: colours.shape for level, colours in levels.items()} == {
        0: (400, 600),
        1: (200, 300),
        2: (100, 150),
    }
    mean = photo.reshape(200, 2, 300, 2, 3).mean(axis=(1, 3))
    red = (levels[1] >> np.uint32(16)) & np.uint32(0xFF)
    assert np.abs(red.astype(int) - mean[..., 0]).max() <= 1
    assert ((levels[1] >> np.uint32(24)) == 255).all()


def test_a_small_photograph_is_not_reduced() -> None:
    assert list(photo_levels(np.zeros((40, 60, 3), np.uint8))) == [0]


def test_a_large_photograph_is_not_copied_at_full_size() -> None:
    assert list(photo_levels(np.zeros((3000, 3000, 3), np.uint8))) == [1, 2, 3, 4]
