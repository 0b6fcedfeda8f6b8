"""The colours of heatmaps: dark violet for 0, through red, to pale yellow for 1."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

# Chosen so that lightness rises evenly: the order of values survives a grey print and eyes that
# see fewer colours. Positions in [0, 1], then red, green, blue.
_STOPS = (
    (0.00, 13, 8, 46),
    (0.16, 58, 16, 104),
    (0.34, 122, 28, 120),
    (0.52, 190, 48, 98),
    (0.68, 234, 88, 58),
    (0.84, 251, 156, 44),
    (1.00, 252, 240, 164),
)


@cache
def heat_colours() -> NDArray[np.uint8]:
    """(256, 3) uint8 RGB, read-only; row i is the colour of the value i / 255."""
    positions, *channels = zip(*_STOPS, strict=True)
    values = np.linspace(0.0, 1.0, 256)
    table = np.stack([np.interp(values, positions, channel) for channel in channels], axis=1)
    colours: NDArray[np.uint8] = np.rint(table).astype(np.uint8)
    colours.setflags(write=False)
    return colours
