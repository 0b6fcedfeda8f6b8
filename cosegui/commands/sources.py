"""What the SOURCE arguments stand for: groups of photographs, and the names of their results."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cosegui.commands.console import UsageError
from cosegui.storage.formats.naming import safe_name
from cosegui.storage.images import find_groups, is_image_path

MASK_SUFFIX = ".png"
PROBABILITY_SUFFIX = ".npz"
HEATMAP_SUFFIX = ".heatmap.png"


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """Photographs that are segmented jointly, and where their results belong.

    `stems`: names of the results without suffix, one for each image; no two results of a group
    share a file, on disks that ignore case either.
    """

    name: str
    images: tuple[Path, ...]
    stems: tuple[str, ...]


def collect_groups(sources: Sequence[Path], *, out: Path) -> list[SourceGroup]:
    """The groups of all sources, in their order, with names that differ.

    A folder of photographs is a group, a folder of folders is one group each, photographs that are
    named one by one are a group together. What was named twice counts once.

    Args:
        out: where results go; what lies there inside a source is no photograph but a result.
    Raises: UsageError: a source does not exist or holds no photograph.
    """
    # "." and "photos/.." have no name to give a group; resolve() would follow links as well, and
    # a link is named by its own name.
    sources = [Path(os.path.abspath(source)) for source in sources]  # noqa: PTH100
    found: list[tuple[str, list[Path]]] = []
    loose = [source for source in sources if source.is_file()]
    for source in sources:
        if source.is_dir():
            groups = [(n, _photographs(i, source, out)) for n, i in find_groups(source).items()]
            if not any(images for _, images in groups):
                raise UsageError(f"There are no photographs in {source} or in the folders in it.")
            found += groups
        elif not source.is_file():
            raise UsageError(f"There is no {source}. Give a folder of photographs.")
        elif not is_image_path(source):
            raise UsageError(f"{source} is no photograph. Give a folder of photographs.")
    if loose:
        found.append((loose[0].parent.name, loose))

    taken_names: set[str] = set()
    taken_images: set[Path] = set()
    collected = []
    for name, images in found:
        fresh = [image for image in dict.fromkeys(images) if image not in taken_images]
        taken_images.update(fresh)
        if fresh:
            unique = _unique(safe_name(name), taken_names)
            collected.append(SourceGroup(unique, tuple(fresh), result_stems(fresh)))
    return collected


def result_stems(images: Sequence[Path]) -> tuple[str, ...]:
    """Names for the results: "a" for a.jpg, but "a.jpg" and "a.png" where the stem is not enough.

    All results of a stem count, so a photograph called "a.heatmap.jpg" gives way to "a.jpg".
    """
    counts = Counter(image.stem.casefold() for image in images)
    taken: set[str] = set()
    names = []
    for image in images:
        is_alone = counts[image.stem.casefold()] == 1
        candidates = [image.stem] if is_alone else []
        candidates += [image.name, *(f"{image.name}-{n}" for n in range(2, len(images) + 2))]
        name = next(each for each in candidates if taken.isdisjoint(_results_of(each)))
        taken.update(_results_of(name))
        names.append(name)
    return tuple(names)


def _results_of(stem: str) -> set[str]:
    suffixes = (MASK_SUFFIX, PROBABILITY_SUFFIX, HEATMAP_SUFFIX)
    return {(stem + suffix).casefold() for suffix in suffixes}


def _photographs(images: list[Path], source: Path, out: Path) -> list[Path]:
    source, out = source.resolve(), out.resolve()
    if out == source or not out.is_relative_to(source):
        return images
    return [image for image in images if not image.resolve().is_relative_to(out)]


def _unique(name: str, taken: set[str]) -> str:
    candidate, number = name, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{name}-{number}"
    taken.add(candidate.casefold())
    return candidate
