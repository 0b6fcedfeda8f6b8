"""What the window shows of the session as a whole: title, page, save state, progress, actions."""

from __future__ import annotations

from PySide6.QtCore import QObject

from cosegui.core.project import ReviewState
from cosegui.session.session import Session

from .actions import ActionId, Actions
from .main_window import MainWindow

_NEED_PROJECT = (
    ActionId.SAVE_AS,
    ActionId.CLOSE_PROJECT,
    ActionId.EXPORT_MASKS,
    ActionId.TEACH,
    ActionId.EFFORT,
)
_NEED_IMAGE = (
    ActionId.PREVIOUS_IMAGE,
    ActionId.NEXT_IMAGE,
    ActionId.NEXT_UNREVIEWED,
    ActionId.SIDE_BY_SIDE,
    ActionId.GROUP_VIEW,
)
_NEED_EDITABLE_IMAGE = (
    ActionId.RUN_GROUP,
    ActionId.RUN_UNREVIEWED,
    ActionId.PROPAGATE,
    ActionId.APPROVE_AND_NEXT,
    ActionId.EXCLUDE,
)


class SessionView(QObject):
    """Reads the session and writes the window; changes nothing in the session."""

    def __init__(self, window: MainWindow, actions: Actions, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._workspace = session.workspace
        self._predictions = session.predictions
        self._connect()
        self._on_project_changed()
        self._on_device_changed(self._predictions.device_name)

    def _connect(self) -> None:
        workspace, predictions, status = self._workspace, self._predictions, self._window.status
        workspace.project_changed.connect(self._on_project_changed)
        for changed in (
            workspace.groups_changed,
            workspace.current_image_changed,
            workspace.image_changed,
            predictions.running_changed,
        ):
            changed.connect(self._show_enabled)
        workspace.dirty_changed.connect(self._show_save_state)
        workspace.busy_changed.connect(self._show_save_state)
        # That a project is read-only, and why, comes this way as well.
        workspace.noticed.connect(self._window.banner.show_text)
        predictions.run_started.connect(status.show_run)
        predictions.run_progressed.connect(status.show_progress)
        predictions.running_changed.connect(self._on_running_changed)
        predictions.device_changed.connect(self._on_device_changed)
        predictions.failed.connect(self._on_model_failed)

    def _on_project_changed(self) -> None:
        workspace = self._workspace
        is_open = workspace.project is not None
        self._window.show_project(is_open)
        self._window.banner.clear()
        self._show_save_state()
        self._show_enabled()

    def _on_running_changed(self, is_running: bool) -> None:
        if not is_running:
            self._window.status.hide_run()

    def _on_device_changed(self, name: str) -> None:
        self._window.status.show_device(name)

    def _on_model_failed(self) -> None:
        self._window.status.show_device(self._predictions.device_name, has_failed=True)

    def _show_save_state(self) -> None:
        workspace = self._workspace
        is_open = workspace.project is not None
        self._window.status.show_save_state(
            is_open=is_open,
            is_busy=workspace.is_busy,
            is_dirty=workspace.is_dirty,
            is_read_only=workspace.is_read_only,
            is_draft=workspace.is_draft,
        )
        # Qt puts its mark for unsaved changes where "[*]" stands.
        self._window.setWindowTitle(f"{workspace.title}[*] — cosegui" if is_open else "cosegui")
        self._window.setWindowModified(is_open and workspace.is_dirty)
        can_save = is_open and not workspace.is_read_only
        self._actions[ActionId.SAVE].setEnabled(
            can_save and (workspace.is_dirty or workspace.is_draft)
        )

    def _show_enabled(self) -> None:
        workspace = self._workspace
        image_id = workspace.current_image_id
        is_open = workspace.project is not None
        has_image = bool(image_id) and workspace.has_image(image_id)
        for ids, is_enabled in (
            (_NEED_PROJECT, is_open),
            (_NEED_IMAGE, has_image),
            (_NEED_EDITABLE_IMAGE, has_image and not workspace.is_read_only),
        ):
            for action_id in ids:
                self._actions[action_id].setEnabled(is_enabled)
        for action_id in (ActionId.ADD_FOLDER, ActionId.IMPORT_MASKS):
            self._actions[action_id].setEnabled(is_open and not workspace.is_read_only)
        self._actions[ActionId.CANCEL_RUN].setEnabled(self._predictions.is_running)
        is_excluded = has_image and workspace.image(image_id).state is ReviewState.EXCLUDED
        self._actions[ActionId.EXCLUDE].setChecked(is_excluded)
