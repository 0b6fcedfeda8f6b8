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
from cosegui.core.layers import empty_layers, mask_of
from cosegui.core.project import ImageEntry, ReviewState
from cosegui.storage import project_file
from cosegui.storage.export_png import MaskExport, export_masks
from cosegui.storage.images import read_image_size
from cosegui.storage.journal import Journal, JournalRecord
from cosegui.storage.masks import read_layers

_FORMATS = ("png",)
_DEFAULT_STATES = (ReviewState.PREDICTED, ReviewState.CORRECTED, ReviewState.APPROVED)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("project", metavar="PROJECT", type=Path, help="a .cosegui file")
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder for masks")
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        default="png",
        help="png: DIR/GROUP/NAME.png, 0 and 255 (default)",
    )
    parser.add_argument(
        "--states",
        metavar="STATE,...",
        type=_states,
        default=_DEFAULT_STATES,
        help=f"images in these review states (default: {','.join(_DEFAULT_STATES)}); "
        f"all: {','.join(ReviewState)}",
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
        MaskExport(group.name, entry.path, _Reader(path, entry, strokes[entry.id]))
        for group in project.groups
        for entry in group.images
        if _state_of(entry, strokes) in arguments.states
    ]
    with console.progress(len(items), unit="mask") as bar:
        report = export_masks(items, out, on_progress=bar.show)
    for file in report.failed:
        console.complain(file.message)
    console.say(f"{len(report.written)} masks in {report.folder}")
    return 1 if report.failed else 0


@dataclass(frozen=True)
class _Reader:
    """Reads the mask of one image as its window would show it."""

    project_path: Path
    entry: ImageEntry
    strokes: Sequence[JournalRecord]

    def __call__(self) -> NDArray[np.bool_] | None:
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
        return mask_of(layers_hw)


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
