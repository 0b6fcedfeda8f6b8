"""The app as a person uses it, through its real `main`; only the model is a fake."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from cosegui.app import EXIT_NO_WINDOW, main
from cosegui.core.errors import ModelNotFoundError
from cosegui.storage.paths import config_folder
from cosegui.ui.actions import ActionId
from cosegui.ui.canvas.view import Canvas
from cosegui.ui.dialogs.export_masks import ExportMasksDialog
from cosegui.ui.item_models.gallery_model import GalleryRole, RowKind
from cosegui.ui.main_window import MainWindow
from cosegui.ui.panels.gallery_view import GalleryView
from tests.helpers.app import run_app
from tests.helpers.desktop import ROOT
from tests.helpers.fakes import FakeSegmenter, Pause, disc_hw
from tests.helpers.gestures import choose_path, drag, shown, wait_shown
from tests.helpers.logfail import LogGuard
from tests.helpers.projects import write_photographs

SIZE_HW = (120, 160)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    write_photographs(tmp_path / "photos" / "cups", ["a.jpg", "b.png"], size_hw=SIZE_HW)
    write_photographs(tmp_path / "photos" / "鸟 & co", ["c.jpg"], size_hw=SIZE_HW)
    return tmp_path / "photos"


class Hand:
    """Finds its way about the window by what a person sees."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot
        self.canvas = window.findChild(Canvas)
        self.gallery = window.findChild(GalleryView)

    def action(self, action_id: ActionId) -> QAction:
        """An action as the menus hold it."""
        menus = [entry.menu() for entry in self.window.menuBar().actions()]
        entries = [entry for menu in menus for entry in menu.actions()]
        return next(entry for entry in entries if entry.objectName() == action_id.value)

    def do(self, action_id: ActionId) -> None:
        """Pick an action from its menu, as soon as it can be picked."""
        action = self.action(action_id)
        self.wait(action.isEnabled)
        action.trigger()

    def wait(self, condition) -> None:
        self.qtbot.waitUntil(condition, timeout=20_000)

    def wait_open(self, title: str) -> None:
        self.wait(lambda: title in self.window.windowTitle() and self.canvas.has_image)

    def wait_run(self) -> None:
        self.wait(lambda: "Images done" in self.window.status.currentMessage())

    def pictures(self) -> dict[str, object]:
        """What the gallery has to show, by file name; None while it is loading."""
        model = self.gallery.gallery_model()
        rows = [model.index(row) for row in range(model.rowCount())]
        images = [row for row in rows if row.data(GalleryRole.KIND) == RowKind.IMAGE]
        return {row.data(): row.data(GalleryRole.PICTURE) for row in images}

    def save_state(self) -> str:
        return self.window.status.save_label.text()


def read_mask(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image)


