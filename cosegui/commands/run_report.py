"""The report of a run: every image and every group, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from cosegui.core.events import OutcomeStatus
from cosegui.core.ports import Example, GroupPrediction, ImagePrediction
from cosegui.storage.atomic import atomic_write, make_folder


@dataclass(slots=True)
class ImageRecord:
    """What became of one image; one that was never reached is cancelled.

    `mask` is relative to the folder of results; `area` is the share of the image that the mask
    covers and `score` the model's confidence, both in [0, 1]. `in_project` says whether the
    project took the result; None without a project.
    """

    group: str
    image: str
    status: OutcomeStatus = OutcomeStatus.CANCELLED
    message: str = ""
    mask: str | None = None
    seconds: float | None = None
    area: float | None = None
    score: float | None = None
    threshold: float | None = None
    size_hw: tuple[int, int] | None = None
    in_project: bool | None = None

    def finish(self, prediction: ImagePrediction, *, mask: str) -> None:
        """The mask is written."""
        height, width = prediction.probability_hw.shape
        self.status = OutcomeStatus.DONE
        self.mask = mask
        self.seconds = round(prediction.seconds, 3)
        self.area = round(float(np.mean(prediction.mask_hw)), 6)
        self.score = round(prediction.score, 4)
        self.threshold = round(prediction.threshold, 4)
        self.size_hw = (height, width)

    def finish_example(self, example: Example, *, mask: str) -> None:
        """The mask that was given for it is written as it is."""
        height, width = example.mask_hw.shape
        self.status = OutcomeStatus.DONE
        self.message = "given as an example"
        self.mask = mask
        self.area = round(float(np.mean(example.mask_hw)), 6)
        self.size_hw = (height, width)

    def fail(self, message: str) -> None:
        """There is no mask."""
        self.status = OutcomeStatus.FAILED
        self.message = message


@dataclass(slots=True)
class GroupRecord:
    """What the model said of one group; `categories` are (name, probability), likeliest first."""

    name: str
    images: list[ImageRecord]
    seconds: float | None = None
    categories: list[tuple[str, float]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def finish(self, prediction: GroupPrediction) -> None:
        """All images of the group were looked at."""
        self.seconds = round(prediction.seconds, 3)
        self.categories = [(name, round(value, 4)) for name, value in prediction.categories]
        self.notices = list(prediction.notices)


@dataclass(slots=True)
class RunReport:
    """Grows while a run goes on. `settings`: what was asked for, at the top of the JSON."""

    settings: dict[str, Any]
    groups: list[GroupRecord] = field(default_factory=list)

    def add_group(self, name: str, images: Sequence[Path]) -> GroupRecord:
        """A group that is about to be segmented."""
        record = GroupRecord(name, [ImageRecord(name, str(image)) for image in images])
        self.groups.append(record)
        return record

    def count(self, status: OutcomeStatus) -> int:
        """How many images ended so."""
        return sum(image.status is status for group in self.groups for image in group.images)

    def as_json(self, seconds: float) -> dict[str, Any]:
        """The report as JSON values; `seconds` is the time of the whole run."""
        return {
            **self.settings,
            "seconds": round(seconds, 3),
            "counts": {status.value: self.count(status) for status in OutcomeStatus},
            "groups": [
                {
                    "name": group.name,
                    "images": len(group.images),
                    "seconds": group.seconds,
                    "categories": [
                        {"name": name, "probability": value} for name, value in group.categories
                    ],
                    "notices": group.notices,
                }
                for group in self.groups
            ],
            "images": [asdict(image) for group in self.groups for image in group.images],
        }


def write_json(path: Path, values: dict[str, Any]) -> None:
    """Write JSON as a whole file, UTF-8. Raises: SaveError."""
    text = json.dumps(values, indent=2, ensure_ascii=False) + "\n"
    make_folder(path.absolute().parent)
    # Bytes of a file name that are no UTF-8 arrive as lone surrogates; written as \udcXX they are
    # valid JSON and come back as they were.
    atomic_write(path, text.encode("utf-8", "backslashreplace"))
