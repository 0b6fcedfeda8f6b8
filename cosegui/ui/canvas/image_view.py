"""The widget that shows an editor's image with its layers, zoomed and moved; it takes no input.

It paints with QPainter on a plain QWidget. A QGraphicsView would bring a scene for thousands of
items where there are four, and a granularity of updates that is not ours; a QAbstractScrollArea
would bring scroll bars and whole-number positions to a view that zooms freely. OpenGL would copy
the mask to the graphics card at every stroke and is missing on many desktops. Painted by the CPU,
a stroke costs what its dirty rectangle costs.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from cosegui.core.geometry import Box
from cosegui.session.editor import Editor
from cosegui.tasks.runner import Runner

from . import marks
from .items import PhotoItem, Picture
from .loading import LevelLoader
from .transform import Point, ViewTransform
from .view_state import ViewState

_REPAINT_MARGIN_PX = 5
"""Logical pixels around a change that it may colour: a pixel of a reduced copy stands for a block
up to two device pixels wide and smooth scaling reaches into the next one; an outline has a hem."""
_REMEMBERED_VIEWS = 500


class ImageView(QWidget):
    """The current image of an editor; every image keeps the view it was left in.

    Signals:
        zoom_changed(float): device pixels per image pixel; 1.0 is 100 %.
        view_moved(): another part of the image is shown, or the view has another size.
        picture_changed(): the photograph that is shown is another one.
        picture_refined(): reduced copies of what is shown are ready.
    """

    zoom_changed = Signal(float)
    view_moved = Signal()
    picture_changed = Signal()
    picture_refined = Signal()

    def __init__(
        self,
        editor: Editor,
        view_state: ViewState,
        runner: Runner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._state = view_state
        self._loader = LevelLoader(runner)
        self._picture: Picture | None = None
        self._image_id = ""
        self._placeholder = ""
        self._problem = ""
        self._transform = ViewTransform()
        self._views: dict[str, ViewTransform] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(160, 120)
        editor.image_ready.connect(self._on_image_ready)
        editor.image_failed.connect(self._on_image_failed)
        editor.mask_changed.connect(self._on_mask_changed)
        editor.model_layer_changed.connect(self._on_model_layer_changed)
        view_state.changed.connect(self.update)
        self.picture_refined.connect(self.update)
        self.destroyed.connect(self._loader.stop)
        self._on_image_ready(editor.image_id)

    @property
    def view_state(self) -> ViewState:
        """How the layers are shown."""
        return self._state

    @property
    def photo(self) -> PhotoItem | None:
        """The photograph that is shown, with its reductions; None where there is none."""
        return None if self._picture is None else self._picture.photo

    @property
    def transform(self) -> ViewTransform:
        """Where the image lies in the view now."""
        return self._transform

    @property
    def zoom(self) -> float:
        """Device pixels per image pixel; 1.0 is 100 %."""
        return self._transform.zoom

    @property
    def has_image(self) -> bool:
        """Whether there is an image to look at."""
        return self._picture is not None

    def set_placeholder(self, text: str) -> None:
        """What is said where there is no image to show."""
        self._placeholder = text
        self.update()

    def fit(self) -> None:
        """Show the whole image, also after the view changes its size."""
        self._set_transform(self._transform.fit())

    def zoom_to_actual_size(self, anchor_xy_view: Point | None = None) -> None:
        """One image pixel on one device pixel."""
        self._set_transform(self._transform.zoomed_to(1.0, anchor_xy_view))

    def zoom_by(self, factor: float, anchor_xy_view: Point | None = None) -> None:
        """Magnify; the point under the anchor (None: the middle) stays where it is."""
        self._set_transform(self._transform.zoomed_to(self.zoom * factor, anchor_xy_view))

    def scroll_by(self, dx_view: float, dy_view: float) -> None:
        """Move the image by logical pixels of the view."""
        self._set_transform(self._transform.panned(dx_view, dy_view))

    def centre_on(self, point_xy_image: Point) -> None:
        """Bring a point of the image into the middle, at the same zoom."""
        x, y = self._transform.to_view(point_xy_image)
        self.scroll_by(self.width() / 2 - x, self.height() / 2 - y)

    def small_photograph(self, longest_px: int) -> QImage:
        """The photograph alone at a size for an overview; null where there is none."""
        return QImage() if self._picture is None else self._picture.photo.small(longest_px)

    # For subclasses.

    def _view_changed(self) -> None:
        """Another image, or another part of it, is shown."""

    def _image_replaced(self) -> None:
        """The image is another one; called before it is shown."""

    def _paint_marks(self, painter: QPainter) -> None:
        """Paint over the image, in logical pixels of the view."""

    # What the editor reports.

    def _on_image_ready(self, image_id: str) -> None:
        self._problem = ""
        self._remember_view()
        self._loader.stop()
        image_hwc, layers_hw = self._editor.image_hwc_u8, self._editor.layers_hw_u8
        self._image_id = image_id
        self._picture = None
        self._image_replaced()
        if image_hwc is not None and layers_hw is not None:
            self._picture = Picture(PhotoItem(image_hwc), layers_hw)
            self._picture.set_mask_color(self._state.overlay_color)
            self._show_view_of(image_id, self._picture.size_hw)
            self._loader.load(self._picture, self.picture_refined.emit)
            self._on_model_layer_changed(image_id)
        self._view_changed()
        self.picture_changed.emit()
        self.update()

    def _on_image_failed(self, image_id: str, text: str) -> None:
        self._on_image_ready(image_id)
        self._problem = text

    def _on_mask_changed(self, image_id: str, box: Box) -> None:
        picture = self._picture
        if picture is None or image_id != self._image_id or box.is_empty:
            return
        if self._editor.layers_hw_u8 is not picture.layers_hw:
            self._on_image_ready(image_id)
            return
        picture.mark_changed(box)
        self._loader.mark_changed(box)
        self.update(QRect(*self._transform.view_rect(box, _REPAINT_MARGIN_PX)))

    def _on_model_layer_changed(self, image_id: str) -> None:
        picture = self._picture
        if picture is None or image_id != self._image_id:
            return
        picture.set_probability(
            self._editor.probability_hw_u8, threshold=self._editor.model_threshold
        )
        picture.set_heatmap(self._editor.heatmap_hw_f32)
        if picture.probability is not None:
            self._loader.load_values(picture, picture.probability, self.update)
        self.update()

    # Where the image lies.

    def _set_transform(self, transform: ViewTransform) -> None:
        old, self._transform = self._transform, transform
        if transform == old:
            return
        self.update()
        self._view_changed()
        self.view_moved.emit()
        if transform.zoom != old.zoom and self.has_image:
            self.zoom_changed.emit(transform.zoom)

    def _remember_view(self) -> None:
        if self._picture is None:
            return
        self._views.pop(self._image_id, None)
        self._views[self._image_id] = self._transform
        if len(self._views) > _REMEMBERED_VIEWS:
            del self._views[next(iter(self._views))]

    def _show_view_of(self, image_id: str, size_hw: tuple[int, int]) -> None:
        image_wh = (size_hw[1], size_hw[0])
        view = self._views.get(image_id)
        if view is None or view.image_wh != image_wh:
            view = ViewTransform(image_wh)
        self._set_transform(self._fitted_to_widget(view))

    def _fitted_to_widget(self, view: ViewTransform) -> ViewTransform:
        size_wh = (float(max(1, self.width())), float(max(1, self.height())))
        return view.resized(size_wh, self.devicePixelRatioF())

    # Qt's events.

    def sizeHint(self) -> QSize:
        return QSize(960, 640)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._set_transform(self._fitted_to_widget(self._transform))
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.update()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_transform(self._fitted_to_widget(self._transform))
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        exposed = event.rect()
        painter.fillRect(exposed, self.palette().color(QPalette.ColorRole.Shadow))
        if self._picture is None:
            self._paint_placeholder(painter)
        else:
            self._paint_picture(painter, self._picture, exposed)
            self._paint_marks(painter)
        if self.hasFocus():
            color = self.palette().color(QPalette.ColorRole.Highlight)
            marks.paint_focus_frame(painter, QRectF(self.rect()), color)

    def _paint_picture(self, painter: QPainter, picture: Picture, exposed: QRect) -> None:
        ratio = self._transform.device_pixel_ratio
        painter.save()
        # From here on in device pixels. At a fractional ratio the widget itself may begin between
        # two of them; the picture begins on the nearest whole one.
        painter.scale(1 / ratio, 1 / ratio)
        to_device = painter.deviceTransform()
        painter.translate(
            round(to_device.dx()) - to_device.dx(), round(to_device.dy()) - to_device.dy()
        )
        in_device = QRectF(
            exposed.x() * ratio,
            exposed.y() * ratio,
            exposed.width() * ratio,
            exposed.height() * ratio,
        ).toAlignedRect()
        picture.paint(painter, self._transform, self._state, in_device.adjusted(-1, -1, 1, 1))
        painter.restore()

    def _paint_placeholder(self, painter: QPainter) -> None:
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(
            self.rect().adjusted(24, 24, -24, -24), flags, self._problem or self._placeholder
        )
