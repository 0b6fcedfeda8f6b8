"""Which masks go where, and in which format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cosegui.core.project import ReviewState
from cosegui.session.told import told
from cosegui.storage.formats import FORMATS, format_named
from cosegui.storage.formats.contract import ExportReport
from cosegui.ui.folder_choice import choose_folder
from cosegui.ui.icons import Icon, icon
from cosegui.ui.panels.gallery_delegate import STATE_ICONS
from cosegui.ui.state_names import state_name

_MOST_LINES = 1000
_OFFERED = (ReviewState.APPROVED, ReviewState.CORRECTED, ReviewState.PREDICTED)


@dataclass(frozen=True)
class ExportChoice:
    """What the person asked for; at least one image is in one of the states."""

    folder: Path
    states: frozenset[ReviewState]
    format_name: str
    replaces: bool


class ExportMasksDialog(QDialog):
    """Asks for states, a format and a folder.

    Signals:
        chosen(ExportChoice): the person pressed Export.
        preview_wanted(ExportChoice): what would be written? Answer by `show_preview`.
    """

    chosen = Signal(object)
    preview_wanted = Signal(object)

    def __init__(
        self,
        counts: Mapping[ReviewState, int],
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._counts = counts
        self.setWindowTitle(self.tr("Export Masks"))
        self.state_boxes = {state: self._state_box(state) for state in _OFFERED}
        self.format_box = QComboBox(self)
        self.format_label = QLabel(self)
        self.replace_box = QCheckBox(self.tr("&Replace files of the same name"), self)
        self.folder_edit = QLineEdit(str(folder), self)
        self.browse_button = QPushButton(icon(Icon.FOLDER), self.tr("Choose…"), self)
        self.preview_button = QPushButton(icon(Icon.SEARCH), self.tr("&Preview"), self)
        self.preview_list = QListWidget(self)
        self.summary_label = QLabel(self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.export_button = self.buttons.addButton(
            self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._build()
        self._refresh()

    def folder(self) -> Path | None:
        """Where to, None while the field is empty or names no absolute path."""
        text = self.folder_edit.text().strip()
        path = Path(text).expanduser() if text else None
        return path if path is not None and path.is_absolute() else None

    def states(self) -> frozenset[ReviewState]:
        """The chosen states."""
        return frozenset(state for state, box in self.state_boxes.items() if box.isChecked())

    def format_name(self) -> str:
        """The chosen format, as `storage.formats` names it."""
        return str(self.format_box.currentData())

    def show_preview(self, report: ExportReport) -> None:
        """Show what an export would write, and what it could not; nothing is written."""
        self._refresh()
        if report.is_cancelled:
            return
        for file in report.files[:_MOST_LINES]:
            if file.target is None:
                mark, text = Icon.WARNING, told(file.message)
            else:
                mark = Icon.WARNING if file.message else Icon.APPROVE
                note = f"  ({told(file.message)})" if file.message else ""
                text = f"{file.source.name}  →  {file.target}{note}"
            self.preview_list.addItem(QListWidgetItem(icon(mark), text))
        self.preview_list.setVisible(True)
        self.summary_label.setText(
            self.tr("Masks that would be written: {n}. That could not be: {failed}.").format(
                n=len(report.written), failed=len(report.failed)
            )
        )

    def forget_preview(self) -> None:
        """There is nothing to show: trying it has failed."""
        self._refresh()

    @staticmethod
    def _translated(text: str) -> str:
        return QCoreApplication.translate("Formats", text)

    def _state_box(self, state: ReviewState) -> QCheckBox:
        count = self._counts.get(state, 0)
        box = QCheckBox(f"{state_name(state)}  ({count})", self)
        box.setIcon(icon(STATE_ICONS[state]))
        box.setChecked(count > 0)
        box.setEnabled(count > 0)
        box.toggled.connect(self._refresh)
        return box

    def _build(self) -> None:
        heading = QLabel(self.tr("Masks of images that are"), self)
        heading.setProperty("role", "heading")
        where = QLabel(self.tr("Into the &folder"), self)
        where.setProperty("role", "heading")
        where.setBuddy(self.folder_edit)
        how = QLabel(self.tr("As files of the for&mat"), self)
        how.setProperty("role", "heading")
        how.setBuddy(self.format_box)
        for each in FORMATS:
            self.format_box.addItem(self._translated(each.title), each.name)
        self.format_box.currentIndexChanged.connect(self._refresh)
        self.format_label.setProperty("role", "muted")
        self.format_label.setWordWrap(True)
        self.summary_label.setWordWrap(True)
        self.folder_edit.setAccessibleName(self.tr("Folder for the masks"))
        self.folder_edit.textChanged.connect(self._refresh)
        self.browse_button.clicked.connect(self._on_browse_clicked)
        self.preview_button.clicked.connect(self._on_preview_clicked)
        self.replace_box.toggled.connect(self._refresh)
        self.preview_list.setAccessibleName(self.tr("What would be written"))
        self.preview_list.setUniformItemSizes(True)
        self.preview_list.setMinimumHeight(150)
        self.preview_list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.export_button.setDefault(True)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        folder_row = QHBoxLayout()
        folder_row.addWidget(self.folder_edit, 1)
        folder_row.addWidget(self.browse_button)
        folder_row.addWidget(self.preview_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(heading)
        for box in self.state_boxes.values():
            layout.addWidget(box)
        layout.addSpacing(10)
        layout.addWidget(how)
        layout.addWidget(self.format_box)
        layout.addWidget(self.format_label)
        layout.addSpacing(10)
        layout.addWidget(where)
        layout.addLayout(folder_row)
        layout.addWidget(self.replace_box)
        layout.addSpacing(10)
        layout.addWidget(self.preview_list, 1)
        layout.addWidget(self.summary_label)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(520)

    def _refresh(self) -> None:
        self.format_label.setText(self._translated(format_named(self.format_name()).summary))
        number = sum(self._counts.get(state, 0) for state in self.states())
        folder = self.folder()
        if number == 0:
            text = self.tr("Choose a state that some image is in.")
        elif folder is None:
            text = self.tr("Choose a folder.")
        else:
            text = self.tr("Masks to write: {n}").format(n=number)
        self.summary_label.setText(text)
        # What was shown is not what is chosen any more.
        self.preview_list.clear()
        self.preview_list.setVisible(False)
        for button in (self.export_button, self.preview_button):
            button.setEnabled(number > 0 and folder is not None)

    def _on_browse_clicked(self) -> None:
        choose_folder(
            self,
            self.tr("Folder for the masks"),
            self.folder_edit.text(),
            lambda folder: self.folder_edit.setText(str(folder)),
        )

    def _choice(self) -> ExportChoice | None:
        folder = self.folder()
        if folder is None:
            return None
        return ExportChoice(folder, self.states(), self.format_name(), self.replace_box.isChecked())

    def _on_preview_clicked(self) -> None:
        choice = self._choice()
        if choice is not None:
            self._refresh()
            self.summary_label.setText(self.tr("Trying it without writing…"))
            self.preview_button.setEnabled(False)
            self.preview_wanted.emit(choice)

    def _on_accepted(self) -> None:
        choice = self._choice()
        if choice is not None:
            self.chosen.emit(choice)
            self.accept()
