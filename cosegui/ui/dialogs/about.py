"""What this is, in which versions it runs, and the diagnostics for a report of a fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from cosegui.ui.icons import Icon, icon


class AboutDialog(QDialog):
    """Versions as given; `diagnostics` is asked for only when the person copies it."""

    def __init__(
        self,
        versions: Mapping[str, str],
        diagnostics: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._diagnostics = diagnostics
        self.setWindowTitle(self.tr("About cosegui"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.copy_button = self.buttons.addButton(
            self.tr("Copy Diagnostics"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self._build(versions)

    def _build(self, versions: Mapping[str, str]) -> None:
        self.copy_button.setIcon(icon(Icon.COPY))
        self.copy_button.clicked.connect(self._on_copy_clicked)
        self.buttons.rejected.connect(self.reject)
        picture = QLabel(self)
        window_icon: QIcon = QApplication.windowIcon()
        picture.setPixmap(window_icon.pixmap(64, 64))
        name = QLabel("cosegui", self)
        name.setProperty("role", "title")
        text = QLabel(
            self.tr(
                "Finds the object that a group of photographs shares, lets you repair its masks, "
                "and exports them.\nLicensed under the Apache License 2.0."
            ),
            self,
        )
        text.setWordWrap(True)
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        for what, version in versions.items():
            value = QLabel(version, self)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label = QLabel(what, self)
            label.setProperty("role", "muted")
            form.addRow(label, value)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(name)
        column.addWidget(text)
        column.addSpacing(8)
        column.addLayout(form)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 16)
        layout.setSpacing(18)
        layout.addLayout(row)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(480)

    def _on_copy_clicked(self) -> None:
        QApplication.clipboard().setText(self._diagnostics())
        self.copy_button.setText(self.tr("Copied"))
