"""What a propagation of corrections is to read: which masks teach, which images learn."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from enum import Enum, auto
from functools import partial

from cosegui.core.project import Group, ImageEntry, ReviewState

from .documents import Documents
from .model_run import RunGroup, RunImage
from .pixels import HeldPixels
from .repair import Earlier, ExampleSource, PropagationSources


class NoPropagation(Enum):
    """Why there is nothing to propagate."""

    NO_EXAMPLE = auto()
    NOTHING_LEFT = auto()


def plan_propagation(group: Group, documents: Documents) -> RunGroup | NoPropagation:
    """The run that propagates the corrections of a group, or why there is none.

    All images but the excluded ones are read: those approved or corrected as examples, of the
    approved ones the whole mask, of the corrected ones what a person touched.
    """
    images = [image for image in group.images if image.state is not ReviewState.EXCLUDED]
    teaching = (ReviewState.APPROVED, ReviewState.CORRECTED)
    examples = [
        ExampleSource(index, documents.pixels_reader(image), image.state is ReviewState.APPROVED)
        for index, image in enumerate(images)
        if image.state in teaching
    ]
    if not examples:
        return NoPropagation.NO_EXAMPLE
    if len(examples) == len(images):
        return NoPropagation.NOTHING_LEFT
    earlier = [
        partial(_earlier, dataclasses.replace(image), documents.pixels_reader(image))
        for image in images
    ]
    planned = tuple(RunImage(image.id, image.path, image.revision) for image in images)
    return RunGroup(group.id, group.name, planned, PropagationSources(examples, earlier))


def _earlier(image: ImageEntry, read: Callable[[], HeldPixels]) -> Earlier:
    return Earlier.of(image, read())
