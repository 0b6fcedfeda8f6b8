"""Smaller copies by exact blocks, larger ones without overshoot, and the heatmap's colours."""

from __future__ import annotations

import numpy as np
import pytest

from cosegui.imaging.colormap import heat_colours
from cosegui.imaging.resample import enlarged, fitted, reduced, stretched


@pytest.mark.parametrize("factor", [1, 2, 4, 8])
def test_every_block_becomes_its_mean(factor: int) -> None:
    image = np.random.default_rng(0).integers(0, 256, (48, 80), dtype=np.uint8)
    blocks = image.reshape(48 // factor, factor, 80 // factor, factor).mean(axis=(1, 3))
    assert np.abs(reduced(image, factor) - blocks).max() <= 0.5


def test_a_cut_block_repeats_the_last_pixels() -> None:
    image = np.arange(15, dtype=np.uint8).reshape(3, 5) * 10
    small = reduced(image, 2)
    assert small.shape == (2, 3)
    assert small[0, 2] == (40 + 90) / 2
    assert small[1, 2] == 140


def test_colours_are_reduced_channel_by_channel() -> None:
    image = np.zeros((4, 4, 3), np.uint8)
    image[..., 1] = 200
    assert reduced(image, 4).tolist() == [[[0, 200, 0]]]


def test_a_map_grows_smoothly_and_never_beyond_its_values() -> None:
    coarse = np.zeros((7, 10), np.float32)
    coarse[3:, 5:] = 1
    fine = enlarged(coarse, longest_px=200)
    assert fine.shape == (140, 200)
    assert fine.min() == 0
    assert fine.max() == 1
    assert np.abs(np.diff(fine, axis=1)).max() < 0.15


def test_a_map_that_is_fine_enough_comes_back_as_it_is() -> None:
    fine = np.ones((30, 40), np.float32)
    assert enlarged(fine, longest_px=40) is fine


def test_heat_colours_grow_lighter_from_end_to_end() -> None:
    colours = heat_colours().astype(float)
    assert colours.shape == (256, 3)
    lightness = colours @ (0.2126, 0.7152, 0.0722)
    assert (np.diff(lightness[::5]) > 0).all()
    assert lightness[0] < 20
    assert lightness[-1] > 220


def test_fitting_keeps_the_share_of_a_mask() -> None:
    mask = np.zeros((48, 64), np.uint8)
    mask[10:30, 7:40] = 255
    small = fitted(mask, (13, 17))
    assert small.shape == (13, 17)
    assert small.mean() == pytest.approx(mask.mean(), rel=0.01)
    assert small.max() == 255


def test_what_fits_already_comes_back_as_it_is() -> None:
    image = np.zeros((4, 5, 3), np.uint8)
    assert fitted(image, (4, 5)) is image


def test_stretching_means_where_it_shrinks_and_is_linear_where_it_grows() -> None:
    steps = np.repeat(np.float32([0, 1, 3, 7]), 2)[None].repeat(4, axis=0)
    assert stretched(steps, (2, 4)).tolist() == [[0, 1, 3, 7]] * 2
    wider = stretched(np.float32([[0, 4]]), (1, 4))
    assert wider.tolist() == [[0, 1, 3, 4]]
    assert stretched(np.zeros((3, 3, 3), np.uint8), (5, 2)).shape == (5, 2, 3)
