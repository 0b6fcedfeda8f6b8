"""The magic wand: one click adds or clears an area of one colour."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cosegui.imaging.selection import magic_wand

from .tool import Pointer, StepName, Tool, ToolName, pixel_under


class Wand(Tool):
    """Adds what is connected to the pixel that was clicked and has nearly its colour; inverted,
    clears it."""

    name = ToolName.WAND

    def press(self, pointer: Pointer) -> None:
        image_hwc = self._host.edits.image_hwc_u8
        seed_xy = None if image_hwc is None else pixel_under(pointer, image_hwc)
        if image_hwc is None or seed_xy is None:
            return
        photograph, seed = image_hwc, seed_xy
        value, tolerance = not pointer.inverts, self._host.wand_tolerance

        def compute(mask_hw: NDArray[np.bool_]) -> NDArray[np.bool_]:
            region_hw, box = magic_wand(photograph, seed, tolerance=tolerance)
            selected_hw = mask_hw.copy()
            selected_hw[box.slices][region_hw] = value
            return selected_hw

        name = StepName.WAND if value else StepName.WAND_AND_CLEAR
        self._host.edits.apply_computed(name.value, compute)
