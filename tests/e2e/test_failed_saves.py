"""Saves that fail, in the real app: the person is told, stays dirty, and old files are whole."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from cosegui.storage import atomic, project_file
from cosegui.storage import journal as journal_module
from cosegui.storage.project_file import data_folder_of, load_project
from cosegui.ui.actions import ActionId
from cosegui.ui.canvas.view import Canvas
from cosegui.ui.main_window import MainWindow
from tests.helpers.app import run_app
from tests.helpers.fakes import FakeSegmenter
from tests.helpers.gestures import choose_path, dismiss, drag, shown
from tests.helpers.projects import write_photographs

SIZE_HW = (120, 160)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    write_photographs(tmp_path / "photos" / "cups", ["a.png", "b.png"], size_hw=SIZE_HW)
    return tmp_path / "photos"


def the_system_says(number: int) -> Callable[[Path, pytest.MonkeyPatch], AbstractContextManager]:
    """A disk on which every write ends in this error: the test may well be root, and its own
    disk has room."""

    @contextmanager
    def broken(_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        def refuse(*_: object, **__: object) -> None:
            raise OSError(number, os.strerror(number))

        with monkeypatch.context() as patch:
            patch.setattr(atomic.os, "fsync", refuse)
            patch.setattr(journal_module, "_write_all", refuse)
            yield

    return broken


@contextmanager
def the_folder_is_gone(folder: Path, _monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As a drive that is pulled out, and plugged in again."""
    elsewhere = folder.with_name("unplugged")
    folder.rename(elsewhere)
    yield
    assert not folder.exists(), "made anew it would hide the drive when it comes back"
    elsewhere.rename(folder)


class Hand:
    """What these tests do with the window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot
        self.canvas = window.findChild(Canvas)

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=20_000)

    def wait_open(self, title: str) -> None:
        self.wait(lambda: title in self.window.windowTitle() and self.canvas.has_image)

    def do(self, action_id: ActionId) -> None:
        menus = [entry.menu() for entry in self.window.menuBar().actions()]
        actions: list[QAction] = [entry for menu in menus for entry in menu.actions()]
        action = next(entry for entry in actions if entry.objectName() == action_id.value)
        self.wait(action.isEnabled)
        action.trigger()

    def save_as(self, path: Path) -> None:
        self.do(ActionId.SAVE_AS)
        choose_path(self.qtbot, path)
        self.wait_open(path.stem)
        self.wait(lambda: self.save_state() == "Saved")

    def messages_until_idle(self) -> list[tuple[str, str]]:
        """Read and close what is said until nothing is being saved any more."""
        messages = []
        self.wait(lambda: bool(shown(QMessageBox)))
        while shown(QMessageBox) or self.save_state() == "Saving…":
            if shown(QMessageBox):
                messages.append(dismiss(self.qtbot))
            self.qtbot.wait(1)
        return messages

    def save_state(self) -> str:
        return self.window.status.save_label.text()


def whole(project: Path) -> dict[str, bytes]:
    """All files of a project, after a look that each is what it should be."""
    load_project(project)
    files = [project, *data_folder_of(project).glob("*/*.png")]
    for path in files[1:]:
        with Image.open(path) as image:
            image.load()
    return {path.name: path.read_bytes() for path in files}


@pytest.mark.parametrize(
    ("breakage", "told"),
    [
        (the_system_says(errno.ENOSPC), "the disk is full"),
        (the_system_says(errno.EROFS), "the disk is read-only"),
        (the_system_says(errno.EACCES), "you may not write there"),
        (the_folder_is_gone, "the folder is gone"),
    ],
    ids=["disk full", "read-only disk", "no permission", "folder gone"],
)
def test_a_failed_save_says_why_stays_dirty_and_succeeds_once_the_cause_is_gone(
    photos: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    breakage: Callable[[Path, pytest.MonkeyPatch], AbstractContextManager],
    told: str,
) -> None:
    project = tmp_path / "drive" / "cups.cosegui"
    project.parent.mkdir()

    def script(window: MainWindow) -> None:
        hand = Hand(window, qtbot)
        hand.wait_open("photos")
        drag(qtbot, hand.canvas, [(5, 5), (30, 5)])
        hand.save_as(project)
        before = whole(project)
        with breakage(project.parent, monkeypatch):
            drag(qtbot, hand.canvas, [(100, 100), (150, 110)])
            hand.do(ActionId.SAVE)
            told_of = hand.messages_until_idle()
            assert told_of
            assert all(title == "Not saved" and told in text for title, text in told_of)
            assert window.isWindowModified()
        assert whole(project) == before
        hand.do(ActionId.SAVE)
        hand.wait(lambda: hand.save_state() == "Saved")
        assert not window.isWindowModified()
        window.close()

    assert run_app([str(photos)], script, segmenter_factory=FakeSegmenter) == 0
    first = next(load_project(project).images())
    with Image.open(project_file.layers_path(project, first.id)) as layers:
        mask = np.asarray(layers) & 1
    assert mask[5, 20]
    assert mask[105, 125]
