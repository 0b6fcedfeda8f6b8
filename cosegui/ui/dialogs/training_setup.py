"""What is asked before a model is taught: filled in beforehand, so that Start is all it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cosegui.core.lesson import Role
from cosegui.session.lessons import LEAST_IMAGES, LessonRequest, TaughtGroup
from cosegui.session.training_run import Estimate
from cosegui.ui.dialogs.training_options import TrainingOptions
from cosegui.ui.icons import Icon, icon

_NAME, _SHARES, _HELD_OUT = 0, 1, 2
_ID_ROLE = Qt.ItemDataRole.UserRole
_EXPANDED_UP_TO = 3


@dataclass(frozen=True)
class ParentModel:
    """A model that one can start from."""

    name: str
    path: Path


class TrainingSetup(QWidget):
    """Groups, split, name, parent, and the rest under Advanced.

    Signals:
        changed(): what `request` answers may have changed.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_filling = False
        self.summary_label = QLabel(self)
        self.tree = QTreeWidget(self)
        self.parent_box = QComboBox(self)
        self.name_edit = QLineEdit(self)
        self.cost_label = QLabel(self)
        self.advanced_button = QToolButton(self)
        self.options = TrainingOptions(self)
        self.problem_label = QLabel(self)
        self._build()

    def fill(
        self,
        groups: Sequence[TaughtGroup],
        parents: Sequence[ParentModel],
        *,
        parent_name: str,
        name: str,
    ) -> None:
        """Show what the project can teach; `parent_name` is the model in use."""
        self._is_filling = True
        self.tree.clear()
        for group in groups:
            self._add_group(group)
        if len(groups) <= _EXPANDED_UP_TO:
            self.tree.expandAll()
        self.parent_box.clear()
        for each in parents:
            self.parent_box.addItem(each.name, each.path)
        self.parent_box.setCurrentIndex(max(0, self.parent_box.findText(parent_name)))
        self.name_edit.setText(name)
        self._is_filling = False
        self._on_changed()

    def request(self) -> LessonRequest | None:
        """What the person chose; None while something is missing, which is said."""
        problem = self._problem()
        self.problem_label.setText(problem)
        self.problem_label.setVisible(bool(problem))
        if problem:
            return None
        return LessonRequest(
            name=self.name_edit.text().strip(),
            parent=self.parent_box.currentData(),
            parent_name=self.parent_box.currentText(),
            categories={
                item.data(_NAME, _ID_ROLE): item.text(_SHARES).strip() for item in self._chosen()
            },
            roles=self.roles(),
            options=self.options.value(),
        )

    def roles(self) -> Mapping[str, Role]:
        """Training or held out, for every image of the chosen groups."""
        return {
            child.data(_NAME, _ID_ROLE): (
                Role.HELD_OUT
                if child.checkState(_HELD_OUT) is Qt.CheckState.Checked
                else Role.TRAINING
            )
            for item in self._chosen()
            for child in _children(item)
        }

    def show_measuring(self) -> None:
        """The time is being measured."""
        self.cost_label.setText(self.tr("Measuring how long it takes here…"))

    def show_estimate(self, estimate: Estimate) -> None:
        """What it takes here."""
        minutes, gigabytes = estimate.seconds / 60, estimate.peak_bytes / 2**30
        if estimate.seconds < 90:
            text = self.tr("About {n:.0f} seconds on this machine, with {memory:.1f} GB of memory.")
            text = text.format(n=estimate.seconds, memory=gigabytes)
        else:
            text = self.tr("About {n:.0f} minutes on this machine, with {memory:.1f} GB of memory.")
            text = text.format(n=minutes, memory=gigabytes)
        self.cost_label.setText(text)

    def show_no_estimate(self, text: str) -> None:
        """Why the time is not known."""
        self.cost_label.setText(text)

    def _add_group(self, group: TaughtGroup) -> None:
        item = QTreeWidgetItem([group.name, group.category, ""])
        item.setData(_NAME, _ID_ROLE, group.id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable)
        item.setCheckState(_NAME, Qt.CheckState.Checked)
        item.setToolTip(_SHARES, self.tr("Becomes a category of the model; may be empty"))
        self.tree.addTopLevelItem(item)
        for image in group.images:
            child = QTreeWidgetItem([image.name, "", ""])
            child.setData(_NAME, _ID_ROLE, image.id)
            child.setFlags(child.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_held_out = image.role is Role.HELD_OUT
            child.setCheckState(
                _HELD_OUT, Qt.CheckState.Checked if is_held_out else Qt.CheckState.Unchecked
            )
            mark = Icon.STATE_APPROVED if image.is_whole else Icon.STATE_CORRECTED
            child.setIcon(_NAME, icon(mark))
            if not image.is_whole:
                child.setToolTip(
                    _NAME,
                    self.tr(
                        "Corrected, not approved: what you painted counts, and what you left as it "
                        "is if your strokes look finished"
                    ),
                )
            item.addChild(child)

    def _build(self) -> None:
        self.summary_label.setWordWrap(True)
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels(
            [self.tr("Group"), self.tr("What it shares"), self.tr("Held out to judge by")]
        )
        self.tree.setAccessibleName(self.tr("Groups to learn from"))
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.tree.header()
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_HELD_OUT, QHeaderView.ResizeMode.ResizeToContents)
        header.resizeSection(_SHARES, 170)
        header.setStretchLastSection(False)
        self.tree.itemChanged.connect(self._on_changed)
        self.tree.itemDoubleClicked.connect(self._on_double_clicked)
        self.parent_box.setAccessibleName(self.tr("Model to start from"))
        self.parent_box.currentIndexChanged.connect(self._on_changed)
        self.name_edit.setAccessibleName(self.tr("Name of the new model"))
        self.name_edit.textChanged.connect(self._on_changed)
        self.cost_label.setWordWrap(True)
        self.advanced_button.setText(self.tr("Advanced"))
        self.advanced_button.setCheckable(True)
        self.advanced_button.setIcon(icon(Icon.COLLAPSED))
        self.advanced_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.advanced_button.toggled.connect(self._on_advanced_toggled)
        self.options.hide()
        self.options.changed.connect(self._on_changed)
        self.problem_label.setProperty("role", "warning")
        self.problem_label.setWordWrap(True)
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.addRow(self.tr("Start from"), self.parent_box)
        form.addRow(self.tr("Name of the new model"), self.name_edit)
        form.addRow(self.tr("It takes"), self.cost_label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.summary_label)
        column.addWidget(self.tree, 1)
        column.addLayout(form)
        column.addWidget(self.advanced_button)
        column.addWidget(self.options)
        column.addWidget(self.problem_label)

    def _on_double_clicked(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _SHARES and item.parent() is None:
            self.tree.editItem(item, column)

    def _on_advanced_toggled(self, is_open: bool) -> None:
        self.options.setVisible(is_open)
        self.advanced_button.setIcon(icon(Icon.EXPANDED if is_open else Icon.COLLAPSED))

    def _on_changed(self) -> None:
        if self._is_filling:
            return
        roles = list(self.roles().values())
        text = self.tr(
            "The model learns from {training} images that you corrected or approved, and is judged "
            "by {held_out} that it never sees."
        )
        held_out = roles.count(Role.HELD_OUT)
        self.summary_label.setText(text.format(training=len(roles) - held_out, held_out=held_out))
        self.changed.emit()

    def _problem(self) -> str:
        roles = list(self.roles().values())
        if len(roles) < LEAST_IMAGES:
            return self.tr(
                "Correct or approve at least two masks first: one to learn from, one to judge by."
            )
        if Role.HELD_OUT not in roles:
            return self.tr("Hold at least one image out to judge by.")
        if Role.TRAINING not in roles:
            return self.tr("Leave at least one image to learn from.")
        if self.parent_box.currentIndex() < 0:
            return self.tr("There is no model to start from. Install cosegui again.")
        return ""

    def _chosen(self) -> list[QTreeWidgetItem]:
        items = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        return [
            item
            for item in items
            if item is not None and item.checkState(_NAME) is Qt.CheckState.Checked
        ]


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = (item.child(row) for row in range(item.childCount()))
    return [child for child in children if child is not None]
