"""What is open: project, current image, review states, saving."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from cosegui.core.project import Group, ImageEntry, Project, ReviewState
from cosegui.tasks.runner import Runner


class Workspace(QObject):
    """The open project and everything that may change it.

    Signals:
        project_changed(): another project is open, or none, or its path or name changed.
        groups_changed(): groups or images were added or removed.
        image_changed(str image_id): state, score, area or threshold of this image changed.
        current_image_changed(str image_id): "" when no image is current.
        dirty_changed(bool)
        busy_changed(bool): a project is being opened or saved.
        saved(str path): everything known at the moment of the save is on disk.
        save_failed(): a save did not succeed; still dirty. `failed` says why to the person.
        failed(str title, str text), noticed(str text): for a person.
    """

    project_changed = Signal()
    groups_changed = Signal()
    image_changed = Signal(str)
    current_image_changed = Signal(str)
    dirty_changed = Signal(bool)
    busy_changed = Signal(bool)
    saved = Signal(str)
    save_failed = Signal()
    failed = Signal(str, str)
    noticed = Signal(str)

    def __init__(
        self, runner: Runner, *, autosave_seconds: float = 3.0, parent: QObject | None = None
    ) -> None: ...

    # what is open -----------------------------------------------------------------
    @property
    def project(self) -> Project | None: ...
    @property
    def project_path(self) -> Path | None:
        """The .cosegui file; a draft has one too, in the user data folder."""
    @property
    def title(self) -> str:
        """For the window: the project's or the folder's name, "" when nothing is open."""
    @property
    def is_dirty(self) -> bool: ...
    @property
    def is_busy(self) -> bool: ...
    @property
    def is_read_only(self) -> bool: ...
    @property
    def is_draft(self) -> bool: ...
    @property
    def current_image_id(self) -> str: ...
    def image(self, image_id: str) -> ImageEntry:
        """Raises: KeyError: no such image in the project (see `has_image`)."""
    def has_image(self, image_id: str) -> bool: ...
    def group_of(self, image_id: str) -> Group: ...
    def ordered_image_ids(self) -> tuple[str, ...]:
        """Groups in their order, images in theirs."""
    def image_path(self, image_id: str) -> Path: ...

    # opening, saving, closing: return at once, answer by signals ---------------------
    def open_path(self, path: Path) -> None:
        """Open a folder (its draft project is made or resumed) or a .cosegui file.

        Unsaved changes of the open project are saved first; should that fail it stays open.
        """
    def add_folder(self, path: Path) -> None:
        """Add the groups of a folder to the open project; opens it when nothing is open."""
    def save(self) -> None: ...
    def save_as(self, path: Path) -> None: ...
    def close(self) -> None:
        """Close the project; what is unsaved is given up (the window has asked)."""

    # walking and marking --------------------------------------------------------------
    def select_image(self, image_id: str) -> None: ...
    def step_image(self, step: int) -> None: ...
    def next_unreviewed(self) -> bool:
        """Go to the image whose review matters most. False: none is left."""
    def set_state(self, image_id: str, state: ReviewState) -> None: ...
    def remove_group(self, group_id: str) -> None: ...
