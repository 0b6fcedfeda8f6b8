"""An open project on disk: its file, pixels, journal and lock; everything here may block."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from cosegui.core.errors import CoseguiError, ImageReadError, ProjectLockedError, SaveError
from cosegui.core.layers import empty_layers
from cosegui.core.project import ImageEntry, Project, ReviewState
from cosegui.storage import drafts, masks, project_file
from cosegui.storage.images import read_image_size
from cosegui.storage.journal import Journal, JournalRecord

from .pixels import ModelLayer, StoredPixels
from .told import told

_log = logging.getLogger(__name__)

_LONGEST_WAIT_S = 0.25
"""For the step before. It is written within a millisecond unless the machine is overloaded."""
_WAITING_STEPS_BYTES = 256 * 2**20
"""What may wait for a disk that takes no more; a save writes whole masks anyway."""


class ProjectStore:
    """Where one open project lies; the same object for as long as it is open.

    Reading is safe from any thread. Writing, `move_to` and `release` come from one thread at a
    time. Steps are noted in the GUI thread and go on while the project moves: what is told of
    the journal is safe from any thread. Without a lock it is read-only.
    """

    def __init__(self, path: Path, lock: project_file.ProjectLock | None) -> None:
        self.path = path
        self.is_draft = drafts.is_draft(path)
        self._lock = lock
        self._journal = Journal(project_file.data_folder_of(path))
        self._next_journal: Journal | None = None
        self._journal_guard = threading.Lock()
        self._steps: deque[JournalRecord] = deque()
        self._steps_changed = threading.Condition()
        self._is_refused = False

    @property
    def is_read_only(self) -> bool:
        return self._lock is None

    def note_step(self, record: JournalRecord) -> None:
        """This is to be in the journal; `write_steps` brings it there. GUI thread.

        It waits for the step before, so that never more than one is in memory alone.
        """
        with self._steps_changed:
            self.wait_for_steps()
            self._steps.append(record)
            while sum(step.layers_hw.nbytes for step in self._steps) > _WAITING_STEPS_BYTES:
                self._steps.popleft()

    def wait_for_steps(self) -> None:
        """Until all steps are written: on a machine with time to spare that takes no time at all.

        Not for long, and not at all where the disk has refused them.
        """
        with self._steps_changed:
            if not self._is_refused:
                self._steps_changed.wait_for(lambda: not self._steps, _LONGEST_WAIT_S)

    def write_steps(self) -> None:
        """Append all steps noted until its end to the journal, where they outlive this process.

        Raises: SaveError: they are kept for the next time.
        """
        with self._journal_guard:
            while batch := self._waiting_steps():
                try:
                    self._journal.append(*batch)
                    if self._next_journal is not None:
                        self._next_journal.append(*batch)
                except SaveError:
                    # From now on nobody waits for a disk that takes nothing.
                    self._is_refused = True
                    raise
                with self._steps_changed:
                    self._is_refused = False
                    # Unless too many waited, and the oldest were given up meanwhile.
                    while self._steps and any(self._steps[0] is written for written in batch):
                        self._steps.popleft()
                    self._steps_changed.notify_all()

    def sync_steps(self) -> None:
        """Wait until the disk has all that was written. Raises: SaveError."""
        with self._journal_guard:
            wait = self._journal.sync()
        wait()

    def write_last_steps(self) -> None:
        """As both, when nobody can be told any more that it failed."""
        try:
            self.write_steps()
            self.sync_steps()
        except SaveError as error:
            _log.warning("the last steps are lost: %s", error)

    def prepare_journal(self) -> None:
        """See `Journal.prepare`; where it fails, whoever appends tries again and is told."""
        with self._journal_guard:
            try:
                self._journal.prepare()
            except SaveError as error:
                _log.info("%s", error)

    def cut_journal(self) -> int:
        """See `Journal.cut`; a project that moves takes its cuts along."""
        with self._journal_guard:
            cut = self._journal.cut()
            if self._next_journal is not None:
                cut = self._next_journal.cut(at_least=cut)
        self.prepare_journal()
        return cut

    def discard_journal(self, cut: int) -> None:
        """See `Journal.discard`."""
        with self._journal_guard:
            self._journal.discard(cut)
            if self._next_journal is not None:
                self._next_journal.discard(cut)

    def end_journal(self) -> None:
        """Nothing of it is wanted any more, and nothing follows."""
        with self._journal_guard:
            self._journal.discard(self._journal.cut())

    def journal_records(self) -> Iterator[JournalRecord]:
        """See `Journal.read`."""
        return self._journal.read()

    def read(self, image: ImageEntry) -> StoredPixels:
        """Everything the project holds of an image; see `PixelFiles.read`.

        An unseen image has nothing, whatever files an abandoned run may have left.
        """
        size_hw = read_image_size(image.path)
        if image.state is ReviewState.UNSEEN:
            return StoredPixels(empty_layers(size_hw), None)
        problem = ""
        try:
            layers = self.read_layers(image)
        except ImageReadError as error:
            layers, problem = empty_layers(size_hw), told(error)
        if layers.shape != size_hw:
            problem = QCoreApplication.translate(
                "ProjectStore",
                "{name} is {size} pixels, but its mask is {mask_size}. Put back the photograph "
                "that the mask was made for.",
            ).format(name=image.name, size=_as_text(size_hw), mask_size=_as_text(layers.shape))
            layers = empty_layers(size_hw)
        return StoredPixels(layers, self._read_model(image, size_hw), problem)

    def read_layers(self, image: ImageEntry) -> NDArray[np.uint8]:
        """See `PixelFiles.read_layers`."""
        if image.state is ReviewState.UNSEEN:
            return empty_layers(image.size_hw or read_image_size(image.path))
        while True:
            project_path = self.path
            path = project_file.layers_path(project_path, image.id)
            if not path.exists() and self.path == project_path:
                return empty_layers(image.size_hw or read_image_size(image.path))
            try:
                return masks.read_layers(path)
            except ImageReadError as error:
                # While it was read the project may have moved to another place.
                if self.path == project_path:
                    raise _damaged(path, image.name) from error

    def write_layers(self, image_id: str, layers_hw_u8: NDArray[np.uint8]) -> None:
        """See `PixelFiles.write_layers`; what was there stays as its backup."""
        path = project_file.layers_path(self.path, image_id)
        project_file.keep_layers(path)
        masks.write_layers(path, layers_hw_u8)

    def write_model(self, image_id: str, model: ModelLayer) -> None:
        """See `PixelFiles.write_model`."""
        masks.write_probability(
            project_file.probability_path(self.path, image_id), model.probability_hw_u8
        )
        if model.heatmap_hw_f32 is not None:
            masks.write_heatmap(
                project_file.heatmap_path(self.path, image_id), model.heatmap_hw_f32
            )

    def save(self, project: Project) -> None:
        """Write the project file. Raises: SaveError."""
        project_file.save_project(self.path, project)

    def move_to(self, path: Path, project: Project) -> None:
        """Make `path` the place of this project; a draft is gone afterwards, another one stays.

        Raises: SaveError: it is where it was, whole.
        """
        path = path.absolute()
        lock = project_file.ProjectLock(path)
        try:
            lock.acquire()
        except ProjectLockedError as error:
            raise SaveError(
                path,
                "a window has a project of that name open, or the folder cannot be written to. "
                "Choose another name or place.",
            ) from error
        old_path, was_ours = self.path, not self.is_read_only
        was_our_draft = self.is_draft and was_ours
        try:
            project_file.copy_data(self.path, path)
            # Steps that are done from here on go into both journals, and the project file that
            # makes the new place real is written last: each place is whole by itself.
            with self._journal_guard:
                old_journal, journal = self._journal, self._journal_for(path, takes_along=was_ours)
                self._next_journal = journal
            journal.flush()
            project_file.save_project(path, project)
            with self._journal_guard:
                if self._lock is not None:
                    self._lock.release()
                self.path, self._lock, self.is_draft = path, lock, drafts.is_draft(path)
                self._journal, self._next_journal = journal, None
                old_journal.cut()
        except CoseguiError:
            self._give_up_next_journal()
            lock.release()
            raise
        if was_our_draft:
            try:
                drafts.discard_draft(old_path)
            except SaveError as error:
                _log.warning("the draft stays: %s", error)
        elif was_ours:
            old_journal.discard(old_journal.cut())

    def release(self) -> None:
        """Let go of journal and lock; the project is closed."""
        with self._journal_guard:
            self._journal.cut()
        if self._lock is not None:
            self._lock.release()

    def _waiting_steps(self) -> tuple[JournalRecord, ...]:
        with self._steps_changed:
            return tuple(self._steps)

    def _give_up_next_journal(self) -> None:
        with self._journal_guard:
            journal, self._next_journal = self._next_journal, None
            if journal is not None:
                journal.discard(journal.cut())

    def _journal_for(self, path: Path, *, takes_along: bool) -> Journal:
        """The journal at a new place. What lay there belonged to a project that is replaced."""
        data_folder = project_file.data_folder_of(path)
        if takes_along:
            return self._journal.copy_to(data_folder)
        journal = Journal(data_folder)
        journal.discard(journal.cut())
        return journal

    def _read_model(self, image: ImageEntry, size_hw: tuple[int, int]) -> ModelLayer | None:
        """None also where it is damaged: the model can be run again."""
        path = project_file.probability_path(self.path, image.id)
        try:
            probability = masks.read_probability(path) if path.exists() else None
        except ImageReadError as error:
            _log.warning("%s", error)
            probability = None
        if probability is None or probability.shape != size_hw:
            return None
        path = project_file.heatmap_path(self.path, image.id)
        try:
            heatmap = masks.read_heatmap(path) if path.exists() else None
        except ImageReadError as error:
            _log.warning("%s", error)
            heatmap = None
        return ModelLayer(probability, heatmap)


def _as_text(size_hw: tuple[int, ...]) -> str:
    return f"{size_hw[1]} x {size_hw[0]}"


def _damaged(path: Path, image: str) -> ImageReadError:
    """What happened to the layers at `path`, and what helps."""
    backup = project_file.backup_path(path)
    try:
        masks.read_layers(backup)
    except ImageReadError:
        return ImageReadError(
            path,
            f"it holds the mask of {image} and is damaged. It was left as it is: put it back from "
            f"a backup, or remove {path} to begin anew.",
        )
    return ImageReadError(
        path,
        f"it holds the mask of {image} and is damaged. It was left as it is: its state before the "
        f"last save is whole, rename {backup} to {path.name}, or remove {path} to begin anew.",
    )
