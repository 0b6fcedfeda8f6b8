"""From the plan of a group to tensors: images, the targets of every loss, group sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset

from cosegui.core.errors import DatasetError, ImageReadError
from cosegui.imaging.refine import guided_filter
from cosegui.storage.images import read_image
from cosegui.storage.masks import read_probability

from .augment import Sample, mirrored, paste, random_view, resized
from .dataset import GroupPlan, GroupSampler, Record, read_mask

TARGET_STRIDE = 2
CLASS_STRIDE = 16
LEAST_SALIENT_SHARE = 0.25
# An object of which the teacher covers this share is found; a rim of this share of the longer side
# is ground.
LEAST_FOUND = 0.4
RIM_SHARE = 0.05
# The teacher's maps have half the size of their photographs and soft edges; drawn along the edges
# of the photograph they are nearer to annotated outlines (held-out horses: J 93.4, not 92.1).
EDGE_SHARE = 0.015
EDGE_EPS = 1e-3


@dataclass
class Batch:
    """Groups one after the other; B images in G groups.

    Attributes:
        images_u8: (B, 3, S, S) uint8 RGB.
        objects: (B, 1, S / 2, S / 2) float32 in [0, 1], target of the object map.
        shared: (B, 1, S / 2, S / 2) float32 in [0, 1], target of the mask.
        weights: (B, 1, S / 2, S / 2) float32, 0 where `shared` is left to the object map (below).
        classes: (B, K, S / 16, S / 16) float32, share of each cell that is of the class.
        categories: (G, K) float32, 1 where all members share the class.
        has_categories: (G,) bool; False for a group of one, which has nothing to share.
        group_sizes: G numbers that sum to B.
        cache_keys: what names every view, for cached features: twice the record's index, and one
            more if it is mirrored.
    """

    images_u8: Tensor
    objects: Tensor
    shared: Tensor
    weights: Tensor
    classes: Tensor
    categories: Tensor
    has_categories: Tensor
    group_sizes: list[int]
    cache_keys: list[int]


def load_sample(record: Record) -> Sample:
    """Decode one record.

    Raises: DatasetError: a file cannot be read, a mask is empty, or a map's size differs from its
        image's (file named).
    """
    try:
        image = read_image(record.image)
    except ImageReadError as error:
        raise DatasetError(f"{error} It is {record.image}.") from error
    size_hw = (image.shape[0], image.shape[1])
    classes: dict[str, NDArray[np.bool_]] = {}
    for name, source in record.masks:
        mask = read_mask(source, size_hw)
        classes[name] = classes[name] | mask if name in classes else mask
    if record.saliency:
        # What stands out is the teacher's word: annotators mark what has a name.
        taught_hw = guided_filter(
            image,
            read_probability(record.saliency).astype(np.float32) / np.float32(255),
            radius_px=max(1.0, EDGE_SHARE * max(size_hw)),
            eps=EDGE_EPS,
            subsample=2,
        )
        completed = complete_objects(
            taught_hw, list(classes.values()), knows_all=record.is_complete
        )
        return Sample(image, classes, completed)
    objects = np.zeros(size_hw, np.float32)
    for mask in classes.values():
        objects = np.maximum(objects, mask.astype(np.float32))
    return Sample(image, classes, objects)


def complete_objects(
    taught_hw: NDArray[np.float32], masks_hw: Sequence[NDArray[np.bool_]], *, knows_all: bool
) -> NDArray[np.float32]:
    """The teacher's map with the outlines of the objects that it found drawn by the annotator.

    Which objects stand out stays the teacher's word; an object that it left out stays out.

    Args:
        taught_hw: (H, W) in [0, 1].
        masks_hw: (H, W) each, of one class.
        knows_all: what no mask holds is no object, so that a rim around a found object is ground.
    Returns: (H, W) in [0, 1].
    """
    found_hw = np.zeros(taught_hw.shape, bool)
    marked_hw = np.zeros(taught_hw.shape, bool)
    for mask_hw in masks_hw:
        marked_hw |= mask_hw
        count, parts_hw = cv2.connectedComponents(mask_hw.astype(np.uint8), connectivity=8)
        areas = np.bincount(parts_hw.ravel(), minlength=count)
        sums = np.bincount(parts_hw.ravel(), weights=taught_hw.ravel(), minlength=count)
        is_found = sums >= LEAST_FOUND * areas
        is_found[0] = False
        found_hw |= is_found[parts_hw]
    if not found_hw.any():
        return taught_hw
    completed_hw = taught_hw.copy()
    if knows_all:
        reach_px = max(1, round(RIM_SHARE * max(taught_hw.shape)))
        disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach_px + 1,) * 2)
        rim_hw = cv2.dilate(found_hw.astype(np.uint8), disc).astype(bool)
        completed_hw[rim_hw & ~marked_hw] = 0
    completed_hw[found_hw] = 1
    return completed_hw


class StepDataset(Dataset[Batch]):
    """Item i is batch i: whole groups of `images_per_batch` images, the same in every run.

    The batches of a step have one size, one of `sizes`, so that no process waits for another's.
    """

    def __init__(
        self,
        records: Sequence[Record],
        sampler: GroupSampler,
        class_names: Sequence[str],
        *,
        sizes: Sequence[int],
        images_per_batch: int,
        batches_per_step: int = 1,
        steps: int,
        seed: int,
        is_augmented: bool,
        paste_rate: float,
        smallest_crop: float = 1.0,
    ) -> None:
        self._records = records
        self._sampler = sampler
        self._class_index = {name: i for i, name in enumerate(class_names)}
        self._sizes = tuple(sizes)
        self._images_per_batch = images_per_batch
        self._batches_per_step = batches_per_step
        self._steps = steps
        self._seed = seed
        self._is_augmented = is_augmented
        self._paste_rate = paste_rate
        self._smallest_crop = smallest_crop
        self._donors = [i for i, r in enumerate(records) if r.is_complete and r.classes]

    def __len__(self) -> int:
        return self._steps * self._batches_per_step

    def __getitem__(self, number: int) -> Batch:
        rng = np.random.default_rng((self._seed, number, 1))
        plans = self._sampler.draw(number, self._images_per_batch)
        size = self._size_at(number // self._batches_per_step)
        views: list[Sample] = []
        keys: list[int] = []
        for plan in plans:
            for index in plan.records:
                view, is_mirrored = self._view(index, plan, size, rng)
                views.append(view)
                keys.append(2 * index + is_mirrored)
        return self._collate(plans, views, keys)

    def _size_at(self, step: int) -> int:
        rng = np.random.default_rng((self._seed, step, 2))
        return self._sizes[int(rng.integers(len(self._sizes)))]

    def _view(
        self, index: int, plan: GroupPlan, size: int, rng: np.random.Generator
    ) -> tuple[Sample, bool]:
        """A view, and whether it is mirrored as a whole: of cached features there are only two."""
        sample = load_sample(self._records[index])
        if not self._is_augmented:
            view = resized(sample, size)
            is_mirrored = bool(rng.random() < 0.5)
            return (mirrored(view) if is_mirrored else view), is_mirrored
        if self._donors and rng.random() < self._paste_rate:
            donor = self._records[self._donors[int(rng.integers(len(self._donors)))]]
            name = sorted(donor.classes)[int(rng.integers(len(donor.classes)))]
            if name not in plan.shared:
                sample = paste(sample, load_sample(donor), name, rng)
        return random_view(sample, size, rng, smallest_crop=self._smallest_crop), False

    def _collate(
        self, plans: Sequence[GroupPlan], views: Sequence[Sample], keys: list[int]
    ) -> Batch:
        shared, categories, has_categories = [], [], []
        position = 0
        for plan in plans:
            is_alone = len(plan.records) == 1
            members = views[position : position + len(plan.records)]
            shared += [v.objects if is_alone else _union(v, plan.shared) for v in members]
            position += len(plan.records)
            row = np.zeros(len(self._class_index), np.float32)
            row[[self._class_index[name] for name in plan.shared]] = 1
            categories.append(row)
            has_categories.append(not is_alone)
        images = np.stack([v.image_hwc_u8.transpose(2, 0, 1) for v in views])
        return Batch(
            images_u8=torch.from_numpy(images),
            objects=_pooled([v.objects for v in views], TARGET_STRIDE),
            shared=_pooled(shared, TARGET_STRIDE),
            weights=_pooled(
                [_weights(v.objects, s) for v, s in zip(views, shared, strict=True)], TARGET_STRIDE
            ),
            classes=torch.from_numpy(np.stack([self._class_shares(v) for v in views])),
            categories=torch.from_numpy(np.stack(categories)),
            has_categories=torch.tensor(has_categories),
            group_sizes=[len(p.records) for p in plans],
            cache_keys=keys,
        )

    def _class_shares(self, view: Sample) -> NDArray[np.float32]:
        cells = view.objects.shape[0] // CLASS_STRIDE
        shares = np.zeros((len(self._class_index), cells, cells), np.float32)
        for name, mask in view.classes.items():
            shares[self._class_index[name]] = _block_mean(mask.astype(np.float32), CLASS_STRIDE)
        return shares


def _union(view: Sample, names: frozenset[str]) -> NDArray[np.float32]:
    union = np.zeros(view.objects.shape, np.float32)
    for name in names & set(view.classes):
        union = np.maximum(union, view.classes[name].astype(np.float32))
    return union


def _weights(objects: NDArray[np.float32], shared: NDArray[np.float32]) -> NDArray[np.float32]:
    """0 on shared things that nobody would look at, such as a crowd behind the dancer.

    Whether a bystander belongs to the mask is a matter of the data set. Where a good part of what
    is shared stands out, the rest teaches neither.
    """
    stands_out = objects >= 0.3
    if (shared * stands_out).sum() < LEAST_SALIENT_SHARE * shared.sum():
        return np.ones_like(shared)
    return np.where((shared >= 0.5) & (objects < 0.2), 0, 1).astype(np.float32)


def _pooled(maps: Sequence[NDArray[np.float32]], stride: int) -> Tensor:
    return torch.from_numpy(np.stack([_block_mean(m, stride)[None] for m in maps]))


def _block_mean(values: NDArray[np.float32], stride: int) -> NDArray[np.float32]:
    h, w = values.shape[0] // stride, values.shape[1] // stride
    return values.reshape(h, stride, w, stride).mean(axis=(1, 3))
