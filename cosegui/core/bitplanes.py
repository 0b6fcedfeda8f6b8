"""Layers as compressed bit planes: one bit a pixel and plane instead of a byte, then zlib."""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray

Planes = tuple[tuple[int, bytes], ...]
"""(number of the bit, packed and compressed plane) for each bit that is set anywhere."""

# Eight times less to compress than the bytes; mostly long runs, where a higher level gains little.
_FAST = 1


def pack(layers_hw: NDArray[np.uint8]) -> Planes:
    """Planes of (H, W) uint8; none for all zeros."""
    used_bits = int(np.bitwise_or.reduce(layers_hw, axis=None))
    return tuple(
        (bit, zlib.compress(np.packbits(layers_hw & np.uint8(1 << bit)).tobytes(), _FAST))
        for bit in range(8)
        if used_bits >> bit & 1
    )


def unpack(planes: Planes, size_hw: tuple[int, int]) -> NDArray[np.uint8]:
    """(H, W) uint8 as it was packed. Raises: ValueError: the planes are not of this size."""
    layers_hw = np.zeros(size_hw, np.uint8)
    packed_bytes = (layers_hw.size + 7) // 8
    for bit, data in planes:
        unpacker = zlib.decompressobj()
        try:
            raw = unpacker.decompress(data, packed_bytes + 1)
        except zlib.error as error:
            raise ValueError(f"a plane is damaged: {error}") from error
        if len(raw) != packed_bytes or not 0 <= bit < 8:
            raise ValueError(f"a plane does not have the size {size_hw}")
        is_set = np.unpackbits(np.frombuffer(raw, np.uint8), count=layers_hw.size)
        layers_hw |= is_set.reshape(size_hw) << np.uint8(bit)
    return layers_hw
