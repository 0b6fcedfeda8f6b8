"""cellpose: `NAME_seg.npy` and `NAME_masks.png` beside a copy of each photograph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

import cv2
import numpy as np
from numpy.typing import NDArray

from cosegui.storage.atomic import atomic_write

from .contract import Added, Format, FoundMask, Mask, Subject, unlabelled
from .destination import Destination
from .photographs import copy_photograph
from .raster import read_indices, write_pixels
from .reading import files_below

_MASK_SUFFIXES = ("_cp_masks", "_masks")
_MOST_OBJECTS = 0xFFFF


class _CellposeExporter:
    def __init__(self, place: Destination, _labels: Sequence[str]) -> None:
        self._place = place

    def add(self, subject: Subject) -> Added:
        copied = copy_photograph(subject, self._place, subject.name)
        objects_hw = _objects(subject.mask_hw)
        content = {
            "masks": objects_hw,
            "outlines": _outlines(objects_hw),
            "filename": PurePosixPath(copied).name,
            "chan_choose": [0, 0],
            "ismanual": np.ones(int(objects_hw.max(initial=0)), np.bool_),
        }

        def write(stream: BinaryIO) -> None:
            # cellpose keeps a dictionary in its .npy. It is written here and never read back.
            np.save(stream, np.array(content, dtype=object), allow_pickle=True)

        atomic_write(self._place.path(f"{subject.name}_seg.npy"), write, is_durable=False)
        relative = f"{subject.name}_masks.png"
        write_pixels(self._place.path(relative), objects_hw)
        return Added(self._place.final(relative))

    def finish(self) -> None:
        """Every image has its own files, and that is all."""


def _objects(mask_hw: Mask) -> NDArray[np.uint16]:
    """(H, W): the number of the part each pixel is in, 0 for ground; the last number takes all
    that are beyond counting."""
    _count, numbers = cv2.connectedComponents(mask_hw.astype(np.uint8), connectivity=8)
    return np.minimum(numbers, _MOST_OBJECTS).astype(np.uint16)


def _outlines(objects_hw: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """(H, W): the number on pixels that touch another one, or the border, by an edge."""
    framed: NDArray[Any] = np.pad(objects_hw, 1)
    neighbours = (framed[:-2, 1:-1], framed[2:, 1:-1], framed[1:-1, :-2], framed[1:-1, 2:])
    is_inner = np.logical_and.reduce([other == objects_hw for other in neighbours])
    return np.where(is_inner, np.uint16(0), objects_hw)


def _find_cellpose_masks(folder: Path) -> Iterator[FoundMask]:
    """Every mask image; the .npy files are pickles, and those could run anything."""
    for relative, path in files_below(folder, "*_masks.png"):
        stem = relative.removesuffix(".png")
        suffix = next(one for one in _MASK_SUFFIXES if stem.endswith(one))
        yield FoundMask(stem.removesuffix(suffix), unlabelled(partial(_read, path)))


def _read(path: Path, size_hw: tuple[int, int]) -> Mask:
    return np.asarray(read_indices(path, size_hw) != 0)


CELLPOSE = Format(
    name="cellpose",
    title="cellpose",
    summary="NAME_seg.npy for its window and NAME_masks.png for its training, beside a copy of "
    "each photograph. Every island becomes an object of its own.",
    open_exporter=_CellposeExporter,
    find_masks=_find_cellpose_masks,
)
