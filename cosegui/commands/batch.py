"""A run of the model over many groups: read ahead, written behind, recorded group by group."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from cosegui.commands.console import Console, Progress
from cosegui.commands.examples import GroupExamples, read_examples
from cosegui.commands.project_results import ProjectResults
from cosegui.commands.read_ahead import ReadAhead
from cosegui.commands.run_report import GroupRecord, ImageRecord
from cosegui.commands.run_state import RunState, digest_of, key_of
from cosegui.commands.sources import (
    HEATMAP_SUFFIX,
    MASK_SUFFIX,
    PROBABILITY_SUFFIX,
    SourceGroup,
)
from cosegui.core.errors import CoseguiError, SaveError
from cosegui.core.ports import (
    Example,
    GroupPrediction,
    ImageFailure,
    ImagePrediction,
    Segmenter,
    SegmentOptions,
)
from cosegui.storage.atomic import atomic_write, make_folder, remove_leftovers
from cosegui.storage.masks import write_heatmap_png, write_mask


@dataclass(frozen=True)
class Wishes:
    """What a person asked of the run.

    Attributes:
        jobs: threads that decode and encode.
        asked: all that decides what the results are, as plain values; see `run_state.key_of`.
    """

    options: SegmentOptions
    writes_probability: bool
    writes_heatmap: bool
    jobs: int
    asked: Mapping[str, Any]


@dataclass
class _Writing:
    """An image whose files are being written by another thread; the future gives their digests."""

    image: ImageRecord
    prediction: ImagePrediction
    mask: str
    files: Future[dict[str, str]]


class _Group:
    """A group while it is worked on: what is waiting for the model, and for the disk."""

    def __init__(self, group: SourceGroup, out: Path) -> None:
        self.source = group
        self.out = out
        self.record = GroupRecord.of(group.name, group.images)
        self.waiting = dict(enumerate(self.record.images))
        self.writing: deque[_Writing] = deque()
        self.files: dict[str, str] = {}

    def name_of(self, index: int, suffix: str) -> str:
        """A result's name relative to the folder of results."""
        return f"{self.source.name}/{self.source.stems[index]}{suffix}"


