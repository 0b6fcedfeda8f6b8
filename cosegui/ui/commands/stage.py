"""Which views fill the middle of the window: between the View menu and the stage."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from cosegui.session.workspace import Workspace
from cosegui.ui.actions import ActionId, Actions
from cosegui.ui.canvas.view_state import ViewState
from cosegui.ui.stage import Stage


class StageCommands(QObject):
    """Passes actions on, and shows in the actions what the stage is at."""

    def __init__(
        self, actions: Actions, stage: Stage, workspace: Workspace, view_state: ViewState
    ) -> None:
        super().__init__(stage)
        self._stage = stage
        self._workspace = workspace
        self._state = view_state
        for action_id, show, shown in (
            (ActionId.SIDE_BY_SIDE, stage.set_side_by_side, stage.side_by_side_changed),
            (ActionId.GROUP_VIEW, stage.show_group, stage.group_shown_changed),
        ):
            actions[action_id].toggled.connect(show)
            shown.connect(actions[action_id].setChecked)
        workspace.project_changed.connect(self._on_project_changed)
        view_state.changed.connect(self._show_colour)
        self._show_colour()

    def _on_project_changed(self) -> None:
        if self._workspace.project is None:
            self._stage.show_group(False)

    def _show_colour(self) -> None:
        self._stage.group.set_overlay_colour(QColor(*self._state.overlay_color))
