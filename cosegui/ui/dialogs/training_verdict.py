"""What a taught model is worth on the images that it never saw, in words and image by image."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cosegui.session.training_run import JudgedImage, Verdict

_ROW_PX = 24
_MOST_ROWS = 5


class TrainingVerdict(QWidget):
    """Says how much better or worse the new model is, and on which images."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title_label = QLabel(self)
        self.text_label = QLabel(self)
        self.table = QTableWidget(0, 4, self)
        self._build()

    def show_verdict(self, verdict: Verdict) -> None:
        """Show this one; the images that lost most come first."""
        self.title_label.setText(self._title(verdict))
        self.text_label.setText(self._text(verdict))
        images = sorted(verdict.images, key=lambda each: each.j_new - each.j_current)
        self.table.setRowCount(len(images))
        for row, image in enumerate(images):
            self._fill_row(row, image, is_worse=image in verdict.worse)
        shown = min(len(images), _MOST_ROWS) + 1
        self.table.setFixedHeight(shown * _ROW_PX + 2 * self.table.frameWidth() + 2)

    def _build(self) -> None:
        self.title_label.setProperty("role", "heading")
        self.text_label.setWordWrap(True)
        self.table.setHorizontalHeaderLabels(
            [
                self.tr("Held-out image"),
                self.tr("Current, J %"),
                self.tr("New, J %"),
                self.tr("Difference"),
            ]
        )
        self.table.setAccessibleName(self.tr("J of every held-out image"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.title_label, self.text_label, self.table):
            column.addWidget(widget)

    def _title(self, verdict: Verdict) -> str:
        if verdict.is_better:
            text = self.tr("Better by {gain:.1f} points on images that it never saw")
        elif verdict.gain < 0:
            text = self.tr("Worse by {gain:.1f} points on images that it never saw")
        else:
            text = self.tr("No better on images that it never saw")
        return text.format(gain=abs(verdict.gain))

    def _text(self, verdict: Verdict) -> str:
        means = self.tr(
            "Mean J on the held-out images: {new:.1f} % with the new model, {current:.1f} % with "
            "the current one."
        )
        parts = [means.format(new=verdict.j_new, current=verdict.j_current)]
        if verdict.worse:
            names = ", ".join(image.name for image in verdict.worse)
            parts.append(self.tr("Worse on: {names}.").format(names=names))
        if not verdict.is_better:
            parts.append(
                self.tr(
                    "Keep working with the current model: correct a few more images, above all of "
                    "the kind that fails, approve those whose masks are right all over, and teach "
                    "again."
                )
            )
        return " ".join(parts)

    def _fill_row(self, row: int, image: JudgedImage, *, is_worse: bool) -> None:
        difference = image.j_new - image.j_current
        mark = "▼ " if is_worse else ""
        texts = (
            image.name,
            f"{image.j_current:.1f}",
            f"{image.j_new:.1f}",
            f"{mark}{difference:+.1f}",
        )
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            if column:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, column, item)
