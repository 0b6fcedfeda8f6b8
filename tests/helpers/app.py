"""The real `cosegui.app.main`, driven from inside its own event loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from cosegui.app import main
from cosegui.core.ports import Segmenter
from cosegui.ui.main_window import MainWindow

MOST_TO_CLOSE_MS = 30_000


def run_app(
    arguments: Sequence[str],
    script: Callable[[MainWindow], None],
    *,
    segmenter_factory: Callable[[], Segmenter] | None,
) -> int:
    """Call `main`, and the script once its window is shown. Returns the exit status.

    The script closes the window; where it fails, the app is ended and the failure raised here.
    """
    failures: list[BaseException] = []

    def end(window: MainWindow, failure: BaseException) -> None:
        failures.append(failure)
        for box in QApplication.topLevelWidgets():
            if box is not window:
                box.close()
        window.close_now()

    def play() -> None:
        window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
        still_open = AssertionError("the script has ended and the window is still open")
        try:
            script(window)
        except BaseException as failure:  # noqa: BLE001  also pytest.fail and Ctrl-C
            end(window, failure)
        else:
            QTimer.singleShot(MOST_TO_CLOSE_MS, window, lambda: end(window, still_open))

    QTimer.singleShot(0, play)
    status = main(arguments, segmenter_factory=segmenter_factory)
    if failures:
        raise failures[0]
    return status
