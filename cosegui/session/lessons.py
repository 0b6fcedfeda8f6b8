"""What a project can teach, and the folders in which its lessons lie."""

from __future__ import annotations

import dataclasses
import json
import logging
import secrets
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cosegui.core.effort import is_corrected, pinned_role
from cosegui.core.errors import LessonError, SaveError
from cosegui.core.lesson import (
    Lesson,
    LessonGroup,
    LessonImage,
    LessonOptions,
    Role,
    even_choice,
    neighbour,
    split_roles,
)
from cosegui.core.project import Group, ImageEntry, Project, ReviewState
from cosegui.storage.atomic import make_folder, reason_of
from cosegui.storage.lesson_file import LESSON_NAME, LOG_NAME, STATE_NAME, read_lesson, write_lesson
from cosegui.storage.masks import write_layers

from .training_run import Phase, TrainingRun

LEAST_IMAGES = 2
"""One to learn from and one to judge by."""

MOST_NEIGHBOURS = 32
"""So many of the project's other groups are shown to the trainer, which takes it seconds."""

CATEGORY_KEY = "category"
"""In `Group.extra`: the person's word for what the group shares."""

_LAYERS_FOLDER = "layers"
_log = logging.getLogger(__name__)

LayersReader = Callable[[], NDArray[np.uint8]]


@dataclass(frozen=True)
class TaughtImage:
    """A corrected or approved image, and what it is for."""

    id: str
    name: str
    role: Role
    is_whole: bool


@dataclass(frozen=True)
class TaughtGroup:
    """A group that holds masks to learn from. `category`: the person's word for what it shares."""

    id: str
    name: str
    category: str
    images: tuple[TaughtImage, ...]


@dataclass(frozen=True)
class LessonRequest:
    """What the person chose.

    Attributes:
        name: of the model to be made; plain and free in the store.
        parent, parent_name: the model to start from.
        categories: group id -> word for what it shares, "" for none; other groups stay out.
        roles: image id -> training or held out, for the corrected images of those groups.
    """

    name: str
    parent: Path
    parent_name: str
    categories: Mapping[str, str]
    roles: Mapping[str, Role]
    options: LessonOptions = field(default_factory=LessonOptions)


def taught_groups(project: Project) -> tuple[TaughtGroup, ...]:
    """The groups with masks to learn from, their images dealt into training and held out."""
    corrected = {
        group.id: [image for image in group.images if is_corrected(image)]
        for group in project.groups
    }
    images = [image for group in corrected.values() for image in group]
    roles = split_roles(
        {group_id: [image.id for image in group] for group_id, group in corrected.items()},
        {image.id: role for image in images if (role := pinned_role(image)) is not None},
    )
    return tuple(
        TaughtGroup(
            group.id,
            group.name,
            str(group.extra.get(CATEGORY_KEY, group.name)),
            tuple(
                TaughtImage(
                    image.id, image.name, roles[image.id], image.state is ReviewState.APPROVED
                )
                for image in corrected[group.id]
            ),
        )
        for group in project.groups
        if corrected[group.id]
    )


def extra_with_category(group: Group, category: str) -> dict[str, object]:
    """`group.extra` with the person's word for what the group shares."""
    return {**group.extra, CATEGORY_KEY: category}


def build_lesson(project: Project, request: LessonRequest, folder: Path) -> Lesson:
    """The lesson that the person chose; its layers are to lie below `folder`."""
    groups = tuple(
        LessonGroup(
            group.name,
            tuple(
                _lesson_image(image, request.roles, folder)
                for image in group.images
                if image.state is not ReviewState.EXCLUDED
            ),
            request.categories[group.id].strip() or None,
        )
        for group in project.groups
        if group.id in request.categories
    )
    others = [group for group in project.groups if group.id not in request.categories]
    neighbours = [
        neighbour(
            group.name,
            [
                LessonImage(image.id, image.path, Role.CONTEXT)
                for image in group.images
                if image.state is not ReviewState.EXCLUDED
            ],
        )
        for group in even_choice(others, MOST_NEIGHBOURS)
    ]
    return Lesson(
        name=request.name,
        parent=request.parent,
        parent_name=request.parent_name,
        groups=groups,
        project=project.name,
        options=request.options,
        neighbours=tuple(group for group in neighbours if group.images),
    )


def write_lesson_folder(lesson: Lesson, folder: Path, layers: Mapping[str, LayersReader]) -> None:
    """Copy the masks of a lesson into its folder, and write the lesson last.

    Raises: SaveError, ImageReadError: there is no lesson.
    """
    make_folder(folder / _LAYERS_FOLDER)
    for group in lesson.groups:
        for image in group.images:
            if image.layers is not None:
                write_layers(image.layers, layers[image.id]())
    write_lesson(folder / LESSON_NAME, lesson)


def new_folder(parent: Path) -> Path:
    """A name that no lesson has yet."""
    return parent / secrets.token_hex(6)


def remove_folder(folder: Path) -> None:
    """Forget a lesson and all that its trainer has made. Raises: SaveError."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise SaveError(folder, reason_of(error)) from error


def unfinished_runs(parent: Path, image_ids: Collection[str]) -> list[TrainingRun]:
    """The lessons of these images that a trainer has begun and nobody kept or discarded.

    The newest is the last.
    """
    runs: list[tuple[float, TrainingRun]] = []
    for folder in parent.iterdir() if parent.is_dir() else ():
        log = folder / LOG_NAME
        if not log.is_file() and not (folder / STATE_NAME).is_file():
            continue
        try:
            lesson = read_lesson(folder / LESSON_NAME)
        except LessonError as error:
            _log.info("a lesson is left alone: %s", error)
            continue
        ids = {
            image.id for role in (Role.TRAINING, Role.HELD_OUT) for _, image in lesson.images(role)
        }
        if ids & set(image_ids):
            runs.append((folder.stat().st_mtime, replayed(TrainingRun(folder, lesson))))
    return [run for _, run in sorted(runs, key=lambda pair: pair[0])]


def replayed(run: TrainingRun) -> TrainingRun:
    """The run with all that its log tells; nobody trains it, so it is stopped if not at its end."""
    try:
        lines = (run.folder / LOG_NAME).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    for line in lines:
        try:
            event = json.loads(line)
        except ValueError:
            continue  # the last line of a trainer that was killed
        if isinstance(event, dict):
            run.take(event)
    if run.phase.is_active or run.phase is Phase.FAILED:
        run.phase = Phase.STOPPED
        run.can_resume = True
    return run


def _lesson_image(image: ImageEntry, roles: Mapping[str, Role], folder: Path) -> LessonImage:
    role = roles.get(image.id, Role.CONTEXT) if is_corrected(image) else Role.CONTEXT
    layers = None if role is Role.CONTEXT else folder / _LAYERS_FOLDER / f"{image.id}.png"
    is_whole = image.state is ReviewState.APPROVED
    return LessonImage(image.id, image.path, role, layers, is_whole)


def layers_readers(
    images: Sequence[ImageEntry], reader: Callable[[ImageEntry], LayersReader]
) -> dict[str, LayersReader]:
    """Functions for any thread that give the layers of the corrected images as they are now."""
    return {image.id: reader(dataclasses.replace(image)) for image in images if is_corrected(image)}
