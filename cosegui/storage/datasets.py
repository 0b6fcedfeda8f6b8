"""Layouts of labelled data sets: which photographs make a group, and where their masks lie."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path

from cosegui.core.errors import DatasetError, ImageReadError
from cosegui.storage.ground_truth import Label, indices_of_mask, require_ground_truth_size
from cosegui.storage.images import list_images, read_image_size

ICOSEG_SUBSET_8 = (
    "bear2",
    "brownbear",
    "cheetah",
    "elephant",
    "helicopter",
    "hotballoon",
    "panda1",
    "panda2",
)
"""The eight groups of iCoseg that co-segmentation papers report."""

GROUP_ALIASES: Mapping[str, Sequence[str]] = {"icoseg8": ICOSEG_SUBSET_8}
"""Names for lists of groups, understood wherever groups are chosen."""

VOC_CLASSES = {
    1: "aeroplane",
    2: "bicycle",
    3: "bird",
    4: "boat",
    5: "bottle",
    6: "bus",
    7: "car",
    8: "cat",
    9: "chair",
    10: "cow",
    11: "diningtable",
    12: "dog",
    13: "horse",
    14: "motorbike",
    15: "person",
    16: "pottedplant",
    17: "sheep",
    18: "sofa",
    19: "train",
    20: "tvmonitor",
}
"""The classes of PASCAL VOC by their index in a mask."""

MSRC_CLASSES: Mapping[int, tuple[str, tuple[int, int, int]]] = {
    2: ("tree", (128, 128, 0)),
    3: ("building", (128, 0, 0)),
    4: ("plane", (192, 0, 0)),
    5: ("cow", (0, 0, 128)),
    6: ("face", (192, 128, 0)),
    7: ("car", (64, 0, 128)),
    8: ("bicycle", (192, 0, 128)),
    9: ("sheep", (0, 128, 128)),
    10: ("flower", (64, 128, 128)),
    11: ("sign", (192, 128, 128)),
    12: ("bird", (0, 64, 0)),
    13: ("book", (128, 64, 0)),
    14: ("chair", (0, 192, 0)),
    15: ("cat", (0, 192, 128)),
    16: ("dog", (128, 192, 128)),
    19: ("body", (64, 64, 0)),
}
"""MSRC v2: the number that a file name begins with -> what the files show, its colour in a mask.

The other numbers (1, 17, 18, 20) mix kinds of object and make no group.
"""

_IMAGE_FOLDERS = frozenset({"images", "image", "imgs", "img"})
_MASK_FOLDERS = frozenset({"masks", "mask", "groundtruth", "groundtruths", "gt", "gts"})
_MASK_SUFFIX = re.compile(r"[_-](hqgt|gt|mask|groundtruth)$", re.IGNORECASE)
_MSRC_NAME = re.compile(r"(\d+)_\d+_s$")

_EXPECTED = (
    "Expected one of: images/<group>/ beside masks/<group>/ (ground_truth/ and GT/ do as well), "
    "<group>/ with its photographs and a GroundTruth/ folder inside, MSRC's Images/ beside "
    "GroundTruth/, or PASCAL VOC's JPEGImages/ beside SegmentationClass/."
)


class Layout(StrEnum):
    """How a data set is laid out in folders."""

    GROUPS = "images/<group> + masks/<group>"
    """Also iCoseg (images + ground_truth), PASCAL-VOC coseg (images + GT), image + groundtruth."""
    CLASSES = "images + masks/<group>"
    """One folder of photographs; a group is what a folder of masks names."""
    SINGLE = "images + masks"
    """One group, named like the data set."""
    DISCOVERY = "<group>/GroundTruth"
    """Internet (ObjectDiscovery): Airplane100, Car100, Horse100."""
    MSRC = "MSRC v2"
    VOC = "PASCAL VOC"
    """A group is a class, of all images that show it. The void rim of objects is background."""


@dataclass(frozen=True, slots=True)
class LabelledImage:
    """A photograph and the file that holds its mask.

    `label` picks the object in a mask that shows several; None takes all that is not background.
    """

    image_path: Path
    mask_path: Path
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class LabelledGroup:
    """Labelled images that share an object; never empty."""

    name: str
    images: tuple[LabelledImage, ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Labelled groups, none of them empty, at least one.

    `notices`: what was left out and why, for a person to read.
    """

    name: str
    root: Path
    layout: Layout
    groups: tuple[LabelledGroup, ...]
    notices: tuple[str, ...] = ()

    @property
    def image_count(self) -> int:
        """How many images all groups have together."""
        return sum(len(group.images) for group in self.groups)


