"""Arrays of values into arrays of colours."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from cosegui.core.layers import MASK_BIT, TOUCHED_BIT
from cosegui.ui.canvas import render

RED = (255, 0, 0)
OPAQUE_RED = 0xFFFF0000


def test_colours_are_multiplied_by_their_alpha() -> None:
    assert render.packed(255, 128, 0) == 0xFFFF8000
    assert render.packed(255, 128, 0, alpha=128) == 0x80804000
    assert render.packed(255, 255, 255, alpha=0) == 0


def test_only_the_mask_bit_gives_a_pixel_colour() -> None:
    colours = render.mask_colours(RED)
    assert colours[0] == colours[TOUCHED_BIT] == 0
    assert colours[MASK_BIT] == colours[MASK_BIT | TOUCHED_BIT] == OPAQUE_RED


def test_a_block_is_as_opaque_as_its_share_of_mask() -> None:
    ramp = render.coverage_ramp(RED)
    assert ramp[0] == 0
    assert ramp[render.FULL_COVERAGE] == OPAQUE_RED
    assert ramp[render.FULL_COVERAGE // 2] == 0x80800000


def test_the_coverage_factor_drops_every_bit_but_the_mask() -> None:
    layers = np.array([0, MASK_BIT, TOUCHED_BIT, MASK_BIT | TOUCHED_BIT, 0xFF], np.uint8)
    coverage = layers * np.uint8(render.COVERAGE_FACTOR)
    full = render.FULL_COVERAGE
    assert coverage.tolist() == [0, full, 0, full, full]


def test_rgb_becomes_opaque_words() -> None:
    rgb = np.array([[[1, 2, 3], [255, 0, 16]]], np.uint8)
    assert render.rgb32(rgb).tolist() == [[0xFF010203, 0xFFFF0010]]


def test_heat_outside_its_range_is_held_and_nan_is_cold() -> None:
    heat = np.array([[-1.0, 0.0, 0.5, 1.0, 7.0, np.nan, np.inf]], np.float32)
    assert render.heat_values(heat).tolist() == [[0, 0, 128, 255, 255, 0, 255]]


@pytest.mark.parametrize(
    ("zoom", "level"),
    [(8, 0), (1, 0), (0.9, 0), (0.51, 0), (0.5, 1), (0.3, 1), (0.25, 2), (0.01, 3)],
)
def test_the_smallest_sufficient_copy_is_painted(zoom: float, level: int) -> None:
    assert render.level_for(zoom, levels=3) == level


def test_copies_are_made_until_they_are_small() -> None:
    assert render.level_count((200, 256)) == 0
    assert render.level_count((200, 257)) == 1
    assert render.level_count((4000, 6000)) == 5


def outline_of(layers: NDArray[np.uint8], zoom: float, line_px: int = 2) -> NDArray[np.uint32]:
    """The whole image at a zoom, from the device pixel (0, 0) on."""
    rows, columns = (
        np.floor((np.arange(-line_px, round(side * zoom) + line_px) + 0.5) / zoom).astype(np.intp)
        for side in layers.shape
    )
    return render.outline(layers, rows=rows, columns=columns, color=RED, line_px=line_px)


@pytest.mark.parametrize("zoom", [1, 2, 4, 7.5, 16])
@pytest.mark.parametrize("line_px", [1, 2, 3])
def test_the_outline_is_as_wide_at_every_zoom(zoom: float, line_px: int) -> None:
    layers = np.zeros((40, 40), np.uint8)
    layers[10:30, 10:30] = MASK_BIT
    line = outline_of(layers, zoom, line_px)
    across = line[round(20 * zoom)]
    assert np.count_nonzero(across == OPAQUE_RED) == 2 * line_px
    inner = across[round(10 * zoom) : round(30 * zoom)]
    assert (inner[:line_px] == OPAQUE_RED).all()
    assert (inner[-line_px:] == OPAQUE_RED).all()
    assert (inner[line_px:-line_px] == 0).all()


def test_the_outline_has_a_dark_hem_outside() -> None:
    layers = np.zeros((20, 20), np.uint8)
    layers[5:15, 5:15] = MASK_BIT
    line = outline_of(layers, 1)
    assert line[4, 10] == render.packed(0, 0, 0, alpha=150)
    assert line[3, 10] == 0


def test_the_outline_runs_along_the_border_of_the_image() -> None:
    layers = np.full((12, 12), MASK_BIT, np.uint8)
    line = outline_of(layers, 1, line_px=1)
    assert (line[0] == OPAQUE_RED).all()
    assert (line[:, -1] == OPAQUE_RED).all()
    assert (line[1:-1, 1:-1] == 0).all()


def test_a_part_of_the_outline_is_the_same_as_cut_from_the_whole() -> None:
    layers = (np.random.default_rng(3).random((30, 30)) > 0.6).astype(np.uint8)
    whole = outline_of(layers, 3)
    rows = np.floor((np.arange(20 - 2, 50 + 2) + 0.5) / 3).astype(np.intp)
    columns = np.floor((np.arange(41 - 2, 77 + 2) + 0.5) / 3).astype(np.intp)
    part = render.outline(layers, rows=rows, columns=columns, color=RED, line_px=2)
    np.testing.assert_array_equal(part, whole[20:50, 41:77])


def test_the_outline_of_a_place_off_the_image_is_empty() -> None:
    away = np.arange(-30, -10)
    layers = np.ones((5, 5), np.uint8)
    line = render.outline(layers, rows=away, columns=away, color=RED, line_px=2)
    assert line.shape == (16, 16)
    assert not line.any()
