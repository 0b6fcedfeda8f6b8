"""One training as the window knows it: what its trainer has said so far. No Qt, no files."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto
from pathlib import Path
from typing import Any

from cosegui.core.lesson import Lesson

from .told import told


class Phase(StrEnum):
    """How far a training is."""

    PREPARING = auto()
    """The masks are copied and the trainer is being started."""
    RUNNING = auto()
    PAUSED = auto()
    STOPPING = auto()
    FINISHED = auto()
    """It ended by itself."""
    STOPPED = auto()
    """The person ended it, or closed the window; it can go on."""
    FAILED = auto()
    """The trainer gave up, or died."""

    @property
    def is_active(self) -> bool:
        """A trainer is at work, or about to be."""
        return self not in (Phase.FINISHED, Phase.STOPPED, Phase.FAILED)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the training takes on this machine, measured here. `seconds` is all epochs' time."""

    seconds: float
    peak_bytes: int


@dataclass(frozen=True, slots=True)
class Epoch:
    """One pass over the training images; J in percent on the held-out images.

    The losses are None where there is none: of epoch 0, the current model before any step.
    """

    number: int
    train_loss: float | None
    validation_loss: float | None
    j_new: float
    j_current: float


@dataclass(frozen=True, slots=True)
class JudgedImage:
    """A held-out image; J in percent of the new model and of the one in use."""

    id: str
    name: str
    j_new: float
    j_current: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the best epoch's model is worth on the held-out images; J and gain in points.

    `worse`: those that lost more than half a point.
    """

    is_better: bool
    j_new: float
    j_current: float
    images: tuple[JudgedImage, ...]
    worse: tuple[JudgedImage, ...]
    best_epoch: int

    @property
    def gain(self) -> float:
        return self.j_new - self.j_current


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """The files of one image's thumbnails, all of one size; the masks are 8-bit grey."""

    id: str
    is_held_out: bool
    photograph: Path
    truth: Path
    before: Path
    after: Path


