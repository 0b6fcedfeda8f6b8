"""Pascal VOC: photographs, class and object masks in three folders, and lists of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from .contract import Added, Format, FoundMask, Subject
from .destination import Destination
from .photographs import copy_photograph
from .png import find_labelled_masks, find_png_masks, require_few_labels
from .raster import voc_palette, write_indices
from .reading import files_below, read_text
from .writing import one_line, write_text

_LIST = "ImageSets/Segmentation/trainval.txt"
_LABEL_MAP = "labelmap.txt"
_CLASSES = "SegmentationClass"
_LABEL_LINE = re.compile(r"^([^#:\n]+):(\d{1,3}),(\d{1,3}),(\d{1,3}):", re.MULTILINE)


class _VocExporter:
    def __init__(self, place: Destination, labels: Sequence[str]) -> None:
        require_few_labels(labels)
        self._place = place
        self._labels = labels
        self._names: list[str] = []

    def add(self, subject: Subject) -> Added:
        name, mask_hw = subject.flat_name, subject.mask_hw
        copy_photograph(subject, self._place, f"JPEGImages/{name}")
        relative = f"{_CLASSES}/{name}.png"
        objects_hw = mask_hw.astype(np.uint8)
        classes_hw = objects_hw * np.uint8(subject.label_id)
        write_indices(self._place.path(relative), classes_hw)
        write_indices(self._place.path(f"SegmentationObject/{name}.png"), objects_hw)
        self._names.append(name)
        return Added(self._place.final(relative))

    def finish(self) -> None:
        write_text(self._place.path(_LIST), "".join(f"{name}\n" for name in self._names))
        names = ["background", *(one_line(label).replace(":", "_") for label in self._labels)]
        lines = [
            f"{name}:{red},{green},{blue}::"
            for name, (red, green, blue) in zip(names, voc_palette().tolist(), strict=False)
        ]
        header = "# label:color_rgb:parts:actions"
        write_text(self._place.path(_LABEL_MAP), "\n".join([header, *lines, ""]))


def _find_voc_masks(folder: Path) -> Iterator[FoundMask]:
    """All class masks, whatever lists name them; every class counts as the object."""
    classes = folder / _CLASSES
    place = classes if classes.is_dir() else folder
    path = next((path for _name, path in files_below(folder, _LABEL_MAP)), None)
    if path is None:
        return find_png_masks(place)
    colours: dict[str, tuple[int, int, int]] = {}
    for name, red, green, blue in _LABEL_LINE.findall(read_text(path)):
        colours[name] = (int(red), int(green), int(blue))
    ground = [name for name, colour in colours.items() if colour == (0, 0, 0)]
    for name in ground:
        del colours[name]
    return find_labelled_masks(place, "*.png", colours)


VOC = Format(
    name="voc",
    title="Pascal VOC",
    summary="JPEGImages, SegmentationClass and SegmentationObject with indexed PNGs, one folder "
    "for all groups, each group a class. Photographs are copied.",
    open_exporter=_VocExporter,
    find_masks=_find_voc_masks,
    shared_files=(_LIST, _LABEL_MAP),
)
