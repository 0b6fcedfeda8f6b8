"""How far the review is: a bar with one stretch a state, and the words to it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from cosegui.core.project import ReviewState
from cosegui.session.sorting import ReviewProgress
from cosegui.ui.durations import duration_text
from cosegui.ui.state_names import state_name
from cosegui.ui.theme import current_colours, state_colour

_BAR_HEIGHT_PX = 8
_BAR_ORDER = (
    ReviewState.APPROVED,
    ReviewState.CORRECTED,
    ReviewState.EXCLUDED,
    ReviewState.PREDICTED,
    ReviewState.UNSEEN,
)
"""What a person has decided stands on the left, so that the bar fills like any other."""


class StateBar(QWidget):
    """A bar whose stretches are as long as the numbers that it was given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[ReviewState, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Images by review state"))

    def set_counts(self, counts: Mapping[ReviewState, int]) -> None:
        """Show how many images are in each state."""
        self._counts = dict(counts)
        self.update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(120, _BAR_HEIGHT_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), _BAR_HEIGHT_PX / 2, _BAR_HEIGHT_PX / 2)
        painter.setClipPath(clip)
        colours = current_colours()
        painter.fillRect(self.rect(), QColor(colours.sunken))
        total = sum(self._counts.values())
        left = 0.0
        for state in _BAR_ORDER:
            width = self.width() * self._counts.get(state, 0) / max(1, total)
            # What nobody has looked at is the empty part of the bar.
            if state is not ReviewState.UNSEEN:
                colour = QColor(state_colour(colours, state))
                painter.fillRect(QRectF(left, 0, width, self.height()), colour)
            left += width
        painter.end()


class ReviewProgressPanel(QWidget):
    """The bar, and under it how many images are reviewed and how long the rest will take."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = StateBar(self)
        self.label = QLabel(self)
        self.label.setObjectName("review_progress")
        self.label.setProperty("role", "muted")
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 8)
        layout.setSpacing(5)
        layout.addWidget(self.bar)
        layout.addWidget(self.label)

    def show_progress(self, progress: ReviewProgress) -> None:
        """Show it, with the numbers of every state in the tool tip."""
        self.bar.set_counts(progress.counts)
        parts = [
            self.tr("{reviewed} of {total} reviewed").format(
                reviewed=progress.reviewed, total=progress.total
            )
        ]
        if progress.seconds_an_image is not None:
            pace = self.tr("{time} an image")
            parts.append(pace.format(time=duration_text(progress.seconds_an_image)))
        if progress.seconds_left:
            left = self.tr("about {time} left")
            parts.append(left.format(time=duration_text(progress.seconds_left)))
        self.label.setText("  ·  ".join(parts))
        lines = [f"{state_name(state)}: {progress.counts[state]}" for state in ReviewState]
        if progress.seconds >= 1:
            worked = self.tr("Worked on: {time}").format(time=duration_text(progress.seconds))
            lines.append(worked)
        self.setToolTip("\n".join(lines))
        self.bar.setAccessibleDescription(", ".join(lines))
