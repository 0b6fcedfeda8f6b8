"""Runs a `Segmenter` over a labelled data set and judges every mask as soon as it is there."""

from __future__ import annotations

import dataclasses
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from cosegui.core.errors import Cancelled
from cosegui.core.events import RunProgress
from cosegui.core.mask import area_share, iou
from cosegui.core.ports import (
    GroupPrediction,
    ImageFailure,
    ImagePrediction,
    Segmenter,
)
from cosegui.evaluation.metrics import pixel_accuracy
from cosegui.evaluation.protocol import EvaluationOptions, Part, Protocol, masks_to_judge, parts_of
from cosegui.evaluation.scores import (
    DatasetScores,
    Failure,
    GroupScores,
    ImageScore,
    spread_of,
)
from cosegui.storage.datasets import Dataset, LabelledGroup, LabelledImage
from cosegui.storage.ground_truth import read_ground_truth
from cosegui.storage.sources import image_source

_Event: TypeAlias = ImagePrediction | ImageFailure | GroupPrediction

_DEFAULTS = EvaluationOptions()


def evaluate(
    segmenter: Segmenter,
    dataset: Dataset,
    options: EvaluationOptions = _DEFAULTS,
    *,
    on_progress: Callable[[RunProgress], None] | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> DatasetScores:
    """Judge `segmenter` by `dataset`; the order of images is that of the data set at first.

    Raises:
        DatasetError: a mask cannot be read or differs in size from its photograph.
        Cancelled: `is_cancelled` answered True.
    """
    run = _Run(segmenter, dataset, options, on_progress, is_cancelled)
    first = run.once(_as_listed)
    spreads = []
    if options.shuffles:
        rounds = [run.once(_Shuffled(options.seed + k)) for k in range(options.shuffles)]
        spreads.append(spread_of("order", [first, *rounds]))
    if options.deals and options.group_size is not None:
        rounds = [run.once(_Dealt(options.seed + k)) for k in range(options.deals)]
        spreads.append(spread_of("deal", [first, *rounds]))
    return DatasetScores(
        name=dataset.name,
        groups=tuple(first),
        device=segmenter.device,
        model_name=segmenter.model_name,
        notices=(*dataset.notices, *run.notices),
        spreads=tuple(spreads),
    )


class _Timed(Iterator[_Event]):
    """Counts the time that the model takes, and not what is done with its masks in between."""

    def __init__(self, events: Iterator[_Event]) -> None:
        self._events = events
        self.seconds = 0.0

    def __next__(self) -> _Event:
        started = time.perf_counter()
        try:
            return next(self._events)
        finally:
            self.seconds += time.perf_counter() - started


_Division = Callable[[LabelledGroup, int | None], list[Part]]


def _as_listed(group: LabelledGroup, group_size: int | None) -> list[Part]:
    return parts_of(range(len(group.images)), group_size)


@dataclass(frozen=True)
class _Shuffled:
    """The parts of the first run, the images of each in another order."""

    seed: int

    def __call__(self, group: LabelledGroup, group_size: int | None) -> list[Part]:
        chance = random.Random(f"{self.seed} {group.name}")
        return [
            dataclasses.replace(part, members=tuple(chance.sample(part.members, len(part.members))))
            for part in _as_listed(group, group_size)
        ]


@dataclass(frozen=True)
class _Dealt:
    """Parts of other images than in the first run."""

    seed: int

    def __call__(self, group: LabelledGroup, group_size: int | None) -> list[Part]:
        order = list(range(len(group.images)))
        random.Random(f"{self.seed} {group.name}").shuffle(order)
        return parts_of(order, group_size)


class _Run:
    """One evaluation: the first round and its repetitions share progress and notices."""

    def __init__(
        self,
        segmenter: Segmenter,
        dataset: Dataset,
        options: EvaluationOptions,
        on_progress: Callable[[RunProgress], None] | None,
        is_cancelled: Callable[[], bool],
    ) -> None:
        self._segmenter = segmenter
        self._dataset = dataset
        self._options = options
        self._on_progress = on_progress
        self._is_cancelled = is_cancelled
        self._done = 0
        self._total = dataset.image_count * options.rounds
        self.notices: list[str] = []

    def once(self, division: _Division) -> list[GroupScores]:
        """Segment and judge every image of the data set once."""
        return [
            self._group(group, division(group, self._options.group_size))
            for group in self._dataset.groups
        ]

    def _group(self, group: LabelledGroup, parts: Sequence[Part]) -> GroupScores:
        scores: dict[int, ImageScore] = {}
        failures: list[Failure] = []
        seconds = 0.0
        for part in parts:
            members = [group.images[position] for position in part.members]
            sources = [image_source(member.image_path) for member in members]
            events = _Timed(
                self._segmenter.segment_group(
                    sources, options=self._options.segment, is_cancelled=self._is_cancelled
                )
            )
            for event in events:
                if isinstance(event, GroupPrediction):
                    self._notice(event.notices)
                    continue
                position = part.members[event.index]
                if position not in part.judged:
                    continue
                image = group.images[position]
                if isinstance(event, ImageFailure):
                    failures.append(Failure(group.name, image.image_path.name, event.message))
                else:
                    scores[position] = judge(image, event, self._options.protocol)
                self._advance(group.name)
            seconds += events.seconds
        ordered = tuple(scores[position] for position in sorted(scores))
        return GroupScores(group.name, ordered, seconds, tuple(failures))

    def _advance(self, group_name: str) -> None:
        self._done += 1
        if self._on_progress is not None:
            self._on_progress(RunProgress(self._done, self._total, group_name))
        if self._is_cancelled():
            raise Cancelled("The evaluation was cancelled.")

    def _notice(self, notices: Sequence[str]) -> None:
        self.notices.extend(notice for notice in notices if notice not in self.notices)


def judge(image: LabelledImage, prediction: ImagePrediction, protocol: Protocol) -> ImageScore:
    """Compare a prediction with the mask that people drew. Raises: DatasetError."""
    height, width = prediction.probability_hw.shape
    truth_hw = read_ground_truth(image.mask_path, label=image.label, size_hw=(height, width))
    predicted_hw, truth_hw = masks_to_judge(
        prediction.probability_hw, prediction.threshold, truth_hw, protocol
    )
    return ImageScore(
        name=image.image_path.name,
        jaccard=iou(predicted_hw, truth_hw),
        accuracy=pixel_accuracy(predicted_hw, truth_hw),
        truth_area=area_share(truth_hw),
        predicted_area=area_share(predicted_hw),
        confidence=prediction.score,
        threshold=prediction.threshold,
        seconds=prediction.seconds,
    )
