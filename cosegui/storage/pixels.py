"""Decoding: every kind of pixel that image files hold to 8-bit RGB.

`cosegui.storage.images` and `cosegui.storage.masks` are the doors to it.
"""

from __future__ import annotations

import contextlib
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, TiffImagePlugin, UnidentifiedImageError

from cosegui.core.errors import ImageReadError

MAX_PIXELS = 300_000_000
"""Larger images are refused: decoding one takes about 2.1 GB. Far above any camera's."""

_TOO_LARGE = (
    f"more than the limit of {MAX_PIXELS // 1_000_000} million. Scale the image down first."
)

# Pillow asks before it decodes anything; beyond twice this number it raises by itself.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS

_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "DIB", "WEBP", "GIF", "PPM", "JPEG2000", "TGA", "AVIF")

# What Pillow's decoders raise on damaged bytes is whatever the bytes led them to.
_DECODER_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    cv2.error,
    struct.error,
    zlib.error,
)

_BAND_PIXELS = 4_000_000
_BIT_DEPTHS = (8, 10, 12, 14, 16)
_WHITE = (255, 255, 255, 255)
_TURNED = (5, 6, 7, 8)
"""EXIF orientations that exchange width and height."""
_TRANSPOSITIONS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def read_pixels(path: Path, *, at_least_px: int | None = None) -> NDArray[np.uint8]:
    """(H, W, 3) uint8 RGB; see `cosegui.storage.images.read_image`.

    `at_least_px`: a JPEG may come smaller, as long as its longer side keeps so many pixels.
    """
    with image_errors(path):
        try:
            with opened(path) as image:
                if at_least_px is not None:
                    image.draft(None, (at_least_px, at_least_px))
                return _rgb(_oriented(image))
        except UnidentifiedImageError:
            return _read_unusual_tiff(path)


def read_size(path: Path) -> tuple[int, int]:
    """(H, W) in the image frame without decoding."""
    with image_errors(path):
        try:
            with opened(path) as image:
                width, height = image.size
                if _is_turned_on_load(path, image):
                    width, height = height, width
                return height, width
        except UnidentifiedImageError:
            tags = _tiff_tags(path)
            height, width = int(tags[257]), int(tags[256])
            return (width, height) if tags.get(274) in _TURNED else (height, width)


def _is_turned_on_load(path: Path, image: Image.Image) -> bool:
    """Width and height change places when the pixels are read; nothing is decoded for it."""
    if image.format == "TIFF":  # Pillow's reader has turned the size already
        return False
    if image.format == "PNG" and not _has_png_exif(path, image):
        return False
    return orientation_of(image) in _TURNED


def _has_png_exif(path: Path, image: Image.Image) -> bool:
    """What stands before the pixels is known; Pillow would decode them to see what follows."""
    if any(key in image.info for key in ("exif", "Raw profile type exif")):
        return True
    with path.open("rb") as stream:
        stream.seek(8)
        while len(head := stream.read(8)) == 8:
            length, name = struct.unpack(">I4s", head)
            if name in (b"eXIf", b"tEXt", b"zTXt"):
                return True
            stream.seek(length + 4, 1)
    return False


@contextmanager
def opened(path: Path) -> Iterator[Image.Image]:
    """A Pillow image whose header is read and whose size is within the limit.

    Raises: ImageReadError: the file is missing, empty or too large. UnidentifiedImageError: Pillow
        does not know it. The decoder's own errors pass through: wrap them by `image_errors`.
    """
    if path.stat().st_size == 0:
        raise ImageReadError(path, "the file is empty (0 bytes). Copy it again from its source.")
    with Image.open(path, formats=_FORMATS) as image:
        require_size(path, image.size)
        yield image


def require_size(path: Path, size_wh: tuple[int, int]) -> None:
    """Raises: ImageReadError: the image has more than `MAX_PIXELS`, or none."""
    width, height = size_wh
    if width * height > MAX_PIXELS:
        raise ImageReadError(path, f"{width} x {height} pixels are {_TOO_LARGE}")
    if width * height == 0:
        raise ImageReadError(path, "it has no pixels.")


@contextmanager
def image_errors(path: Path) -> Iterator[None]:
    """Whatever decoding raises inside the block becomes an ImageReadError with a reason."""
    try:
        yield
    except ImageReadError:
        raise
    except FileNotFoundError as error:
        raise ImageReadError(path, "the file is gone.") from error
    except IsADirectoryError as error:
        raise ImageReadError(path, "it is a folder.") from error
    except PermissionError as error:
        raise ImageReadError(path, "you may not open it. Check its permissions.") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageReadError(path, f"its pixels are {_TOO_LARGE}") from error
    except UnidentifiedImageError as error:
        raise ImageReadError(path, _why_unknown(path)) from error
    except MemoryError as error:
        raise ImageReadError(path, "there is not enough memory for it.") from error
    except _DECODER_ERRORS as error:
        reason = f"the file is damaged or cut short ({error}). Copy it again from its source."
        raise ImageReadError(path, reason) from error


