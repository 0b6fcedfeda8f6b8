"""A small chart of curves, painted by hand: no plotting library has to be loaded with the window.

What is painted is decided by `axis_ticks` and `Series`; the widget only puts it on the screen.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from .theme import Colours, current_colours

_LEFT_PX, _RIGHT_PX, _TOP_PX, _BOTTOM_PX = 46, 12, 30, 24
_MOST_TICKS = 5
_DOTS_UP_TO = 60


@dataclass(frozen=True)
class Series:
    """One curve.

    Attributes:
        name: for the legend and for who cannot see it.
        colour: which of the theme's colours draws it: the name of a field of `Colours`.
        points: (x, y), x ascending.
        is_dashed: so that curves differ by more than their colour.
    """

    name: str
    colour: str
    points: tuple[tuple[float, float], ...]
    is_dashed: bool = False


def axis_ticks(low: float, high: float, most: int = _MOST_TICKS) -> list[float]:
    """Round numbers (1, 2 or 5 times a power of ten apart) from at most `low` to at least `high`.

    There are between 2 and `most` + 2 of them; equal bounds are widened.
    """
    if high <= low:
        low, high = low - 0.5, low + 0.5
    rough = (high - low) / max(1, most - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(k * step, 10) for k in range(first, last + 1)]


class LineChart(QWidget):
    """Curves over one axis each, with a title and a legend; repaints when told new series."""

    def __init__(self, title: str, *, x_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._x_name = x_name
        self._series: tuple[Series, ...] = ()
        self._empty_text = ""
        self._x_most = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(title)

    def set_series(self, series: Sequence[Series], *, x_most: float = 1.0) -> None:
        """Show these; the x axis goes from 0 to `x_most` or to the last point."""
        self._series = tuple(series)
        self._x_most = x_most
        self.setAccessibleDescription(self._spoken())
        self.update()

    def set_empty_text(self, text: str) -> None:
        """What stands there while there is nothing to draw."""
        self._empty_text = text
        self.update()

    def _spoken(self) -> str:
        """The last value of every curve, for who cannot see them."""
        last = [f"{one.name} {one.points[-1][1]:.3g}" for one in self._series if one.points]
        return ", ".join(last)

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(340, 190)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 130)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = current_colours()
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(colours.border))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(frame, 6, 6)
        self._paint_heading(painter, colours)
        plot = QRectF(self.rect()).adjusted(_LEFT_PX, _TOP_PX, -_RIGHT_PX, -_BOTTOM_PX)
        values = [y for one in self._series for _, y in one.points]
        if not values:
            painter.setPen(QColor(colours.muted))
            painter.drawText(plot, _CENTRE | Qt.TextFlag.TextWordWrap, self._empty_text)
            return
        x_high = max([self._x_most, *(x for one in self._series for x, _ in one.points)])
        y_ticks = axis_ticks(min(values), max(values))
        x_ticks = [tick for tick in axis_ticks(0, x_high) if tick <= x_high * 1.0001]
        place = _Placement(plot, x_high, y_ticks[0], y_ticks[-1])
        self._paint_axes(painter, colours, place, x_ticks, y_ticks)
        for one in self._series:
            _paint_curve(painter, QColor(getattr(colours, one.colour)), place, one)

    def _paint_heading(self, painter: QPainter, colours: Colours) -> None:
        metrics = QFontMetricsF(painter.font())
        painter.setPen(QColor(colours.text))
        row = QRectF(12, 4, self.width() - 24, _TOP_PX - 6)
        painter.drawText(row, _LEFT, self._title)
        right = row.right()
        for one in reversed(self._series):
            width = metrics.horizontalAdvance(one.name)
            painter.setPen(QColor(colours.muted))
            box = QRectF(right - width - 1, row.top(), width + 1, row.height())
            painter.drawText(box, _LEFT, one.name)
            start = QPointF(right - width - 22, row.center().y())
            painter.setPen(_pen(QColor(getattr(colours, one.colour)), one))
            painter.drawLine(start, start + QPointF(16, 0))
            right = start.x() - 10

    def _paint_axes(
        self,
        painter: QPainter,
        colours: Colours,
        place: _Placement,
        x_ticks: Sequence[float],
        y_ticks: Sequence[float],
    ) -> None:
        plot = place.plot
        for tick in y_ticks:
            y = place.at(0, tick).y()
            painter.setPen(QColor(colours.border))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRectF(0, y - 8, _LEFT_PX - 6, 16), _RIGHT, f"{tick:g}")
        for tick in x_ticks:
            x = place.at(tick, place.y_low).x()
            painter.drawText(QRectF(x - 24, plot.bottom() + 3, 48, 16), _CENTRE, f"{tick:g}")
        if self._x_name:
            corner = QRectF(0, plot.bottom() + 3, _LEFT_PX - 10, 16)
            painter.drawText(corner, _RIGHT, self._x_name)


@dataclass(frozen=True)
class _Placement:
    """Where values lie on the screen."""

    plot: QRectF
    x_high: float
    y_low: float
    y_high: float

    def at(self, x: float, y: float) -> QPointF:
        share_x = x / self.x_high if self.x_high else 0.0
        share_y = (y - self.y_low) / (self.y_high - self.y_low)
        return QPointF(
            self.plot.left() + share_x * self.plot.width(),
            self.plot.bottom() - share_y * self.plot.height(),
        )


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


def _pen(colour: QColor, series: Series) -> QPen:
    pen = QPen(colour, 2.0)
    if series.is_dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
    return pen


def _paint_curve(painter: QPainter, colour: QColor, place: _Placement, series: Series) -> None:
    points = [place.at(x, y) for x, y in series.points]
    painter.setPen(_pen(colour, series))
    painter.drawPolyline(QPolygonF(points))
    if len(points) <= _DOTS_UP_TO and not series.is_dashed:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for point in points:
            painter.drawEllipse(point, 2.6, 2.6)
