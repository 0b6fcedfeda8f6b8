"""Masks as polygons and back, in the two conventions that programs have for where a pixel is.

Pixel edges: pixel (x, y) covers [x, x + 1) x [y, y + 1), as in COCO, YOLO and cosegui itself.
Pixel centres: its centre is at (x, y), as in labelme, Pillow and OpenCV.
Polygons hold islands, one each, but no holes.
"""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from cosegui.core.layers import mask_of
from cosegui.core.mask import bounding_box
from cosegui.core.painting import paint_polygon
from cosegui.imaging.regions import fill_holes

from .contract import Mask

Polygon = NDArray[np.float64]
"""(N, 2) x, y; N >= 3."""

_FAR = 1e9
"""Beyond any image, and still far from where differences overflow."""

HOLES_NOTE = "polygons hold no holes: they were filled."


def has_holes(mask_hw: Mask) -> bool:
    """True where polygons alone cannot hold the mask."""
    box = bounding_box(mask_hw)
    if box.is_empty:
        return False
    inner = mask_hw[box.slices]
    return bool((fill_holes(inner) != inner).any())


def edge_polygons(mask_hw: Mask) -> list[Polygon]:
    """The islands in the convention of pixel edges.

    Traced at twice the size, a quarter of a pixel within the edges: whoever asks for pixel centres
    or rounds down gets just the pixels of the mask.
    """
    box = bounding_box(mask_hw)
    if box.is_empty:
        return []
    inner = np.ascontiguousarray(mask_hw[box.slices], np.uint8)
    doubled = inner.repeat(2, axis=0).repeat(2, axis=1)
    return [(points + 0.5) / 2 + (box.x0, box.y0) for points in _contours(doubled)]


def centre_polygons(mask_hw: Mask) -> list[Polygon]:
    """The islands in the convention of pixel centres, where a polygon includes its outline."""
    return [
        points if len(points) >= 3 else points[[0, -1, 0]]
        for points in _contours(np.ascontiguousarray(mask_hw, np.uint8))
    ]


def fill_edges(polygons: Iterable[Polygon], size_hw: tuple[int, int]) -> Mask:
    """(H, W) bool: pixels whose centre is in a polygon. Raises: ValueError: not finite."""
    layers_hw = np.zeros(size_hw, np.uint8)
    for polygon in polygons:
        points = np.clip(polygon, -_FAR, _FAR).tolist()
        paint_polygon(layers_hw, [(x, y) for x, y in points], value=True)
    return mask_of(layers_hw)


def fill_centres(polygons: Iterable[Polygon], size_hw: tuple[int, int]) -> Mask:
    """(H, W) bool as labelme fills them, outline included. Raises: ValueError: not finite."""
    image = Image.new("L", size_hw[::-1])
    draw = ImageDraw.Draw(image)
    for polygon in polygons:
        if not np.isfinite(polygon).all():
            raise ValueError("polygon coordinates must be finite")
        far = 2.0 * max(size_hw)
        points = [(x, y) for x, y in np.clip(polygon, -far, far).tolist()]
        draw.polygon(points, fill=1, outline=1)
    return np.array(image, np.bool_)


def as_polygon(numbers: NDArray[np.float64]) -> Polygon:
    """x, y, x, y, ... as (N, 2). Raises: ValueError: fewer than three points, or half a point."""
    if numbers.ndim != 1 or numbers.size < 6 or numbers.size % 2:
        raise ValueError("a polygon needs three points or more")
    if not np.isfinite(numbers).all():
        raise ValueError("polygon coordinates must be finite")
    return numbers.reshape(-1, 2)


def _contours(levels_hw: NDArray[np.uint8]) -> list[Polygon]:
    found, _hierarchy = cv2.findContours(levels_hw, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return [np.asarray(points[:, 0], np.float64) for points in found]
