"""Thumbnails as the gallery shows them: the photograph's small copy with its mask over it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage


def overlaid_picture(
    rgb_hwc_u8: NDArray[np.uint8],
    mask_hw_u8: NDArray[np.uint8] | None,
    *,
    colour: QColor,
    opacity: float,
) -> QImage:
    """The thumbnail with its mask tinted in `colour`.

    Args:
        rgb_hwc_u8: (h, w, 3) uint8.
        mask_hw_u8: (h, w) uint8, 255 = all of the pixel is in the mask; None: no mask.
        opacity: of the tint, in [0, 1].
    Returns: an image of its own memory, h by w pixels, RGB.
    """
    pixels = rgb_hwc_u8
    if mask_hw_u8 is not None:
        share = mask_hw_u8[:, :, None].astype(np.float32) * (opacity / 255.0)  # (h, w, 1)
        tint = np.array([colour.red(), colour.green(), colour.blue()], np.float32)
        pixels = (rgb_hwc_u8 + (tint - rgb_hwc_u8) * share + 0.5).astype(np.uint8)
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    wrapped = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return wrapped.copy()


class PictureCache:
    """The pictures of the images looked at last, made when they are asked for.

    Args:
        make: the picture of an image id; None while there is none.
        capacity: pictures kept; the one not looked at for longest goes first.
    """

    def __init__(self, make: Callable[[str], QImage | None], *, capacity: int = 600) -> None:
        self._make = make
        self._capacity = capacity
        self._pictures: OrderedDict[str, QImage] = OrderedDict()

    def picture(self, image_id: str) -> QImage | None:
        """From the cache or made now."""
        known = self._pictures.get(image_id)
        if known is not None:
            self._pictures.move_to_end(image_id)
            return known
        made = self._make(image_id)
        if made is not None:
            self._pictures[image_id] = made
            if len(self._pictures) > self._capacity:
                self._pictures.popitem(last=False)
        return made

    def forget(self, image_id: str) -> None:
        """Make it anew when it is next asked for."""
        self._pictures.pop(image_id, None)

    def clear(self) -> None:
        """Make all anew."""
        self._pictures.clear()
