"""Masks of other programs, laid over the images of a project that they were made for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

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


def import_masks(
    folder: Path,
    format_: Format,
    project_path: Path,
    *,
    replaces: bool = False,
    is_rehearsal: bool = False,
    on_progress: Callable[[RunProgress], None] = lambda _progress: None,
) -> ImportReport:
    """Read every mask of `folder` and give it to the image of its name, which counts as corrected.

    A mask that cannot be read, fits no image or is not wanted is reported and the rest goes on.

    Args:
        replaces: masks that a person has corrected, approved or excluded may be replaced.
        is_rehearsal: do all of it, but change nothing.
    Raises: FormatError: the folder is not in this format, or holds no mask at all. ProjectError:
        the project is damaged, too new, or open in a window. SaveError: what came before is saved.
    """
    if format_.find_masks is None:
        raise FormatError(f"{format_.title} cannot be read back. Export in another format.")
    if not folder.is_dir():
        raise FormatError(f"There is no folder {folder}. Give the folder that holds the masks.")
    found = list(format_.find_masks(folder))
    if not found:
        raise FormatError(f"There is no mask in {folder}. Choose another folder or format.")
    with project_file.ProjectLock(project_path):
        project = project_file.load_project(project_path)
        run = _Run(project_path, project, replaces=replaces, is_rehearsal=is_rehearsal)
        try:
            for number, one in enumerate(found, start=1):
                run.take(one)
                on_progress(RunProgress(number, len(found), one.name))
        finally:
            run.save()
    return ImportReport(tuple(run.masks), run.missed())


class _Run:
    """One import; the project file is written once, after the pixels that it speaks of."""

    def __init__(
        self, project_path: Path, project: Project, *, replaces: bool, is_rehearsal: bool
    ) -> None:
        self._path = project_path.absolute()
        self._project = project
        self._replaces = replaces
        self._is_rehearsal = is_rehearsal
        self._index = NameIndex(
            (group.name, entry.path, entry) for group in project.groups for entry in group.images
        )
        records = Journal(project_file.data_folder_of(self._path)).read()
        self._unsaved = {record.image_id for record in records}
        self._met: set[str] = set()
        self._is_changed = False
        self.masks: list[ImportedMask] = []

    def take(self, found: FoundMask) -> None:
        """Import one mask, or report why not. Raises: SaveError."""
        entries = self._index.find(found.name)
        if len(entries) != 1:
            why = (
                f"{found.name}: several images of the project may be meant. Name the masks "
                "GROUP/NAME."
                if entries
                else f"{found.name}: no image of the project has this name."
            )
            self.masks.append(ImportedMask(found.name, None, why))
            return
        (entry,) = entries
        message = self._refusal(found, entry)
        if not message:
            try:
                self._put(entry, found.read(_size_of(entry)))
            except SaveError:
                raise
            except CoseguiError as error:
                message = str(error)
        if not message:
            self._met.add(entry.id)
        self.masks.append(ImportedMask(found.name, entry.path, message))

    def save(self) -> None:
        """Write what has changed. Raises: SaveError."""
        if self._is_changed:
            project_file.save_project(self._path, self._project)
            self._is_changed = False

    def missed(self) -> tuple[Path, ...]:
        """Images that no mask was for."""
        named = {mask.image for mask in self.masks}
        return tuple(entry.path for entry in self._project.images() if entry.path not in named)

    def _refusal(self, found: FoundMask, entry: ImageEntry) -> str:
        """Why the mask of this image is not to be touched, "" if it may be."""
        if entry.id in self._met:
            return f"{found.name}: another mask of the folder was for {entry.name} already."
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
        # Someone made all of this mask elsewhere: every pixel of it is a person's.
        layers_hw = layers_from_mask(mask_hw) | np.uint8(TOUCHED_BIT)
        write_layers(project_file.layers_path(self._path, entry.id), layers_hw)
        height, width = mask_hw.shape
        entry.state = ReviewState.CORRECTED
        entry.area = area_share(mask_hw)
        entry.size_hw = (height, width)
        entry.revision += 1
        self._is_changed = True


def _size_of(entry: ImageEntry) -> tuple[int, int]:
    """(H, W) of the photograph, also while it is away. Raises: ImageReadError: nobody knows it."""
    try:
        return read_image_size(entry.path)
    except ImageReadError:
        if entry.size_hw is None:
            raise
        return entry.size_hw
