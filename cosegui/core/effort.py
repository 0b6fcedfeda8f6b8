"""What the corrections of a person cost, and what each image is for in a lesson.

Both are kept among an image's unknown keys (`ImageEntry.extra`), so that an older cosegui carries
them along. Nothing here changes a dictionary in place: a snapshot of the project may share it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from .lesson import Role
from .project import ImageEntry, Project, ReviewState

_ROLE_KEY = "lesson_role"
_EFFORT_KEY = "effort"


@dataclass(frozen=True, slots=True)
class Effort:
    """What it cost a person to correct or approve one image.

    Attributes:
        finished_at: seconds since 1970, when the person last decided.
        seconds: that they have worked on it, pauses left out.
        pixels: whose mask they changed.
        j: intersection over union of the model's mask and theirs, in [0, 1].
        model_name: whose mask it was.
    """

    finished_at: float
    seconds: float
    pixels: int
    j: float
    model_name: str


def is_corrected(image: ImageEntry) -> bool:
    """A person vouches for the mask, whole (approved) or where they touched it (corrected)."""
    return image.state in (ReviewState.APPROVED, ReviewState.CORRECTED)


def pinned_role(image: ImageEntry) -> Role | None:
    """Training or held out, as pinned in the project; None where nothing is."""
    value = image.extra.get(_ROLE_KEY)
    return next((r for r in (Role.TRAINING, Role.HELD_OUT) if r.value == value), None)


def extra_with_role(image: ImageEntry, role: Role) -> dict[str, Any]:
    """`image.extra` with the role pinned."""
    return {**image.extra, _ROLE_KEY: role.value}


def effort_of(image: ImageEntry) -> Effort | None:
    """What was recorded of the image; None where nothing was, or nothing that can be read."""
    values = image.extra.get(_EFFORT_KEY)
    if not isinstance(values, Mapping):
        return None
    numbers = [values.get(key) for key in ("finished_at", "seconds", "pixels", "j")]
    if not all(isinstance(n, int | float) and math.isfinite(n) and n >= 0 for n in numbers):
        return None
    return Effort(
        float(values["finished_at"]),
        float(values["seconds"]),
        int(values["pixels"]),
        min(1.0, float(values["j"])),
        str(values.get("model_name", "")),
    )


def extra_with_effort(image: ImageEntry, effort: Effort) -> dict[str, Any]:
    """`image.extra` with the effort; unknown keys of an earlier record stay.

    Once another model has run, only the time grows: how far a mask is from a model that may have
    learnt from it says nothing of the work.
    """
    known = image.extra.get(_EFFORT_KEY)
    earlier = effort_of(image)
    if earlier is not None and effort.model_name != earlier.model_name:
        effort = replace(earlier, seconds=effort.seconds)
    rest = dict(known) if isinstance(known, Mapping) else {}
    return {**image.extra, _EFFORT_KEY: {**rest, **asdict(effort)}}


def efforts(project: Project) -> list[tuple[ImageEntry, Effort]]:
    """What was recorded of all images that are corrected or approved now, the oldest first."""
    found = [
        (image, effort)
        for image in project.images()
        if is_corrected(image) and (effort := effort_of(image))
    ]
    return sorted(found, key=lambda pair: pair[1].finished_at)
