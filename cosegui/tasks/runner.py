"""The one door to other threads: tasks in lanes, everything delivered on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from cosegui.core.events import RunProgress

T = TypeVar("T")


class Lane(StrEnum):
    """Where a task runs."""

    MODEL = "model"
    FILES = "files"


class TaskContext(Protocol):
    """What a running function may say to the person who waits; safe to call from its thread."""

    def progress(self, progress: RunProgress) -> None: ...
    def emit_partial(self, value: Any) -> None: ...
    def is_cancelled(self) -> bool: ...
    def raise_if_cancelled(self) -> None:
        """Raises: Cancelled: the task was cancelled."""


class Task(Protocol):
    """A submitted function. GUI thread only."""

    title: str
    lane: Lane

    @property
    def is_done(self) -> bool:
        """Nothing will be delivered any more: finished, failed or cancelled."""

    def cancel(self) -> None:
        """From this moment on none of its callbacks is called, whatever its thread does."""


class Runner(Protocol):
    """What session classes need of a runner; `TaskRunner` in the app, `ImmediateRunner` in tests."""

    def submit(
        self,
        function: Callable[[TaskContext], T],
        *,
        lane: Lane,
        title: str,
        on_result: Callable[[T], None],
        on_error: Callable[[Exception], None],
        on_progress: Callable[[RunProgress], None] | None = None,
        on_partial: Callable[[Any], None] | None = None,
        on_dropped: Callable[[T], None] | None = None,
        priority: int = 0,
    ) -> Task:
        """Run `function(context)` in `lane`; callbacks come on the GUI thread, in order.

        `priority`: higher starts first within its lane; equal ones in order of submission.
        `on_dropped` gets a result that came after `cancel()`, for the release of what it holds.
        """

    def shutdown(self, timeout_s: float = 5.0) -> bool:
        """Cancel everything, wait for the threads. False: one is still busy after the timeout."""


class TaskRunner(QObject):
    """Signals: `busy_changed(bool)`: whether any task is queued or running."""

    busy_changed = Signal(bool)
