"""The network that a lesson makes of its parent: one head more, grown classes, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import torch

from cosegui.core.errors import LessonError
from cosegui.core.lesson import Lesson
from cosegui.model.checkpoint import Network
from cosegui.model.description import Description
from cosegui.model.network import SSNM
from cosegui.model.taught import TaughtSSNM, signature

OPEN_RANGE = (0.75, 0.9)
"""Cosines with a taught group's signature from which its head is open; where in this range is
told by how alike the halves of the group are. Halves of the training sets' groups (46, by class)
lie at 0.97 in the median and above 0.80 in nine of ten, those of different groups at 0.19 and
below 0.66."""
OPENING = 0.15  # below that, over this span, the head falls silent
SAME_KIND = 0.93
"""Cosine of signatures from which two groups are of one kind: so alike are halves of groups whose
things look alike (pets, horses, one place), while those of loose kinds, as chairs, are not even
themselves."""


def taught_network(parent: Network, lesson: Lesson) -> TaughtSSNM:
    """The parent with a head that has learnt nothing yet: it answers as the parent does.

    Raises: LessonError: the parent is of another kind.
    """
    if not isinstance(parent, SSNM):
        raise LessonError(
            "The published network cannot be taught. Start from a model of cosegui's own."
        )
    config = parent.config
    classes, indices = _grown(config.classes, [group.category for group in lesson.groups])
    network = TaughtSSNM(
        replace(
            config,
            classes=classes,
            grown_classes=config.grown_classes + len(classes) - len(config.classes),
            lessons=(*config.lessons, len(lesson.groups)),
            neighbours=(
                *(config.neighbours or (0,) * len(config.lessons)),
                len(lesson.neighbours),
            ),
        )
    )
    own = network.state_dict()
    for name, value in parent.state_dict().items():
        if name in ("signatures", "bounds", "categories", "neighbours"):
            own[name][: len(value)] = value  # those of earlier lessons
        else:
            own[name].copy_(value)
    network.categories[-len(indices) :] = torch.tensor(indices)
    network.newest_head.copy_parent(parent)
    return network.eval()


@torch.no_grad()
def set_signature(network: TaughtSSNM, group: int, described: Description) -> None:
    """Note what a group of the last lesson looks like.

    Args:
        group: its place in the lesson.
        described: of all its images that the lesson looks at.
    """
    place = len(network.signatures) - network.config.lessons[-1] + group
    network.signatures[place] = signature(described)
    likeness = 1.0
    if len(described.summary) > 1:
        halves = [described.mapped(lambda x, s=start: x[s::2]) for start in (0, 1)]  # type: ignore[misc]
        likeness = float(signature(halves[0]) @ signature(halves[1]))
    is_open = min(max(likeness - OPENING / 3, OPEN_RANGE[0]), OPEN_RANGE[1])
    network.bounds[place] = torch.tensor([is_open - OPENING, is_open])


@torch.no_grad()
def set_neighbour(network: TaughtSSNM, place: int, described: Description) -> None:
    """Note what a group looks like that stands beside those of the last lesson, untaught.

    One that cannot be told from a taught group is of its kind: the lesson is for it as well.
    """
    seen = signature(described)
    taught = network.signatures[-network.config.lessons[-1] :]
    if float((taught @ seen).amax()) < SAME_KIND:
        first = len(network.neighbours) - network.config.neighbours[-1]
        network.neighbours[first + place] = seen


def _grown(
    known: Sequence[str], categories: Sequence[str | None]
) -> tuple[tuple[str, ...], list[int]]:
    """The old classes with the new ones behind, and each category's place; -1 for no name."""
    classes = list(known)
    indices = []
    for category in categories:
        name = (category or "").strip()
        if not name:
            indices.append(-1)
            continue
        folded = [each.casefold() for each in classes]
        if name.casefold() not in folded:
            classes.append(name)
            folded.append(name.casefold())
        indices.append(folded.index(name.casefold()))
    return tuple(classes), indices
