"""Smaller copies of images for zoomed-out painting, and smooth larger ones of coarse maps."""

from __future__ import annotations

from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value", np.uint8, np.float32)


def reduced(image: NDArray[np.uint8], factor: int) -> NDArray[np.uint8]:
    """The image with each `factor` x `factor` block replaced by its mean.

    Args:
        image: (H, W) or (H, W, C) uint8, H and W at least 1.
        factor: a whole number >= 1.
    Returns: (ceil(H / factor), ceil(W / factor)[, C]) uint8, contiguous. Blocks cut by the lower or
        right border are completed by repeating the image's last row or column, so that pixel
        (x, y) always stands for the square from (x, y) * factor to (x + 1, y + 1) * factor.
    """
    height, width = image.shape[:2]
    rows, columns = -(-height // factor), -(-width // factor)
    below, right = rows * factor - height, columns * factor - width
    if below or right:
        image = np.asarray(
            cv2.copyMakeBorder(image, 0, below, 0, right, cv2.BORDER_REPLICATE), np.uint8
        )
    return np.asarray(cv2.resize(image, (columns, rows), interpolation=cv2.INTER_AREA), np.uint8)


def enlarged(map_hw: NDArray[np.float32], *, longest_px: int) -> NDArray[np.float32]:
    """A coarse map on a finer grid, smoothly, with its longer side `longest_px` at least.

    (h, w) float32 in, (h', w') float32 out, within the range of the values that came in. A map
    that is large enough already comes back as it is.
    """
    height, width = map_hw.shape
    factor = longest_px / max(height, width)
    if factor <= 1:
        return map_hw
    size_wh = (max(1, round(width * factor)), max(1, round(height * factor)))
    finer = cv2.resize(map_hw, size_wh, interpolation=cv2.INTER_CUBIC)
    # A cubic curve overshoots beside steep steps.
    return np.asarray(np.clip(finer, map_hw.min(), map_hw.max()), np.float32)


def stretched(values: NDArray[Value], size_hw: tuple[int, int]) -> NDArray[Value]:
    """At exactly `size_hw`: each value the mean of what it covers where that shrinks, else linear.

    (H, W) or (H, W, C), uint8 or float32, in; (h, w[, C]) of the same type out.
    """
    shrinks = values.shape[0] >= size_hw[0] and values.shape[1] >= size_hw[1]
    how = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(values, size_hw[::-1], interpolation=how), values.dtype)


def fitted(image: NDArray[np.uint8], size_hw: tuple[int, int]) -> NDArray[np.uint8]:
    """The image at exactly `size_hw`, each pixel the mean of what it covers.

    (H, W) or (H, W, C) uint8 in, (h, w[, C]) uint8 out; meant for making things smaller.
    """
    if image.shape[:2] == size_hw:
        return image
    fitted = cv2.resize(image, size_hw[::-1], interpolation=cv2.INTER_AREA)
    return np.asarray(fitted, np.uint8)