def test_from_a_folder_to_corrected_exported_masks_and_back_again(
    photos: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    project = tmp_path / "work" / "birds.cosegui"
    project.parent.mkdir()

    def first_day(window: MainWindow) -> None:
        hand = Hand(window, qtbot)
        hand.wait_open("photos")
        hand.wait(lambda: None not in hand.pictures().values())
        hand.do(ActionId.RUN_UNREVIEWED)
        hand.wait_run()
        assert window.status.device_label.text() == "fake device"
        drag(qtbot, hand.canvas, [(5, 5), (30, 5)])
        drag(qtbot, hand.canvas, [(100, 100), (150, 110)])
        hand.do(ActionId.UNDO)
        hand.do(ActionId.SAVE)
        choose_path(qtbot, project)
        hand.wait(lambda: hand.save_state() == "Saved")
        hand.do(ActionId.APPROVE_AND_NEXT)
        hand.do(ActionId.SAVE)
        hand.wait(lambda: hand.save_state() == "Saved")
        window.close()

    def second_day(window: MainWindow) -> None:
        hand = Hand(window, qtbot)
        hand.wait_open("birds")
        assert "1 of 3" in window.findChild(QLabel, "review_progress").text()
        hand.do(ActionId.EXPORT_MASKS)
        dialog = wait_shown(qtbot, ExportMasksDialog)
        dialog.folder_edit.setText(str(tmp_path / "masks"))
        dialog.export_button.click()
        # While files are written the banner counts them; to close then asks whether to stop.
        hand.wait(lambda: "Masks written" in window.banner.label.text())
        window.close()

    assert run_app([str(photos)], first_day, segmenter_factory=FakeSegmenter) == 0
    assert run_app([str(project)], second_day, segmenter_factory=FakeSegmenter) == 0

    masks = tmp_path / "masks"
    names = sorted(path.relative_to(masks).as_posix() for path in masks.glob("*/*"))
    assert names == ["cups/a.png", "cups/b.png", "鸟 & co/c.png"]
    corrected = read_mask(masks / "cups" / "a.png")
    untouched = read_mask(masks / "cups" / "b.png")
    assert corrected.shape == SIZE_HW
    assert set(np.unique(corrected)) == {0, 255}
    assert corrected[5, 20] == 255, "the stroke is in the mask"
    assert corrected[105, 125] == 0, "the stroke that was undone is not"
    assert np.array_equal(untouched > 0, disc_hw(SIZE_HW))
    assert sorted(p.name for p in photos.rglob("*")) == [
        "a.jpg",
        "b.png",
        "c.jpg",
        "cups",
        "鸟 & co",
    ]


def test_a_folder_closed_without_a_project_is_resumed_with_its_masks(
    photos: Path, qtbot: QtBot
) -> None:
    def paint_and_leave(window: MainWindow) -> None:
        hand = Hand(window, qtbot)
        hand.wait_open("photos")
        drag(qtbot, hand.canvas, [(20, 20), (60, 60)])
        window.close()

    def look(window: MainWindow) -> None:
        hand = Hand(window, qtbot)
        hand.wait_open("photos")
        layers = hand.canvas.edits.layers_hw_u8
        assert layers is not None
        assert layers[40, 40] & 1
        window.close()

    run_app([str(photos)], paint_and_leave, segmenter_factory=FakeSegmenter)
    run_app([str(photos)], look, segmenter_factory=FakeSegmenter)


def test_the_demo_opens_with_masks_already_there(qtbot: QtBot) -> None:
    segmenter = FakeSegmenter()

    def look(window: MainWindow) -> None:
        hand = Hand(window, qtbot)
        hand.wait_open("demo")
        hand.wait_run()
        layers = hand.canvas.edits.layers_hw_u8
        assert layers is not None
        assert layers.any()
        window.close()

    run_app(["--demo"], look, segmenter_factory=lambda: segmenter)
    assert [len(call) for call in segmenter.calls] == [6]

    def look_again(window: MainWindow) -> None:
        hand = Hand(window, qtbot)
        hand.wait_open("demo")
        window.close()

    run_app(["--demo"], look_again, segmenter_factory=lambda: segmenter)
    assert len(segmenter.calls) == 1, "masks that are there are not computed again"


def test_cancel_stops_a_run_at_once_even_while_the_model_is_busy(
    photos: Path, qtbot: QtBot
) -> None:
    segmenter = FakeSegmenter()
    pause = segmenter.pause_at("b.png")

    def script(window: MainWindow) -> None:
        hand = Hand(window, qtbot)
        hand.wait_open("photos")
        hand.do(ActionId.RUN_UNREVIEWED)
        hand.wait(pause.reached.is_set)
        assert window.status.run_box.isVisible()

        window.status.cancel_button.click()

        assert not window.status.run_box.isVisible(), "before the model comes to its senses"
        assert "stopped" in window.status.currentMessage()
        pause.go_on.set()
        window.close()

    run_app([str(photos)], script, segmenter_factory=lambda: segmenter)


def close_during_a_run(window: MainWindow, qtbot: QtBot, pause: Pause) -> Hand:
    """Close the window while the model is held at `pause`."""
    hand = Hand(window, qtbot)
    hand.wait_open("photos")
    hand.do(ActionId.RUN_UNREVIEWED)
    hand.wait(pause.reached.is_set)
    window.close()
    return hand


def test_closing_during_a_run_asks_and_goes_on_running_by_default(
    photos: Path, qtbot: QtBot
) -> None:
    segmenter = FakeSegmenter()
    pause = segmenter.pause_at("b.png")

    def script(window: MainWindow) -> None:
        hand = close_during_a_run(window, qtbot, pause)
        wait_shown(qtbot, QMessageBox).defaultButton().click()
        pause.go_on.set()
        hand.wait_run()
        assert window.isVisible()
        window.close()

    run_app([str(photos)], script, segmenter_factory=lambda: segmenter)


def test_the_question_goes_when_there_is_nothing_left_to_stop_and_the_app_closes(
    photos: Path, qtbot: QtBot
) -> None:
    segmenter = FakeSegmenter()
    pause = segmenter.pause_at("b.png")

    def script(window: MainWindow) -> None:
        hand = close_during_a_run(window, qtbot, pause)
        wait_shown(qtbot, QMessageBox)
        pause.go_on.set()
        hand.wait(lambda: not window.isVisible())
        assert shown(QMessageBox) == []

    run_app([str(photos)], script, segmenter_factory=lambda: segmenter)


def test_a_model_that_cannot_be_loaded_is_told_and_the_masks_can_still_be_painted(
    photos: Path, qtbot: QtBot
) -> None:
    def no_model() -> FakeSegmenter:
        raise ModelNotFoundError("The model is missing. Install cosegui again.")

    def script(window: MainWindow) -> None:
        hand = Hand(window, qtbot)
        box = wait_shown(qtbot, QMessageBox)
        assert "Install cosegui again" in box.informativeText()
        assert window.status.device_label.text() == "No model"
        box.close()
        hand.wait_open("photos")
        drag(qtbot, hand.canvas, [(20, 20), (60, 60)])
        assert "Undo" in hand.action(ActionId.UNDO).text()
        window.close()

    run_app([str(photos)], script, segmenter_factory=no_model)


def test_a_fault_in_a_slot_is_logged_and_told_and_the_app_goes_on(
    photos: Path, qtbot: QtBot, log_guard: LogGuard
) -> None:
    def fail() -> None:
        raise RuntimeError("a wheel came off")

    def script(window: MainWindow) -> None:
        hand = Hand(window, qtbot)
        hand.wait_open("photos")
        hand.canvas.tool_changed.connect(fail)
        with log_guard.expect("nobody caught this", logging.CRITICAL):
            hand.do(ActionId.ERASER)
        box = wait_shown(qtbot, QMessageBox)
        assert "a wheel came off" in box.informativeText()
        box.close()
        hand.canvas.tool_changed.disconnect(fail)
        drag(qtbot, hand.canvas, [(20, 20), (60, 60)])
        hand.do(ActionId.BRUSH)
        window.close()

    assert run_app([str(photos)], script, segmenter_factory=FakeSegmenter) == 0


def test_unreadable_settings_and_window_state_still_start_and_say_so(qtbot: QtBot) -> None:
    (config_folder() / "settings.json").write_bytes(b"{ half a fi")
    (config_folder() / "window.ini").write_bytes(b"\x00\xffgarbage")

    def script(window: MainWindow) -> None:
        assert window.isVisible()
        assert "settings" in window.banner.label.text()
        window.close()

    assert run_app([], script, segmenter_factory=FakeSegmenter) == 0


def test_a_path_that_is_not_there_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    def script(window: MainWindow) -> None:
        box = wait_shown(qtbot, QMessageBox)
        assert "nowhere" in box.text()
        box.close()
        window.close()

    run_app([str(tmp_path / "nowhere")], script, segmenter_factory=FakeSegmenter)


def test_the_window_is_up_before_torch_is_even_loaded() -> None:
    code = (
        "import sys\n"
        "from tests.helpers.app import run_app\n"
        "def look(window):\n"
        "    print('window', window.isVisible(), 'torch', 'torch' in sys.modules)\n"
        "    window.close()\n"
        "run_app([], look, segmenter_factory=None)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert "window True torch False" in done.stdout, done.stderr


@pytest.mark.slow
def test_a_model_that_never_comes_to_an_end_does_not_keep_the_app_from_ending() -> None:
    code = (
        "import sys, threading\n"
        "from tests.helpers.app import run_app\n"
        "stuck = threading.Event()\n"
        "def load():\n"
        "    stuck.set()\n"
        "    threading.Event().wait()\n"
        "def leave(window):\n"
        "    from PySide6.QtTest import QTest\n"
        "    while not stuck.is_set():\n"
        "        QTest.qWait(5)\n"
        "    window.close()\n"
        "sys.exit(run_app([], leave, segmenter_factory=load))\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_display_one_sentence_names_the_way_without_a_window(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")

    assert main([]) == EXIT_NO_WINDOW

    told = capsys.readouterr().err
    assert "cosegui predict" in told
    assert told.count("\n") == 1
