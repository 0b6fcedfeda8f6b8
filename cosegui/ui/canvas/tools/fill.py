"""The bucket: one click fills or clears a connected region of the mask."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cosegui.core.layers import MASK_BIT
from cosegui.imaging.regions import connected_region

from .tool import Pointer, StepName, Tool, ToolName, pixel_under


class Fill(Tool):
    """Fills the hole or the outside that was clicked; inverted, clears the island that was."""

    name = ToolName.FILL

    def press(self, pointer: Pointer) -> None:
        layers_hw = self._host.edits.layers_hw_u8
        seed_xy = None if layers_hw is None else pixel_under(pointer, layers_hw)
        if layers_hw is None or seed_xy is None:
            return
        column, row = seed_xy
        value = not pointer.inverts
        if bool(layers_hw[row, column] & MASK_BIT) == value:
            return

        def compute(mask_hw: NDArray[np.bool_]) -> NDArray[np.bool_]:
            region_hw, box = connected_region(mask_hw, (column, row))
            filled_hw = mask_hw.copy()
            filled_hw[box.slices][region_hw] = value
            return filled_hw

        name = StepName.FILL if value else StepName.CLEAR_REGION
        self._host.edits.apply_computed(name.value, compute)
