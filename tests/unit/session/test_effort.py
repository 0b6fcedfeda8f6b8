from __future__ import annotations

from pathlib import Path

import pytest

from cosegui.core.effort import Effort, effort_of, efforts, extra_with_effort
from cosegui.core.project import Group, ImageEntry, Project, ReviewState
from cosegui.session.effort import EffortRecorder
from cosegui.storage.project_file import load_project
from tests.helpers.sessions import Desk, Heard, stepped_desk

NOON = 1_800_000_000.0


@pytest.fixture
def run_desk(desk: Desk) -> Desk:
    """Every image has a mask of the model."""
    desk.predictions.run_unreviewed()
    return desk


def effort(desk: Desk, name: str) -> Effort | None:
    return effort_of(desk.workspace.image(desk.id_of(name)))


def test_approving_an_untouched_mask_records_that_nothing_was_changed(run_desk: Desk) -> None:
    image_id = run_desk.select("a.png")

    run_desk.workspace.set_state(image_id, ReviewState.APPROVED)

    recorded = effort(run_desk, "a.png")
    assert recorded is not None
    assert (recorded.pixels, recorded.j, recorded.model_name) == (0, 1.0, "fake")


def test_leaving_a_corrected_image_records_the_pixels_that_were_changed(run_desk: Desk) -> None:
    image_id = run_desk.select("a.png")
    before = run_desk.mask()
    run_desk.paint((2, 2))
    changed = int((before != run_desk.mask()).sum())

    run_desk.select("b.png")

    recorded = effort(run_desk, "a.png")
    assert recorded is not None
    assert recorded.pixels == changed > 0
    assert 0 < recorded.j < 1
    assert recorded.seconds == round(run_desk.workspace.image(image_id).seconds, 1)
    assert effort(run_desk, "b.png") is None, "nothing was done to it"


def test_images_left_in_quick_succession_are_compared_one_at_a_time(
    qapp: object, folder: Path
) -> None:
    desk, runner = stepped_desk(folder, has_masks=True)
    for name in ("a.png", "b.png"):
        desk.workspace.select_image(desk.id_of(name))
        desk.workspace.set_state(desk.id_of(name), ReviewState.APPROVED)

    assert len([one for one in runner.titles if one.startswith("compare")]) == 1
    runner.run_all()

    assert effort(desk, "a.png") is not None
    assert effort(desk, "b.png") is not None


def test_looking_at_an_image_records_nothing(run_desk: Desk) -> None:
    run_desk.select("a.png")
    run_desk.select("b.png")

    assert effort(run_desk, "a.png") is None


def test_an_image_that_no_model_has_seen_has_no_record(desk: Desk) -> None:
    desk.select("a.png")
    desk.paint((10, 10))
    desk.select("b.png")

    assert effort(desk, "a.png") is None


def test_a_record_survives_saving_and_keeps_results_under_way_valid(
    run_desk: Desk, tmp_path: Path
) -> None:
    run_desk.workspace.save_as(tmp_path / "pots.cosegui")
    image_id = run_desk.select("a.png")
    run_desk.paint((2, 2))
    revision = run_desk.workspace.image(image_id).revision
    run_desk.select("b.png")

    assert run_desk.workspace.image(image_id).revision == revision
    assert run_desk.workspace.is_dirty
    run_desk.workspace.save()
    stored = load_project(tmp_path / "pots.cosegui")
    assert [image.name for image, _ in efforts(stored)] == ["a.png"]


def test_the_person_is_told_of_by_a_signal_and_at_the_time_of_the_wall_clock(desk: Desk) -> None:
    desk.predictions.run_unreviewed()
    recorder = EffortRecorder(desk.workspace, wall_clock=lambda: NOON)
    heard = Heard(recorder, "recorded")
    image_id = desk.select("b.png")
    desk.paint((2, 2))
    desk.select("c.png")

    assert heard.of("recorded") == [image_id]
    recorded = effort(desk, "b.png")
    assert recorded is not None
    assert recorded.finished_at == NOON


def test_after_another_model_only_the_time_grows() -> None:
    image = ImageEntry(Path("/a.png"), state=ReviewState.CORRECTED)
    image.extra = extra_with_effort(image, Effort(10.0, 5.0, 300, 0.6, "first"))
    image.extra = extra_with_effort(image, Effort(20.0, 9.0, 1, 0.99, "taught"))

    assert effort_of(image) == Effort(10.0, 9.0, 300, 0.6, "first")


def test_unknown_keys_and_damaged_records_are_left_alone() -> None:
    image = ImageEntry(Path("/a.png"), extra={"effort": {"mood": "good", "j": "high"}, "x": 1})
    assert effort_of(image) is None

    image.extra = extra_with_effort(image, Effort(10.0, 5.0, 300, 0.6, "first"))

    assert image.extra["x"] == 1
    assert image.extra["effort"]["mood"] == "good"
    assert effort_of(image) == Effort(10.0, 5.0, 300, 0.6, "first")


def test_records_come_oldest_first_and_only_of_images_that_are_still_decided() -> None:
    project = Project("pots")
    images = [ImageEntry(Path(f"/{n}.png"), state=ReviewState.APPROVED) for n in "abc"]
    for image, at in zip(images, (30.0, 10.0, 20.0), strict=True):
        image.extra = extra_with_effort(image, Effort(at, 1.0, 1, 0.5, "m"))
    images[2].state = ReviewState.PREDICTED
    project.groups.append(Group("pots", images))

    assert [image.name for image, _ in efforts(project)] == ["b.png", "a.png"]
