"""Judge a model by masks that people drew.

DATASET is a folder of a known layout: images/GROUP beside masks/GROUP (with
iCoseg's ground_truth and PASCAL-VOC coseg's GT as well), GROUP/GroundTruth of
the Internet set, MSRC v2, PASCAL VOC. J is intersection over union and P the
share of right pixels, both in percent; images that do not hold the object are
counted apart.
Exit codes: 0 done, 1 some images failed, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cosegui.commands.console import Console, UsageError
from cosegui.commands.run_report import write_json
from cosegui.commands.segmenters import (
    LoadSegmenter,
    add_model_arguments,
    load_predictor,
    segment_options,
)
from cosegui.core.ports import Segmenter
from cosegui.evaluation.corrections import Choice, CorrectedGroup, simulate_corrections
from cosegui.evaluation.corrections_report import (
    corrections_report,
    corrections_table,
    strokes_report,
    strokes_table,
)
from cosegui.evaluation.evaluator import evaluate
from cosegui.evaluation.protocol import EvaluationOptions, Protocol
from cosegui.evaluation.report import as_report, as_table
from cosegui.evaluation.strokes import GroupStrokes, simulate_strokes
from cosegui.storage.datasets import Dataset, open_dataset, require_fitting_masks


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "dataset", metavar="DATASET", nargs="+", type=Path, help="folder of a data set"
    )
    parser.add_argument(
        "--protocol",
        choices=[protocol.value for protocol in Protocol],
        default=Protocol.NATIVE.value,
        help="judge at the photograph's own size, or at 224x224 as published (default: native)",
    )
    parser.add_argument(
        "--group-size",
        metavar="all|N",
        type=_group_size,
        default=None,
        help="images that are segmented jointly (default: all of a group)",
    )
    parser.add_argument(
        "--groups",
        metavar="NAME,...",
        type=lambda text: text.split(","),
        help="judge these groups only; names, patterns such as panda*, or icoseg8",
    )
    parser.add_argument(
        "--shuffles",
        metavar="K",
        type=_count,
        default=0,
        help="repeat K times with the images of each part in another order, and report the spread",
    )
    parser.add_argument(
        "--deals",
        metavar="K",
        type=_count,
        default=0,
        help="with --group-size N: repeat K times with the images dealt into other parts",
    )
    parser.add_argument(
        "--seed", metavar="N", type=int, default=0, help="of the orders and deals (default: 0)"
    )
    parser.add_argument(
        "--corrections",
        metavar="K,...",
        type=_counts,
        default=(),
        help="also give K images of each group their true mask, chosen by queue, chance and worst "
        "J, and judge the images left alone",
    )
    parser.add_argument(
        "--strokes",
        action="store_true",
        help="also brush each group until its J is 85, with and without propagation, and count "
        "the strokes",
    )
    add_model_arguments(parser)
    parser.add_argument("--report", metavar="FILE.json", type=Path, help="write all figures")


def run(
    arguments: argparse.Namespace,
    console: Console,
    *,
    load_segmenter: LoadSegmenter = load_predictor,
) -> int:
    """Judge the model by every data set.

    Raises: UsageError, DatasetError: before the model is loaded, but for masks that are torn.
    """
    if arguments.deals and arguments.group_size is None:
        raise UsageError(
            "--deals needs --group-size N: with all of a group there is one deal only."
        )
    datasets = [_opened(path, arguments.groups) for path in arguments.dataset]
    options = EvaluationOptions(
        protocol=Protocol(arguments.protocol),
        group_size=arguments.group_size,
        shuffles=arguments.shuffles,
        deals=arguments.deals,
        seed=arguments.seed,
        segment=segment_options(arguments),
    )
    segmenter = load_segmenter(arguments.model, arguments.device)
    results = []
    corrections: list[dict[str, Any]] = []
    strokes: list[dict[str, Any]] = []
    for dataset in datasets:
        with console.progress(dataset.image_count * options.rounds, unit="image") as bar:
            result = evaluate(segmenter, dataset, options, on_progress=bar.show)
        for failure in result.failures:
            console.complain(f"{failure.group}: {failure.message}")
        console.say(as_table(result) + "\n")
        results.append(result)
        if arguments.corrections:
            corrected = _correct(segmenter, dataset, options, arguments.corrections, console)
            console.say(corrections_table(corrected) + "\n")
            corrections += corrections_report(dataset.name, corrected)
        if arguments.strokes:
            brushed = _brush(segmenter, dataset, options, console)
            console.say(strokes_table(brushed) + "\n")
            strokes += strokes_report(dataset.name, brushed)
    if arguments.report is not None:
        report = as_report(results, options)
        if arguments.corrections:
            report["corrections"] = corrections
        if arguments.strokes:
            report["strokes"] = strokes
        write_json(arguments.report, report)
    return 1 if any(result.failures for result in results) else 0


def _correct(
    segmenter: Segmenter,
    dataset: Dataset,
    options: EvaluationOptions,
    counts: Sequence[int],
    console: Console,
) -> list[CorrectedGroup]:
    steps = len(dataset.groups) * len(counts) * len(Choice)
    with console.progress(steps, unit="correction") as bar:
        return simulate_corrections(segmenter, dataset, options, counts, on_progress=bar.show)


def _brush(
    segmenter: Segmenter, dataset: Dataset, options: EvaluationOptions, console: Console
) -> list[GroupStrokes]:
    with console.progress(2 * len(dataset.groups), unit="group") as bar:
        return simulate_strokes(segmenter, dataset, options, on_progress=bar.show)


def _opened(path: Path, groups: list[str] | None) -> Dataset:
    if not path.is_dir():
        raise UsageError(f"There is no folder {path}. Give the folder of a data set.")
    dataset = open_dataset(path, groups)
    require_fitting_masks(dataset)
    return dataset


def _group_size(text: str) -> int | None:
    if text == "all":
        return None
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is neither all nor a number from 1 on")
    return int(text)


def _counts(text: str) -> tuple[int, ...]:
    parts = text.split(",")
    if not all(part.isdecimal() and int(part) > 0 for part in parts):
        raise argparse.ArgumentTypeError(f"{text} is no list of numbers from 1 on, such as 1,3")
    return tuple(dict.fromkeys(int(part) for part in parts))


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is no number of times")
    return int(text)
