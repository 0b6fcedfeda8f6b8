"""Strokes of a brush that the edges of the photograph hold back."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from cosegui.core.layers import require_same_shape

Mask = NDArray[np.bool_]

CORE_SHARE = 0.4
"""Share of the radius around the brush's way that is painted whatever the colours say."""
REACH_SHARE = 1.25
"""Share of the radius from which on the photograph counts as what the stroke is not about."""
_CONTRAST = 40.0
"""Levels between the colours on both sides of an edge below which it is taken for texture."""
_NEIGHBOURHOOD = 0.85
"""Share of the radius: half the side of the square in which the colours of a side are averaged."""
_BLUR_PX = 1.5
_LARGEST_PX = 1_000_000
"""A second stroke should not have to wait for the first: larger windows are looked at smaller."""

_CORE, _GROUND = 1, 2


def held_by_edges(
    image_hwc_u8: NDArray[np.uint8],
    stroke_hw: Mask,
    core_hw: Mask,
    reach_hw: Mask,
    *,
    radius_px: float,
) -> Mask:
    """The part of a stroke on this side of the edges that it went over.

    From the core and from beyond the reach the photograph is flooded until both meet at its
    edges. What lies behind an edge is no longer painted, unless the colours on both sides of it
    are nearly the same: inside an object a stroke stays as it was drawn.

    Args:
        image_hwc_u8: (H, W, 3) uint8 RGB, a window around the stroke.
        stroke_hw, core_hw, reach_hw: (H, W), the same way drawn with the brush's radius and with
            `CORE_SHARE` and `REACH_SHARE` of it.
        radius_px: of the brush, pixels of the window.
    Returns: (H, W), part of the stroke, all of the core in it.
    Raises: ShapeError: the arrays differ in size.
    Source: Beucher and Meyer 1993, the watershed from markers, as OpenCV has it.
    """
    for part_hw in (stroke_hw, core_hw, reach_hw):
        require_same_shape("A stroke needs the photograph under it", image_hwc_u8, part_hw)
    scale = min(1.0, (_LARGEST_PX / max(1, stroke_hw.size)) ** 0.5)
    if scale < 1:
        return _held_at_scale(image_hwc_u8, stroke_hw, core_hw, reach_hw, radius_px, scale)
    smooth = cv2.GaussianBlur(image_hwc_u8, (0, 0), _BLUR_PX)
    markers = np.where(core_hw, np.int32(_CORE), np.where(reach_hw, 0, np.int32(_GROUND)))
    markers = np.ascontiguousarray(markers, np.int32)
    cv2.watershed(smooth, markers)
    inside = ((markers == _CORE) | core_hw) & stroke_hw
    side_px = 2 * round(radius_px * _NEIGHBOURHOOD) + 1
    inner = _local_mean(image_hwc_u8, inside, side_px)
    outer = _local_mean(image_hwc_u8, (markers == _GROUND) & stroke_hw, side_px)
    contrast = _distance(inner, outer)
    # The flood from outside may have come around a corner: what looks like the object is one.
    is_object = (_distance(smooth, inner) <= _distance(smooth, outer)) | (contrast <= _CONTRAST)
    # The line where the floods meet belongs to neither; at a faint edge, to the object.
    is_object |= (markers < 0) & (contrast <= 2 * _CONTRAST)
    return np.asarray(inside | (stroke_hw & is_object))


def _distance(
    first_hwc: NDArray[np.generic], second_hwc: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The largest difference in a channel."""
    return np.asarray(cv2.absdiff(np.asarray(first_hwc, np.float32), second_hwc).max(axis=2))


def _local_mean(image_hwc_u8: NDArray[np.uint8], where: Mask, side_px: int) -> NDArray[np.float32]:
    weight = where.astype(np.float32)
    total = cv2.blur(image_hwc_u8 * weight[..., None], (side_px, side_px))
    share = cv2.blur(weight, (side_px, side_px))
    return np.asarray(total / np.maximum(share, 1e-3)[..., None], np.float32)


def _held_at_scale(
    image_hwc_u8: NDArray[np.uint8],
    stroke_hw: Mask,
    core_hw: Mask,
    reach_hw: Mask,
    radius_px: float,
    scale: float,
) -> Mask:
    height, width = stroke_hw.shape
    size_wh = (max(1, int(width * scale)), max(1, int(height * scale)))

    def small(mask_hw: Mask) -> Mask:
        levels = cv2.resize(mask_hw.view(np.uint8), size_wh, interpolation=cv2.INTER_NEAREST)
        return np.asarray(levels != 0)

    small_stroke = small(stroke_hw)
    held = held_by_edges(
        np.asarray(cv2.resize(image_hwc_u8, size_wh, interpolation=cv2.INTER_AREA), np.uint8),
        small_stroke,
        small(core_hw),
        small(reach_hw),
        radius_px=radius_px * scale,
    )
    # What is taken back is enlarged, not what is left: the rim of the ring stays as it was drawn.
    taken = (small_stroke & ~held).astype(np.float32)
    shares = cv2.resize(taken, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(((shares < 0.5) | core_hw) & stroke_hw)
