"""`GROUP/NAME.png`: one binary mask an image, 0 and 255."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from .contract import Added, Format, FoundMask, Mask, Subject
from .destination import Destination
from .raster import levels, read_indices, write_pixels
from .reading import files_below


class _PngExporter:
    def __init__(self, place: Destination, _labels: Sequence[str]) -> None:
        self._place = place

    def add(self, subject: Subject) -> Added:
        relative = f"{subject.name}.png"
        write_pixels(self._place.path(relative), levels(subject.mask_hw))
        return Added(self._place.final(relative))

    def finish(self) -> None:
        """Every image has its own file, and that is all."""


def find_png_masks(folder: Path) -> Iterator[FoundMask]:
    """Every PNG below the folder, each a mask: whatever is not 0 is the object."""
    for relative, path in files_below(folder, "*.png"):
        yield FoundMask(relative.removesuffix(".png"), partial(_read, path))


def _read(path: Path, size_hw: tuple[int, int]) -> Mask:
    return np.asarray(read_indices(path, size_hw) != 0)


PNG = Format(
    name="png",
    title="PNG masks, black and white",
    summary="One PNG an image, of the photograph's size: 255 on the object, 0 elsewhere. Each "
    "group gets a folder of its own.",
    open_exporter=_PngExporter,
    find_masks=find_png_masks,
)
