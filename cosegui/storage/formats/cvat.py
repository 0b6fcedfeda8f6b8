"""CVAT for images 1.1: `annotations.xml` with run lengths, and `images/` with the photographs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from cosegui.core.errors import FormatError
from cosegui.core.mask import bounding_box

from . import rle
from .contract import Added, Format, FoundMask, Mask, Subject
from .destination import Destination
from .photographs import copy_photograph
from .polygons import as_polygon, fill_edges
from .reading import damaged, files_below, parsing, read_text
from .writing import one_line, write_text

_ANNOTATIONS = "annotations.xml"


class _CvatExporter:
    def __init__(self, place: Destination, labels: Sequence[str]) -> None:
        self._place = place
        self._root = ElementTree.Element("annotations")
        ElementTree.SubElement(self._root, "version").text = "1.1"
        self._task = ElementTree.SubElement(ElementTree.SubElement(self._root, "meta"), "task")
        listed = ElementTree.SubElement(self._task, "labels")
        for label in labels:
            one = ElementTree.SubElement(listed, "label")
            ElementTree.SubElement(one, "name").text = one_line(label)
            ElementTree.SubElement(one, "attributes")
        self._count = 0

    def add(self, subject: Subject) -> Added:
        mask_hw = subject.mask_hw
        copied = copy_photograph(subject, self._place, f"images/{subject.name}")
        height, width = mask_hw.shape
        image = ElementTree.SubElement(
            self._root,
            "image",
            id=str(self._count),
            name=copied.removeprefix("images/"),
            width=str(width),
            height=str(height),
        )
        self._count += 1
        box = bounding_box(mask_hw)
        if not box.is_empty:
            ElementTree.SubElement(
                image,
                "mask",
                label=one_line(subject.label),
                source="manual",
                occluded="0",
                rle=", ".join(map(str, rle.encode_rows(mask_hw[box.slices]))),
                left=str(box.x0),
                top=str(box.y0),
                width=str(box.width),
                height=str(box.height),
                z_order="0",
            )
        return Added(self._place.final(_ANNOTATIONS))

    def finish(self) -> None:
        ElementTree.SubElement(self._task, "size").text = str(self._count)
        ElementTree.indent(self._root)
        body = ElementTree.tostring(self._root, encoding="unicode")
        declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
        write_text(self._place.path(_ANNOTATIONS), f"{declaration}{body}\n")


def _find_cvat_masks(folder: Path) -> Iterator[FoundMask]:
    """Every image of every CVAT file below the folder; what lies on it is joined to one mask."""
    is_any = False
    for _relative, path in files_below(folder, "*.xml"):
        root = _parse(path)
        if root.tag != "annotations":
            continue
        is_any = True
        for image in root.iter("image"):
            labels = tuple(dict.fromkeys(shape.get("label", "") for shape in _shapes(image)))
            yield FoundMask(image.get("name", ""), partial(_read, path, image), labels)
    if not is_any:
        raise FormatError(f"There is no CVAT file below {folder}. Choose the folder of one.")


def _parse(path: Path) -> ElementTree.Element:
    """Raises: FormatError: no XML, or XML that brings entities or a document type with it."""
    # The parser wants bytes or text without a declaration of another encoding.
    content = read_text(path).encode("utf-8")
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise FormatError(
            f"{path.name} defines entities or a document type, which may reach for other files. "
            "It was not read; remove its <!DOCTYPE ...>."
        ) from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise damaged(path, error) from error
    assert isinstance(root, ElementTree.Element)
    return root


def _shapes(image: ElementTree.Element) -> list[ElementTree.Element]:
    return [shape for shape in image if shape.tag in ("mask", "polygon")]


def _read(
    path: Path,
    image: ElementTree.Element,
    size_hw: tuple[int, int],
    labels: Collection[str] | None = None,
    /,
) -> Mask:
    mask_hw = np.zeros(size_hw, np.bool_)
    with parsing(path):
        if (int(image.attrib["height"]), int(image.attrib["width"])) != size_hw:
            raise ValueError(f"{image.get('name')} is not of {size_hw[1]} x {size_hw[0]} pixels")
        for shape in _shapes(image):
            if labels is not None and shape.get("label", "") not in labels:
                continue
            if shape.tag == "mask":
                _paste(shape, mask_hw)
            else:
                text = shape.attrib["points"].replace(";", ",")
                numbers = np.asarray([float(one) for one in text.split(",")])
                mask_hw |= fill_edges([as_polygon(numbers)], size_hw)
    return mask_hw


def _paste(shape: ElementTree.Element, mask_hw: Mask) -> None:
    left, top, width, height = (
        int(shape.attrib[key]) for key in ("left", "top", "width", "height")
    )
    is_inside = 0 <= left <= left + width <= mask_hw.shape[1]
    if not (is_inside and 0 <= top <= top + height <= mask_hw.shape[0]):
        raise ValueError("a mask lies outside its image")
    counts = [int(one) for one in shape.attrib["rle"].split(",")]
    mask_hw[top : top + height, left : left + width] |= rle.decode_rows(counts, (height, width))


CVAT = Format(
    name="cvat",
    title="CVAT for images 1.1",
    summary="annotations.xml with every mask whole, and a copy of the photographs in images.",
    open_exporter=_CvatExporter,
    find_masks=_find_cvat_masks,
    shared_files=(_ANNOTATIONS,),
)
