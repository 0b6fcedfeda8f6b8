"""Ctrl+T in the window, with a trainer that needs no torch."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from cosegui.core.effort import Effort, efforts
from cosegui.core.project import ReviewState
from cosegui.session.trainer_command import TrainerCommand
from cosegui.session.training_run import Phase
from cosegui.storage.model_store import ModelStore
from cosegui.ui.actions import ActionId
from cosegui.ui.charts import LineChart, Series, axis_ticks
from cosegui.ui.dialogs.effort import EffortDialog, running_means
from cosegui.ui.dialogs.models import ModelsDialog
from cosegui.ui.dialogs.training import TrainingDialog
from cosegui.ui.messages import ERROR_BOX_NAME, QUESTION_BOX_NAME
from tests.helpers import fake_trainer
from tests.helpers.shells import Bench

WAIT_MS = 30_000
Shown = TypeVar("Shown", bound=QDialog)


class Classroom:
    """The window over three approved images, and what a person does in it."""

    def __init__(self, bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self.bench = bench
        self.qtbot = qtbot
        self.monkeypatch = monkeypatch
        self.training = bench.desk.session.training
        self.window = bench.window
        self.status = bench.window.status

    def behaves(self, **manner: object) -> None:
        self.monkeypatch.setenv("FAKE_TRAINER", json.dumps(manner))

    def open(self) -> TrainingDialog:
        self.bench.actions[ActionId.TEACH].trigger()
        return self.dialog(TrainingDialog)

    def dialog(self, kind: type[Shown]) -> Shown:
        shown = [each for each in self.window.findChildren(kind) if each.isVisible()]
        assert shown, f"no {kind.__name__} is open"
        return shown[-1]

    def box(self, name: str) -> QMessageBox:
        found: list[QMessageBox] = []

        def is_there() -> bool:
            boxes = self.window.findChildren(QMessageBox, name)
            found[:] = [box for box in boxes if box.isVisible()]
            return bool(found)

        self.qtbot.waitUntil(is_there, timeout=WAIT_MS)
        return found[-1]

    def answer(self, key: str) -> None:
        box = self.box(QUESTION_BOX_NAME)
        button = next(b for b in box.buttons() if b.objectName() == key)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def click(self, button: QPushButton) -> None:
        assert button.isVisible(), button.text()
        assert button.isEnabled(), button.text()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def wait_for_phase(self, phase: Phase) -> None:
        def is_reached() -> bool:
            return self.training.run is not None and self.training.run.phase is phase

        self.qtbot.waitUntil(is_reached, timeout=WAIT_MS)

    def train(self, **manner: object) -> TrainingDialog:
        """A whole training, to its verdict."""
        self.behaves(**manner)
        dialog = self.open()
        self.click(dialog.start_button)
        self.wait_for_phase(Phase.FINISHED)
        return dialog


@pytest.fixture
def room(
    bench: Bench, photos: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Classroom]:
    fake = TrainerCommand(sys.executable, (fake_trainer.__file__,))
    training = bench.desk.session.training
    monkeypatch.setattr(training, "_command", fake)
    monkeypatch.setattr(training.estimate, "_command", fake)
    bench.workspace.open_path(photos)
    bench.desk.predictions.run_unreviewed()
    for image_id in bench.desk.ids():
        bench.workspace.set_state(image_id, ReviewState.APPROVED)
    room = Classroom(bench, qtbot, monkeypatch)
    yield room
    for dialog in bench.window.findChildren(TrainingDialog):
        dialog.close()


def test_the_dialog_knows_what_to_do_and_start_is_all_it_needs(room: Classroom) -> None:
    dialog = room.open()

    request = dialog.setup.request()
    assert request is not None
    assert request.name == "photos-1"
    assert request.parent == ModelStore().resolve()
    assert list(request.categories.values()) == ["pots"]
    assert "2 images" in dialog.setup.summary_label.text()
    assert dialog.start_button.isDefault()
    assert not dialog.setup.options.isVisible(), "the rest is under Advanced"


def test_the_time_it_takes_here_is_shown_before_it_starts(room: Classroom) -> None:
    dialog = room.open()

    room.qtbot.waitUntil(lambda: "minutes" in dialog.setup.cost_label.text(), timeout=WAIT_MS)

    assert dialog.setup.cost_label.text() == (
        "About 2 minutes on this machine, with 1.4 GB of memory."
    )


def test_without_an_image_to_judge_by_it_does_not_start(room: Classroom) -> None:
    dialog = room.open()
    group = dialog.setup.tree.topLevelItem(0)
    for row in range(group.childCount()):
        group.child(row).setCheckState(2, Qt.CheckState.Unchecked)

    assert not dialog.start_button.isEnabled()
    assert "judge" in dialog.setup.problem_label.text()

    group.child(1).setCheckState(2, Qt.CheckState.Checked)
    assert dialog.start_button.isEnabled()


def test_with_too_few_masks_it_says_what_to_do_first(room: Classroom) -> None:
    for image_id in room.bench.desk.ids()[1:]:
        room.bench.workspace.set_state(image_id, ReviewState.EXCLUDED)

    dialog = room.open()

    assert not dialog.start_button.isEnabled()
    assert "at least two masks" in dialog.setup.problem_label.text()


def test_a_better_model_is_kept_by_the_default_button_and_predicts_the_rest(
    room: Classroom,
) -> None:
    first = room.bench.desk.ids()[0]
    room.bench.workspace.set_state(first, ReviewState.UNSEEN)
    dialog = room.train(epochs=2, gain=7.5)

    assert "Better by 7.5 points" in dialog.verdict.title_label.text()
    assert dialog.keep_button.isDefault()
    runs = len(room.bench.desk.segmenter.calls)
    room.click(dialog.keep_button)
    room.answer("predict")

    assert [info.name for info in ModelStore().list()] == ["cosegui-b0", "photos-1"]
    assert room.bench.workspace.chosen_model == "photos-1"
    assert len(room.bench.desk.segmenter.calls) == runs + 1
    states = [room.bench.workspace.image(one).state for one in room.bench.desk.ids()]
    assert states == [ReviewState.PREDICTED, ReviewState.APPROVED, ReviewState.APPROVED]


def test_a_model_that_is_no_better_cannot_be_kept_and_discard_is_the_default(
    room: Classroom,
) -> None:
    dialog = room.train(epochs=2, gain=-4.0)

    assert "Worse by 4.0 points" in dialog.verdict.title_label.text()
    assert "correct a few more images" in dialog.verdict.text_label.text()
    assert dialog.verdict.table.item(0, 3).text() == "▼ -4.0"
    assert not dialog.keep_button.isEnabled()
    assert dialog.discard_button.isDefault()
    room.click(dialog.discard_button)

    assert room.training.run is None
    assert [info.name for info in ModelStore().list()] == ["cosegui-b0"]


def test_curves_and_pictures_follow_the_trainer(room: Classroom) -> None:
    dialog = room.train(epochs=3)

    assert "training 0.25" in dialog.progress.loss_chart.accessibleDescription()
    assert "new 58" in dialog.progress.j_chart.accessibleDescription()
    assert dialog.progress.pictures.isVisible()
    assert dialog.progress.grab().width() > 0


def test_it_can_be_paused_resumed_and_stopped(room: Classroom) -> None:
    room.behaves(waits=True)
    dialog = room.open()
    room.click(dialog.start_button)
    room.wait_for_phase(Phase.RUNNING)

    room.click(dialog.pause_button)
    room.wait_for_phase(Phase.PAUSED)
    assert dialog.pause_button.text() == "Resume"
    room.click(dialog.pause_button)
    room.wait_for_phase(Phase.RUNNING)
    room.click(dialog.stop_button)
    room.wait_for_phase(Phase.STOPPED)

    assert dialog.go_on_button.isVisible()


def test_closing_the_dialog_lets_it_go_on_in_the_status_bar(room: Classroom) -> None:
    room.behaves(waits=True)
    dialog = room.open()
    room.click(dialog.start_button)
    room.wait_for_phase(Phase.RUNNING)
    assert not room.status.training_button.isVisible()

    dialog.close()

    assert room.status.training_button.isVisible()
    assert "Teaching" in room.status.training_button.text()
    room.click(room.status.training_button)
    assert room.dialog(TrainingDialog).pages.currentIndex() == 1
    assert not room.status.training_button.isVisible()


def test_closing_the_app_asks_first_and_the_next_ctrl_t_offers_to_go_on(room: Classroom) -> None:
    room.behaves(waits=True, epochs=3)
    room.click(room.open().start_button)
    room.wait_for_phase(Phase.RUNNING)

    room.window.close()
    room.answer("stay")
    assert room.window.isVisible()
    assert room.training.is_running
    room.training.shutdown()
    room.wait_for_phase(Phase.FAILED)
    room.dialog(TrainingDialog).close()
    dialog = room.open()

    assert dialog.go_on_button.isVisible()
    assert room.training.run is not None
    assert room.training.run.phase is Phase.STOPPED
    room.behaves(epochs=3)
    room.click(dialog.go_on_button)
    room.wait_for_phase(Phase.FINISHED)


def test_a_trainer_that_dies_is_told_of_where_the_person_is(room: Classroom) -> None:
    room.behaves(dies_after=0, says="out of memory")
    dialog = room.open()
    room.click(dialog.start_button)
    room.wait_for_phase(Phase.FAILED)

    assert "out of memory" in dialog.progress.detail_label.text()
    assert dialog.go_on_button.isDefault()


def test_a_trainer_that_does_not_answer_can_be_ended(room: Classroom) -> None:
    room.behaves(waits=True)
    dialog = room.open()
    room.click(dialog.start_button)
    room.wait_for_phase(Phase.RUNNING)
    assert not dialog.silence_row.isVisible()

    room.training.silent_changed.emit(True)
    room.click(dialog.end_button)
    room.qtbot.waitUntil(lambda: not room.training.is_running, timeout=WAIT_MS)

    assert dialog.go_on_button.isVisible()


def test_a_name_that_is_taken_is_refused_before_it_starts(room: Classroom) -> None:
    dialog = room.open()
    dialog.setup.name_edit.setText("cosegui-b0")
    room.click(dialog.start_button)

    assert "another name" in room.box(ERROR_BOX_NAME).text()
    assert room.training.run is None


def models_dialog(room: Classroom) -> ModelsDialog:
    room.bench.actions[ActionId.MODELS].trigger()
    return room.dialog(ModelsDialog)


def test_models_stand_side_by_side_and_the_shipped_one_stays(room: Classroom) -> None:
    room.click(room.train(epochs=1).keep_button)
    room.answer("use")
    dialog = models_dialog(room)

    assert [dialog.table.item(row, 0).text() for row in range(2)] == [
        "cosegui-b0 (shipped)",
        "photos-1, in use",
    ]
    dialog.table.selectAll()
    assert dialog.cards.columnCount() == 3
    assert not dialog.delete_button.isEnabled()
    dialog.table.selectRow(0)
    assert not dialog.delete_button.isEnabled()
    assert not dialog.rename_button.isEnabled()
    dialog.close()


def test_deleting_a_model_asks_and_the_project_falls_back_to_the_settings(
    room: Classroom,
) -> None:
    room.click(room.train(epochs=1).keep_button)
    room.answer("use")
    dialog = models_dialog(room)
    dialog.table.selectRow(1)

    room.click(dialog.delete_button)
    room.answer("stay")
    assert len(ModelStore().list()) == 2
    room.click(dialog.delete_button)
    room.answer("delete")

    assert [info.name for info in ModelStore().list()] == ["cosegui-b0"]
    assert room.bench.workspace.chosen_model == ""
    dialog.close()


def test_a_renamed_model_stays_the_projects(room: Classroom) -> None:
    room.click(room.train(epochs=1).keep_button)
    room.answer("use")

    room.bench.desk.session.models.rename("photos-1", "ducks")

    assert room.bench.workspace.chosen_model == "ducks"


def test_a_model_travels_by_export_and_import(room: Classroom, tmp_path: Path) -> None:
    models = room.bench.desk.session.models
    room.click(room.train(epochs=1).keep_button)
    room.answer("stay")

    models.export("photos-1", tmp_path / "copy.safetensors")
    models.import_file(tmp_path / "copy.safetensors", "copy")

    assert {info.name for info in ModelStore().list()} == {"cosegui-b0", "photos-1", "copy"}


def test_the_effort_of_approved_images_can_be_looked_at(room: Classroom) -> None:
    for image_id in room.bench.desk.ids():
        room.bench.workspace.select_image(image_id)
        room.bench.workspace.set_state(image_id, ReviewState.UNSEEN)
        room.bench.workspace.set_state(image_id, ReviewState.APPROVED)
    assert room.bench.workspace.project is not None
    assert len(efforts(room.bench.workspace.project)) == 3

    room.bench.actions[ActionId.EFFORT].trigger()

    dialog = room.dialog(EffortDialog)
    assert dialog.text_label.text().startswith("3 images")
    assert "each image 100" in dialog.charts[0].accessibleDescription()
    dialog.close()


def test_effort_over_time_is_smoothed_by_the_images_before() -> None:
    assert running_means([4.0, 2.0, 0.0, 0.0], 2) == [4.0, 3.0, 1.0, 0.0]
    assert running_means([], 5) == []


def test_a_chart_of_no_and_of_one_value_can_be_painted(qtbot: QtBot) -> None:
    chart = LineChart("Loss", x_name="pass")
    qtbot.addWidget(chart)
    chart.resize(300, 160)
    empty = chart.grab().toImage()
    chart.set_series([Series("training", "accent", ((0.0, 0.5),))])

    assert chart.grab().toImage() != empty


def test_an_empty_project_says_that_nothing_was_corrected(qtbot: QtBot) -> None:
    dialog = EffortDialog([])
    qtbot.addWidget(dialog)
    assert "Nothing" in dialog.text_label.text()
    dialog.show_efforts([Effort(1.0, 90.0, 10, 0.5, "m")])
    assert "1 images, 2 minutes" in dialog.text_label.text()


@pytest.mark.parametrize(
    ("low", "high"), [(0.0, 1.0), (49.9, 50.1), (3.0, 3.0), (-2.0, 1e6), (0.0, 1e-6)]
)
def test_ticks_are_round_and_enclose_the_values(low: float, high: float) -> None:
    ticks = axis_ticks(low, high)

    assert ticks == sorted(set(ticks))
    assert 2 <= len(ticks) <= 7
    assert ticks[0] <= low + 1e-9
    assert ticks[-1] >= high - 1e-9
