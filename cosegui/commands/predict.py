"""Write a mask of every photograph.

A folder of photographs is one group, a folder of folders is one group each.
Masks go to DIR/GROUP/NAME.png: 0 and 255, as large as the photograph and
turned as it is shown. With --examples the masks you give for some of them
repair the others; they are copied as they are.
Exit codes: 0 all done, 1 some images failed, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

import cosegui
from cosegui.commands.console import Console, Progress, UsageError, require_folder
from cosegui.commands.examples import GroupExamples, find_examples, read_examples
from cosegui.commands.project_results import ProjectResults
from cosegui.commands.run_report import GroupRecord, ImageRecord, RunReport, write_json
from cosegui.commands.segmenters import (
    LoadSegmenter,
    add_model_arguments,
    load_predictor,
    segment_options,
)
from cosegui.commands.sources import (
    HEATMAP_SUFFIX,
    MASK_SUFFIX,
    PROBABILITY_SUFFIX,
    SourceGroup,
    collect_groups,
)
from cosegui.core.errors import CoseguiError, SaveError
from cosegui.core.events import OutcomeStatus
from cosegui.core.ports import (
    Example,
    GroupPrediction,
    ImageFailure,
    ImagePrediction,
    Segmenter,
)
from cosegui.storage.atomic import atomic_write, make_folder
from cosegui.storage.masks import write_heatmap_png, write_mask
from cosegui.storage.sources import image_source


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "source", metavar="SOURCE", nargs="+", type=Path, help="folder of photographs, or of groups"
    )
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder for masks")
    parser.add_argument(
        "--project",
        metavar="FILE.cosegui",
        type=Path,
        help="also write the results into this project; corrected and approved images stay",
    )
    parser.add_argument(
        "--examples",
        metavar="DIR",
        type=Path,
        help="true masks of some photographs, DIR/GROUP/NAME.png: the others learn from them",
    )
    add_model_arguments(parser)
    parser.add_argument(
        "--probabilities",
        action="store_true",
        help="also write NAME.npz with `probability`, (H, W) float32",
    )
    parser.add_argument(
        "--heatmaps", action="store_true", help="also write NAME.heatmap.png, coloured"
    )
    parser.add_argument(
        "--report", metavar="FILE.json", type=Path, help="write what became of each image"
    )


def run(
    arguments: argparse.Namespace,
    console: Console,
    *,
    load_segmenter: LoadSegmenter = load_predictor,
) -> int:
    """Segment every group. Raises: UsageError: before anything is written."""
    started = time.monotonic()
    out = require_folder(arguments.out)
    groups = collect_groups(arguments.source, out=out)
    _refuse_to_mix(groups, out)
    examples = {} if arguments.examples is None else find_examples(groups, arguments.examples)
    make_folder(out)
    with ExitStack() as stack:
        project = None
        if arguments.project is not None:
            project = stack.enter_context(ProjectResults.opened(arguments.project))
        segmenter = load_segmenter(arguments.model, arguments.device)
        report = RunReport(_settings(arguments, segmenter))
        batch = _Batch(arguments, console, segmenter, report, project, examples)
        try:
            batch.run(groups, out)
        finally:
            # Also after Ctrl-C: what is done is done, and the report says how far it came.
            if arguments.report is not None:
                write_json(arguments.report, report.as_json(time.monotonic() - started))
    done, failed = report.count(OutcomeStatus.DONE), report.count(OutcomeStatus.FAILED)
    tail = f", {failed} failed" if failed else ""
    console.say(f"{done} masks in {out}{tail} ({segmenter.model_name}, {segmenter.device})")
    return 1 if failed else 0


class _Batch:
    """One run over groups; keeps nothing of an image once it is written."""

    def __init__(
        self,
        arguments: argparse.Namespace,
        console: Console,
        segmenter: Segmenter,
        report: RunReport,
        project: ProjectResults | None,
        examples: Mapping[str, GroupExamples],
    ) -> None:
        self._writes_probability = arguments.probabilities
        self._writes_heatmap = arguments.heatmaps
        self._options = segment_options(arguments)
        self._console = console
        self._segmenter = segmenter
        self._report = report
        self._project = project
        self._examples = examples

    def run(self, groups: Sequence[SourceGroup], out: Path) -> None:
        """Segment all groups; what fails is told and goes into the report."""
        pairs = [(group, self._report.add_group(group.name, group.images)) for group in groups]
        total = sum(len(group.images) for group in groups)
        with self._console.progress(total, unit="image") as bar:
            for group, record in pairs:
                self._group(group, record, out / group.name, bar)

    def _group(self, group: SourceGroup, record: GroupRecord, folder: Path, bar: Progress) -> None:
        waiting = dict(enumerate(record.images))
        if self._project is not None:
            self._project.add_group(group.name, group.images)
        try:
            make_folder(folder)
            examples = read_examples(self._examples.get(group.name, {}))
            for example in examples:
                self._copy_example(waiting.pop(example.index), example, group, folder)
                bar.advance()
            for event in self._events(group, examples, bar):
                if isinstance(event, GroupPrediction):
                    record.finish(event)
                    self._tell(event.notices)
                    continue
                image = waiting.pop(event.index)
                if isinstance(event, ImageFailure):
                    self._fail(image, event.message)
                else:
                    self._keep(image, event, group, folder)
                bar.advance()
            self._give_up(group, waiting.values(), "the model gave no result", bar)
        except CoseguiError as error:
            self._give_up(group, waiting.values(), str(error), bar)
        finally:
            # Also after Ctrl-C: the pixels of what is done are in the project already.
            if self._project is not None:
                model_name = self._segmenter.model_name
                self._project.finish_group(group.images, record.categories, model_name)

    def _events(
        self, group: SourceGroup, examples: Sequence[Example], bar: Progress
    ) -> Iterator[ImagePrediction | ImageFailure | GroupPrediction]:
        sources = [image_source(path) for path in group.images]
        run = partial(self._segmenter.segment_group, sources)
        if examples:
            run = partial(self._segmenter.propagate, sources, examples)
        return run(
            options=self._options,
            on_progress=lambda step: bar.note(
                f"{group.name}: {step.stage} {step.done}/{step.total}"
            ),
        )

    def _copy_example(
        self, image: ImageRecord, example: Example, group: SourceGroup, folder: Path
    ) -> None:
        stem = group.stems[example.index]
        try:
            write_mask(folder / (stem + MASK_SUFFIX), example.mask_hw, is_durable=False)
        except SaveError as error:
            self._fail(image, str(error))
        else:
            image.finish_example(example, mask=f"{group.name}/{stem}{MASK_SUFFIX}")

    def _give_up(
        self, group: SourceGroup, images: Collection[ImageRecord], message: str, bar: Progress
    ) -> None:
        if images:
            self._console.complain(f"{group.name}: {message}")
        for image in images:
            image.fail(message)
            bar.advance()

    def _keep(
        self, image: ImageRecord, prediction: ImagePrediction, group: SourceGroup, folder: Path
    ) -> None:
        path = group.images[prediction.index]
        stem = group.stems[prediction.index]
        try:
            self._write(prediction, folder, stem)
            if self._project is not None:
                image.in_project = self._project.take(path, prediction)
        except SaveError as error:
            self._fail(image, str(error))
        else:
            image.finish(prediction, mask=f"{group.name}/{stem}{MASK_SUFFIX}")

    def _write(self, prediction: ImagePrediction, folder: Path, stem: str) -> None:
        probability_hw = prediction.probability_hw
        height, width = probability_hw.shape
        write_mask(folder / (stem + MASK_SUFFIX), prediction.mask_hw, is_durable=False)
        if self._writes_probability:
            # Not compressed: zlib takes 5 s for 12 million numbers and saves half at best.
            atomic_write(
                folder / (stem + PROBABILITY_SUFFIX),
                lambda stream: np.savez(stream, probability=probability_hw),
                is_durable=False,
            )
        if self._writes_heatmap:
            target = folder / (stem + HEATMAP_SUFFIX)
            write_heatmap_png(target, prediction.heatmap_hw, (height, width))

    def _fail(self, image: ImageRecord, message: str) -> None:
        image.fail(message)
        self._console.complain(f"{image.group}: {message}")

    def _tell(self, notices: Sequence[str]) -> None:
        for notice in notices:
            self._console.complain(notice)


def _settings(arguments: argparse.Namespace, segmenter: Segmenter) -> dict[str, Any]:
    return {
        "cosegui": cosegui.__version__,
        "model": segmenter.model_name,
        "device": segmenter.device,
        "solver": arguments.solver or "model",
        "threshold": "model" if arguments.threshold is None else arguments.threshold,
        "out": str(arguments.out),
    }


def _refuse_to_mix(groups: Sequence[SourceGroup], out: Path) -> None:
    """Masks among photographs would be taken for photographs by the next run, or replace them."""
    photograph_folders = {image.parent.resolve() for group in groups for image in group.images}
    for group in groups:
        folder = (out / group.name).resolve()
        if folder in photograph_folders:
            raise UsageError(
                f"The masks of {group.name} would land among photographs, in {folder}. "
                "Give another folder to --out."
            )