class Batch:
    """Segments groups one after the other; keeps nothing of an image once it is written.

    Results appear whole or not at all. A group is recorded when it ends, also by Ctrl-C.
    """

    def __init__(
        self,
        out: Path,
        segmenter: Segmenter,
        state: RunState,
        console: Console,
        wishes: Wishes,
        project: ProjectResults | None,
    ) -> None:
        self._out = out
        self._segmenter = segmenter
        self._state = state
        self._console = console
        self._wishes = wishes
        self._project = project
        self.skipped = 0  # images that an earlier run has done

    def run(
        self,
        groups: Sequence[SourceGroup],
        examples: Mapping[str, GroupExamples],
        *,
        is_shown: bool,
    ) -> None:
        """Segment all groups; what fails is told and recorded, and the next one begins."""
        total = sum(len(group.images) for group in groups)
        pool = ThreadPoolExecutor(self._wishes.jobs, thread_name_prefix="batch")
        try:
            with self._console.progress(total, unit="image", is_shown=is_shown) as bar:
                ahead = ReadAhead(pool, ahead=self._wishes.jobs)
                for group in groups:
                    masks = examples.get(group.name, {})
                    key = key_of(self._wishes.asked, group, masks)
                    if self._state.is_done(group, key):
                        self.skipped += len(group.images)
                        bar.advance(len(group.images))
                    else:
                        self._group(_Group(group, self._out), masks, key, ahead, pool, bar)
        finally:
            pool.shutdown(cancel_futures=True)

    def _group(
        self,
        group: _Group,
        masks: GroupExamples,
        key: str,
        ahead: ReadAhead,
        pool: ThreadPoolExecutor,
        bar: Progress,
    ) -> None:
        source = group.source
        if self._project is not None:
            self._project.add_group(source.name, source.images)
        try:
            make_folder(self._out / source.name)
            remove_leftovers(self._out / source.name)
            examples = read_examples(masks)
            for example in examples:
                self._copy_example(group, example)
                bar.advance()
            for event in self._events(source, examples, ahead, bar):
                self._take(event, group, pool, bar)
            self._settle(group, bar, left=0)
            self._give_up(group, "the model gave no result", bar)
        except CoseguiError as error:
            self._settle(group, bar, left=0)
            self._give_up(group, str(error), bar)
        finally:
            self._settle(group, bar, left=0)  # after Ctrl-C as well
            if self._project is not None:
                categories, name = group.record.categories, self._segmenter.model_name
                self._project.finish_group(source.images, categories, name)
            self._state.append(group.record, key, group.files)

    def _events(
        self, source: SourceGroup, examples: Sequence[Example], ahead: ReadAhead, bar: Progress
    ) -> Iterator[ImagePrediction | ImageFailure | GroupPrediction]:
        sources = ahead.sources(source.images)
        run = partial(self._segmenter.segment_group, sources)
        if examples:
            run = partial(self._segmenter.propagate, sources, examples)
        return run(
            options=self._wishes.options,
            on_progress=lambda step: bar.note(
                f"{source.name}: {step.stage} {step.done}/{step.total}"
            ),
        )

    def _take(
        self,
        event: ImagePrediction | ImageFailure | GroupPrediction,
        group: _Group,
        pool: ThreadPoolExecutor,
        bar: Progress,
    ) -> None:
        if isinstance(event, GroupPrediction):
            group.record.finish(event)
            for notice in event.notices:
                self._console.complain(notice)
            return
        image = group.waiting.pop(event.index)
        if isinstance(event, ImageFailure):
            self._fail(image, event.message)
            bar.advance()
            return
        files = pool.submit(self._write, event, group)
        mask = group.name_of(event.index, MASK_SUFFIX)
        group.writing.append(_Writing(image, event, mask, files))
        # No more are held than the threads can be busy with: a photograph may have 100 MB.
        self._settle(group, bar, left=self._wishes.jobs)

    def _settle(self, group: _Group, bar: Progress, *, left: int) -> None:
        """Wait until at most `left` images are being written, in their order."""
        while len(group.writing) > left:
            done = group.writing.popleft()
            try:
                group.files |= done.files.result()
                if self._project is not None:
                    path = group.source.images[done.prediction.index]
                    done.image.in_project = self._project.take(path, done.prediction)
            except SaveError as error:
                self._fail(done.image, str(error))
            else:
                done.image.finish(done.prediction, mask=done.mask)
            bar.advance()

    def _write(self, prediction: ImagePrediction, group: _Group) -> dict[str, str]:
        """Write the files of an image; their digests by name. Raises: SaveError."""
        probability_hw = prediction.probability_hw
        names = [group.name_of(prediction.index, MASK_SUFFIX)]
        write_mask(self._out / names[0], prediction.mask_hw, is_durable=False)
        if self._wishes.writes_probability:
            names.append(group.name_of(prediction.index, PROBABILITY_SUFFIX))
            # Not compressed: zlib takes 5 s for 12 million numbers and saves half at best.
            atomic_write(
                self._out / names[-1],
                lambda stream: np.savez(stream, probability=probability_hw),
                is_durable=False,
            )
        if self._wishes.writes_heatmap:
            names.append(group.name_of(prediction.index, HEATMAP_SUFFIX))
            height, width = probability_hw.shape
            write_heatmap_png(self._out / names[-1], prediction.heatmap_hw, (height, width))
        return {name: digest_of(self._out / name) for name in names}

    def _copy_example(self, group: _Group, example: Example) -> None:
        image = group.waiting.pop(example.index)
        name = group.name_of(example.index, MASK_SUFFIX)
        try:
            write_mask(self._out / name, example.mask_hw, is_durable=False)
            group.files[name] = digest_of(self._out / name)
        except SaveError as error:
            self._fail(image, str(error))
        else:
            image.finish_example(example, mask=name)

    def _give_up(self, group: _Group, message: str, bar: Progress) -> None:
        if group.waiting:
            self._console.complain(f"{group.source.name}: {message}")
        for image in group.waiting.values():
            image.fail(message)
            bar.advance()

    def _fail(self, image: ImageRecord, message: str) -> None:
        image.fail(message)
        self._console.complain(f"{image.group}: {message}")
