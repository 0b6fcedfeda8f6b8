"""A lesson on disk, and the names of what a trainer leaves in the lesson's folder."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from cosegui.core.errors import LessonError
from cosegui.core.lesson import (
    LESSON_VERSION,
    Lesson,
    LessonGroup,
    LessonImage,
    LessonOptions,
    Role,
)
from cosegui.storage.atomic import atomic_write

LESSON_NAME = "lesson.json"
MODEL_NAME = "model.safetensors"
STATE_NAME = "state.pt"
VERDICT_NAME = "verdict.json"
LOG_NAME = "log.jsonl"
THUMBNAIL_FOLDER = "thumbnails"


def write_lesson(path: Path, lesson: Lesson) -> None:
    """Write a lesson whole or not at all; layers beside it are named relative to it.

    Raises: SaveError.
    """
    folder = path.absolute().parent
    values = {
        "version": LESSON_VERSION,
        "name": lesson.name,
        "parent": str(lesson.parent),
        "parent_name": lesson.parent_name,
        "project": lesson.project,
        "groups": [_group_values(group, folder) for group in lesson.groups],
        "neighbours": [_group_values(group, folder) for group in lesson.neighbours],
        "options": asdict(lesson.options),
    }
    # Escaped, since a file's name need not be text.
    atomic_write(path, (json.dumps(values, indent=1) + "\n").encode("ascii"))


def read_lesson(path: Path) -> Lesson:
    """Read what `write_lesson` wrote.

    Raises: LessonError: unreadable, damaged, of a newer cosegui, or nothing to learn or judge by.
    """
    folder = path.absolute().parent
    try:
        values = json.loads(path.read_bytes())
        if int(values["version"]) > LESSON_VERSION:
            raise LessonError(f"{path} was written by a newer cosegui. Update cosegui to use it.")
        lesson = Lesson(
            name=str(values["name"]),
            parent=Path(values["parent"]),
            parent_name=str(values.get("parent_name", "")),
            project=str(values.get("project", "")),
            groups=tuple(_group(group, folder) for group in values["groups"]),
            options=_options(values.get("options", {})),
            neighbours=tuple(_group(each, folder) for each in values.get("neighbours", [])),
        )
    except OSError as error:
        raise LessonError(f"The lesson {path} cannot be read: {error}") from error
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise LessonError(f"The lesson {path} is damaged ({error}). Start a new one.") from error
    for role in (Role.TRAINING, Role.HELD_OUT):
        if not any(lesson.images(role)):
            role_name = role.value.replace("_", "-")
            raise LessonError(
                f"The lesson has no {role_name} image. Correct two images at "
                "least, and hold one of them out."
            )
    return lesson


def _group_values(group: LessonGroup, folder: Path) -> dict[str, Any]:
    return {
        "name": group.name,
        "category": group.category,
        "images": [_image_values(image, folder) for image in group.images],
    }


def _image_values(image: LessonImage, folder: Path) -> dict[str, Any]:
    layers = None
    if image.layers is not None:
        is_inside = image.layers.is_relative_to(folder)
        layers = image.layers.relative_to(folder).as_posix() if is_inside else str(image.layers)
    return {
        "id": image.id,
        "path": str(image.path),
        "role": image.role.value,
        "layers": layers,
        "is_whole": image.is_whole,
    }


def _group(values: Any, folder: Path) -> LessonGroup:
    images = tuple(_image(each, folder) for each in values["images"])
    category = values.get("category")
    return LessonGroup(str(values["name"]), images, None if category is None else str(category))


def _image(values: Any, folder: Path) -> LessonImage:
    role, layers = Role(values["role"]), values.get("layers")
    if role is not Role.CONTEXT and layers is None:
        raise ValueError(f"{values['id']} has no layers")
    return LessonImage(
        id=str(values["id"]),
        path=Path(values["path"]),
        role=role,
        layers=None if layers is None else Path(os.path.normpath(folder / layers)),
        is_whole=bool(values.get("is_whole", True)),
    )


def _options(values: Any) -> LessonOptions:
    unknown = sorted(set(values) - {each.name for each in fields(LessonOptions)})
    if unknown:
        raise ValueError(f"options have no {', '.join(unknown)}")
    return LessonOptions(**values)
