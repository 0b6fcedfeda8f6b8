"""The JSON of a project file, and its checks; no files are touched here."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any, NoReturn

from cosegui.core.errors import ProjectVersionError
from cosegui.core.project import PROJECT_VERSION, Group, ImageEntry, Project, ReviewState

_FORMAT = "cosegui project"

# Ids name files in the data folder, so nothing in them may lead out of it or differ only by case.
_ID = re.compile(r"[0-9a-z]{1,64}")


def encode_project(project: Project, folder: Path) -> bytes:
    """The file's content. `folder`: absolute, holds the file; paths are written relative to it."""
    values = {
        "format": _FORMAT,
        "version": PROJECT_VERSION,
        "name": project.name,
        "model": project.model_name,
        "groups": [_group_values(group, folder) for group in project.groups],
        **project.extra,
    }
    try:
        return (json.dumps(values, indent=1, ensure_ascii=False) + "\n").encode("utf-8")
    except UnicodeEncodeError:
        # File names that are not text, as Linux allows them, survive only as escapes.
        return (json.dumps(values, indent=1) + "\n").encode("ascii")


def decode_project(content: bytes, folder: Path) -> Project:
    """The project that `content` describes; relative paths start at `folder` (absolute).

    Raises:
        ValueError: the content is damaged; the message says where.
        ProjectVersionError: a newer cosegui wrote it.
    """
    try:
        values = json.loads(content.decode("utf-8"), parse_constant=_refuse_constant)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if not isinstance(values, dict) or values.get("format") != _FORMAT:
        raise ValueError("it is no cosegui project")
    reader = _Reader(values, "project")
    reader.text("format")
    version = reader.whole_number("version")
    if version > PROJECT_VERSION:
        raise ProjectVersionError(
            f"The project was written by a newer cosegui (its version is {version}, this one "
            f"reads up to {PROJECT_VERSION}). Update cosegui to open it."
        )
    project = Project(
        name=reader.text("name"),
        model_name=reader.text_or_none("model"),
        groups=[_group(_Reader(v, where), folder) for v, where in reader.items("groups")],
        extra=reader.rest(),
    )
    _require_unique([group.id for group in project.groups])
    _require_unique([image.id for image in project.images()])
    return project


def _group_values(group: Group, folder: Path) -> dict[str, Any]:
    return {
        "id": group.id,
        "name": group.name,
        "categories": [[name, probability] for name, probability in group.categories],
        "images": [_image_values(image, folder) for image in group.images],
        **group.extra,
    }


def _image_values(image: ImageEntry, folder: Path) -> dict[str, Any]:
    return {
        "id": image.id,
        "path": _relative(image.path, folder),
        "state": image.state.value,
        "score": image.score,
        "area": image.area,
        "threshold": image.threshold,
        "model_threshold": image.model_threshold,
        "revision": image.revision,
        "size": list(image.size_hw) if image.size_hw else None,
        "seconds": round(image.seconds, 1),
        **image.extra,
    }


def _group(reader: _Reader, folder: Path) -> Group:
    return Group(
        id=reader.id(),
        name=reader.text("name"),
        categories=reader.categories(),
        images=[_image(_Reader(v, where), folder) for v, where in reader.items("images")],
        extra=reader.rest(),
    )


def _image(reader: _Reader, folder: Path) -> ImageEntry:
    return ImageEntry(
        id=reader.id(),
        path=_absolute(reader.text("path"), folder),
        state=reader.state(),
        score=reader.share_or_none("score"),
        area=reader.share_or_none("area"),
        threshold=reader.share_or_none("threshold"),
        model_threshold=reader.share_or_none("model_threshold"),
        revision=reader.whole_number("revision"),
        size_hw=reader.size_or_none(),
        seconds=reader.seconds(),
        extra=reader.rest(),
    )


def _relative(path: Path, folder: Path) -> str:
    """With `/`, relative to `folder` so that both can move together; else absolute."""
    try:
        relative = os.path.relpath(path, folder)
    except ValueError:  # another drive of Windows
        return path.as_posix()
    return Path(relative).as_posix()


def _absolute(text: str, folder: Path) -> Path:
    return Path(os.path.normpath(folder / text))


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _require_unique(ids: list[str]) -> None:
    if len(set(ids)) != len(ids):
        raise ValueError("an id occurs twice")


class _Reader:
    """Takes checked values out of one JSON object; what is left in the end is `rest`."""

    def __init__(self, values: object, where: str) -> None:
        if not isinstance(values, dict):
            raise ValueError(f"{where} is no object")
        self._values = dict(values)
        self._where = where

    def rest(self) -> dict[str, Any]:
        return self._values

    def text(self, key: str) -> str:
        value = self._take(key)
        if not isinstance(value, str) or "\0" in value:
            self._refuse(key, value)
        return value

    def text_or_none(self, key: str) -> str | None:
        return None if self._is_missing(key) else self.text(key)

    def whole_number(self, key: str) -> int:
        value = self._take(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self._refuse(key, value)
        return value

    def share_or_none(self, key: str) -> float | None:
        return None if self._is_missing(key) else self._share(key, self._take(key))

    def id(self) -> str:
        value = self.text("id")
        if not _ID.fullmatch(value):
            self._refuse("id", value)
        return value

    def state(self) -> ReviewState:
        value = self.text("state")
        if value not in list(ReviewState):
            self._refuse("state", value)
        return ReviewState(value)

    def size_or_none(self) -> tuple[int, int] | None:
        if self._is_missing("size"):
            return None
        value = self._take("size")
        is_pair = isinstance(value, list) and len(value) == 2
        if not is_pair or not all(type(side) is int and side > 0 for side in value):
            self._refuse("size", value)
        return value[0], value[1]

    def seconds(self) -> float:
        """0 in projects of a time when nobody counted them."""
        if self._is_missing("seconds"):
            return 0.0
        value = self._take("seconds")
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value < 1e12:
            self._refuse("seconds", value)
        return float(value)

    def categories(self) -> list[tuple[str, float]]:
        if self._is_missing("categories"):
            return []
        value = self._take("categories")
        if not isinstance(value, list):
            self._refuse("categories", value)
        pairs = []
        for pair in value:
            if not (isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str)):
                self._refuse("categories", pair)
            pairs.append((pair[0], self._share("categories", pair[1])))
        return pairs

    def items(self, key: str) -> list[tuple[object, str]]:
        value = self._take(key)
        if not isinstance(value, list):
            self._refuse(key, value)
        return [(item, f"{self._where}.{key}[{i}]") for i, item in enumerate(value)]

    def _share(self, key: str, value: object) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
            self._refuse(key, value)
        return float(value)

    def _is_missing(self, key: str) -> bool:
        if self._values.get(key) is None:
            self._values.pop(key, None)
            return True
        return False

    def _take(self, key: str) -> Any:
        if key not in self._values:
            raise ValueError(f"{self._where}.{key} is missing")
        return self._values.pop(key)

    def _refuse(self, key: str, value: object) -> NoReturn:
        raise ValueError(f"{self._where}.{key} cannot be {value!r:.60}")
