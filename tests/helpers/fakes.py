"""Stand-ins for the model and for threads, wholly under the test's control; nothing sleeps."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cosegui.core.errors import Cancelled, ImageReadError
from cosegui.core.ports import (
    Doubt,
    Example,
    GroupPrediction,
    GroupProgress,
    ImageFailure,
    ImagePrediction,
    ImageSource,
    SegmentOptions,
)
from cosegui.tasks.runner import Lane, Task, TaskContext

PATIENCE_S = 20.0
"""How long a fake waits for its test before it gives up; a bound for broken tests, not a delay."""


@dataclass
class Pause:
    """Holds a thread at a place: `reached` when it is there, waiting for `go_on`."""

    reached: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    def hold(self) -> None:
        """For the thread that is held."""
        self.reached.set()
        if not self.go_on.wait(PATIENCE_S):
            raise TimeoutError("the test never let the fake go on")

    def wait_reached(self) -> None:
        """For the test: block until the thread is held."""
        assert self.reached.wait(PATIENCE_S), "the fake never came to its pause"


def disc_hw(size_hw: tuple[int, int], radius_share: float = 0.3) -> NDArray[np.bool_]:
    """(H, W) bool: the disc in the middle that `FakeSegmenter` finds in every image."""
    height, width = size_hw
    y, x = np.mgrid[:height, :width] + 0.5
    radius = radius_share * min(height, width)
    return np.asarray((x - width / 2) ** 2 + (y - height / 2) ** 2 <= radius**2)


class FakeSegmenter:
    """A `Segmenter` that reads every image and finds a disc in its middle.

    The probability is 0.9 in the disc and 0.1 outside.

    Args:
        failing: names of sources that end as `ImageFailure`.
        raising: an error for each name of a source at which the whole group breaks off.
        scores: score of an image by the name of its source; 0.8 for the others.
        radius_share: radius of the disc as share of the shorter side; change it between runs to
            make them differ.

    Attributes:
        nearer: the radius share that a propagation finds at the second look, by the source's name.
    """

    def __init__(
        self,
        *,
        model_name: str = "fake",
        device: str = "fake device",
        failing: Collection[str] = (),
        raising: Mapping[str, Exception] | None = None,
        scores: Mapping[str, float] | None = None,
        radius_share: float = 0.3,
        categories: tuple[tuple[str, float], ...] = (("disc", 0.9),),
        notices: tuple[str, ...] = (),
    ) -> None:
        self.model_name = model_name
        self.device = device
        self.failing = failing
        self.raising = dict(raising or {})
        self.scores = dict(scores or {})
        self.worths: dict[str, tuple[float, Doubt]] = {}
        self.radius_share = radius_share
        self.nearer: dict[str, float] = {}
        self.categories = categories
        self.notices = notices
        self.calls: list[list[str]] = []
        self.examples: list[list[Example]] = []
        self.options: list[SegmentOptions] = []
        self.threads: set[str] = set()
        self._pauses: dict[str, Pause] = {}

    def pause_at(self, name: str) -> Pause:
        """Hold the next run before the source of that name, deaf to cancelling as torch is."""
        self._pauses[name] = Pause()
        return self._pauses[name]

    def segment_group(
        self,
        sources: Sequence[ImageSource],
        *,
        options: SegmentOptions = SegmentOptions(),
        on_progress: Callable[[GroupProgress], None] | None = None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[ImagePrediction | ImageFailure | GroupPrediction]:
        self.calls.append([source.name for source in sources])
        self.options.append(options)
        self.threads.add(threading.current_thread().name)
        for index, source in enumerate(sources):
            pause = self._pauses.pop(source.name, None)
            if pause is not None:
                pause.hold()
            if is_cancelled():
                raise Cancelled("the run was cancelled")
            if source.name in self.raising:
                raise self.raising[source.name]
            yield self._segment(index, source)
            if on_progress is not None:
                on_progress(GroupProgress(index + 1, len(sources), "masks"))
        yield GroupPrediction(
            categories=self.categories,
            device=self.device,
            model_name=self.model_name,
            seconds=0.1 * len(sources),
            notices=self.notices,
        )

    def propagate(
        self,
        sources: Sequence[ImageSource],
        examples: Sequence[Example],
        *,
        options: SegmentOptions = SegmentOptions(),
        on_progress: Callable[[GroupProgress], None] | None = None,
        is_cancelled: Callable[[], bool] = lambda: False,
        answers_early: bool = False,
    ) -> Iterator[ImagePrediction | ImageFailure | GroupPrediction]:
        """As `segment_group`, without the images of the examples, which `examples` keeps."""
        self.examples.append(list(examples))
        confirmed = {example.index for example in examples}
        for event in self.segment_group(
            sources, options=options, on_progress=on_progress, is_cancelled=is_cancelled
        ):
            if isinstance(event, GroupPrediction):
                assert answers_early or not self.nearer
                for index, source in enumerate(sources):
                    if source.name in self.nearer:
                        self.radius_share = self.nearer[source.name]
                        yield self._segment(index, source)
                yield event
            elif event.index not in confirmed:
                yield event

    def _segment(self, index: int, source: ImageSource) -> ImagePrediction | ImageFailure:
        if source.name in self.failing:
            return ImageFailure(index, f"{source.name} cannot be read: the fake was told so")
        try:
            image = source.read()
        except ImageReadError as error:
            return ImageFailure(index, str(error))
        mask = disc_hw((image.shape[0], image.shape[1]), self.radius_share)
        return ImagePrediction(
            index=index,
            probability_hw=np.where(mask, np.float32(0.9), np.float32(0.1)),
            heatmap_hw=disc_hw((8, 8)).astype(np.float32),
            threshold=0.5,
            score=self.scores.get(source.name, 0.8),
            seconds=0.1,
            worth=self.worths[source.name][0] if source.name in self.worths else None,
            doubt=self.worths[source.name][1] if source.name in self.worths else Doubt.UNSURE,
        )


@dataclass
class Step:
    """A task that waits in a `SteppedRunner`."""

    task: Task
    priority: int
    work: Callable[[], Callable[[], None] | None]


class SteppedRunner:
    """A `Runner` without threads whose tasks wait until the test runs them, in any order.

    Working and delivering are two moments, so that what happens between them can be tested.
    """

    def __init__(self) -> None:
        self.waiting: list[Step] = []

    @property
    def titles(self) -> list[str]:
        return [step.task.title for step in self._live()]

    def submit(
        self,
        function: Callable[[TaskContext], Any],
        *,
        lane: Lane,
        title: str,
        on_result: Callable[[Any], None],
        on_error: Callable[[Exception], None],
        on_progress: Callable[[Any], None] | None = None,
        on_partial: Callable[[Any], None] | None = None,
        on_dropped: Callable[[Any], None] | None = None,
        priority: int = 0,
    ) -> Task:
        task = Task(title=title, lane=lane)
        context = TaskContext(
            task, lambda delivery: delivery(), on_progress=on_progress, on_partial=on_partial
        )

        def work() -> Callable[[], None] | None:
            if task.is_cancelled:
                return None
            try:
                result = function(context)
            except Exception as error:  # noqa: BLE001  as the real runner does
                reason = error
                return lambda: on_error(reason) if task.finish() else None

            def deliver() -> None:
                if task.finish():
                    on_result(result)
                elif on_dropped is not None:
                    on_dropped(result)

            return deliver

        self.waiting.append(Step(task, priority, work))
        return task

    def work(self, title: str | None = None) -> Callable[[], None]:
        """Run the waiting task that would start next, or the one of that title; deliver nothing.

        Returns: what delivers it.
        """
        steps = [step for step in self._live() if title is None or step.task.title == title]
        assert steps, f"nothing waits under {title!r}; waiting: {self.titles}"
        step = max(steps, key=lambda one: one.priority)
        self.waiting.remove(step)
        return step.work() or (lambda: None)

    def run_one(self, title: str | None = None) -> None:
        """Run one task and deliver what it says."""
        self.work(title)()

    def run_all(self) -> None:
        """Run until nothing waits, what the tasks submit themselves included."""
        while self._live():
            self.run_one()

    def shutdown(self, timeout_s: float = 5.0) -> bool:
        for step in self.waiting:
            step.task.cancel()
        self.waiting.clear()
        return True

    def _live(self) -> list[Step]:
        self.waiting = [step for step in self.waiting if not step.task.is_done]
        return self.waiting
