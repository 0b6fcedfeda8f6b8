"""Pascal VOC: photographs, class and object masks in three folders, and lists of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from .contract import Added, Format, FoundMask, Subject
from .destination import Destination
from .photographs import copy_photograph
from .png import find_png_masks, require_few_labels
from .raster import voc_palette, write_indices
from .writing import one_line, write_text

_LIST = "ImageSets/Segmentation/trainval.txt"
_LABEL_MAP = "labelmap.txt"
_CLASSES = "SegmentationClass"


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
    return find_png_masks(classes if classes.is_dir() else folder)


VOC = Format(
    name="voc",
    title="Pascal VOC",
    summary="JPEGImages, SegmentationClass and SegmentationObject with indexed PNGs, one folder "
    "for all groups, each group a class. Photographs are copied.",
    open_exporter=_VocExporter,
    find_masks=_find_voc_masks,
    shared_files=(_LIST, _LABEL_MAP),
)
