"""COCO: `images/default/...` and one JSON file with run lengths or polygons for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from cosegui.core.errors import FormatError
from cosegui.core.mask import bounding_box

from . import rle
from .contract import Added, Format, FoundMask, Mask, Subject
from .destination import Destination
from .photographs import copy_photograph
from .polygons import HOLES_NOTE, as_polygon, edge_polygons, fill_edges, has_holes
from .reading import damaged, files_below, parsing, read_json
from .writing import one_line, write_json

_ANNOTATIONS = "annotations/instances_default.json"
_IMAGES = "images/default"


class _CocoExporter:
    def __init__(self, place: Destination, labels: Sequence[str], *, as_polygons: bool) -> None:
        self._place = place
        self._as_polygons = as_polygons
        self._images: list[dict[str, Any]] = []
        self._annotations: list[dict[str, Any]] = []
        self._categories = [
            {"id": number, "name": one_line(label), "supercategory": ""}
            for number, label in enumerate(labels, start=1)
        ]

    def add(self, subject: Subject) -> Added:
        mask_hw = subject.mask_hw
        copied = copy_photograph(subject, self._place, f"{_IMAGES}/{subject.name}")
        note = ""
        if self._as_polygons and has_holes(mask_hw):
            note = f"{subject.source.name}: {HOLES_NOTE}"
        image_id = len(self._images) + 1
        if mask_hw.any():
            self._annotations.append(self._annotation(mask_hw, image_id, subject.label_id))
        height, width = mask_hw.shape
        self._images.append(
            {
                "id": image_id,
                "file_name": copied.removeprefix(f"{_IMAGES}/"),
                "width": width,
                "height": height,
            }
        )
        return Added(self._place.final(_ANNOTATIONS), note)

    def finish(self) -> None:
        content = {
            "info": {"description": "exported by cosegui"},
            "licenses": [],
            "categories": self._categories,
            "images": self._images,
            "annotations": self._annotations,
        }
        write_json(self._place.path(_ANNOTATIONS), content)

    def _annotation(self, mask_hw: Mask, image_id: int, label_id: int) -> dict[str, Any]:
        box = bounding_box(mask_hw)
        if self._as_polygons:
            polygons = edge_polygons(mask_hw)
            segmentation: Any = [polygon.ravel().tolist() for polygon in polygons]
            area = int(fill_edges(polygons, (mask_hw.shape[0], mask_hw.shape[1])).sum())
        else:
            segmentation = {"counts": rle.encode_columns(mask_hw), "size": list(mask_hw.shape)}
            area = int(mask_hw.sum())
        return {
            "id": len(self._annotations) + 1,
            "image_id": image_id,
            "category_id": label_id,
            "segmentation": segmentation,
            "area": area,
            "bbox": [box.x0, box.y0, box.width, box.height],
            # What is a single object to most programs; 1 would mean a crowd that has no instances.
            "iscrowd": 0,
        }


def _find_coco_masks(folder: Path) -> Iterator[FoundMask]:
    """Every image of every COCO file below the folder; what lies on it is joined to one mask."""
    is_any = False
    for _relative, path in files_below(folder, "*.json"):
        content = read_json(path)
        if not isinstance(content, dict) or not {"images", "annotations"} <= content.keys():
            continue
        is_any = True
        with parsing(path):
            by_image = _parts_by_image(content)
            found = [
                FoundMask(
                    str(image["file_name"]),
                    partial(
                        _read,
                        path,
                        str(image["file_name"]),
                        (image.get("height"), image.get("width")),
                        by_image[image["id"]],
                    ),
                    tuple(dict.fromkeys(part.label for part in by_image[image["id"]])),
                )
                for image in content["images"]
            ]
        yield from found
    if not is_any:
        raise FormatError(f"There is no COCO file below {folder}. Choose the folder of one.")


@dataclass(frozen=True)
class _Part:
    """One annotation; `segmentation` is whatever the file has there."""

    label: str
    segmentation: Any


def _parts_by_image(content: dict[str, Any]) -> dict[Any, list[_Part]]:
    names = {one["id"]: str(one["name"]) for one in content.get("categories") or ()}
    by_image: dict[Any, list[_Part]] = defaultdict(list)
    for one in content["annotations"]:
        number = one.get("category_id")
        label = names.get(number, "" if number is None else str(number))
        by_image[one["image_id"]].append(_Part(label, one.get("segmentation")))
    return by_image


def _read(
    path: Path,
    name: str,
    stored_hw: tuple[Any, Any],
    parts: Sequence[_Part],
    size_hw: tuple[int, int],
    labels: Collection[str] | None = None,
    /,
) -> Mask:
    if stored_hw not in (size_hw, (None, None)):
        raise damaged(path, f"{name} is {stored_hw[1]} x {stored_hw[0]}, not {size_hw[::-1]}")
    mask_hw = np.zeros(size_hw, np.bool_)
    with parsing(path):
        for part in parts:
            if labels is not None and part.label not in labels:
                continue
            if not part.segmentation:
                raise FormatError(f"{path.name} has but a box for {name}, and no mask.")
            mask_hw |= decode_segmentation(part.segmentation, size_hw)
    return mask_hw


def decode_segmentation(part: Any, size_hw: tuple[int, int]) -> Mask:
    """(H, W) bool of one annotation's polygons, or its run lengths, compressed or not.

    Raises: ValueError and its like: it is no segmentation for an image of this size.
    """
    if isinstance(part, list):
        return fill_edges([as_polygon(np.asarray(one, np.float64)) for one in part], size_hw)
    if tuple(part["size"]) != size_hw:
        raise ValueError("run lengths of another size than the image's")
    counts = part["counts"]
    return rle.decode_columns(
        rle.counts_of_text(counts) if isinstance(counts, str) else counts, size_hw
    )


COCO = Format(
    name="coco",
    title="COCO, run lengths",
    summary="annotations/instances_default.json beside a copy of the photographs; every mask "
    "whole, with holes and islands, as run lengths that are not compressed.",
    open_exporter=partial(_CocoExporter, as_polygons=False),
    find_masks=_find_coco_masks,
    shared_files=(_ANNOTATIONS,),
)

COCO_POLYGONS = Format(
    name="coco-polygons",
    title="COCO, polygons",
    summary="As COCO with run lengths, but for programs that read polygons only. Polygons hold no "
    "holes: they are filled, and the report names the images.",
    open_exporter=partial(_CocoExporter, as_polygons=True),
    find_masks=_find_coco_masks,
    shared_files=(_ANNOTATIONS,),
)
