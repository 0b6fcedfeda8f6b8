"""What a person does with mouse and keys, as calls; waits for what is shown, never for time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from cosegui.ui.canvas.view import Canvas

W = TypeVar("W", bound=QWidget)


def shown(kind: type[W]) -> list[W]:
    """Windows of a kind that are on the screen."""
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, kind) and widget.isVisible()
    ]


def wait_shown(qtbot: QtBot, kind: type[W]) -> W:
    """The window of a kind, as soon as there is one."""
    qtbot.waitUntil(lambda: bool(shown(kind)), timeout=10_000)
    return shown(kind)[-1]


def answer(qtbot: QtBot, key: str) -> None:
    """Press the button of that key in the question that is asked, or comes to be asked."""
    box = wait_shown(qtbot, QMessageBox)
    button = box.findChild(QAbstractButton, key)
    assert button is not None, f"no choice {key!r} in {box.text()!r}"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: box not in shown(QMessageBox))


def dismiss(qtbot: QtBot) -> tuple[str, str]:
    """Close the message that is shown, or comes to be shown; returns its title and text."""
    box = wait_shown(qtbot, QMessageBox)
    told = box.text(), box.informativeText()
    box.button(QMessageBox.StandardButton.Ok).click()
    qtbot.waitUntil(lambda: box not in shown(QMessageBox))
    return told


def choose_path(qtbot: QtBot, path: Path) -> None:
    """Choose a path in the file dialog that is open, or comes to be opened."""
    dialog = wait_shown(qtbot, QFileDialog)
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(path.name if dialog.acceptMode() is _SAVE else str(path))
    QFileDialog.accept(dialog)
    qtbot.waitUntil(lambda: not shown(QFileDialog))


_SAVE = QFileDialog.AcceptMode.AcceptSave


def view_point(canvas: Canvas, point_xy_image: tuple[float, float]) -> QPoint:
    """Where on the widget a point of the image lies."""
    x, y = canvas.transform.to_view(point_xy_image)
    return QPoint(round(x), round(y))


def drag(
    qtbot: QtBot,
    canvas: Canvas,
    points_xy_image: Sequence[tuple[float, float]],
    *,
    button: Qt.MouseButton = Qt.MouseButton.LeftButton,
) -> None:
    """Press at the first point, move through the others, let go at the last."""
    points = [view_point(canvas, point) for point in points_xy_image]
    qtbot.mouseMove(canvas, points[0])
    qtbot.mousePress(canvas, button, pos=points[0])
    for point in points[1:]:
        qtbot.mouseMove(canvas, point)
    qtbot.mouseRelease(canvas, button, pos=points[-1])


def press(
    qtbot: QtBot,
    widget: QWidget,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Give a widget the focus and press a key in it."""
    widget.setFocus()
    qtbot.keyClick(widget, key, modifier)
