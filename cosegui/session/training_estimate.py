"""How long a training would take on this machine, measured before it starts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from cosegui.tasks.process import JsonLinesProcess
from cosegui.tasks.runner import Lane

from .lessons import (
    LessonRequest,
    build_lesson,
    layers_readers,
    new_folder,
    remove_folder,
    write_lesson_folder,
)
from .told import told
from .trainer_command import TrainerCommand
from .training_run import TrainingRun
from .workspace import Workspace


class TrainingEstimate(QObject):
    """Lets the trainer take two steps and say what all of them would cost; the newest wish wins.

    Signals:
        estimated(Estimate)
        failed(str text): it could not be measured; the training itself may fail likewise.
    """

    estimated = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        *,
        command: TrainerCommand,
        folder: Callable[[], Path],
        parent: QObject | None = None,
    ) -> None:
        """`folder`: gives where lessons lie."""
        super().__init__(parent)
        self._workspace = workspace
        self._command = command
        self._folder = folder
        self._run: TrainingRun | None = None
        self._next: LessonRequest | None = None
        self._process = JsonLinesProcess(self)
        self._process.event_received.connect(self._on_event)
        self._process.finished.connect(self._on_finished)
        self._process.failed.connect(self._on_not_started)

    def measure(self, request: LessonRequest) -> None:
        """Measure for this choice; one under way is given up."""
        self._next = request
        if self._run is None:
            self._begin()
        else:
            self._process.stop(grace_ms=0)

    def cancel(self) -> None:
        """Nobody waits for it any more."""
        self._next = None
        self._process.stop(grace_ms=0)

    def shutdown(self) -> None:
        """For the end of the app."""
        self._next = None
        self._process.kill_and_wait()

    def _begin(self) -> None:
        request, self._next = self._next, None
        project = self._workspace.project
        if request is None or project is None:
            return
        folder = new_folder(self._folder())
        lesson = build_lesson(project, request, folder)
        images = [image for image in project.images() if image.id in request.roles]
        layers = layers_readers(images, self._workspace.documents.layers_reader)
        self._run = TrainingRun(folder, lesson)
        self._workspace.runner.submit(
            lambda _: write_lesson_folder(lesson, folder, layers),
            lane=Lane.FILES,
            title="copy the masks to measure with",
            on_result=lambda _: self._launch(folder),
            on_error=lambda error: self._end(told(error)),
        )

    def _launch(self, folder: Path) -> None:
        if self._next is not None:
            self._end("")
            return
        self._process.start(
            self._command.program,
            self._command.for_lesson(folder, "--estimate"),
            working_folder=folder,
            environment=self._command.environment(),
        )

    def _on_event(self, event: dict[str, object]) -> None:
        if self._run is None or self._next is not None:
            return
        kind = self._run.take(event)
        if kind == "estimate":
            self.estimated.emit(self._run.estimate)

    def _on_finished(self, _exit_code: int, _crashed: bool) -> None:
        run = self._run
        has_failed = run is not None and run.estimate is None and self._next is None
        self._end(self.tr("It could not be measured.") if has_failed else "")

    def _on_not_started(self, text: str) -> None:
        self._end(text)

    def _end(self, problem: str) -> None:
        run, self._run = self._run, None
        if run is not None:
            self._workspace.runner.submit(
                partial(_remove, run.folder),
                lane=Lane.FILES,
                title="forget a measurement",
                on_result=lambda _: None,
                on_error=lambda _: None,  # a few small masks stay behind
            )
            if problem:
                self.failed.emit(run.message or problem)
        self._begin()


def _remove(folder: Path, _: object) -> None:
    remove_folder(folder)
