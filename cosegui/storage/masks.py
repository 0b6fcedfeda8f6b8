"""Masks, layers, probabilities and heatmaps as PNG files, bit for bit."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cosegui.core.errors import ImageReadError
from cosegui.imaging.colormap import heat_colours

from .atomic import atomic_write
from .pixels import image_errors, opened

_ON = 255
_COMPRESSION = 3  # measured on masks: higher levels take twice the time for a tenth of the size


def write_mask(path: Path, mask_hw: NDArray[np.bool_], *, is_durable: bool = True) -> None:
    """Write a mask as 8-bit grey, 0 and 255. Raises: SaveError."""
    _write_png(path, mask_hw.astype(np.uint8) * np.uint8(_ON), is_durable=is_durable)


def read_mask(path: Path) -> NDArray[np.bool_]:
    """(H, W) bool: where `write_mask` wrote 255. Raises: ImageReadError."""
    return np.asarray(_read_grey(path) >= (_ON + 1) // 2)


def write_layers(path: Path, layers_hw: NDArray[np.uint8]) -> None:
    """Write the bit field as 8-bit grey. Raises: SaveError."""
    _write_png(path, layers_hw)


def read_layers(path: Path) -> NDArray[np.uint8]:
    """(H, W) uint8, all bits as written. Raises: ImageReadError."""
    return _read_grey(path)


def write_probability(path: Path, probability_hw: NDArray[np.float32] | NDArray[np.uint8]) -> None:
    """Write probabilities in 255 steps; float in [0, 1], or uint8 as it is. Raises: SaveError."""
    values = probability_hw
    if values.dtype != np.uint8:
        values = np.rint(np.clip(values, 0.0, 1.0) * _ON).astype(np.uint8)
    _write_png(path, values)


def read_probability(path: Path) -> NDArray[np.uint8]:
    """(H, W) uint8, 255 stands for probability 1. Raises: ImageReadError."""
    return _read_grey(path)


def write_heatmap(path: Path, heatmap_hw: NDArray[np.float32]) -> None:
    """Write a heatmap at its own resolution, [0, 1] in 65,535 steps. Raises: SaveError."""
    _write_png(path, np.rint(np.clip(heatmap_hw, 0.0, 1.0) * 0xFFFF).astype(np.uint16))


def read_heatmap(path: Path) -> NDArray[np.float32]:
    """(h, w) float32 in [0, 1]. Raises: ImageReadError."""
    values = _read(path, ("I;16", "I;16B", "I"))
    return values.astype(np.float32) / np.float32(0xFFFF)


def write_heatmap_png(
    path: Path, heatmap_hw: NDArray[np.float32], size_hw: tuple[int, int]
) -> None:
    """Write a heatmap for people: in colour, stretched to the photograph. Raises: SaveError."""
    stretched = cv2.resize(heatmap_hw, size_hw[::-1], interpolation=cv2.INTER_LINEAR)
    levels = np.rint(np.clip(stretched, 0.0, 1.0) * _ON).astype(np.uint8)
    _write_png(path, heat_colours()[levels], is_durable=False)


def write_photograph(path: Path, image_hwc_u8: NDArray[np.uint8]) -> None:
    """Write a small RGB picture that may be lost with the power. Raises: SaveError."""
    _write_png(path, image_hwc_u8, is_durable=False)


def _write_png(path: Path, pixels: NDArray[Any], *, is_durable: bool = True) -> None:
    def write(stream: BinaryIO) -> None:
        image = Image.fromarray(np.ascontiguousarray(pixels))
        image.save(stream, "PNG", compress_level=_COMPRESSION)

    atomic_write(path, write, is_durable=is_durable)


def _read_grey(path: Path) -> NDArray[np.uint8]:
    return np.asarray(_read(path, ("L",)), np.uint8)


def _read(path: Path, modes: tuple[str, ...]) -> NDArray[Any]:
    with image_errors(path), opened(path) as image:
        if image.mode not in modes:
            raise ImageReadError(path, "it is an image, but none that cosegui wrote.")
        return np.array(image)
