"""Teach…: one window from the choice of groups to Keep or Discard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cosegui.core.errors import ModelError
from cosegui.session.before_after import Pictures
from cosegui.session.lessons import LessonRequest
from cosegui.session.told import told
from cosegui.session.training import Training
from cosegui.session.training_run import Estimate, Phase, TrainingRun
from cosegui.storage.model_store import ModelInfo, free_name
from cosegui.ui.messages import Choice, Weight, ask, tell_error

from .training_progress import TrainingProgress
from .training_setup import ParentModel, TrainingSetup
from .training_verdict import TrainingVerdict

_MEASURE_AFTER_MS = 600


class TrainingDialog(QDialog):
    """Shows and drives a `Training`; closing it leaves the training at work.

    Args:
        models: those one can start from, the shipped one first.
        model_in_use: the name of the one that the project is run with.
        project_name: the new model is named after it.
        overlay_colour: of the masks in the thumbnails.

    Signals:
        effort_requested(), models_requested(): the person wants to see these.
    """

    effort_requested = Signal()
    models_requested = Signal()

    def __init__(
        self,
        training: Training,
        models: Sequence[ModelInfo],
        *,
        model_in_use: str,
        project_name: str,
        overlay_colour: QColor,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._training = training
        self._measured: LessonRequest | None = None
        self._measure_timer = QTimer(self)
        self.setWindowTitle(self.tr("Teach the Model"))
        self.setup = TrainingSetup(self)
        self.progress = TrainingProgress(overlay_colour, self)
        self.verdict = TrainingVerdict(self)
        self.name_edit = QLineEdit(self)
        self.name_row = QWidget(self)
        self.silence_row = QWidget(self)
        self.end_button = QPushButton(self.tr("End the Trainer"), self)
        self.pages = QStackedWidget(self)
        self.start_button = QPushButton(self.tr("Start"), self)
        self.pause_button = QPushButton(self)
        self.stop_button = QPushButton(self.tr("Stop"), self)
        self.go_on_button = QPushButton(self.tr("Go On"), self)
        self.keep_button = QPushButton(self.tr("Keep"), self)
        self.discard_button = QPushButton(self.tr("Discard"), self)
        self.close_button = QPushButton(self.tr("Close"), self)
        self.effort_button = QPushButton(self.tr("Effort…"), self)
        self.models_button = QPushButton(self.tr("Models…"), self)
        self._build()
        self._connect()
        self._fill(models, model_in_use, project_name)
        self._show_run()

    def _build(self) -> None:
        self.name_edit.setAccessibleName(self.tr("Name to keep the model under"))
        form = QFormLayout(self.name_row)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(self.tr("Keep it as"), self.name_edit)
        silence = QLabel(
            self.tr(
                "The trainer has not answered for a while: the machine is busy, or short of "
                "memory. What its last pass has reached is kept."
            ),
            self.silence_row,
        )
        silence.setProperty("role", "warning")
        silence.setWordWrap(True)
        silence_line = QHBoxLayout(self.silence_row)
        silence_line.setContentsMargins(0, 0, 0, 0)
        silence_line.addWidget(silence, 1)
        silence_line.addWidget(self.end_button)
        self.silence_row.setVisible(self._training.is_silent)
        running = QWidget(self)
        column = QVBoxLayout(running)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.silence_row)
        column.addWidget(self.progress, 1)
        column.addWidget(self.verdict)
        column.addWidget(self.name_row)
        self.pages.addWidget(self.setup)
        self.pages.addWidget(running)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.effort_button)
        row.addWidget(self.models_button)
        row.addStretch(1)
        for button in self._right_buttons():
            row.addWidget(button)
        for button in (
            self.end_button,
            self.effort_button,
            self.models_button,
            *self._right_buttons(),
        ):
            button.setAutoDefault(False)
        self.effort_button.setToolTip(self.tr("What correcting cost you, over time"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        layout.addWidget(self.pages, 1)
        layout.addLayout(row)
        self.resize(860, 760)

    def _right_buttons(self) -> tuple[QPushButton, ...]:
        return (
            self.pause_button,
            self.stop_button,
            self.go_on_button,
            self.keep_button,
            self.discard_button,
            self.close_button,
            self.start_button,
        )

    def _connect(self) -> None:
        training = self._training
        self._measure_timer.setSingleShot(True)
        self._measure_timer.setInterval(_MEASURE_AFTER_MS)
        self._measure_timer.timeout.connect(self._measure)
        self.setup.changed.connect(self._on_setup_changed)
        self.start_button.clicked.connect(self._on_start_clicked)
        self.pause_button.clicked.connect(self._on_pause_clicked)
        self.stop_button.clicked.connect(training.stop)
        self.end_button.clicked.connect(training.kill)
        self.go_on_button.clicked.connect(training.go_on)
        self.keep_button.clicked.connect(self._on_keep_clicked)
        self.discard_button.clicked.connect(self._on_discard_clicked)
        self.close_button.clicked.connect(self.close)
        self.effort_button.clicked.connect(self.effort_requested)
        self.models_button.clicked.connect(self.models_requested)
        training.changed.connect(self._on_training_changed)
        training.pictures_ready.connect(self._on_pictures_ready)
        training.silent_changed.connect(self._on_silent_changed)
        training.estimate.estimated.connect(self._on_estimated)
        training.estimate.failed.connect(self.setup.show_no_estimate)

    def _fill(self, models: Sequence[ModelInfo], model_in_use: str, project_name: str) -> None:
        usable = [ParentModel(info.name, info.path) for info in models if info.card]
        name = free_name(project_name, [info.name for info in models])
        self.setup.fill(self._training.groups(), usable, parent_name=model_in_use, name=name)

    # Before

    def _on_setup_changed(self) -> None:
        request = self.setup.request()
        self.start_button.setEnabled(request is not None)
        if request is not None and self._training.run is None:
            self._measure_timer.start()

    def _measure(self) -> None:
        request = self.setup.request()
        if request is None or self._training.run is not None:
            return
        if self._measured is None or _cost_of(request) != _cost_of(self._measured):
            self._measured = request
            self.setup.show_measuring()
            self._training.estimate.measure(request)

    def _on_estimated(self, estimate: Estimate) -> None:
        self.setup.show_estimate(estimate)

    def _on_start_clicked(self) -> None:
        request = self.setup.request()
        if request is None:
            return
        try:
            self._training.check_name(request.name)
        except ModelError as error:
            tell_error(self, self.tr("Choose another name"), told(error))
            self.setup.name_edit.setFocus()
            return
        self._measure_timer.stop()
        self._training.start(request)

    # While it runs

    def _on_training_changed(self, _kind: str) -> None:
        self._show_run()

    def _show_run(self) -> None:
        run = self._training.run
        self.pages.setCurrentIndex(0 if run is None else 1)
        if run is None:
            self._on_setup_changed()
        else:
            self.progress.show_run(run)
            has_verdict = not run.phase.is_active and run.verdict is not None
            self.verdict.setVisible(has_verdict)
            if run.verdict is not None:
                self.verdict.show_verdict(run.verdict)
            if not self.name_edit.text():
                self.name_edit.setText(run.lesson.name)
        self._show_buttons(run)

    def _show_buttons(self, run: TrainingRun | None) -> None:
        phase = None if run is None else run.phase
        is_active = phase is not None and phase.is_active
        is_over = phase is not None and not phase.is_active
        is_better = run is not None and run.verdict is not None and run.verdict.is_better
        self.start_button.setVisible(run is None)
        self.pause_button.setVisible(is_active)
        self.pause_button.setEnabled(phase in (Phase.RUNNING, Phase.PAUSED))
        self.pause_button.setText(self.tr("Resume") if phase is Phase.PAUSED else self.tr("Pause"))
        self.stop_button.setVisible(is_active)
        self.stop_button.setEnabled(phase is not Phase.STOPPING)
        self.go_on_button.setVisible(is_over and run is not None and run.can_resume)
        self.keep_button.setVisible(is_over)
        self.keep_button.setEnabled(is_better)
        self.discard_button.setVisible(is_over)
        self.name_row.setVisible(is_over and is_better)
        default = self._default_button(run, is_better=is_better)
        for button in self._right_buttons():
            button.setDefault(button is default)
        if self.focusWidget() in self._right_buttons():
            default.setFocus()

    def _default_button(self, run: TrainingRun | None, *, is_better: bool) -> QPushButton:
        if run is None:
            return self.start_button
        if run.phase.is_active:
            return self.close_button
        if is_better:
            return self.keep_button
        # What was broken off unjudged may still turn out well: throwing it away is no safe answer.
        return self.discard_button if run.verdict is not None else self.go_on_button

    def _on_pause_clicked(self) -> None:
        run = self._training.run
        if run is not None and run.phase is Phase.PAUSED:
            self._training.resume()
        else:
            self._training.pause()

    def _on_pictures_ready(self, pictures: Sequence[Pictures]) -> None:
        self.progress.pictures.set_pictures(pictures)

    def _on_silent_changed(self, is_silent: bool) -> None:
        self.silence_row.setVisible(is_silent)

    # After

    def _on_keep_clicked(self) -> None:
        name = self.name_edit.text().strip()
        try:
            self._training.check_name(name)
        except ModelError as error:
            tell_error(self, self.tr("Choose another name"), told(error))
            self.name_edit.setFocus()
            return
        self._training.keep(name)

    def _on_discard_clicked(self) -> None:
        run = self._training.run
        is_worth = run is not None and (run.can_resume or (run.verdict and run.verdict.is_better))
        if not is_worth:
            self._training.discard()
            self.close()
            return

        def answered(key: str) -> None:
            if key == "discard":
                self._training.discard()
                self.close()

        ask(
            self,
            self.tr("Discard this training?"),
            self.tr("What it has learnt is lost. Your masks and models stay as they are."),
            (
                Choice("stay", self.tr("Cancel"), Weight.STAY),
                Choice("discard", self.tr("Discard"), Weight.DESTRUCTIVE),
            ),
            answered,
        )

    # Qt overrides

    def done(self, result: int) -> None:
        self._measure_timer.stop()
        self._training.estimate.cancel()
        super().done(result)


def _cost_of(request: LessonRequest) -> object:
    """What the time depends on: neither the name nor the words."""
    return request.parent, sorted(request.roles.items()), request.options
