"""Simulated correcting: some images of each group get their true mask; are the others better?"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

import numpy as np

from cosegui.core.events import RunProgress
from cosegui.core.ports import Example, GroupPrediction, ImagePrediction, Segmenter
from cosegui.evaluation.evaluator import judge
from cosegui.evaluation.protocol import EvaluationOptions
from cosegui.evaluation.scores import ImageScore
from cosegui.storage.datasets import Dataset, LabelledGroup
from cosegui.storage.ground_truth import read_ground_truth
from cosegui.storage.sources import image_source

LOW_JACCARD = 0.6
"""A group whose mean J is below it counts as one that the model has got wrong."""


class Choice(StrEnum):
    """Which images of a group are corrected."""

    QUEUE = "queue"
    """Those that the review queue shows first, asked anew after each correction."""
    CHANCE = "chance"
    """Any; the same for every model, by the seed."""
    WORST = "worst"
    """Those of the lowest J, which nobody can know without the truth."""


@dataclass(frozen=True, slots=True)
class CorrectedGroup:
    """The images of one group that were not corrected, before and after.

    Attributes:
        count: how many images were corrected.
        group_jaccard: mean J of the whole group before.
        before, after: mean J of the images left alone.
        images: how many these are; those without the object are left out.
        whole: mean J of the whole group afterwards, the corrected images with theirs of 1. The one
            figure that is fair between ways of choosing: the worst images that one way corrects
            are left to the others.
        seconds: the model's time for the propagation, reading and refinement included.
    """

    name: str
    choice: Choice
    count: int
    group_jaccard: float
    before: float
    after: float
    images: int
    whole: float
    seconds: float


@dataclass(frozen=True)
class CorrectionSummary:
    """Means over the images left alone of many groups; None over nothing."""

    choice: Choice
    count: int
    groups: int
    images: int
    before: float | None
    after: float | None
    whole: float | None


@dataclass(frozen=True)
class _Answers:
    """What one run said, by position: scores, and the order of the review queue."""

    scores: dict[int, ImageScore]
    worths: dict[int, float]
    seconds: float


def simulate_corrections(
    segmenter: Segmenter,
    dataset: Dataset,
    options: EvaluationOptions,
    counts: Sequence[int],
    *,
    on_progress: Callable[[RunProgress], None] = lambda _: None,
) -> list[CorrectedGroup]:
    """Correct `counts` images of every group, chosen each way, and judge those left alone.

    The queue is followed as a person does: each correction is propagated before the next image is
    asked for. The others are chosen from what the first run said. Groups that have no more images
    than are to be corrected, and images that cannot be read, are left out.

    Raises: DatasetError: a mask cannot be read.
    """
    total = len(dataset.groups) * len(counts) * len(Choice)
    results = []
    done = 0
    for group in dataset.groups:
        first = _answers(segmenter, group, options, [])
        for choice in Choice:
            asked = [count for count in counts if _leaves_some(first.scores, count)]
            results += _corrected_in_turn(segmenter, group, options, first, choice, asked)
            done += len(counts)
            on_progress(RunProgress(done, total, group.name))
    return results


def summaries(results: Sequence[CorrectedGroup], *, only_low: bool) -> list[CorrectionSummary]:
    """One line for each choice and count; `only_low` takes the groups below `LOW_JACCARD` alone."""
    kept = [one for one in results if not only_low or one.group_jaccard < LOW_JACCARD]
    lines = []
    for choice, count in dict.fromkeys((one.choice, one.count) for one in results):
        groups = [one for one in kept if (one.choice, one.count) == (choice, count)]
        lines.append(
            CorrectionSummary(
                choice,
                count,
                len(groups),
                sum(one.images for one in groups),
                _weighted((one.before, one.images) for one in groups),
                _weighted((one.after, one.images) for one in groups),
                _weighted((one.whole, one.images + one.count) for one in groups),
            )
        )
    return lines


def _answers(
    segmenter: Segmenter,
    group: LabelledGroup,
    options: EvaluationOptions,
    examples: Sequence[Example],
) -> _Answers:
    sources = [image_source(image.image_path) for image in group.images]
    events = (
        segmenter.propagate(sources, examples, options=options.segment)
        if examples
        else segmenter.segment_group(sources, options=options.segment)
    )
    scores: dict[int, ImageScore] = {}
    worths: dict[int, float] = {}
    seconds = 0.0
    for event in events:
        if isinstance(event, ImagePrediction):
            scores[event.index] = judge(group.images[event.index], event, options.protocol)
            worths[event.index] = 1 - event.score if event.worth is None else event.worth
        elif isinstance(event, GroupPrediction):
            seconds = event.seconds
    return _Answers(scores, worths, seconds)


def _leaves_some(first: dict[int, ImageScore], count: int) -> bool:
    return sum(not one.is_truth_empty for one in first.values()) > count


def _corrected_in_turn(
    segmenter: Segmenter,
    group: LabelledGroup,
    options: EvaluationOptions,
    first: _Answers,
    choice: Choice,
    counts: Sequence[int],
) -> list[CorrectedGroup]:
    """Correct one image after the other, and judge where as many are corrected as asked for."""
    order = _order(first, choice, f"{options.seed} {group.name}")
    examples: list[Example] = []
    now = first
    results = []
    while len(examples) < max(counts, default=0):
        if choice is Choice.QUEUE:
            index = max(sorted(now.worths), key=lambda one: now.worths[one])
        else:
            index = order[len(examples)]
        examples.append(true_example(group, index))
        if choice is Choice.QUEUE or len(examples) in counts:
            now = _answers(segmenter, group, options, examples)
        left = [i for i in now.scores if not first.scores[i].is_truth_empty]
        if len(examples) in counts and left:
            results.append(_judged(group, choice, len(examples), first, now, left))
    return results


def _order(first: _Answers, choice: Choice, seed: str) -> list[int]:
    positions = sorted(first.scores)
    if choice is Choice.CHANCE:
        return random.Random(seed).sample(positions, len(positions))
    return sorted(positions, key=lambda i: first.scores[i].jaccard)


def _judged(
    group: LabelledGroup,
    choice: Choice,
    count: int,
    first: _Answers,
    now: _Answers,
    left: Sequence[int],
) -> CorrectedGroup:
    known = [i for i, one in first.scores.items() if not one.is_truth_empty]
    after = [now.scores[i].jaccard for i in left]
    return CorrectedGroup(
        name=group.name,
        choice=choice,
        count=count,
        group_jaccard=fmean(first.scores[i].jaccard for i in known),
        before=fmean(first.scores[i].jaccard for i in left),
        after=fmean(after),
        images=len(left),
        whole=(sum(after) + len(known) - len(left)) / len(known),
        seconds=now.seconds,
    )


def true_example(group: LabelledGroup, index: int) -> Example:
    """The mask that people drew, all of it certain. Raises: DatasetError."""
    image = group.images[index]
    mask_hw = read_ground_truth(image.mask_path, label=image.label)
    return Example(index, mask_hw, np.ones_like(mask_hw))


def _weighted(values: Iterable[tuple[float, int]]) -> float | None:
    pairs = list(values)
    weight = sum(images for _, images in pairs)
    return sum(value * images for value, images in pairs) / weight if weight else None
