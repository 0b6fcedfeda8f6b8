"""Importing masks: the dialog, and what is told of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from cosegui.core.events import RunProgress
from cosegui.session.session import Session
from cosegui.storage.formats.importing import ImportReport
from cosegui.ui.dialogs.import_masks import ImportChoice, ImportMasksDialog
from cosegui.ui.icons import Icon
from cosegui.ui.main_window import MainWindow
from cosegui.ui.messages import show_dialog, tell_error
from cosegui.ui.window_memory import WindowMemory


class ImportCommands(QObject):
    """Opens the dialog and tells what became of every mask, with a way back."""

    def __init__(self, window: MainWindow, session: Session, memory: WindowMemory) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = session.workspace
        self._imports = session.imports
        self._memory = memory
        self._imports.finished.connect(self._on_finished)
        self._imports.taken_back.connect(self._on_taken_back)
        self._imports.progressed.connect(self._on_progressed)

    def import_masks(self) -> None:
        """Ask which masks, and import them."""
        if self._workspace.project is None or self._imports.is_running:
            return
        folder = self._memory.folder("import", self._memory.folder("export", Path.home()))
        dialog = ImportMasksDialog(folder, self._window)
        dialog.preview_wanted.connect(self._imports.look)
        self._imports.previewed.connect(dialog.show_preview)
        self._imports.not_previewed.connect(dialog.show_problem)
        dialog.chosen.connect(self._on_chosen)
        show_dialog(dialog)

    def _on_chosen(self, choice: ImportChoice) -> None:
        self._memory.set_folder("import", choice.preview.folder)
        self._imports.take(choice.preview, labels=choice.labels, replaces=choice.replaces)

    def _on_progressed(self, progress: RunProgress) -> None:
        self._window.banner.show_text(
            self.tr("Reading masks: {n} of {all}").format(n=progress.done, all=progress.total),
            mark=Icon.IMPORT,
            action_text=self.tr("Cancel"),
            on_action=self._imports.cancel,
        )

    def _on_finished(self, report: ImportReport) -> None:
        text = self.tr("Masks imported: {n}.").format(n=len(report.done))
        if report.left_out:
            title = self.tr("Masks that were left out: {n}").format(n=len(report.left_out))
            lines = "\n".join(mask.message for mask in report.left_out)
            self._window.banner.show_text(
                f"{text} {title}.",
                mark=Icon.WARNING,
                action_text=self.tr("Show Why"),
                on_action=lambda: self._tell_and_offer(title, text, lines),
            )
        else:
            self._offer_way_back(text)

    def _tell_and_offer(self, title: str, text: str, lines: str) -> None:
        tell_error(self._window, title, text, lines)
        if self._imports.can_take_back:
            self._offer_way_back(text)

    def _offer_way_back(self, text: str) -> None:
        self._window.banner.show_text(
            text,
            mark=Icon.APPROVE,
            action_text=self.tr("Take Back"),
            on_action=self._imports.take_back,
        )

    def _on_taken_back(self, number: int) -> None:
        self._window.banner.show_text(
            self.tr("The import was taken back: {n}.").format(n=number), mark=Icon.UNDO
        )
