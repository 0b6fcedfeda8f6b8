"""All session objects of one window, built in the right order and ended in the right order."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from cosegui.core.ports import Segmenter
from cosegui.session.editor import Editor
from cosegui.session.exports import Exports
from cosegui.session.image_cache import ImageCache
from cosegui.session.predictions import Predictions
from cosegui.session.thumbnails import Thumbnails
from cosegui.session.workspace import Workspace
from cosegui.tasks.runner import Runner


class Session(QObject):
    """What `cosegui.app` hands to the main window."""

    workspace: Workspace
    images: ImageCache
    editor: Editor
    predictions: Predictions
    thumbnails: Thumbnails
    exports: Exports

    def __init__(
        self,
        runner: Runner,
        *,
        segmenter_factory: Callable[[], Segmenter],
        autosave_seconds: float = 3.0,
        parent: QObject | None = None,
    ) -> None: ...

    @property
    def has_running(self) -> bool:
        """A run of the model, an export, an opening or a save is under way (for the close question)."""

    def shutdown(self, timeout_s: float = 5.0) -> bool:
        """Cancel what runs, close the project (release its lock), end the threads."""
