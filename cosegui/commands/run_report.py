"""The report of a run: every image and every group, as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

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

    @classmethod
    def of(cls, name: str, images: Sequence[Path]) -> GroupRecord:
        """A group that is about to be segmented."""
        return cls(name, [ImageRecord(name, str(image)) for image in images])

    def finish(self, prediction: GroupPrediction) -> None:
        """All images of the group were looked at."""
        self.seconds = round(prediction.seconds, 3)
        self.categories = [(name, round(value, 4)) for name, value in prediction.categories]
        self.notices = list(prediction.notices)

    def as_json(self) -> dict[str, Any]:
        """The group and its images as JSON values."""
        return {
            "name": self.name,
            "seconds": self.seconds,
            "categories": [{"name": name, "probability": value} for name, value in self.categories],
            "notices": self.notices,
            "images": [asdict(image) for image in self.images],
        }


def write_report(
    path: Path,
    header: Mapping[str, Any],
    counts: Mapping[str, int],
    groups: Callable[[], Iterable[dict[str, Any]]],
) -> None:
    """Write the report of a run, one group or image a line, never holding more than one group.

    Args:
        header: what was asked for and how long it took, at the top.
        counts: images by what became of them.
        groups: gives the records of all groups (`GroupRecord.as_json`), each time anew.
    Raises: SaveError.
    """

    def write(stream: BinaryIO) -> None:
        def put(text: str) -> None:
            # Bytes of a file name that are no UTF-8 arrive as lone surrogates; written as \udcXX
            # they are valid JSON and come back as they were.
            stream.write(text.encode("utf-8", "backslashreplace"))

        def put_list(name: str, items: Iterable[Mapping[str, Any]], end: str) -> None:
            put(f',\n  "{name}": [')
            for number, item in enumerate(items):
                put(("," if number else "") + f"\n    {_json(item)}")
            put(f"\n  ]{end}")

        top = ",\n  ".join(f"{_json(k)}: {_json(v)}" for k, v in header.items())
        put(f'{{\n  {top},\n  "counts": {_json(counts)}')
        put_list("groups", (_of_group(group) for group in groups()), "")
        put_list("images", (image for group in groups() for image in group["images"]), "\n}\n")

    make_folder(path.absolute().parent)
    atomic_write(path, write)


def _of_group(group: Mapping[str, Any]) -> dict[str, Any]:
    names = ("name", "seconds", "categories", "notices")
    return {**{name: group[name] for name in names}, "images": len(group["images"])}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def write_json(path: Path, values: dict[str, Any]) -> None:
    """Write JSON as a whole file, UTF-8. Raises: SaveError."""
    text = json.dumps(values, indent=2, ensure_ascii=False) + "\n"
    make_folder(path.absolute().parent)
    # Bytes of a file name that are no UTF-8 arrive as lone surrogates; written as \udcXX they are
    # valid JSON and come back as they were.
    atomic_write(path, text.encode("utf-8", "backslashreplace"))
