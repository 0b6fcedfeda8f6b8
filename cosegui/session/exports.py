"""Writing masks for other programs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from cosegui.core.events import RunProgress
from cosegui.core.project import ImageEntry, ReviewState
from cosegui.storage.formats import format_named
from cosegui.storage.formats.contract import ExportItem, ExportReport, Format
from cosegui.storage.formats.export import export_images
from cosegui.tasks.runner import Lane, TaskContext
from cosegui.tasks.time_left import TimeLeft

from .told import told
from .workspace import Workspace


class Exports(QObject):
    """One export at a time, of the masks as they are when it begins, saved or not.

    Signals:
        started()
        progressed(RunProgress): done and total count masks.
        finished(ExportReport): also after `cancel`, when nothing is written.
        failed(str title, str text): nothing was written.
    """

    started = Signal()
    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(str, str)

    def __init__(
        self,
        workspace: Workspace,
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._clock = clock
        self._stop: threading.Event | None = None
        self._time_left = TimeLeft()

    @property
    def is_running(self) -> bool:
        return self._stop is not None

    def export_masks(
        self,
        folder: Path,
        *,
        states: Collection[ReviewState],
        format_name: str = "png",
        replaces: bool = False,
        is_rehearsal: bool = False,
    ) -> None:
        """Write the masks of all images in these states; see `storage.formats.export`.

        `is_rehearsal`: do all of it and leave no file; the report says what would be written.
        Ignored while an export runs. Raises: FormatError: there is no such format.
        """
        format_ = format_named(format_name)
        project = self._workspace.project
        if project is None or self.is_running:
            return
        items = [
            self._item(group.name, image)
            for group in project.groups
            for image in group.images
            if image.state in states
        ]
        stop = self._stop = threading.Event()
        self._time_left = TimeLeft()
        self.started.emit()
        self._workspace.runner.submit(
            partial(
                _export,
                items,
                folder,
                format_,
                replaces=replaces,
                is_rehearsal=is_rehearsal,
                stop=stop,
            ),
            lane=Lane.FILES,
            title="export masks",
            on_result=self._on_finished,
            on_error=self._on_failed,
            on_progress=self._on_progress,
        )

    def cancel(self) -> None:
        """Stop after the image that is at work; `finished` follows."""
        if self._stop is not None:
            self._stop.set()

    def _item(self, group: str, image: ImageEntry) -> ExportItem:
        documents = self._workspace.documents
        if image.area is None:
            return ExportItem(group, image.path, _no_layers)
        return ExportItem(
            group,
            image.path,
            documents.layers_reader(image),
            documents.probability_reader(image),
        )

    def _on_progress(self, progress: RunProgress) -> None:
        seconds_left = self._time_left.update(progress.fraction, self._clock())
        self.progressed.emit(
            RunProgress(progress.done, progress.total, progress.message, seconds_left)
        )

    def _on_finished(self, report: ExportReport) -> None:
        self._stop = None
        self.finished.emit(report)

    def _on_failed(self, error: Exception) -> None:
        self._stop = None
        self.failed.emit(self.tr("Nothing was exported"), told(error))


def _no_layers() -> NDArray[np.uint8] | None:
    return None


def _export(
    items: list[ExportItem],
    folder: Path,
    format_: Format,
    context: TaskContext,
    *,
    replaces: bool,
    is_rehearsal: bool,
    stop: threading.Event,
) -> ExportReport:
    return export_images(
        items,
        folder,
        format_,
        replaces=replaces,
        is_rehearsal=is_rehearsal,
        on_progress=context.progress,
        is_cancelled=lambda: stop.is_set() or context.is_cancelled(),
    )
