"""From arrays of values to arrays of colours; pure functions of numpy arrays.

Colours are uint32 as Qt's 32-bit formats hold them: 0xAARRGGBB in the machine's byte order, with
red, green and blue multiplied by alpha already.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from cosegui.core.layers import MASK_BIT
from cosegui.imaging.colormap import heat_colours

Rgb = tuple[int, int, int]

COVERAGE_FACTOR = 128
"""Times this, modulo 256, the mask bit becomes 128 and every higher bit falls out of the byte: one
pass over the layers gives values whose mean over a block is its share of mask. (A shift would say
the same, but numpy shifts bytes one at a time and multiplies them by the dozen.)"""
FULL_COVERAGE = MASK_BIT * COVERAGE_FACTOR

SMALLEST_LEVEL_PX = 256
"""No reduced copy is made of an image whose longer side has come down to this."""


def packed(red: int, green: int, blue: int, alpha: int = 255) -> int:
    """One premultiplied colour from straight components in 0..255."""
    return (
        alpha << 24
        | (red * alpha + 127) // 255 << 16
        | (green * alpha + 127) // 255 << 8
        | (blue * alpha + 127) // 255
    )


def mask_colours(color: Rgb) -> list[int]:
    """256 colours for the values of the layers: opaque where the mask bit is set, else clear."""
    return [packed(*color) if value & MASK_BIT else 0 for value in range(256)]


def coverage_ramp(color: Rgb) -> NDArray[np.uint32]:
    """(256,) uint32: the colour for each share of mask, 0 .. `FULL_COVERAGE`, in a block."""
    shares = [min(value / FULL_COVERAGE, 1.0) for value in range(256)]
    return np.array([packed(*color, alpha=round(255 * share)) for share in shares], np.uint32)


def heat_ramp() -> NDArray[np.uint32]:
    """(256,) uint32: the heatmap's opaque colour for each value / 255."""
    return rgb32(heat_colours())


def rgb32(colours: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """(…, 3) uint8 RGB as (…) uint32, opaque."""
    result = colours[..., 0].astype(np.uint32)
    for channel in (1, 2):
        result <<= np.uint32(8)
        result |= colours[..., channel]
    result |= np.uint32(0xFF000000)
    return result


def heat_values(heatmap_hw: NDArray[np.float32]) -> NDArray[np.uint8]:
    """(h, w) float32 in [0, 1] as uint8; what lies outside is held at the ends, NaN becomes 0."""
    finite = np.nan_to_num(heatmap_hw, nan=0.0, posinf=1.0, neginf=0.0)
    return np.rint(np.clip(finite, 0.0, 1.0) * 255).astype(np.uint8)


def level_count(size_hw: tuple[int, int]) -> int:
    """How many times an image of this size is halved for zoomed-out painting."""
    longest = max(size_hw)
    return max(0, math.ceil(math.log2(longest / SMALLEST_LEVEL_PX)))


def level_for(zoom: float, levels: int) -> int:
    """The smallest copy that still has a pixel for each device pixel; 0 is the image itself.

    Args:
        zoom: device pixels per image pixel.
        levels: how many reduced copies there are.
    """
    if zoom >= 1:
        return 0
    # A hair of slack: a zoom of exactly 1/2 may arrive as 0.49999.
    return min(levels, math.floor(math.log2(1 / zoom) + 1e-6))


def outline(
    layers_hw: NDArray[np.uint8],
    *,
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    color: Rgb,
    line_px: int,
) -> NDArray[np.uint32]:
    """A line along the inner edge of the mask with a dark hem outside, for some device pixels.

    The line has the same width on the screen at every zoom, because the edge is found among device
    pixels, not among those of the image.

    Args:
        layers_hw: (H, W) uint8, the layers of the whole image.
        rows, columns: (h,) and (w,) ascending indices into the image, one for each device pixel;
            an index outside the image stands for no mask. A margin of `line_px` of them on every
            side is only looked at.
        line_px: width of the line in device pixels; the hem is one wide.
    Returns: (h - 2 * line_px, w - 2 * line_px) uint32.
    """
    inside = _sampled(layers_hw, rows, columns)
    margin = line_px
    core = inside
    for _ in range(line_px):
        core = _eroded(core)
    core = core[margin:-margin, margin:-margin]
    centre = inside[margin:-margin, margin:-margin]
    hem = ~_eroded(~inside)[margin:-margin, margin:-margin] & ~centre
    result = np.zeros(centre.shape, np.uint32)
    result[centre & ~core] = packed(*color)
    result[hem] = packed(0, 0, 0, alpha=150)
    return result


def _sampled(
    layers_hw: NDArray[np.uint8], rows: NDArray[np.intp], columns: NDArray[np.intp]
) -> NDArray[np.bool_]:
    height, width = layers_hw.shape
    inside = np.zeros((rows.size, columns.size), np.bool_)
    top, bottom = np.searchsorted(rows, (0, height))
    left, right = np.searchsorted(columns, (0, width))
    if top < bottom and left < right:
        columns = columns[left:right]
        # Cut out the span first: picking rows would otherwise copy them in their full length.
        span = layers_hw[:, columns[0] : columns[-1] + 1]
        picked = span[rows[top:bottom]][:, columns - columns[0]]
        np.not_equal(picked & MASK_BIT, 0, out=inside[top:bottom, left:right])
    return inside


def _eroded(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """True where a pixel and its four neighbours are; beyond the border counts as True."""
    result = inside.copy()
    result[1:] &= inside[:-1]
    result[:-1] &= inside[1:]
    result[:, 1:] &= inside[:, :-1]
    result[:, :-1] &= inside[:, 1:]
    return result
