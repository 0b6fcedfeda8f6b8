from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cosegui.core.geometry import Box
from cosegui.core.layers import MASK_BIT, TOUCHED_BIT, touched_of
from cosegui.core.project import ReviewState
from cosegui.session.edited_image import DEFAULT_THRESHOLD
from tests.helpers.fakes import SteppedRunner, disc_hw
from tests.helpers.sessions import SIZE_HW, Desk, Heard

CORNER = (5.0, 5.0)


@pytest.fixture
def predicted(desk: Desk) -> Desk:
    """The model has run; "a.png" is current."""
    desk.predictions.run_unreviewed()
    desk.select("a.png")
    return desk


def test_an_image_is_ready_when_photograph_and_layers_are_there(desk: Desk) -> None:
    heard = Heard(desk.editor, "image_ready")

    image_id = desk.select("b.png")

    assert heard.of("image_ready") == [image_id]
    assert desk.editor.image_hwc_u8 is not None
    assert desk.editor.image_hwc_u8.shape == (*SIZE_HW, 3)
    assert not desk.editor.image_hwc_u8.flags.writeable
    assert not desk.mask().any()
    assert desk.editor.probability_hw_u8 is None
    assert desk.editor.can_edit


def test_nothing_is_ready_while_it_is_loaded_and_painting_is_refused(folder: Path) -> None:
    runner = SteppedRunner()
    desk = Desk(runner)
    desk.workspace.open_path(folder)
    runner.run_one()
    heard = Heard(desk.editor, "image_ready", "edit_refused")

    assert desk.editor.image_id == desk.id_of("a.png")
    assert desk.editor.image_hwc_u8 is None
    assert desk.editor.layers_hw_u8 is None
    assert not desk.editor.begin_stroke("Brush")
    assert desk.editor.extend_stroke(CORNER, CORNER, radius_px=3, value=True).is_empty
    desk.editor.end_stroke()

    assert heard.of("edit_refused") == ["The image is still being loaded."]
    runner.run_all()
    assert heard.of("image_ready") == [desk.id_of("a.png")]


def test_only_the_image_chosen_last_becomes_ready(folder: Path) -> None:
    runner = SteppedRunner()
    desk = Desk(runner)
    desk.workspace.open_path(folder)
    runner.run_one()
    heard = Heard(desk.editor, "image_ready")

    desk.select("b.png")
    last = desk.select("c.png")
    runner.run_all()

    assert heard.of("image_ready") == [last]


def test_a_photograph_that_cannot_be_read_is_told_with_its_reason(
    qapp: object, folder: Path
) -> None:
    (folder / "pots" / "b.png").write_bytes(b"no image")
    desk = Desk()
    desk.workspace.open_path(folder)
    heard = Heard(desk.editor, "image_failed", "image_ready")

    image_id = desk.select("b.png")

    told = {one for one, _ in heard.of("image_failed")}
    assert told == {image_id}
    assert "b.png cannot be read" in heard.of("image_failed")[0][1]
    assert heard.of("image_ready") == []
    assert not desk.editor.can_edit


def test_a_stroke_paints_at_once_and_becomes_one_step(desk: Desk) -> None:
    heard = Heard(desk.editor, "mask_changed", "history_changed")
    image_id = desk.editor.image_id

    assert desk.editor.begin_stroke("Brush")
    box = desk.editor.extend_stroke((5, 5), (20, 5), radius_px=3, value=True)
    assert desk.mask()[5, 5:20].all()
    assert heard.of("mask_changed") == [(image_id, box)]
    assert heard.of("history_changed") == []
    desk.editor.extend_stroke((20, 5), (20, 20), radius_px=3, value=True)
    desk.editor.end_stroke()

    assert heard.of("history_changed") == [image_id]
    assert desk.editor.undo_name == "Brush"
    desk.editor.undo()
    assert not desk.mask().any()
    assert not desk.editor.can_undo
    assert desk.editor.redo_name == "Brush"
    desk.editor.redo()
    assert desk.mask()[5, 5:20].all()
    assert desk.mask()[20, 20]


