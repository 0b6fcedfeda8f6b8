"""The model's own mask beside the canvas: the same part of the image at the same zoom."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from cosegui.core.geometry import Box
from cosegui.session.editor import Editor
from cosegui.tasks.runner import Runner

from . import marks
from .hand import wheel_intent_of
from .image_view import ImageView
from .input import Scroll, Zoom
from .items import Picture
from .tool_view import ToolView
from .transform import Point, ViewTransform
from .view_state import ViewState


class ReferenceView(ImageView):
    """Follows a canvas and moves it: wheel and drag act on both. It shows nothing while hidden.

    The photograph and its reductions are the canvas's own; only the mask is another one.
    """

    def __init__(
        self,
        canvas: ToolView,
        editor: Editor,
        view_state: ViewState,
        runner: Runner,
        parent: QWidget | None = None,
    ) -> None:
        self._canvas = canvas
        self._dragged_from: QPointF | None = None
        self._pointer_xy: Point | None = None
        super().__init__(editor, view_state, runner, parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.set_placeholder(self.tr("The model has not been run on this image."))
        self.setAccessibleName(self.tr("The model's mask"))
        canvas.view_moved.connect(self._follow)
        canvas.picture_changed.connect(self._rebuild)
        canvas.picture_refined.connect(self.update)
        canvas.cursor_moved.connect(self._on_cursor_moved)

    def _rebuild(self) -> None:
        """Show what the model found in the image that the canvas shows now."""
        self._loader.stop()
        self._picture = None
        photo, probability_hw = self._canvas.photo, self._editor.probability_hw_u8
        if self.isVisible() and photo is not None and probability_hw is not None:
            threshold = self._editor.model_threshold
            self._loader.load_model_mask(photo, probability_hw, threshold, self._show)
        self._follow()
        self.update()

    def _show(self, picture: Picture) -> None:
        picture.set_mask_color(self._state.overlay_color)
        self._picture = picture
        self.update()

    def _follow(self) -> None:
        self._set_transform(self._fitted_to_widget(self._canvas.transform))

    def _on_cursor_moved(self, point_xy: Point | None) -> None:
        """A cross marks here what the pointer is at over there."""
        for place in (self._pointer_xy, point_xy):
            if place is not None:
                self.update(marks.cross_rect(self._transform, place))
        self._pointer_xy = point_xy

    # What the view asks of its subclasses.

    def _paint_marks(self, painter: QPainter) -> None:
        if self._pointer_xy is not None:
            marks.paint_cross(painter, self._transform, self._pointer_xy)

    def _fitted_to_widget(self, view: ViewTransform) -> ViewTransform:
        del view  # where the image lies is the canvas's to say
        size_wh = (float(max(1, self.width())), float(max(1, self.height())))
        return replace(
            self._canvas.transform,
            viewport_wh=size_wh,
            device_pixel_ratio=self.devicePixelRatioF(),
            is_fitted=False,
        )

    def _on_image_ready(self, image_id: str) -> None:
        """The canvas tells when it shows the image."""

    def _on_image_failed(self, image_id: str, text: str) -> None:
        """The canvas says what is wrong."""

    def _on_mask_changed(self, image_id: str, box: Box) -> None:
        """What a person paints is not the model's."""

    def _on_model_layer_changed(self, image_id: str) -> None:
        del image_id  # it can only be the one that is shown
        self._rebuild()

    # Qt's events.

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._rebuild()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rebuild()

    def wheelEvent(self, event: QWheelEvent) -> None:
        canvas = self._canvas
        match wheel_intent_of(event):
            case Zoom(factor):
                # Both show the same place in their middle, whatever their sizes.
                dx = (canvas.width() - self.width()) / 2
                dy = (canvas.height() - self.height()) / 2
                canvas.zoom_by(factor, (event.position().x() + dx, event.position().y() + dy))
            case Scroll(dx, dy):
                canvas.scroll_by(dx, dy)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is not None:
            way = event.position() - self._dragged_from
            self._dragged_from = event.position()
            self._canvas.scroll_by(way.x(), way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event  # wherever it ends, the image stays
        self._dragged_from = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
