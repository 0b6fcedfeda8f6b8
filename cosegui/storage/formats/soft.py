"""How sure the model is of every pixel: 8 or 16 bits of grey, or numbers for numpy.

What a person painted is certain. Where no model has run, the mask itself is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from cosegui.core.layers import touched_of
from cosegui.storage.atomic import atomic_write

from .contract import Added, Format, Subject
from .destination import Destination
from .raster import levels, require_fit, write_pixels

_STEPS_16 = 0xFFFF // 0xFF


def soft_levels(subject: Subject) -> NDArray[np.uint8]:
    """(H, W) uint8, 255 for certain. Raises: ShapeError: the model saw another size."""
    mask_levels_hw = levels(subject.mask_hw)
    probability_hw = subject.item.read_probability()
    if probability_hw is None:
        return mask_levels_hw
    what = f"The model's result for {subject.source.name}"
    require_fit(what, probability_hw, subject.size_hw)
    return np.where(touched_of(subject.layers_hw), mask_levels_hw, probability_hw)


class _Grey8Exporter:
    def __init__(self, place: Destination, _labels: Sequence[str]) -> None:
        self._place = place

    def add(self, subject: Subject) -> Added:
        relative = f"{subject.name}.png"
        write_pixels(self._place.path(relative), soft_levels(subject))
        return Added(self._place.final(relative))

    def finish(self) -> None:
        """Every image has its own file, and that is all."""


class _Grey16Exporter:
    def __init__(self, place: Destination, _labels: Sequence[str]) -> None:
        self._place = place

    def add(self, subject: Subject) -> Added:
        relative = f"{subject.name}.png"
        levels_hw = soft_levels(subject).astype(np.uint16) * np.uint16(_STEPS_16)
        write_pixels(self._place.path(relative), levels_hw)
        return Added(self._place.final(relative))

    def finish(self) -> None:
        """Every image has its own file, and that is all."""


class _NumpyExporter:
    def __init__(self, place: Destination, _labels: Sequence[str]) -> None:
        self._place = place

    def add(self, subject: Subject) -> Added:
        relative = f"{subject.name}.npz"
        probability_hw = soft_levels(subject).astype(np.float32) / np.float32(0xFF)
        mask_hw = subject.mask_hw

        def write(stream: BinaryIO) -> None:
            np.savez_compressed(stream, probability=probability_hw, mask=mask_hw)

        atomic_write(self._place.path(relative), write, is_durable=False)
        return Added(self._place.final(relative))

    def finish(self) -> None:
        """Every image has its own file, and that is all."""


SOFT_8 = Format(
    name="soft-8",
    title="Soft masks, 8-bit PNG",
    summary="One grey PNG an image: how sure the model is, from 0 to 255; what you painted is 0 or "
    "255. Where no model has run it is the mask.",
    open_exporter=_Grey8Exporter,
)

SOFT_16 = Format(
    name="soft-16",
    title="Soft masks, 16-bit PNG",
    summary="As the 8-bit ones, from 0 to 65535. The project keeps 255 steps; there are no more.",
    open_exporter=_Grey16Exporter,
)

NPZ = Format(
    name="npz",
    title="Soft masks for numpy",
    summary="One .npz an image: `probability`, (H, W) float32 from 0 to 1, and `mask`, (H, W) "
    "bool.",
    open_exporter=_NumpyExporter,
)
