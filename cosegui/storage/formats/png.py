"""`GROUP/NAME.png`: one mask an image, binary or with the number of its group."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from cosegui.core.errors import ExportError
from cosegui.storage.ground_truth import read_ground_truth, require_ground_truth_size

from .contract import Added, Format, FoundMask, Mask, Subject, unlabelled
from .destination import Destination
from .raster import levels, voc_palette, write_indices, write_pixels
from .reading import files_below, read_text
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
            yield FoundMask(name, unlabelled(partial(_read, path)))


def find_labelled_masks(
    folder: Path, pattern: str, colours: Mapping[str, tuple[int, int, int]]
) -> Iterator[FoundMask]:
    """Every indexed or coloured PNG of the pattern; `colours`: label -> how it is painted."""
    for relative, path in files_below(folder, pattern):
        read = partial(_read_labels, path, colours)
        yield FoundMask(relative.removesuffix(".png"), read, tuple(colours))


def _read_labels(
    path: Path,
    colours: Mapping[str, tuple[int, int, int]],
    size_hw: tuple[int, int],
    labels: Collection[str] | None = None,
    /,
) -> Mask:
    if labels is None:
        return _read(path, size_hw)
    require_ground_truth_size(path, size_hw)
    mask_hw = np.zeros(size_hw, np.bool_)
    for colour in (colours[label] for label in labels if label in colours):
        mask_hw |= read_ground_truth(path, label=colour)
    return mask_hw


def _find_indexed_masks(folder: Path) -> Iterator[FoundMask]:
    path = next((path for _name, path in files_below(folder, _LABELS)), None)
    if path is None:
        return find_png_masks(folder)
    palette = [tuple(colour) for colour in voc_palette().tolist()]
    lines = (line.partition(" ") for line in read_text(path).splitlines())
    numbers = {label: int(number) for number, _space, label in lines if number.isdecimal()}
    colours = {label: palette[number] for label, number in numbers.items() if 0 < number < 256}
    return find_labelled_masks(folder, "*.png", colours)


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
    find_masks=_find_indexed_masks,
    shared_files=(_LABELS,),
)