_Members = Callable[[], tuple[LabelledImage, ...]]


@dataclass(frozen=True, slots=True)
class _Found:
    """A layout that was recognised. The members of a group are looked up when it is chosen."""

    layout: Layout
    members: Mapping[str, _Members]
    notices: tuple[str, ...] = ()


def open_dataset(root: Path, groups: Iterable[str] | None = None) -> Dataset:
    """Recognise the layout of `root` and list its groups; no photograph is opened.

    Args:
        groups: names, patterns such as "panda*", or aliases (see `GROUP_ALIASES`); None takes all.
    Raises: DatasetError: no known layout, a photograph without a mask, no such group.
    """
    root = root.absolute()
    if not root.is_dir():
        raise DatasetError(f"{root} is no folder. Give the folder of a data set.")
    found = _recognise(root)
    if found is None:
        raise DatasetError(_unrecognised(root))
    names = _chosen(list(found.members), groups, root)
    built = [LabelledGroup(name, found.members[name]()) for name in names]
    empty = [group.name for group in built if not group.images]
    built = [group for group in built if group.images]
    if not built:
        raise DatasetError(f"There are no photographs in {root}. {_EXPECTED}")
    notices = found.notices
    if empty:
        notices += (f"groups without photographs: {', '.join(empty)}",)
    return Dataset(root.name, root, found.layout, tuple(built), notices)


def require_fitting_masks(dataset: Dataset) -> None:
    """Compare the size of every mask with its photograph's; reads headers only.

    Photographs that cannot be read are left to the run, which names them and goes on.
    Raises: DatasetError: a mask that cannot be read or has another size.
    """
    for group in dataset.groups:
        for image in group.images:
            with contextlib.suppress(ImageReadError):
                require_ground_truth_size(image.mask_path, read_image_size(image.image_path))


def _recognise(root: Path, *, is_inner: bool = False) -> _Found | None:
    voc_images, voc_masks = root / "JPEGImages", root / "SegmentationClass"
    if voc_images.is_dir() and voc_masks.is_dir():
        return _voc(voc_images, voc_masks)
    images, masks = _child(root, _IMAGE_FOLDERS), _child(root, _MASK_FOLDERS)
    if images is not None and masks is not None:
        return _pair(root, images, masks)
    if masks is not None and list_images(root):
        return _Found(Layout.DISCOVERY, {root.name: _matcher(root, masks)})
    groups = {folder.name: pair for folder in _folders(root) if (pair := _group_pair(folder))}
    if groups:
        return _Found(Layout.DISCOVERY, {name: _matcher(*pair) for name, pair in groups.items()})
    # Archives are often unpacked into one folder more, such as Internet's Data/.
    inner = _folders(root)
    return _recognise(inner[0], is_inner=True) if len(inner) == 1 and not is_inner else None


def _pair(root: Path, images: Path, masks: Path) -> _Found:
    """The layouts that have the photographs in one folder and the masks in another."""
    image_groups, mask_groups = _folders(images), _folders(masks)
    if image_groups:
        members = {folder.name: _matcher(folder, masks / folder.name) for folder in image_groups}
        loose = len(list_images(images))
        notices = (f"{loose} photographs of no group in {images}",) if loose else ()
        return _Found(Layout.GROUPS, members, notices)
    photographs = list_images(images)
    if mask_groups:
        members = {folder.name: _class_members(photographs, folder) for folder in mask_groups}
        return _Found(Layout.CLASSES, members)
    if photographs and all(_MSRC_NAME.search(path.stem) for path in photographs):
        return _msrc(photographs, masks)
    return _Found(Layout.SINGLE, {root.name: _matcher(images, masks)})


def _group_pair(folder: Path) -> tuple[Path, Path] | None:
    """(photographs, masks) of one group that keeps both in `folder`."""
    masks = _child(folder, _MASK_FOLDERS)
    images = _child(folder, _IMAGE_FOLDERS) or folder
    if masks is None or not list_images(masks) or not list_images(images):
        return None
    return images, masks


def _matcher(images: Path, masks: Path) -> _Members:
    def members() -> tuple[LabelledImage, ...]:
        photographs = list_images(images)
        if not photographs:
            return ()
        if not masks.is_dir():
            raise DatasetError(f"The masks of {images} are missing: there is no folder {masks}.")
        index = _mask_index(masks)
        return tuple(LabelledImage(path, _mask_of(path, index, masks)) for path in photographs)

    return members


