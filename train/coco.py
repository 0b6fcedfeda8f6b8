"""Labelled photographs of a COCO file: found in one pass, rasterised only when they are needed.

`instances_train2017.json` has 450 MB and 860,000 annotations. Their outlines would take gigabytes
as Python objects, in every loading process once more; so only the place of each in the file is
kept, and read again when its image is drawn.
"""

from __future__ import annotations

import json
import mmap
import re
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cosegui.core.errors import DatasetError
from cosegui.storage.formats.coco import decode_segmentation

_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"[ \t\r\n]*")
_WRONG = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError)
"""What contents of another shape than expected raise, wherever they are met."""


@dataclass(frozen=True)
class CocoMask:
    """All regions of one class in one image.

    Attributes:
        path: the COCO file.
        image: the image's name in it.
        size_hw: its size as the file has it.
        spans: (first byte, number of bytes) of each annotation in the file.
    """

    path: Path
    image: str
    size_hw: tuple[int, int]
    spans: tuple[tuple[int, int], ...]

    def read(self, size_hw: tuple[int, int]) -> NDArray[np.bool_]:
        """Rasterise; pixels whose centre is in a polygon.

        Args:
            size_hw: of the photograph as it was decoded.
        Returns: (H, W) bool.
        Raises: DatasetError: another size, nothing in it, or no outline; the image is named.
        """
        if size_hw != self.size_hw:
            raise DatasetError(
                f"{self.path} says that {self.image} has {self.size_hw[1]}x{self.size_hw[0]} "
                f"pixels, but it has {size_hw[1]}x{size_hw[0]}. Take the images it was made for."
            )
        mask = np.zeros(size_hw, np.bool_)
        try:
            with self.path.open("rb") as file:
                for start, length in self.spans:
                    file.seek(start)
                    annotation = json.loads(file.read(length))
                    mask |= decode_segmentation(annotation["segmentation"], size_hw)
        except OSError as error:
            raise DatasetError(f"{self.path} cannot be read: {error.strerror}.") from error
        except _WRONG as error:
            raise DatasetError(f"{self.path}: the mask of {self.image} is damaged: {error}.") from (
                error
            )
        if not mask.any():
            raise DatasetError(f"{self.path}: the mask of {self.image} is empty. Remove it.")
        return mask


@dataclass(frozen=True)
class CocoImage:
    """One image of the file and the masks of its classes, sorted by name."""

    path: Path
    masks: tuple[tuple[str, CocoMask], ...]


_Regions: TypeAlias = dict[str, list[tuple[int, int]]]
"""Class name -> places of its annotations, of one image."""


@dataclass
class _Content:
    """What one pass over the file keeps; a row for each annotation in each of the arrays."""

    categories: dict[int, str] = field(default_factory=dict)
    images: dict[int, tuple[str, tuple[int, int]]] = field(default_factory=dict)
    image_ids: array[int] = field(default_factory=lambda: array("q"))
    category_ids: array[int] = field(default_factory=lambda: array("q"))
    starts: array[int] = field(default_factory=lambda: array("q"))
    lengths: array[int] = field(default_factory=lambda: array("q"))
    is_large: array[int] = field(default_factory=lambda: array("b"))


def read_coco(
    path: Path,
    images: Path,
    *,
    rename: Mapping[str, str],
    least_area: float = 0,
    least_images: int = 1,
) -> list[CocoImage]:
    """The images of a COCO instances file that show a class well enough, by their number.

    A class is taken of an image where one instance of it, no crowd, covers more than `least_area`
    pixels; its mask then has all regions of the class, small ones and crowds as well, since they
    are of what the images share. Classes of fewer than `least_images` such images are dropped, and
    images that are left without any.

    Args:
        images: folder of the photographs.
        rename: category -> class name; "" drops it.
    Raises: DatasetError: no COCO file, an annotation without a mask, or a photograph is missing.
    """
    content = _read(path, least_area)
    names = {i: rename.get(name, name) for i, name in content.categories.items()}
    shown = _well_shown(content, names, least_images)
    regions: dict[int, _Regions] = defaultdict(lambda: defaultdict(list))
    rows = zip(
        content.image_ids, content.category_ids, content.starts, content.lengths, strict=True
    )
    for image_id, category_id, start, length in rows:
        name = names.get(category_id, "")
        if (image_id, name) in shown:
            regions[image_id][name].append((start, length))
    _require_images(path, images, [content.images[i][0] for i in regions if i in content.images])
    found = []
    for image_id in sorted(regions):
        if image_id not in content.images:
            raise DatasetError(f"{path} has masks of image {image_id}, but not the image.")
        file_name, size_hw = content.images[image_id]
        masks = sorted(regions[image_id].items())
        found.append(
            CocoImage(
                images / file_name,
                tuple((n, CocoMask(path, file_name, size_hw, tuple(s))) for n, s in masks),
            )
        )
    return found