def test_what_the_brush_touched_is_known_also_where_it_changed_nothing(predicted: Desk) -> None:
    inside = (SIZE_HW[1] / 2, SIZE_HW[0] / 2)

    predicted.paint(inside, radius_px=2)

    touched = touched_of(predicted.editor.layers_hw_u8)
    assert touched[SIZE_HW[0] // 2, SIZE_HW[1] // 2]
    assert touched.sum() < 20
    assert predicted.editor.undo_name == "Brush"


def test_a_click_that_changes_nothing_makes_no_step(desk: Desk) -> None:
    desk.paint(CORNER)
    revision = desk.workspace.image(desk.editor.image_id)
    heard = Heard(desk.editor, "history_changed")
    desk.editor.undo()
    desk.editor.redo()
    heard.clear()

    desk.paint(CORNER)

    assert heard.of("history_changed") == []
    assert revision.state is ReviewState.CORRECTED
    desk.editor.undo()
    assert not desk.editor.can_undo, "the second click made no step of its own"


def test_a_click_outside_the_image_makes_no_step(desk: Desk) -> None:
    desk.paint((-50.0, -50.0))

    assert not desk.editor.can_undo
    assert desk.state_of("a.png") is ReviewState.UNSEEN


def test_a_cancelled_stroke_leaves_no_trace(predicted: Desk) -> None:
    before = predicted.editor.layers_hw_u8.copy()
    heard = Heard(predicted.editor, "mask_changed")
    predicted.editor.begin_stroke("Brush")
    box = predicted.editor.extend_stroke(CORNER, (30, 9), radius_px=3, value=True)

    predicted.editor.cancel_stroke()

    assert np.array_equal(predicted.editor.layers_hw_u8, before)
    assert heard.of("mask_changed")[-1] == (predicted.editor.image_id, box)
    assert not predicted.editor.can_undo
    assert predicted.state_of("a.png") is ReviewState.PREDICTED


def test_undo_in_the_middle_of_a_stroke_takes_the_stroke_back(desk: Desk) -> None:
    desk.paint((30.0, 30.0))
    desk.editor.begin_stroke("Brush")
    desk.editor.extend_stroke(CORNER, CORNER, radius_px=3, value=True)

    desk.editor.undo()

    assert not desk.mask()[5, 5]
    assert desk.mask()[30, 30]
    assert desk.editor.undo_name == "Brush"


def test_beginning_a_stroke_ends_the_one_before(desk: Desk) -> None:
    desk.editor.begin_stroke("Brush")
    desk.editor.extend_stroke(CORNER, CORNER, radius_px=3, value=True)

    desk.paint((30.0, 30.0), name="Second")

    assert desk.editor.undo_name == "Second"
    desk.editor.undo()
    assert desk.editor.undo_name == "Brush"


def test_painting_makes_a_predicted_image_corrected_and_undo_takes_it_back(
    predicted: Desk,
) -> None:
    predicted.paint(CORNER)
    assert predicted.state_of("a.png") is ReviewState.CORRECTED

    predicted.paint((30.0, 30.0))
    predicted.editor.undo()
    assert predicted.state_of("a.png") is ReviewState.CORRECTED

    predicted.editor.undo()
    assert predicted.state_of("a.png") is ReviewState.PREDICTED

    predicted.editor.redo()
    assert predicted.state_of("a.png") is ReviewState.CORRECTED


def test_undo_takes_an_image_nobody_had_seen_back_to_unseen(desk: Desk) -> None:
    desk.paint(CORNER)
    assert desk.state_of("a.png") is ReviewState.CORRECTED
    assert desk.workspace.image(desk.editor.image_id).area == desk.mask().mean()

    desk.editor.undo()

    assert desk.state_of("a.png") is ReviewState.UNSEEN
    assert desk.workspace.image(desk.editor.image_id).area is None


def test_edits_leave_the_state_of_an_approved_image(predicted: Desk) -> None:
    predicted.workspace.set_state(predicted.editor.image_id, ReviewState.APPROVED)

    predicted.paint(CORNER)
    assert predicted.state_of("a.png") is ReviewState.APPROVED

    predicted.editor.undo()
    assert predicted.state_of("a.png") is ReviewState.APPROVED


def test_a_decision_taken_after_a_step_outlives_its_undo(predicted: Desk) -> None:
    predicted.paint(CORNER)
    predicted.workspace.set_state(predicted.editor.image_id, ReviewState.APPROVED)

    predicted.editor.undo()

    assert predicted.state_of("a.png") is ReviewState.APPROVED


def test_the_area_follows_every_edit_exactly(predicted: Desk) -> None:
    image = predicted.workspace.image(predicted.editor.image_id)
    rng = np.random.default_rng(3)

    for number in range(60):
        start, end = rng.uniform(0, 60, (2, 2))
        predicted.paint(tuple(start), tuple(end), value=bool(number % 3))
        if number % 4 == 0:
            predicted.editor.undo()
        if number % 8 == 0:
            predicted.editor.redo()
        assert image.area == predicted.mask().mean()


def test_a_hundred_steps_survive_an_image_switch(desk: Desk) -> None:
    states = [desk.editor.layers_hw_u8.copy()]
    for number in range(100):
        desk.paint((number % 60 + 0.5, number % 44 + 0.5), radius_px=2, value=number % 5 > 0)
        states.append(desk.editor.layers_hw_u8.copy())
    steps = len(desk.editor._document.history.names)

    desk.select("b.png")
    assert not desk.editor.can_undo
    desk.select("a.png")

    reached = [desk.editor.layers_hw_u8.copy()]
    while desk.editor.can_undo:
        desk.editor.undo()
        reached.append(desk.editor.layers_hw_u8.copy())
    assert steps >= 90
    assert len(reached) == steps + 1
    assert np.array_equal(reached[0], states[-1])
    assert np.array_equal(reached[-1], states[0])
    while desk.editor.can_redo:
        desk.editor.redo()
    assert np.array_equal(desk.editor.layers_hw_u8, states[-1])


def test_leaving_an_image_ends_its_stroke_as_a_step(desk: Desk) -> None:
    desk.editor.begin_stroke("Brush")
    desk.editor.extend_stroke(CORNER, CORNER, radius_px=3, value=True)

    desk.select("b.png")
    assert not desk.mask().any()
    desk.select("a.png")

    assert desk.mask()[5, 5]
    assert desk.editor.undo_name == "Brush"


def test_a_mask_is_replaced_as_a_step_and_only_its_changes_count_as_touched(
    predicted: Desk,
) -> None:
    before = predicted.mask()
    wanted = before.copy()
    wanted[:4] = True

    predicted.editor.apply_mask("Fill", wanted)

    assert np.array_equal(predicted.mask(), wanted)
    assert np.array_equal(touched_of(predicted.editor.layers_hw_u8), wanted != before)
    assert predicted.editor.undo_name == "Fill"
    predicted.editor.undo()
    assert np.array_equal(predicted.mask(), before)
    assert not touched_of(predicted.editor.layers_hw_u8).any()


def test_a_mask_for_a_box_leaves_the_rest(desk: Desk) -> None:
    desk.paint((50.0, 40.0))
    outside = desk.mask()
    box = Box(2, 3, 12, 9)

    desk.editor.apply_mask("Lasso", np.ones(box.size_hw, bool), box)

    outside[box.slices] = True
    assert np.array_equal(desk.mask(), outside)


def test_the_threshold_moves_the_mask_where_nobody_painted(predicted: Desk) -> None:
    heard = Heard(predicted.editor, "threshold_changed")
    predicted.paint(CORNER)
    painted = predicted.mask()
    assert predicted.editor.threshold == DEFAULT_THRESHOLD

    predicted.editor.set_threshold(0.95)

    left = predicted.mask()
    assert np.array_equal(left, painted & ~disc_hw(SIZE_HW)), "only the stroke is left"
    assert left[5, 5]
    assert predicted.editor.threshold == 0.95
    assert predicted.editor.undo_name == "Threshold"

    predicted.editor.undo()
    assert np.array_equal(predicted.mask(), painted)
    assert predicted.editor.threshold == DEFAULT_THRESHOLD
    assert [value for _, value in heard.of("threshold_changed")] == [0.95, DEFAULT_THRESHOLD]


def test_a_threshold_is_a_decision_that_a_run_respects(predicted: Desk) -> None:
    predicted.editor.set_threshold(0.95)
    assert predicted.state_of("a.png") is ReviewState.CORRECTED

    predicted.predictions.run_unreviewed()

    assert not predicted.mask().any()
    predicted.editor.undo()
    assert predicted.state_of("a.png") is ReviewState.PREDICTED


def test_a_threshold_that_changes_no_pixel_is_kept_without_a_step(predicted: Desk) -> None:
    predicted.editor.set_threshold(0.6)

    assert predicted.editor.threshold == 0.6
    assert not predicted.editor.can_undo
    assert predicted.state_of("a.png") is ReviewState.PREDICTED


def test_a_slider_under_the_hand_shows_masks_and_makes_one_step(predicted: Desk) -> None:
    before = predicted.mask()
    for value in (0.7, 0.92, 0.95, 0.05):
        predicted.editor.set_threshold(value, final=False)
    assert predicted.mask().all()
    assert not predicted.editor.can_undo
    assert predicted.state_of("a.png") is ReviewState.PREDICTED

    predicted.editor.set_threshold(0.95)

    assert not predicted.mask().any()
    assert predicted.editor._document.history.names == ("Threshold",)
    predicted.editor.undo()
    assert np.array_equal(predicted.mask(), before)


@pytest.mark.parametrize("ending", ["another image", "a stroke", "undo"])
def test_a_preview_without_an_end_leaves_the_mask(predicted: Desk, ending: str) -> None:
    before = predicted.mask()
    predicted.paint(CORNER)
    painted = predicted.mask()
    predicted.editor.set_threshold(0.95, final=False)
    assert not np.array_equal(predicted.mask(), painted)

    if ending == "another image":
        predicted.select("b.png")
        predicted.select("a.png")
        assert np.array_equal(predicted.mask(), painted)
    elif ending == "a stroke":
        predicted.paint(CORNER)
        assert np.array_equal(predicted.mask(), painted)
    else:
        predicted.editor.undo()
        assert np.array_equal(predicted.mask(), before)


def test_the_model_can_have_its_mask_back_as_a_step(predicted: Desk) -> None:
    model_mask = predicted.mask()
    predicted.paint(CORNER)
    predicted.editor.set_threshold(0.95)
    persons_mask = predicted.mask()

    predicted.editor.reset_to_model()

    assert np.array_equal(predicted.mask(), model_mask)
    assert not (predicted.editor.layers_hw_u8 & np.uint8(TOUCHED_BIT)).any()
    assert predicted.state_of("a.png") is ReviewState.PREDICTED
    assert predicted.editor.threshold == DEFAULT_THRESHOLD
    predicted.editor.undo()
    assert np.array_equal(predicted.mask(), persons_mask)
    assert predicted.state_of("a.png") is ReviewState.CORRECTED
    assert predicted.editor.threshold == 0.95


@pytest.mark.parametrize("wish", ["set_threshold", "reset_to_model"])
def test_without_a_model_there_is_nothing_to_threshold(desk: Desk, wish: str) -> None:
    heard = Heard(desk.editor, "edit_refused")

    if wish == "set_threshold":
        desk.editor.set_threshold(0.3)
    else:
        desk.editor.reset_to_model()

    assert heard.of("edit_refused") == ["Run the model on this group first."]
    assert not desk.editor.can_undo


class Waiting:
    """A session whose computed edits wait until the test runs them."""

    def __init__(self, folder: Path) -> None:
        self.runner = SteppedRunner()
        self.desk = Desk(self.runner)
        self.desk.workspace.open_path(folder)
        self.runner.run_all()
        self.desk.predictions.run_unreviewed()
        self.runner.run_all()
        self.editor = self.desk.editor
        self.heard = Heard(self.editor, "edit_refused", "computing_changed", "mask_changed")

    def invert(self) -> None:
        self.editor.apply_computed("Invert", np.logical_not)


@pytest.fixture
def waiting(qapp: object, folder: Path) -> Waiting:
    return Waiting(folder)


def test_a_computed_edit_is_a_step_once_it_is_done(waiting: Waiting) -> None:
    before = waiting.desk.mask()

    waiting.invert()
    assert waiting.editor.is_computing
    assert np.array_equal(waiting.desk.mask(), before)
    waiting.runner.run_one("Invert")

    assert np.array_equal(waiting.desk.mask(), ~before)
    assert waiting.editor.undo_name == "Invert"
    assert waiting.heard.of("computing_changed") == [True, False]


def test_computed_edits_build_on_each_other(waiting: Waiting) -> None:
    before = waiting.desk.mask()

    waiting.invert()
    waiting.invert()
    waiting.runner.run_all()

    assert np.array_equal(waiting.desk.mask(), before)
    assert waiting.editor._document.history.names == ("Invert", "Invert")


def test_a_computed_edit_is_dropped_when_the_mask_changes_meanwhile(waiting: Waiting) -> None:
    waiting.invert()
    deliver = waiting.runner.work("Invert")
    waiting.desk.paint(CORNER)
    painted = waiting.desk.mask()

    deliver()

    assert np.array_equal(waiting.desk.mask(), painted)
    assert waiting.editor.undo_name == "Brush"
    assert waiting.heard.of("edit_refused") == [
        "Invert was dropped, because the mask was changed meanwhile."
    ]


def test_a_computed_edit_does_not_break_into_a_stroke(waiting: Waiting) -> None:
    waiting.invert()
    deliver = waiting.runner.work("Invert")
    waiting.editor.begin_stroke("Brush")
    waiting.editor.extend_stroke(CORNER, CORNER, radius_px=3, value=True)

    deliver()
    waiting.editor.end_stroke()

    assert waiting.editor._document.history.names == ("Brush",)
    assert waiting.desk.mask()[5, 5]


def test_a_computed_edit_reaches_its_image_after_a_switch(waiting: Waiting) -> None:
    before = waiting.desk.mask()
    waiting.invert()

    waiting.desk.select("b.png")
    waiting.runner.run_all()
    others = waiting.desk.mask()
    waiting.desk.select("a.png")
    waiting.runner.run_all()

    assert np.array_equal(others, before), "all masks of the fake model are the same disc"
    assert np.array_equal(waiting.desk.mask(), ~before)
    assert waiting.editor.undo_name == "Invert"


def test_undo_calls_off_what_is_being_computed(waiting: Waiting) -> None:
    waiting.desk.paint(CORNER)
    waiting.invert()
    waiting.invert()
    assert waiting.editor.can_undo
    assert waiting.editor.undo_name == "Invert"

    waiting.editor.undo()
    waiting.runner.run_all()

    assert not waiting.editor.is_computing
    assert waiting.editor._document.history.names == ("Brush",)
    assert waiting.desk.mask()[5, 5]


def test_a_computation_that_fails_is_told_and_the_next_one_runs(waiting: Waiting) -> None:
    def fail(mask: np.ndarray) -> np.ndarray:
        raise ValueError("no region here")

    waiting.editor.apply_computed("Wand", fail)
    waiting.invert()
    waiting.runner.run_all()

    assert waiting.heard.of("edit_refused") == ["Wand: no region here"]
    assert waiting.editor._document.history.names == ("Invert",)


def test_of_many_previews_the_waiting_ones_are_skipped(waiting: Waiting) -> None:
    for value in (0.91, 0.92, 0.93, 0.05):
        waiting.editor.set_threshold(value, final=False)

    assert len([title for title in waiting.runner.titles if title == "Threshold"]) == 1
    waiting.runner.run_one("Threshold")
    assert not waiting.desk.mask().any(), "the one that had begun"
    waiting.runner.run_one("Threshold")

    assert "Threshold" not in waiting.runner.titles
    assert waiting.desk.mask().all(), "the newest"


def test_a_final_threshold_follows_the_preview_without_showing_the_old_mask(
    waiting: Waiting,
) -> None:
    waiting.editor.set_threshold(0.05, final=False)
    waiting.runner.run_one("Threshold")
    assert waiting.desk.mask().all()

    waiting.editor.set_threshold(0.05)

    assert waiting.desk.mask().all(), "still the preview"
    waiting.runner.run_one("Threshold")
    assert waiting.desk.mask().all()
    assert waiting.editor._document.history.names == ("Threshold",)


def test_the_layers_keep_bits_that_this_version_does_not_know(predicted: Desk) -> None:
    document = predicted.editor._document
    document.layers_hw_u8[...] |= np.uint8(64)
    document.committed_hw_u8[...] |= np.uint8(64)

    predicted.paint(CORNER)
    predicted.editor.set_threshold(0.95)
    predicted.editor.reset_to_model()
    predicted.editor.undo()

    assert ((predicted.editor.layers_hw_u8 & np.uint8(64)) != 0).all()
    assert (predicted.editor.layers_hw_u8 & np.uint8(MASK_BIT)).any()
