"""How sure the model is of every pixel: 8 or 16 bits of grey, or numbers for numpy.

What a person painted is certain. Where no model has run, the mask itself is written.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from cosegui.core.layers import touched_of
from cosegui.storage.atomic import atomic_write

from .contract import Added, Format, FoundMask, Mask, Subject, unlabelled
from .destination import Destination
from .raster import levels, read_indices, require_fit, write_pixels
from .reading import damaged, files_below, parsing

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


def _find_soft_masks(folder: Path, *, half: int) -> Iterator[FoundMask]:
    """Whatever is more likely than not."""
    for relative, path in files_below(folder, "*.png"):
        read = unlabelled(partial(_read_levels, path, half))
        yield FoundMask(relative.removesuffix(".png"), read)


def _read_levels(path: Path, half: int, size_hw: tuple[int, int]) -> Mask:
    return np.asarray(read_indices(path, size_hw) >= half)


def _find_arrays(folder: Path) -> Iterator[FoundMask]:
    for relative, path in files_below(folder, "*.npz"):
        read = unlabelled(partial(_read_array, path))
        yield FoundMask(relative.removesuffix(".npz"), read)


def _read_array(path: Path, size_hw: tuple[int, int]) -> Mask:
    """The array `mask`; its head is read first, so that nothing large is unpacked in vain."""
    with parsing(path):
        try:
            with zipfile.ZipFile(path) as archive, archive.open("mask.npy") as stream:
                version = np.lib.format.read_magic(stream)
                if version != (1, 0):
                    raise ValueError("a mask of another version of numpy's files")
                shape, is_fortran, dtype = np.lib.format.read_array_header_1_0(stream)
                if shape != size_hw or dtype != np.bool_ or is_fortran:
                    raise ValueError(f"a mask of {dtype} {shape}, not of bool {size_hw}")
                content = stream.read(size_hw[0] * size_hw[1])
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
            raise damaged(path, error) from error
        except RuntimeError as error:  # zipfile's word for a file that is encrypted
            raise damaged(path, error) from error
        return np.asarray(np.frombuffer(content, np.uint8).reshape(size_hw) != 0)


SOFT_8 = Format(
    name="soft-8",
    title="Soft masks, 8-bit PNG",
    summary="One grey PNG an image: how sure the model is, from 0 to 255; what you painted is 0 or "
    "255. Where no model has run it is the mask.",
    open_exporter=_Grey8Exporter,
    find_masks=partial(_find_soft_masks, half=0x80),
)

SOFT_16 = Format(
    name="soft-16",
    title="Soft masks, 16-bit PNG",
    summary="As the 8-bit ones, from 0 to 65535. The project keeps 255 steps; there are no more.",
    open_exporter=_Grey16Exporter,
    find_masks=partial(_find_soft_masks, half=0x8000),
)

NPZ = Format(
    name="npz",
    title="Soft masks for numpy",
    summary="One .npz an image: `probability`, (H, W) float32 from 0 to 1, and `mask`, (H, W) "
    "bool.",
    open_exporter=_NumpyExporter,
    find_masks=_find_arrays,
)
