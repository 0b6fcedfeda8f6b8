"""What a model is to learn from a person's corrections; plain data for window and trainer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

LESSON_VERSION = 1
"""Version of the lesson file that this cosegui writes."""

MOST_EPOCHS = 200
RATE_RANGE = (0.1, 4.0)

IMAGES_OF_NEIGHBOUR = 6
"""Of a group that is not taught: a glance."""

T = TypeVar("T")


class Role(StrEnum):
    """What an image is for in a lesson."""

    TRAINING = "training"
    HELD_OUT = "held_out"  # judged by, never learnt from
    CONTEXT = "context"  # not corrected: it completes its group, as in a run


@dataclass(frozen=True)
class LessonImage:
    """One image of a lesson.

    Attributes:
        id: of the image in its project.
        path: the photograph, absolute.
        role: what it is for.
        layers: file of its layers, absolute; None for context.
        is_whole: every pixel of the mask counts; False: what a person touched, and of the rest
            what the trainer believes.
    """

    id: str
    path: Path
    role: Role
    layers: Path | None = None
    is_whole: bool = True


@dataclass(frozen=True)
class LessonGroup:
    """A group as it is taught. `category`: the person's name for what it shares; None without."""

    name: str
    images: tuple[LessonImage, ...]
    category: str | None = None


@dataclass(frozen=True)
class LessonOptions:
    """What a person may change under "Advanced".

    Attributes:
        epochs: most passes over the training images, 1 to `MOST_EPOCHS`.
        patience: epochs after which it ends if none was the best or lowered the held-out loss.
        rate: factor on the learning rate, within `RATE_RANGE`.
        seed: of everything that is drawn by chance.
        device: as `cosegui predict --device` takes it.
        threads: of the CPU; None leaves it to torch.
    """

    epochs: int = 24
    patience: int = 8
    rate: float = 1.0
    seed: int = 1
    device: str = "auto"
    threads: int | None = None

    def __post_init__(self) -> None:
        """Raises: ValueError: a value outside its range."""
        if not 1 <= self.epochs <= MOST_EPOCHS:
            raise ValueError(f"epochs must be 1 to {MOST_EPOCHS}, not {self.epochs}")
        if self.patience < 1:
            raise ValueError(f"patience must be 1 or more, not {self.patience}")
        if not RATE_RANGE[0] <= self.rate <= RATE_RANGE[1]:
            raise ValueError(f"rate must be {RATE_RANGE[0]} to {RATE_RANGE[1]}, not {self.rate}")
        if self.threads is not None and self.threads < 1:
            raise ValueError(f"threads must be 1 or more, not {self.threads}")


@dataclass(frozen=True)
class Lesson:
    """Groups to be taught to a model.

    Attributes:
        name: of the model that is to be made.
        parent: file of the model to start from; never written to.
        parent_name: what the person calls it.
        groups: with their images, each with its role.
        project: the project's name, for the new model's card.
        neighbours: groups of the project that are not taught, with some images of each: what is
            more like them than like the taught ones is not to hear the lesson.
    """

    name: str
    parent: Path
    parent_name: str
    groups: tuple[LessonGroup, ...]
    project: str = ""
    options: LessonOptions = field(default_factory=LessonOptions)
    neighbours: tuple[LessonGroup, ...] = ()

    def images(self, role: Role) -> Iterator[tuple[LessonGroup, LessonImage]]:
        """All images of a role, in the order of groups."""
        for group in self.groups:
            for image in group.images:
                if image.role is role:
                    yield group, image


def neighbour(name: str, images: Sequence[LessonImage]) -> LessonGroup:
    """A group that is not taught, by some of its images; all of `images` are context."""
    return LessonGroup(name, tuple(even_choice(images, IMAGES_OF_NEIGHBOUR)))


def even_choice(values: Sequence[T], count: int) -> list[T]:
    """At most `count` (1 or more) of the values, evenly from the first to the last."""
    if len(values) <= count:
        return list(values)
    step = (len(values) - 1) / max(1, count - 1)
    return [values[round(number * step)] for number in range(count)]


def split_roles(
    groups: Mapping[str, Sequence[str]], pinned: Mapping[str, Role] | None = None
) -> dict[str, Role]:
    """Deal corrected images into training and held out: one in five, at least one of each.

    Images that the person, or an earlier lesson, has dealt already keep their role, so that what a
    model has learnt from never judges it. Large groups give first; within a group the id alone
    decides, so that every run agrees.

    Args:
        groups: group id -> ids of its corrected images.
        pinned: roles that stay.
    Returns: id -> `TRAINING` or `HELD_OUT`, for every corrected image. A single image is training.
    """
    pinned = pinned or {}
    roles = {i: pinned[i] for ids in groups.values() for i in ids if i in pinned}
    total = sum(len(ids) for ids in groups.values())
    wanted = 0 if total < 2 else max(1, round(total / 5))
    missing = wanted - sum(role is Role.HELD_OUT for role in roles.values())
    free = {
        name: sorted((i for i in ids if i not in roles), key=_rank) for name, ids in groups.items()
    }

    def owed(name: str) -> tuple[float, str]:
        held_out = sum(roles.get(i) is Role.HELD_OUT for i in groups[name])
        return len(groups[name]) / 5 - held_out, name

    while missing > 0 and any(free.values()):
        name = max((each for each in free if free[each]), key=owed)
        roles[free[name].pop(0)] = Role.HELD_OUT
        missing -= 1
    return {i: roles.get(i, Role.TRAINING) for ids in groups.values() for i in ids}


def _rank(image_id: str) -> str:
    return hashlib.sha256(image_id.encode()).hexdigest()
