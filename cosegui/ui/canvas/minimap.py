"""The small picture in the canvas's corner that shows which part of the image is in view."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from .image_view import ImageView

_LONGEST_PX = 160
_GAP_PX = 12
_SHADE = QColor(0, 0, 0, 110)
_EDGE = QColor(0, 0, 0, 160)
_FRAME = QColor(255, 255, 255)


class MiniMap(QWidget):
    """Lies in the lower right corner of a view while a part of its image is out of sight.

    A press or a drag on it brings that place of the image into the middle of the view. Coordinates
    are logical pixels of the map, `_scale` of them to a pixel of the image.
    """

    def __init__(self, view: ImageView) -> None:
        super().__init__(view)
        self._view = view
        self._pixmap = QPixmap()
        self._scale = 1.0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("The part of the image that is shown; drag to move"))
        self.setAccessibleName(self.tr("Overview"))
        self.hide()
        view.view_moved.connect(self.follow)
        view.picture_changed.connect(self._on_picture_changed)
        self._on_picture_changed()

    def follow(self) -> None:
        """Take the place and show the part that the view has now."""
        transform = self._view.transform
        width, height = transform.image_wh
        is_wanted = self._view.has_image and transform.visible_box().size_hw != (height, width)
        if is_wanted:
            self._scale = _LONGEST_PX / max(width, height)
            self.resize(max(1, round(width * self._scale)), max(1, round(height * self._scale)))
            corner = self._view.rect().bottomRight()
            self.move(
                corner.x() - self.width() - _GAP_PX + 1, corner.y() - self.height() - _GAP_PX + 1
            )
            # In a view that is hardly larger it would hide more than it shows.
            is_wanted = self.width() < self._view.width() / 2
        self.setVisible(is_wanted)
        self.update()

    def _on_picture_changed(self) -> None:
        self._pixmap = QPixmap()
        self.follow()

    def _photograph(self) -> QPixmap:
        """Reduced when it is first seen; most images are never magnified."""
        if self._pixmap.isNull():
            longest = round(_LONGEST_PX * self.devicePixelRatioF())
            self._pixmap = QPixmap.fromImage(self._view.small_photograph(longest))
        return self._pixmap

    def _shown_part(self) -> QRectF:
        box = self._view.transform.visible_box()
        scale = self._scale
        return QRectF(box.x0 * scale, box.y0 * scale, box.width * scale, box.height * scale)

    def _go_to(self, at: QPointF) -> None:
        self._view.centre_on((at.x() / self._scale, at.y() / self._scale))

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.rect(), self._photograph())
        part = self._shown_part().adjusted(0.5, 0.5, -0.5, -0.5)
        for outside in _around(QRectF(self.rect()), part):
            painter.fillRect(outside, _SHADE)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_EDGE, 1.0))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QPen(_FRAME, 1.5))
        painter.drawRect(part)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go_to(event.position())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)


def _around(whole: QRectF, part: QRectF) -> list[QRectF]:
    """What of the whole lies above, below, left and right of the part."""
    height = part.height()
    return [
        QRectF(whole.left(), whole.top(), whole.width(), part.top() - whole.top()),
        QRectF(whole.left(), part.bottom(), whole.width(), whole.bottom() - part.bottom()),
        QRectF(whole.left(), part.top(), part.left() - whole.left(), height),
        QRectF(part.right(), part.top(), whole.right() - part.right(), height),
    ]
