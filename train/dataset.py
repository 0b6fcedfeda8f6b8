"""Labelled photographs on disk, and the groups that are drawn from them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cosegui.core.errors import DatasetError
from cosegui.storage.ground_truth import read_ground_truth
from cosegui.storage.images import is_image_path

from .coco import CocoMask, read_coco
from .config import DataConfig, DataSet, GroupConfig


@dataclass(frozen=True)
class Record:
    """One photograph with its masks.

    Attributes:
        masks: class name and where its mask is, sorted by name; several folders may have been
            renamed to one class.
        saliency: map of a class-free salient-object network to distil from, or None.
        is_complete: see `DataSet`.
    """

    image: Path
    masks: tuple[tuple[str, Path | CocoMask], ...]
    saliency: Path | None
    is_complete: bool

    @property
    def classes(self) -> frozenset[str]:
        """Names of the classes that have a mask here."""
        return frozenset(name for name, _ in self.masks)


def read_mask(source: Path | CocoMask, size_hw: tuple[int, int]) -> NDArray[np.bool_]:
    """The mask of one class of an image.

    Args:
        size_hw: (H, W) of the image as it was decoded.
    Returns: (H, W) bool, not empty.
    Raises: DatasetError: unreadable, of another size, or empty (file named).
    """
    if isinstance(source, CocoMask):
        return source.read(size_hw)
    mask = read_ground_truth(source, size_hw=size_hw)
    if not mask.any():
        raise DatasetError(
            f"The mask {source} is empty: remove the file, or draw what it should show."
        )
    return mask


@dataclass(frozen=True)
class GroupPlan:
    """A group to be loaded: indices of records, and the classes that its members share.

    `members[i]` is False for an outlier. A group of one has no shared classes: its target is every
    object. An empty `shared` on a longer group means that its target is empty.
    """

    records: tuple[int, ...]
    members: tuple[bool, ...]
    shared: frozenset[str]


def read_records(root: Path, config: DataConfig) -> list[Record]:
    """Find all images of the configured sets, in a fixed order.

    Raises: DatasetError: a folder is missing or empty, a mask has no image, or a COCO file is wrong
        (file named).
    """
    records = [
        record
        for data_set in config.sets
        for record in (_read_coco_set if data_set.annotations else _read_set)(
            root, data_set, config
        )
    ]
    if not records:
        raise DatasetError("The training config names no data sets: add [[data.sets]] with a path.")
    return records


def _read_set(root: Path, data_set: DataSet, config: DataConfig) -> list[Record]:
    folder = root / data_set.path
    if not folder.is_dir():
        raise DatasetError(
            f"There is no folder {folder}: check --data and the path of this data set."
        )
    images = {p.stem: p for p in sorted((folder / "images").glob("*")) if is_image_path(p)}
    if not images:
        raise DatasetError(f"No images in {folder / 'images'}: check the path of this data set.")
    masks: dict[str, list[tuple[str, Path]]] = defaultdict(list)
    for class_folder in sorted(p for p in (folder / "masks").glob("*") if p.is_dir()):
        name = config.rename.get(class_folder.name, class_folder.name.replace("_", " "))
        if not name:
            continue
        for path in sorted(class_folder.glob("*.png")):
            if path.stem not in images:
                raise DatasetError(f"The mask {path} has no image of that name in {folder}.")
            masks[path.stem].append((name, path))
    saliency = {p.stem: p for p in (folder / "saliency").glob("*.png")}
    return [
        Record(path, tuple(sorted(masks[stem])), saliency.get(stem), data_set.is_complete)
        for stem, path in images.items()
        if masks[stem] or stem in saliency
    ]


def _read_coco_set(root: Path, data_set: DataSet, config: DataConfig) -> list[Record]:
    folder = root / data_set.path
    images = read_coco(
        folder / data_set.annotations,
        folder / data_set.images,
        rename=config.rename,
        least_area=data_set.least_area,
        least_images=data_set.least_images,
    )
    if not images:
        raise DatasetError(
            f"{folder / data_set.annotations} has no class that {data_set.least_images} images "
            f"show on more than {data_set.least_area} pixels: lower least_images or least_area."
        )
    return [Record(each.path, each.masks, None, data_set.is_complete) for each in images]


def split_records(
    records: Sequence[Record], validation_share: float
) -> tuple[list[Record], list[Record]]:
    """Training and validation records; a file's name alone decides, so every run agrees."""
    bound = int(validation_share * 2**32)
    train: list[Record] = []
    validation: list[Record] = []
    for record in records:
        name = f"{record.image.parent.parent.name}/{record.image.name}"
        digest = hashlib.sha256(name.encode()).digest()
        (validation if int.from_bytes(digest[:4], "big") < bound else train).append(record)
    return train, validation


