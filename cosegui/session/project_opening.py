"""From a path to an open project: its lock, its file or draft, and what the journal gives back."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from cosegui.core.errors import CoseguiError, ImageReadError, ProjectLockedError
from cosegui.core.layers import mask_of
from cosegui.core.mask import area_share
from cosegui.core.project import ImageEntry, Project
from cosegui.storage import drafts, project_file
from cosegui.storage.atomic import atomic_write
from cosegui.storage.images import find_groups, is_image_path
from cosegui.storage.journal import JournalRecord

from .pixels import PackedLayers
from .project_store import ProjectStore
from .told import told

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class OpenedProject:
    """A project that is whole and ready to replace the one that is open.

    Attributes:
        saved: the project as its file has it.
        recovered: layers that the journal gave back, by image; they are not saved yet.
        notices: what the person should know.
    """

    store: ProjectStore
    project: Project
    saved: Project
    recovered: dict[str, PackedLayers]
    notices: tuple[str, ...]


@dataclass(frozen=True)
class AlreadyOpen:
    """The project was open in this window; `found` is what its folder holds now, if it has one."""

    found: dict[str, list[Path]]


def open_project(path: Path, *, held: Path | None = None) -> OpenedProject | AlreadyOpen:
    """Open a .cosegui file, or the draft of a folder; for an image that of its folder.

    A project that another window holds is opened read-only. `held` is the project file that this
    one holds.
    Raises: ProjectError, ImageReadError: it cannot be opened; says what to do.
    """
    path = path.absolute()
    if is_image_path(path) and path.is_file():
        path = path.parent
    is_folder = path.is_dir()
    file_path = drafts.draft_path(path) if is_folder else path
    if file_path == held:
        return AlreadyOpen(find_groups(path) if is_folder else {})
    lock: project_file.ProjectLock | None = project_file.ProjectLock(file_path)
    notices = []
    if not is_folder:
        project_file.load_project(file_path)  # before the lock makes folders beside no project
    try:
        assert lock is not None
        lock.acquire()
    except ProjectLockedError as error:
        notices.append(told(error))
        lock = None
    store = ProjectStore(file_path, lock)
    try:
        # Read under the lock: until then another window may still have been saving.
        project = drafts.open_draft(path)[1] if is_folder else project_file.load_project(path)
        saved = project.snapshot()
        recovered = {} if store.is_read_only else dict(_replay(store, project))
        if is_folder and not store.is_read_only:
            # The ids must be on disk before a journal can speak of them.
            store.save(project)
            saved = project.snapshot()
        if not store.is_read_only:
            store.prepare_journal()
    except CoseguiError:
        store.release()
        raise
    if recovered:
        notices.append(_recovery_text(len(recovered)))
    return OpenedProject(store, project, saved, recovered, tuple(notices))


def _recovery_text(images: int) -> str:
    translate = QCoreApplication.translate
    text = translate(
        "ProjectOpening",
        "cosegui did not end properly last time. The edits of {n} images were recovered.",
    )
    if images == 1:
        text = translate(
            "ProjectOpening",
            "cosegui did not end properly last time. The edits of one image were recovered.",
        )
    return text.format(n=images)


def restore_backup(path: Path) -> None:
    """Put the backup of a damaged project in its place; the damaged file is kept beside it.

    Raises: SaveError; ProjectError: there is no backup, or it is damaged too.
    """
    path = path.absolute()
    backup = project_file.backup_path(path)
    project_file.load_project(backup)
    if path.exists():
        atomic_write(path.with_name(f"{path.name}.damaged"), path.read_bytes())
    atomic_write(path, backup.read_bytes())


def _replay(store: ProjectStore, project: Project) -> Iterator[tuple[str, PackedLayers]]:
    """Bring the project to where the journal ends; yields the layers of each image it changed.

    One image's layers are held as an array at a time.
    """
    images = {image.id: image for image in project.images()}
    packed: dict[str, PackedLayers] = {}
    current: tuple[str, NDArray[np.uint8]] | None = None
    for record in store.journal_records():
        image = images.get(record.image_id)
        if image is None:
            continue
        if not record.box.is_empty:
            if current is None or current[0] != image.id:
                if current is not None:
                    packed[current[0]] = PackedLayers.pack(current[1])
                layers = _layers_to_replay(store, image, record, packed)
                if layers is None:
                    continue
                current = (image.id, layers)
            if not record.apply(current[1]):
                _log.warning("a journal entry of %s fits another size of it", image.name)
                continue
            image.area = area_share(mask_of(current[1]))
        image.state = record.state
        image.revision += 1
    if current is not None:
        packed[current[0]] = PackedLayers.pack(current[1])
    yield from packed.items()


def _layers_to_replay(
    store: ProjectStore,
    image: ImageEntry,
    record: JournalRecord,
    packed: dict[str, PackedLayers],
) -> NDArray[np.uint8] | None:
    if image.id in packed:
        return packed[image.id].unpack()
    try:
        return store.read_layers(dataclasses.replace(image, size_hw=record.size_hw))
    except ImageReadError as error:
        _log.warning("%s", error)
        return None
