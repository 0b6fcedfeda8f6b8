from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosegui.core.lesson import Lesson, LessonGroup, LessonImage, Role
from cosegui.core.project import Group, ImageEntry, Project, ReviewState
from cosegui.session.lessons import (
    LessonRequest,
    build_lesson,
    replayed,
    taught_groups,
    unfinished_runs,
)
from cosegui.session.training_run import Phase, TrainingRun

EPOCH = {"event": "epoch", "epoch": 1, "of": 4, "j_new": 52.0, "j_current": 50.0}


@pytest.fixture
def run(tmp_path: Path) -> TrainingRun:
    images = (
        LessonImage("aa", Path("/pots/a.png"), Role.TRAINING, tmp_path / "aa.png"),
        LessonImage("bb", Path("/pots/b.png"), Role.HELD_OUT, tmp_path / "bb.png"),
    )
    lesson = Lesson("pots-1", Path("/m"), "cosegui-b0", (LessonGroup("pots", images),))
    return TrainingRun(tmp_path, lesson)


def test_an_epoch_that_is_repeated_after_a_crash_counts_once(run: TrainingRun) -> None:
    run.take(EPOCH)
    run.take({**EPOCH, "j_new": 53.0})

    assert len(run.epochs) == 1
    assert run.epochs[1].j_new == 53.0
    assert run.fraction == 0.25


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"event": "tomorrow"},
        {"event": ["epoch"]},
        {**EPOCH, "j_new": "high"},
        {**EPOCH, "j_new": float("nan")},
        {**EPOCH, "images": [{"id": 3}]},
        {"event": "thumbnails", "epoch": 1, "images": [{}]},
        {"event": "finished", "verdict": None},
        {"event": "progress"},
        {"event": "heartbeat"},
    ],
)
def test_an_event_that_cannot_be_understood_says_nothing(run: TrainingRun, event: dict) -> None:
    assert run.take(event) in ("", "finished")
    assert run.epochs == {}


@given(
    st.dictionaries(
        st.sampled_from(["event", "epoch", "of", "j_new", "images", "verdict", "message", "stage"]),
        st.one_of(
            st.none(),
            st.sampled_from(["epoch", "finished", "stopped", "started", "failed", "thumbnails"]),
            st.integers(-2, 9),
            st.floats(),
            st.lists(st.dictionaries(st.sampled_from(["id", "j_new"]), st.integers())),
        ),
    )
)
def test_no_event_of_any_kind_is_an_error(event: dict) -> None:
    TrainingRun(Path(), Lesson("m", Path(), "", ())).take(event)


def test_a_stop_that_is_under_way_is_not_undone_by_a_trainer_that_only_now_starts(
    run: TrainingRun,
) -> None:
    run.phase = Phase.STOPPING

    run.take({"event": "started", "device": "cpu", "epochs": 3})

    assert run.phase is Phase.STOPPING


def test_a_log_cut_in_the_middle_of_a_line_is_read_up_to_there(run: TrainingRun) -> None:
    lines = [{"event": "started", "device": "cpu", "epochs": 4}, EPOCH]
    text = "".join(json.dumps(line) + "\n" for line in lines) + '{"event": "epo'
    (run.folder / "log.jsonl").write_text(text)

    replayed(run)

    assert run.phase is Phase.STOPPED
    assert run.can_resume
    assert list(run.epochs) == [1]


def test_folders_that_hold_no_lesson_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "log.jsonl").write_text("")
    (tmp_path / "a-file").write_text("")

    assert unfinished_runs(tmp_path, ["aa"]) == []
    assert unfinished_runs(tmp_path / "missing", ["aa"]) == []


def project() -> Project:
    states = [ReviewState.APPROVED, ReviewState.CORRECTED, ReviewState.PREDICTED]
    states += [ReviewState.EXCLUDED]
    pots = [ImageEntry(Path(f"/p/{i}.png"), state=state) for i, state in enumerate(states)]
    cups = [ImageEntry(Path("/c/0.png"), state=ReviewState.PREDICTED)]
    return Project("shelf", [Group("pots", pots), Group("cups", cups)])


def test_only_groups_with_corrected_masks_are_offered_and_split_by_image() -> None:
    groups = taught_groups(project())

    assert [group.name for group in groups] == ["pots"]
    assert sorted(image.role for image in groups[0].images) == [Role.HELD_OUT, Role.TRAINING]
    assert [image.is_whole for image in groups[0].images] == [True, False]
    assert groups[0].category == "pots"


def test_a_lesson_has_the_rest_of_its_groups_as_context_without_what_is_excluded(
    tmp_path: Path,
) -> None:
    shelf = project()
    offered = taught_groups(shelf)
    roles = {image.id: image.role for group in offered for image in group.images}
    request = LessonRequest("m", Path("/m"), "cosegui-b0", {offered[0].id: "  "}, roles)

    lesson = build_lesson(shelf, request, tmp_path)

    assert len(lesson.groups) == 1
    assert lesson.groups[0].category is None, "an empty word is no category"
    assert [image.path.name for image in lesson.groups[0].images] == ["0.png", "1.png", "2.png"]
    assert [image.layers is None for image in lesson.groups[0].images] == [False, False, True]
    assert lesson.groups[0].images[2].role is Role.CONTEXT


def test_a_lesson_names_the_groups_beside_the_taught_ones_by_a_few_of_their_images(
    tmp_path: Path,
) -> None:
    shelf = project()
    jars = [ImageEntry(Path(f"/j/{i:02d}.png"), state=ReviewState.APPROVED) for i in range(11)]
    shelf.groups += [Group("jars", jars), Group("none", [])]
    roles = {image.id: image.role for group in taught_groups(shelf) for image in group.images}
    request = LessonRequest("m", Path("/m"), "cosegui-b0", {shelf.groups[0].id: "pot"}, roles)

    lesson = build_lesson(shelf, request, tmp_path)

    assert [group.name for group in lesson.neighbours] == ["cups", "jars"]
    names = [image.path.name for image in lesson.neighbours[1].images]
    assert names == ["00.png", "02.png", "04.png", "06.png", "08.png", "10.png"]
    assert {image.role for group in lesson.neighbours for image in group.images} == {Role.CONTEXT}
