"""What a run tells while it works and when it ends."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class OutcomeStatus(StrEnum):
    """What became of one image of a run."""

    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class RunProgress:
    """`done` of `total` steps. `seconds_left` is None while there is nothing to judge it by."""

    done: int
    total: int
    message: str = ""
    seconds_left: float | None = None

    @property
    def fraction(self) -> float:
        """Share that is done, in [0, 1]; 0 where there is nothing to do."""
        return min(1.0, self.done / self.total) if self.total > 0 else 0.0


@dataclass(frozen=True, slots=True)
class ImageOutcome:
    """What became of one image; `message` says why, where it is not done."""

    image_id: str
    status: OutcomeStatus
    message: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class RunSummary:
    """The end of a run.

    `device` is the one really used; `notices` is what the person should know, such as a fall back
    to the CPU.
    """

    outcomes: tuple[ImageOutcome, ...]
    seconds: float
    device: str
    model_name: str
    notices: tuple[str, ...] = ()

    def count(self, status: OutcomeStatus) -> int:
        """How many images ended with `status`."""
        return sum(outcome.status is status for outcome in self.outcomes)

    @property
    def failures(self) -> tuple[ImageOutcome, ...]:
        """The images that failed."""
        return tuple(o for o in self.outcomes if o.status is OutcomeStatus.FAILED)
