"""The layout of the SSNM paper's data: `image/GROUP/` and `groundtruth/GROUP/`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from .contract import Added, Format, FoundMask, Subject
from .destination import Destination
from .photographs import copy_photograph
from .png import find_png_masks
from .raster import levels, write_pixels

_MASKS = "groundtruth"


class _SsnmExporter:
    def __init__(self, place: Destination, _labels: Sequence[str]) -> None:
        self._place = place

    def add(self, subject: Subject) -> Added:
        copy_photograph(subject, self._place, f"image/{subject.name}")
        relative = f"{_MASKS}/{subject.name}.png"
        write_pixels(self._place.path(relative), levels(subject.mask_hw))
        return Added(self._place.final(relative))

    def finish(self) -> None:
        """Every image has its own files, and that is all."""


def _find_ssnm_masks(folder: Path) -> Iterator[FoundMask]:
    masks = folder / _MASKS
    return find_png_masks(masks if masks.is_dir() else folder)


SSNM = Format(
    name="ssnm",
    title="Groups for training (SSNM)",
    summary="image/GROUP with a copy of the photographs and groundtruth/GROUP with black and white "
    "masks, as `cosegui evaluate` and the authors' code read them.",
    open_exporter=_SsnmExporter,
    find_masks=_find_ssnm_masks,
)
