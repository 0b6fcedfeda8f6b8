"""A training to look at: how far it is, its curves, what it changes, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cosegui.session.before_after import PICTURE_PX, Pictures
from cosegui.session.training_run import Phase, TrainingRun
from cosegui.ui.charts import LineChart, Series
from cosegui.ui.item_models.pictures import overlaid_picture
from cosegui.ui.status_bar import time_left

_LEAST_ROWS_PX = 130
_OVERLAY_OPACITY = 0.55


class TrainingProgress(QWidget):
    """Shows a `TrainingRun`; changes nothing. `overlay_colour` is that of masks."""

    def __init__(self, overlay_colour: QColor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.phase_label = QLabel(self)
        self.detail_label = QLabel(self)
        self.bar = QProgressBar(self)
        self.loss_chart = LineChart(self.tr("Loss"), x_name=self.tr("pass"), parent=self)
        self.j_chart = LineChart(
            self.tr("J on held-out images, %"), x_name=self.tr("pass"), parent=self
        )
        self.pictures = PictureRows(overlay_colour, self)
        self._build()

    def show_run(self, run: TrainingRun) -> None:
        """Show how far it is."""
        self.phase_label.setText(self._phase_text(run))
        self.detail_label.setText(self._detail_text(run))
        is_waiting = run.phase is Phase.PREPARING or (run.phase.is_active and run.latest is None)
        self.bar.setRange(0, 0 if is_waiting else 1000)
        self.bar.setValue(round(1000 * (1.0 if run.phase is Phase.FINISHED else run.fraction)))
        self._show_curves(run)

    def _build(self) -> None:
        self.phase_label.setProperty("role", "heading")
        self.detail_label.setProperty("role", "muted")
        self.detail_label.setWordWrap(True)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the training"))
        waiting = self.tr("The first pass has not ended yet")
        self.loss_chart.set_empty_text(waiting)
        self.j_chart.set_empty_text(waiting)
        charts = QHBoxLayout()
        charts.setSpacing(10)
        charts.addWidget(self.loss_chart)
        charts.addWidget(self.j_chart)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.phase_label)
        column.addWidget(self.bar)
        column.addWidget(self.detail_label)
        column.addLayout(charts, 2)
        column.addWidget(self.pictures, 3)

    def _phase_text(self, run: TrainingRun) -> str:
        latest = run.latest
        number = latest.number if latest is not None else 0
        passes = self.tr("Pass {n} of {all}").format(n=number, all=run.epochs_planned)
        match run.phase:
            case Phase.PREPARING:
                return self.tr("Starting the trainer…")
            case Phase.RUNNING:
                return passes if latest is not None and number else self._stage_text(run)
            case Phase.PAUSED:
                return self.tr("Paused: {passes}").format(passes=passes)
            case Phase.STOPPING:
                return self.tr("Stopping…")
            case Phase.STOPPED:
                return self.tr("Stopped: {passes}").format(passes=passes)
            case Phase.FINISHED:
                return self.tr("Finished after pass {n}").format(n=number)
            case Phase.FAILED:
                return self.tr("The training broke off")

    def _stage_text(self, run: TrainingRun) -> str:
        return {
            "reading": self.tr("Reading the images…"),
            "encoding": self.tr("Looking at the images…"),
            "judging": self.tr("Judging by the held-out images…"),
        }.get(run.stage, self.tr("Learning…"))

    def _detail_text(self, run: TrainingRun) -> str:
        if run.phase is Phase.FAILED:
            return run.message
        parts = [run.lesson.name, self.tr("from {model}").format(model=run.lesson.parent_name)]
        if run.device:
            parts.append(run.device)
        if run.phase.is_active and run.seconds_left is not None:
            parts.append(time_left(run.seconds_left))
        return "  ·  ".join(parts)

    def _show_curves(self, run: TrainingRun) -> None:
        epochs = [run.epochs[number] for number in sorted(run.epochs)]
        most = max(1, run.epochs_planned)
        losses = (
            (self.tr("training"), "accent", "train_loss"),
            (self.tr("validation"), "corrected", "validation_loss"),
        )
        self.loss_chart.set_series(
            [
                Series(
                    name,
                    colour,
                    tuple(
                        (float(epoch.number), value)
                        for epoch in epochs
                        if (value := getattr(epoch, field)) is not None
                    ),
                )
                for name, colour, field in losses
            ],
            x_most=most,
        )
        new = tuple((float(epoch.number), epoch.j_new) for epoch in epochs)
        current = tuple((float(epoch.number), epoch.j_current) for epoch in epochs)
        if len(current) == 1:
            current = (*current, (float(most), current[0][1]))
        self.j_chart.set_series(
            [
                Series(self.tr("new"), "approved", new),
                Series(self.tr("current"), "muted", current, is_dashed=True),
            ],
            x_most=most,
        )


class PictureRows(QScrollArea):
    """The thumbnails: each image with your mask, the current model's and the new one's."""

    def __init__(self, colour: QColor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = colour
        self._tiles: dict[str, list[QLabel]] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(_LEAST_ROWS_PX)
        self.setMaximumHeight(3 * (PICTURE_PX + 6) + 40)
        self.setAccessibleName(self.tr("Masks before and after"))
        self.hide()

    def set_pictures(self, pictures: Sequence[Pictures]) -> None:
        """Show these, one column an image; the held-out ones first."""
        self.setVisible(bool(pictures))
        shown = sorted(pictures, key=lambda each: not each.is_held_out)
        if [each.id for each in shown] != list(self._tiles):
            self._lay_out(shown)
        for each in shown:
            masks = (each.truth_hw_u8, each.before_hw_u8, each.after_hw_u8)
            for tile, mask in zip(self._tiles[each.id], masks, strict=True):
                tile.setPixmap(_tile(each, mask, self._colour))

    def _lay_out(self, pictures: Sequence[Pictures]) -> None:
        board = QWidget()
        grid = QGridLayout(board)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        titles = (self.tr("Yours"), self.tr("Before"), self.tr("After"))
        for row, title in enumerate(titles):
            label = QLabel(title, board)
            label.setProperty("role", "muted")
            grid.addWidget(label, row + 1, 0)
        self._tiles = {}
        for column, each in enumerate(pictures):
            heading = self.tr("held out") if each.is_held_out else self.tr("learnt from")
            label = QLabel(heading, board)
            label.setProperty("role", "muted")
            grid.addWidget(label, 0, column + 1)
            self._tiles[each.id] = [QLabel(board) for _ in titles]
            for row, (tile, title) in enumerate(zip(self._tiles[each.id], titles, strict=True)):
                tile.setAccessibleName(title)
                grid.addWidget(tile, row + 1, column + 1, Qt.AlignmentFlag.AlignCenter)
        grid.setColumnStretch(len(pictures) + 1, 1)
        grid.setRowStretch(len(titles) + 1, 1)
        self.setWidget(board)


def _tile(pictures: Pictures, mask: NDArray[np.uint8], colour: QColor) -> QPixmap:
    image = overlaid_picture(
        pictures.photograph_hwc_u8, mask, colour=colour, opacity=_OVERLAY_OPACITY
    )
    return QPixmap.fromImage(image)
