"""Which masks go where as PNG files, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cosegui.core.project import ReviewState
from cosegui.ui.icons import Icon, icon
from cosegui.ui.panels.gallery_delegate import STATE_ICONS
from cosegui.ui.state_names import state_name

_OFFERED = (ReviewState.APPROVED, ReviewState.CORRECTED, ReviewState.PREDICTED)


class ExportMasksDialog(QDialog):
    """Asks for states and a folder.

    Signals:
        chosen(Path folder, frozenset[ReviewState] states): the person pressed Export; at least
            one image is in one of the states.
    """

    chosen = Signal(object, object)

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
        self.folder_edit = QLineEdit(str(folder), self)
        self.browse_button = QPushButton(icon(Icon.FOLDER), self.tr("Choose…"), self)
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
        hint = QLabel(
            self.tr(
                "One PNG an image, of the photograph's size: 255 on the object, 0 elsewhere. "
                "Each group gets a folder of its own; files of the same name are replaced."
            ),
            self,
        )
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        self.summary_label.setWordWrap(True)
        self.folder_edit.setAccessibleName(self.tr("Folder for the masks"))
        self.folder_edit.textChanged.connect(self._refresh)
        self.browse_button.clicked.connect(self._on_browse_clicked)
        self.export_button.setDefault(True)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        folder_row = QHBoxLayout()
        folder_row.addWidget(self.folder_edit, 1)
        folder_row.addWidget(self.browse_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(heading)
        for box in self.state_boxes.values():
            layout.addWidget(box)
        layout.addSpacing(10)
        layout.addWidget(where)
        layout.addLayout(folder_row)
        layout.addWidget(hint)
        layout.addSpacing(10)
        layout.addWidget(self.summary_label)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(520)

    def _refresh(self) -> None:
        number = sum(self._counts.get(state, 0) for state in self.states())
        folder = self.folder()
        if number == 0:
            text = self.tr("Choose a state that some image is in.")
        elif folder is None:
            text = self.tr("Choose a folder.")
        else:
            text = self.tr("Masks to write: {n}").format(n=number)
        self.summary_label.setText(text)
        self.export_button.setEnabled(number > 0 and folder is not None)

    def _on_browse_clicked(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder for the masks"), self.folder_edit.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder_edit.setText)
        dialog.open()

    def _on_accepted(self) -> None:
        folder = self.folder()
        if folder is None:
            return
        self.chosen.emit(folder, self.states())
        self.accept()