def class_names(records: Sequence[Record]) -> tuple[str, ...]:
    """All classes, sorted."""
    return tuple(sorted({name for record in records for name in record.classes}))


class GroupSampler:
    """Draws the groups of any step from its number alone, so that a resumed run sees the same."""

    def __init__(self, records: Sequence[Record], config: GroupConfig, *, seed: int) -> None:
        self._config = config
        self._seed = seed
        self._records = records
        by_class: dict[str, list[int]] = defaultdict(list)
        for index, record in enumerate(records):
            for name in record.classes:
                by_class[name].append(index)
        self._by_class = {k: np.array(v) for k, v in sorted(by_class.items()) if len(v) >= 2}
        if not self._by_class and any(size > 1 for size in config.sizes):
            raise DatasetError("No class has two images with a mask: groups cannot be drawn.")
        counts = np.array([len(v) for v in self._by_class.values()], dtype=float)
        weights = counts**config.class_exponent
        self._class_weights = weights / weights.sum()
        # Only where all objects are masked is the absence of a class a fact.
        self._witnesses = np.array([i for i, r in enumerate(records) if r.is_complete], dtype=int)

    def draw(self, step: int, image_count: int) -> list[GroupPlan]:
        """Groups with `image_count` images in all."""
        rng = np.random.default_rng((self._seed, step))
        alone = round(self._config.alone_share * image_count)
        plans = [self._draw_group(rng, 1) for _ in range(alone)]
        left = image_count - alone
        while left:
            size = min(left, int(rng.choice(self._config.sizes)))
            plans.append(self._draw_group(rng, size))
            left -= len(plans[-1].records)
        return plans

    def _draw_group(self, rng: np.random.Generator, size: int) -> GroupPlan:
        if size == 1:
            index = int(rng.integers(len(self._records)))
            return GroupPlan((index,), (True,), frozenset())
        if len(self._witnesses) >= size and rng.random() < self._config.unrelated_rate:
            plan = self._draw_unrelated(rng, size)
            if plan:
                return plan
        names = list(self._by_class)
        name = names[int(rng.choice(len(names), p=self._class_weights))]
        pool = self._by_class[name]
        outliers: list[int] = []
        if size >= 3 and rng.random() < self._config.outlier_rate:
            count = int(rng.integers(1, max(2, round(0.2 * size) + 1)))
            outliers = self._draw_without(rng, count, name)
        chosen = rng.choice(pool, min(len(pool), size - len(outliers)), replace=False)
        members = [int(i) for i in chosen]
        shared = frozenset.intersection(*(self._records[i].classes for i in members))
        outliers = [i for i in outliers if not shared & self._records[i].classes]
        order = rng.permutation(len(members) + len(outliers))
        rows = [(i, True) for i in members] + [(i, False) for i in outliers]
        return GroupPlan(tuple(rows[k][0] for k in order), tuple(rows[k][1] for k in order), shared)

    def _draw_without(self, rng: np.random.Generator, count: int, name: str) -> list[int]:
        candidates = rng.permutation(self._witnesses)[: 8 * count]
        return [int(i) for i in candidates if name not in self._records[i].classes][:count]

    def _draw_unrelated(self, rng: np.random.Generator, size: int) -> GroupPlan | None:
        chosen: list[int] = []
        seen: set[str] = set()
        for index in rng.permutation(self._witnesses)[: 20 * size]:
            classes = self._records[index].classes
            if classes and not classes & seen:
                chosen.append(int(index))
                seen |= classes
            if len(chosen) == min(size, 4):
                return GroupPlan(tuple(chosen), (False,) * len(chosen), frozenset())
        return None
