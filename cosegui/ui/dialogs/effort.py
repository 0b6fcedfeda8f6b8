"""What correcting has cost over time: when the curves are flat, teaching more brings little."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from cosegui.core.effort import Effort
from cosegui.ui.charts import LineChart, Series

_WINDOW = 5


class EffortDialog(QDialog):
    """Three curves over the images in the order in which they were corrected.

    Args:
        efforts: the oldest first.
    """

    def __init__(self, efforts: Sequence[Effort], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Effort of Correcting"))
        self.text_label = QLabel(self)
        self.charts = (
            LineChart(self.tr("J of the model's mask, %"), x_name=self.tr("image"), parent=self),
            LineChart(self.tr("Pixels changed"), x_name=self.tr("image"), parent=self),
            LineChart(self.tr("Seconds"), x_name=self.tr("image"), parent=self),
        )
        self._build()
        self.show_efforts(efforts)

    def show_efforts(self, efforts: Sequence[Effort]) -> None:
        """Show these."""
        columns = (
            [100 * each.j for each in efforts],
            [float(each.pixels) for each in efforts],
            [each.seconds for each in efforts],
        )
        for chart, values in zip(self.charts, columns, strict=True):
            chart.set_series(
                [
                    Series(self.tr("each image"), "muted", _numbered(values)),
                    Series(
                        self.tr("mean of {n}").format(n=_WINDOW),
                        "accent",
                        _numbered(running_means(values, _WINDOW)),
                        is_dashed=True,
                    ),
                ],
                x_most=max(1, len(values)),
            )
        self.text_label.setText(self._advice(efforts))

    def _build(self) -> None:
        self.text_label.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self.text_label)
        for chart in self.charts:
            chart.set_empty_text(
                self.tr("Correct or approve masks of the model, and their curve begins here.")
            )
            layout.addWidget(chart, 1)
        layout.addWidget(buttons)
        self.resize(560, 640)

    def _advice(self, efforts: Sequence[Effort]) -> str:
        if not efforts:
            return self.tr("Nothing has been corrected or approved yet.")
        text = self.tr(
            "{n} images, {minutes:.0f} minutes in all. When the model's masks need no more than a "
            "few pixels from you, it is time to stop correcting and to run it on the rest."
        )
        seconds = sum(each.seconds for each in efforts)
        return text.format(n=len(efforts), minutes=seconds / 60)


def running_means(values: Sequence[float], window: int) -> list[float]:
    """The mean of each value and up to `window` - 1 before it."""
    means = []
    for end in range(1, len(values) + 1):
        recent = values[max(0, end - window) : end]
        means.append(sum(recent) / len(recent))
    return means


def _numbered(values: Sequence[float]) -> tuple[tuple[float, float], ...]:
    return tuple((float(number), value) for number, value in enumerate(values, start=1))
