"""The group dock: what the group of the current image holds and what the model says it shows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cosegui.core.project import Group, ReviewState
from cosegui.session.workspace import Workspace
from cosegui.ui.icons import Icon, icon
from cosegui.ui.item_models.gallery_model import percent
from cosegui.ui.state_names import state_name

_MAX_CATEGORIES = 5


class GroupPanel(QWidget):
    """Follows the workspace's current image.

    Signals:
        run_requested(str group_id)
    """

    run_requested = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._group_id: str | None = None
        self.name_label = QLabel(self)
        self.counts_label = QLabel(self)
        self.categories_heading = QLabel(self.tr("What the group shares"), self)
        self.categories_hint = QLabel(self)
        self.run_button = QPushButton(icon(Icon.RUN), self.tr("Run on This Group"), self)
        self._category_rows: list[tuple[QLabel, QProgressBar, QLabel]] = []
        self._build()
        workspace.project_changed.connect(self._refresh)
        workspace.groups_changed.connect(self._refresh)
        workspace.current_image_changed.connect(self._refresh)
        workspace.image_changed.connect(self._on_image_changed)
        self.run_button.clicked.connect(self._on_run_clicked)
        self._refresh()

    def set_run_enabled(self, is_enabled: bool) -> None:
        """Whether a run may start now."""
        self.run_button.setEnabled(is_enabled)

    def refresh(self) -> None:
        """Read the group again; a finished run has changed its categories."""
        self._refresh()

    def category_names(self) -> list[str]:
        """The names that are shown, likeliest first."""
        return [name.text() for name, _bar, _value in self._category_rows if not name.isHidden()]

    def _build(self) -> None:
        self.name_label.setProperty("role", "heading")
        self.name_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.name_label.setTextFormat(Qt.TextFormat.PlainText)
        # A long folder name must not widen the dock.
        for label in (self.name_label, self.counts_label, self.categories_hint):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.counts_label.setProperty("role", "muted")
        self.categories_hint.setProperty("role", "muted")
        self.categories_heading.setProperty("role", "heading")
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row in range(_MAX_CATEGORIES):
            name, bar, value = QLabel(self), QProgressBar(self), QLabel(self)
            name.setTextFormat(Qt.TextFormat.PlainText)
            bar.setTextVisible(False)
            bar.setRange(0, 100)
            value.setProperty("role", "muted")
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column, widget in enumerate((name, bar, value)):
                grid.addWidget(widget, row, column)
            self._category_rows.append((name, bar, value))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(4)
        layout.addWidget(self.name_label)
        layout.addWidget(self.counts_label)
        layout.addSpacing(8)
        layout.addWidget(self.categories_heading)
        layout.addWidget(self.categories_hint)
        layout.addLayout(grid)
        layout.addSpacing(8)
        layout.addWidget(self.run_button)
        layout.addStretch(1)

    def _on_run_clicked(self) -> None:
        if self._group_id is not None:
            self.run_requested.emit(self._group_id)

    def _on_image_changed(self, image_id: str) -> None:
        if self._workspace.has_image(image_id):
            group = self._workspace.group_of(image_id)
            if group.id == self._group_id:
                self._show_counts(group)

    def _refresh(self) -> None:
        image_id = self._workspace.current_image_id
        is_known = bool(image_id) and self._workspace.has_image(image_id)
        group = self._workspace.group_of(image_id) if is_known else None
        self._group_id = group.id if group is not None else None
        self.name_label.setText(group.name if group is not None else "")
        self._show_counts(group)
        self._show_categories(group)

    def _show_counts(self, group: Group | None) -> None:
        if group is None:
            self.counts_label.setText(self.tr("No image is open."))
            return
        parts = [self.tr("Images: {n}").format(n=len(group.images))]
        for state in (ReviewState.APPROVED, ReviewState.CORRECTED, ReviewState.EXCLUDED):
            number = sum(entry.state is state for entry in group.images)
            if number:
                parts.append(f"{state_name(state)}: {number}")
        self.counts_label.setText("  ·  ".join(parts))

    def _show_categories(self, group: Group | None) -> None:
        categories = group.categories[:_MAX_CATEGORIES] if group is not None else []
        self.categories_hint.setVisible(not categories)
        self.categories_hint.setText(
            self.tr("Run the model and it names the objects that it knows.")
            if group is not None
            else ""
        )
        for row, (name, bar, value) in enumerate(self._category_rows):
            is_used = row < len(categories)
            for widget in (name, bar, value):
                widget.setVisible(is_used)
            if is_used:
                text, probability = categories[row]
                name.setText(text)
                bar.setValue(percent(probability))
                bar.setAccessibleName(text)
                value.setText(f"{percent(probability)} %")
