"""Masks with a border further out, further in, or smoother.

The border of the image is no border of the object: what is cut off there is neither grown nor
shrunk nor rounded by it.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from cosegui.core.mask import bounding_box

Mask = NDArray[np.bool_]


def grow(mask_hw: Mask, radius_px: float) -> Mask:
    """A new mask with every pixel whose centre is within `radius_px` of one of the mask's."""
    grown = mask_hw.copy()
    reach = bounding_box(mask_hw).grown(int(radius_px) + 1)
    part = reach.clipped((mask_hw.shape[0], mask_hw.shape[1])).slices
    if mask_hw[part].size:
        grown[part] = _distance_to(mask_hw[part]) <= radius_px
    return grown


def shrink(mask_hw: Mask, radius_px: float) -> Mask:
    """A new mask without the pixels whose centre is within `radius_px` of one outside the mask."""
    shrunk = mask_hw.copy()
    reach = bounding_box(mask_hw).grown(1)
    part = reach.clipped((mask_hw.shape[0], mask_hw.shape[1])).slices
    ground = ~mask_hw[part]
    if ground.any():
        shrunk[part] = _distance_to(ground) > radius_px
    return shrunk


def smooth(mask_hw: Mask, radius_px: float) -> Mask:
    """A new mask whose details smaller than about `radius_px` are rounded off, in and out alike."""
    smoothed = mask_hw.copy()
    reach = bounding_box(mask_hw).grown(2 * int(radius_px) + 2)
    part = reach.clipped((mask_hw.shape[0], mask_hw.shape[1])).slices
    if mask_hw[part].size and radius_px > 0:
        levels = mask_hw[part].astype(np.uint8) * np.uint8(255)
        blurred = cv2.GaussianBlur(
            levels, (0, 0), sigmaX=radius_px / 2, borderType=cv2.BORDER_REPLICATE
        )
        smoothed[part] = blurred >= 128
    return smoothed


def _distance_to(mask_hw: Mask) -> NDArray[np.float32]:
    """(H, W) float32: distance between pixel centres to the nearest pixel of a non-empty mask."""
    elsewhere = (~mask_hw).astype(np.uint8)
    distance = cv2.distanceTransform(elsewhere, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(distance, np.float32)
