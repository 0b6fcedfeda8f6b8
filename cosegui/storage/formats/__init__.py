"""Formats of other programs, all listed here; `export` and `importing` work with any of them."""

from __future__ import annotations

from cosegui.core.errors import FormatError

from .cellpose import CELLPOSE
from .coco import COCO, COCO_POLYGONS
from .contract import Format
from .cvat import CVAT
from .labelme import LABELME, LABELME_POLYGONS
from .pictures import CUT_OUT, OVERLAY
from .png import PNG, PNG_INDEXED
from .soft import NPZ, SOFT_8, SOFT_16
from .ssnm import SSNM
from .voc import VOC
from .yolo import YOLO

FORMATS: tuple[Format, ...] = (
    PNG,
    PNG_INDEXED,
    CUT_OUT,
    OVERLAY,
    SOFT_8,
    SOFT_16,
    NPZ,
    COCO,
    COCO_POLYGONS,
    LABELME,
    LABELME_POLYGONS,
    CVAT,
    VOC,
    YOLO,
    CELLPOSE,
    SSNM,
)
"""In the order in which a person is offered them."""


def format_named(name: str) -> Format:
    """Raises: FormatError: there is none of that name; the message lists all."""
    for each in FORMATS:
        if each.name == name:
            return each
    known = ", ".join(each.name for each in FORMATS)
    raise FormatError(f"There is no format {name}. Choose one of: {known}.")
