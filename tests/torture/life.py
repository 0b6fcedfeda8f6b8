"""One life of the real app: a seeded day of work, told step by step, until it is killed.

Run as `python -m tests.torture.life PLACE LEDGER SEED ACTIONS`.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMessageBox

from cosegui.core.painting import apply_mask
from cosegui.core.project import ReviewState
from cosegui.core.settings import Settings
from cosegui.storage.settings_file import save_settings
from cosegui.ui.actions import ActionId
from cosegui.ui.canvas.view import Canvas
from cosegui.ui.main_window import MainWindow
from tests.helpers.app import run_app
from tests.helpers.fakes import FakeSegmenter
from tests.helpers.gestures import shown, view_point
from tests.torture.ledger import DISC_SHARES, SIZE_HW, Ledger, Value, digest_of

PATIENCE_S = 60.0
KEY_REPEAT_MS = 30
LEFT = Qt.MouseButton.LeftButton


class SlowFake(FakeSegmenter):
    """Takes its time with each image, so that strokes and kills fall into its runs."""

    def _segment(self, index: int, source: Any) -> Any:
        time.sleep(0.03)
        return super()._segment(index, source)


def wait(condition: Callable[[], bool], what: str) -> None:
    """Serve the event loop until it is so."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited in vain for {what}")
        QTest.qWait(1)


