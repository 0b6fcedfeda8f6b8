"""Corrections repair the group: what is touched, what never is, and the way back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from cosegui.core.events import OutcomeStatus
from cosegui.core.layers import mask_of
from cosegui.core.project import ReviewState
from cosegui.session.repair import Repair
from tests.helpers.fakes import SteppedRunner, disc_hw
from tests.helpers.sessions import SIZE_HW, Desk, Heard, photo_folder

DISC = disc_hw(SIZE_HW)
SMALL_DISC = disc_hw(SIZE_HW, 0.1)


def stored_mask(desk: Desk, name: str) -> np.ndarray:
    """What the project holds, in memory or on disk."""
    image = desk.workspace.image(desk.id_of(name))
    return mask_of(desk.workspace.documents.layers_reader(image)())


def propagate(desk: Desk) -> None:
    desk.predictions.propagate(desk.workspace.project.groups[0].id)


def corrected(desk: Desk) -> Desk:
    """The model has run, a.png was corrected, and the model will find smaller discs now."""
    desk.predictions.run_unreviewed()
    desk.select("a.png")
    desk.paint((5, 5))
    desk.segmenter.radius_share = 0.1
    return desk


def test_a_correction_changes_the_other_masks_and_not_its_own(desk: Desk) -> None:
    corrected(desk)
    painted = desk.mask()
    heard = Heard(desk.predictions.repairs, "repaired")

    propagate(desk)

    assert np.array_equal(stored_mask(desk, "a.png"), painted)
    assert np.array_equal(stored_mask(desk, "b.png"), SMALL_DISC)
    assert np.array_equal(stored_mask(desk, "c.png"), SMALL_DISC)
    (repair,) = heard.of("repaired")
    assert isinstance(repair, Repair)
    assert repair.changed_ids == [desk.id_of("b.png"), desk.id_of("c.png")]


def test_of_a_corrected_mask_the_touched_pixels_are_certain_of_an_approved_one_all(
    desk: Desk,
) -> None:
    corrected(desk)
    desk.workspace.set_state(desk.id_of("b.png"), ReviewState.APPROVED)

    propagate(desk)

    ((partly, whole),) = desk.segmenter.examples
    assert (partly.index, whole.index) == (0, 1)
    assert np.array_equal(partly.mask_hw, desk.mask())
    assert 0 < partly.certain_hw.sum() < 100
    assert np.array_equal(whole.mask_hw, DISC)
    assert whole.certain_hw.all()


def test_approved_and_excluded_images_are_never_touched(desk: Desk) -> None:
    corrected(desk)
    desk.workspace.set_state(desk.id_of("b.png"), ReviewState.APPROVED)
    desk.workspace.set_state(desk.id_of("c.png"), ReviewState.EXCLUDED)
    heard = Heard(desk.predictions, "failed", "run_started")

    propagate(desk)

    assert heard.names == ["failed"], "there is nothing left to repair"
    assert np.array_equal(stored_mask(desk, "b.png"), DISC)
    assert np.array_equal(stored_mask(desk, "c.png"), DISC)


def test_without_a_correction_the_person_is_told_what_to_do(desk: Desk) -> None:
    desk.predictions.run_unreviewed()
    heard = Heard(desk.predictions, "failed")
    propagate(desk)
    ((title, text),) = heard.of("failed")
    assert title == "Nothing was propagated"
    assert "Correct or approve" in text


def test_one_step_takes_all_of_it_back(desk: Desk) -> None:
    corrected(desk)
    before = {
        name: (desk.workspace.image(desk.id_of(name)).score, stored_mask(desk, name))
        for name in ("a.png", "b.png", "c.png")
    }
    desk.segmenter.scores = {"b.png": 0.3}
    propagate(desk)
    repairs = desk.predictions.repairs
    assert repairs.is_latest
    heard = Heard(repairs, "taken_back")

    repairs.take_back()

    assert heard.of("taken_back") == [2]
    for name, (score, mask) in before.items():
        image = desk.workspace.image(desk.id_of(name))
        assert image.score == score
        assert np.array_equal(stored_mask(desk, name), mask)
    assert [desk.state_of(name) for name in before] == [
        ReviewState.CORRECTED, ReviewState.PREDICTED, ReviewState.PREDICTED,
    ]  # fmt: skip
    desk.select("b.png")
    assert set(np.unique(desk.editor.probability_hw_u8)) == {26, 230}
    assert (desk.editor.probability_hw_u8 > 128).sum() == DISC.sum()
    assert not repairs.can_take_back


def test_what_was_unseen_is_unseen_again(desk: Desk) -> None:
    desk.select("a.png")
    desk.paint((5, 5))
    propagate(desk)
    assert desk.state_of("b.png") is ReviewState.PREDICTED

    desk.predictions.repairs.take_back()

    assert desk.state_of("b.png") is ReviewState.UNSEEN
    assert desk.workspace.image(desk.id_of("b.png")).area is None
    assert not stored_mask(desk, "b.png").any()


def test_an_image_edited_since_keeps_what_it_has_when_the_rest_is_taken_back(desk: Desk) -> None:
    corrected(desk)
    propagate(desk)
    desk.select("b.png")
    desk.paint((40, 40))
    edited = desk.mask()
    repairs = desk.predictions.repairs
    assert not repairs.is_latest, "a plain undo means the stroke now"
    assert repairs.can_take_back

    repairs.take_back()

    assert np.array_equal(stored_mask(desk, "b.png"), edited)
    assert np.array_equal(stored_mask(desk, "c.png"), DISC)


def test_a_propagation_that_changes_no_mask_names_none(desk: Desk) -> None:
    corrected(desk)
    desk.segmenter.radius_share = 0.3
    heard = Heard(desk.predictions.repairs, "repaired")
    propagate(desk)
    (repair,) = heard.of("repaired")
    assert repair.changed_ids == []


def test_a_result_for_an_image_edited_meanwhile_is_dropped(qtbot: QtBot, tmp_path: Path) -> None:
    runner = SteppedRunner()
    desk = Desk(runner=runner)
    desk.workspace.open_path(photo_folder(tmp_path))
    runner.run_all()
    desk.predictions.run_unreviewed()
    runner.run_all()
    desk.select("a.png")
    runner.run_all()
    desk.paint((5, 5))
    desk.select("b.png")
    runner.run_all()
    summaries = Heard(desk.predictions, "run_finished")
    propagate(desk)
    runner.run_one("load the model")
    desk.segmenter.radius_share = 0.1
    # The propagation is asked for; before it works, the person paints on b.png.
    desk.paint((40, 40))
    painted = desk.mask()
    runner.run_all()

    assert np.array_equal(stored_mask(desk, "b.png"), painted)
    assert np.array_equal(stored_mask(desk, "c.png"), SMALL_DISC)
    (summary,) = summaries.of("run_finished")
    by_name = {desk.workspace.image(o.image_id).name: o.status for o in summary.outcomes}
    assert by_name == {
        "a.png": OutcomeStatus.SKIPPED,
        "b.png": OutcomeStatus.SKIPPED,
        "c.png": OutcomeStatus.DONE,
    }


def test_closing_the_project_forgets_the_way_back(desk: Desk) -> None:
    corrected(desk)
    propagate(desk)
    desk.workspace.close()
    assert not desk.predictions.repairs.can_take_back
    desk.predictions.repairs.take_back()


def test_where_the_model_answers_twice_the_second_answer_counts(desk: Desk) -> None:
    corrected(desk)
    desk.segmenter.nearer = {"b.png": 0.2}
    heard = Heard(desk.predictions.repairs, "repaired")

    propagate(desk)

    assert np.array_equal(stored_mask(desk, "b.png"), disc_hw(SIZE_HW, 0.2))
    assert np.array_equal(stored_mask(desk, "c.png"), SMALL_DISC)
    (repair,) = heard.of("repaired")
    assert repair.changed_ids == [desk.id_of("b.png"), desk.id_of("c.png")]

    desk.predictions.repairs.take_back()

    assert np.array_equal(stored_mask(desk, "b.png"), DISC), "not what the first answer was"


def test_a_mask_that_the_second_answer_gives_back_does_not_count_as_changed(desk: Desk) -> None:
    corrected(desk)
    desk.segmenter.nearer = {"b.png": 0.3}
    propagate(desk)
    assert np.array_equal(stored_mask(desk, "b.png"), DISC)
    assert desk.predictions.repairs.changed_ids == {desk.id_of("c.png")}


def test_what_a_person_paints_between_two_answers_stays(desk: Desk) -> None:
    corrected(desk)
    desk.segmenter.nearer = {"b.png": 0.2}
    heard = Heard(desk.predictions, "run_finished")
    seen = []

    def paint(image_id: str) -> None:
        if image_id == desk.id_of("b.png") and not seen:
            desk.select("b.png")
            desk.paint((40, 40))
            seen.append(desk.mask().copy())

    desk.predictions.image_predicted.connect(paint)

    propagate(desk)

    assert np.array_equal(stored_mask(desk, "b.png"), seen[0])
    assert desk.state_of("b.png") is ReviewState.CORRECTED
    (summary,) = heard.of("run_finished")
    done = {one.image_id for one in summary.outcomes if one.status is OutcomeStatus.DONE}
    assert done == {desk.id_of("b.png"), desk.id_of("c.png")}
