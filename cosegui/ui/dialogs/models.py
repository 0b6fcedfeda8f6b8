"""The person's models: compared, renamed, deleted, exported, imported, chosen for the project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cosegui.session.models import Models
from cosegui.storage.model_cards import compare, mean_j
from cosegui.storage.model_store import SUFFIX, ModelInfo
from cosegui.ui.messages import Choice, Weight, ask, show_dialog, tell_error

_MOST_COMPARED = 4
_PARENT_COLUMN = 1


class ModelsDialog(QDialog):
    """Lists the models; those that are selected stand side by side below, card by card.

    Args:
        model_in_use: asked for the name of the model that the project is run with.
        can_choose: there is a project that a model can be chosen for.

    Signals:
        chosen(str name): run the project with this one.
    """

    chosen = Signal(str)

    def __init__(
        self,
        models: Models,
        *,
        model_in_use: Callable[[], str],
        can_choose: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._models = models
        self._model_in_use = model_in_use
        self._can_choose = can_choose
        self._infos: list[ModelInfo] = []
        self.setWindowTitle(self.tr("Models"))
        self.table = QTableWidget(0, 5, self)
        self.cards = QTableWidget(self)
        self.choose_button = QPushButton(self.tr("Use for This Project"), self)
        self.rename_button = QPushButton(self.tr("Rename…"), self)
        self.delete_button = QPushButton(self.tr("Delete…"), self)
        self.export_button = QPushButton(self.tr("Export…"), self)
        self.import_button = QPushButton(self.tr("Import…"), self)
        self.close_button = QPushButton(self.tr("Close"), self)
        self._build()
        self._connect()
        models.refresh()

    def selected(self) -> list[ModelInfo]:
        """The selected models, in the order of the list."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self._infos[row] for row in rows if row < len(self._infos)]

    def _build(self) -> None:
        self.table.setHorizontalHeaderLabels(
            [
                self.tr("Model"),
                self.tr("Taught from"),
                self.tr("Made on"),
                self.tr("J, held out"),
                self.tr("Size"),
            ]
        )
        self.table.setAccessibleName(self.tr("Your models"))
        self.cards.setAccessibleName(self.tr("Cards of the selected models"))
        for table in (self.table, self.cards):
            table.verticalHeader().hide()
            table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            table.setWordWrap(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_PARENT_COLUMN, QHeaderView.ResizeMode.Stretch)
        self.cards.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        hint = QLabel(self.tr("Select several to see their cards side by side."), self)
        hint.setProperty("role", "muted")
        lower = QWidget(self)
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(hint)
        column.addWidget(self.cards, 1)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self.table)
        splitter.addWidget(lower)
        splitter.setStretchFactor(1, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in self._buttons():
            button.setAutoDefault(False)
            row.addWidget(button)
        row.insertStretch(len(self._buttons()) - 1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(splitter, 1)
        layout.addLayout(row)
        self.resize(820, 560)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (
            self.choose_button,
            self.rename_button,
            self.delete_button,
            self.export_button,
            self.import_button,
            self.close_button,
        )

    def _connect(self) -> None:
        self._models.listed.connect(self._on_listed)
        self._models.failed.connect(self._on_failed)
        self.table.itemSelectionChanged.connect(self._on_selection_changed)
        self.choose_button.clicked.connect(self._on_choose_clicked)
        self.rename_button.clicked.connect(self._on_rename_clicked)
        self.delete_button.clicked.connect(self._on_delete_clicked)
        self.export_button.clicked.connect(self._on_export_clicked)
        self.import_button.clicked.connect(self._on_import_clicked)
        self.close_button.clicked.connect(self.close)

    def _on_listed(self, infos: Sequence[ModelInfo]) -> None:
        before = {info.name for info in self.selected()} or {self._model_in_use()}
        self._infos = list(infos)
        self.table.clearSelection()
        self.table.setRowCount(len(infos))
        for row, info in enumerate(infos):
            for column, text in enumerate(self._row_texts(info)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        for row, info in enumerate(infos):
            if info.name in before:
                self.table.selectRow(row)
        self._on_selection_changed()

    def _row_texts(self, info: ModelInfo) -> tuple[str, ...]:
        j = mean_j(info.card)
        name = info.name
        if info.is_shipped:
            name = self.tr("{name} (shipped)").format(name=name)
        if info.name == self._model_in_use():
            name = self.tr("{name}, in use").format(name=name)
        try:
            status = info.path.stat()
        except OSError:  # deleted by another program since it was listed
            return name, "", "", "", ""
        made = datetime.fromtimestamp(status.st_mtime).strftime("%Y-%m-%d")
        return (
            name,
            str(info.card.get("parent", "")) if info.card else self.tr("cannot be read"),
            "" if info.is_shipped else str(info.card.get("created", made))[:10],
            "" if j is None else f"{j:.1f} %",
            f"{status.st_size / 1e6:.1f} MB",
        )

    def _on_selection_changed(self) -> None:
        infos = self.selected()
        is_one = len(infos) == 1
        is_own = is_one and not infos[0].is_shipped
        self.choose_button.setEnabled(is_one and self._can_choose and bool(infos[0].card))
        self.rename_button.setEnabled(is_own and bool(infos[0].card))
        self.delete_button.setEnabled(is_own)
        self.delete_button.setToolTip(
            self.tr("The shipped model stays") if is_one and not is_own else ""
        )
        self.export_button.setEnabled(is_one)
        self._show_cards(infos[:_MOST_COMPARED])

    def _show_cards(self, infos: Sequence[ModelInfo]) -> None:
        rows = compare(infos)
        self.cards.setColumnCount(1 + len(infos))
        self.cards.setRowCount(len(rows))
        self.cards.setHorizontalHeaderLabels(["", *(info.name for info in infos)])
        for row, (fact, values) in enumerate(rows):
            is_same = len(set(values)) == 1
            for column, text in enumerate((fact, *values)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column and not is_same:
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                self.cards.setItem(row, column, item)
        header = self.cards.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)

    def _on_choose_clicked(self) -> None:
        self.chosen.emit(self.selected()[0].name)
        self._models.refresh()

    def _on_rename_clicked(self) -> None:
        name = self.selected()[0].name
        dialog = self._name_dialog(self.tr("Rename {name}").format(name=name), name)
        dialog.textValueSelected.connect(lambda text: self._models.rename(name, text.strip()))
        show_dialog(dialog)

    def _on_delete_clicked(self) -> None:
        name = self.selected()[0].name

        def answered(key: str) -> None:
            if key == "delete":
                self._models.remove(name)

        ask(
            self,
            self.tr("Delete the model “{name}”?").format(name=name),
            self.tr("Its file is removed for good. Masks that it made stay."),
            (
                Choice("stay", self.tr("Cancel"), Weight.STAY),
                Choice("delete", self.tr("Delete"), Weight.DESTRUCTIVE),
            ),
            answered,
        )

    def _on_export_clicked(self) -> None:
        name = self.selected()[0].name
        dialog = QFileDialog(self, self.tr("Export the model"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.selectFile(name + SUFFIX)
        dialog.fileSelected.connect(lambda text: self._models.export(name, Path(text)))
        show_dialog(dialog)

    def _on_import_clicked(self) -> None:
        dialog = QFileDialog(self, self.tr("Import a model"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Models (*.safetensors *.pth)"))
        dialog.fileSelected.connect(lambda text: self._ask_name_for(Path(text)))
        show_dialog(dialog)

    def _ask_name_for(self, path: Path) -> None:
        dialog = self._name_dialog(self.tr("Import {name}").format(name=path.name), path.stem)
        dialog.textValueSelected.connect(lambda text: self._models.import_file(path, text.strip()))
        show_dialog(dialog)

    def _name_dialog(self, title: str, name: str) -> QInputDialog:
        dialog = QInputDialog(self)
        dialog.setWindowTitle(title)
        dialog.setLabelText(self.tr("Name of the model"))
        dialog.setTextValue(name)
        return dialog

    def _on_failed(self, title: str, text: str) -> None:
        tell_error(self, title, text)
