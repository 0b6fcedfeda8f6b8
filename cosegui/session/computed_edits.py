"""Edits of whole masks that are computed away from the GUI thread, one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from cosegui.core.geometry import Box
from cosegui.core.mask import bounding_box
from cosegui.core.project import ReviewState
from cosegui.tasks.runner import Lane, Runner, Task, TaskContext

from .documents import ImageDocument
from .told import told

_PRIORITY = 35


@dataclass(frozen=True, eq=False)
class ComputedEdit:
    """A wish for new layers.

    Attributes:
        compute: layers (H, W) uint8, its own copy, to new layers of the same shape.
        is_preview: shown, but not made a step; replaced by the next wish.
        state, threshold: of the image afterwards; None: as any edit leaves them.
    """

    document: ImageDocument
    name: str
    compute: Callable[[NDArray[np.uint8]], NDArray[np.uint8]]
    is_preview: bool = False
    state: ReviewState | None = None
    threshold: float | None = None


@dataclass(frozen=True)
class ComputedLayers:
    """`box` holds every pixel in which the new layers differ from those they were made of."""

    layers_hw_u8: NDArray[np.uint8]
    box: Box


class ComputedEdits(QObject):
    """Runs wishes in order; each begins with the layers as the one before has left them.

    `revision_of` tells how often the image of a document was changed, None when it has gone.

    Signals:
        computed(ComputedEdit, ComputedLayers): the layers are as they were when it began.
        outdated(ComputedEdit): the image was edited meanwhile, the result is dropped.
        failed(ComputedEdit, str text)
        busy_changed(bool): a wish that is no preview waits or runs.
        running_changed(str name): what is being computed now, previews included; "" for nothing.
    """

    computed = Signal(object, object)
    outdated = Signal(object)
    failed = Signal(object, str)
    busy_changed = Signal(bool)
    running_changed = Signal(str)

    def __init__(
        self,
        runner: Runner,
        revision_of: Callable[[ImageDocument], int | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._revision_of = revision_of
        self._waiting: deque[ComputedEdit] = deque()
        self._running: ComputedEdit | None = None
        self._task: Task | None = None
        self._was_busy = False
        self._was_running = ""

    @property
    def is_busy(self) -> bool:
        """A wish that is no preview waits or runs."""
        edits = [*self._waiting, *([self._running] if self._running else [])]
        return any(not edit.is_preview for edit in edits)

    @property
    def name(self) -> str:
        """Of the wish that `cancel` would drop first, "" if there is none but previews."""
        edits = [*([self._running] if self._running else []), *self._waiting]
        return next((edit.name for edit in edits if not edit.is_preview), "")

    def submit(self, edit: ComputedEdit) -> None:
        """Put a wish at the end; previews that have not begun are dropped."""
        self._waiting = deque(one for one in self._waiting if not one.is_preview)
        self._waiting.append(edit)
        self._start_next()

    def cancel(self) -> bool:
        """Drop all wishes. False: there was none but, at most, previews."""
        was_busy = self.is_busy
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()
        self._running = self._task = None
        self._tell_busy()
        return was_busy

    def cancel_previews(self) -> None:
        """Drop the previews that wait or run."""
        self._waiting = deque(one for one in self._waiting if not one.is_preview)
        if self._running is not None and self._running.is_preview and self._task is not None:
            self._task.cancel()
            self._running = self._task = None
            self._start_next()

    def _start_next(self) -> None:
        if self._running is None and self._waiting:
            edit = self._running = self._waiting.popleft()
            revision = self._revision_of(edit.document)
            task = self._runner.submit(
                partial(_compute, edit, edit.document.committed_hw_u8.copy()),
                lane=Lane.FILES,
                title=edit.name,
                on_result=partial(self._on_result, edit, revision),
                on_error=partial(self._on_error, edit),
                priority=_PRIORITY,
            )
            if self._running is edit:
                self._task = task
        self._tell_busy()

    def _on_result(self, edit: ComputedEdit, revision: int | None, new: ComputedLayers) -> None:
        self._running = self._task = None
        if revision is not None and self._revision_of(edit.document) == revision:
            self.computed.emit(edit, new)
        else:
            self.outdated.emit(edit)
        self._start_next()

    def _on_error(self, edit: ComputedEdit, error: Exception) -> None:
        self._running = self._task = None
        self.failed.emit(edit, told(error))
        self._start_next()

    def _tell_busy(self) -> None:
        if self.is_busy != self._was_busy:
            self._was_busy = self.is_busy
            self.busy_changed.emit(self._was_busy)
        name = "" if self._running is None else self._running.name
        if name != self._was_running:
            self._was_running = name
            self.running_changed.emit(name)


def _compute(
    edit: ComputedEdit, layers_hw_u8: NDArray[np.uint8], context: TaskContext
) -> ComputedLayers:
    context.raise_if_cancelled()
    before = layers_hw_u8.copy()
    after = edit.compute(layers_hw_u8)
    return ComputedLayers(after, bounding_box(before ^ after))
