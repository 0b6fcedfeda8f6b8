"""The book-keeping of one run of the model: what was asked, what became of it. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cosegui.core.events import ImageOutcome, OutcomeStatus, RunProgress, RunSummary
from cosegui.core.project import Group, Project, ReviewState
from cosegui.tasks.time_left import TimeLeft

from .repair import PropagationSources, Repair


@dataclass(frozen=True)
class RunImage:
    """An image as it was when the run began; a result for another revision comes too late."""

    id: str
    path: Path
    revision: int


@dataclass(frozen=True)
class RunGroup:
    """`propagation` tells that corrections are propagated, and from what."""

    id: str
    name: str
    images: tuple[RunImage, ...]
    propagation: PropagationSources | None = None

    @property
    def examples(self) -> tuple[RunImage, ...]:
        """The images that teach the others."""
        sources = () if self.propagation is None else self.propagation.examples
        return tuple(self.images[source.index] for source in sources)


@dataclass(eq=False)
class ModelRun:
    """One run over groups, from `run_started` to `run_finished`.

    Attributes:
        waiting: groups that have not begun.
        excluded: images that a person has taken out of all runs.
        outcomes: by image, in the order in which they became known.
        repair: what a propagation has changed so far; None in a run of the model.
        wanted: the images whose results are taken; None: all. What they share with the others of
            their groups is found in all of these either way.
    """

    project: Project
    title: str
    waiting: list[RunGroup]
    excluded: tuple[str, ...]
    began_s: float
    outcomes: dict[str, ImageOutcome] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    model_name: str = ""
    device: str = ""
    repair: Repair | None = None
    wanted: frozenset[str] | None = None

    def __post_init__(self) -> None:
        self._image_ids = [image.id for group in self.waiting for image in group.images]
        self._asked = set(self._image_ids)
        self._done = 0
        self._ended_groups_images = 0
        self._time_left = TimeLeft()
        for image_id in self.excluded:
            self.note(image_id, OutcomeStatus.SKIPPED, "It is excluded.")

    @property
    def total(self) -> int:
        """How many images are to be run."""
        return len(self._image_ids)

    @property
    def done(self) -> int:
        """How many images of these have an outcome."""
        return self._done

    def note(
        self, image_id: str, status: OutcomeStatus, message: str = "", seconds: float = 0.0
    ) -> None:
        """The outcome of an image; the first one counts."""
        if image_id not in self.outcomes:
            self.outcomes[image_id] = ImageOutcome(image_id, status, message, seconds)
            self._done += image_id in self._asked

    def revision_of(self, image: RunImage) -> int:
        """The revision that an image of this run has as long as nobody else has changed it."""
        known = None if self.repair is None else self.repair.earlier.get(image.id)
        return image.revision if known is None else known[1]

    def note_rest(self, image_ids: Sequence[str], status: OutcomeStatus, message: str = "") -> None:
        """The outcome of those that have none yet."""
        for image_id in image_ids:
            self.note(image_id, status, message)

    def end_all(self, status: OutcomeStatus, message: str = "") -> None:
        """The outcome of everything that has none yet."""
        self.waiting.clear()
        self.note_rest(self._image_ids, status, message)

    def end_group(self, group: RunGroup) -> None:
        """Nothing more comes of this group."""
        self._ended_groups_images += len(group.images)

    def progress(
        self, group: RunGroup | None, group_fraction: float, message: str, now_s: float
    ) -> RunProgress:
        """How far the run is. `group`: the one under way, `group_fraction` of it is done."""
        under_way = 0.0 if group is None else group_fraction * len(group.images)
        fraction = (self._ended_groups_images + under_way) / max(1, self.total)
        seconds_left = None if group is None else self._time_left.update(fraction, now_s)
        return RunProgress(self.done, self.total, message, seconds_left)

    def summary(self, now_s: float) -> RunSummary:
        """Outcomes in the order of the project's images, excluded ones last."""
        ordered = [*self._image_ids, *self.excluded]
        return RunSummary(
            outcomes=tuple(self.outcomes[one] for one in ordered if one in self.outcomes),
            seconds=now_s - self.began_s,
            device=self.device,
            model_name=self.model_name,
            notices=tuple(dict.fromkeys(self.notices)),
        )


def plan_groups(groups: Sequence[Group]) -> tuple[list[RunGroup], tuple[str, ...]]:
    """What a run over these groups reads, without groups that have nothing to read.

    All images but the excluded ones are read, also those whose masks will stay: what they share
    is found in all of them together. Returns the groups, and the ids of the excluded images.
    """
    planned = []
    excluded = []
    for group in groups:
        images = []
        for image in group.images:
            if image.state is ReviewState.EXCLUDED:
                excluded.append(image.id)
            else:
                images.append(RunImage(image.id, image.path, image.revision))
        if images:
            planned.append(RunGroup(group.id, group.name, tuple(images)))
    return planned, tuple(excluded)
