"""A child process that speaks one JSON object a line; see `JsonLinesProcess`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal


class JsonLinesProcess(QObject):
    """A child process with one JSON event a line on stdout and commands on stdin.

    Signals:
        started(): the child runs.
        event_received(dict): one JSON object from stdout.
        text_received(str): a line that is no JSON object (stdout) or any line of stderr.
        finished(int exit_code, bool crashed): once for every child that started.
        failed(str text): it could not be started; says what to do.
    """

    started = Signal()
    event_received = Signal(dict)
    text_received = Signal(str)
    finished = Signal(int, bool)
    failed = Signal(str)

    @property
    def is_running(self) -> bool: ...

    def start(
        self,
        program: str | Path,
        arguments: Sequence[str],
        *,
        working_folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None: ...

    def send(self, command: Mapping[str, Any]) -> None:
        """Write one JSON line to the child's stdin."""

    def stop(self, grace_ms: int = 5000) -> None:
        """Ask by a line on stdin (`{"command": "stop"}`), kill after `grace_ms`. Returns at once."""

    def kill_and_wait(self, timeout_ms: int = 2000) -> bool:
        """For the end of the app: kill now and wait. True: the child is gone."""
