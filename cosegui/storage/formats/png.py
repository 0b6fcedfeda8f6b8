"""`GROUP/NAME.png`: one mask an image, binary or with the number of its group."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from cosegui.core.errors import ExportError
from cosegui.storage.ground_truth import read_ground_truth, require_ground_truth_size

from .contract import Added, Format, FoundMask, Mask, Subject
from .destination import Destination
from .raster import levels, write_indices, write_pixels
from .reading import files_below
from .writing import one_line, write_text

MAX_LABELS = 254
"""Index 0 is the ground, and 255 means "not to be counted" to many programs."""


def require_few_labels(labels: Sequence[str]) -> None:
    """Raises: ExportError: more groups than an index can tell apart."""
    if len(labels) > MAX_LABELS:
        raise ExportError(
            f"Nothing was written: indexed masks tell {MAX_LABELS} groups apart, and there are "
            f"{len(labels)}. Export them in parts, or as plain PNG masks."
        )


class _BinaryExporter:
    def __init__(self, place: Destination, _labels: Sequence[str]) -> None:
        self._place = place

    def add(self, subject: Subject) -> Added:
        relative = f"{subject.name}.png"
        write_pixels(self._place.path(relative), levels(subject.mask_hw))
        return Added(self._place.final(relative))

    def finish(self) -> None:
        """Every image has its own file, and that is all."""


class _IndexedExporter:
    def __init__(self, place: Destination, labels: Sequence[str]) -> None:
        require_few_labels(labels)
        self._place = place
        self._labels = labels

    def add(self, subject: Subject) -> Added:
        relative = f"{subject.name}.png"
        indices_hw = subject.mask_hw.astype("uint8") * subject.label_id
        write_indices(self._place.path(relative), indices_hw.astype("uint8"))
        return Added(self._place.final(relative))

    def finish(self) -> None:
        lines = [f"{number} {one_line(label)}" for number, label in enumerate(self._labels, 1)]
        write_text(self._place.path(_LABELS), "\n".join(["0 background", *lines, ""]))


def find_png_masks(
    folder: Path, *, name_of: Callable[[str], str | None] = lambda stem: stem
) -> Iterator[FoundMask]:
    """Every PNG below the folder that `name_of` (its path without suffix) gives a name."""
    for relative, path in files_below(folder, "*.png"):
        name = name_of(relative.removesuffix(".png"))
        if name is not None:
            yield FoundMask(name, partial(_read, path))


def _read(path: Path, size_hw: tuple[int, int]) -> Mask:
    require_ground_truth_size(path, size_hw)  # before anything is decoded
    return read_ground_truth(path, size_hw=size_hw)


_LABELS = "labels.txt"

PNG = Format(
    name="png",
    title="PNG masks, black and white",
    summary="One PNG an image, of the photograph's size: 255 on the object, 0 elsewhere. Each "
    "group gets a folder of its own.",
    open_exporter=_BinaryExporter,
    find_masks=find_png_masks,
)

PNG_INDEXED = Format(
    name="png-indexed",
    title="PNG masks, indexed",
    summary="One PNG an image with a colour palette: the number of its group on the object, 0 "
    "elsewhere. labels.txt names the numbers. Some viewers show small numbers as black.",
    open_exporter=_IndexedExporter,
    find_masks=find_png_masks,
    shared_files=(_LABELS,),
)
