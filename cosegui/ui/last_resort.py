"""What happens when nobody else caught it: log it, tell the person, go on."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox

from .messages import tell_error

_log = logging.getLogger(__name__)
_qt_log = logging.getLogger("Qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_NOISE = "This plugin does not support"
"""What platforms without a window manager say of every window."""


@contextmanager
def faults_reported() -> Iterator[None]:
    """While it lasts, whatever no one catches is logged and told to the person.

    The app goes on: strokes are in the journal, and an app that is still there can save.
    """
    reporter = _Reporter()
    before = sys.excepthook, threading.excepthook
    sys.excepthook = reporter.on_exception
    threading.excepthook = reporter.on_thread_exception
    qt_before = qInstallMessageHandler(_on_qt_message)
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = before
        qInstallMessageHandler(qt_before)


class _Reporter:
    """Opens one box at a time: a fault in a paint event comes sixty times a second."""

    def __init__(self) -> None:
        self._box: QMessageBox | None = None

    def on_exception(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.exit(130)
            return
        _log.critical("nobody caught this", exc_info=(kind, error, trace))
        if self._box is not None:
            return
        try:
            self._tell(error, "".join(traceback.format_exception(kind, error, trace)))
        except Exception:  # noqa: BLE001  a report that fails must not call for another one
            _log.critical("the fault could not be told", exc_info=True)

    def on_thread_exception(self, fault: threading.ExceptHookArgs) -> None:
        """Threads must not touch widgets: a line in the log is all."""
        _log.critical(
            "nobody caught this in thread %s",
            fault.thread.name if fault.thread else "?",
            exc_info=fault.exc_value,
        )

    def _tell(self, error: BaseException, details: str) -> None:
        translate = QCoreApplication.translate
        self._box = tell_error(
            QApplication.activeWindow(),
            translate("LastResort", "Something went wrong inside cosegui"),
            translate(
                "LastResort",
                "{error}\n\nYour strokes are kept. Save now, then start cosegui again. "
                "Help → Copy Diagnostics gathers what a report of this fault needs.",
            ).format(error=f"{type(error).__name__}: {error}"),
            details,
        )
        self._box.finished.connect(self._on_box_finished)

    def _on_box_finished(self) -> None:
        self._box = None


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    level = logging.DEBUG if text.startswith(_NOISE) else _LEVELS.get(kind, logging.INFO)
    _qt_log.log(level, "%s", text)
