"""A tiny COCO instances data set on disk: polygons, both kinds of run lengths, a crowd."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIZE_HW = (96, 112)

Box = tuple[int, int, int, int]
"""x0, y0, x1, y1 of a rectangle that is the whole object."""


def box_mask(box: Box) -> NDArray[np.bool_]:
    """(H, W) bool of a rectangle in an image of `SIZE_HW`."""
    mask = np.zeros(SIZE_HW, np.bool_)
    x0, y0, x1, y1 = box
    mask[y0:y1, x0:x1] = True
    return mask


def polygon(box: Box) -> list[list[float]]:
    """The rectangle as COCO's polygon."""
    x0, y0, x1, y1 = map(float, box)
    return [[x0, y0, x1, y0, x1, y1, x0, y1]]


def run_lengths(box: Box) -> dict[str, Any]:
    """The rectangle as run lengths down the columns, not compressed."""
    flat = box_mask(box).ravel(order="F")
    changes = np.flatnonzero(np.diff(flat)) + 1
    counts = np.diff([0, *changes, flat.size]).tolist()
    return {"size": list(SIZE_HW), "counts": [0, *counts] if flat[0] else counts}


def annotation(
    image_id: int, category_id: int, box: Box, segmentation: Any, *, iscrowd: int = 0
) -> dict[str, Any]:
    """One entry of `annotations`."""
    area = (box[2] - box[0]) * (box[3] - box[1])
    return {
        "id": 1000 * image_id + category_id,
        "image_id": image_id,
        "category_id": category_id,
        "segmentation": segmentation,
        "area": area,
        "iscrowd": iscrowd,
        "bbox": [box[0], box[1], box[2] - box[0], box[3] - box[1]],
    }


def write_coco(
    folder: Path,
    annotations: Sequence[dict[str, Any]],
    *,
    images: int,
    categories: Sequence[str] = ("cat", "dog"),
    file: str = "annotations/instances_train2017.json",
    image_folder: str = "train2017",
) -> Path:
    """Write the file and its photographs; returns the file."""
    rng = np.random.default_rng(3)
    (folder / image_folder).mkdir(parents=True)
    entries = []
    for number in range(1, images + 1):
        pixels = rng.integers(0, 100, (*SIZE_HW, 3), dtype=np.uint8)
        for each in annotations:
            if each["image_id"] == number:
                x, y, w, h = each["bbox"]
                pixels[y : y + h, x : x + w] += np.uint8(70 * each["category_id"])
        name = f"{number:012d}.png"
        Image.fromarray(pixels).save(folder / image_folder / name)
        entries.append({"id": number, "file_name": name, "height": SIZE_HW[0], "width": SIZE_HW[1]})
    content = {
        "info": {"description": 'made by a test, with [brackets] and "quotes"'},
        "licenses": [],
        "images": entries,
        "annotations": list(annotations),
        "categories": [{"id": n, "name": name} for n, name in enumerate(categories, start=1)],
    }
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path
