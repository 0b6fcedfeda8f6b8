"""Knows what is not on disk yet, and brings it there: saves, autosaves, the journal of steps."""

from __future__ import annotations

import dataclasses
from collections import deque
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from cosegui.core.project import ImageEntry, Project
from cosegui.storage.journal import JournalRecord
from cosegui.tasks.runner import Lane, Runner
from cosegui.tasks.serial import SerialQueue

from .documents import Documents
from .project_store import ProjectStore
from .told import told

_SYNC_PRIORITY = 50


class Saver(QObject):
    """Compares the open project with its file, and makes the file follow.

    A save cuts the journal, writes the layers that only memory holds, image by image, and the
    project file last; then the journal up to the cut is dropped. Whatever changes meanwhile is
    left for the next save, and a save that fails leaves everything unsaved as it was.

    Signals:
        dirty_changed(bool)
        saving_changed(bool)
        saved(): all that was changed when the save began is on disk.
        save_failed(str text, bool is_news): is_news False: an autosave failed as the last one did.
    """

    dirty_changed = Signal(bool)
    saving_changed = Signal(bool)
    saved = Signal()
    save_failed = Signal(str, bool)

    _store: ProjectStore | None
    _project: Project | None
    _saved_images: dict[str, ImageEntry]
    _changed_ids: set[str]
    _is_saving: bool

    def __init__(
        self,
        runner: Runner,
        writes: SerialQueue,
        documents: Documents,
        *,
        autosave_seconds: float,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._writes = writes
        self._documents = documents
        # One thread serves the lane: what is submitted to it is done in that order.
        self._submit_to_journal = partial(runner.submit, lane=Lane.JOURNAL)
        self._syncs = SerialQueue(runner, lane=Lane.FILES, priority=_SYNC_PRIORITY)
        self._is_sync_waiting = False
        self._autosave = QTimer(self)
        self._autosave.setSingleShot(True)
        self._autosave.timeout.connect(self._on_autosave_due)
        self._autosave_seconds = autosave_seconds
        documents.unsaved_changed.connect(self._update_dirty)
        documents.write_failed.connect(self._on_write_failed)
        self._is_dirty = False
        self._given_up: ProjectStore | None = None
        self._forget()

    @property
    def is_dirty(self) -> bool:
        """Something would be lost if the memory were."""
        return self._is_dirty

    @property
    def is_saving(self) -> bool:
        return self._is_saving

    @property
    def autosave_seconds(self) -> float:
        """Seconds from a change to its automatic save; 0: never."""
        return self._autosave_seconds

    @autosave_seconds.setter
    def autosave_seconds(self, seconds: float) -> None:
        self._autosave_seconds = seconds
        self._autosave.stop()
        self._update_dirty()

    def open(self, store: ProjectStore, project: Project, saved: Project) -> None:
        """Look after this project from now on; `saved` is what its file holds."""
        self._set_saving(False)
        self._forget()
        self._store, self._project = store, project
        self._saved_images = {image.id: image for image in saved.images()}
        self._changed_ids = {image.id for image in project.images() if self._differs(image)}
        self._update_dirty()

    def close(self, *, keep_journal: bool) -> None:
        """Look after nothing; the lock is released when writes under way have ended.

        `keep_journal`: what is not saved is offered again by the next opening.
        """
        store = self._store
        self._set_saving(False)
        self._forget()
        self._update_dirty()
        if store is None:
            return
        writes = self._writes

        def release(_: object) -> None:
            if self._given_up is store:
                self._given_up = None
            writes.submit(
                lambda _: store.release(),
                title="close the project",
                on_result=lambda _: None,
                on_error=lambda _: None,
            )

        self._given_up = None if keep_journal or store.is_read_only else store

        def drop_journal(_: object) -> None:
            if not keep_journal and not store.is_read_only:
                store.end_journal()

        self._submit_to_journal(
            drop_journal, title="drop the journal", on_result=release, on_error=release
        )

    def finish(self) -> None:
        """For the end of the app, when no thread works any more: what was given up stays so."""
        store, self._given_up = self._given_up, None
        if store is not None:
            store.end_journal()
            store.release()

    def note_image(self, image: ImageEntry) -> None:
        """The entry has changed."""
        if self._differs(image):
            self._changed_ids.add(image.id)
        else:
            self._changed_ids.discard(image.id)
        self._update_dirty()

    def note_structure(self) -> None:
        """Groups, images, or anything else of the project but entries has changed."""
        self._structure_changes += 1
        self._update_dirty()

    def wait_for_steps(self) -> None:
        """The last step is safe when the next begins; see `ProjectStore.wait_for_steps`."""
        if self._store is not None:
            self._store.wait_for_steps()

    def append(self, record: JournalRecord) -> None:
        """Add a step to the journal; it is on disk within moments."""
        store = self._store
        if store is None or store.is_read_only:
            return
        store.note_step(record)
        self._submit_to_journal(
            lambda _: store.write_steps(),
            title="write the journal",
            on_result=partial(self._sync, store),
            on_error=self._on_write_failed,
        )

    def _sync(self, store: ProjectStore, _: object) -> None:
        """See that the disk has the steps, apart from their writing: disks take their time."""
        if self._is_sync_waiting:
            return
        self._is_sync_waiting = True

        def sync(_: object) -> None:
            # What is written from here on needs another one.
            self._is_sync_waiting = False
            store.sync_steps()

        self._syncs.submit(
            sync,
            title="wait for the disk",
            on_result=lambda _: None,
            on_error=self._on_write_failed,
        )

    def save(self, *, is_automatic: bool = False) -> None:
        """Begin a save; while one is under way, another follows it."""
        store = self._store
        if store is None or store.is_read_only:
            return
        self._is_automatic = is_automatic
        if self._is_saving:
            self._is_wanted_again = True
            return
        self._autosave.stop()
        self._set_saving(True)
        self._submit_to_journal(
            lambda _: store.cut_journal(),
            title="cut the journal",
            on_result=partial(self._save_layers, store),
            on_error=partial(self._fail, store),
        )

    def _save_layers(self, store: ProjectStore, cut: int) -> None:
        if store is self._store:
            self._documents.retry_results()
            self._save_next_layers(store, cut, deque(self._documents.unsaved_ids()))

    def _save_next_layers(self, store: ProjectStore, cut: int, image_ids: deque[str]) -> None:
        if store is not self._store:
            return
        while image_ids and not self._documents.is_unsaved(image_ids[0]):
            image_ids.popleft()
        if not image_ids:
            self._save_project(store, cut)
            return
        image_id = image_ids.popleft()
        read_layers = self._documents.take_unsaved(image_id)

        def on_written(_: None) -> None:
            if store is self._store:
                self._documents.drop_saved(image_id)
                self._save_next_layers(store, cut, image_ids)

        def on_error(error: Exception) -> None:
            if store is self._store:
                self._documents.put_back(image_id)
                self._fail(store, error)

        self._writes.submit(
            lambda _: store.write_layers(image_id, read_layers()),
            title="save a mask",
            on_result=on_written,
            on_error=on_error,
        )

    def _save_project(self, store: ProjectStore, cut: int) -> None:
        assert self._project is not None
        snapshot = self._project.snapshot()
        structure_changes = self._structure_changes

        def on_written(_: None) -> None:
            if store is not self._store:
                return
            self._saved_structure_changes = structure_changes
            self._saved_images = {image.id: image for image in snapshot.images()}
            self._changed_ids = {
                image.id
                for image in (self._project.images() if self._project else ())
                if image.id in self._changed_ids and self._differs(image)
            }
            self._finish(store, cut)

        self._writes.submit(
            lambda _: store.save(snapshot),
            title="save the project",
            on_result=on_written,
            on_error=partial(self._fail, store),
        )

    def _finish(self, store: ProjectStore, cut: int) -> None:
        error = self._documents.result_failure
        if error is not None:
            self._fail(store, error)
            return
        self._failure = ""
        self._submit_to_journal(
            lambda _: store.discard_journal(cut),
            title="shorten the journal",
            on_result=lambda _: None,
            on_error=self._on_write_failed,
        )
        self._set_saving(False)
        self._update_dirty()
        if self._is_wanted_again:
            self._is_wanted_again = False
            self.save(is_automatic=self._is_automatic)
        else:
            self.saved.emit()

    def _fail(self, store: ProjectStore, error: Exception) -> None:
        if store is not self._store:
            return
        self._set_saving(False)
        self._is_wanted_again = False
        self._update_dirty()
        self._report(error, is_news=not self._is_automatic)

    def _on_write_failed(self, error: Exception) -> None:
        self._report(error, is_news=False)

    def _report(self, error: Exception, *, is_news: bool) -> None:
        failure = told(error)
        is_news = is_news or failure != self._failure
        self._failure = failure
        self.save_failed.emit(failure, is_news)

    def _on_autosave_due(self) -> None:
        if self._is_dirty:
            self.save(is_automatic=True)

    def _differs(self, image: ImageEntry) -> bool:
        saved = self._saved_images.get(image.id)
        if saved is None or saved == image:
            return saved is None
        # The time spent on it is written with the next save, and asks for none.
        same = dataclasses.replace(image, revision=saved.revision, seconds=saved.seconds)
        return saved != same

    def _update_dirty(self) -> None:
        is_dirty = (
            self._store is not None
            and not self._store.is_read_only
            and (
                bool(self._changed_ids)
                or self._structure_changes != self._saved_structure_changes
                or self._documents.has_unsaved
            )
        )
        if is_dirty and self._autosave_seconds > 0 and not self._is_saving:
            if not self._autosave.isActive():
                self._autosave.start(round(self._autosave_seconds * 1000))
        elif not is_dirty:
            self._autosave.stop()
        if is_dirty != self._is_dirty:
            self._is_dirty = is_dirty
            self.dirty_changed.emit(is_dirty)

    def _set_saving(self, is_saving: bool) -> None:
        if is_saving != self._is_saving:
            self._is_saving = is_saving
            self.saving_changed.emit(is_saving)

    def _forget(self) -> None:
        self._store = None
        self._project = None
        self._saved_images = {}
        self._changed_ids = set()
        self._structure_changes = 0
        self._saved_structure_changes = 0
        self._is_saving = False
        self._is_automatic = False
        self._is_wanted_again = False
        self._failure = ""
