"""Run lengths, which begin with ground: by columns as in COCO, by rows as in CVAT."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .contract import Mask


def encode_columns(mask_hw: Mask) -> list[int]:
    """Run lengths down the columns."""
    return _encode(mask_hw.ravel(order="F"))


def encode_rows(mask_hw: Mask) -> list[int]:
    """Run lengths along the rows."""
    return _encode(mask_hw.ravel())


def decode_columns(counts: Sequence[int], size_hw: tuple[int, int]) -> Mask:
    """(H, W) bool. Raises: ValueError: the runs do not add up to the size."""
    return _decode(counts, size_hw[0] * size_hw[1]).reshape(size_hw[::-1]).T


def decode_rows(counts: Sequence[int], size_hw: tuple[int, int]) -> Mask:
    """(H, W) bool. Raises: ValueError: the runs do not add up to the size."""
    return _decode(counts, size_hw[0] * size_hw[1]).reshape(size_hw)


def counts_of_text(text: str) -> list[int]:
    """Run lengths that COCO packed into text.

    Each number has five bits a character, the lowest first, and from the third on it is the
    difference from the last but one.
    Raises: ValueError: it is cut short or holds other characters.
    """
    counts: list[int] = []
    value = shift = 0
    for character in text:
        code = ord(character) - 48
        if not 0 <= code < 64 or shift > 60:
            raise ValueError("the run lengths hold a wrong character")
        value |= (code & 0x1F) << shift
        shift += 5
        if code & 0x20:
            continue
        if code & 0x10:
            value -= 1 << shift
        counts.append(value + (counts[-2] if len(counts) > 2 else 0))
        value = shift = 0
    if shift:
        raise ValueError("the run lengths are cut short")
    return counts


def _encode(flat: NDArray[np.bool_]) -> list[int]:
    if flat.size == 0:
        return []
    changes = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    lengths = np.diff(changes, prepend=0, append=flat.size).tolist()
    return [0, *lengths] if flat[0] else list(lengths)


def _decode(counts: Sequence[int], area: int) -> NDArray[np.bool_]:
    if not all(isinstance(count, int) and 0 <= count <= area for count in counts):
        raise ValueError("a run length is no number, or too large")
    if sum(counts) != area:
        raise ValueError("the run lengths do not add up to the size of the image")
    is_object = np.arange(len(counts)) % 2 == 1
    return np.repeat(is_object, np.asarray(counts, np.int64))
