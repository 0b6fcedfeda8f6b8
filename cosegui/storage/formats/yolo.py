"""YOLO segmentation: `images/`, `labels/` with a polygon a line, and `data.yaml`."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from cosegui.core.errors import FormatError

from .contract import Added, Format, FoundMask, Mask, Subject
from .destination import Destination
from .photographs import copy_photograph
from .polygons import HOLES_NOTE, as_polygon, centre_polygons, fill_centres, has_holes
from .reading import files_below, parsing, read_text
from .writing import one_line, write_text

_DATA = "data.yaml"
_BOX_NUMBERS = 5
_CLASS_NAME = re.compile(r"^\s+(\d+):\s*(.+)$", re.MULTILINE)
_WITHIN_PIXEL = 0.25
"""Added to whole coordinates: readers that round them, and readers that cut them off, both get the
pixel. All that is known draw the outline as well, as in the convention of pixel centres."""
_ROUNDED_OFF = 0.01  # six decimals of 20,000 pixels: whole coordinates must not fall below


class _YoloExporter:
    def __init__(self, place: Destination, labels: Sequence[str]) -> None:
        self._place = place
        self._labels = labels

    def add(self, subject: Subject) -> Added:
        mask_hw, name = subject.mask_hw, subject.flat_name
        copy_photograph(subject, self._place, f"images/{name}")
        relative = f"labels/{name}.txt"
        height, width = mask_hw.shape
        lines = [
            " ".join([str(subject.label_id - 1), *(f"{value:.7f}" for value in shares.ravel())])
            for shares in (
                (points + _WITHIN_PIXEL) / (width, height) for points in centre_polygons(mask_hw)
            )
        ]
        write_text(self._place.path(relative), "".join(f"{line}\n" for line in lines))
        note = f"{subject.source.name}: {HOLES_NOTE}" if has_holes(mask_hw) else ""
        return Added(self._place.final(relative), note)

    def finish(self) -> None:
        # A JSON string is one of YAML's as well.
        names = [
            f"  {number}: {json.dumps(one_line(label), ensure_ascii=False)}"
            for number, label in enumerate(self._labels)
        ]
        head = ["train: images", "val: images", f"nc: {len(names)}", "names:"]
        write_text(self._place.path(_DATA), "\n".join([*head, *names, ""]))


def _find_yolo_masks(folder: Path) -> Iterator[FoundMask]:
    """Every label file; what lies on an image is joined to one mask, whatever its class."""
    labels = folder / "labels"
    names = _class_names(folder)
    for relative, path in files_below(labels if labels.is_dir() else folder, "*.txt"):
        numbers = dict.fromkeys(line.split()[0] for line in _lines(path))
        found = tuple(names.get(number, number) for number in numbers)
        yield FoundMask(relative.removesuffix(".txt"), partial(_read, path, names), found)


def _lines(path: Path) -> list[str]:
    return [line for line in read_text(path).splitlines() if line.strip()]


def _class_names(folder: Path) -> dict[str, str]:
    """Number -> name of `data.yaml`, as exports write it; a class without a name is its number."""
    path = next((path for _name, path in files_below(folder, _DATA)), None)
    if path is None:
        return {}
    found = _CLASS_NAME.findall(read_text(path))
    return {number: name.strip().strip("'\"") for number, name in found}


def _read(
    path: Path,
    names: Mapping[str, str],
    size_hw: tuple[int, int],
    labels: Collection[str] | None = None,
    /,
) -> Mask:
    polygons = []
    with parsing(path):
        for line in _lines(path):
            words = line.split()
            if labels is not None and names.get(words[0], words[0]) not in labels:
                continue
            if len(words) == _BOX_NUMBERS:
                raise FormatError(f"{path.name} holds boxes, and no masks. Choose other labels.")
            shares = as_polygon(np.asarray([float(word) for word in words[1:]]))
            polygons.append(np.floor(shares * size_hw[::-1] + _ROUNDED_OFF))
        return fill_centres(polygons, size_hw)


YOLO = Format(
    name="yolo-seg",
    title="YOLO segmentation",
    summary="images, labels and data.yaml, one folder for all groups. Every island becomes an "
    "object of its own; holes cannot be written: they are filled, and the report names the images.",
    open_exporter=_YoloExporter,
    find_masks=_find_yolo_masks,
    shared_files=(_DATA,),
)
