"""Photographs as they come, to (H, W, 3) uint8 RGB in the image frame; the only reader of them."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from cosegui.core.errors import ImageReadError

from .pixels import MAX_PIXELS, read_pixels, read_size

__all__ = [
    "IMAGE_SUFFIXES",
    "MAX_PIXELS",
    "find_groups",
    "is_image_path",
    "list_images",
    "read_image",
    "read_image_size",
    "read_thumbnail",
]

_log = logging.getLogger(__name__)

IMAGE_SUFFIXES = frozenset(
    {
        *(".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".apng", ".tif", ".tiff", ".bmp"),
        *(".dib", ".webp", ".gif", ".ppm", ".pgm", ".pbm", ".pnm", ".jp2", ".j2k", ".tga"),
        *(".avif", ".heic", ".heif"),
    }
)
"""Files that count as images. HEIC is among them although it cannot be read: a photograph that is
named with the reason helps more than one that is silently not there."""


def read_image(path: Path) -> NDArray[np.uint8]:
    """Decode a photograph.

    EXIF orientation is applied; transparency is laid over white; of several pages the first is
    taken. Grey of more than 8 bits is scaled by the number of bits in use (8, 10, 12, 14 or 16);
    float by 255 where it lies in [0, 1], else from its lowest to its highest finite value.

    Returns: (H, W, 3) uint8 RGB, C-contiguous and writable.
    Raises: ImageReadError: with the reason; also for more than `MAX_PIXELS`.
    """
    return read_pixels(path)


def read_image_size(path: Path) -> tuple[int, int]:
    """(H, W) in the image frame, from the header alone. Raises: ImageReadError."""
    return read_size(path)


def read_thumbnail(path: Path, longest_px: int) -> NDArray[np.uint8]:
    """The photograph with its longer side at most `longest_px`, as `read_image` shows it.

    JPEG files are decoded at a fraction of their size. Small images keep their size.
    Returns: (h, w, 3) uint8 RGB. Raises: ImageReadError.
    """
    return shrunk(read_pixels(path, at_least_px=longest_px), longest_px)


def shrunk(image_hwc_u8: NDArray[np.uint8], longest_px: int) -> NDArray[np.uint8]:
    """The photograph with its longer side at most `longest_px`; a small one is returned itself."""
    height, width = image_hwc_u8.shape[:2]
    scale = longest_px / max(height, width)
    if scale >= 1:
        return image_hwc_u8
    size_wh = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(image_hwc_u8, size_wh, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


def is_image_path(path: Path) -> bool:
    """True if the name is that of an image and not of a hidden file; the file is not opened."""
    return path.suffix.lower() in IMAGE_SUFFIXES and not path.name.startswith(".")


def list_images(folder: Path) -> list[Path]:
    """Absolute paths of the images right in `folder`, in natural order (2 before 10).

    Raises: ImageReadError: the folder cannot be listed.
    """
    return [entry for entry in _entries(folder) if is_image_path(entry) and entry.is_file()]


def find_groups(folder: Path) -> dict[str, list[Path]]:
    """The groups that a folder holds: name -> absolute paths, both in natural order.

    Images right in the folder are a group of the folder's own name, and so is each folder in it
    that holds images. Hidden folders, and those that cannot be listed, are left out.
    Raises: ImageReadError: `folder` cannot be listed.
    """
    folder = folder.absolute()
    groups: dict[str, list[Path]] = {}
    for entry in _entries(folder):
        if entry.name.startswith(".") or not entry.is_dir():
            continue
        try:
            images = list_images(entry)
        except ImageReadError as error:
            _log.warning("%s", error)
            continue
        if images:
            groups[entry.name] = images
    loose = list_images(folder)
    if not loose:
        return groups
    name = folder.name or str(folder)
    while name in groups:
        name += " (loose)"
    return {name: loose, **groups}


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.absolute().iterdir(), key=_natural_key)
    except FileNotFoundError as error:
        raise ImageReadError(folder, "there is no such folder. Choose another one.") from error
    except NotADirectoryError as error:
        raise ImageReadError(folder, "it is a file. Choose the folder that holds it.") from error
    except OSError as error:
        reason = f"{error.strerror or error}. Check that you may open it."
        raise ImageReadError(folder, reason) from error


def _natural_key(path: Path) -> tuple[list[tuple[int, int, str]], str]:
    """Sorts digits by value and letters without case; the plain name settles what is left."""
    parts = re.split(r"(\d+)", path.name.casefold())
    key = [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]
    return key, path.name
