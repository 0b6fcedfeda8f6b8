"""Simulated brushing: how many strokes a group costs, with and without propagation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from cosegui.core.events import RunProgress
from cosegui.core.mask import iou
from cosegui.core.ports import Example, ImagePrediction, Segmenter
from cosegui.evaluation.corrections import true_example
from cosegui.evaluation.protocol import EvaluationOptions
from cosegui.storage.datasets import Dataset, LabelledGroup
from cosegui.storage.sources import image_source

Mask = NDArray[np.bool_]

STROKE_RADIUS_PX = 20
ENOUGH_JACCARD = 0.85
"""A mask this good is approved, and a group of this mean is done."""
MOST_STROKES_PER_IMAGE = 100


@dataclass(frozen=True)
class GroupStrokes:
    """Strokes until the mean J of a group's images was `ENOUGH_JACCARD`.

    Attributes:
        before: mean J before the first stroke.
        alone: strokes where each image is corrected by hand.
        propagated: where each image that is done repairs the ones not yet touched.
        images_alone, images_propagated: how many images were touched.
    """

    name: str
    images: int
    before: float
    alone: int
    propagated: int
    images_alone: int
    images_propagated: int


def simulate_strokes(
    segmenter: Segmenter,
    dataset: Dataset,
    options: EvaluationOptions,
    *,
    on_progress: Callable[[RunProgress], None] = lambda _: None,
) -> list[GroupStrokes]:
    """Brush every group to the end twice, without and with propagation; native size.

    The person takes the worst mask first and stays with an image until it is good enough. A stroke
    is a line of the brush through the largest error, from its inmost point along its longest
    reach, and keeps within the lines. Images without the object are left out of all means.

    Raises: DatasetError: a mask cannot be read.
    """
    results = []
    for done, group in enumerate(dataset.groups):
        first = _Desk(segmenter, group, options)
        first.predict()
        if first.masks:
            alone, helped = first.copy(), first.copy()
            for desk, propagates in ((alone, False), (helped, True)):
                desk.brush_to_the_end(propagates=propagates)
            results.append(
                GroupStrokes(
                    group.name,
                    len(first.masks),
                    first.mean_jaccard,
                    alone.strokes,
                    helped.strokes,
                    len(alone.touched),
                    len(helped.touched),
                )
            )
        on_progress(RunProgress(2 * (done + 1), 2 * len(dataset.groups), group.name))
    return results


def stroke_through(error_hw: Mask) -> Mask:
    """(H, W) bool: the pixels under one stroke through the largest connected error.

    It begins at the error's inmost point and goes straight to the farthest pixel of the error
    whose way there leaves it nowhere; all False without errors.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats(error_hw.astype(np.uint8))
    swept = np.zeros(error_hw.shape, np.uint8)
    if count < 2:
        return swept.astype(bool)
    largest = labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    depth = cv2.distanceTransform(np.pad(largest, 1).astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
    y, x = np.unravel_index(int(np.argmax(depth)), depth.shape)
    end = _farthest_in_sight(largest, (int(x), int(y)))
    cv2.line(swept, (int(x), int(y)), end, 1, thickness=2 * STROKE_RADIUS_PX + 1)
    for centre in ((int(x), int(y)), end):
        cv2.circle(swept, centre, STROKE_RADIUS_PX, 1, thickness=-1)
    return swept.astype(bool)


def _farthest_in_sight(inside_hw: Mask, start_xy: tuple[int, int]) -> tuple[int, int]:
    """The end of the longest straight way within the mask, looked for in 64 directions."""
    height, width = inside_hw.shape
    reach = np.arange(max(height, width))
    best, length = start_xy, 0
    for angle in np.linspace(0, 2 * np.pi, 64, endpoint=False):
        xs = np.rint(start_xy[0] + reach * np.cos(angle)).astype(int)
        ys = np.rint(start_xy[1] + reach * np.sin(angle)).astype(int)
        is_in = (xs >= 0) & (xs < width) & (ys >= 0) & (ys < height)
        is_in[is_in] = inside_hw[ys[is_in], xs[is_in]]
        steps = len(reach) if is_in.all() else int(np.argmin(is_in))
        if steps > length:
            best, length = (int(xs[steps - 1]), int(ys[steps - 1])), steps
    return best


@dataclass
class _Desk:
    """One group under the brush: truth and mask of every image that shows the object."""

    segmenter: Segmenter
    group: LabelledGroup
    options: EvaluationOptions
    masks: dict[int, Mask] = field(default_factory=dict)
    truths: dict[int, Mask] = field(default_factory=dict)
    touched: dict[int, Mask] = field(default_factory=dict)
    strokes: int = 0

    @property
    def mean_jaccard(self) -> float:
        return float(np.mean([self.jaccard(index) for index in self.masks]))

    def jaccard(self, index: int) -> float:
        return iou(self.masks[index], self.truths[index])

    def copy(self) -> _Desk:
        """To begin again from the same masks."""
        return _Desk(self.segmenter, self.group, self.options, dict(self.masks), self.truths)

    def predict(self) -> None:
        """The masks of the first run."""
        sources = [image_source(image.image_path) for image in self.group.images]
        for event in self.segmenter.segment_group(sources, options=self.options.segment):
            if isinstance(event, ImagePrediction):
                truth = true_example(self.group, event.index).mask_hw
                if truth.any():
                    self.masks[event.index], self.truths[event.index] = event.mask_hw, truth

    def brush_to_the_end(self, *, propagates: bool) -> None:
        """Correct image after image until the group is good enough."""
        while self.mean_jaccard < ENOUGH_JACCARD:
            waiting = [index for index in self.masks if index not in self.touched]
            if not waiting:
                return
            self._brush(min(waiting, key=self.jaccard))
            if propagates:
                self._propagate()

    def _brush(self, index: int) -> None:
        """Stroke after stroke until the mask of one image is good enough."""
        mask, truth = self.masks[index].copy(), self.truths[index]
        certain = np.zeros_like(mask)
        for _ in range(MOST_STROKES_PER_IMAGE):
            if iou(mask, truth) >= ENOUGH_JACCARD:
                break
            under = stroke_through(mask != truth)
            is_missing = truth[under & (mask != truth)].mean() > 0.5
            changed = under & (truth if is_missing else ~truth)
            mask[changed] = is_missing
            certain |= changed
            self.strokes += 1
        self.masks[index], self.touched[index] = mask, certain

    def _propagate(self) -> None:
        """What the person was content with is approved, and repairs the images not touched yet."""
        sources = [image_source(image.image_path) for image in self.group.images]
        examples = [
            Example(index, self.masks[index], np.ones_like(self.masks[index]))
            for index in self.touched
        ]
        for event in self.segmenter.propagate(sources, examples, options=self.options.segment):
            if isinstance(event, ImagePrediction) and event.index in self.masks:
                self.masks[event.index] = event.mask_hw


def stroke_totals(results: Iterable[GroupStrokes]) -> tuple[int, int]:
    """Strokes of all groups, without propagation and with it."""
    listed = list(results)
    return sum(one.alone for one in listed), sum(one.propagated for one in listed)
