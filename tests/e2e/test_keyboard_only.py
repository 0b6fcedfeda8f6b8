"""The whole way from the first window to exported masks without a mouse."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cosegui.core.project import ReviewState
from cosegui.ui.canvas.view import Canvas
from cosegui.ui.dialogs.export_masks import ExportMasksDialog
from cosegui.ui.dialogs.mask_amount import MaskAmountDialog
from cosegui.ui.item_models.gallery_model import GalleryRole
from cosegui.ui.main_window import MainWindow
from cosegui.ui.panels.gallery_view import GalleryView
from tests.helpers.app import run_app
from tests.helpers.fakes import FakeSegmenter
from tests.helpers.gestures import shown, wait_shown

_KEYS = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Keyboard:
    """Keys go to whatever has the focus, as they do from a real one."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot
        self.gallery = window.findChild(GalleryView)

    def press(self, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget() or QApplication.activeWindow()
        assert target is not None
        self.qtbot.keyClick(target, key, modifier)

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        self.qtbot.keyClicks(focus, text)

    def tab_to(self, kind: type[QWidget], text: str = "") -> None:
        """Press Tab until a widget of that kind, and that text, has the focus."""
        for _ in range(60):
            focus = QApplication.focusWidget()
            if isinstance(focus, kind):
                name = focus.accessibleName()
                if text in (focus.text() if isinstance(focus, QPushButton) else "") + name:
                    return
            self.press(_KEYS.Key_Tab)
        raise AssertionError(f"Tab never came to {kind.__name__} {text!r}")

    def wait(self, condition) -> None:
        self.qtbot.waitUntil(condition, timeout=20_000)

    def wait_active(self, window: QWidget) -> None:
        """Until keys go there."""
        self.wait(lambda: window.isAncestorOf(QApplication.focusWidget() or self.window))

    def come_back(self) -> None:
        """A dialog has closed: no window manager gives the focus back where there is no screen."""
        self.wait(lambda: not shown(QDialog))
        self.window.activateWindow()

    def states(self) -> list[ReviewState]:
        model = self.gallery.gallery_model()
        rows = [model.index(row) for row in range(model.rowCount())]
        return [row.data(GalleryRole.STATE) for row in rows if row.data(GalleryRole.STATE)]


def test_from_the_first_window_to_exported_masks_by_keys_alone(
    tmp_path: Path, qtbot: QtBot
) -> None:
    def play(window: MainWindow) -> None:
        keys = Keyboard(window, qtbot)
        keys.wait(lambda: QApplication.activeWindow() is window)
        keys.tab_to(QPushButton, "Demo")
        keys.press(_KEYS.Key_Space)
        keys.wait(lambda: len(keys.states()) == 6)
        keys.wait(lambda: set(keys.states()) == {ReviewState.PREDICTED})
        canvas = window.findChild(Canvas)
        keys.wait(lambda: canvas.has_image and canvas.hasFocus())

        keys.press(_KEYS.Key_G, SHIFT)
        keys.wait_active(wait_shown(qtbot, MaskAmountDialog))
        keys.press(_KEYS.Key_Return)
        keys.come_back()
        keys.wait(lambda: ReviewState.CORRECTED in keys.states() and canvas.hasFocus())
        keys.press(_KEYS.Key_Return, CTRL)
        assert keys.states().count(ReviewState.APPROVED) == 1
        keys.press(_KEYS.Key_Backtab, SHIFT)
        assert QApplication.focusWidget() is keys.gallery
        keys.press(_KEYS.Key_A, CTRL)
        keys.press(_KEYS.Key_Return, CTRL | SHIFT)
        assert set(keys.states()) == {ReviewState.APPROVED}

        keys.press(_KEYS.Key_E, CTRL)
        dialog = wait_shown(qtbot, ExportMasksDialog)
        keys.wait_active(dialog)
        keys.tab_to(QLineEdit)
        keys.press(_KEYS.Key_A, CTRL)
        keys.type(str(tmp_path / "masks"))
        keys.tab_to(QPushButton, "Export")
        keys.press(_KEYS.Key_Space)
        keys.wait(lambda: dialog not in shown(ExportMasksDialog))
        keys.wait(lambda: len(list((tmp_path / "masks").rglob("*.png"))) == 6)
        window.close_now()

    assert run_app([], play, segmenter_factory=FakeSegmenter) == 0
    for path in (tmp_path / "masks").rglob("*.png"):
        with Image.open(path) as mask:
            assert set(np.unique(mask)) <= {0, 255}