@dataclass(slots=True)
class TrainingRun:
    """The lesson in a folder, and all that its trainer has told of it, replayed or live.

    `take` never raises: an event that is incomplete, or that this version does not know, says
    nothing.

    Attributes:
        stage: what the trainer is at, as the protocol names it; "" between stages.
        stage_done, stage_of: how far that is.
        seconds_left: the trainer's own guess.
        message: why it failed, for a person.
        can_resume: there is a state to go on from.
    """

    folder: Path
    lesson: Lesson
    phase: Phase = Phase.PREPARING
    device: str = ""
    epochs_planned: int = 0
    estimate: Estimate | None = None
    epochs: dict[int, Epoch] = field(default_factory=dict)
    images: tuple[JudgedImage, ...] = ()
    thumbnails: tuple[BeforeAfter, ...] = ()
    thumbnails_epoch: int = -1
    stage: str = ""
    stage_done: int = 0
    stage_of: int = 0
    seconds_left: float | None = None
    best_epoch: int = 0
    verdict: Verdict | None = None
    message: str = ""
    can_resume: bool = False

    def take(self, event: Mapping[str, Any]) -> str:
        """Take in one event of the trainer. Returns: its kind, "" if it said nothing."""
        takers = {
            "started": self._on_started,
            "estimate": self._on_estimate,
            "progress": self._on_progress,
            "epoch": self._on_epoch,
            "thumbnails": self._on_thumbnails,
            "paused": lambda _: self._enter(Phase.PAUSED),
            "resumed": lambda _: self._enter(Phase.RUNNING),
            "stopped": self._on_stopped,
            "finished": self._on_finished,
            "failed": self._on_failed,
        }
        kind = event.get("event")
        taker = takers.get(kind) if isinstance(kind, str) else None
        if taker is None:
            return ""
        try:
            taker(event)
        except (KeyError, TypeError, ValueError, OverflowError, AttributeError):
            return ""
        return str(kind)

    def fail(self, message: str) -> None:
        """The trainer is gone without a word of its own."""
        self._enter(Phase.FAILED)
        self.message = message
        self.can_resume = True

    @property
    def latest(self) -> Epoch | None:
        """The last epoch that ended."""
        return self.epochs[max(self.epochs)] if self.epochs else None

    @property
    def fraction(self) -> float:
        """Share of the planned epochs that is done, in [0, 1]."""
        latest = self.latest
        if latest is None or self.epochs_planned <= 0:
            return 0.0
        return min(1.0, latest.number / self.epochs_planned)

    def _enter(self, phase: Phase) -> None:
        self.phase = phase

    def _on_started(self, event: Mapping[str, Any]) -> None:
        self.device = told(str(event.get("device", "")))
        self.epochs_planned = int(event.get("epochs", 0))
        self.message = ""
        if self.phase is not Phase.STOPPING:
            self._enter(Phase.RUNNING)

    def _on_estimate(self, event: Mapping[str, Any]) -> None:
        self.estimate = Estimate(_number(event["seconds"]), int(event["peak_bytes"]))
        if self.seconds_left is None:
            self.seconds_left = self.estimate.seconds

    def _on_progress(self, event: Mapping[str, Any]) -> None:
        done, of = int(event["done"]), int(event["of"])
        self.stage, self.stage_done, self.stage_of = str(event["stage"]), done, of

    def _on_epoch(self, event: Mapping[str, Any]) -> None:
        epoch = Epoch(
            int(event["epoch"]),
            _number_or_none(event.get("train_loss")),
            _number_or_none(event.get("validation_loss")),
            _number(event["j_new"]),
            _number(event["j_current"]),
        )
        self.images = self._judged(event.get("images", ()))
        self.best_epoch = int(event.get("best_epoch", self.best_epoch))
        self.epochs[epoch.number] = epoch
        self.seconds_left = _number_or_none(event.get("seconds_left"))
        self.epochs_planned = int(event.get("of", self.epochs_planned))
        self.stage = ""

    def _on_thumbnails(self, event: Mapping[str, Any]) -> None:
        keys = ("photograph", "truth", "before", "after")
        self.thumbnails = tuple(
            BeforeAfter(
                str(values["id"]),
                values.get("role") == "held_out",
                *(self.folder / str(values[key]) for key in keys),
            )
            for values in event["images"]
        )
        self.thumbnails_epoch = int(event["epoch"])

    def _on_stopped(self, event: Mapping[str, Any]) -> None:
        self._enter(Phase.STOPPED)
        self.can_resume = bool(event.get("can_resume"))
        self.verdict = self._verdict(event.get("verdict"))

    def _on_finished(self, event: Mapping[str, Any]) -> None:
        self.verdict = self._verdict(event["verdict"])
        self.can_resume = False
        self.seconds_left = 0.0
        self._enter(Phase.FINISHED)

    def _on_failed(self, event: Mapping[str, Any]) -> None:
        self.fail(told(str(event["message"])))
        self.can_resume = bool(event.get("can_resume"))

    def _verdict(self, values: Any) -> Verdict | None:
        if not isinstance(values, Mapping):
            return None
        images = self._judged(values.get("images", ()))
        worse = set(values.get("worse", ()))
        return Verdict(
            is_better=bool(values["is_better"]),
            j_new=_number(values["j_new"]),
            j_current=_number(values["j_current"]),
            images=images,
            worse=tuple(image for image in images if image.id in worse),
            best_epoch=int(values.get("best_epoch", 0)),
        )

    def _judged(self, values: Sequence[Mapping[str, Any]]) -> tuple[JudgedImage, ...]:
        names = {
            image.id: image.path.name for group in self.lesson.groups for image in group.images
        }
        return tuple(
            JudgedImage(
                str(each["id"]),
                names.get(str(each["id"]), str(each["id"])),
                _number(each["j_new"]),
                _number(each["j_current"]),
            )
            for each in values
        )


def _number(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{value} is no number")
    return number


def _number_or_none(value: Any) -> float | None:
    return None if value is None else _number(value)
