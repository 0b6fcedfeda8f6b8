"""Opening, saving, exporting and closing, with the questions that these need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from cosegui.core.events import RunProgress
from cosegui.session.session import Session
from cosegui.session.told import told
from cosegui.storage.formats.contract import ExportReport
from cosegui.storage.resources import resource_path
from cosegui.ui.dialogs.export_masks import ExportChoice, ExportMasksDialog
from cosegui.ui.folder_choice import choose_folder
from cosegui.ui.icons import Icon
from cosegui.ui.main_window import MainWindow
from cosegui.ui.messages import Choice, Weight, ask, show_dialog, tell_error
from cosegui.ui.window_memory import WindowMemory

PROJECT_SUFFIX = ".cosegui"


class ProjectCommands(QObject):
    """Acts on the session's workspace; every dialog is opened, never waited for.

    Signals:
        opened(bool is_demo): the project that a person asked for is open now.
        may_quit(): nothing is running and nothing is unsaved any more.
        export_tried(ExportReport): what an export would write.
    """

    opened = Signal(bool)
    may_quit = Signal()
    export_tried = Signal(object)

    def __init__(self, window: MainWindow, session: Session, memory: WindowMemory) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._workspace = session.workspace
        self._memory = memory
        self._asked_for: Path | None = None
        self._damaged: Path | None = None
        self._after_save: Callable[[], object] | None = None
        self._is_demo_wanted = False
        self._folders_to_add: Sequence[Path] = ()
        self._workspace.project_changed.connect(self._on_project_changed)
        self._workspace.saved.connect(self._on_saved)
        self._workspace.save_failed.connect(self._on_save_failed)
        self._workspace.backup_found.connect(self._on_backup_found)
        self._workspace.failed.connect(self._on_failed)
        session.exports.finished.connect(self._on_export_finished)
        session.exports.failed.connect(self._on_export_failed)
        session.exports.progressed.connect(self._on_export_progressed)
        window.paths_dropped.connect(self.open_dropped)
        window.close_requested.connect(self.quit)

    # Opening

    def open_folder(self) -> None:
        """Ask for a folder and open it."""
        self._choose_folder(self.tr("Open a folder of images"), self.open_path)

    def add_folder(self) -> None:
        """Ask for a folder and add its groups to the open project."""
        self._choose_folder(self.tr("Add a folder of images"), self._workspace.add_folder)

    def open_project(self) -> None:
        """Ask for a project file and open it."""
        dialog = QFileDialog(self._window, self.tr("Open a project"))
        dialog.setDirectory(str(self._memory.folder("project", Path.home())))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self._name_filter())
        dialog.fileSelected.connect(self._on_project_file_selected)
        show_dialog(dialog)

    def open_demo(self) -> None:
        """Open the demo group that comes with the app; it gets masks if it has none."""
        try:
            folder = resource_path("demo")
        except FileNotFoundError as error:
            tell_error(self._window, self.tr("The demo cannot be opened"), told(error))
            return
        self._open(folder, is_demo=True)

    def open_path(self, path: Path) -> None:
        """Open a folder or a project file."""
        self._open(path)

    def open_dropped(self, paths: Sequence[Path]) -> None:
        """Open what was dropped: the first is opened, further folders become groups of it."""
        first, *others = paths
        is_openable = first.is_dir() or first.suffix == PROJECT_SUFFIX
        folders = [path for path in others if path.is_dir()]
        self._open(first if is_openable else first.parent, add_folders=folders)

    def _open(self, path: Path, *, is_demo: bool = False, add_folders: Sequence[Path] = ()) -> None:
        self._asked_for, self._is_demo_wanted = path.absolute(), is_demo
        self._folders_to_add = add_folders
        self._workspace.open_path(self._asked_for)

    def _choose_folder(self, title: str, on_chosen: Callable[[Path], None]) -> None:
        def chosen(folder: Path) -> None:
            self._memory.set_folder("open", folder.parent)
            on_chosen(folder)

        choose_folder(self._window, title, self._memory.folder("open", Path.home()), chosen)

    def _on_project_file_selected(self, text: str) -> None:
        self._memory.set_folder("project", Path(text).parent)
        self.open_path(Path(text))

    def _name_filter(self) -> str:
        return self.tr("Projects (*{suffix})").format(suffix=PROJECT_SUFFIX)

    def _on_project_changed(self) -> None:
        workspace, asked_for = self._workspace, self._asked_for
        if workspace.project is None or asked_for is None:
            return
        if not workspace.is_draft and workspace.project_path != asked_for:
            return
        self._asked_for = None
        if not self._is_demo_wanted:
            self._memory.add_recent(asked_for)
        for folder in self._folders_to_add:
            workspace.add_folder(folder)
        self.opened.emit(self._is_demo_wanted)

    def _on_backup_found(self, path: str, _backup: str) -> None:
        self._damaged = Path(path)

    def _on_failed(self, title: str, text: str) -> None:
        damaged, self._damaged = self._damaged, None
        if damaged is not None:
            self._offer_backup(damaged, title, text)
            return
        if self._asked_for is not None and not self._asked_for.exists():
            self._memory.remove_recent(self._asked_for)
        tell_error(self._window, title, text)

    def _offer_backup(self, damaged: Path, title: str, text: str) -> None:
        def answered(key: str) -> None:
            if key == "backup":
                self._workspace.open_backup(damaged)

        ask(
            self._window,
            title,
            text,
            (
                Choice("backup", self.tr("Open the Backup"), Weight.SAFE),
                Choice("stay", self.tr("Cancel"), Weight.STAY),
            ),
            answered,
        )

    # Saving and closing

    def save(self) -> None:
        """Save; a draft, which has no place of its own yet, is asked for one."""
        if self._workspace.is_draft:
            self.save_as()
        else:
            self._workspace.save()

    def save_as(self) -> None:
        """Ask for a file and save the project there."""
        dialog = QFileDialog(self._window, self.tr("Save the project as"))
        dialog.setDirectory(str(self._memory.folder("project", Path.home())))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(PROJECT_SUFFIX.removeprefix("."))
        dialog.setNameFilter(self._name_filter())
        dialog.selectFile((self._workspace.title or "project") + PROJECT_SUFFIX)
        dialog.fileSelected.connect(self._on_save_as_selected)
        show_dialog(dialog)

    def close_project(self) -> None:
        """Back to the start page, after the questions that this needs."""
        self._settle(self._workspace.close)

    def quit(self) -> None:
        """End the app, after the questions that this needs; `may_quit` follows unless refused."""
        leave = partial(self._settle, self.may_quit.emit)
        if self._session.training.is_running:
            self._ask_to_break_off(leave)
        else:
            leave()

    def _on_save_as_selected(self, text: str) -> None:
        path = Path(text)
        self._memory.set_folder("project", path.parent)
        self._memory.add_recent(path)
        self._workspace.save_as(path)

    def _settle(self, then: Callable[[], object]) -> None:
        """See that nothing runs and nothing is unsaved, then go on; or stay as it was."""
        if self._is_working():
            self._ask_to_stop(then)
        else:
            self._settle_unsaved(then)

    def _is_working(self) -> bool:
        session = self._session
        return any(
            each.is_running for each in (session.predictions, session.exports, session.imports)
        )

    def _ask_to_stop(self, then: Callable[[], object]) -> None:
        """Ask, and go on without an answer as soon as there is nothing left to stop."""

        def answered(key: str) -> None:
            if key == "stop":
                self._session.predictions.cancel()
                self._session.exports.cancel()
                self._session.imports.cancel()
                self._settle_unsaved(then)

        box = ask(
            self._window,
            self.tr("Work is still going on"),
            self.tr("Stopping keeps the masks that are finished."),
            (
                Choice("stay", self.tr("Keep Running"), Weight.STAY),
                Choice("stop", self.tr("Stop and Close"), Weight.DESTRUCTIVE),
            ),
            answered,
        )

        def on_ended(*_: object) -> None:
            if box.clickedButton() is None and not self._is_working():
                box.done(0)
                self._settle_unsaved(then)

        session = self._session
        ended = (
            session.predictions.run_finished,
            session.exports.finished,
            session.exports.failed,
            session.imports.finished,
            session.imports.taken_back,
        )
        for signal in ended:
            signal.connect(on_ended)

        def leave_alone(_: int) -> None:
            for signal in ended:
                signal.disconnect(on_ended)

        box.finished.connect(leave_alone)

    def _ask_to_break_off(self, then: Callable[[], object]) -> None:
        def answered(key: str) -> None:
            if key == "stop":
                then()

        ask(
            self._window,
            self.tr("A model is being taught"),
            self.tr(
                "Closing breaks it off. What its last pass has reached is kept: Ctrl+T goes on "
                "with it the next time."
            ),
            (
                Choice("stay", self.tr("Keep Running"), Weight.STAY),
                Choice("stop", self.tr("Break Off and Close"), Weight.DESTRUCTIVE),
            ),
            answered,
        )

    def _settle_unsaved(self, then: Callable[[], object]) -> None:
        if not self._workspace.is_dirty or self._workspace.is_read_only:
            then()
        elif self._workspace.is_draft:
            self._save_then(then)
        else:
            self._ask_to_save(then)

    def _ask_to_save(self, then: Callable[[], object]) -> None:
        def answered(key: str) -> None:
            if key == "save":
                self._save_then(then)
            elif key == "discard":
                self._workspace.close()
                then()

        ask(
            self._window,
            self.tr("Save the changes to “{name}”?").format(name=self._workspace.title),
            self.tr("Without saving, the changes since the last save are lost."),
            (
                Choice("save", self.tr("Save"), Weight.SAFE),
                Choice("discard", self.tr("Close Without Saving"), Weight.DESTRUCTIVE),
                Choice("stay", self.tr("Cancel"), Weight.STAY),
            ),
            answered,
        )

    def _save_then(self, then: Callable[[], object]) -> None:
        self._after_save = then
        self._workspace.save()

    def _on_saved(self, _path: str) -> None:
        then, self._after_save = self._after_save, None
        if then is not None:
            self._settle_unsaved(then)

    def _on_save_failed(self) -> None:
        self._after_save = None

    # Exporting

    def export_masks(self) -> None:
        """Ask which masks and where to, then write them."""
        project = self._workspace.project
        if project is None:
            return
        counts = Counter(entry.state for entry in project.images())
        path = self._workspace.project_path
        beside = Path.home() if path is None or self._workspace.is_draft else path.parent
        folder = self._memory.folder("export", beside / f"{self._workspace.title}-masks")
        dialog = ExportMasksDialog(counts, folder, self._window)
        dialog.chosen.connect(self._on_export_chosen)
        dialog.preview_wanted.connect(partial(self._on_export_chosen, is_rehearsal=True))
        self.export_tried.connect(dialog.show_preview)
        self._session.exports.failed.connect(dialog.forget_preview)
        show_dialog(dialog)

    def _on_export_chosen(self, choice: ExportChoice, *, is_rehearsal: bool = False) -> None:
        self._memory.set_folder("export", choice.folder)
        self._session.exports.export_masks(
            choice.folder,
            states=choice.states,
            format_name=choice.format_name,
            replaces=choice.replaces,
            is_rehearsal=is_rehearsal,
        )

    def _on_export_progressed(self, progress: RunProgress) -> None:
        self._window.banner.show_text(
            self.tr("Writing masks: {n} of {all}").format(n=progress.done, all=progress.total),
            mark=Icon.EXPORT,
            action_text=self.tr("Cancel"),
            on_action=self._session.exports.cancel,
        )

    def _on_export_failed(self, title: str, text: str) -> None:
        self._window.banner.clear()
        tell_error(self._window, title, text)

    def _on_export_finished(self, report: ExportReport) -> None:
        banner, folder = self._window.banner, str(report.folder)
        if report.is_rehearsal:
            banner.clear()
            self.export_tried.emit(report)
            return
        if report.is_cancelled:
            banner.show_text(self.tr("The export was cancelled; nothing was written."))
            return
        text = self.tr("Masks written to {folder}: {n}.").format(
            n=len(report.written), folder=folder
        )
        if not report.failed and not report.notes:
            banner.show_text(
                text,
                mark=Icon.APPROVE,
                action_text=self.tr("Show Folder"),
                on_action=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(folder)),
            )
            return
        lines = "\n".join(told(each.message) for each in (*report.failed, *report.notes))
        title = (
            self.tr("Masks that were not written: {n}").format(n=len(report.failed))
            if report.failed
            else self.tr("Masks that the format could not hold whole: {n}").format(
                n=len(report.notes)
            )
        )
        banner.show_text(
            f"{text} {title}.",
            mark=Icon.WARNING,
            action_text=self.tr("Show Why"),
            on_action=lambda: tell_error(self._window, title, text, lines),
        )
