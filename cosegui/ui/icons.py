"""The icons of the app by what they stand for; the only file that knows the icon font."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)

_log = logging.getLogger(__name__)

_GLYPH_SHARE = 0.9
"""Height of the font over the side of an icon; the glyphs fill their line almost wholly."""


class Icon(StrEnum):
    """What an icon stands for; the value is the glyph that draws it."""

    ABOUT = "info"
    APPROVE = "check-circle"
    BRUSH = "paint-brush"
    CANCEL = "x"
    COLLAPSED = "caret-right"
    COMPARE = "circle-half"
    COPY = "copy"
    DEMO = "sparkle"
    EDGE_BRUSH = "magnet"
    ERASER = "eraser"
    EXCLUDE = "prohibit"
    EXPANDED = "caret-down"
    EXPORT = "export"
    FAILED = "warning-circle"
    FILL = "paint-bucket"
    FILTER = "funnel"
    FIT = "corners-out"
    FOLDER = "folder-open"
    FULL_SCREEN = "arrows-out"
    GRAB_CUT = "scissors"
    GROUP_VIEW = "squares-four"
    HEATMAP = "thermometer"
    IMAGE = "image"
    IMPORT = "download-simple"
    KEYS = "keyboard"
    LASSO = "selection"
    MASK = "eye"
    NEXT = "caret-right"
    NEXT_UNREVIEWED = "skip-forward"
    PAN = "hand"
    POLYGON = "polygon"
    PREVIOUS = "caret-left"
    PROJECT = "file"
    REDO = "arrow-u-up-right"
    RESET = "arrow-counter-clockwise"
    RUN = "play"
    RUN_ALL = "fast-forward"
    PROPAGATE = "share-network"
    SAVE = "floppy-disk"
    SEARCH = "magnifying-glass"
    SORT = "sort-ascending"
    SETTINGS = "gear-six"
    SIDE_BY_SIDE = "columns"
    STATE_APPROVED = "check-circle-fill"
    STATE_CORRECTED = "pencil-simple-fill"
    STATE_EXCLUDED = "minus-circle-fill"
    STATE_PREDICTED = "circle-half-fill"
    STATE_UNSEEN = "circle-dashed"
    SWAP = "swap"
    TEACH = "graduation-cap"
    UNDO = "arrow-u-up-left"
    WAND = "magic-wand"
    WARNING = "warning"
    ZOOM_ACTUAL = "frame-corners"
    ZOOM_IN = "magnifying-glass-plus"
    ZOOM_OUT = "magnifying-glass-minus"


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
    side_device = round(side_px * device_pixel_ratio)
    pixmap = QPixmap(side_device, side_device)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _paint_glyph(painter, QRect(0, 0, side_device, side_device), name, colour)
    painter.end()
    pixmap.setDevicePixelRatio(device_pixel_ratio)
    return pixmap


class _PaletteIconEngine(QIconEngine):
    def __init__(self, name: Icon) -> None:
        super().__init__()
        self._name = name

    # Qt overrides

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        _paint_glyph(painter, rect, self._name, _colour(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _PaletteIconEngine(self._name)


@dataclass(frozen=True)
class _GlyphFont:
    family: str
    code_points: dict[str, str]
    """Hexadecimal, by the glyph's name."""


@cache
def _glyph_font() -> _GlyphFont | None:
    """The font that comes with qtawesome, loaded without qtawesome; None where it is not found.

    Its import takes a fifth of the time that the window has to come up (it loads Qt's OpenGL and
    eleven fonts), and all that is wanted of it are two files.
    """
    spec = find_spec("qtawesome")
    folder = Path(spec.origin).parent / "fonts" if spec is not None and spec.origin else Path()
    charmaps, fonts = [*folder.glob("phosphor-charmap-*.json")], [*folder.glob("phosphor-*.ttf")]
    if not charmaps or not fonts:
        _log.warning("there are no icons: qtawesome's Phosphor font was not found")
        return None
    font_id = QFontDatabase.addApplicationFont(str(fonts[0]))
    families = QFontDatabase.applicationFontFamilies(font_id)
    return _GlyphFont(families[0], json.loads(charmaps[0].read_text(encoding="utf-8")))


def _paint_glyph(painter: QPainter, rect: QRect, name: Icon, colour: QColor) -> None:
    glyphs = _glyph_font()
    if glyphs is None:
        return
    font = QFont(glyphs.family)
    font.setPixelSize(max(1, round(_GLYPH_SHARE * min(rect.width(), rect.height()))))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(colour)
    painter.setFont(font)
    character = chr(int(glyphs.code_points[name.value], 16))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, character)
    painter.restore()


def _colour(mode: QIcon.Mode, state: QIcon.State) -> QColor:
    palette = QGuiApplication.palette()
    if mode == QIcon.Mode.Disabled:
        return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    if mode == QIcon.Mode.Selected:
        return palette.color(QPalette.ColorRole.HighlightedText)
    if state == QIcon.State.On:
        return palette.color(QPalette.ColorRole.Link)
    return palette.color(QPalette.ColorRole.ButtonText)
