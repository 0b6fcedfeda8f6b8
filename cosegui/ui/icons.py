"""The icons of the app by what they stand for; the only file that knows the icon font."""

from __future__ import annotations

from enum import StrEnum

import qtawesome
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap


class Icon(StrEnum):
    """What an icon stands for; the value is the glyph that draws it."""

    ABOUT = "ph.info"
    APPROVE = "ph.check-circle"
    BRUSH = "ph.paint-brush"
    CANCEL = "ph.x"
    CLOSE = "ph.x-circle"
    COLLAPSED = "ph.caret-right"
    COPY = "ph.copy"
    DEMO = "ph.sparkle"
    DEVICE = "ph.cpu"
    ERASER = "ph.eraser"
    EXCLUDE = "ph.prohibit"
    EXPANDED = "ph.caret-down"
    EXPORT = "ph.export"
    FAILED = "ph.warning-circle"
    FILL = "ph.paint-bucket"
    FILTER = "ph.funnel"
    FIT = "ph.corners-out"
    FOLDER = "ph.folder-open"
    GROUP = "ph.stack"
    HEATMAP = "ph.thermometer"
    IMAGE = "ph.image"
    KEYS = "ph.keyboard"
    LASSO = "ph.selection"
    LOG = "ph.file-text"
    MASK = "ph.eye"
    MORE = "ph.dots-three-vertical"
    NEXT = "ph.caret-right"
    NEXT_UNREVIEWED = "ph.skip-forward"
    PAN = "ph.hand"
    POLYGON = "ph.polygon"
    PREVIOUS = "ph.caret-left"
    PROJECT = "ph.file"
    RECENT = "ph.clock-counter-clockwise"
    REDO = "ph.arrow-u-up-right"
    RESET = "ph.arrow-counter-clockwise"
    RUN = "ph.play"
    RUN_ALL = "ph.fast-forward"
    SAVE = "ph.floppy-disk"
    SEARCH = "ph.magnifying-glass"
    SETTINGS = "ph.gear-six"
    STATE_APPROVED = "ph.check-circle-fill"
    STATE_CORRECTED = "ph.pencil-circle-fill"
    STATE_EXCLUDED = "ph.minus-circle-fill"
    STATE_PREDICTED = "ph.circle-half-fill"
    STATE_UNSEEN = "ph.circle-dashed"
    SWAP = "ph.swap"
    UNDO = "ph.arrow-u-up-left"
    WAND = "ph.magic-wand"
    WARNING = "ph.warning"
    ZOOM_ACTUAL = "ph.frame-corners"
    ZOOM_IN = "ph.magnifying-glass-plus"
    ZOOM_OUT = "ph.magnifying-glass-minus"


def icon(name: Icon) -> QIcon:
    """An icon that takes its colours from the palette each time it is painted.

    So a change between light and dark needs no second set of icons. A checked action's icon
    shows in the highlight colour.
    """
    return QIcon(_PaletteIconEngine(name))


def tinted_pixmap(
    name: Icon, colour: QColor, *, side_px: int, device_pixel_ratio: float = 1.0
) -> QPixmap:
    """One icon in one colour, `side_px` logical pixels square; for delegates that paint."""
    glyph = qtawesome.icon(name.value, color=colour, color_disabled=colour)
    pixmap: QPixmap = glyph.pixmap(QSize(side_px, side_px), device_pixel_ratio)
    return pixmap


class _PaletteIconEngine(QIconEngine):
    def __init__(self, name: Icon) -> None:
        super().__init__()
        self._name = name
        self._glyphs: dict[str, QIcon] = {}

    def _glyph(self, colour: QColor) -> QIcon:
        key = colour.name(QColor.NameFormat.HexArgb)
        if key not in self._glyphs:
            self._glyphs[key] = qtawesome.icon(
                self._name.value, color=colour, color_disabled=colour
            )
        return self._glyphs[key]

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        self._glyph(_colour(mode, state)).paint(painter, rect)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _PaletteIconEngine(self._name)


def _colour(mode: QIcon.Mode, state: QIcon.State) -> QColor:
    palette = QGuiApplication.palette()
    if mode == QIcon.Mode.Disabled:
        return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    if mode == QIcon.Mode.Selected:
        return palette.color(QPalette.ColorRole.HighlightedText)
    if state == QIcon.State.On:
        return palette.color(QPalette.ColorRole.Link)
    return palette.color(QPalette.ColorRole.ButtonText)
