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
from cosegui.core.layers import mask_of
from cosegui.core.project import ReviewState
from cosegui.storage.export_png import ExportReport, MaskExport, export_masks
from cosegui.tasks.runner import Lane, TaskContext
from cosegui.tasks.time_left import TimeLeft

from .workspace import Workspace


class Exports(QObject):
    """One export at a time, of the masks as they are when it begins, saved or not.

    Signals:
        started()
        progressed(RunProgress): done and total count masks.
        finished(ExportReport): also after `cancel`, with what was written until then.
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

    def export_masks(self, folder: Path, *, states: Collection[ReviewState]) -> None:
        """Write the masks of all images in these states; see `storage.export_png`.

        Ignored while an export runs.
        """
        project = self._workspace.project
        if project is None or self.is_running:
            return
        items = [
            MaskExport(group.name, image.path, self._mask_reader(image.id))
            for group in project.groups
            for image in group.images
            if image.state in states
        ]
        stop = self._stop = threading.Event()
        self._time_left = TimeLeft()
        self.started.emit()
        self._workspace.runner.submit(
            partial(_export, items, folder, stop),
            lane=Lane.FILES,
            title="export masks",
            on_result=self._on_finished,
            on_error=self._on_failed,
            on_progress=self._on_progress,
        )

    def cancel(self) -> None:
        """Stop after the mask that is being written; `finished` follows."""
        if self._stop is not None:
            self._stop.set()

    def _mask_reader(self, image_id: str) -> Callable[[], NDArray[np.bool_] | None]:
        image = self._workspace.image(image_id)
        if image.area is None:
            return lambda: None
        read_layers = self._workspace.documents.layers_reader(image)
        return lambda: mask_of(read_layers())

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
        self.failed.emit(self.tr("Nothing was exported"), str(error))


def _export(
    items: list[MaskExport], folder: Path, stop: threading.Event, context: TaskContext
) -> ExportReport:
    return export_masks(
        items,
        folder,
        on_progress=context.progress,
        is_cancelled=lambda: stop.is_set() or context.is_cancelled(),
    )
