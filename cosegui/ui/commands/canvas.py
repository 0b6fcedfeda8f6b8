"""Tools, layers, zoom and undo: between the window's actions and the canvas."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from cosegui.session.session import Session
from cosegui.ui.actions import ActionId, Actions, set_tip
from cosegui.ui.canvas.tools import ToolName
from cosegui.ui.canvas.view import Canvas
from cosegui.ui.canvas.view_state import Layer
from cosegui.ui.status_bar import StatusBar

TOOL_ACTIONS = {
    ActionId.BRUSH: ToolName.BRUSH,
    ActionId.ERASER: ToolName.ERASER,
    ActionId.EDGE_BRUSH: ToolName.EDGE_BRUSH,
    ActionId.FILL: ToolName.FILL,
    ActionId.LASSO: ToolName.LASSO,
    ActionId.POLYGON: ToolName.POLYGON,
    ActionId.WAND: ToolName.WAND,
    ActionId.GRAB_CUT: ToolName.GRAB_CUT,
}
LAYER_ACTIONS = {ActionId.SHOW_MASK: Layer.MASK, ActionId.SHOW_HEATMAP: Layer.HEATMAP}
_ZOOM_STEP = 1.25
_BUSY_AFTER_MS = 150
"""What is done sooner needs no sign that it is being done."""


class CanvasCommands(QObject):
    """Passes actions on, and shows in the actions what the canvas and the editor are at."""

    def __init__(
        self, actions: Actions, session: Session, canvas: Canvas, status: StatusBar
    ) -> None:
        super().__init__(canvas)
        self._actions = actions
        self._editor = session.editor
        self._repairs = session.predictions.repairs
        self._canvas = canvas
        self._status = status
        self._running = ""
        self._busy_timer = QTimer(self, singleShot=True, interval=_BUSY_AFTER_MS)
        self._busy_timer.timeout.connect(self._show_running)
        self._connect_actions()
        canvas.zoom_changed.connect(self._on_zoom_changed)
        canvas.cursor_moved.connect(self._on_cursor_moved)
        canvas.tool_changed.connect(self._on_tool_changed)
        canvas.can_accept_changed.connect(self._on_history_changed)
        canvas.view_state.changed.connect(self._on_view_state_changed)
        self._editor.history_changed.connect(self._on_history_changed)
        self._editor.image_ready.connect(self._on_image_ready)
        self._repairs.can_take_back_changed.connect(self._on_history_changed)
        self._editor.model_layer_changed.connect(self._show_has_model)
        self._editor.edit_refused.connect(status.notice)
        self._editor.running_changed.connect(self._on_running_changed)
        self._on_tool_changed(canvas.tool_name)
        self._on_view_state_changed()
        self._on_image_ready(self._editor.image_id)

    def _connect_actions(self) -> None:
        canvas = self._canvas
        self._actions.connect_slots(
            {
                ActionId.UNDO: self._undo,
                ActionId.REDO: self._editor.redo,
                ActionId.RESET_TO_MODEL: self._editor.reset_to_model,
                ActionId.SWAP_TOOL: canvas.swap_tool,
                ActionId.ZOOM_IN: lambda: canvas.zoom_by(_ZOOM_STEP),
                ActionId.ZOOM_OUT: lambda: canvas.zoom_by(1 / _ZOOM_STEP),
                ActionId.ZOOM_FIT: canvas.fit,
                ActionId.ZOOM_ACTUAL: canvas.zoom_to_actual_size,
            }
        )
        self._actions.connect_slots(
            {action_id: partial(self._choose, tool) for action_id, tool in TOOL_ACTIONS.items()}
        )
        for action_id, layer in LAYER_ACTIONS.items():
            self._actions[action_id].toggled.connect(partial(canvas.set_layer_visible, layer))
        self._actions[ActionId.COMPARE].toggled.connect(canvas.view_state.set_comparing)

    def _choose(self, name: ToolName) -> None:
        self._canvas.set_tool(name)
        # Choosing the chosen tool again has unchecked its action.
        self._on_tool_changed(name)

    def _on_tool_changed(self, name: str) -> None:
        for action_id, tool in TOOL_ACTIONS.items():
            self._actions[action_id].setChecked(tool.value == name)

    def _on_view_state_changed(self) -> None:
        for action_id, layer in LAYER_ACTIONS.items():
            self._actions[action_id].setChecked(self._canvas.view_state.is_layer_visible(layer))
        self._actions[ActionId.COMPARE].setChecked(self._canvas.view_state.is_comparing)

    def _on_zoom_changed(self, zoom: float) -> None:
        self._status.show_zoom(zoom if self._editor.image_hwc_u8 is not None else None)

    def _on_cursor_moved(self, point_xy: tuple[float, float] | None) -> None:
        if point_xy is None:
            self._status.show_pointer(None, None)
        else:
            self._status.show_pointer(int(point_xy[0]), int(point_xy[1]))

    def _on_running_changed(self, name: str) -> None:
        self._running = name
        if not name:
            self._busy_timer.stop()
            self._show_running()
        elif not self._busy_timer.isActive():
            self._busy_timer.start()

    def _show_running(self) -> None:
        self._status.show_working(QCoreApplication.translate("Steps", self._running))
        self._canvas.set_busy(bool(self._running))

    def _on_image_ready(self, image_id: str) -> None:
        is_ready = bool(image_id) and self._editor.image_hwc_u8 is not None
        self._status.show_zoom(self._canvas.zoom if is_ready else None)
        for action_id in (
            ActionId.ZOOM_IN,
            ActionId.ZOOM_OUT,
            ActionId.ZOOM_FIT,
            ActionId.ZOOM_ACTUAL,
        ):
            self._actions[action_id].setEnabled(is_ready)
        self._show_has_model()
        self._on_history_changed(image_id)

    def _show_has_model(self) -> None:
        has_model = self._editor.probability_hw_u8 is not None
        self._actions[ActionId.COMPARE].setEnabled(has_model)
        self._actions[ActionId.RESET_TO_MODEL].setEnabled(has_model and self._editor.can_edit)

    def _undo(self) -> None:
        """What was done last: the last part of what the tool has under way, which is no step yet;
        a propagation comes back as a whole, whichever image is shown."""
        if self._canvas.can_accept:
            self._canvas.step_tool_back()
        elif self._repairs.is_latest:
            self._repairs.take_back()
        else:
            self._editor.undo()

    def _on_history_changed(self, _: object = None) -> None:
        editor = self._editor
        undo = (ActionId.UNDO, editor.can_undo, editor.undo_name)
        if self._canvas.can_accept:
            undo = (ActionId.UNDO, True, "")
        elif self._repairs.is_latest:
            undo = (ActionId.UNDO, True, self.tr("Propagate corrections"))
        for action_id, can, name in (
            undo,
            (ActionId.REDO, editor.can_redo, editor.redo_name),
        ):
            action, spec = self._actions[action_id], self._actions.spec(action_id)
            step = QCoreApplication.translate("Steps", name) if can and name else ""
            action.setEnabled(can)
            action.setText(f"{spec.text} {step}" if step else spec.text)
            set_tip(action, f"{spec.plain_text} {step}" if step else spec.plain_text)
