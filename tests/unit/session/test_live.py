"""Live repair: each stroke is propagated, and only strokes are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication

from cosegui.core.layers import mask_of
from cosegui.core.project import ReviewState
from tests.helpers.fakes import SteppedRunner, disc_hw
from tests.helpers.sessions import SIZE_HW, Desk, Heard, photo_folder

DISC = disc_hw(SIZE_HW)
SMALL_DISC = disc_hw(SIZE_HW, 0.1)


def stored_mask(desk: Desk, name: str) -> np.ndarray:
    image = desk.workspace.image(desk.id_of(name))
    return mask_of(desk.workspace.documents.layers_reader(image)())


@pytest.fixture
def live(desk: Desk) -> Desk:
    """The model has run and would find smaller discs now; live repair is on."""
    desk.predictions.run_unreviewed()
    desk.select("a.png")
    desk.segmenter.radius_share = 0.1
    desk.session.live.switch(True)
    return desk


def test_a_stroke_repairs_the_others_and_no_result_begins_another_run(live: Desk) -> None:
    runs = Heard(live.predictions, "run_started")
    live.paint((5, 5))
    assert np.array_equal(stored_mask(live, "b.png"), SMALL_DISC)
    assert len(runs.all) == 1


def test_scribbles_on_an_image_that_no_model_has_seen_count_as_well(desk: Desk) -> None:
    desk.session.live.switch(True)
    desk.select("a.png")
    desk.paint((5, 5))
    desk.paint((40, 40), value=False)
    ((example,),) = desk.segmenter.examples[-1:]
    assert 0 < example.certain_hw.sum() < example.certain_hw.size
    assert desk.state_of("b.png") is ReviewState.PREDICTED


def test_taking_a_stroke_back_begins_no_run(live: Desk) -> None:
    live.paint((5, 5))
    live.paint((15, 5))
    runs = Heard(live.predictions, "run_started")
    live.editor.undo()
    assert runs.all == []


def test_without_live_a_stroke_stays_where_it_is(live: Desk) -> None:
    live.session.live.switch(False)
    live.paint((5, 5))
    assert np.array_equal(stored_mask(live, "b.png"), DISC)


def test_when_nothing_is_left_to_repair_nobody_is_told_off(live: Desk) -> None:
    for name in ("b.png", "c.png"):
        live.workspace.set_state(live.id_of(name), ReviewState.APPROVED)
    heard = Heard(live.predictions, "failed", "run_started")
    live.paint((5, 5))
    assert heard.names == []


@pytest.fixture
def stepped(tmp_path: Path) -> Desk:
    desk = Desk(SteppedRunner())
    desk.workspace.open_path(photo_folder(tmp_path))
    desk.runner.run_all()
    desk.predictions.run_unreviewed()
    desk.runner.run_all()
    desk.select("a.png")
    desk.runner.run_all()
    desk.segmenter.radius_share = 0.1
    desk.session.live.switch(True)
    return desk


def test_a_stroke_supersedes_the_propagation_of_the_one_before(stepped: Desk) -> None:
    heard = Heard(stepped.predictions, "run_started", "run_finished")
    stepped.paint((5, 5))
    stepped.runner.run_one("load the model")
    stepped.paint((15, 5))
    assert heard.names == ["run_started", "run_finished", "run_started"]
    stepped.runner.run_all()
    assert len(stepped.segmenter.examples) == 1, "the first was never begun"
    assert np.array_equal(stored_mask(stepped, "b.png"), SMALL_DISC)


def test_one_step_takes_back_what_superseded_propagations_changed_too(stepped: Desk) -> None:
    repairs = stepped.predictions.repairs
    stepped.paint((5, 5))
    stepped.runner.run_one("load the model")
    deliver = stepped.runner.work("segment pots")  # its results are in, its end is not told yet
    stepped.segmenter.radius_share = 0.2
    stepped.paint((15, 5))
    deliver()
    stepped.runner.run_all()
    assert np.array_equal(stored_mask(stepped, "b.png"), disc_hw(SIZE_HW, 0.2))

    repairs.take_back()
    stepped.runner.run_all()

    assert np.array_equal(stored_mask(stepped, "b.png"), DISC)
    assert repairs.changed_ids == frozenset()


def test_a_run_that_was_asked_for_is_let_finish_first(stepped: Desk) -> None:
    heard = Heard(stepped.predictions, "run_started", "run_finished")
    stepped.predictions.run_unreviewed()
    stepped.paint((5, 5))
    assert heard.names == ["run_started"]
    stepped.runner.run_all()
    QCoreApplication.processEvents()
    stepped.runner.run_all()
    assert heard.names == ["run_started", "run_finished"] * 2
    assert len(stepped.segmenter.examples) == 1


def test_marks_go_when_their_image_is_edited(live: Desk) -> None:
    live.paint((5, 5))
    repairs = live.predictions.repairs
    assert repairs.changed_ids == {live.id_of("b.png"), live.id_of("c.png")}
    assert repairs.small_mask_before(live.id_of("b.png")).shape == SIZE_HW
    live.session.live.switch(False)
    live.select("b.png")
    live.paint((5, 5))
    assert repairs.changed_ids == {live.id_of("c.png")}
