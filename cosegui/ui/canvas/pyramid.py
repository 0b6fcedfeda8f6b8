"""Reduced copies of one image's layers, brought up to date only where and when they are painted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cosegui.core.geometry import Box
from cosegui.imaging.resample import reduced

from .render import level_count, rgb32

_PACKED_UP_TO_PIXELS = 8_000_000
"""Smoothing reads 32-bit pixels four times as fast as RGB bytes. Larger photographs are smoothed
from their reductions anyway, and a copy of them would cost more memory than it saves time."""


def photo_levels(image_hwc: NDArray[np.uint8]) -> dict[int, NDArray[np.uint32]]:
    """Copies of a photograph by level: each half as large as the one before, opaque colours.

    (H, W, 3) uint8 RGB in; level k is (ceil(H / 2**k), ceil(W / 2**k)) uint32. Level 0 is there
    only for photographs that are not too large.
    """
    height, width = image_hwc.shape[:2]
    levels = {}
    if height * width <= _PACKED_UP_TO_PIXELS:
        levels[0] = rgb32(image_hwc)
    for level in range(1, level_count((height, width)) + 1):
        image_hwc = reduced(image_hwc, 2)
        levels[level] = rgb32(image_hwc)
    return levels


class ValuePyramid:
    """Coloured reductions of a (H, W) uint8 array of values that goes on changing.

    The array is shared, not copied; whoever changes it calls `mark_changed` with the box. A level
    is computed when it is asked for, straight from the values and only within what changed since:
    an edit costs nothing for the levels that nobody looks at.

    Every value is multiplied by `factor`, modulo 256, before the mean of a block is taken; `ramp`
    (256,) uint32 turns that mean into a colour.
    """

    def __init__(
        self, values_hw: NDArray[np.uint8], ramp: NDArray[np.uint32], *, factor: int = 1
    ) -> None:
        self.values_hw = values_hw
        self._ramp = ramp
        self._factor = factor
        self._count = level_count(self.size_hw)
        self._levels: dict[int, NDArray[np.uint32]] = {}
        self._stale: dict[int, Box] = {}

    @property
    def size_hw(self) -> tuple[int, int]:
        return self.values_hw.shape[0], self.values_hw.shape[1]

    @property
    def levels(self) -> int:
        """How many reductions there are; level 0 is the values themselves."""
        return self._count

    def fresh(self) -> ValuePyramid:
        """Another pyramid of the same values, nothing computed yet."""
        return ValuePyramid(self.values_hw, self._ramp, factor=self._factor)

    def prepare(self) -> None:
        """Compute every level; may run in another thread before the pyramid is shown.

        What the values' owner changes meanwhile has to be marked again afterwards.
        """
        for level in range(1, self._count + 1):
            self.colours(level)

    def set_ramp(self, ramp: NDArray[np.uint32]) -> None:
        """Other colours for the same values; equal ones change nothing."""
        if not np.array_equal(ramp, self._ramp):
            self._ramp = ramp
            self.mark_changed(Box.full(self.size_hw))

    def mark_changed(self, box: Box) -> None:
        """The values in `box` (image frame) are other ones now."""
        for level in self._levels:
            self._stale[level] = self._stale.get(level, Box.empty()).union(box)

    def colours(self, level: int) -> NDArray[np.uint32]:
        """Level `level` >= 1, up to date: (ceil(H / 2**level), ceil(W / 2**level)) uint32.

        The same array every time, changed in place.
        """
        side = 2**level
        if level not in self._levels:
            height, width = self.size_hw
            size_hw = (-(-height // side), -(-width // side))
            self._levels[level] = np.zeros(size_hw, np.uint32)
            self._stale[level] = Box.full(self.size_hw)
        stale = self._stale.get(level, Box.empty()).clipped(self.size_hw)
        if not stale.is_empty:
            self._refresh(level, stale, side)
        self._stale[level] = Box.empty()
        return self._levels[level]

    def _refresh(self, level: int, stale: Box, side: int) -> None:
        blocks = Box(stale.x0 // side, stale.y0 // side, -(-stale.x1 // side), -(-stale.y1 // side))
        pixels = Box(
            blocks.x0 * side, blocks.y0 * side, blocks.x1 * side, blocks.y1 * side
        ).clipped(self.size_hw)
        values = self.values_hw[pixels.slices]
        if self._factor != 1:
            values = values * np.uint8(self._factor)
        np.take(
            self._ramp,
            reduced(values, side),
            out=self._levels[level][blocks.slices],
            mode="clip",
        )
