"""Writing masks for other programs."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from cosegui.core.project import ReviewState
from cosegui.session.workspace import Workspace


class Exports(QObject):
    """Signals:
    started(), progressed(RunProgress)
    finished(report): the report of `cosegui.storage.export_png`.
    failed(str title, str text)
    """

    started = Signal()
    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(str, str)

    def __init__(self, workspace: Workspace, *, parent: QObject | None = None) -> None: ...
    @property
    def is_running(self) -> bool: ...
    def export_masks(self, folder: Path, *, states: Collection[ReviewState]) -> None:
        """Write the masks of all images in these states, as they are now, saved or not."""

    def cancel(self) -> None: ...