def _class_members(photographs: Sequence[Path], masks: Path) -> _Members:
    def members() -> tuple[LabelledImage, ...]:
        index = _mask_index(masks)
        pairs = [(path, index.get(path.name) or index.get(path.stem)) for path in photographs]
        labelled = tuple(LabelledImage(path, mask) for path, mask in pairs if mask is not None)
        if index and not labelled:
            mask = next(iter(index.values()))
            raise DatasetError(f"No photograph has the name of a mask in {masks}, such as {mask}.")
        return labelled

    return members


def _msrc(photographs: Sequence[Path], masks: Path) -> _Found:
    by_number: dict[int, list[Path]] = {}
    for path in photographs:
        match = _MSRC_NAME.search(path.stem)
        by_number.setdefault(int(match[1]) if match else 0, []).append(path)
    index = _mask_index(masks)

    def members_of(number: int) -> _Members:
        _, colour = MSRC_CLASSES[number]
        return lambda: tuple(
            LabelledImage(path, _mask_of(path, index, masks), colour) for path in by_number[number]
        )

    known = sorted(number for number in by_number if number in MSRC_CLASSES)
    mixed = [str(number) for number in sorted(by_number) if number not in MSRC_CLASSES]
    notices = (f"files that begin with {', '.join(mixed)} mix kinds of object",) if mixed else ()
    members = {MSRC_CLASSES[number][0]: members_of(number) for number in known}
    return _Found(Layout.MSRC, members, notices)


def _voc(images: Path, masks: Path) -> _Found:
    by_class: dict[int, list[LabelledImage]] = {}
    index = _mask_index(masks)
    for path in list_images(images):
        mask = index.get(path.stem)
        if mask is None:  # most photographs of VOC have boxes only
            continue
        for label in indices_of_mask(mask) & VOC_CLASSES.keys():
            by_class.setdefault(label, []).append(LabelledImage(path, mask, label))

    def members_of(label: int) -> _Members:
        return lambda: tuple(by_class[label])

    return _Found(Layout.VOC, {VOC_CLASSES[label]: members_of(label) for label in by_class})


def _mask_index(folder: Path) -> dict[str, Path]:
    """Masks by the stem of their photograph: `a_GT.png` is found as "a_GT" and as "a".

    A lossless file wins over a JPEG of the same name, which smears 0 and 255.
    """
    paths = sorted(list_images(folder), key=lambda path: path.suffix.lower() in (".jpg", ".jpeg"))
    index: dict[str, Path] = {}
    for path in paths:
        index.setdefault(path.stem, path)
    for path in paths:
        index.setdefault(_MASK_SUFFIX.sub("", path.stem), path)
    return index


def _mask_of(image: Path, index: Mapping[str, Path], masks: Path) -> Path:
    # Two photographs of one stem have masks named a.jpg.png and a.tif.png.
    mask = index.get(image.name) or index.get(image.stem)
    if mask is None:
        raise DatasetError(
            f"The photograph {image} has no mask: there is no {masks / (image.stem + '.png')}. "
            "Add the mask, or move the photograph out."
        )
    return mask


def _chosen(names: Sequence[str], wanted: Iterable[str] | None, root: Path) -> list[str]:
    if wanted is None:
        return sorted(names, key=_natural)
    patterns = [name for item in wanted for name in GROUP_ALIASES.get(item, (item,))]
    for pattern in patterns:
        if not any(fnmatchcase(name, pattern) for name in names):
            known = ", ".join(sorted(names, key=_natural))
            raise DatasetError(f"{root} has no group {pattern}. Its groups: {known}.")
    hits = [name for name in names if any(fnmatchcase(name, pattern) for pattern in patterns)]
    return sorted(hits, key=_natural)


def _unrecognised(root: Path) -> str:
    several = [folder.name for folder in _folders(root) if _recognise(folder) is not None]
    if several:
        return f"{root} holds several data sets; give one of them: {', '.join(several)}."
    return f"{root} is no data set that cosegui knows. {_EXPECTED}"


def _child(folder: Path, names: frozenset[str]) -> Path | None:
    for child in _folders(folder):
        if child.name.lower().replace("_", "").replace("-", "").replace(" ", "") in names:
            return child
    return None


def _folders(folder: Path) -> list[Path]:
    try:
        children = [child for child in folder.iterdir() if child.is_dir()]
    except OSError as error:
        reason = error.strerror or str(error)
        raise DatasetError(f"{folder} cannot be opened: {reason}. Check its rights.") from error
    visible = [child for child in children if not child.name.startswith((".", "__"))]
    return sorted(visible, key=lambda child: _natural(child.name))


def _natural(name: str) -> list[tuple[int, str]]:
    """A key that sorts "img2" before "img10"."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
