"""What a person may change of a training and seldom needs to."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QSpinBox, QWidget

from cosegui.core.lesson import MOST_EPOCHS, RATE_RANGE, LessonOptions

_DEVICES = ("auto", "cpu", "cuda", "mps")
_MOST_THREADS = 256
_LARGEST_SEED = 2**31 - 1


class TrainingOptions(QWidget):
    """The fields under Advanced, filled with what fits most.

    Signals:
        changed()
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.epochs_box = QSpinBox(self)
        self.patience_box = QSpinBox(self)
        self.rate_box = QDoubleSpinBox(self)
        self.device_box = QComboBox(self)
        self.threads_box = QSpinBox(self)
        self.seed_box = QSpinBox(self)
        self._build(LessonOptions())

    def value(self) -> LessonOptions:
        """What the fields say; always valid."""
        return LessonOptions(
            epochs=self.epochs_box.value(),
            patience=self.patience_box.value(),
            rate=self.rate_box.value(),
            seed=self.seed_box.value(),
            device=self.device_box.currentText(),
            threads=self.threads_box.value() or None,
        )

    def _build(self, usual: LessonOptions) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(18, 0, 0, 0)
        form.setHorizontalSpacing(18)
        for box, least, most, value in (
            (self.epochs_box, 1, MOST_EPOCHS, usual.epochs),
            (self.patience_box, 1, MOST_EPOCHS, usual.patience),
            (self.threads_box, 0, _MOST_THREADS, usual.threads or 0),
            (self.seed_box, 0, _LARGEST_SEED, usual.seed),
        ):
            box.setRange(least, most)
            box.setValue(value)
            box.valueChanged.connect(self.changed)
        self.rate_box.setRange(*RATE_RANGE)
        self.rate_box.setSingleStep(0.1)
        self.rate_box.setDecimals(1)
        self.rate_box.setValue(usual.rate)
        self.rate_box.valueChanged.connect(self.changed)
        self.threads_box.setSpecialValueText(self.tr("all"))
        self.device_box.addItems(_DEVICES)
        self.device_box.currentIndexChanged.connect(self.changed)
        form.addRow(self.tr("Passes over the images, at most"), self.epochs_box)
        form.addRow(self.tr("End after passes without gain"), self.patience_box)
        form.addRow(self.tr("Learning rate, times the usual"), self.rate_box)
        form.addRow(self.tr("Device"), self.device_box)
        form.addRow(self.tr("Processor threads"), self.threads_box)
        form.addRow(self.tr("Seed of chance"), self.seed_box)
