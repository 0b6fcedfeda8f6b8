"""PNG files of other programs' kinds: levels, indices with a palette, colour with alpha."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cosegui.core.errors import ImageReadError, ShapeError
from cosegui.storage.atomic import atomic_write
from cosegui.storage.pixels import image_errors, opened, require_size

from .contract import Mask

_COMPRESSION = 3  # as in storage.masks
_ON = 255


def write_pixels(path: Path, pixels: NDArray[Any]) -> None:
    """Write uint8 grey, uint16 grey, RGB or RGBA, by shape and type. Raises: SaveError."""
    _save(path, Image.fromarray(np.ascontiguousarray(pixels)))


def write_indices(path: Path, indices_hw: NDArray[np.uint8]) -> None:
    """Write indices with the palette that VOC uses. Raises: SaveError."""
    image = Image.fromarray(np.ascontiguousarray(indices_hw))
    image.putpalette(voc_palette().tobytes())
    _save(path, image)


def png_bytes(pixels: NDArray[np.uint8]) -> bytes:
    """The PNG file of 8-bit grey, RGB or RGBA."""
    stream = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(stream, "PNG", compress_level=_COMPRESSION)
    return stream.getvalue()


def read_indices(path: Path, size_hw: tuple[int, int]) -> NDArray[np.int64]:
    """(H, W): the numbers that the file holds, grey or palette indices alike.

    Raises: ImageReadError: damaged, or in colour. ShapeError: another size.
    """
    with image_errors(path), opened(path) as image:
        if image.mode not in ("1", "L", "P", "I", "I;16", "I;16B"):
            raise ImageReadError(path, "it is in colour, and no mask. Choose the masks' folder.")
        values = np.array(image).astype(np.int64)
    require_fit(path.name, values, size_hw)
    return values


def read_alpha(path: Path, size_hw: tuple[int, int]) -> NDArray[np.uint8]:
    """(H, W): how opaque each pixel is. Raises: ImageReadError: no alpha. ShapeError."""
    with image_errors(path), opened(path) as image:
        if image.mode not in ("RGBA", "LA"):
            raise ImageReadError(path, "it has no transparency, and is no cut-out.")
        alpha = np.array(image.getchannel("A"), np.uint8)
    require_fit(path.name, alpha, size_hw)
    return alpha


def decode_png(content: bytes, where: Path) -> NDArray[np.uint8]:
    """(h, w) uint8 grey of a PNG within another file, `where`. Raises: ImageReadError."""
    with image_errors(where), Image.open(io.BytesIO(content), formats=("PNG",)) as image:
        require_size(where, image.size)
        return np.array(image.convert("L"), np.uint8)


def require_fit(name: str, pixels: NDArray[Any], size_hw: tuple[int, int]) -> None:
    """Raises: ShapeError: the pixels are of an image of another size."""
    if pixels.shape[:2] != size_hw:
        raise ShapeError(
            f"{name} is of {pixels.shape[1]} x {pixels.shape[0]} pixels, its photograph of "
            f"{size_hw[1]} x {size_hw[0]}. Export it again for this photograph."
        )


def levels(mask_hw: Mask) -> NDArray[np.uint8]:
    """(H, W) uint8, 0 and 255."""
    return mask_hw.astype(np.uint8) * np.uint8(_ON)


def voc_palette() -> NDArray[np.uint8]:
    """(256, 3) uint8: the bits of an index, dealt in turn to red, green and blue from the top."""
    indices = np.arange(256)
    palette = np.zeros((256, 3), np.uint8)
    for place in range(8):
        for channel in range(3):
            bit = (indices >> (3 * place + channel)) & 1
            palette[:, channel] |= (bit << (7 - place)).astype(np.uint8)
    return palette


def _save(path: Path, image: Image.Image) -> None:
    def write(stream: BinaryIO) -> None:
        image.save(stream, "PNG", compress_level=_COMPRESSION)

    atomic_write(path, write, is_durable=False)
