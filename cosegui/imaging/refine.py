"""Masks that follow the edges of the photograph, at its full resolution."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from cosegui.core.errors import ShapeError

_STRIP_PX = 1 << 19
"""Pixels per strip: its temporaries (about 20 bytes a pixel) stay near 10 MB."""

FloatMap = NDArray[np.float32]


def guided_filter(
    guide_hwc_u8: NDArray[np.uint8],
    low_probability_hw: FloatMap,
    *,
    radius_px: float,
    eps: float,
    subsample: int,
) -> FloatMap:
    """Bring a coarse probability map to the size of the photograph, along its edges.

    In every window the probability is modelled as a linear function of colour. The functions are
    fitted on a photograph `subsample` times smaller, and applied to the full-size one.

    Args:
        guide_hwc_u8: (H, W, 3) uint8 RGB.
        low_probability_hw: (h, w) float32 in [0, 1] of any size; it covers the whole photograph.
        radius_px: half the side of the window, in pixels of the photograph.
        eps: variance of colour (channels in [0, 1]) below which a window counts as flat and is
            smoothed; above zero. 1e-4 follows faint edges, 1e-2 only strong ones.
        subsample: at least 1; 4 costs little accuracy (the source's advice is up to radius / 4).
    Returns: (H, W) float32 in [0, 1]. Besides it, memory for about 1 / subsample**2 of 20 float
        maps of that size is needed.
    Raises: ShapeError: the guide is no RGB image, or one of the two has no pixels.
    Source: He and Sun 2015, "Fast Guided Filter", with the colour guide of He et al. 2013,
        section 3.4; ours solves the 3x3 systems by an LDL decomposition, all pixels at once.
    """
    if guide_hwc_u8.ndim != 3 or guide_hwc_u8.shape[2] != 3 or guide_hwc_u8.size == 0:
        raise ShapeError(f"The guide must be (H, W, 3) with pixels, not {guide_hwc_u8.shape}.")
    if low_probability_hw.ndim != 2 or low_probability_hw.size == 0:
        raise ShapeError(f"The map must be (h, w) with pixels, not {low_probability_hw.shape}.")
    if eps <= 0 or subsample < 1:
        raise ValueError("eps must be above 0 and subsample at least 1")
    height, width = guide_hwc_u8.shape[:2]
    size_wh = (max(1, round(width / subsample)), max(1, round(height / subsample)))
    small_guide = _shrunk(guide_hwc_u8, size_wh)
    small_map = _resized(np.asarray(low_probability_hw, np.float32), size_wh)
    radius = max(1, round(radius_px / subsample))
    coefficients = _fit(small_guide, small_map, radius=radius, eps=eps)
    return _apply(guide_hwc_u8, coefficients, rows_per_strip=max(1, _STRIP_PX // width))


def _shrunk(guide_hwc_u8: NDArray[np.uint8], size_wh: tuple[int, int]) -> NDArray[np.uint8]:
    """The guide at the size it is fitted at: halved while it can be, the rest bilinear.

    A sixth of the time of area means in one step, which no windows of several pixels tell apart.
    """
    guide = guide_hwc_u8
    while guide.shape[1] >= 2 * size_wh[0] and guide.shape[0] >= 2 * size_wh[1]:
        half_wh = guide.shape[1] // 2, guide.shape[0] // 2
        guide = np.asarray(cv2.resize(guide, half_wh, interpolation=cv2.INTER_AREA), np.uint8)
    return np.asarray(cv2.resize(guide, size_wh, interpolation=cv2.INTER_LINEAR), np.uint8)


def _resized(map_hw: FloatMap, size_wh: tuple[int, int]) -> FloatMap:
    shrinks = map_hw.shape[1] > size_wh[0] or map_hw.shape[0] > size_wh[1]
    how = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(map_hw, size_wh, interpolation=how), np.float32)


def _fit(
    guide_hwc_u8: NDArray[np.uint8], target_hw: FloatMap, *, radius: int, eps: float
) -> tuple[FloatMap, FloatMap, FloatMap, FloatMap]:
    """Window means of the linear functions: probability = a . colour + b, colour in [0, 255].

    Returns: a for red, green and blue, and b; each (h, w) float32.
    """

    def mean(plane: FloatMap) -> FloatMap:
        side = 2 * radius + 1
        return np.asarray(cv2.blur(plane, (side, side), borderType=cv2.BORDER_REFLECT), np.float32)

    colours = [
        np.multiply(plane, np.float32(1 / 255), dtype=np.float32)
        for plane in cv2.split(guide_hwc_u8)
    ]
    means = [mean(plane) for plane in colours]
    mean_target = mean(target_hw)
    red, green, blue = (mean(colours[i] * target_hw) - means[i] * mean_target for i in range(3))
    rr, rg, rb, gg, gb, bb = (
        mean(colours[i] * colours[j]) - means[i] * means[j]
        for i, j in ((0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2))
    )
    colours.clear()
    _solve((rr, rg, rb, gg, gb, bb), (red, green, blue), eps)
    offset = mean_target
    for slope, centre in zip((red, green, blue), means, strict=True):
        offset -= slope * centre
    red, green, blue = (mean(slope) * np.float32(1 / 255) for slope in (red, green, blue))
    return red, green, blue, mean(offset)


def _solve(
    covariance: tuple[FloatMap, FloatMap, FloatMap, FloatMap, FloatMap, FloatMap],
    target: tuple[FloatMap, FloatMap, FloatMap],
    eps: float,
) -> None:
    """Solve (covariance + eps I) x = target at every pixel; `target` becomes x.

    The pivots of a covariance plus eps I are never below eps: rounding must not put them there.
    """
    rr, rg, rb, gg, gb, bb = covariance
    x, y, z = target
    rr += eps
    np.maximum(rr, eps, out=rr)
    rg_share, rb_share = rg / rr, rb / rr
    gg += eps - rg_share * rg
    np.maximum(gg, eps, out=gg)
    gb -= rg_share * rb
    gb_share = gb / gg
    bb += eps - rb_share * rb - gb_share * gb
    np.maximum(bb, eps, out=bb)
    y -= rg_share * x
    z -= rb_share * x + gb_share * y
    z /= bb
    y /= gg
    y -= gb_share * z
    x /= rr
    x -= rg_share * y + rb_share * z


def _apply(
    guide_hwc_u8: NDArray[np.uint8],
    coefficients: tuple[FloatMap, FloatMap, FloatMap, FloatMap],
    *,
    rows_per_strip: int,
) -> FloatMap:
    """Evaluate the stretched linear functions on the whole photograph, strip by strip.

    Every strip writes into the same arrays: to be given new ones costs more than to fill them.
    """
    height, width = guide_hwc_u8.shape[:2]
    *slopes, offset = coefficients
    result = np.empty((height, width), np.float32)
    rows_per_strip = min(rows_per_strip, height)
    terms, shades = np.empty((2, rows_per_strip, width), np.float32)
    planes = np.empty((len(slopes), rows_per_strip, width), np.uint8)
    for start in range(0, height, rows_per_strip):
        strip = slice(start, min(start + rows_per_strip, height))
        out = result[strip]
        term, shade, colours = terms[: len(out)], shades[: len(out)], planes[:, : len(out)]
        cv2.split(guide_hwc_u8[strip], list(colours))
        _stretch(offset, (height, width), strip, out)
        for slope, colour in zip(slopes, colours, strict=True):
            _stretch(slope, (height, width), strip, term)
            np.copyto(shade, colour)  # two numbers of one kind are multiplied twice as fast
            cv2.accumulateProduct(term, shade, out)
        np.clip(out, 0.0, 1.0, out=out)
    return result


def _stretch(plane: FloatMap, size_hw: tuple[int, int], strip: slice, out: FloatMap) -> None:
    """Some rows of a plane that is stretched to a size, bilinear, into `out`."""
    height, width = size_hw
    count = strip.stop - strip.start
    if count < height:
        # Pixel centres of both grids cover the same picture; beyond the outer ones stays constant.
        low_height = plane.shape[0]
        rows = np.arange(strip.start, strip.stop)
        rows = np.clip((rows + 0.5) * (low_height / height) - 0.5, 0, low_height - 1)
        above = np.minimum(rows.astype(np.intp), max(0, low_height - 2))
        weight = (rows - above).astype(np.float32)[:, None]
        plane = plane[above] * (1 - weight) + plane[np.minimum(above + 1, low_height - 1)] * weight
    cv2.resize(plane, (width, count), dst=out, interpolation=cv2.INTER_LINEAR)
