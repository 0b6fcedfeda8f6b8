"""How the gallery's rows are painted: sections, thumbnails, state marks and scores."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from cosegui.core.project import ReviewState
from cosegui.ui.icons import Icon, tinted_pixmap
from cosegui.ui.item_models.gallery_model import AnyIndex, GalleryRole, RowKind, percent
from cosegui.ui.theme import Colours, current_colours, state_colour

from .gallery_layout import CAPTION_HEIGHT_PX, MARGIN_PX

STATE_ICONS = {
    ReviewState.UNSEEN: Icon.STATE_UNSEEN,
    ReviewState.PREDICTED: Icon.STATE_PREDICTED,
    ReviewState.CORRECTED: Icon.STATE_CORRECTED,
    ReviewState.APPROVED: Icon.STATE_APPROVED,
    ReviewState.EXCLUDED: Icon.STATE_EXCLUDED,
}

_BADGE_PX = 20
_RADIUS_PX = 5.0
_RUN_BUTTON_PX = 24
_EXCLUDED_OPACITY = 0.35
_SELECTED_TINT = 0.22


def run_button_rect(section: QRect) -> QRect:
    """Where a section's run button lies, given the section's rectangle."""
    top = section.center().y() - _RUN_BUTTON_PX // 2
    return QRect(section.right() - MARGIN_PX - _RUN_BUTTON_PX, top, _RUN_BUTTON_PX, _RUN_BUTTON_PX)


class GalleryDelegate(QStyledItemDelegate):
    """Paints a row into the rectangle that the gallery's layout gives it."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmaps: dict[tuple[Icon, str, int, float], QPixmap] = {}

    def _pixmap(self, painter: QPainter, name: Icon, colour: str, side_px: int) -> QPixmap:
        ratio = painter.device().devicePixelRatioF()
        key = (name, colour, side_px, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = tinted_pixmap(
                name, QColor(colour), side_px=side_px, device_pixel_ratio=ratio
            )
        return self._pixmaps[key]

    def _paint_section(
        self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        colours = current_colours()
        rect: QRect = option.rect
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        caret = Icon.COLLAPSED if index.data(GalleryRole.IS_COLLAPSED) else Icon.EXPANDED
        caret_px = 12
        painter.drawPixmap(
            rect.left() + MARGIN_PX,
            rect.center().y() - caret_px // 2 + 1,
            self._pixmap(painter, caret, colours.muted, caret_px),
        )
        button = run_button_rect(rect)
        total, reviewed = index.data(GalleryRole.TOTAL), index.data(GalleryRole.REVIEWED)
        count = f"{reviewed} / {total}"
        metrics = QFontMetrics(option.font)
        count_width = metrics.horizontalAdvance(count)
        right = button.left() - MARGIN_PX
        count_rect = QRect(right - count_width, rect.top(), count_width, rect.height())
        done = total > 0 and reviewed == total
        painter.setPen(QColor(colours.approved if done else colours.muted))
        painter.drawText(count_rect, Qt.AlignmentFlag.AlignVCenter, count)

        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        left = rect.left() + MARGIN_PX + caret_px + 6
        name_rect = QRect(left, rect.top(), count_rect.left() - MARGIN_PX - left, rect.height())
        bold = QFontMetrics(font)
        name = bold.elidedText(index.data(), Qt.TextElideMode.ElideRight, name_rect.width())
        painter.drawText(name_rect, Qt.AlignmentFlag.AlignVCenter, name)
        name_rect.setLeft(left + bold.horizontalAdvance(name) + MARGIN_PX)
        painter.setFont(option.font)
        painter.setPen(QColor(colours.muted))
        category = metrics.elidedText(
            index.data(GalleryRole.CATEGORY), Qt.TextElideMode.ElideRight, name_rect.width()
        )
        painter.drawText(name_rect, Qt.AlignmentFlag.AlignVCenter, category)

        glyph = self._pixmap(painter, Icon.RUN, colours.accent if is_hovered else colours.muted, 16)
        painter.drawPixmap(button.left() + 4, button.top() + 4, glyph)

    def _paint_image(
        self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        colours = current_colours()
        state = ReviewState(index.data(GalleryRole.STATE))
        painter.setFont(_small(option.font))
        frame = option.rect.adjusted(0, 0, 0, -CAPTION_HEIGHT_PX)
        picture = index.data(GalleryRole.PICTURE)
        if picture is not None:
            self._paint_picture(painter, frame, picture, state, colours)
        else:
            mark = Icon.FAILED if index.data(GalleryRole.FAILURE) else Icon.IMAGE
            self._paint_placeholder(painter, frame, mark, colours)
        self._paint_state(painter, frame, state, colours)
        if index.data(GalleryRole.IS_CHANGED):
            self._paint_changed(painter, frame, colours)
        self._paint_score(painter, frame, index.data(GalleryRole.SCORE), colours)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_frame(painter, frame, option.state, colours)
        caption = option.rect.adjusted(2, frame.height(), -2, 0)
        painter.setPen(QColor(colours.text if is_selected else colours.muted))
        name = QFontMetrics(painter.font()).elidedText(
            index.data(), Qt.TextElideMode.ElideMiddle, caption.width()
        )
        painter.drawText(caption, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_frame(
        self, painter: QPainter, frame: QRect, state: QStyle.StateFlag, colours: Colours
    ) -> None:
        """The current image has a thick frame, the other selected ones a thin one on a tint; a
        dashed line inside it says that keys go to the gallery."""
        flag = QStyle.StateFlag
        is_current = bool(state & flag.State_On)
        is_selected = bool(state & flag.State_Selected)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if is_selected and not is_current:
            tint = QColor(colours.accent)
            tint.setAlphaF(_SELECTED_TINT)
            painter.fillPath(_rounded(frame), tint)
        if is_current or is_selected or state & flag.State_MouseOver:
            colour = colours.accent if is_current or is_selected else colours.muted
            width = 3.0 if is_current else 2.0 if is_selected else 1.0
            painter.setPen(QPen(QColor(colour), width))
            inset = width / 2
            rect = QRectF(frame).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(rect, _RADIUS_PX - 1, _RADIUS_PX - 1)
        if state & flag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.text), 1.0, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(frame).adjusted(4.5, 4.5, -4.5, -4.5))

    def _paint_picture(
        self,
        painter: QPainter,
        frame: QRect,
        picture: QImage,
        state: ReviewState,
        colours: Colours,
    ) -> None:
        clip = _rounded(frame)
        painter.fillPath(clip, QColor(colours.sunken))
        painter.save()
        painter.setClipPath(clip)
        if state is ReviewState.EXCLUDED:
            painter.setOpacity(_EXCLUDED_OPACITY)
        painter.drawImage(fitted_rect(picture.size(), frame), picture)
        painter.restore()

    def _paint_placeholder(
        self, painter: QPainter, frame: QRect, mark: Icon, colours: Colours
    ) -> None:
        painter.fillPath(_rounded(frame), QColor(colours.sunken))
        colour = colours.danger if mark is Icon.FAILED else colours.disabled
        glyph = self._pixmap(painter, mark, colour, 24)
        painter.drawPixmap(frame.center().x() - 12, frame.center().y() - 12, glyph)

    def _paint_state(
        self, painter: QPainter, frame: QRect, state: ReviewState, colours: Colours
    ) -> None:
        badge = QRect(frame.left() + 5, frame.top() + 5, _BADGE_PX, _BADGE_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.surface))
        painter.drawEllipse(badge)
        colour = state_colour(colours, state)
        painter.drawPixmap(
            badge.left() + 2,
            badge.top() + 2,
            self._pixmap(painter, STATE_ICONS[state], colour, _BADGE_PX - 4),
        )

    def _paint_changed(self, painter: QPainter, frame: QRect, colours: Colours) -> None:
        """Top right: the last propagation changed the mask."""
        badge = QRect(frame.right() - 4 - _BADGE_PX, frame.top() + 5, _BADGE_PX, _BADGE_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.surface))
        painter.drawEllipse(badge)
        glyph = self._pixmap(painter, Icon.PROPAGATE, colours.accent, _BADGE_PX - 6)
        painter.drawPixmap(badge.left() + 3, badge.top() + 3, glyph)

    def _paint_score(
        self,
        painter: QPainter,
        frame: QRect,
        score: float | None,
        colours: Colours,
    ) -> None:
        if score is None:
            return
        text = f"{percent(score)} %"
        width = QFontMetrics(painter.font()).horizontalAdvance(text) + 10
        pill = QRect(frame.right() - width - 4, frame.bottom() - 20, width, 16)
        ground = QColor(colours.surface)
        ground.setAlphaF(0.88)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(pill, 8, 8)
        painter.setPen(QColor(colours.text))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    # Qt overrides

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(option.font)
        if index.data(GalleryRole.KIND) == RowKind.SECTION:
            self._paint_section(painter, option, index)
        else:
            self._paint_image(painter, option, index)
        painter.restore()


def _small(font: QFont) -> QFont:
    small = QFont(font)
    if font.pointSizeF() > 0:
        small.setPointSizeF(max(7.0, font.pointSizeF() - 1.0))
    return small


def _rounded(frame: QRect) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(frame), _RADIUS_PX, _RADIUS_PX)
    return path


def fitted_rect(size: QSize, frame: QRect) -> QRect:
    """The largest rectangle of the picture's shape inside the frame, in its middle."""
    fitted = size.scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
    rect = QRect(0, 0, fitted.width(), fitted.height())
    rect.moveCenter(frame.center())
    return rect
