"""Let the masks that a person corrected repair the others of their groups.

In every group of PROJECT the approved masks, and what was touched of the
corrected ones, are examples for the images that nobody has reviewed; these get
new masks. Approved, corrected and excluded images stay as they are.
Exit codes: 0 done, 1 some images failed, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from cosegui.commands.console import Console, Progress, UsageError
from cosegui.commands.project_results import ProjectResults
from cosegui.commands.segmenters import (
    LoadSegmenter,
    add_model_arguments,
    load_predictor,
    segment_options,
)
from cosegui.core.ports import Example, ImageFailure, ImagePrediction, Segmenter, SegmentOptions
from cosegui.storage.sources import image_source


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "project", metavar="PROJECT", type=Path, help="a .cosegui file with corrected masks"
    )
    add_model_arguments(parser)


def run(
    arguments: argparse.Namespace,
    console: Console,
    *,
    load_segmenter: LoadSegmenter = load_predictor,
) -> int:
    """Propagate in every group that has an example. Raises: UsageError, CoseguiError."""
    if not arguments.project.is_file():
        raise UsageError(f"There is no project {arguments.project}. Give a .cosegui file.")
    with ProjectResults.opened(arguments.project) as project:
        groups = project.examples()
        if not groups:
            raise UsageError(
                "No group has a corrected or approved mask beside an image that nobody has "
                "reviewed. Correct one mask of a group first."
            )
        segmenter = load_segmenter(project.model(arguments.model), arguments.device)
        batch = _Batch(project, segmenter, segment_options(arguments), console)
        with console.progress(sum(len(images) for _, images, _ in groups), unit="image") as bar:
            for name, images, examples in groups:
                batch.group(name, images, examples, bar)
    tail = f", {batch.failed} failed" if batch.failed else ""
    console.say(f"{batch.done} masks repaired in {arguments.project}{tail}")
    return 1 if batch.failed else 0


class _Batch:
    """The project's groups, one after the other; keeps nothing of an image once it is written."""

    def __init__(
        self,
        project: ProjectResults,
        segmenter: Segmenter,
        options: SegmentOptions,
        console: Console,
    ) -> None:
        self._project = project
        self._segmenter = segmenter
        self._options = options
        self._console = console
        self.done = 0
        self.failed = 0

    def group(
        self, name: str, images: Sequence[Path], examples: Sequence[Example], bar: Progress
    ) -> None:
        """Propagate in one group; the project is saved, also after Ctrl-C."""
        sources = [image_source(path) for path in images]
        for _ in examples:
            bar.advance()
        try:
            for event in self._segmenter.propagate(sources, examples, options=self._options):
                if isinstance(event, ImagePrediction):
                    self.done += self._project.take(images[event.index], event)
                    bar.advance()
                elif isinstance(event, ImageFailure):
                    self.failed += 1
                    self._console.complain(f"{name}: {event.message}")
                    bar.advance()
        finally:
            self._project.finish_group(images, (), self._segmenter.model_name)
