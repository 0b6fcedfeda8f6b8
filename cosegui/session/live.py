"""Live repair: every finished stroke is propagated at once, in the background."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from cosegui.core.project import ReviewState

from .editor import Editor
from .predictions import Predictions
from .workspace import Workspace


class LiveRepair(QObject):
    """While it is on, a change that a person makes to a mask repairs the rest of its group.

    A stroke that comes while a propagation is under way supersedes it; a run that the person asked
    for is let finish first. Nothing here waits for the model.

    Signals:
        switched(bool)
    """

    switched = Signal(bool)

    def __init__(
        self,
        workspace: Workspace,
        editor: Editor,
        predictions: Predictions,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._editor = editor
        self._predictions = predictions
        self._is_on = False
        self._waiting_group = ""
        workspace.layers_changed.connect(self._on_layers_changed)
        workspace.project_changed.connect(self._forget)
        # Later, so that everybody has heard of one run's end before the next begins.
        predictions.run_finished.connect(self._go_on, Qt.ConnectionType.QueuedConnection)

    @property
    def is_on(self) -> bool:
        return self._is_on

    def switch(self, is_on: bool) -> None:
        """Propagate each stroke from now on, or no more."""
        if is_on != self._is_on:
            self._is_on = is_on
            self._waiting_group = ""
            self.switched.emit(is_on)

    def _on_layers_changed(self, image_id: str) -> None:
        """Also after a result of the model; only a person's masks are in this state."""
        if not self._is_on or not self._workspace.has_image(image_id):
            return
        if self._editor.can_redo:  # a step was taken back: no news for the others
            return
        if self._workspace.image(image_id).state is ReviewState.CORRECTED:
            self._waiting_group = self._workspace.group_of(image_id).id
            if not self._predictions.is_running or self._predictions.is_propagating:
                self._go_on()

    def _go_on(self, _: object = None) -> None:
        group_id, self._waiting_group = self._waiting_group, ""
        if group_id:
            self._predictions.propagate(group_id, is_live=True)

    def _forget(self) -> None:
        self._waiting_group = ""
