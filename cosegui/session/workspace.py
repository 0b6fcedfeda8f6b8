"""What is open: project, current image, review states; opening, saving and closing it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from cosegui.core.geometry import Box
from cosegui.core.history import DEFAULT_BUDGET_BYTES
from cosegui.core.project import Group, ImageEntry, Project, ReviewState
from cosegui.storage.images import is_image_path
from cosegui.storage.journal import JournalRecord
from cosegui.storage.project_file import PROJECT_SUFFIX
from cosegui.tasks.runner import Lane, Runner
from cosegui.tasks.serial import SerialQueue

from .documents import Documents
from .edit_history import EntryValues
from .openings import Openings
from .project_opening import OpenedProject
from .project_store import ProjectStore
from .review import next_in_queue, review_queue, state_without_decision
from .saver import Saver
from .worths import Worths

_WRITE_PRIORITY = 40


class Workspace(QObject):
    """The open project and everything that may change it.

    Nothing here blocks: opening, saving and closing return at once and answer by signals. The
    project on the screen stays until its replacement is whole.

    Signals:
        project_changed(): another project is open, or none, or its name or place changed.
        groups_changed(): groups or images were added or removed.
        image_changed(str image_id): state, score, area or threshold of this image changed.
        layers_changed(str image_id): its mask has a new state: a step, an undo, a model result.
        current_image_changed(str image_id): "" when no image is current.
        model_chosen(str name): see `chosen_model`.
        dirty_changed(bool)
        busy_changed(bool): a project is being opened, saved or moved.
        saved(str path): what was changed when the save began is on disk.
        save_failed(): a save did not succeed, the project is still dirty. The person is told by
            `failed`, once for a row of automatic saves that fail alike.
        backup_found(str path, str backup): this project is damaged, but `open_backup(path)` can
            bring back its last good state. `failed` follows.
        failed(str title, str text), noticed(str text): for a person.
    """

    project_changed = Signal()
    groups_changed = Signal()
    image_changed = Signal(str)
    layers_changed = Signal(str)
    current_image_changed = Signal(str)
    model_chosen = Signal(str)
    dirty_changed = Signal(bool)
    busy_changed = Signal(bool)
    saved = Signal(str)
    save_failed = Signal()
    backup_found = Signal(str, str)
    failed = Signal(str, str)
    noticed = Signal(str)

    def __init__(
        self,
        runner: Runner,
        *,
        autosave_seconds: float = 60.0,
        undo_budget_bytes: int = DEFAULT_BUDGET_BYTES,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.runner = runner
        self._writes = SerialQueue(runner, lane=Lane.FILES, priority=_WRITE_PRIORITY)
        self.documents = Documents(
            runner, self._writes, undo_budget_bytes=undo_budget_bytes, parent=self
        )
        self._saver = Saver(
            runner, self._writes, self.documents, autosave_seconds=autosave_seconds, parent=self
        )
        self.documents.replaced.connect(self.layers_changed)
        self._saver.dirty_changed.connect(self.dirty_changed)
        self._saver.saving_changed.connect(self._update_busy)
        self._saver.saved.connect(self._on_saved)
        self._saver.save_failed.connect(self._on_save_failed)
        self._openings = Openings(self._writes, parent=self)
        self._openings.opened.connect(self._replace)
        self._openings.found.connect(self._add_found)
        self._openings.moved.connect(self._on_moved)
        self._openings.backup_found.connect(self.backup_found)
        self._openings.open_failed.connect(self._on_open_failed)
        self._openings.move_failed.connect(self._on_move_failed)
        self._openings.busy_changed.connect(self._update_busy)
        self._store: ProjectStore | None = None
        self._project: Project | None = None
        self._current = ""
        self.worths = Worths()
        self._before_decision: dict[str, ReviewState] = {}
        self._when_saved: Callable[[], None] | None = None
        self._is_busy = False
        self._index()

    @property
    def project(self) -> Project | None:
        """To be read; changes go through the methods here."""
        return self._project

    @property
    def project_path(self) -> Path | None:
        """The .cosegui file; a draft has one too, in the user's data folder."""
        return None if self._store is None else self._store.path

    @property
    def title(self) -> str:
        """For the window: the name of the project or of the folder, "" when nothing is open."""
        return "" if self._project is None else self._project.name

    @property
    def is_dirty(self) -> bool:
        return self._saver.is_dirty

    @property
    def is_busy(self) -> bool:
        return self._is_busy

    @property
    def is_read_only(self) -> bool:
        """Another window holds the project, or its place cannot be written to."""
        return self._store is not None and self._store.is_read_only

    @property
    def is_draft(self) -> bool:
        """The project has no place that the person chose."""
        return self._store is not None and self._store.is_draft

    @property
    def chosen_model(self) -> str:
        """The model that the person chose for this project, "" where they chose none."""
        return "" if self._project is None else self._project.chosen_model

    @property
    def autosave_seconds(self) -> float:
        """Seconds from a change to its automatic save; 0: never."""
        return self._saver.autosave_seconds

    @autosave_seconds.setter
    def autosave_seconds(self, seconds: float) -> None:
        self._saver.autosave_seconds = seconds

    @property
    def current_image_id(self) -> str:
        """ "" when no image is current."""
        return self._current

    def has_image(self, image_id: str) -> bool:
        return image_id in self._images

    def image(self, image_id: str) -> ImageEntry:
        """To be read. Raises: KeyError: no such image in the project (see `has_image`)."""
        return self._images[image_id]

    def group_of(self, image_id: str) -> Group:
        """Raises: KeyError: no such image in the project."""
        return self._groups[image_id]

    def ordered_image_ids(self) -> tuple[str, ...]:
        """Groups in their order, images in theirs."""
        return self._order

    def image_path(self, image_id: str) -> Path:
        return self._images[image_id].path

    def neighbours(self, image_id: str) -> list[str]:
        """Images a person is likely to look at after this one, likeliest first."""
        walk = self._walk if image_id in self._walk else self._order
        at = walk.index(image_id)
        return [walk[i] for i in (at + 1, at - 1, at + 2) if 0 <= i < len(walk)]

    def walk_through(self, image_ids: Sequence[str]) -> None:
        """Step through these images, in this order: the person has sorted or filtered them. Adding
        or removing images makes it all of them again."""
        self._walk = tuple(one for one in image_ids if one in self._images)

    def open_path(self, path: Path) -> None:
        """Open a folder (its draft project is made or resumed) or a .cosegui file.

        Unsaved changes of the open project are saved first; should that fail, it stays open. The
        newest wish wins. A folder that is open already is looked through for new images.
        """
        self._after_saving(partial(self._open, path))

    def open_backup(self, path: Path) -> None:
        """Put the backup of a damaged project in its place and open it; see `backup_found`."""
        self._after_saving(partial(self._openings.restore_backup, path))

    def add_folder(self, path: Path) -> None:
        """Add the groups of a folder to the open project; opens it when nothing is open."""
        if self._store is None:
            self.open_path(path)
        elif not self._is_refused():
            self._openings.look_through(path)

    def add_images(self, group_name: str, paths: Sequence[Path]) -> None:
        """Add single photographs to the open project, to the group of that name."""
        images = [path.absolute() for path in paths if is_image_path(path)]
        self._add_found({group_name: images})

    def save(self) -> None:
        """Answers by `saved` or `save_failed`. A read-only project is refused."""
        if self._store is None:
            return
        if self._store.is_read_only:
            self.failed.emit(self.tr("Not saved"), self._read_only_text())
            self.save_failed.emit()
            return
        self._saver.save()

    def save_as(self, path: Path) -> None:
        """Give the project a place; it is open from there afterwards. A draft moves.

        The suffix is added where it is missing; what lies there is replaced (the dialog asked).
        Answers as `save`.
        """
        if path.suffix != PROJECT_SUFFIX:
            path = path.with_name(path.name + PROJECT_SUFFIX)
        if self._store is None:
            return
        if path.absolute() == self._store.path:
            self.save()
        else:
            self._after_saving(partial(self._move, path.absolute()))

    def close(self) -> None:
        """Close the project; what is unsaved is given up, the window has asked."""
        self._openings.cancel()
        self._when_saved = None
        if self._store is not None:
            self._replace(None)

    def release(self) -> None:
        """For the end of the app, when no thread works any more: let go of the project's lock.

        What was not saved is offered again by the next start.
        """
        self._saver.finish()
        if self._store is None:
            return
        # A save that was broken off may have counted as done what is not on disk.
        is_settled = not self.is_dirty and not self.is_busy and self._writes.is_idle
        if not self._store.is_read_only:
            if is_settled:
                self._store.end_journal()
            else:
                self._store.write_last_steps()
        self._store.release()

    def select_image(self, image_id: str) -> None:
        """Make an image current; "" for none. Raises: KeyError: no such image."""
        if image_id and image_id not in self._images:
            raise KeyError(image_id)
        if image_id != self._current:
            self._current = image_id
            self.documents.pin(image_id)
            self.current_image_changed.emit(image_id)

    def step_image(self, step: int) -> None:
        """Go `step` images on, or back if it is negative; stops at the ends."""
        if self._order:
            is_on_walk = self._current in self._walk or not self._current
            walk = self._walk if self._walk and is_on_walk else self._order
            at = walk.index(self._current) if self._current else -1
            self.select_image(walk[min(max(at + step, 0), len(walk) - 1)])

    def next_unreviewed(self) -> bool:
        """Go to the image whose review matters most, or the one after it. False: none is left."""
        queue = review_queue(self._images.values(), self.worths.worth)
        image_id = next_in_queue(queue, self._current)
        if image_id is not None:
            self.select_image(image_id)
        return image_id is not None

    def set_state(self, image_id: str, state: ReviewState) -> None:
        """Mark an image. UNSEEN and PREDICTED take a decision back: what follows from what is known
        of the image is set, so that no run can overwrite a person's mask."""
        image = self._images[image_id]
        if not state.is_reviewed:
            state = state_without_decision(image, self._before_decision.get(image_id))
        if state is image.state or self._is_refused():
            return
        if image.state not in (ReviewState.APPROVED, ReviewState.EXCLUDED):
            self._before_decision[image_id] = image.state
        image.state = state
        self._saver.append(JournalRecord.of_state(image_id, state))
        self.note_change(image_id)

    def remove_group(self, group_id: str) -> None:
        """Take a group out of the project. No file is removed."""
        if self._project is None or self._is_refused():
            return
        gone = [group for group in self._project.groups if group.id == group_id]
        self._project.groups = [g for g in self._project.groups if g.id != group_id]
        image_ids = [image.id for group in gone for image in group.images]
        successor = self._successor(image_ids)
        self._index()
        self.documents.forget(image_ids)
        self._saver.note_structure()
        self.groups_changed.emit()
        self.select_image(successor)

    def note_change(self, image_id: str) -> None:
        """The entry was changed in place: it has a new revision, and everyone hears of it."""
        image = self._images[image_id]
        image.revision += 1
        self._saver.note_image(image)
        self.image_changed.emit(image_id)

    def note_facts(self, image_id: str) -> None:
        """Its `extra` was replaced, which touches neither mask nor state: it is to be saved."""
        self._saver.note_image(self._images[image_id])

    def note_project_facts(self) -> None:
        """The `extra` of the project or of a group was replaced: it is to be saved."""
        self._saver.note_structure()

    def choose_model(self, name: str) -> None:
        """Run this model on the open project from now on; "" leaves it to the settings."""
        if self._project is None or self._is_refused() or name == self.chosen_model:
            return
        self._project.chosen_model = name
        self.note_project_facts()
        self.model_chosen.emit(name)

    def note_edit_begins(self, image_id: str) -> None:
        """A person has begun to change the layers: results computed for them come too late."""
        self._saver.wait_for_steps()
        self._images[image_id].revision += 1

    def note_step(self, record: JournalRecord, values: EntryValues) -> None:
        """A step, an undo or a redo has changed the layers of an image."""
        image = self._images[record.image_id]
        image.state, image.area, image.threshold = values.state, values.area, values.threshold
        if image.state in (ReviewState.APPROVED, ReviewState.EXCLUDED):
            self._before_decision[image.id] = ReviewState.CORRECTED
        self._saver.append(record)
        self.note_change(image.id)
        self.layers_changed.emit(image.id)

    def note_prediction(self, image_id: str, layers_hw_u8: NDArray[np.uint8]) -> None:
        """A run has replaced the mask of an image; strokes in the journal build on this one.

        `layers_hw_u8` must not be written to any more.
        """
        height, width = layers_hw_u8.shape
        whole = Box.full((height, width))
        state = self._images[image_id].state
        self._saver.append(JournalRecord(image_id, state, "", (height, width), whole, layers_hw_u8))

    def note_group(
        self, group_id: str, categories: Sequence[tuple[str, float]], model_name: str
    ) -> None:
        """A run has said what the images of a group share."""
        assert self._project is not None
        self._project.model_name = model_name
        for group in self._project.groups:
            if group.id == group_id:
                group.categories = list(categories)
        self._saver.note_structure()

    def autosave_now(self) -> None:
        """Save without being asked, unless the person has switched that off."""
        if self.is_dirty and self.autosave_seconds > 0:
            self._saver.save(is_automatic=True)

    def _replace(self, opened: OpenedProject | None) -> None:
        # What was changed while the next project was on its way is offered when this one reopens.
        self._saver.close(keep_journal=opened is not None and self.is_dirty)
        self._store = None if opened is None else opened.store
        self._project = None if opened is None else opened.project
        self._before_decision.clear()
        self._index()
        self.documents.open(self._store)
        self._current = ""
        if opened is not None:
            for image_id, layers in opened.recovered.items():
                self.documents.recover(image_id, layers)
            self._saver.open(opened.store, opened.project, opened.saved)
        self.project_changed.emit()
        self.current_image_changed.emit("")
        if opened is not None:
            self.step_image(1)
            for notice in opened.notices:
                self.noticed.emit(notice)

    def _open(self, path: Path) -> None:
        is_held = self._store is not None and not self._store.is_read_only
        self._openings.open(path, held=self.project_path if is_held else None)

    def _move(self, path: Path) -> None:
        if self._store is not None and self._project is not None:
            snapshot = dataclasses.replace(self._project.snapshot(), name=path.stem)
            self._openings.move(self._store, snapshot, path)

    def _on_moved(self, moved: Project, path: Path) -> None:
        if self._project is not None and self.project_path == path:
            self._project.name = moved.name
            self.project_changed.emit()
            self.saved.emit(str(path))

    def _on_move_failed(self, text: str) -> None:
        self.failed.emit(self.tr("Not saved"), text)
        self.save_failed.emit()

    def _on_open_failed(self, name: str, text: str) -> None:
        self.failed.emit(self.tr("{name} was not opened").format(name=name), text)

    def _after_saving(self, action: Callable[[], None]) -> None:
        """Do it when nothing is unsaved; not at all if saving fails."""
        if self.is_dirty or self._saver.is_saving:
            self._when_saved = action
            self._saver.save()
        else:
            action()

    def _on_saved(self) -> None:
        action, self._when_saved = self._when_saved, None
        if action is not None:
            self._after_saving(action)
        elif self._store is not None:
            self.saved.emit(str(self._store.path))

    def _on_save_failed(self, text: str, is_news: bool) -> None:
        is_news = is_news or self._when_saved is not None
        self._when_saved = None
        if is_news:
            self.failed.emit(self.tr("Not saved"), text)
        self.save_failed.emit()

    def _add_found(self, found: dict[str, list[Path]]) -> None:
        if self._project is None or self._is_refused():
            return
        if not self._project.add_found(found):
            self.noticed.emit(self.tr("There are no images that the project does not have."))
            return
        self._index()
        self._saver.note_structure()
        self.groups_changed.emit()
        # The ids must be on disk before the journal can speak of them.
        self.autosave_now()
        if not self._current:
            self.step_image(1)

    def _index(self) -> None:
        groups = self._project.groups if self._project is not None else []
        self._images = {image.id: image for group in groups for image in group.images}
        self._groups = {image.id: group for group in groups for image in group.images}
        self._order = tuple(self._images)
        self._walk = self._order

    def _successor(self, leaving: Sequence[str]) -> str:
        """What is current when these have left: the next that stays, else the last before."""
        if self._current not in leaving:
            return self._current
        at = self._order.index(self._current)
        gone = set(leaving)
        after = [one for one in self._order[at:] if one not in gone]
        before = [one for one in self._order[:at] if one not in gone]
        return after[0] if after else (before[-1] if before else "")

    def _is_refused(self) -> bool:
        if self.is_read_only:
            self.noticed.emit(self._read_only_text())
        return self.is_read_only

    def _read_only_text(self) -> str:
        return self.tr(
            "The project is open read-only, because another window holds it or its folder cannot "
            "be written to. Save it under another name to make changes."
        )

    def _update_busy(self) -> None:
        is_busy = self._openings.is_busy or self._saver.is_saving
        if is_busy != self._is_busy:
            self._is_busy = is_busy
            self.busy_changed.emit(is_busy)
