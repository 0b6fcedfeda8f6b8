"""Long days of random work in real threads: what was on the screen is what the next day shows."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from cosegui.core.project import ReviewState
from cosegui.tasks.runner import TaskRunner
from tests.helpers.sessions import SIZE_HW, Desk, photo_folder

ACTIONS = 150


class Worker:
    """Does one random thing after the other, and remembers every mask that it left behind."""

    def __init__(self, desk: Desk, seed: int, qtbot: QtBot) -> None:
        self.desk = desk
        self.qtbot = qtbot
        self.chance = random.Random(seed)
        self.deeds: list[Callable[[], None]] = [
            *[self.paint] * 6,
            *[self.undo] * 3,
            *[self.redo] * 2,
            *[self.walk] * 3,
            self.threshold,
            self.invert,
            self.reset,
            self.mark,
            self.run,
            self.cancel,
            self.save,
            self.look_at_thumbnails,
        ]

    def work(self) -> None:
        for _ in range(ACTIONS):
            self.chance.choice(self.deeds)()
            for _ in range(self.chance.randrange(3)):
                self.qtbot.wait(0)

    def rest(self) -> None:
        """Let everything that is under way end."""
        session = self.desk.session
        self.qtbot.waitUntil(lambda: not session.has_running, timeout=20_000)
        self.wait_ready()

    def wait_ready(self) -> None:
        editor = self.desk.editor
        self.qtbot.waitUntil(lambda: editor.layers_hw_u8 is not None, timeout=20_000)

    def paint(self) -> None:
        if not self.desk.editor.can_edit:
            return
        height, width = SIZE_HW
        points = [(self.chance.uniform(0, width), self.chance.uniform(0, height)) for _ in range(3)]
        value = self.chance.random() < 0.6
        self.desk.paint(*points, radius_px=self.chance.uniform(1, 12), value=value)

    def undo(self) -> None:
        self.desk.editor.undo()

    def redo(self) -> None:
        self.desk.editor.redo()

    def walk(self) -> None:
        self.desk.workspace.step_image(self.chance.choice((-2, -1, 1, 2)))

    def threshold(self) -> None:
        self.desk.editor.set_threshold(self.chance.choice((0.05, 0.5, 0.95)))

    def invert(self) -> None:
        self.desk.editor.apply_computed("Invert", np.logical_not)

    def reset(self) -> None:
        self.desk.editor.reset_to_model()

    def mark(self) -> None:
        image_id = self.chance.choice(self.desk.ids())
        self.desk.workspace.set_state(image_id, self.chance.choice(list(ReviewState)))

    def run(self) -> None:
        self.desk.segmenter.radius_share = self.chance.uniform(0.1, 0.4)
        self.desk.predictions.run_unreviewed()

    def cancel(self) -> None:
        self.desk.predictions.cancel()

    def save(self) -> None:
        self.desk.workspace.save()

    def look_at_thumbnails(self) -> None:
        for image_id in self.desk.ids():
            self.desk.session.thumbnails.mask_thumbnail(image_id)

    def all_layers(self) -> dict[str, np.ndarray]:
        workspace = self.desk.workspace
        return {
            one: workspace.documents.layers_reader(workspace.image(one))() & np.uint8(3)
            for one in self.desk.ids()
        }


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("ending", ["save", "crash"])
def test_what_was_on_the_screen_is_what_the_next_day_shows(
    qtbot: QtBot, tmp_path: Path, threads: TaskRunner, seed: int, ending: str
) -> None:
    folder = photo_folder(tmp_path, {"cups": ("a.png", "b.png"), "pots": ("c.png", "d.png")})
    desk = Desk(threads)
    # One document fits: the others come and go, with and without unsaved edits.
    desk.workspace.documents._budget_bytes = 1
    desk.open_in_threads(qtbot, folder)
    worker = Worker(desk, seed, qtbot)

    worker.work()
    worker.rest()
    layers = worker.all_layers()
    states = {one: desk.workspace.image(one).state for one in desk.ids()}
    areas = {one: desk.workspace.image(one).area for one in desk.ids()}
    if ending == "save":
        if desk.workspace.is_dirty:
            with qtbot.waitSignal(desk.workspace.saved, timeout=20_000):
                desk.workspace.save()
        assert not desk.workspace.is_dirty
    else:
        workspace = desk.workspace
        qtbot.waitUntil(
            lambda: workspace._writes.is_idle and not workspace._store._steps, timeout=20_000
        )
    desk.crash()

    again = Desk()
    again.workspace.open_path(folder)
    found = Worker(again, 0, qtbot).all_layers()

    assert set(found) == set(layers)
    for image_id, wanted in layers.items():
        assert np.array_equal(found[image_id], wanted)
        assert again.workspace.image(image_id).state is states[image_id]
        if areas[image_id] is not None:
            assert areas[image_id] == (wanted & 1).mean()
