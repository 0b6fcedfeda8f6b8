"""labelme: a JSON file beside a copy of each photograph, with a mask shape or polygons."""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from cosegui.core.errors import FormatError
from cosegui.core.mask import bounding_box

from .contract import Added, Format, FoundMask, Mask, Subject
from .destination import Destination
from .photographs import copy_photograph
from .polygons import HOLES_NOTE, as_polygon, centre_polygons, fill_centres, has_holes
from .raster import decode_png, levels, png_bytes
from .reading import damaged, files_below, parsing, read_json
from .writing import one_line, write_json

_VERSION = "5.5.0"
"""The labelme whose files these are: the first ones with mask shapes are older."""


class _LabelmeExporter:
    def __init__(self, place: Destination, _labels: Sequence[str], *, as_polygons: bool) -> None:
        self._place = place
        self._as_polygons = as_polygons

    def add(self, subject: Subject) -> Added:
        mask_hw = subject.mask_hw
        copied = copy_photograph(subject, self._place, subject.name)
        note = ""
        if self._as_polygons and has_holes(mask_hw):
            note = f"{subject.source.name}: {HOLES_NOTE}"
        shapes = _polygon_shapes(mask_hw) if self._as_polygons else _mask_shapes(mask_hw)
        described = {"label": one_line(subject.label), "group_id": None, "description": ""}
        height, width = mask_hw.shape
        content = {
            "version": _VERSION,
            "flags": {},
            "shapes": [{**described, **shape, "flags": {}} for shape in shapes],
            "imagePath": PurePosixPath(copied).name,
            "imageData": None,
            "imageHeight": height,
            "imageWidth": width,
        }
        relative = f"{subject.name}.json"
        write_json(self._place.path(relative), content, indent=2)
        return Added(self._place.final(relative), note)

    def finish(self) -> None:
        """Every image has its own file, and that is all."""


def _mask_shapes(mask_hw: Mask) -> list[dict[str, Any]]:
    box = bounding_box(mask_hw)
    if box.is_empty:
        return []
    crop = base64.b64encode(png_bytes(levels(mask_hw[box.slices]))).decode("ascii")
    corners = [[float(box.x0), float(box.y0)], [float(box.x1 - 1), float(box.y1 - 1)]]
    return [{"points": corners, "shape_type": "mask", "mask": crop}]


def _polygon_shapes(mask_hw: Mask) -> list[dict[str, Any]]:
    return [
        {"points": polygon.tolist(), "shape_type": "polygon", "mask": None}
        for polygon in centre_polygons(mask_hw)
    ]


def _find_labelme_masks(folder: Path) -> Iterator[FoundMask]:
    """Every labelme file below the folder; its masks, polygons and rectangles are joined."""
    is_any = False
    for relative, path in files_below(folder, "*.json"):
        content = read_json(path)
        if not isinstance(content, dict) or "shapes" not in content:
            continue
        is_any = True
        # Whatever folder the image was in then: it counts what the file beside it is called.
        named = str(content.get("imagePath") or "").replace("\\", "/")
        name = PurePosixPath(named).name or PurePosixPath(relative).stem
        where = PurePosixPath(relative).parent / name
        with parsing(path):
            labels = tuple(dict.fromkeys(str(shape["label"]) for shape in content["shapes"]))
        yield FoundMask(where.as_posix(), partial(_read, path, content), labels)
    if not is_any:
        raise FormatError(f"There is no labelme file below {folder}. Choose the folder of one.")


def _read(
    path: Path,
    content: dict[str, Any],
    size_hw: tuple[int, int],
    labels: Collection[str] | None = None,
    /,
) -> Mask:
    mask_hw = np.zeros(size_hw, np.bool_)
    with parsing(path):
        stored_hw = content.get("imageHeight"), content.get("imageWidth")
        if stored_hw not in (size_hw, (None, None)):
            raise damaged(path, f"made for {stored_hw[1]} x {stored_hw[0]}, not {size_hw[::-1]}")
        for shape in content["shapes"]:
            if labels is None or str(shape["label"]) in labels:
                _draw(path, shape, mask_hw)
    return mask_hw


def _draw(path: Path, shape: dict[str, Any], mask_hw: Mask) -> None:
    kind = shape.get("shape_type", "polygon")
    points = np.asarray(shape["points"], np.float64)
    size_hw = mask_hw.shape[0], mask_hw.shape[1]
    if kind == "mask":
        _paste(path, shape["mask"], points, mask_hw)
    elif kind == "polygon":
        mask_hw |= fill_centres([as_polygon(points.ravel())], size_hw)
    elif kind == "rectangle":
        (x0, y0), (x1, y1) = points
        corners = np.asarray([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
        mask_hw |= fill_centres([corners], size_hw)
    else:
        raise FormatError(
            f"{path.name} has a shape of the kind {kind}, which covers no area. Remove it, or draw "
            "a polygon."
        )


def _paste(path: Path, encoded: str, points: np.ndarray[Any, Any], mask_hw: Mask) -> None:
    crop = decode_png(base64.b64decode(encoded), path) > 0
    (x0, y0), (x1, y1) = points.astype(np.int64).tolist()
    if not (0 <= x0 <= x1 < mask_hw.shape[1] and 0 <= y0 <= y1 < mask_hw.shape[0]):
        raise ValueError("a mask lies outside its image")
    if crop.shape != (y1 - y0 + 1, x1 - x0 + 1):
        raise ValueError("a mask has another size than its box")
    mask_hw[y0 : y1 + 1, x0 : x1 + 1] |= crop


LABELME = Format(
    name="labelme",
    title="labelme, masks",
    summary="A JSON file with a mask shape beside a copy of each photograph; holes and islands are "
    "kept. AnyLabeling and X-AnyLabeling read no mask shapes: take polygons for them.",
    open_exporter=partial(_LabelmeExporter, as_polygons=False),
    find_masks=_find_labelme_masks,
)

LABELME_POLYGONS = Format(
    name="labelme-polygons",
    title="labelme, polygons",
    summary="A JSON file with polygons beside a copy of each photograph. Polygons hold no holes: "
    "they are filled, and the report names the images.",
    open_exporter=partial(_LabelmeExporter, as_polygons=True),
    find_masks=_find_labelme_masks,
)
