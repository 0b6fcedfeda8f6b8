"""Runs of the model over groups: progress, cancel, results into the project."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from cosegui.core.ports import Segmenter, SegmentOptions
from cosegui.session.workspace import Workspace


class Predictions(QObject):
    """Signals:
    run_started(str title)
    run_progressed(RunProgress): done and total count images; seconds_left None until known.
    image_predicted(str image_id): the result is in the project.
    run_finished(RunSummary): once for every `run_started`, also after cancel and failure.
    running_changed(bool)
    device_changed(str): what is really in use; "" while no model is loaded.
    failed(str title, str text): the model cannot be loaded or a run broke off.
    """

    run_started = Signal(str)
    run_progressed = Signal(object)
    image_predicted = Signal(str)
    run_finished = Signal(object)
    running_changed = Signal(bool)
    device_changed = Signal(str)
    failed = Signal(str, str)

    def __init__(
        self,
        workspace: Workspace,
        *,
        segmenter_factory: Callable[[], Segmenter],
        parent: QObject | None = None,
    ) -> None: ...

    @property
    def is_running(self) -> bool: ...
    @property
    def device_name(self) -> str: ...
    @property
    def model_name(self) -> str: ...
    @property
    def options(self) -> SegmentOptions: ...
    @options.setter
    def options(self, options: SegmentOptions) -> None: ...
    def preload(self) -> None:
        """Load the model in the background, ahead of the first run."""

    def use_factory(self, segmenter_factory: Callable[[], Segmenter]) -> None:
        """Another model or device: the next run loads it."""

    def run_group(self, group_id: str) -> None: ...
    def run_groups(self, group_ids: Sequence[str]) -> None: ...
    def run_unreviewed(self) -> None:
        """All groups that hold an image nobody has reviewed."""

    def cancel(self) -> None:
        """`run_finished` comes before this returns; what is finished is kept."""
