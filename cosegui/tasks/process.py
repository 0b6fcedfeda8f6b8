"""A child process that speaks one JSON object a line; see `JsonLinesProcess`."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal, Slot

_log = logging.getLogger(__name__)

_LONGEST_LINE_BYTES = 16 * 2**20


class JsonLinesProcess(QObject):
    """A child process with JSON events on its stdout and JSON commands on its stdin, one a line.

    It is stopped by a line, because `QProcess.terminate` does nothing to a console program on
    Windows, and killed when it does not answer. One child at a time; the object can start another
    when the last has finished.

    Signals:
        started(): the child runs.
        event_received(dict): one JSON object from stdout.
        text_received(str): a line of stdout that is no JSON object, or any line of stderr.
        finished(int exit_code, bool crashed): once for every child that started, after its last
            event. A child that had to be killed counts as crashed.
        failed(str text): it could not be started; the text says what to do.
    """

    started = Signal()
    event_received = Signal(dict)
    text_received = Signal(str)
    finished = Signal(int, bool)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._output = _Lines()
        self._errors = _Lines()
        self._kill_timer = QTimer(self)
        self._kill_timer.setSingleShot(True)
        self._kill_timer.timeout.connect(self._process.kill)
        self._process.started.connect(self.started)
        self._process.readyReadStandardOutput.connect(self._on_output)
        self._process.readyReadStandardError.connect(self._on_errors)
        self._process.errorOccurred.connect(self._on_error)
        self._process.finished.connect(self._on_finished)

    @property
    def is_running(self) -> bool:
        """True from `start` until `finished` or `failed`."""
        return self._process.state() is not QProcess.ProcessState.NotRunning

    @property
    def process_id(self) -> int:
        """The child's, 0 while none is running."""
        return int(self._process.processId())

    def start(
        self,
        program: str | Path,
        arguments: Sequence[str],
        *,
        working_folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start the child; answers by `started` or `failed`.

        `environment`: variables added to ours. The child's text is UTF-8 wherever it is Python.
        Raises: RuntimeError: a child is still running.
        """
        if self.is_running:
            raise RuntimeError("the last child is still running: wait for `finished`")
        variables = QProcessEnvironment.systemEnvironment()
        for name, value in {"PYTHONUTF8": "1", **(environment or {})}.items():
            variables.insert(name, value)
        self._process.setProcessEnvironment(variables)
        self._process.setWorkingDirectory("" if working_folder is None else str(working_folder))
        self._output = _Lines()
        self._errors = _Lines()
        self._process.start(str(program), list(arguments))

    def send(self, command: Mapping[str, Any]) -> None:
        """Write one JSON line to the child's stdin; ignored when no child is running."""
        if self.is_running:
            self._process.write(json.dumps(command).encode() + b"\n")

    def stop(self, grace_ms: int = 5000) -> None:
        """Ask the child to stop by `{"command": "stop"}`, kill it after `grace_ms`.

        Returns at once; `finished` follows. A second call does not prolong the grace.
        """
        if not self.is_running or self._kill_timer.isActive():
            return
        self.send({"command": "stop"})
        self._kill_timer.start(grace_ms)

    def kill_and_wait(self, timeout_ms: int = 2000) -> bool:
        """For the end of the app: kill the child and wait for it. True: it is gone."""
        if not self.is_running:
            return True
        self._process.kill()
        return self._process.waitForFinished(timeout_ms)

    @Slot()
    def _on_output(self) -> None:
        self._take_output(self._output.feed(bytes(self._process.readAllStandardOutput().data())))

    @Slot()
    def _on_errors(self) -> None:
        for line in self._errors.feed(bytes(self._process.readAllStandardError().data())):
            self.text_received.emit(line)

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is not QProcess.ProcessError.FailedToStart:
            return  # a crash is told by `finished`
        program = self._process.program()
        _log.warning("%s could not be started: %s", program, self._process.errorString())
        self.failed.emit(
            self.tr("{program} could not be started ({reason}). Reinstall cosegui.").format(
                program=program, reason=self._process.errorString()
            )
        )

    @Slot(int, QProcess.ExitStatus)
    def _on_finished(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        self._kill_timer.stop()
        self._on_output()
        self._on_errors()
        self._take_output(self._output.flush())
        for line in self._errors.flush():
            self.text_received.emit(line)
        self.finished.emit(exit_code, status is QProcess.ExitStatus.CrashExit)

    def _take_output(self, lines: list[str]) -> None:
        for line in lines:
            event = _json_object(line)
            if event is None:
                self.text_received.emit(line)
            else:
                self.event_received.emit(event)


class _Lines:
    """Cuts a stream of bytes into lines; a character split between two reads stays whole."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[str]:
        """The lines that `data` completes, without their ends; empty ones are left out."""
        *whole, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > _LONGEST_LINE_BYTES:
            whole.append(self._rest)
            self._rest = b""
        return [line for line in map(_text, whole) if line]

    def flush(self) -> list[str]:
        """What came after the last line end."""
        return self.feed(b"\n")


def _text(line: bytes) -> str:
    return line.decode("utf-8", errors="replace").rstrip("\r")


def _json_object(line: str) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
