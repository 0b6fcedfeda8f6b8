"""What an evaluation found, and the means that papers report of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import fmean, pstdev

import numpy as np

from cosegui.evaluation.metrics import rank_correlation


@dataclass(frozen=True, slots=True)
class ImageScore:
    """How right the mask of one image is.

    Attributes:
        jaccard: J in [0, 1]; 1 where truth and answer are both empty.
        accuracy: P in [0, 1].
        truth_area, predicted_area: share of the image, in [0, 1], at the size that was judged.
        confidence: the model's own, in [0, 1].
        threshold: cut the probability to the mask.
        seconds: the model's time on this image alone.
    """

    name: str
    jaccard: float
    accuracy: float
    truth_area: float
    predicted_area: float
    confidence: float
    threshold: float
    seconds: float

    @property
    def is_truth_empty(self) -> bool:
        """True where the image does not hold the object at all."""
        return self.truth_area == 0

    @property
    def is_rightly_empty(self) -> bool:
        """True where truth and answer are both empty."""
        return self.is_truth_empty and self.predicted_area == 0


@dataclass(frozen=True, slots=True)
class Failure:
    """An image that the model could not read or segment; no mean contains it."""

    group: str
    name: str
    message: str


@dataclass(frozen=True)
class GroupScores:
    """The scores of one group; `seconds` is the model's time for the whole of it.

    Means are None where no image of the group holds the object.
    """

    name: str
    images: tuple[ImageScore, ...]
    seconds: float
    failures: tuple[Failure, ...] = ()

    @cached_property
    def with_object(self) -> tuple[ImageScore, ...]:
        """The images whose truth is not empty."""
        return tuple(image for image in self.images if not image.is_truth_empty)

    @property
    def jaccard(self) -> float | None:
        """Mean J of the images that hold the object."""
        return _mean(image.jaccard for image in self.with_object)

    @property
    def accuracy(self) -> float | None:
        """Mean P of the images that hold the object."""
        return _mean(image.accuracy for image in self.with_object)


@dataclass(frozen=True)
class Spread:
    """How far J, mean over images, moves when the same images come differently.

    Attributes:
        what: "order" (images of a part permuted) or "deal" (images dealt into other parts).
        jaccards: J of the first run, then of each repetition; at least one.
        image_deviations: standard deviation of J of each image over the runs.
    """

    what: str
    jaccards: tuple[float, ...]
    image_deviations: tuple[float, ...] = field(repr=False)

    @property
    def range(self) -> float:
        """Largest J minus smallest."""
        return max(self.jaccards) - min(self.jaccards)

    @property
    def deviation(self) -> float:
        """Standard deviation of J."""
        return pstdev(self.jaccards)

    @property
    def largest_image_deviation(self) -> float:
        """That of the image that moves most."""
        return max(self.image_deviations, default=0.0)


@dataclass(frozen=True)
class DatasetScores:
    """The scores of one data set.

    Empty truths are counted apart: `jaccard`, `accuracy` and their means over groups leave them
    out; `jaccard_empty_zero` and `jaccard_empty_one` take them in, both ways.
    """

    name: str
    groups: tuple[GroupScores, ...]
    device: str
    model_name: str
    notices: tuple[str, ...] = ()
    spreads: tuple[Spread, ...] = ()

    @cached_property
    def images(self) -> tuple[ImageScore, ...]:
        """The judged images of all groups."""
        return tuple(image for group in self.groups for image in group.images)

    @cached_property
    def with_object(self) -> tuple[ImageScore, ...]:
        """The images whose truth is not empty."""
        return tuple(image for group in self.groups for image in group.with_object)

    @cached_property
    def without_object(self) -> tuple[ImageScore, ...]:
        """The images whose truth is empty."""
        return tuple(image for image in self.images if image.is_truth_empty)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The images that could not be judged."""
        return tuple(failure for group in self.groups for failure in group.failures)

    @property
    def seconds(self) -> float:
        """The model's time for all groups, repetitions left out."""
        return sum(group.seconds for group in self.groups)

    @property
    def jaccard(self) -> float | None:
        """J, mean over images."""
        return _mean(image.jaccard for image in self.with_object)

    @property
    def accuracy(self) -> float | None:
        """P, mean over images."""
        return _mean(image.accuracy for image in self.with_object)

    @property
    def jaccard_over_groups(self) -> float | None:
        """J, mean over the groups' means: every class weighs the same."""
        return _mean(group.jaccard for group in self.groups if group.jaccard is not None)

    @property
    def accuracy_over_groups(self) -> float | None:
        """P, mean over the groups' means."""
        return _mean(group.accuracy for group in self.groups if group.accuracy is not None)

    @property
    def jaccard_empty_zero(self) -> float | None:
        """J over all images with 0 for every empty truth, as published."""
        return _mean(0.0 if i.is_truth_empty else i.jaccard for i in self.images)

    @property
    def jaccard_empty_one(self) -> float | None:
        """J over all images with 1 where an empty truth is answered by an empty mask."""
        return _mean(image.jaccard for image in self.images)

    @property
    def accuracy_with_empty(self) -> float | None:
        """P over all images."""
        return _mean(image.accuracy for image in self.images)

    @property
    def false_area(self) -> float | None:
        """Mean share of the image that is masked where nothing should be."""
        return _mean(image.predicted_area for image in self.without_object)

    @property
    def confidence_correlation(self) -> float | None:
        """Spearman's correlation of the model's confidence with J, over all images."""
        confidences = np.array([image.confidence for image in self.images], dtype=np.float64)
        jaccards = np.array([image.jaccard for image in self.images], dtype=np.float64)
        return rank_correlation(confidences, jaccards)


def spread_of(what: str, runs: Sequence[Sequence[GroupScores]]) -> Spread:
    """Compare runs over the same images; the first is the one that the others repeat."""
    by_image: dict[tuple[str, str], list[float]] = {}
    means = []
    for groups in runs:
        scores = [(group.name, image) for group in groups for image in group.with_object]
        means.append(_mean(image.jaccard for _, image in scores) or 0.0)
        for group_name, image in scores:
            by_image.setdefault((group_name, image.name), []).append(image.jaccard)
    return Spread(what, tuple(means), tuple(pstdev(values) for values in by_image.values()))


def pooled(results: Sequence[DatasetScores]) -> DatasetScores:
    """All data sets as one, for means over all of their images; needs at least one."""
    return DatasetScores(
        name=", ".join(result.name for result in results),
        groups=tuple(group for result in results for group in result.groups),
        device=results[0].device,
        model_name=results[0].model_name,
        notices=tuple(dict.fromkeys(notice for r in results for notice in r.notices)),
    )


def _mean(values: Iterable[float]) -> float | None:
    listed = list(values)
    return fmean(listed) if listed else None