class Life:
    """Works on what is open; every finished step is in the ledger before the next begins."""

    def __init__(
        self, window: MainWindow, ledger: Ledger, chance: random.Random, segmenter: SlowFake
    ) -> None:
        self.window = window
        self.ledger = ledger
        self.chance = chance
        self.segmenter = segmenter
        self.canvas: Canvas = window.findChild(Canvas)
        self.editor = self.canvas._editor
        self.workspace = self.editor._workspace
        self.told: dict[str, Value] = {}
        self.by_cursor: dict[tuple[str, int], str] = {}
        self.is_stepping = False
        self.workspace.layers_changed.connect(self._on_layers_changed)

    def play(self, actions: int) -> None:
        """So many random actions, then the end of the day."""
        wait(lambda: self.workspace.project is not None, "the project")
        wait(lambda: self.canvas.has_image, "the first photograph")
        self.told = dict(self.values())
        self.ledger.tell("opened", values=self.told)
        deeds = [deed for deed, _ in self._habits()]
        weights = [weight for _, weight in self._habits()]
        for _ in range(actions):
            self.chance.choices(deeds, weights)[0]()
            QTest.qWait(self.chance.choice((1, 5, 20, 60)))
        self.chance.choice((self.close, self.close, self.discard))()

    def _habits(self) -> tuple[tuple[Callable[[], None], int], ...]:
        """What is done, and how often beside the others."""
        return (
            (self.paint, 40),
            (self.undo, 12),
            (self.redo, 6),
            (self.walk, 10),
            (self.invert, 3),
            (self.mark, 4),
            (self.run, 4),
            (self.propagate, 2),
            (self.save, 6),
            (self.save_as, 2),
            (self.pause, 2),
        )

    # What can be told of

    def values(self) -> Iterator[tuple[str, Value]]:
        """All images as the project would keep them now."""
        for image_id in self.workspace.ordered_image_ids():
            image = self.workspace.image(image_id)
            layers = self.workspace.documents.layers_reader(image)()
            yield image.path.as_posix(), Value(digest_of(layers), image.state.value)

    def tell(self, event: str) -> None:
        """What has changed since the last telling."""
        now = dict(self.values())
        changed = {name: value for name, value in now.items() if self.told.get(name) != value}
        self.told = now
        self.ledger.tell(event, values=changed)

    def _on_layers_changed(self, _image_id: str) -> None:
        if not self.is_stepping:
            self.tell("model")

    def step(self, kind: str, act: Callable[[], None], *then: str) -> None:
        """One step of the current image; `then`: the digests that it may leave."""
        self._note_digest()
        self.ledger.tell("begin", kind=kind, image=self.name, then=list(then))
        self.is_stepping = True
        act()
        self.is_stepping = False
        self.tell("end")
        self._note_digest()

    def _note_digest(self) -> None:
        """What the steps to and from here lead back to."""
        self.by_cursor[self.editor.image_id, self.editor.step_cursor] = self.digest

    @property
    def name(self) -> str:
        return self.workspace.image(self.editor.image_id).path.as_posix()

    @property
    def digest(self) -> str:
        assert self.editor.layers_hw_u8 is not None
        return digest_of(self.editor.layers_hw_u8)

    # What a person does

    def paint(self) -> None:
        if not self.editor.can_edit:
            return
        height, width = SIZE_HW
        points = [
            (self.chance.uniform(0, width), self.chance.uniform(0, height))
            for _ in range(self.chance.randint(2, 5))
        ]
        self.canvas.set_brush_radius(self.chance.choice((2, 5, 12, 30)))
        self.trigger(self.chance.choice((ActionId.BRUSH, ActionId.BRUSH, ActionId.ERASER)))

        def stroke() -> None:
            places = [view_point(self.canvas, point) for point in points]
            QTest.mousePress(self.canvas, LEFT, Qt.KeyboardModifier.NoModifier, places[0])
            for place in places[1:]:
                self._move(place)
                QTest.qWait(self.chance.choice((0, 2, 8)))
            self._move(places[-1])
            self.ledger.tell("about", then=[self.digest])
            QTest.mouseRelease(self.canvas, LEFT, Qt.KeyboardModifier.NoModifier, places[-1])

        self.step("stroke", stroke)

    def _move(self, place: QPoint) -> None:
        QTest.mouseMove(self.canvas, place)

    def undo(self) -> None:
        for _ in range(self.chance.choice((1, 1, 2, 4))):
            self._travel(ActionId.UNDO, -1)
            QTest.qWait(KEY_REPEAT_MS)

    def redo(self) -> None:
        for _ in range(self.chance.choice((1, 1, 3))):
            self._travel(ActionId.REDO, 1)
            QTest.qWait(KEY_REPEAT_MS)

    def _travel(self, action: ActionId, by: int) -> None:
        cursor = self.editor.step_cursor + by
        if not self.editor.can_edit or not 0 <= cursor <= len(self.editor.step_names):
            return
        then = self.by_cursor.get((self.editor.image_id, cursor), "")
        self.step(action.value, lambda: self.trigger(action), then)

    def walk(self) -> None:
        self.ledger.tell("doing", what="walk")
        self.trigger(self.chance.choice((ActionId.NEXT_IMAGE, ActionId.PREVIOUS_IMAGE)))
        if self.chance.random() < 0.8:
            wait(lambda: self.canvas.has_image, "the photograph")

    def invert(self) -> None:
        if not self.editor.can_edit:
            return
        assert self.editor.layers_hw_u8 is not None
        layers = self.editor.layers_hw_u8.copy()
        apply_mask(layers, (layers & 1) == 0)

        def act() -> None:
            self.trigger(ActionId.INVERT)
            wait(lambda: not self.editor.is_computing, "the inverted mask")

        self.step("invert", act, digest_of(layers))

    def mark(self) -> None:
        if not self.editor.can_edit:
            return
        state = self.chance.choice((ReviewState.APPROVED, ReviewState.CORRECTED))
        image_id = self.editor.image_id
        self.step("mark", lambda: self.workspace.set_state(image_id, state), self.digest)

    def run(self) -> None:
        self.ledger.tell("doing", what="run")
        self.segmenter.radius_share = self.chance.choice(DISC_SHARES)
        self.trigger(self.chance.choice((ActionId.RUN_GROUP, ActionId.RUN_UNREVIEWED)))
        QTest.qWait(self.chance.choice((1, 60)))

    def propagate(self) -> None:
        self.ledger.tell("doing", what="propagate")
        self.trigger(ActionId.PROPAGATE)
        QTest.qWait(self.chance.choice((1, 60)))

    def save(self) -> None:
        self.ledger.tell("doing", what="save")
        if self.workspace.is_draft and self.chance.random() < 0.7:
            self.workspace.save()
        elif self.workspace.is_draft:
            self.save_as()
        else:
            self.trigger(ActionId.SAVE)

    def save_as(self) -> None:
        """Strokes go on while the project moves."""
        number = self.chance.randrange(10**9)
        path = (
            Path(self.workspace.image(self.editor.image_id).path).parents[2] / f"{number}.cosegui"
        )
        moved: list[str] = []
        self.trigger(ActionId.SAVE_AS)
        wait(lambda: bool(shown(QFileDialog)), "the file dialog")
        dialog = shown(QFileDialog)[-1]
        dialog.setDirectory(str(path.parent))
        dialog.selectFile(path.name)
        self.ledger.tell("save as", path=str(path))
        QFileDialog.accept(dialog)
        self.workspace.saved.connect(moved.append)
        for _ in range(self.chance.randrange(6)):
            self.paint()
            QTest.qWait(1)
        wait(lambda: self.workspace.project_path == path and str(path) in moved, "the move")
        self.ledger.tell("moved", path=str(path))

    def pause(self) -> None:
        """Long enough for the autosave."""
        self.ledger.tell("doing", what="autosave")
        QTest.qWait(1100)

    def close(self) -> None:
        self.ledger.tell("doing", what="close")
        self.window.close()
        self._answer("stop", "save")
        self.ledger.tell("settled")

    def discard(self) -> None:
        """Close without saving; a draft has no such question and is saved."""
        self.settle()
        self.ledger.tell("settled")
        self.paint()
        self.paint()
        self.ledger.tell("doing", what="close" if self.workspace.is_draft else "discard")
        self.window.close()
        self._answer("discard")

    def settle(self) -> None:
        """Wait until all is saved."""
        session = self.workspace
        wait(lambda: not self.running, "the end of the run")
        if session.is_dirty:
            session.save()
        wait(lambda: not session.is_dirty and not session.is_busy, "the save")

    @property
    def running(self) -> bool:
        return self.action(ActionId.CANCEL_RUN).isEnabled()

    def _answer(self, *keys: str) -> None:
        """Answer the questions that closing asks, while it asks."""
        while self.window.isVisible():
            for box in shown(QMessageBox):
                buttons = (box.findChild(QAbstractButton, key) for key in keys)
                for button in filter(None, buttons):
                    button.click()
            QTest.qWait(1)

    def action(self, action_id: ActionId) -> QAction:
        menus = [entry.menu() for entry in self.window.menuBar().actions()]
        entries = [entry for menu in menus for entry in menu.actions()]
        return next(entry for entry in entries if entry.objectName() == action_id.value)

    def trigger(self, action_id: ActionId) -> None:
        self.action(action_id).trigger()


def main(place: str, ledger_path: str, seed: str, actions: str) -> int:
    ledger, chance = Ledger(Path(ledger_path)), random.Random(seed)
    segmenter = SlowFake()
    save_settings(Settings().changed(autosave_seconds=1))
    ledger.tell("started")
    return run_app(
        [place],
        lambda window: Life(window, ledger, chance, segmenter).play(int(actions)),
        segmenter_factory=lambda: segmenter,
    )


if __name__ == "__main__":
    np.seterr(all="raise")
    sys.exit(main(*sys.argv[1:]))