def _well_shown(
    content: _Content, names: Mapping[int, str], least_images: int
) -> set[tuple[int, str]]:
    """(image id, class name) where an instance is large enough, of classes that are common."""
    shown = {
        (image_id, names[category_id])
        for image_id, category_id, is_large in zip(
            content.image_ids, content.category_ids, content.is_large, strict=True
        )
        if is_large and names.get(category_id)
    }
    counts: dict[str, int] = defaultdict(int)
    for _, name in shown:
        counts[name] += 1
    return {pair for pair in shown if counts[pair[1]] >= least_images}


def _read(path: Path, least_area: float) -> _Content:
    content = _Content()
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            _fill(path, content, data, least_area)
    except OSError as error:
        raise DatasetError(f"The COCO file {path} cannot be read: {error.strerror}.") from error
    except _WRONG as error:
        raise DatasetError(f"{path} is damaged or no COCO instances file ({error!r}).") from error
    if not (content.images and content.categories and content.starts):
        raise DatasetError(f"{path} is no COCO instances file: images, annotations, categories.")
    return content


def _fill(path: Path, content: _Content, data: mmap.mmap, least_area: float) -> None:
    # As Latin-1 a character's place is its byte's, and JSON's own signs are the same.
    for key, start, end, value in _elements(str(data, "latin-1")):
        if key == "annotations":
            _take_annotation(path, content, value, start, end, least_area)
        elif key == "images":
            image = json.loads(data[start:end])  # names are UTF-8 after all
            size_hw = int(image["height"]), int(image["width"])
            content.images[int(image["id"])] = (_plain(path, image["file_name"]), size_hw)
        elif key == "categories":
            category = json.loads(data[start:end])
            content.categories[int(category["id"])] = str(category["name"])


def _take_annotation(
    path: Path, content: _Content, value: Any, start: int, end: int, least_area: float
) -> None:
    if not value.get("segmentation"):
        raise DatasetError(f"{path}: annotation {value.get('id')} has no mask, or an empty one.")
    content.image_ids.append(value["image_id"])
    content.category_ids.append(value["category_id"])
    content.starts.append(start)
    content.lengths.append(end - start)
    is_large = not value.get("iscrowd") and (not least_area or value["area"] > least_area)
    content.is_large.append(is_large)


def _plain(path: Path, file_name: str) -> str:
    """A name within the folder of images. Raises: DatasetError: it leads out of it."""
    parts = PurePosixPath(file_name)
    if parts.is_absolute() or ".." in parts.parts or "\\" in file_name or ":" in file_name:
        raise DatasetError(f"{path} names the image {file_name!r}, which leads out of its folder.")
    return file_name


def _require_images(path: Path, folder: Path, names: list[str]) -> None:
    try:
        present = {entry.name for entry in folder.iterdir()}
    except OSError as error:
        raise DatasetError(
            f"The images of {path} are not in {folder}: {error.strerror}. Name their folder with "
            "`images` in the data set."
        ) from error
    for name in names:
        if name not in present and not (folder / name).is_file():
            raise DatasetError(f"{path} names the image {name}, which is not in {folder}.")


def _elements(text: str) -> Iterator[tuple[str, int, int, Any]]:
    """(key, start, end, value) of each element of each array right in the outermost object.

    Nothing but the element at hand is held. Raises: ValueError or IndexError: no such JSON.
    """
    at = _after(text, 3 if text.startswith("\xef\xbb\xbf") else 0, "{")
    while text[at] != "}":
        key, at = _DECODER.raw_decode(text, at)
        at = _after(text, at, ":")
        if text[at] == "[":
            at = _after(text, at, "[")
            while text[at] != "]":
                value, end = _DECODER.raw_decode(text, at)
                yield key, at, end, value
                at = _next(text, end, "]")
            at += 1
        else:
            _, at = _DECODER.raw_decode(text, at)
        at = _next(text, at, "}")


def _after(text: str, at: int, sign: str) -> int:
    at = _skipped(text, at)
    if text[at] != sign:
        raise ValueError(f"{sign} expected at character {at}")
    return _skipped(text, at + 1)


def _next(text: str, at: int, last: str) -> int:
    at = _skipped(text, at)
    return at if text[at] == last else _after(text, at, ",")


def _skipped(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at
