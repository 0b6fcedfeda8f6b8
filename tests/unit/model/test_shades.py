"""Shades: which colours are one, and how alike the features make them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from cosegui.model.shades import (
    FEATURES,
    KERNEL_WIDTH,
    PALETTE_STEPS,
    STEPS,
    palette_of,
    shade_features,
    shades_of,
)


def of_colour(*rgb: int) -> int:
    return int(shades_of(np.full((4, 4, 3), rgb, np.uint8), (1, 1))[0, 0])


def test_each_cell_has_the_mean_shade_of_its_pixels() -> None:
    image = np.zeros((40, 60, 3), np.uint8)
    image[:, 30:] = 255
    image[::2, :30] = 200
    shades = shades_of(image, (4, 6))
    assert shades.shape == (4, 6)
    assert shades.dtype == np.int16
    assert (shades[:, 3:] == of_colour(255, 255, 255)).all()
    assert (shades[:, :3] == of_colour(100, 100, 100)).all()


def test_a_photograph_smaller_than_the_grid_is_stretched() -> None:
    shades = shades_of(np.full((3, 5, 3), (10, 200, 30), np.uint8), (12, 12))
    assert (shades == of_colour(10, 200, 30)).all()


def test_shades_are_places_in_the_table_of_features() -> None:
    image = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    shades = shades_of(image, (64, 64))
    assert shades.min() >= 0
    assert shades.max() < STEPS**3
    assert shade_features().shape == (STEPS**3, FEATURES)


def test_features_are_as_alike_as_a_gaussian_of_the_distance() -> None:
    rng = np.random.default_rng(3)
    first = rng.integers(40, 216, (20, 20, 3))
    other = np.clip(first + rng.integers(-40, 41, first.shape), 0, 255)
    pair = np.stack([first, other]).astype(np.uint8)
    table = shade_features()
    one, two = (table[shades_of(image, (20, 20))] for image in pair)
    alike = 2 / FEATURES * (one * two).sum(axis=2)
    seen = [cv2.cvtColor(image, cv2.COLOR_RGB2LAB).astype(float) for image in pair]
    distance = np.linalg.norm(seen[0] - seen[1], axis=2)
    wanted = np.exp(-(distance**2) / (2 * KERNEL_WIDTH**2))
    assert np.sqrt(np.mean((alike - wanted) ** 2)) < 0.2
    assert np.corrcoef(alike.ravel(), wanted.ravel())[0, 1] > 0.8


def test_a_shade_is_most_like_itself() -> None:
    table = shade_features()
    browns, blues = table[of_colour(120, 90, 60)], table[of_colour(60, 90, 150)]
    assert 2 / FEATURES * browns @ browns == pytest.approx(1, abs=0.3)
    assert abs(2 / FEATURES * browns @ blues) < 0.4


def test_a_palette_is_the_share_of_each_shade() -> None:
    image = np.zeros((8, 8, 3), np.uint8)
    image[:2] = (200, 40, 40)
    palette = palette_of(shades_of(image, (8, 8)))
    assert palette.shape == (PALETTE_STEPS**3,)
    assert sorted(palette[palette > 0].tolist()) == [0.25, 0.75]
    turned = palette_of(shades_of(np.ascontiguousarray(image[::-1]), (8, 8)))
    np.testing.assert_array_equal(palette, turned)
