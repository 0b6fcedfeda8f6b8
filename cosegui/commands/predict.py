"""Write a mask of every photograph.

A folder of photographs is one group, a folder of folders is one group each.
Masks go to DIR/GROUP/NAME.png: 0 and 255, as large as the photograph and
turned as it is shown. With --examples the masks you give for some of them
repair the others; they are copied as they are. After Ctrl-C --resume goes on
where the run broke off. `torchrun ... -m cosegui predict` shares the groups
among several devices or machines.
Exit codes: 0 all done, 1 some images failed, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import cosegui
from cosegui.commands.batch import Batch, Wishes
from cosegui.commands.console import Console, UsageError, require_folder
from cosegui.commands.examples import find_examples
from cosegui.commands.project_results import ProjectResults
from cosegui.commands.run_report import write_report
from cosegui.commands.run_state import RunState
from cosegui.commands.segmenters import (
    LoadSegmenter,
    add_model_arguments,
    load_predictor,
    model_digest,
    segment_options,
)
from cosegui.commands.shard import Shard
from cosegui.commands.sources import SourceGroup, collect_groups
from cosegui.core.events import OutcomeStatus
from cosegui.core.ports import Segmenter
from cosegui.storage.atomic import make_folder


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
        "--resume",
        action="store_true",
        help="leave out groups that a run into the same folder has done; their files are verified",
    )
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=_positive,
        default=min(4, os.cpu_count() or 1),
        help="threads that decode photographs and encode masks (default: %(default)s)",
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
    shard = Shard.of_environment()
    out = require_folder(arguments.out)
    groups = collect_groups(arguments.source, out=out)
    _refuse_to_mix(groups, out)
    if arguments.project is not None and shard.count > 1:
        raise UsageError("One project cannot be written by several processes. Leave out --project.")
    examples = {} if arguments.examples is None else find_examples(groups, arguments.examples)
    make_folder(out)
    with ExitStack() as stack:
        project = None
        if arguments.project is not None:
            project = stack.enter_context(ProjectResults.opened(arguments.project))
        model = arguments.model if project is None else project.model(arguments.model)
        shard.join()
        segmenter = load_segmenter(model, arguments.device)
        settings = _settings(arguments, segmenter)
        state = RunState(out, shard, is_resumed=arguments.resume)
        stack.callback(state.close)
        batch = Batch(out, segmenter, state, console, _wishes(arguments, settings, model), project)
        try:
            batch.run(shard.part_of(groups), examples, is_shown=shard.rank == 0)
            shard.wait_for_all()
        finally:
            # Also after Ctrl-C: what is done is done, and the report says how far it came.
            state.refresh()
            if arguments.report is not None and shard.rank == 0:
                header = {**settings, "seconds": round(time.monotonic() - started, 3)}
                counts = state.counts(groups)
                write_report(arguments.report, header, counts, lambda: state.records(groups))
    if shard.rank != 0:
        return 0  # the first one speaks for all
    skipped = batch.skipped if shard.count == 1 else 0  # of the others it is not known
    return _tell(state.counts(groups), skipped, out, segmenter, console)


def _tell(
    counts: Mapping[str, int], skipped: int, out: Path, segmenter: Segmenter, console: Console
) -> int:
    done, failed = counts[OutcomeStatus.DONE], counts[OutcomeStatus.FAILED]
    tail = f", {skipped} of them from before" if skipped else ""
    tail += f", {failed} failed" if failed else ""
    console.say(f"{done} masks in {out}{tail} ({segmenter.model_name}, {segmenter.device})")
    return 1 if failed else 0


def _wishes(
    arguments: argparse.Namespace, settings: Mapping[str, Any], model: str | None
) -> Wishes:
    aside = ("cosegui", "device", "out")  # they do not change what a mask is
    asked = {name: value for name, value in settings.items() if name not in aside}
    return Wishes(
        options=segment_options(arguments),
        writes_probability=arguments.probabilities,
        writes_heatmap=arguments.heatmaps,
        jobs=arguments.jobs,
        asked={
            **asked,
            "model file": model_digest(model),
            "probabilities": arguments.probabilities,
            "heatmaps": arguments.heatmaps,
            "project": None if arguments.project is None else str(arguments.project.absolute()),
        },
    )


def _positive(text: str) -> int:
    value = int(text) if text.isdecimal() else 0
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of threads")
    return value


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
