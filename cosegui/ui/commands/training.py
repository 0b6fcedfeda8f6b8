"""Teaching a model, the models that came of it, and what correcting has cost."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from cosegui.core.effort import efforts
from cosegui.session.session import Session
from cosegui.session.training_run import Phase, TrainingRun
from cosegui.storage.model_store import SHIPPED_NAME, ModelInfo
from cosegui.ui.dialogs.effort import EffortDialog
from cosegui.ui.dialogs.models import ModelsDialog
from cosegui.ui.dialogs.training import TrainingDialog
from cosegui.ui.icons import Icon
from cosegui.ui.main_window import MainWindow
from cosegui.ui.messages import Choice, Weight, ask, show_dialog, tell_error
from cosegui.ui.preferences import Preferences


class TrainingCommands(QObject):
    """Opens the windows around teaching, and tells of a training when none of them is open.

    The training's own window does not hold up the others: one can go on correcting.
    """

    def __init__(self, window: MainWindow, session: Session, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._workspace = session.workspace
        self._training = session.training
        self._models = session.models
        self._preferences = preferences
        self._dialog: TrainingDialog | None = None
        self._is_wanted = False
        self._models.listed.connect(self._on_listed)
        self._models.renamed.connect(self._on_renamed)
        self._models.removed.connect(self._on_removed)
        self._models.imported.connect(self._on_imported)
        self._models.exported.connect(self._on_exported)
        self._training.changed.connect(self._on_training_changed)
        self._training.ended.connect(self._on_ended)
        self._training.kept.connect(self._on_kept)
        self._training.failed.connect(self._on_failed)
        self._workspace.project_changed.connect(self._on_project_changed)
        window.status.training_requested.connect(self.show_training)

    def show_training(self) -> None:
        """Open the window for teaching, or bring it to the front."""
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
        elif self._workspace.is_read_only and self._training.run is None:
            text = self.tr("The project is read-only. Save it under another name to teach a model.")
            tell_error(self._window, self.tr("A model cannot be taught from here"), text)
        else:
            self._is_wanted = True
            self._models.refresh()

    def show_models(self) -> None:
        """List the person's models."""
        dialog = ModelsDialog(
            self._models,
            model_in_use=self._model_in_use,
            can_choose=self._workspace.project is not None and not self._workspace.is_read_only,
            parent=self._dialog or self._window,
        )
        dialog.chosen.connect(self._use)
        show_dialog(dialog)

    def show_effort(self) -> None:
        """Show what correcting has cost."""
        project = self._workspace.project
        if project is not None:
            records = [effort for _, effort in efforts(project)]
            show_dialog(EffortDialog(records, self._dialog or self._window))

    def _model_in_use(self) -> str:
        chosen = self._workspace.chosen_model or self._preferences.settings.model_name
        return chosen or SHIPPED_NAME

    def _on_listed(self, infos: Sequence[ModelInfo]) -> None:
        if not self._is_wanted:
            return
        self._is_wanted = False
        if self._workspace.project is None and self._training.run is None:
            return
        dialog = TrainingDialog(
            self._training,
            infos,
            model_in_use=self._model_in_use(),
            project_name=self._workspace.title,
            overlay_colour=QColor(self._preferences.settings.overlay_colour),
            parent=self._window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.effort_requested.connect(self.show_effort)
        dialog.models_requested.connect(self.show_models)
        dialog.finished.connect(self._on_dialog_closed)
        self._dialog = dialog
        dialog.show()
        self._show_status()
        if self._training.run is None:
            self._training.look_for_unfinished(self._training.take_up)

    def _on_dialog_closed(self) -> None:
        self._dialog = None
        run = self._training.run
        if run is not None and not run.phase.is_active:
            # Neither kept nor discarded: it is offered again the next time.
            self._training.put_aside()
        self._show_status()

    def _on_training_changed(self, _kind: str) -> None:
        self._show_status()

    def _show_status(self) -> None:
        run = self._training.run
        if run is None or self._dialog is not None:
            self._window.status.hide_training()
            return
        latest = run.latest
        self._window.status.show_training(
            latest.number if latest is not None else 0,
            run.epochs_planned,
            run.seconds_left,
            is_over=not run.phase.is_active,
        )

    def _on_ended(self, run: TrainingRun) -> None:
        if self._dialog is not None or run.phase is Phase.STOPPED:
            return
        if run.phase is Phase.FAILED:
            text = self.tr("The training broke off: {reason}").format(reason=run.message)
        else:
            text = self.tr("The training has finished.")
        self._window.banner.show_text(
            text,
            mark=Icon.TEACH,
            action_text=self.tr("Look at It"),
            on_action=self.show_training,
        )

    def _on_kept(self, name: str) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.finished.disconnect(self._on_dialog_closed)
            dialog.close()
        self._show_status()
        if self._workspace.project is None or self._workspace.is_read_only:
            self._window.status.notice(self.tr("The model {name} is kept.").format(name=name))
            return

        def answered(key: str) -> None:
            if key == "predict":
                self._use(name)
                self._session.predictions.run_unreviewed()
            elif key == "use":
                self._use(name)

        ask(
            self._window,
            self.tr("Use “{name}” for this project?").format(name=name),
            self.tr(
                "Predicting again replaces the masks of all images that no one corrected or "
                "approved. Yours stay as they are."
            ),
            (
                Choice("predict", self.tr("Use and Predict Again"), Weight.SAFE),
                Choice("use", self.tr("Use"), Weight.SAFE),
                Choice("stay", self.tr("Not Now"), Weight.STAY),
            ),
            answered,
        )

    def _use(self, name: str) -> None:
        self._workspace.choose_model(name)
        text = self.tr("This project is run with {name} from now on.")
        self._window.status.notice(text.format(name=name))

    def _on_renamed(self, old: str, new: str) -> None:
        if self._workspace.chosen_model == old:
            self._workspace.choose_model(new)
        self._follow_in_settings(old, new)

    def _on_removed(self, name: str) -> None:
        if self._workspace.chosen_model == name:
            self._workspace.choose_model("")
        self._follow_in_settings(name, "")

    def _follow_in_settings(self, old: str, new: str) -> None:
        settings = self._preferences.settings
        if settings.model_name == old:
            self._preferences.replace(settings.changed(model_name=new))

    def _on_imported(self, name: str) -> None:
        self._window.status.notice(self.tr("The model {name} is imported.").format(name=name))

    def _on_exported(self, path: str) -> None:
        self._window.status.notice(self.tr("The model is copied to {path}.").format(path=path))

    def _on_failed(self, title: str, text: str) -> None:
        tell_error(self._dialog or self._window, title, text)

    def _on_project_changed(self) -> None:
        if self._dialog is not None and not self._training.is_running:
            self._dialog.close()
