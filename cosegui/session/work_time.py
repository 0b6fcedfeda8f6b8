"""How long a person works on each image."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject

from .workspace import Workspace

LONGEST_PAUSE_S = 30.0
"""Who does nothing for longer is not at work on the image."""


class WorkTime(QObject):
    """Adds the time between two inputs to the current image's `seconds`.

    A pause beyond `LONGEST_PAUSE_S` counts not at all, nor does time while no image is current. The
    seconds alone make no project dirty: they are written with the next save.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._clock = clock
        self._last_s: float | None = None
        workspace.project_changed.connect(self._on_project_changed)
        workspace.current_image_changed.connect(self._on_current_image_changed)
        self._image_id = workspace.current_image_id

    def note_activity(self) -> None:
        """The person has done something in the window. Cheap: called for every move."""
        now_s = self._clock()
        pause_s = LONGEST_PAUSE_S if self._last_s is None else now_s - self._last_s
        self._last_s = now_s
        workspace = self._workspace
        is_counted = workspace.has_image(self._image_id) and not workspace.is_read_only
        if is_counted and pause_s < LONGEST_PAUSE_S:
            workspace.image(self._image_id).seconds += pause_s

    def _on_project_changed(self) -> None:
        self._last_s = None

    def _on_current_image_changed(self, image_id: str) -> None:
        # What was done until now was done to the image that is left.
        self.note_activity()
        self._image_id = image_id
