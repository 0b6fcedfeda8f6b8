"""Masks of other programs, laid over the images of a project that they were made for."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cosegui.core.errors import CoseguiError, FormatError, ImageReadError, SaveError
from cosegui.core.events import RunProgress
from cosegui.core.layers import TOUCHED_BIT, layers_from_mask
from cosegui.core.mask import area_share
from cosegui.core.project import ImageEntry, Project, ReviewState
from cosegui.storage import project_file
from cosegui.storage.images import read_image_size
from cosegui.storage.journal import Journal
from cosegui.storage.masks import write_layers

from .contract import Format, FoundMask, Mask
from .naming import NameIndex

NOTHING_OF_THESE = "nothing on it has a label that was asked for."


@dataclass(frozen=True)
class ImportedMask:
    """What became of one mask of the folder.

    Attributes:
        name: what the folder calls its image.
        image: the photograph it was made for, None where none, or more than one, has that name.
        message: why it was left out, "" if it is in the project now.
    """

    name: str
    image: Path | None
    message: str = ""


@dataclass(frozen=True)
class ImportReport:
    """What became of every mask, and `missed`: the images for which the folder held none."""

    masks: tuple[ImportedMask, ...]
    missed: tuple[Path, ...]

    @property
    def done(self) -> tuple[ImportedMask, ...]:
        """Those that are in the project now; of a rehearsal, those that would be."""
        return tuple(mask for mask in self.masks if not mask.message)

    @property
    def left_out(self) -> tuple[ImportedMask, ...]:
        """Those that are not."""
        return tuple(mask for mask in self.masks if mask.message)


@dataclass(frozen=True)
class MatchedMask:
    """A mask of the folder and the image it is for, or why there is none."""

    found: FoundMask
    image: ImageEntry | None
    message: str = ""


def find_matches(
    folder: Path,
    format_: Format,
    project: Project,
    *,
    labels: Collection[str] | None = None,
) -> list[MatchedMask]:
    """What a folder holds for the images of a project; nothing is decoded yet.

    Args:
        labels: only masks that may have one of these; None: all.
    Raises: FormatError: the folder is not in this format, or holds no mask at all.
    """
    if format_.find_masks is None:
        raise FormatError(f"{format_.title} cannot be read back. Export in another format.")
    if not folder.is_dir():
        raise FormatError(f"There is no folder {folder}. Give the folder that holds the masks.")
    index = NameIndex(
        (group.name, entry.path, entry) for group in project.groups for entry in group.images
    )
    met: set[str] = set()
    matches = [_match(found, index, labels, met) for found in format_.find_masks(folder)]
    if not matches:
        raise FormatError(f"There is no mask in {folder}. Choose another folder or format.")
    return matches


def _match(
    found: FoundMask, index: NameIndex[ImageEntry], labels: Collection[str] | None, met: set[str]
) -> MatchedMask:
    entries = index.find(found.name)
    if len(entries) > 1:
        why = "several images of the project may be meant. Name the masks GROUP/NAME."
    elif not entries:
        why = "no image of the project has this name."
    elif entries[0].id in met:
        why = f"another mask of the folder was for {entries[0].name} already."
    elif labels is not None and found.labels and not set(labels) & set(found.labels):
        why = NOTHING_OF_THESE
    else:
        met.add(entries[0].id)
        return MatchedMask(found, entries[0])
    return MatchedMask(found, None, f"{found.name}: {why}")


def read_match(
    match: MatchedMask, size_hw: tuple[int, int], labels: Collection[str] | None = None
) -> Mask:
    """The mask for an image of (H, W).

    Raises: CoseguiError: it is damaged, of another size, or has nothing of these labels.
    """
    mask_hw = match.found.read(size_hw, labels)
    if labels is not None and not mask_hw.any():
        raise FormatError(f"{match.found.name}: {NOTHING_OF_THESE}")
    return mask_hw


def import_masks(
    folder: Path,
    format_: Format,
    project_path: Path,
    *,
    labels: Collection[str] | None = None,
    replaces: bool = False,
    is_rehearsal: bool = False,
    on_progress: Callable[[RunProgress], None] = lambda _progress: None,
) -> ImportReport:
    """Read every mask of `folder` and give it to the image of its name, which counts as corrected.

    A mask that cannot be read, fits no image or is not wanted is reported and the rest goes on.

    Args:
        labels: only what has one of these labels; None: everything.
        replaces: masks that a person has corrected, approved or excluded may be replaced.
        is_rehearsal: do all of it, but change nothing.
    Raises: FormatError: the folder is not in this format, or holds no mask at all. ProjectError:
        the project is damaged, too new, or open in a window. SaveError: what came before is saved.
    """
    with project_file.ProjectLock(project_path):
        project = project_file.load_project(project_path)
        matches = find_matches(folder, format_, project, labels=labels)
        run = _Run(
            project_path, project, labels=labels, replaces=replaces, is_rehearsal=is_rehearsal
        )
        try:
            for number, match in enumerate(matches, start=1):
                run.take(match)
                on_progress(RunProgress(number, len(matches), match.found.name))
        finally:
            run.save()
    return ImportReport(tuple(run.masks), run.missed())


class _Run:
    """One import; the project file is written once, after the pixels that it speaks of."""

    def __init__(
        self,
        project_path: Path,
        project: Project,
        *,
        labels: Collection[str] | None,
        replaces: bool,
        is_rehearsal: bool,
    ) -> None:
        self._path = project_path.absolute()
        self._project = project
        self._labels = labels
        self._replaces = replaces
        self._is_rehearsal = is_rehearsal
        records = Journal(project_file.data_folder_of(self._path)).read()
        self._unsaved = {record.image_id for record in records}
        self._is_changed = False
        self.masks: list[ImportedMask] = []

    def take(self, match: MatchedMask) -> None:
        """Import one mask, or report why not. Raises: SaveError."""
        entry = match.image
        if entry is None:
            self.masks.append(ImportedMask(match.found.name, None, match.message))
            return
        message = self._refusal(entry)
        if not message:
            try:
                self._put(entry, read_match(match, size_of(entry), self._labels))
            except SaveError:
                raise
            except CoseguiError as error:
                message = str(error)
        self.masks.append(ImportedMask(match.found.name, entry.path, message))

    def save(self) -> None:
        """Write what has changed. Raises: SaveError."""
        if self._is_changed:
            project_file.save_project(self._path, self._project)
            self._is_changed = False

    def missed(self) -> tuple[Path, ...]:
        """Images that no mask was for."""
        named = {mask.image for mask in self.masks}
        return tuple(entry.path for entry in self._project.images() if entry.path not in named)

    def _refusal(self, entry: ImageEntry) -> str:
        """Why the mask of this image is not to be touched, "" if it may be."""
        if entry.id in self._unsaved:
            return (
                f"{entry.name} has strokes that were not saved. Open the project in the window "
                "and save it first."
            )
        if entry.state.is_reviewed and not self._replaces:
            return f"{entry.name} is {entry.state} and was left as it is; --replace replaces it."
        return ""

    def _put(self, entry: ImageEntry, mask_hw: Mask) -> None:
        if self._is_rehearsal:
            return
        layers_path = project_file.layers_path(self._path, entry.id)
        write_layers(layers_path, imported_layers(mask_hw))
        height, width = mask_hw.shape
        entry.state = ReviewState.CORRECTED
        entry.area = area_share(mask_hw)
        entry.size_hw = (height, width)
        entry.revision += 1
        self._is_changed = True


def imported_layers(mask_hw: Mask) -> NDArray[np.uint8]:
    """(H, W) uint8: someone made all of this mask elsewhere, so every pixel is a person's."""
    return layers_from_mask(mask_hw) | np.uint8(TOUCHED_BIT)


def size_of(entry: ImageEntry) -> tuple[int, int]:
    """(H, W) of the photograph, also while it is away. Raises: ImageReadError: nobody knows it."""
    try:
        return read_image_size(entry.path)
    except ImageReadError:
        if entry.size_hw is None:
            raise
        return entry.size_hw
