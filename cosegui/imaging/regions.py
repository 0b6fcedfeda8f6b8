"""Connected parts of a mask: holes, islands, and what a click is inside of.

The mask is connected by edges and corners, the ground around it by edges alone: a thin diagonal
line then parts the ground, and a click on one side of it does not leak to the other.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from cosegui.core.geometry import Box

Mask = NDArray[np.bool_]


def fill_holes(mask_hw: Mask) -> Mask:
    """A new mask without holes: ground that does not reach the border of the image is filled."""
    ground = cv2.copyMakeBorder(_levels(~mask_hw), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(1,))
    cv2.floodFill(ground, None, (0, 0), (2,), flags=4)
    return np.asarray(ground[1:-1, 1:-1] != 2)


def remove_islands(mask_hw: Mask, *, min_area_px: int) -> Mask:
    """A new mask without its parts of fewer than `min_area_px` pixels."""
    labels, areas = _labelled(mask_hw)
    is_kept = areas >= min_area_px
    is_kept[0] = False
    return np.asarray(is_kept[labels])


def keep_largest(mask_hw: Mask) -> Mask:
    """A new mask with its largest part alone; of equal ones the first from the top."""
    labels, areas = _labelled(mask_hw)
    if areas.size == 1:
        return np.zeros_like(mask_hw)
    return np.asarray(labels == 1 + int(np.argmax(areas[1:])))


def connected_region(mask_hw: Mask, seed_xy: tuple[int, int]) -> tuple[Mask, Box]:
    """The part of the mask, or of the ground, that the pixel `seed_xy` is in.

    Returns: the region, which covers just the box, and the box.
    Raises: ValueError: the seed lies outside the image.
    """
    column, row = require_inside(seed_xy, mask_hw)
    connectivity = 8 if mask_hw[row, column] else 4
    return flood(_levels(mask_hw), (column, row), tolerance=0, connectivity=connectivity)


def flood(
    image: NDArray[np.uint8], seed_xy: tuple[int, int], *, tolerance: int, connectivity: int
) -> tuple[Mask, Box]:
    """Pixels connected to the seed whose every channel is within `tolerance` of the seed's.

    Returns: the region, which covers just the box, and the box.
    """
    height, width = image.shape[:2]
    found = np.zeros((height + 2, width + 2), np.uint8)
    flags = connectivity | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE | (1 << 8)
    limit = (tolerance,) * 3
    # OpenCV wants to be allowed to write, though it is told not to; photographs are read-only.
    image = np.require(image, requirements=("C", "W"))
    _area, _image, _found, rect = cv2.floodFill(image, found, seed_xy, (0,), limit, limit, flags)
    x, y, columns, rows = rect
    box = Box(x, y, x + columns, y + rows)
    return np.asarray(found[1:-1, 1:-1][box.slices] == 1), box


def require_inside(point_xy: tuple[int, int], image: NDArray[np.generic]) -> tuple[int, int]:
    """The pixel as it came. Raises: ValueError: it lies outside the image."""
    column, row = point_xy
    if not (0 <= column < image.shape[1] and 0 <= row < image.shape[0]):
        raise ValueError(f"pixel {point_xy} lies outside an image of shape {image.shape}")
    return column, row


def _levels(mask_hw: Mask) -> NDArray[np.uint8]:
    return np.ascontiguousarray(mask_hw).view(np.uint8)


def _labelled(mask_hw: Mask) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """(H, W) number of the part each pixel is in, 0 for ground; and the area of each number."""
    _count, labels, stats, _centres = cv2.connectedComponentsWithStats(
        _levels(mask_hw), connectivity=8
    )
    return np.asarray(labels, np.int32), np.asarray(stats[:, cv2.CC_STAT_AREA], np.int32)
