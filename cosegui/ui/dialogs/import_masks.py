"""Which masks of a folder go onto which images of the project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
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

from cosegui.session.imports import ImportPreview
from cosegui.session.told import told
from cosegui.storage.formats import FORMATS
from cosegui.ui.folder_choice import choose_folder
from cosegui.ui.icons import Icon, icon

_MOST_LINES = 1000


@dataclass(frozen=True)
class ImportChoice:
    """What the person asked for; `labels` is None for everything."""

    preview: ImportPreview
    labels: frozenset[str] | None
    replaces: bool


class ImportMasksDialog(QDialog):
    """Asks for a format and a folder, shows what would be imported, and asks what of it.

    Signals:
        preview_wanted(Path folder, str format_name): answer by `show_preview` or `show_problem`.
        chosen(ImportChoice): the person pressed Import.
    """

    preview_wanted = Signal(object, str)
    chosen = Signal(object)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: ImportPreview | None = None
        self.setWindowTitle(self.tr("Import Masks"))
        self.format_box = QComboBox(self)
        self.folder_edit = QLineEdit(str(folder), self)
        self.browse_button = QPushButton(icon(Icon.FOLDER), self.tr("Choose…"), self)
        self.look_button = QPushButton(icon(Icon.SEARCH), self.tr("&Preview"), self)
        self.found_list = QListWidget(self)
        self.label_list = QListWidget(self)
        self.label_heading = QLabel(self.tr("Only what has one of the &labels"), self)
        self.replace_box = QCheckBox(self)
        self.summary_label = QLabel(self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.import_button = self.buttons.addButton(
            self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._build()
        self._forget()

    def folder(self) -> Path | None:
        """Where from, None while the field is empty or names no absolute path."""
        text = self.folder_edit.text().strip()
        path = Path(text).expanduser() if text else None
        return path if path is not None and path.is_absolute() else None

    def format_name(self) -> str:
        """The chosen format, as `storage.formats` names it."""
        return str(self.format_box.currentData())

    def labels(self) -> frozenset[str] | None:
        """The chosen labels, None where all are chosen or the folder has none."""
        items = [self.label_list.item(row) for row in range(self.label_list.count())]
        chosen = [item for item in items if item.checkState() is Qt.CheckState.Checked]
        if len(chosen) == len(items):
            return None
        return frozenset(item.data(Qt.ItemDataRole.UserRole) for item in chosen)

    def show_preview(self, preview: ImportPreview) -> None:
        """Show what a folder holds; ignored if another folder or format is chosen by now."""
        if (preview.folder, preview.format_name) != (self.folder(), self.format_name()):
            return
        self._preview = preview
        self.found_list.clear()
        for match in preview.matches[:_MOST_LINES]:
            if match.image is None:
                self._add_line(Icon.WARNING, told(match.message))
            else:
                self._add_line(Icon.APPROVE, f"{match.found.name}  →  {match.image.path}")
        for path in preview.missed[: max(0, _MOST_LINES - len(preview.matches))]:
            self._add_line(
                Icon.STATE_UNSEEN, self.tr("{name}: no mask in the folder").format(name=path.name)
            )
        self._show_labels(preview.labels)
        self.replace_box.setText(
            self.tr("&Replace masks that are corrected, approved or excluded: {n}").format(
                n=preview.reviewed
            )
        )
        self.replace_box.setChecked(False)
        self.replace_box.setEnabled(preview.reviewed > 0)
        self._refresh()
        self.import_button.setDefault(True)

    def show_problem(self, text: str) -> None:
        """The folder cannot be read in this format."""
        self._forget()
        self.summary_label.setText(text)

    @staticmethod
    def _translated(text: str) -> str:
        return QCoreApplication.translate("Formats", text)

    def _build(self) -> None:
        for each in FORMATS:
            if each.find_masks is not None:
                self.format_box.addItem(self._translated(each.title), each.name)
        self.format_box.currentIndexChanged.connect(self._forget)
        self.folder_edit.textChanged.connect(self._forget)
        self.folder_edit.setAccessibleName(self.tr("Folder of the masks"))
        self.found_list.setAccessibleName(self.tr("What would be imported"))
        self.found_list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.found_list.setUniformItemSizes(True)
        self.found_list.setMinimumHeight(180)
        self.label_list.setMaximumHeight(96)
        self.label_list.itemChanged.connect(self._refresh)
        self.replace_box.toggled.connect(self._refresh)
        self.summary_label.setWordWrap(True)
        self.summary_label.setTextFormat(Qt.TextFormat.PlainText)
        self.browse_button.clicked.connect(self._on_browse_clicked)
        self.look_button.clicked.connect(self._on_look_clicked)
        self.look_button.setDefault(True)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.folder_edit, 1)
        row.addWidget(self.browse_button)
        row.addWidget(self.look_button)
        self.label_heading.setBuddy(self.label_list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(self._heading(self.tr("Files of the for&mat"), self.format_box))
        layout.addWidget(self.format_box)
        layout.addSpacing(6)
        layout.addWidget(self._heading(self.tr("In the &folder"), self.folder_edit))
        layout.addLayout(row)
        layout.addSpacing(6)
        layout.addWidget(self.found_list, 1)
        layout.addWidget(self.label_heading)
        layout.addWidget(self.label_list)
        layout.addWidget(self.replace_box)
        layout.addWidget(self.summary_label)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(620)

    def _heading(self, text: str, buddy: QWidget) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", "heading")
        label.setBuddy(buddy)
        return label

    def _add_line(self, mark: Icon, text: str) -> None:
        self.found_list.addItem(QListWidgetItem(icon(mark), text))

    def _show_labels(self, labels: tuple[str, ...]) -> None:
        self.label_list.clear()
        for label in labels:
            item = QListWidgetItem(label or self.tr("without a label"))
            item.setData(Qt.ItemDataRole.UserRole, label)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.label_list.addItem(item)
        for widget in (self.label_heading, self.label_list):
            widget.setVisible(len(labels) > 1)

    def _forget(self) -> None:
        """What is shown is not what is chosen any more."""
        self._preview = None
        self.found_list.clear()
        self._show_labels(())
        self.replace_box.setText(self.tr("&Replace masks that are corrected, approved or excluded"))
        self.replace_box.setChecked(False)
        self.replace_box.setEnabled(False)
        self.look_button.setDefault(True)
        self._refresh()

    def _refresh(self) -> None:
        preview = self._preview
        self.look_button.setEnabled(self.folder() is not None)
        if preview is None:
            self.summary_label.setText(self.tr("Choose the folder that holds the masks."))
            self.import_button.setEnabled(False)
            return
        kept = 0 if self.replace_box.isChecked() else preview.reviewed
        number = len(preview.matched) - kept
        text = self.tr(
            "Masks to import: {n}. Without an image: {stray}. Images without a mask: {missed}."
        ).format(
            n=number,
            stray=len(preview.matches) - len(preview.matched),
            missed=len(preview.missed),
        )
        if kept:
            text += " " + self.tr("Left as they are: {n}.").format(n=kept)
        self.summary_label.setText(text)
        has_labels = self.labels() is None or bool(self.labels())
        self.import_button.setEnabled(number > 0 and has_labels)

    def _on_browse_clicked(self) -> None:
        def chosen(folder: Path) -> None:
            self.folder_edit.setText(str(folder))
            self._on_look_clicked()

        choose_folder(self, self.tr("Folder of the masks"), self.folder_edit.text(), chosen)

    def _on_look_clicked(self) -> None:
        folder = self.folder()
        if folder is not None:
            self.summary_label.setText(self.tr("Looking…"))
            self.preview_wanted.emit(folder, self.format_name())

    def _on_accepted(self) -> None:
        if self._preview is None:
            return
        self.chosen.emit(ImportChoice(self._preview, self.labels(), self.replace_box.isChecked()))
        self.accept()
