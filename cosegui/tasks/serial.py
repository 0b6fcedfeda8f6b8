"""Tasks that must not overlap; see `SerialQueue`."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from .runner import Lane, Runner, TaskContext

T = TypeVar("T")


@dataclass(frozen=True)
class _Job:
    function: Callable[[TaskContext], Any]
    title: str
    on_result: Callable[[Any], None]
    on_error: Callable[[Exception], None]


class SerialQueue:
    """Runs tasks one after the other, each when the one before has been delivered.

    For writes into the same files: what was submitted last is what lies there at the end. A job
    that fails does not hold up those behind it. GUI thread only.
    """

    def __init__(self, runner: Runner, *, lane: Lane, priority: int = 0) -> None:
        self._runner = runner
        self._lane = lane
        self._priority = priority
        self._waiting: deque[_Job] = deque()
        self._is_running = False

    @property
    def is_idle(self) -> bool:
        return not self._is_running and not self._waiting

    def submit(
        self,
        function: Callable[[TaskContext], T],
        *,
        title: str,
        on_result: Callable[[T], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        """As `Runner.submit`, behind everything submitted before; it cannot be cancelled."""
        self._waiting.append(_Job(function, title, on_result, on_error))
        self._start_next()

    def _start_next(self) -> None:
        if self._is_running or not self._waiting:
            return
        job = self._waiting.popleft()
        self._is_running = True
        self._runner.submit(
            job.function,
            lane=self._lane,
            title=job.title,
            on_result=partial(self._on_end, job.on_result),
            on_error=partial(self._on_end, job.on_error),
            priority=self._priority,
        )

    def _on_end(self, callback: Callable[[Any], None], value: Any) -> None:
        self._is_running = False
        try:
            callback(value)
        finally:
            self._start_next()
