"""The bit field that holds what is known of every pixel of an image: (H, W) uint8."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .errors import ShapeError

MASK_BIT = 1
"""The pixel belongs to the shared object."""
TOUCHED_BIT = 2
"""A person set or cleared the pixel."""


def empty_layers(size_hw: tuple[int, int]) -> NDArray[np.uint8]:
    """(H, W) uint8 with an empty mask that nobody touched."""
    return np.zeros(size_hw, np.uint8)


def layers_from_mask(mask_hw: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Layers with this mask, untouched: what a model run writes. A new array."""
    return np.asarray(mask_hw, np.uint8) * np.uint8(MASK_BIT)


def mask_of(layers_hw: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """(H, W) bool, a new array."""
    return (layers_hw & MASK_BIT).astype(np.bool_)


def touched_of(layers_hw: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """(H, W) bool, True where a person touched the pixel; a new array."""
    return (layers_hw & TOUCHED_BIT).astype(np.bool_)


def require_same_shape(what: str, first: NDArray[np.generic], second: NDArray[np.generic]) -> None:
    """Raises: ShapeError: height or width differ; the message starts with `what`."""
    if first.shape[:2] != second.shape[:2]:
        raise ShapeError(
            f"{what}: {first.shape[1]} x {first.shape[0]} pixels beside "
            f"{second.shape[1]} x {second.shape[0]}. Both must be of the same image."
        )
