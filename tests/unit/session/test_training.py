"""A session with a trainer that speaks the protocol and needs no torch."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cosegui.core.effort import pinned_role
from cosegui.core.errors import ModelError
from cosegui.core.lesson import Role
from cosegui.core.project import ReviewState
from cosegui.session.lessons import LessonRequest
from cosegui.session.trainer_command import TrainerCommand
from cosegui.session.training import SILENCE_S, Training
from cosegui.session.training_run import Phase, TrainingRun
from cosegui.storage.lesson_file import LESSON_NAME, read_lesson
from cosegui.storage.masks import read_layers
from cosegui.storage.model_store import ModelStore
from tests.helpers import fake_trainer
from tests.helpers.sessions import Desk, Heard

FAKE = TrainerCommand(sys.executable, (fake_trainer.__file__,))
WAIT_MS = 30_000


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


class School:
    """A training over three approved images, and short words for what tests do with it."""

    def __init__(self, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self.desk = desk
        self.qtbot = qtbot
        self.monkeypatch = monkeypatch
        self.clock = Clock()
        self.training = Training(desk.workspace, command=FAKE, clock=self.clock)
        self.heard = Heard(self.training, "changed", "ended", "kept", "failed", "silent_changed")

    def behaves(self, **manner: object) -> None:
        self.monkeypatch.setenv("FAKE_TRAINER", json.dumps(manner))

    def request(self, name: str = "pots-1") -> LessonRequest:
        groups = self.training.groups()
        return LessonRequest(
            name=name,
            parent=ModelStore().resolve(),
            parent_name="cosegui-b0",
            categories={group.id: group.category for group in groups},
            roles={image.id: image.role for group in groups for image in group.images},
        )

    def start(self) -> TrainingRun:
        self.training.start(self.request())
        run = self.training.run
        assert run is not None
        return run

    def finish(self) -> TrainingRun:
        with self.qtbot.waitSignal(self.training.ended, timeout=WAIT_MS):
            return self.start()

    def wait_for(self, kind: str) -> None:
        self.qtbot.waitUntil(lambda: kind in self.heard.of("changed"), timeout=WAIT_MS)

    def step(self) -> None:
        """Let the trainer make one more pass."""
        self.heard.clear()
        self.training._process.send({"command": "step"})
        self.wait_for("epoch")


@pytest.fixture
def school(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[School]:
    desk.predictions.run_unreviewed()
    for image_id in desk.ids():
        desk.workspace.set_state(image_id, ReviewState.APPROVED)
    school = School(desk, qtbot, monkeypatch)
    yield school
    school.training.shutdown()


def test_a_training_tells_its_curves_and_its_verdict(school: School) -> None:
    school.behaves(epochs=3, gain=6.0)

    run = school.finish()

    assert run.phase is Phase.FINISHED
    assert sorted(run.epochs) == [0, 1, 2, 3]
    assert run.epochs[0].train_loss is None
    assert run.epochs[3].j_new == 56.0
    assert run.verdict is not None
    assert run.verdict.is_better
    assert run.verdict.gain == pytest.approx(6.0)
    assert [image.name for image in run.verdict.images] == [
        school.desk.workspace.image(image.id).name for image in run.verdict.images
    ]


def test_the_lesson_holds_copies_of_the_masks_as_they_are_in_memory(school: School) -> None:
    school.behaves(waits=True)
    image_id = school.desk.select("a.png")
    school.desk.paint((3, 3))
    mask = school.desk.mask()
    run = school.start()
    school.wait_for("epoch")

    lesson = read_lesson(run.folder / LESSON_NAME)
    images = {image.id: image for group in lesson.groups for image in group.images}
    assert images[image_id].layers is not None
    stored = read_layers(images[image_id].layers)
    school.desk.paint((30, 20))

    assert ((stored & 1).astype(bool) == mask).all()
    assert sorted(image.role for image in images.values()) == [
        Role.HELD_OUT,
        Role.TRAINING,
        Role.TRAINING,
    ]


def test_the_split_is_pinned_in_the_project(school: School) -> None:
    school.behaves(epochs=1)
    first = school.desk.ids()[0]
    request = school.request()
    roles = dict.fromkeys(request.roles, Role.TRAINING) | {first: Role.HELD_OUT}
    with school.qtbot.waitSignal(school.training.ended, timeout=WAIT_MS):
        school.training.start(replace(request, roles=roles))

    assert pinned_role(school.desk.workspace.image(first)) is Role.HELD_OUT
    dealt = {image.id: image.role for group in school.training.groups() for image in group.images}
    assert dealt == roles


def test_it_pauses_goes_on_and_stops(school: School) -> None:
    school.behaves(epochs=5, waits=True)
    run = school.start()
    school.wait_for("epoch")

    school.training.pause()
    school.wait_for("paused")
    assert run.phase is Phase.PAUSED
    school.training.resume()
    school.wait_for("resumed")
    school.step()
    with school.qtbot.waitSignal(school.training.ended, timeout=WAIT_MS):
        school.training.stop()

    assert run.phase is Phase.STOPPED
    assert run.can_resume
    assert run.latest is not None
    assert run.latest.number == 1


def test_a_training_that_was_stopped_goes_on_after_its_last_pass(school: School) -> None:
    school.behaves(epochs=3, waits=True)
    school.start()
    school.wait_for("epoch")
    school.step()
    with school.qtbot.waitSignal(school.training.ended, timeout=WAIT_MS):
        school.training.stop()
    school.behaves(epochs=3)

    with school.qtbot.waitSignal(school.training.ended, timeout=WAIT_MS):
        school.training.go_on()

    run = school.training.run
    assert run is not None
    assert run.phase is Phase.FINISHED
    assert sorted(run.epochs) == [0, 1, 2, 3]


def test_a_trainer_that_dies_is_told_with_its_last_words_and_can_go_on(school: School) -> None:
    school.behaves(dies_after=1, says="MemoryError")

    run = school.finish()

    assert run.phase is Phase.FAILED
    assert "MemoryError" in run.message
    assert run.can_resume


def test_a_trainer_that_gives_up_says_why(school: School) -> None:
    school.behaves(fails="The model does not fit. Choose a smaller one.")

    run = school.finish()

    assert run.phase is Phase.FAILED
    assert run.message == "The model does not fit. Choose a smaller one."
    assert not run.can_resume


def test_a_training_broken_off_by_the_end_of_the_app_is_found_by_the_next(school: School) -> None:
    school.behaves(epochs=4, waits=True)
    school.start()
    school.wait_for("epoch")
    school.step()
    school.training.shutdown()

    found: list[TrainingRun] = []
    Training(school.desk.workspace, command=FAKE).look_for_unfinished(found.append)

    assert [run.phase for run in found] == [Phase.STOPPED]
    assert found[0].can_resume
    assert sorted(found[0].epochs) == [0, 1]
    assert found[0].thumbnails


def test_trainings_of_other_projects_are_not_offered(school: School) -> None:
    school.behaves(epochs=1)
    school.finish()
    for group in list(school.desk.workspace.project.groups):
        school.desk.workspace.remove_group(group.id)

    found: list[TrainingRun] = []
    Training(school.desk.workspace, command=FAKE).look_for_unfinished(found.append)

    assert found == []


def test_keeping_puts_a_named_model_into_the_store_and_leaves_the_parent_alone(
    school: School,
) -> None:
    school.behaves(epochs=1)
    parent = ModelStore().resolve()
    content = parent.read_bytes()
    run = school.finish()

    school.training.keep("ducks")

    assert school.heard.of("kept") == ["ducks"]
    assert school.training.run is None
    assert not run.folder.exists()
    kept = next(info for info in ModelStore().list() if info.name == "ducks")
    assert kept.card["name"] == "ducks"
    assert parent.read_bytes() == content


def test_a_name_that_is_taken_is_refused_and_nothing_is_lost(school: School) -> None:
    school.behaves(epochs=1)
    run = school.finish()
    school.training.keep("ducks")
    again = school.finish()

    school.training.keep("ducks")

    assert [title for title, _ in school.heard.of("failed")] == ["The model was not kept"]
    assert again.folder.exists()
    assert school.training.run is again is not run
    with pytest.raises(ModelError, match="already"):
        Training.check_name("ducks")


def test_discarding_leaves_no_trace(school: School) -> None:
    school.behaves(epochs=1)
    run = school.finish()

    school.training.discard()

    assert school.training.run is None
    assert not run.folder.exists()
    assert [info.name for info in ModelStore().list()] == ["cosegui-b0"]


def test_what_was_put_aside_is_found_again_with_its_verdict(school: School) -> None:
    school.behaves(epochs=1)
    school.finish()
    school.training.put_aside()

    found: list[TrainingRun] = []
    school.training.look_for_unfinished(found.append)

    assert found[0].phase is Phase.FINISHED
    assert found[0].verdict is not None


def test_a_trainer_that_falls_silent_is_noticed_and_can_be_killed(school: School) -> None:
    school.behaves(waits=True)
    run = school.start()
    school.wait_for("epoch")
    school.clock.now_s += SILENCE_S

    school.training.look()
    assert school.training.is_silent
    assert school.heard.of("silent_changed") == [True]
    with school.qtbot.waitSignal(school.training.ended, timeout=WAIT_MS):
        school.training.kill()

    assert school.heard.of("silent_changed") == [True, False]
    assert not run.phase.is_active


def test_thumbnails_arrive_as_arrays(school: School) -> None:
    school.behaves(epochs=1)
    arrived: list[list] = []
    school.training.pictures_ready.connect(arrived.append)

    school.finish()

    assert arrived[-1][0].photograph_hwc_u8.shape == (16, 24, 3)
    assert arrived[-1][0].truth_hw_u8.shape == (16, 24)
    assert arrived[-1][0].is_held_out


def test_the_time_is_measured_before_it_starts_and_nothing_is_left_behind(school: School) -> None:
    estimate = school.training.estimate

    with school.qtbot.waitSignal(estimate.estimated, timeout=WAIT_MS) as measured:
        estimate.measure(school.request())
    school.qtbot.waitUntil(lambda: not any(school.training.folder.iterdir()), timeout=WAIT_MS)

    assert measured.args[0].seconds == 100.0


def test_of_several_measurements_the_newest_is_told(school: School) -> None:
    estimate = school.training.estimate
    told: list[object] = []
    estimate.estimated.connect(told.append)

    estimate.measure(school.request())
    with school.qtbot.waitSignal(estimate.estimated, timeout=WAIT_MS):
        estimate.measure(school.request("pots-2"))

    assert len(told) == 1


def test_a_second_training_waits_for_the_first(school: School) -> None:
    school.behaves(waits=True)
    run = school.start()
    school.wait_for("epoch")

    school.training.start(school.request("other"))

    assert school.training.run is run


def test_the_real_trainer_is_found_wherever_cosegui_was_started() -> None:
    command = TrainerCommand()
    assert command.program == sys.executable
    arguments = command.for_lesson(Path("run"), "--listen")
    assert arguments[:4] == ["-m", "cosegui", "train", "--fine-tune"]
    root = command.environment()["PYTHONPATH"].split(os.pathsep)[0]
    assert (Path(root) / "cosegui" / "__init__.py").is_file()