def _why_unknown(path: Path) -> str:
    head = b""
    with contextlib.suppress(OSError), path.open("rb") as stream:
        head = stream.read(16)
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc"):
        return "HEIC is not supported. Convert it to JPEG, or let the phone take JPEG."
    return "it is no image, or of a kind that is not supported. Convert it to PNG or JPEG."


def orientation_of(image: Image.Image) -> int:
    """1 to 8; 1 where EXIF is damaged: the photograph itself may well be whole.

    Pillow's TIFF reader applies it when it loads, and then takes it out of the tags.
    """
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except _DECODER_ERRORS:
        return 1


def _oriented(image: Image.Image) -> Image.Image:
    image.load()
    how = _TRANSPOSITIONS.get(orientation_of(image))
    return image if how is None else image.transpose(how)


def _rgb(image: Image.Image) -> NDArray[np.uint8]:
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        return _stacked(_eight_bit(np.asarray(image)))
    if image.has_transparency_data:
        picture = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", picture.size, _WHITE), picture)
    return _in_bands(image)


def _in_bands(image: Image.Image) -> NDArray[np.uint8]:
    """To RGB some rows at a time: of a huge image there is no second copy meanwhile."""
    width, height = image.size
    pixels_hwc = np.empty((height, width, 3), np.uint8)
    rows = max(1, _BAND_PIXELS // width)
    for top in range(0, height, rows):
        band = image.crop((0, top, width, min(top + rows, height)))
        pixels_hwc[top : top + rows] = np.asarray(band.convert("RGB"), np.uint8)
    return pixels_hwc


def _stacked(grey_hw: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.ascontiguousarray(np.broadcast_to(grey_hw[..., None], (*grey_hw.shape, 3)))


def _eight_bit(values: NDArray[Any]) -> NDArray[np.uint8]:
    """Grey or colour of any number type to uint8, all channels alike."""
    if values.dtype.kind in "iu" and values.min() >= 0 and values.max() < 1 << 16:
        return _scaled_integers(values)
    return _scaled_floats(values)


def _scaled_integers(values: NDArray[Any]) -> NDArray[np.uint8]:
    """Cameras and microscopes store 12 bits in 16: the highest value tells how many are in use."""
    highest = int(values.max())
    bits = next(bits for bits in _BIT_DEPTHS if highest < 1 << bits)
    table = np.rint(np.arange(1 << bits) * (255 / ((1 << bits) - 1))).astype(np.uint8)
    return np.asarray(table[values])


def _scaled_floats(values: NDArray[Any]) -> NDArray[np.uint8]:
    is_finite = np.isfinite(values)
    result = np.zeros(values.shape, np.uint8)
    if not is_finite.any():
        return result
    low, high = float(values[is_finite].min()), float(values[is_finite].max())
    if low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    span = high - low or 1.0
    # Row by row, since only 64 bits hold the difference of any two floats, and take much memory.
    for row, row_values in zip(result, values, strict=True):
        unit = np.clip((row_values.astype(np.float64) - low) / span, 0.0, 1.0)
        row[:] = np.rint(np.nan_to_num(unit) * 255)
    return result


def _tiff_tags(path: Path) -> TiffImagePlugin.ImageFileDirectory_v2:
    """Tags of the first page. Raises: UnidentifiedImageError: no TIFF, or one without a size."""
    with path.open("rb") as stream:
        head = stream.read(8)
        if head[:4] not in (b"II*\0", b"MM\0*"):
            raise UnidentifiedImageError(path.name)
        tags = TiffImagePlugin.ImageFileDirectory_v2(head)
        stream.seek(tags.next)
        tags.load(stream)
    if 256 not in tags or 257 not in tags:
        raise UnidentifiedImageError(path.name)
    return tags


def _read_unusual_tiff(path: Path) -> NDArray[np.uint8]:
    """Pages that Pillow does not know, such as colour in 32-bit float; OpenCV knows some more.

    Its TIFF reader applies the orientation by itself, whatever it is asked.
    """
    tags = _tiff_tags(path)
    require_size(path, (int(tags[256]), int(tags[257])))
    image = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_UNCHANGED)
    if image is None:
        raise UnidentifiedImageError(path.name)
    values = np.asarray(image)
    if values.ndim == 3:
        values = np.ascontiguousarray(values[..., 2::-1])
    pixels = _eight_bit(values)
    return pixels if pixels.ndim == 3 else _stacked(pixels)
