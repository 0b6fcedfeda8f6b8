"""What a project holds besides pixels: groups, images and their review states."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from pathlib import Path
from typing import Any

_CHOSEN_MODEL_KEY = "chosen_model"

PROJECT_VERSION = 1
"""Version of the project file that this cosegui writes."""


class ReviewState(StrEnum):
    """How far a person is with an image."""

    UNSEEN = "unseen"
    PREDICTED = "predicted"
    CORRECTED = "corrected"
    APPROVED = "approved"
    EXCLUDED = "excluded"

    @property
    def follows_model(self) -> bool:
        """True while a model run may still replace the mask."""
        return self in (ReviewState.UNSEEN, ReviewState.PREDICTED)

    @property
    def is_reviewed(self) -> bool:
        """True once a person has decided about the image."""
        return not self.follows_model


def new_id() -> str:
    """A random id, 16 hexadecimal digits: safe in file names, kept for the life of the project."""
    return secrets.token_hex(8)


@dataclass(slots=True)
class ImageEntry:
    """One image of a group, without its pixels.

    Attributes:
        path: absolute; the project file holds it relative to itself.
        id: stable for the life of the project, names the image's files in the data folder.
        state: review state.
        score: the model's, in [0, 1]; None before the first run.
        area: share of the image that the mask covers, in [0, 1]; None before there is a mask.
        threshold: binarises the probability of this image; None means the model's own rule.
        model_threshold: what the model's own rule gave in the last run; None before it.
        revision: grows with every change of the mask or the state; results that were computed for
            an older revision are dropped.
        size_hw: (H, W) in the image frame; None until the file was first read.
        seconds: that a person has worked on it, pauses left out.
        extra: keys of the file that this version does not know, kept as they are.
    """

    path: Path
    id: str = field(default_factory=new_id)
    state: ReviewState = ReviewState.UNSEEN
    score: float | None = None
    area: float | None = None
    threshold: float | None = None
    model_threshold: float | None = None
    revision: int = 0
    size_hw: tuple[int, int] | None = None
    seconds: float = 0.0
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What a person calls it: the file's name."""
        return self.path.name

    def snapshot(self) -> ImageEntry:
        """A copy that later changes do not reach, in a third of `dataclasses.replace`'s time."""
        return ImageEntry(*_entry_values(self))


_entry_values = attrgetter(*(each.name for each in dataclasses.fields(ImageEntry)))


@dataclass(slots=True)
class Group:
    """Images that share an object.

    `categories`: (name, probability) of the last run, likeliest first.
    """

    name: str
    images: list[ImageEntry] = field(default_factory=list)
    id: str = field(default_factory=new_id)
    categories: list[tuple[str, float]] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Project:
    """Groups that are worked on together. `model_name`: what the last run used, None before it."""

    name: str
    groups: list[Group] = field(default_factory=list)
    model_name: str | None = None
    version: int = PROJECT_VERSION
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def chosen_model(self) -> str:
        """The model that the person chose for this project, "" where they chose none.

        Kept in `extra`: an older cosegui carries it along.
        """
        name = self.extra.get(_CHOSEN_MODEL_KEY, "")
        return name if isinstance(name, str) else ""

    @chosen_model.setter
    def chosen_model(self, name: str) -> None:
        self.extra = {**self.extra, _CHOSEN_MODEL_KEY: name}

    def images(self) -> Iterator[ImageEntry]:
        """All images, in the order of groups."""
        for group in self.groups:
            yield from group.images

    def snapshot(self) -> Project:
        """A copy that later changes do not reach, for saving in another thread.

        `extra` is shared: nobody changes what nobody understands.
        """
        groups = [
            dataclasses.replace(
                group,
                images=[image.snapshot() for image in group.images],
                categories=list(group.categories),
            )
            for group in self.groups
        ]
        return dataclasses.replace(self, groups=groups)

    def add_found(self, found: dict[str, list[Path]]) -> list[ImageEntry]:
        """Add the images of `found` (group name -> absolute paths) that are not in yet.

        A group of the same name is extended. Nothing is removed: an image that has gone from its
        folder may come back, and its mask with it. Returns the added entries.
        """
        known = {image.path for image in self.images()}
        by_name = {group.name: group for group in self.groups}
        added: list[ImageEntry] = []
        for name, paths in found.items():
            entries = [ImageEntry(path) for path in paths if path not in known]
            if not entries:
                continue
            if name not in by_name:
                by_name[name] = Group(name)
                self.groups.append(by_name[name])
            by_name[name].images.extend(entries)
            added.extend(entries)
        return added
