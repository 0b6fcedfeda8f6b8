"""The segmenter and what is done with it in the model lane; no Qt, and torch only behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from cosegui.core.errors import ModelError
from cosegui.core.events import RunProgress
from cosegui.core.ports import (
    Doubt,
    GroupPrediction,
    GroupProgress,
    ImageFailure,
    ImagePrediction,
    Segmenter,
    SegmentOptions,
)
from cosegui.storage.sources import image_source
from cosegui.tasks.runner import TaskContext

from .backlog import Backlog
from .pixels import ModelResult, result_of
from .repair import Earlier, PropagationSources


class SegmenterHolder:
    """Makes the segmenter when it is first needed; used from the model lane alone."""

    def __init__(self, factory: Callable[[], Segmenter]) -> None:
        self._factory = factory
        self._segmenter: Segmenter | None = None

    def get(self) -> Segmenter:
        """Raises: what the factory raises; the next call tries again."""
        if self._segmenter is None:
            self._segmenter = self._factory()
        return self._segmenter

    def drop(self) -> None:
        """Free the segmenter and its memory."""
        self._segmenter = None


@dataclass(frozen=True)
class LoadedModel:
    """What a person wants to know of the segmenter."""

    name: str
    device: str


@dataclass(frozen=True)
class ImagePart:
    """An answer for the image at `index` of the group: a result, or why there is none.

    A propagation may answer for an image twice; the last answer counts.

    `worth` and `doubt` as in `ImagePrediction`. In a propagation `earlier` is what the image was
    before, and `is_changed` tells that its mask is another now.
    """

    index: int
    result: ModelResult | None
    message: str = ""
    seconds: float = 0.0
    earlier: Earlier | None = None
    is_changed: bool = False
    worth: float | None = None
    doubt: Doubt = Doubt.UNSURE


def load_model(holder: SegmenterHolder) -> LoadedModel:
    """Make sure that the segmenter is there."""
    segmenter = holder.get()
    return LoadedModel(segmenter.model_name, segmenter.device)


def segment_group(
    holder: SegmenterHolder,
    paths: Sequence[Path],
    options: SegmentOptions,
    backlog: Backlog,
    propagation: PropagationSources | None,
    context: TaskContext,
) -> GroupPrediction:
    """Run the model over a group; each image is handed on as an `ImagePart` when it is done.

    With `propagation` the examples in it correct the other images. Waits between images while too
    much of the last ones is not written yet.
    Raises: Cancelled; ImageReadError: an example cannot be read; what the segmenter raises.
    """

    def on_progress(progress: GroupProgress) -> None:
        context.progress(RunProgress(progress.done, progress.total, progress.stage))

    segmenter = holder.get()
    sources = [image_source(path) for path in paths]
    run = partial(segmenter.segment_group, sources)
    if propagation is not None:
        examples = [source.example() for source in propagation.examples]
        run = partial(segmenter.propagate, sources, examples, answers_early=True)
    group: GroupPrediction | None = None
    earlier: dict[int, Earlier] = {}
    for answer in run(
        options=options,
        on_progress=on_progress,
        is_cancelled=context.is_cancelled,
    ):
        context.raise_if_cancelled()
        match answer:
            case ImagePrediction():
                part = ImagePart(
                    answer.index,
                    result_of(answer),
                    seconds=answer.seconds,
                    worth=answer.worth,
                    doubt=answer.doubt,
                )
                if propagation is not None:
                    if part.index not in earlier:  # the second answer finds the first one stored
                        earlier[part.index] = propagation.earlier[part.index]()
                    part = _beside_earlier(part, earlier[part.index])
                context.emit_partial(part)
                backlog.wait_for_room(context.is_cancelled)
            case ImageFailure():
                context.emit_partial(ImagePart(answer.index, None, answer.message))
            case GroupPrediction():
                group = answer
    if group is None:
        raise ModelError("The model ended early. Run it again; if it happens again, report it.")
    return group


def _beside_earlier(part: ImagePart, earlier: Earlier) -> ImagePart:
    is_changed = part.result is not None and earlier.differs_from(part.result)
    return replace(part, earlier=earlier, is_changed=is_changed)
