"""The pictures that lie on each other in the canvas, and how each is painted.

Each item holds an array and the `QImage` that reads the array's memory, in one object, so that
neither outlives the other. Nothing is converted that can be painted as it is: the photograph is
painted from the decoded array, the mask from the editor's live layers through a colour table, so
that a stroke needs no second image. Only zoomed-out painting has copies of its own, reduced ones.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from cosegui.core.geometry import Box
from cosegui.core.mask import binarise
from cosegui.imaging.resample import enlarged

from . import render
from .pyramid import ValuePyramid
from .render import Rgb
from .transform import ViewTransform
from .view_state import Layer, ViewState

_SMOOTH_UP_TO = 2.0
"""Zoom from which single pixels of the photograph are shown as squares."""
_MODEL_COLOR: Rgb = (255, 255, 255)
_HEAT_LONGEST_PX = 512
"""A heatmap has a cell for every 32 pixels; it is refined to this so that no cells show."""


class PhotoItem:
    """The photograph; (H, W, 3) uint8 RGB, contiguous, and its reductions as they arrive."""

    def __init__(self, image_hwc: NDArray[np.uint8]) -> None:
        self._base = np.ascontiguousarray(image_hwc)
        height, width = self._base.shape[:2]
        self._base_image = QImage(
            self._base.data, width, height, 3 * width, QImage.Format.Format_RGB888
        )
        self._levels: dict[int, NDArray[np.uint32]] = {}
        self._level_images: dict[int, QImage] = {}

    @property
    def image_hwc(self) -> NDArray[np.uint8]:
        return self._base

    @property
    def size_hw(self) -> tuple[int, int]:
        return self._base.shape[0], self._base.shape[1]

    def set_levels(self, levels: dict[int, NDArray[np.uint32]]) -> None:
        """Take what `pyramid.photo_levels` made of this photograph."""
        self._level_images = {
            level: _wrapped(colours, QImage.Format.Format_RGB32)
            for level, colours in levels.items()
        }
        self._levels = levels

    def small(self, longest_px: int) -> QImage:
        """A copy with its longer side `longest_px`, made of the smallest reduction that will do."""
        zoom = longest_px / max(self.size_hw)
        level = render.level_for(zoom, max(self._level_images, default=0))
        return self._level_images.get(level, self._base_image).scaled(
            longest_px,
            longest_px,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation
            if level > 0 or zoom >= 0.5
            else Qt.TransformationMode.FastTransformation,
        )

    def paint(self, painter: QPainter, transform: ViewTransform) -> None:
        zoom = transform.zoom
        level = render.level_for(zoom, max(self._level_images, default=0))
        image = self._level_images.get(level, self._base_image)
        # Smoothing an image that is far too large for the view costs much and shows little.
        is_reduction_missing = level == 0 and zoom < 0.5
        smooth = zoom != 1 and zoom < _SMOOTH_UP_TO and not is_reduction_missing
        _draw(painter, image, transform, pixel_wh=(2**level, 2**level), smooth=smooth)


class ValueItem:
    """An image of values shown in colours: the live mask, or the probability.

    Args:
        pyramid: the values, contiguous, and their reductions for zoomed-out painting.
        colours: 256 colours for the values themselves.
    """

    def __init__(self, pyramid: ValuePyramid, colours: list[int]) -> None:
        self.pyramid = pyramid
        self._is_prepared = False
        height, width = pyramid.size_hw
        self._values = pyramid.values_hw
        self._image = QImage(self._values.data, width, height, width, QImage.Format.Format_Indexed8)
        self._image.setColorTable(colours)
        self._level_images: dict[int, QImage] = {}

    def set_pyramid(self, pyramid: ValuePyramid) -> None:
        """Take the same values with reductions that are ready."""
        self.pyramid = pyramid
        self._level_images = {}
        self._is_prepared = True

    def set_colours(self, colours: list[int], ramp: NDArray[np.uint32]) -> None:
        self._image.setColorTable(colours)
        self.pyramid.set_ramp(ramp)

    def paint(self, painter: QPainter, transform: ViewTransform) -> None:
        zoom = transform.zoom
        level = 0
        if zoom < 1 and self._is_prepared and self.pyramid.levels:
            # From just below full size: a thin line must not lose every second pixel.
            level = max(1, render.level_for(zoom, self.pyramid.levels))
        if level == 0:
            _draw(painter, self._image, transform, pixel_wh=(1, 1), smooth=False)
            return
        colours = self.pyramid.colours(level)
        if level not in self._level_images:
            self._level_images[level] = _wrapped(colours, QImage.Format.Format_ARGB32_Premultiplied)
        _draw(
            painter,
            self._level_images[level],
            transform,
            pixel_wh=(2**level, 2**level),
            smooth=True,
        )


class HeatItem:
    """The heatmap: a coarse map, painted smoothly over the whole image."""

    def __init__(self, heatmap_hw: NDArray[np.float32]) -> None:
        finite = np.nan_to_num(heatmap_hw, nan=0.0, posinf=1.0, neginf=0.0)
        values = render.heat_values(enlarged(finite, longest_px=_HEAT_LONGEST_PX))
        self._colours = render.heat_ramp()[values]
        self._image = _wrapped(self._colours, QImage.Format.Format_RGB32)

    def paint(self, painter: QPainter, transform: ViewTransform) -> None:
        width, height = transform.image_wh
        cell_wh = (width / self._image.width(), height / self._image.height())
        _draw(painter, self._image, transform, pixel_wh=cell_wh, smooth=True)


class Picture:
    """One image of the project in the canvas: photograph, heatmap, probability and mask.

    Painted in device pixels of the view. The layers are the editor's own array; `mark_changed`
    has to follow every change of it.
    """

    def __init__(self, photo: PhotoItem, layers_hw: NDArray[np.uint8]) -> None:
        self.layers_hw = layers_hw
        self.photo = photo
        self.probability: ValueItem | None = None
        self.heat: HeatItem | None = None
        self._mask_color: Rgb = (0, 0, 0)
        self._model_threshold = 0.5
        self._model_layers: NDArray[np.uint8] | None = None
        self.mask = ValueItem(self.new_mask_pyramid(), render.mask_colours(self._mask_color))

    @property
    def size_hw(self) -> tuple[int, int]:
        return self.photo.size_hw

    def new_mask_pyramid(self) -> ValuePyramid:
        """For `ValuePyramid.prepare` in another thread, then `set_mask_pyramid`."""
        return mask_pyramid(self.layers_hw, self._mask_color)

    def set_mask_pyramid(self, pyramid: ValuePyramid) -> None:
        """Take prepared reductions of the layers, whatever colour they were prepared in."""
        pyramid.set_ramp(render.coverage_ramp(self._mask_color))
        self.mask.set_pyramid(pyramid)

    def set_mask_color(self, color: Rgb) -> None:
        if color != self._mask_color:
            self._mask_color = color
            self.mask.set_colours(render.mask_colours(color), render.coverage_ramp(color))

    def set_probability(
        self, probability_hw: NDArray[np.uint8] | None, *, threshold: float = 0.5
    ) -> None:
        """(H, W) uint8, 255 is certain; None where the model has not been.

        From `threshold` on a pixel belongs to the mask that the model itself would draw.
        """
        self._model_threshold, self._model_layers = threshold, None
        if probability_hw is None:
            self.probability = None
            return
        pyramid = ValuePyramid(np.ascontiguousarray(probability_hw), render.heat_ramp())
        self.probability = ValueItem(pyramid, render.heat_ramp().tolist())

    def set_heatmap(self, heatmap_hw: NDArray[np.float32] | None) -> None:
        """(h, w) float32 in [0, 1] at any size; it covers the whole image."""
        self.heat = None if heatmap_hw is None else HeatItem(heatmap_hw)

    def mark_changed(self, box: Box) -> None:
        """The layers changed in `box`, image frame."""
        self.mask.pyramid.mark_changed(box)

    def paint(
        self, painter: QPainter, transform: ViewTransform, state: ViewState, exposed: QRect
    ) -> None:
        """Paint what lies in `exposed`; painter and rectangle in device pixels of the view."""
        bounds = device_rect(transform)
        if not bounds.intersects(exposed):
            return
        painter.save()
        painter.setClipRect(bounds)
        self.photo.paint(painter, transform)
        overlays = ((Layer.HEATMAP, self.heat), (Layer.PROBABILITY, self.probability))
        for layer, item in overlays:
            if item is not None and state.is_shown(layer):
                painter.setOpacity(state.opacity(layer))
                item.paint(painter, transform)
        if state.is_shown(Layer.MASK):
            self.set_mask_color(state.overlay_color)
            if state.outline_only:
                painter.setOpacity(1.0)
                outlined = self.layers_hw, self._mask_color
                _paint_outline(painter, transform, exposed & bounds, *outlined)
            else:
                painter.setOpacity(state.overlay_opacity)
                self.mask.paint(painter, transform)
        if state.is_comparing and not state.is_peeking and self.probability is not None:
            painter.setOpacity(1.0)
            outlined = self._layers_of_model(self.probability), _MODEL_COLOR
            _paint_outline(painter, transform, exposed & bounds, *outlined)
        painter.restore()

    def _layers_of_model(self, probability: ValueItem) -> NDArray[np.uint8]:
        if self._model_layers is None:
            mask_hw = binarise(probability.pyramid.values_hw, self._model_threshold)
            self._model_layers = mask_hw.view(np.uint8)
        return self._model_layers


def mask_pyramid(layers_hw: NDArray[np.uint8], color: Rgb) -> ValuePyramid:
    """Reductions of layers in which a block is as opaque as its share of mask."""
    return ValuePyramid(layers_hw, render.coverage_ramp(color), factor=render.COVERAGE_FACTOR)


def device_rect(transform: ViewTransform) -> QRect:
    """The image's place in device pixels of the view."""
    left, top = (round(value) for value in transform.origin_xy_device)
    right, bottom = (round(value) for value in transform.to_device(transform.image_wh))
    return QRect(left, top, max(1, right - left), max(1, bottom - top))


