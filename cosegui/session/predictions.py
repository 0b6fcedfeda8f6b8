"""Runs of the model over groups: progress, cancel, results into the project."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from cosegui.core.errors import CoseguiError
from cosegui.core.events import OutcomeStatus, RunProgress
from cosegui.core.ports import GroupPrediction, Segmenter, SegmentOptions
from cosegui.core.project import ImageEntry, ReviewState
from cosegui.tasks.runner import Lane, Task

from .model_lane import ImagePart, LoadedModel, SegmenterHolder, load_model, segment_group
from .model_run import ModelRun, RunGroup, RunImage, plan_groups
from .pixels import ModelResult
from .propagation import NoPropagation, plan_propagation
from .repair import Repair
from .repairs import Repairs
from .told import told
from .workspace import Workspace


class Predictions(QObject):
    """Runs the model and takes its results into the project.

    One run at a time; the newest request wins. Every group is a task of its own in the model lane,
    so that one that fails does not end the others; the run ends when its results cannot be
    written. A result is dropped when its image has left the project or has another revision than
    when the run began. The mask follows the model only while no person has decided about the
    image; the model layer always does.

    Signals:
        run_started(str title)
        run_progressed(RunProgress): done and total count images; seconds_left is None until known.
        image_predicted(str image_id): the result is in the project.
        run_finished(RunSummary): once for every `run_started`, also after cancel and failure.
        running_changed(bool)
        device_changed(str): what is really in use; "" while no model is loaded.
        failed(str title, str text): the model cannot be loaded, or there is nothing it may change.
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
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """`segmenter_factory` is called in the model lane, when a model is first needed."""
        super().__init__(parent)
        self._workspace = workspace
        self._clock = clock
        self._holder = SegmenterHolder(segmenter_factory)
        self._options = SegmentOptions()
        self._model = LoadedModel("", "")
        self.repairs = Repairs(workspace, parent=self)
        self._run: ModelRun | None = None
        self._task: Task | None = None
        workspace.project_changed.connect(self._on_project_changed)
        workspace.documents.write_failed.connect(self._on_write_failed)

    @property
    def is_running(self) -> bool:
        return self._run is not None

    @property
    def device_name(self) -> str:
        """The device really in use, "" while no model is loaded."""
        return self._model.device

    @property
    def model_name(self) -> str:
        """The loaded model's name, "" while none is loaded."""
        return self._model.name

    @property
    def options(self) -> SegmentOptions:
        """For the runs that follow."""
        return self._options

    @options.setter
    def options(self, options: SegmentOptions) -> None:
        self._options = options

    def preload(self) -> None:
        """Load the model in the background, ahead of the first run."""
        holder = self._holder

        def on_result(model: LoadedModel) -> None:
            if holder is self._holder:
                self._note_model(model)

        def on_error(error: Exception) -> None:
            if holder is self._holder:
                self._tell_no_model(error)

        self._workspace.runner.submit(
            lambda _: load_model(holder),
            lane=Lane.MODEL,
            title="load the model",
            on_result=on_result,
            on_error=on_error,
        )

    def use_factory(self, segmenter_factory: Callable[[], Segmenter]) -> None:
        """Another model or device, from the next run on; the old one's memory is freed."""
        self.cancel()
        old, self._holder = self._holder, SegmenterHolder(segmenter_factory)
        self._workspace.runner.submit(
            lambda _: old.drop(),
            lane=Lane.MODEL,
            title="free the model",
            on_result=lambda _: None,
            on_error=lambda _: None,
        )
        self._note_model(LoadedModel("", ""))

    def run_group(self, group_id: str) -> None:
        """See `run_groups`."""
        self.run_groups([group_id])

    def run_images(self, image_ids: Sequence[str]) -> None:
        """Run the model over the groups of these images, and take the results of these alone."""
        wanted = frozenset(one for one in image_ids if self._workspace.has_image(one))
        groups = dict.fromkeys(
            self._workspace.group_of(one).id for one in image_ids if one in wanted
        )
        self.run_groups(list(groups), wanted=wanted)

    def run_groups(self, group_ids: Sequence[str], *, wanted: frozenset[str] | None = None) -> None:
        """Run the model over these groups; a run under way is cancelled for it.

        `wanted`: the images whose results are taken; None: all.
        """
        project = self._workspace.project
        if project is None:
            return
        if self._workspace.is_read_only:
            text = self.tr("The project is read-only. Save it under another name to run the model.")
            self.failed.emit(self.tr("The model was not run"), text)
            return
        chosen = set(group_ids)
        groups, excluded = plan_groups([one for one in project.groups if one.id in chosen])
        if not groups:
            text = self.tr("There is no image to run it on. Add images, or include excluded ones.")
            self.failed.emit(self.tr("The model was not run"), text)
            return
        title = groups[0].name if len(groups) == 1 else self.tr("%n groups", "", len(groups))
        self._begin(ModelRun(project, title, groups, excluded, self._clock(), wanted=wanted))

    @property
    def is_propagating(self) -> bool:
        """The run under way, if there is one, propagates corrections."""
        return self._run is not None and self._run.repair is not None

    def propagate(self, group_id: str, *, is_live: bool = False) -> None:
        """Let the masks that a person approved or corrected repair the others of the group.

        It is a run like any other, but for the images that it leaves alone; `repairs` tells what
        it changed and takes it back. `is_live`: nobody asked for it, so that a reason why there is
        nothing to do is not told.
        """
        project = self._workspace.project
        if project is None or not any(group.id == group_id for group in project.groups):
            return
        title = self.tr("Nothing was propagated")
        if is_live and self._workspace.is_read_only:
            return
        if self._workspace.is_read_only:
            text = self.tr("The project is read-only. Save it under another name to run the model.")
            self.failed.emit(title, text)
            return
        group = next(group for group in project.groups if group.id == group_id)
        planned = plan_propagation(group, self._workspace.documents)
        if isinstance(planned, NoPropagation):
            if not is_live:
                self.failed.emit(title, self._why_not_propagated(planned))
            return
        excluded = tuple(image.id for image in group.images if image.state is ReviewState.EXCLUDED)
        run = ModelRun(project, group.name, [planned], excluded, self._clock())
        run.repair = Repair(group.name, is_live=is_live)
        for example in planned.examples:
            run.note(example.id, OutcomeStatus.SKIPPED, self.tr("A person decided about it."))
        self._begin(run)

    def _why_not_propagated(self, why_not: NoPropagation) -> str:
        if why_not is NoPropagation.NO_EXAMPLE:
            return self.tr("Correct or approve at least one mask of this group first.")
        return self.tr("Every other image of this group has been reviewed already.")

    def _begin(self, run: ModelRun) -> None:
        """Start a run; one under way is cancelled for it."""
        self.cancel()
        self._run = run
        self.running_changed.emit(True)
        self.run_started.emit(run.title)
        if self._run is run:
            self._load_model(run)

    def run_unreviewed(self) -> None:
        """Run all groups that hold an image nobody has decided about."""
        project = self._workspace.project
        if project is None:
            return
        waiting = [
            group.id
            for group in project.groups
            if any(not image.state.is_reviewed for image in group.images)
        ]
        if waiting:
            self.run_groups(waiting)
        else:
            text = self.tr("Every image has been reviewed. Choose a group to run it again.")
            self.failed.emit(self.tr("The model was not run"), text)

    def cancel(self) -> None:
        """End the run now; `run_finished` comes before this returns, what is finished is kept."""
        if self._run is not None:
            if self._run.repair is not None:
                self._run.repair.is_cut_off = True
            self._run.end_all(OutcomeStatus.CANCELLED)
            self._finish(self._run)

    def _load_model(self, run: ModelRun) -> None:
        self._tell_progress(run, None, 0.0, self.tr("loading the model"))
        holder = self._holder
        self._submit(
            self._workspace.runner.submit(
                lambda _: load_model(holder),
                lane=Lane.MODEL,
                title="load the model",
                on_result=partial(self._on_model_loaded, run),
                on_error=partial(self._on_no_model, run),
            )
        )

    def _on_model_loaded(self, run: ModelRun, model: LoadedModel) -> None:
        self._note_model(model)
        run.device, run.model_name = self._model.device, model.name
        self._run_next_group(run)

    def _on_no_model(self, run: ModelRun, error: Exception) -> None:
        run.end_all(OutcomeStatus.SKIPPED, told(error))
        self._tell_no_model(error)
        self._finish(run)

    def _run_next_group(self, run: ModelRun) -> None:
        if run is not self._run:
            return
        if not run.waiting:
            self._finish(run)
            return
        group = run.waiting.pop(0)
        self._tell_progress(run, group, 0.0, group.name)
        if run is not self._run:
            return
        paths = [image.path for image in group.images]
        backlog = self._workspace.documents.backlog
        self._submit(
            self._workspace.runner.submit(
                partial(
                    segment_group, self._holder, paths, self._options, backlog, group.propagation
                ),
                lane=Lane.MODEL,
                title=f"segment {group.name}",
                on_partial=partial(self._on_part, run, group),
                on_progress=partial(self._on_group_progress, run, group),
                on_result=partial(self._on_group_done, run, group),
                on_error=partial(self._on_group_failed, run, group),
            )
        )

    def _on_part(self, run: ModelRun, group: RunGroup, part: ImagePart) -> None:
        asked = group.images[part.index]
        if part.result is None:
            run.note(asked.id, OutcomeStatus.FAILED, told(part.message))
        elif self._is_outdated(run, asked):
            text = self.tr("It was changed while the model ran; the result was dropped.")
            run.note(asked.id, OutcomeStatus.SKIPPED, text)
        elif run.wanted is not None and asked.id not in run.wanted:
            run.note(asked.id, OutcomeStatus.SKIPPED, self.tr("It was not among those chosen."))
        else:
            run.note(asked.id, OutcomeStatus.DONE, seconds=part.seconds)
            image = self._workspace.image(asked.id)
            self._take_in(image, part.result)
            self._workspace.worths.note(image, part.worth, part.doubt)
            if run.repair is not None and part.earlier is not None:
                run.repair.note(image.id, part.earlier, image.revision, is_changed=part.is_changed)

    def _on_group_progress(self, run: ModelRun, group: RunGroup, step: RunProgress) -> None:
        stages = {"reading": self.tr("reading"), "masks": self.tr("masks")}
        stage = stages.get(step.message, step.message)
        self._tell_progress(run, group, step.fraction, f"{group.name}: {stage}")

    def _on_group_done(self, run: ModelRun, group: RunGroup, said: GroupPrediction) -> None:
        missing = self.tr("The model gave no result for it. Run it again.")
        run.note_rest([image.id for image in group.images], OutcomeStatus.FAILED, missing)
        run.end_group(group)
        run.notices.extend(map(told, said.notices))
        self._note_model(LoadedModel(said.model_name, said.device))
        run.device, run.model_name = self._model.device, said.model_name
        self._workspace.note_group(group.id, said.categories, said.model_name)
        self._run_next_group(run)

    def _on_group_failed(self, run: ModelRun, group: RunGroup, error: Exception) -> None:
        text = told(error)
        if not isinstance(error, CoseguiError):
            text = self.tr("The model failed ({reason}). The log file says more.").format(
                reason=text or type(error).__name__
            )
        run.note_rest([image.id for image in group.images], OutcomeStatus.FAILED, text)
        run.end_group(group)
        self._run_next_group(run)

    def _finish(self, run: ModelRun) -> None:
        if run is not self._run:
            return
        self._run = None
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._workspace.autosave_now()
        self.running_changed.emit(False)
        if run.repair is not None:
            self.repairs.note(run.repair)
        self.run_finished.emit(run.summary(self._clock()))

    def _is_outdated(self, run: ModelRun, asked: RunImage) -> bool:
        return (
            run.project is not self._workspace.project
            or not self._workspace.has_image(asked.id)
            or self._workspace.image(asked.id).revision != run.revision_of(asked)
        )

    def _take_in(self, image: ImageEntry, result: ModelResult) -> None:
        image.score = result.score
        image.model_threshold = result.threshold
        image.size_hw = result.size_hw
        if image.state.follows_model:
            image.state = ReviewState.PREDICTED
            image.area = result.area
            image.threshold = result.threshold
        else:
            result = dataclasses.replace(result, layers_hw_u8=None)
        self._workspace.documents.accept(image, result)
        if result.layers_hw_u8 is not None:
            self._workspace.note_prediction(image.id, result.layers_hw_u8)
        self._workspace.note_change(image.id)
        self.image_predicted.emit(image.id)

    def _submit(self, task: Task) -> None:
        """Remember the task of the run, unless it has ended while it was submitted."""
        if not task.is_done:
            self._task = task

    def _tell_progress(
        self, run: ModelRun, group: RunGroup | None, fraction: float, message: str
    ) -> None:
        self.run_progressed.emit(run.progress(group, fraction, message, self._clock()))

    def _note_model(self, model: LoadedModel) -> None:
        model = LoadedModel(model.name, told(model.device))
        has_new_device = model.device != self._model.device
        self._model = model
        if has_new_device:
            self.device_changed.emit(model.device)

    def _tell_no_model(self, error: Exception) -> None:
        self.failed.emit(self.tr("The model cannot be loaded"), told(error))

    def _on_write_failed(self, _: Exception) -> None:
        # The workspace tells why; results that nobody can write would only fill the memory.
        self.cancel()

    def _on_project_changed(self) -> None:
        if self._run is not None and self._run.project is not self._workspace.project:
            self.cancel()
