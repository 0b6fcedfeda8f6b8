"""Masks of data sets: binary, indexed, coloured, in whatever depth their makers chose."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cosegui.core.errors import DatasetError

Label: TypeAlias = int | tuple[int, int, int]
"""What picks one object of a mask: the index in an indexed mask, the RGB colour in another."""

_VOID_INDEX = 255
# What Pillow's decoders raise for broken files, besides the errors of the file system.
_READ_ERRORS = (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError)


def read_ground_truth(
    path: Path, *, label: Label | None = None, size_hw: tuple[int, int] | None = None
) -> NDArray[np.bool_]:
    """Read a mask, whichever way it says "object".

    Without `label`: a grey mask is cut at half of its range (0/255, 0/1 and 16 bits alike), of a
    colour the brightest channel counts, and of indices all but 0, and but VOC's void (255) where
    it stands beside others.

    Args:
        label: keep this index or colour only.
        size_hw: (H, W) that the photograph has in the image frame; None skips the comparison.
    Returns: (H, W) bool.
    Raises: DatasetError: the file cannot be read, or its size is not that of the photograph.
    """
    try:
        with Image.open(path) as image:
            mask_hw = _binary(image) if label is None else _labelled(image, label)
    except _READ_ERRORS as error:
        raise DatasetError(f"The mask {path} cannot be read: {error}.") from error
    if size_hw is not None:
        _require_same_size(path, mask_hw.shape, size_hw)
    return mask_hw


def require_ground_truth_size(path: Path, size_hw: tuple[int, int]) -> None:
    """Compare a mask with its photograph's (H, W) by its header alone. Raises: DatasetError."""
    try:
        with Image.open(path) as image:
            width, height = image.size
    except _READ_ERRORS as error:
        raise DatasetError(f"The mask {path} cannot be read: {error}.") from error
    _require_same_size(path, (height, width), size_hw)


def indices_of_mask(path: Path) -> frozenset[int]:
    """The indices that occur in an indexed or grey 8-bit mask.

    Raises: DatasetError: the file cannot be read, or is neither indexed nor grey.
    """
    try:
        with Image.open(path) as image:
            if image.mode not in ("P", "L"):
                raise DatasetError(f"The mask {path} is not indexed (its mode is {image.mode}).")
            return frozenset(np.flatnonzero(image.histogram()).tolist())
    except _READ_ERRORS as error:
        raise DatasetError(f"The mask {path} cannot be read: {error}.") from error


def _require_same_size(path: Path, mask: tuple[int, ...], photograph: tuple[int, int]) -> None:
    if mask != photograph:
        raise DatasetError(
            f"The mask {path} has {mask[1]}x{mask[0]} pixels, "
            f"its photograph {photograph[1]}x{photograph[0]}. Make them the same size."
        )


def _labelled(image: Image.Image, label: Label) -> NDArray[np.bool_]:
    if isinstance(label, int):
        return np.asarray(np.asarray(image) == label)
    return np.asarray((np.asarray(image.convert("RGB")) == label).all(axis=-1))


def _binary(image: Image.Image) -> NDArray[np.bool_]:
    if image.mode == "P" and not _has_grey_palette(image):
        indices_hw = np.asarray(image)
        objects_hw = (indices_hw != 0) & (indices_hw != _VOID_INDEX)
        return np.asarray(objects_hw if objects_hw.any() else indices_hw != 0)
    if image.mode == "P":
        return _above_half(np.asarray(image))
    if image.mode in ("1", "L", "I", "F") or image.mode.startswith("I;16"):
        return _above_half(np.asarray(image))
    return _above_half(np.asarray(image.convert("RGB")).max(axis=-1))


def _has_grey_palette(image: Image.Image) -> bool:
    """True where index i is the grey i, as in an 8-bit grey image saved with a palette."""
    colours = np.asarray(image.getpalette() or [], dtype=np.int64).reshape(-1, 3)
    return bool((colours == np.arange(len(colours))[:, None]).all())


def _above_half(values_hw: NDArray[Any]) -> NDArray[np.bool_]:
    """Cut at half of 1, 255 or 65535, the least that holds all values; see below for dim masks."""
    peak = float(np.max(values_hw, initial=0))
    full = next((value for value in (1.0, 255.0, 65535.0) if value >= peak), peak)
    # A mask that stays in the lower half is no soft mask but one of small class numbers.
    return np.asarray(values_hw >= full / 2 if peak >= full / 2 else values_hw > 0)
