"""File names of exported images: none meets another, and they lead back to the image."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Generic, TypeVar

T = TypeVar("T")

# Windows refuses these in names, and the others should be able to copy there.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def safe_name(name: str) -> str:
    """`name` as a file name that every system accepts."""
    safe = _FORBIDDEN.sub("_", name).rstrip(" .") or "_"
    return f"_{safe}" if _RESERVED.fullmatch(safe) else safe


def grouped_names(images: Sequence[tuple[str, Path]]) -> list[str]:
    """A name "group/stem" for every (group, photograph).

    Photographs that differ by their suffix alone keep it (`g/a.jpg`, `g/a.tif`); those that differ
    by their folder alone are numbered.
    """
    folders = [safe_name(group) for group, _ in images]
    return _distinct(
        [
            (f"{folder}/{safe_name(source.stem)}", f"{folder}/{safe_name(source.name)}")
            for folder, (_, source) in zip(folders, images, strict=True)
        ]
    )


def flat_names(images: Sequence[tuple[str, Path]]) -> list[str]:
    """A name without a folder for every (group, photograph).

    It is the stem, or "group-stem" for photographs that share theirs.
    """
    grouped = grouped_names(images)
    stems = [safe_name(source.stem) for _, source in images]
    longs = [name.replace("/", "-") for name in grouped]
    return _distinct(list(zip(stems, longs, strict=True)))


class NameIndex(Generic[T]):
    """Finds images by whatever an export, or another program, may have called them."""

    def __init__(self, images: Iterable[tuple[str, Path, T]]) -> None:
        self._by_name: dict[str, list[T]] = defaultdict(list)
        for group, source, image in images:
            folder = safe_name(group)
            names = {
                f"{prefix}{name}".casefold()
                for prefix in ("", f"{folder}/", f"{folder}-")
                for name in (source.name, source.stem, safe_name(source.name))
            } | {f"{folder}/{safe_name(source.stem)}".casefold(), safe_name(source.stem).casefold()}
            for name in names:
                self._by_name[name].append(image)

    def find(self, name: str) -> list[T]:
        """Those that `name` may mean: one if it is clear.

        Folders in front that say nothing are left out until something is found; so is the suffix.
        """
        parts = PurePosixPath(name.replace("\\", "/")).parts
        for start in range(len(parts)):
            tail = PurePosixPath(*parts[start:])
            for candidate in (tail.as_posix(), tail.with_suffix("").as_posix()):
                found = self._by_name.get(candidate.casefold())
                if found:
                    return found
        return []


def _distinct(names: Sequence[tuple[str, str]]) -> list[str]:
    """Of each (short, long) the short one where it is the only one, numbered if need be.

    Equal means equal where letter case does not count.
    """
    uses = Counter(short.casefold() for short, _ in names)
    taken: set[str] = set()
    chosen = []
    for short, long in names:
        wanted = short if uses[short.casefold()] == 1 else long
        name, number = wanted, 1
        while name.casefold() in taken:
            number += 1
            name = f"{wanted}-{number}"
        taken.add(name.casefold())
        chosen.append(name)
    return chosen
