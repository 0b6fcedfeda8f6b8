"""The orders in which the images of a group can be shown, and how far their review is. No Qt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum, auto

from cosegui.core.project import ImageEntry, ReviewState

_STATE_ORDER = {state: number for number, state in enumerate(ReviewState)}


class ImageOrder(StrEnum):
    """What comes first."""

    ADDED = auto()
    """As the group holds them."""
    NAME = auto()
    """By name, numbers in it by their value."""
    SCORE = auto()
    """The one that the model is least sure of; last those without a score."""
    STATE = auto()
    """Unseen, predicted, corrected, approved, excluded."""
    WORTH = auto()
    """The one whose correction teaches most."""
    TIME = auto()
    """The one that a person has worked on longest."""


def sorted_images(
    images: Iterable[ImageEntry],
    order: ImageOrder,
    worth: Callable[[ImageEntry], float] = lambda _: 0.0,
) -> list[ImageEntry]:
    """The images in that order; equal ones stay as they were.

    `worth`: what a look at an image teaches, the more the higher; asked for in that order only.
    """
    match order:
        case ImageOrder.ADDED:
            return list(images)
        case ImageOrder.NAME:
            return sorted(images, key=lambda image: _name_key(image.name))
        case ImageOrder.SCORE:
            return sorted(images, key=lambda image: 2.0 if image.score is None else image.score)
        case ImageOrder.STATE:
            return sorted(images, key=lambda image: _STATE_ORDER[image.state])
        case ImageOrder.WORTH:
            # What a person has decided about teaches no more.
            return sorted(images, key=lambda image: (image.state.is_reviewed, -worth(image)))
        case ImageOrder.TIME:
            return sorted(images, key=lambda image: -image.seconds)


@dataclass(frozen=True)
class ReviewProgress:
    """How far the review is.

    Attributes:
        counts: images by state, every state.
        seconds: worked on all images together.
        seconds_an_image: worked on a reviewed image, on average; None while none has a time.
    """

    counts: dict[ReviewState, int]
    seconds: float
    seconds_an_image: float | None

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def reviewed(self) -> int:
        """How many images a person has decided about."""
        return sum(number for state, number in self.counts.items() if state.is_reviewed)

    @property
    def seconds_left(self) -> float | None:
        """What is left at the pace until now; None while the pace is not known."""
        if self.seconds_an_image is None:
            return None
        return self.seconds_an_image * (self.total - self.reviewed)


def review_progress(images: Iterable[ImageEntry]) -> ReviewProgress:
    """Count once through the images."""
    counts = dict.fromkeys(ReviewState, 0)
    seconds = reviewed_seconds = 0.0
    timed = 0
    for image in images:
        counts[image.state] += 1
        seconds += image.seconds
        if image.seconds > 0 and image.state.is_reviewed:
            timed += 1
            reviewed_seconds += image.seconds
    return ReviewProgress(counts, seconds, reviewed_seconds / timed if timed else None)


def _name_key(name: str) -> list[tuple[int, str]]:
    """ "img2" before "img10": runs of digits compare by value, all else as text."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(int(part) if part.isdecimal() else -1, part) for part in parts]
