"""Write the masks of a project for other programs.

The project is only read, and may be open in a window; strokes that it has not
saved yet count.
Exit codes: 0 all written, 1 some could not be written, 2 wrong usage.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cosegui.commands.console import Console, UsageError, require_folder
from cosegui.core.layers import empty_layers
from cosegui.core.project import ImageEntry, ReviewState
from cosegui.storage import project_file
from cosegui.storage.formats import FORMATS, format_named
from cosegui.storage.formats.contract import ExportItem, ExportReport
from cosegui.storage.formats.export import export_images
from cosegui.storage.images import read_image_size
from cosegui.storage.journal import Journal, JournalRecord
from cosegui.storage.masks import read_layers, read_probability

_DEFAULT_STATES = (ReviewState.PREDICTED, ReviewState.CORRECTED, ReviewState.APPROVED)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("project", metavar="PROJECT", type=Path, help="a .cosegui file")
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder for masks")
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        choices=[each.name for each in FORMATS],
        default="png",
        help=f"png (default) or one of: {', '.join(each.name for each in FORMATS[1:])}",
    )
    parser.add_argument(
        "--states",
        metavar="STATE,...",
        type=_states,
        default=_DEFAULT_STATES,
        help=f"images in these review states (default: {','.join(_DEFAULT_STATES)}); "
        f"all: {','.join(ReviewState)}",
    )

    parser.add_argument(
        "--replace", action="store_true", help="replace files of the same name in DIR"
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="do all of it but leave no file, and say what would be written",
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Export. Raises: UsageError, ProjectError; ExportError: nothing was written."""
    out = require_folder(arguments.out)
    path = arguments.project.absolute()
    if not path.is_file():
        raise UsageError(f"There is no {path}. Give a .cosegui file.")
    project = project_file.load_project(path)
    strokes: dict[str, list[JournalRecord]] = defaultdict(list)
    for record in Journal(project_file.data_folder_of(path)).read():
        strokes[record.image_id].append(record)
    items = [
        _item(path, group.name, entry, strokes[entry.id])
        for group in project.groups
        for entry in group.images
        if _state_of(entry, strokes) in arguments.states
    ]
    with console.progress(len(items), unit="mask") as bar:
        report = export_images(
            items,
            out,
            format_named(arguments.format),
            replaces=arguments.replace,
            is_rehearsal=arguments.dry_run,
            on_progress=bar.show,
        )
    _tell(report, console)
    return 1 if report.failed else 0


def _tell(report: ExportReport, console: Console) -> None:
    for file in (*report.failed, *report.notes):
        console.complain(file.message)
    if not report.is_rehearsal:
        console.say(f"{len(report.written)} masks in {report.folder}")
        return
    for target in dict.fromkeys(file.target for file in report.written):
        console.say(f"would write {target}")
    console.say(f"{len(report.written)} masks would be in {report.folder}; nothing was written")


def _item(
    project_path: Path, group: str, entry: ImageEntry, strokes: Sequence[JournalRecord]
) -> ExportItem:
    def probability() -> NDArray[np.uint8] | None:
        path = project_file.probability_path(project_path, entry.id)
        is_seen = entry.state is not ReviewState.UNSEEN
        return read_probability(path) if is_seen and path.is_file() else None

    return ExportItem(group, entry.path, _Reader(project_path, entry, strokes), probability)


@dataclass(frozen=True)
class _Reader:
    """Reads the layers of one image as its window would show it."""

    project_path: Path
    entry: ImageEntry
    strokes: Sequence[JournalRecord]

    def __call__(self) -> NDArray[np.uint8] | None:
        """None for an image that neither the model nor a person has looked at."""
        is_unseen = self.entry.state is ReviewState.UNSEEN
        if is_unseen and not self.strokes:
            return None
        layers_path = project_file.layers_path(self.project_path, self.entry.id)
        # Of an unseen image an abandoned run may have left layers; a seen one without a file is
        # empty.
        if not is_unseen and layers_path.is_file():
            layers_hw = read_layers(layers_path)
        else:
            layers_hw = empty_layers(self.entry.size_hw or read_image_size(self.entry.path))
        for stroke in self.strokes:
            stroke.apply(layers_hw)
        return layers_hw


def _state_of(entry: ImageEntry, strokes: Mapping[str, Sequence[JournalRecord]]) -> ReviewState:
    records = strokes.get(entry.id)
    return records[-1].state if records else entry.state


def _states(text: str) -> tuple[ReviewState, ...]:
    try:
        return tuple(ReviewState(name.strip()) for name in text.split(","))
    except ValueError as error:
        known = ", ".join(ReviewState)
        raise argparse.ArgumentTypeError(
            f"{text} is no list of states; they are {known}"
        ) from error
