"""The session teaches a small model with the real trainer, in its own process."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from cosegui.core.lesson import LessonOptions
from cosegui.core.project import ReviewState
from cosegui.model.checkpoint import load_checkpoint
from cosegui.session.lessons import LessonRequest
from cosegui.session.training_run import Phase
from cosegui.storage.model_store import ModelStore
from tests.helpers.models import small_model_file
from tests.helpers.sessions import Desk, photo_folder

WAIT_MS = 150_000


def test_a_model_is_taught_kept_and_can_be_loaded(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk()
    training = desk.session.training
    desk.workspace.open_path(photo_folder(tmp_path))
    desk.predictions.run_unreviewed()
    for image_id in desk.ids():
        desk.workspace.set_state(image_id, ReviewState.APPROVED)
    parent = ModelStore().add(small_model_file(tmp_path), "small")
    parent_content = parent.read_bytes()
    groups = training.groups()
    request = LessonRequest(
        name="pots-1",
        parent=parent,
        parent_name="small",
        categories={group.id: group.category for group in groups},
        roles={image.id: image.role for group in groups for image in group.images},
        options=LessonOptions(epochs=2, device="cpu", threads=1),
    )

    with qtbot.waitSignal(training.ended, timeout=WAIT_MS):
        training.start(request)

    run = training.run
    assert run is not None
    assert run.phase is Phase.FINISHED, run.message
    assert run.verdict is not None
    assert sorted(run.epochs) == [0, 1, 2]
    assert run.estimate is not None
    assert {each.is_held_out for each in run.thumbnails} >= {True}
    training.keep("pots-1")
    _network, card = load_checkpoint(ModelStore().resolve("pots-1"))
    assert (card["name"], card["parent"]) == ("pots-1", "small")
    assert parent.read_bytes() == parent_content
    assert desk.session.shutdown()
