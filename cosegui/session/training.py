"""Teaching a model from a person's corrections, in a process of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from cosegui.core.effort import extra_with_role, pinned_role
from cosegui.core.project import Project
from cosegui.storage.lesson_file import MODEL_NAME
from cosegui.storage.model_store import ModelStore
from cosegui.storage.paths import data_folder
from cosegui.tasks.process import JsonLinesProcess
from cosegui.tasks.runner import Lane

from .before_after import load_pictures
from .lessons import (
    CATEGORY_KEY,
    LessonRequest,
    TaughtGroup,
    build_lesson,
    extra_with_category,
    layers_readers,
    new_folder,
    remove_folder,
    taught_groups,
    unfinished_runs,
    write_lesson_folder,
)
from .told import told
from .trainer_command import TrainerCommand
from .training_estimate import TrainingEstimate
from .training_run import Phase, TrainingRun
from .workspace import Workspace

SILENCE_S = 20.0
"""A trainer speaks every two seconds: one that has not for so long hangs."""
START_SILENCE_S = 180.0
"""Until its first word it loads torch, which a busy machine is slow at."""
STOP_GRACE_MS = 15_000

_LOOK_MS = 2_000
_LAST_LINES = 12


class Training(QObject):
    """One training at a time, from Start to Keep or Discard.

    The trainer works on copies in a folder of its own: neither the project nor any model is
    touched until the person keeps the result. It outlives the closing of its dialog, not that of
    the app; what it has reached by then can be gone on with. `estimate` measures beforehand what
    it will take.

    Signals:
        changed(str kind): `run` is another one, or has heard an event of that kind ("" for
            everything else that may have changed, None included).
        pictures_ready(list[Pictures]): the thumbnails before and after, as arrays.
        ended(TrainingRun): the trainer is gone; the run's phase says how.
        kept(str name): the model is in the store.
        silent_changed(bool): the trainer has not spoken for `SILENCE_S`.
        failed(str title, str text)
    """

    changed = Signal(str)
    pictures_ready = Signal(list)
    ended = Signal(object)
    kept = Signal(str)
    silent_changed = Signal(bool)
    failed = Signal(str, str)

    def __init__(
        self,
        workspace: Workspace,
        *,
        command: TrainerCommand | None = None,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._command = command or TrainerCommand()
        self._clock = clock
        self._run: TrainingRun | None = None
        self._last_lines: list[str] = []
        self._heard_s = 0.0
        self._is_silent = False
        self.estimate = TrainingEstimate(
            workspace, command=self._command, folder=lambda: self.folder, parent=self
        )
        self._process = JsonLinesProcess(self)
        self._process.event_received.connect(self._on_event)
        self._process.text_received.connect(self._on_text)
        self._process.finished.connect(self._on_finished)
        self._process.failed.connect(self._on_not_started)
        self._watch = QTimer(self)
        self._watch.setInterval(_LOOK_MS)
        self._watch.timeout.connect(self.look)

    @property
    def run(self) -> TrainingRun | None:
        """What is being trained, or waits for Keep or Discard; None for neither."""
        return self._run

    @property
    def is_running(self) -> bool:
        """A trainer is at work, or about to be."""
        return self._run is not None and self._run.phase.is_active

    @property
    def is_silent(self) -> bool:
        """The trainer has not spoken for `SILENCE_S`."""
        return self._is_silent

    @property
    def process_id(self) -> int:
        """The trainer's, 0 while none is at work."""
        return self._process.process_id

    @property
    def folder(self) -> Path:
        """Where lessons lie."""
        return data_folder() / "training"

    def groups(self) -> tuple[TaughtGroup, ...]:
        """What the open project can teach."""
        project = self._workspace.project
        return () if project is None else taught_groups(project)

    @staticmethod
    def check_name(name: str) -> None:
        """Raises: ModelError: no new model can have this name; says why."""
        ModelStore().path_for(name)

    def start(self, request: LessonRequest) -> None:
        """Copy the masks, start the trainer; ignored while a training is at work.

        The roles and words that the person chose are pinned in the project.
        """
        project = self._workspace.project
        if project is None or self.is_running:
            return
        self.estimate.cancel()
        self._pin(project, request)
        folder = new_folder(self.folder)
        lesson = build_lesson(project, request, folder)
        reader = self._workspace.documents.layers_reader
        layers = layers_readers(
            [image for image in project.images() if image.id in request.roles], reader
        )
        self._set_run(TrainingRun(folder, lesson))
        self._workspace.runner.submit(
            lambda _: write_lesson_folder(lesson, folder, layers),
            lane=Lane.FILES,
            title="copy the masks to learn from",
            on_result=lambda _: self._on_written(folder),
            on_error=partial(self._on_not_written, folder),
        )

    def look_for_unfinished(self, on_found: Callable[[TrainingRun], None]) -> None:
        """Tell of the newest training of this project's images that was broken off, if any."""
        self._workspace.runner.submit(
            lambda _: unfinished_runs(self.folder, self._workspace.ordered_image_ids()),
            lane=Lane.FILES,
            title="look for unfinished trainings",
            on_result=lambda runs: on_found(runs[-1]) if runs and self._run is None else None,
            on_error=partial(self._tell, self.tr("Unfinished trainings cannot be read")),
        )

    def take_up(self, run: TrainingRun) -> None:
        """Show a training that was broken off; `go_on` and the rest act on it."""
        if not self.is_running:
            self._set_run(run)
            self._load_pictures()

    def go_on(self) -> None:
        """Start the trainer again where it was broken off."""
        run = self._run
        if run is not None and not run.phase.is_active and run.can_resume:
            run.phase = Phase.PREPARING
            self.changed.emit("")
            self._launch(run.folder, "--resume")

    def pause(self) -> None:
        """Let the trainer wait; it says when it does."""
        self._process.send({"command": "pause"})

    def resume(self) -> None:
        """Let it go on."""
        self._process.send({"command": "resume"})

    def stop(self) -> None:
        """End the trainer; what it has reached is kept. `ended` follows.

        Before it has begun, there is no training any more.
        """
        run = self._run
        if run is None or not run.phase.is_active:
            return
        if not self._process.is_running:
            self._set_run(None)
        else:
            run.phase = Phase.STOPPING
            self._process.stop(STOP_GRACE_MS)
            self.changed.emit("")

    def kill(self) -> None:
        """For a trainer that does not answer. `ended` follows."""
        self._process.stop(grace_ms=0)

    def keep(self, name: str) -> None:
        """Put the new model into the store under this name; `kept` or `failed` follows."""
        run = self._run
        if run is None or run.phase.is_active:
            return
        self._workspace.runner.submit(
            lambda _: _keep(run.folder, name),
            lane=Lane.FILES,
            title="keep the new model",
            on_result=partial(self._on_kept, run),
            on_error=partial(self._tell, self.tr("The model was not kept")),
        )

    def put_aside(self) -> None:
        """Leave what ended undecided in its folder; `look_for_unfinished` finds it again."""
        if not self.is_running:
            self._set_run(None)

    def discard(self) -> None:
        """Forget the training and all that came of it. The model in use is as it was."""
        run = self._run
        if run is None or run.phase.is_active:
            return
        self._set_run(None)
        self._forget(run.folder)

    def shutdown(self) -> None:
        """For the end of the app: the trainer ends with what its last epoch has reached."""
        self._watch.stop()
        self.estimate.shutdown()
        self._process.kill_and_wait()

    def look(self) -> None:
        """See whether the trainer still speaks."""
        run = self._run
        if run is None or not run.phase.is_active:
            self._set_silent(False)
            return
        longest_s = START_SILENCE_S if run.phase is Phase.PREPARING else SILENCE_S
        self._set_silent(self._clock() - self._heard_s >= longest_s)

    def _pin(self, project: Project, request: LessonRequest) -> None:
        if self._workspace.is_read_only:
            return
        for image in project.images():
            if image.id in request.roles and pinned_role(image) is not request.roles[image.id]:
                image.extra = extra_with_role(image, request.roles[image.id])
                self._workspace.note_facts(image.id)
        for group in project.groups:
            category = request.categories.get(group.id)
            if category is not None and group.extra.get(CATEGORY_KEY, group.name) != category:
                group.extra = extra_with_category(group, category)
                self._workspace.note_project_facts()

    def _on_written(self, folder: Path) -> None:
        if self._run is not None and self._run.folder == folder:
            self._launch(folder)
        else:
            self._forget(folder)

    def _launch(self, folder: Path, *more: str) -> None:
        self._last_lines = []
        self._heard_s = self._clock()
        self._watch.start()
        self._process.start(
            self._command.program,
            self._command.for_lesson(folder, "--listen", *more),
            working_folder=folder,
            environment=self._command.environment(),
        )
        self.changed.emit("")

    def _on_event(self, event: Mapping[str, Any]) -> None:
        self._heard_s = self._clock()
        self._set_silent(False)
        if self._run is None:
            return
        kind = self._run.take(event)
        if kind == "thumbnails":
            self._load_pictures()
        if kind:
            self.changed.emit(kind)

    def _on_text(self, line: str) -> None:
        self._last_lines = [*self._last_lines[1 - _LAST_LINES :], line]

    def _on_finished(self, _exit_code: int, _crashed: bool) -> None:
        self._watch.stop()
        self._set_silent(False)
        run = self._run
        if run is None:
            return
        if run.phase is Phase.STOPPING:
            run.phase, run.can_resume = Phase.STOPPED, True
        elif run.phase.is_active:
            said = self._last_lines[-1] if self._last_lines else ""
            text = self.tr("The trainer ended without a word. {said}").format(said=said)
            run.fail(text.strip())
        self.changed.emit("")
        self.ended.emit(run)

    def _on_not_started(self, text: str) -> None:
        self._watch.stop()
        if self._run is not None:
            self._run.fail(text)
            self.changed.emit("")
            self.ended.emit(self._run)

    def _on_not_written(self, folder: Path, error: Exception) -> None:
        if self._run is not None and self._run.folder == folder:
            self._set_run(None)
        self._forget(folder)
        self._tell(self.tr("The training did not begin"), error)

    def _on_kept(self, run: TrainingRun, name: str) -> None:
        if self._run is run:
            self._set_run(None)
        self.kept.emit(name)

    def _load_pictures(self) -> None:
        run = self._run
        if run is None or not run.thumbnails:
            return
        self._workspace.runner.submit(
            partial(load_pictures, run.thumbnails),
            lane=Lane.FILES,
            title="load the training's thumbnails",
            on_result=lambda pictures: (
                self.pictures_ready.emit(pictures) if self._run is run else None
            ),
            on_error=lambda _: None,  # the trainer has replaced them: the next event is on its way
        )

    def _set_run(self, run: TrainingRun | None) -> None:
        self._run = run
        self.changed.emit("")

    def _set_silent(self, is_silent: bool) -> None:
        if is_silent is not self._is_silent:
            self._is_silent = is_silent
            self.silent_changed.emit(is_silent)

    def _forget(self, folder: Path) -> None:
        self._workspace.runner.submit(
            lambda _: remove_folder(folder),
            lane=Lane.FILES,
            title="forget a training",
            on_result=lambda _: None,
            on_error=partial(self._tell, self.tr("The training's files were not removed")),
        )

    def _tell(self, title: str, error: Exception) -> None:
        self.failed.emit(title, told(error))


def _keep(folder: Path, name: str) -> str:
    ModelStore().adopt(folder / MODEL_NAME, name)
    remove_folder(folder)
    return name
