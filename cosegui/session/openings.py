"""Projects on their way in and to other places; the slow half of the workspace."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from cosegui.core.errors import ProjectCorruptError
from cosegui.core.project import Project
from cosegui.storage.images import find_groups
from cosegui.tasks.serial import SerialQueue

from .project_opening import AlreadyOpen, OpenedProject, open_project, restore_backup
from .project_store import ProjectStore
from .told import told

T = TypeVar("T")


class Openings(QObject):
    """Opens and moves projects in the queue of all writes: what was to be written to the open
    project is written before another takes its place.

    The newest opening wins; what an older one opened is let go again.

    Signals:
        opened(OpenedProject): ready to replace the open project.
        found(dict): groups in a folder that was looked through, name -> absolute paths.
        moved(Project, Path): this project lies there now.
        backup_found(str path, str backup): the project there is damaged and has a backup.
        open_failed(str name, str text), move_failed(str text)
        busy_changed(): `is_busy` may have changed.
    """

    opened = Signal(object)
    found = Signal(object)
    moved = Signal(object, object)
    backup_found = Signal(str, str)
    open_failed = Signal(str, str)
    move_failed = Signal(str)
    busy_changed = Signal()

    def __init__(self, queue: SerialQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._newest = 0
        self._under_way = 0

    @property
    def is_busy(self) -> bool:
        return self._under_way > 0

    def open(self, path: Path, *, held: Path | None) -> None:
        """Open a project or a folder; answers by `opened`, `found` or `open_failed`.

        `held`: the project file that this window holds; its folder is looked through again.
        """
        self._newest += 1
        self._submit(
            lambda: open_project(path, held=held),
            title=f"open {path.name}",
            on_result=partial(self._on_opened, self._newest),
            on_error=partial(self._on_open_error, self._newest, path),
        )

    def restore_backup(self, path: Path) -> None:
        """Put the backup of a damaged project in its place and open it; answers as `open`."""
        self._newest += 1
        self._submit(
            lambda: restore_backup(path),
            title="restore a backup",
            on_result=lambda _: self.open(path, held=None),
            on_error=partial(self._on_open_error, self._newest, path),
        )

    def look_through(self, folder: Path) -> None:
        """Find the groups of a folder; answers by `found` or `open_failed`."""
        self._submit(
            lambda: find_groups(folder),
            title=f"look through {folder.name}",
            on_result=self.found.emit,
            on_error=partial(self._on_open_error, None, folder),
        )

    def move(self, store: ProjectStore, project: Project, path: Path) -> None:
        """Give a project another place; answers by `moved` or `move_failed`.

        `project` is a snapshot whose name is the new one.
        """
        self._submit(
            lambda: store.move_to(path, project),
            title=f"save as {path.name}",
            on_result=lambda _: self.moved.emit(project, path),
            on_error=lambda error: self.move_failed.emit(told(error)),
        )

    def cancel(self) -> None:
        """What is being opened is not wanted any more."""
        self._newest += 1

    def _on_opened(self, number: int, opened: OpenedProject | AlreadyOpen) -> None:
        if isinstance(opened, AlreadyOpen):
            if opened.found:
                self.found.emit(opened.found)
        elif number == self._newest:
            self.opened.emit(opened)
        else:
            self._submit(
                opened.store.release,
                title="give up an opening",
                on_result=lambda _: None,
                on_error=lambda _: None,
            )

    def _on_open_error(self, number: int | None, path: Path, error: Exception) -> None:
        if number is not None and number != self._newest:
            return
        if isinstance(error, ProjectCorruptError) and error.backup is not None:
            self.backup_found.emit(str(path), str(error.backup))
        self.open_failed.emit(path.name, told(error))

    def _submit(
        self,
        function: Callable[[], T],
        *,
        title: str,
        on_result: Callable[[T], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        self._under_way += 1
        self.busy_changed.emit()
        self._queue.submit(
            lambda _: function(),
            title=title,
            on_result=partial(self._end, on_result),
            on_error=partial(self._end, on_error),
        )

    def _end(self, callback: Callable[[Any], None], value: Any) -> None:
        self._under_way -= 1
        try:
            callback(value)
        finally:
            self.busy_changed.emit()