def _paint_outline(
    painter: QPainter,
    transform: ViewTransform,
    exposed: QRect,
    layers_hw: NDArray[np.uint8],
    color: Rgb,
) -> None:
    line_px = max(1, round(1.5 * transform.device_pixel_ratio))
    origin_x, origin_y = transform.origin_xy_device
    rows = _indices(exposed.top(), exposed.height(), line_px, origin_y, transform.zoom)
    columns = _indices(exposed.left(), exposed.width(), line_px, origin_x, transform.zoom)
    colours = render.outline(layers_hw, rows=rows, columns=columns, color=color, line_px=line_px)
    image = _wrapped(colours, QImage.Format.Format_ARGB32_Premultiplied)
    painter.drawImage(exposed.topLeft(), image)


def _indices(start: int, count: int, margin: int, origin: float, zoom: float) -> NDArray[np.intp]:
    """The row (or column) of the image under the centre of each device pixel."""
    device = np.arange(start - margin, start + count + margin)
    return np.floor((device + 0.5 - origin) / zoom).astype(np.intp)


def _wrapped(colours_hw: NDArray[np.uint32], format_: QImage.Format) -> QImage:
    height, width = colours_hw.shape
    return QImage(colours_hw.data, width, height, 4 * width, format_)


def _draw(
    painter: QPainter,
    image: QImage,
    transform: ViewTransform,
    *,
    pixel_wh: tuple[float, float],
    smooth: bool,
) -> None:
    """Paint the part of `image` that shows; a pixel of it covers `pixel_wh` of the photograph's.

    The part depends on the view alone, never on what is exposed: so a small repaint samples as a
    full one does. It is cut out because Qt's scaling loses precision on huge targets.
    """
    visible = transform.visible_box()
    if visible.is_empty:
        return
    width, height = pixel_wh
    x0 = max(0, math.floor(visible.x0 / width) - 1)
    y0 = max(0, math.floor(visible.y0 / height) - 1)
    x1 = min(image.width(), math.ceil(visible.x1 / width) + 1)
    y1 = min(image.height(), math.ceil(visible.y1 / height) + 1)
    left, top = transform.to_device((x0 * width, y0 * height))
    size_wh = ((x1 - x0) * width * transform.zoom, (y1 - y0) * height * transform.zoom)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    painter.drawImage(
        QRectF(left, top, *size_wh),
        image,
        QRectF(x0, y0, x1 - x0, y1 - y0),
    )
