from __future__ import annotations

import logging
import sys
import threading

from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from cosegui.ui.last_resort import faults_reported
from cosegui.ui.messages import ERROR_BOX_NAME
from tests.helpers.logfail import LogGuard


def raise_unseen() -> None:
    """What Qt does with an exception in a slot."""
    try:
        raise RuntimeError("the gears are stuck")
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def boxes() -> list[QMessageBox]:
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, QMessageBox) and widget.objectName() == ERROR_BOX_NAME
    ]


def test_an_exception_that_nobody_caught_is_logged_and_told_once(
    qtbot: QtBot, log_guard: LogGuard
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    with faults_reported(), log_guard.expect("nobody caught this", logging.CRITICAL):
        raise_unseen()
        raise_unseen()

        (box,) = boxes()
        assert "the gears are stuck" in box.informativeText()
        assert "raise_unseen" in box.detailedText()
        box.close()


def test_a_later_fault_is_told_again_once_the_first_box_is_closed(
    qtbot: QtBot, log_guard: LogGuard
) -> None:
    with faults_reported(), log_guard.expect("nobody caught this", logging.CRITICAL):
        raise_unseen()
        boxes()[0].close()
        qtbot.waitUntil(lambda: not boxes())
        raise_unseen()

        assert len(boxes()) == 1
        boxes()[0].close()


def test_a_fault_in_a_thread_is_logged(log_guard: LogGuard, qapp: object) -> None:
    def fail() -> None:
        raise RuntimeError("far away")

    with faults_reported(), log_guard.expect("thread loader", logging.CRITICAL):
        thread = threading.Thread(target=fail, name="loader")
        thread.start()
        thread.join()

    assert boxes() == []


def test_the_hooks_are_gone_afterwards(qapp: object) -> None:
    before = sys.excepthook, threading.excepthook
    with faults_reported():
        pass

    assert (sys.excepthook, threading.excepthook) == before
