"""Lessons on disk: whole and back, and what is wrong with one named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cosegui.core.errors import LessonError
from cosegui.core.lesson import Lesson, LessonGroup, LessonImage, LessonOptions, Role
from cosegui.storage.lesson_file import LESSON_NAME, read_lesson, write_lesson


def _lesson(folder: Path, *roles: Role) -> Lesson:
    images = tuple(
        LessonImage(
            f"id{i}",
            folder / f"photo {i}.jpg",
            role,
            None if role is Role.CONTEXT else folder / "layers" / f"id{i}.png",
            is_whole=i != 1,
        )
        for i, role in enumerate(roles)
    )
    group = LessonGroup("chairs", images, "Stühle")
    options = LessonOptions(epochs=5, threads=2)
    sofas = (LessonImage("s", folder / "sofa.jpg", Role.CONTEXT),)
    beside = (LessonGroup("sofas", sofas),)
    parent = folder / "parent.safetensors"
    return Lesson("chairs-1", parent, "cosegui-b0", (group,), "p", options, beside)


def test_a_lesson_comes_back_as_it_was_written(tmp_path: Path) -> None:
    lesson = _lesson(tmp_path, Role.TRAINING, Role.HELD_OUT, Role.CONTEXT)
    write_lesson(tmp_path / LESSON_NAME, lesson)
    assert read_lesson(tmp_path / LESSON_NAME) == lesson
    text = (tmp_path / LESSON_NAME).read_text("ascii")
    assert '"layers/id0.png"' in text


def test_its_folder_can_be_moved_with_its_masks(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    write_lesson(tmp_path / "old" / LESSON_NAME, _lesson(tmp_path / "old", *Role))
    moved = (tmp_path / "old").rename(tmp_path / "new")
    _, image = next(read_lesson(moved / LESSON_NAME).images(Role.TRAINING))
    assert image.layers == moved / "layers" / "id0.png"


@pytest.mark.parametrize("missing", [Role.TRAINING, Role.HELD_OUT])
def test_there_must_be_something_to_learn_from_and_something_to_judge_by(
    tmp_path: Path, missing: Role
) -> None:
    roles = [role for role in Role if role is not missing]
    write_lesson(tmp_path / LESSON_NAME, _lesson(tmp_path, *roles))
    with pytest.raises(LessonError, match="no " + missing.value.replace("_", "-")):
        read_lesson(tmp_path / LESSON_NAME)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": 99}, "newer"),
        ({"groups": None}, "damaged"),
        ({"options": {"epoch": 3}}, "options have no epoch"),
        ({"options": {"epochs": 0}}, "epochs must be"),
    ],
)
def test_a_damaged_lesson_is_refused_with_the_reason(
    tmp_path: Path, change: dict[str, object], message: str
) -> None:
    path = tmp_path / LESSON_NAME
    write_lesson(path, _lesson(tmp_path, *Role))
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(LessonError, match=message):
        read_lesson(path)


def test_a_corrected_image_without_a_mask_is_refused(tmp_path: Path) -> None:
    path = tmp_path / LESSON_NAME
    write_lesson(path, _lesson(tmp_path, *Role))
    values = json.loads(path.read_text())
    values["groups"][0]["images"][0]["layers"] = None
    path.write_text(json.dumps(values))
    with pytest.raises(LessonError, match="id0 has no layers"):
        read_lesson(path)
