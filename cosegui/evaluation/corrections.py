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
    """Those that the review queue shows first: the least sure."""
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
        seconds: the model's time for the propagation, reading and refinement included.
    """

    name: str
    choice: Choice
    count: int
    group_jaccard: float
    before: float
    after: float
    images: int
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


def simulate_corrections(
    segmenter: Segmenter,
    dataset: Dataset,
    options: EvaluationOptions,
    counts: Sequence[int],
    *,
    on_progress: Callable[[RunProgress], None] = lambda _: None,
) -> list[CorrectedGroup]:
    """Correct `counts` images of every group, chosen each way, and judge those left alone.

    All images to be corrected are chosen from what the first run said. Groups that have no more
    images than are to be corrected, and images that cannot be read, are left out.

    Raises: DatasetError: a mask cannot be read.
    """
    total = len(dataset.groups) * len(counts) * len(Choice)
    results = []
    done = 0
    for group in dataset.groups:
        first = _scores(segmenter, group, options, [])[0]
        for choice in Choice:
            for count in counts:
                chosen = _chosen(first, choice, count, f"{options.seed} {group.name}")
                result = _corrected(segmenter, group, options, first, choice, chosen)
                if result is not None:
                    results.append(result)
                done += 1
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
            )
        )
    return lines


def _scores(
    segmenter: Segmenter,
    group: LabelledGroup,
    options: EvaluationOptions,
    examples: Sequence[Example],
) -> tuple[dict[int, ImageScore], float]:
    """Scores by position, and the model's seconds."""
    sources = [image_source(image.image_path) for image in group.images]
    events = (
        segmenter.propagate(sources, examples, options=options.segment)
        if examples
        else segmenter.segment_group(sources, options=options.segment)
    )
    scores: dict[int, ImageScore] = {}
    seconds = 0.0
    for event in events:
        if isinstance(event, ImagePrediction):
            scores[event.index] = judge(group.images[event.index], event, options.protocol)
        elif isinstance(event, GroupPrediction):
            seconds = event.seconds
    return scores, seconds


def _chosen(first: dict[int, ImageScore], choice: Choice, count: int, seed: str) -> list[int]:
    positions = sorted(first)
    if choice is Choice.CHANCE:
        return random.Random(seed).sample(positions, min(count, len(positions)))
    if choice is Choice.QUEUE:
        return sorted(positions, key=lambda i: first[i].confidence)[:count]
    return sorted(positions, key=lambda i: first[i].jaccard)[:count]


def _corrected(
    segmenter: Segmenter,
    group: LabelledGroup,
    options: EvaluationOptions,
    first: dict[int, ImageScore],
    choice: Choice,
    chosen: Sequence[int],
) -> CorrectedGroup | None:
    examples = [_true_example(group, index) for index in chosen]
    if not any(i not in chosen and not first[i].is_truth_empty for i in first):
        return None
    after, seconds = _scores(segmenter, group, options, examples)
    left = [i for i in after if i in first and not first[i].is_truth_empty]
    return CorrectedGroup(
        name=group.name,
        choice=choice,
        count=len(chosen),
        group_jaccard=fmean(one.jaccard for one in first.values() if not one.is_truth_empty),
        before=fmean(first[i].jaccard for i in left),
        after=fmean(after[i].jaccard for i in left),
        images=len(left),
        seconds=seconds,
    )


def _true_example(group: LabelledGroup, index: int) -> Example:
    image = group.images[index]
    mask_hw = read_ground_truth(image.mask_path, label=image.label)
    return Example(index, mask_hw, np.ones_like(mask_hw))


def _weighted(values: Iterable[tuple[float, int]]) -> float | None:
    pairs = list(values)
    weight = sum(images for _, images in pairs)
    return sum(value * images for value, images in pairs) / weight if weight else None
