"""All session objects of one window, built in the right order and ended in the right order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from cosegui.core.ports import Segmenter, SegmentOptions, Solver, ThresholdRule
from cosegui.core.settings import Settings
from cosegui.tasks.runner import Runner

from .collector import spare_long_lived_objects
from .editor import Editor
from .effort import EffortRecorder
from .exports import Exports
from .image_cache import ImageCache
from .imports import Imports
from .live import LiveRepair
from .mask_edits import MaskEdits
from .models import Models
from .predictions import Predictions
from .thumbnails import Thumbnails
from .trainer_command import TrainerCommand
from .training import Training
from .work_time import WorkTime
from .workspace import Workspace

_MB = 2**20


class Session(QObject):
    """What `cosegui.app` hands to the main window: `workspace`, `images`, `editor`, `mask_edits`,
    `predictions`, `live`, `thumbnails`, `exports`, `imports`, `work_time`, `effort`, `training` and
    `models`.
    """

    def __init__(
        self,
        runner: Runner,
        *,
        segmenter_factory: Callable[[], Segmenter],
        settings: Settings | None = None,
        trainer_command: TrainerCommand | None = None,
        import_model: Callable[[Path, str], object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`segmenter_factory` is called in the model lane, when a model is first needed;
        `trainer_command` is our own where it is None; `import_model`: see `Models`."""
        super().__init__(parent)
        settings = settings or Settings()
        self._runner = runner
        self.workspace = Workspace(
            runner, undo_budget_bytes=settings.undo_budget_mb * _MB, parent=self
        )
        self.images = ImageCache(runner, parent=self)
        self.editor = Editor(self.workspace, self.images, parent=self)
        self.mask_edits = MaskEdits(self.workspace, self.editor, parent=self)
        self.predictions = Predictions(
            self.workspace, segmenter_factory=segmenter_factory, parent=self
        )
        self.live = LiveRepair(self.workspace, self.editor, self.predictions, parent=self)
        self.thumbnails = Thumbnails(self.workspace, parent=self)
        self.exports = Exports(self.workspace, parent=self)
        self.imports = Imports(self.workspace, parent=self)
        self.work_time = WorkTime(self.workspace, parent=self)
        self.effort = EffortRecorder(self.workspace, parent=self)
        self.training = Training(self.workspace, command=trainer_command, parent=self)
        self.models = Models(self.workspace, import_other=import_model, parent=self)
        spare_long_lived_objects(self.workspace, self.predictions)
        self.apply_settings(settings)

    def apply_settings(self, settings: Settings) -> None:
        """Take over changed settings. Another model or device needs `predictions.use_factory`;
        the undo memory changes with the next start."""
        self.workspace.autosave_seconds = settings.autosave_seconds
        self.images.set_budget(settings.image_cache_mb * _MB)
        self.predictions.options = segment_options(settings)

    @property
    def has_running(self) -> bool:
        """Something is under way that closing would break off: a run of the model, a training, an
        export, a computed edit, an opening or a save."""
        return (
            self.predictions.is_running
            or self.training.is_running
            or self.exports.is_running
            or self.imports.is_running
            or self.editor.is_computing
            or self.workspace.is_busy
        )

    def shutdown(self, timeout_s: float = 5.0) -> bool:
        """End everything: cancel what runs, end the threads, let go of the project's lock.

        The window has saved before, or the person gave the changes up by `workspace.close()`;
        what is still unsaved is offered again by the next start.
        Returns: False if a thread was still busy, see `TaskRunner.shutdown`.
        """
        self.predictions.cancel()
        self.exports.cancel()
        self.imports.cancel()
        self.training.shutdown()
        has_ended = self._runner.shutdown(timeout_s)
        self.workspace.release()
        return has_ended


def segment_options(settings: Settings) -> SegmentOptions:
    """What the settings say about runs of the model."""
    threshold: float | ThresholdRule | None = None
    if settings.threshold_rule == "otsu":
        threshold = ThresholdRule.OTSU
    elif settings.threshold_rule == "fixed":
        threshold = settings.threshold
    return SegmentOptions(
        solver=None if settings.solver == "model" else Solver(settings.solver),
        threshold=threshold,
        refine=settings.refine_edges,
    )
