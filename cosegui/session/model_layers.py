"""Layers made anew of what the model found."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cosegui.core.layers import MASK_BIT, TOUCHED_BIT
from cosegui.core.mask import binarise

Levels = NDArray[np.uint8]

_EITHER_BIT = np.uint8(MASK_BIT | TOUCHED_BIT)


def with_threshold(probability_hw: Levels, threshold: float, layers_hw: Levels) -> Levels:
    """The probability binarised, wherever no person has touched a pixel.

    (H, W) uint8 all, the probability with 255 for 1; the layers' further bits stay.
    """
    mask = binarise(probability_hw, threshold).astype(np.uint8) * np.uint8(MASK_BIT)
    changed = (layers_hw ^ mask) & np.uint8(MASK_BIT)
    changed[(layers_hw & np.uint8(TOUCHED_BIT)) != 0] = 0
    return np.asarray(layers_hw ^ changed)


def as_the_model_has_it(probability_hw: Levels, threshold: float, layers_hw: Levels) -> Levels:
    """The probability binarised everywhere, and nothing touched; see `with_threshold`."""
    mask = binarise(probability_hw, threshold).astype(np.uint8) * np.uint8(MASK_BIT)
    return np.asarray((layers_hw & ~_EITHER_BIT) | mask)
