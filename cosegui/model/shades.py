"""Colours as descriptors: shades of CIELAB, and a Gaussian kernel between them.

What is linear in these features is smooth in colour, of any shape. Source: Rahimi and Recht 2007,
"Random Features for Large-Scale Kernel Machines", section 3.
"""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from cosegui.imaging.resample import stretched

STEPS = 32
"""Shades along each axis: lightness whole, the two hues about grey where photographs have any."""
LIGHTNESS_STEP = 8
HUE_STEP, LEAST_HUE = 4, 64
FEATURES = 64
KERNEL_WIDTH = 21.0
"""Standard deviation of the kernel, in units of 8-bit CIELAB."""
SEED = 1
PALETTE_STEPS = 16
"""Coarser shades, by how much of each of them pictures are compared as a whole."""


def shades_of(image_hwc_u8: NDArray[np.uint8], size_hw: tuple[int, int]) -> NDArray[np.int16]:
    """(h, w) in [0, STEPS^3), the mean shade of each cell of a grid over a photograph (H, W, 3)."""
    lab = cv2.cvtColor(stretched(image_hwc_u8, size_hw), cv2.COLOR_RGB2LAB).astype(np.int16)
    lightness = lab[..., 0] // LIGHTNESS_STEP
    red, yellow = (np.clip((lab[..., i] - LEAST_HUE) // HUE_STEP, 0, STEPS - 1) for i in (1, 2))
    return np.asarray((lightness * STEPS + red) * STEPS + yellow, np.int16)


@cache
def shade_features() -> NDArray[np.float32]:
    """(STEPS^3, FEATURES), the random Fourier features of every shade; 8 MB, made once."""
    steps = np.arange(STEPS) + 0.5
    lightness, hue = steps * LIGHTNESS_STEP, steps * HUE_STEP + LEAST_HUE
    shades = np.stack(np.meshgrid(lightness, hue, hue, indexing="ij"), axis=-1).reshape(-1, 3)
    chance = np.random.default_rng(SEED)
    directions = chance.normal(size=(3, FEATURES)) / KERNEL_WIDTH
    phases = chance.uniform(0, 2 * np.pi, FEATURES)
    angles = (shades @ directions + phases).astype(np.float32)
    return np.cos(angles)


def palette_of(shades_hw: NDArray[np.int16]) -> NDArray[np.float32]:
    """(PALETTE_STEPS^3,), the share of a picture that each coarse shade has."""
    step = STEPS // PALETTE_STEPS
    places = np.unravel_index(shades_hw.ravel(), (STEPS,) * 3)
    coarse = np.ravel_multi_index([at // step for at in places], (PALETTE_STEPS,) * 3)
    counts = np.bincount(coarse, minlength=PALETTE_STEPS**3)
    return np.asarray(counts / shades_hw.size, np.float32)
