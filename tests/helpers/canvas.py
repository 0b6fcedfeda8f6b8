"""An editor without files or undo, canvases on it, and what they paint as arrays."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from cosegui.core import painting
from cosegui.core.geometry import Box
from cosegui.core.layers import empty_layers, mask_of


class FakeEditor(QObject):
    """Stands for `cosegui.session.editor.Editor`: the same signals and edits, in memory alone.

    `steps` lists the names of finished edits, `strokes` every segment of every stroke, `thresholds`
    every value that was asked for, with whether it was final. `tried` is the mask that is shown
    without being a step; it stays out of the layers here.
    """

    image_ready = Signal(str)
    image_failed = Signal(str, str)
    mask_changed = Signal(str, object)
    model_layer_changed = Signal(str)
    history_changed = Signal(str)
    threshold_changed = Signal(str, float)
    edit_refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.image_id = ""
        self.image_hwc_u8: NDArray[np.uint8] | None = None
        self.layers_hw_u8: NDArray[np.uint8] | None = None
        self.probability_hw_u8: NDArray[np.uint8] | None = None
        self.heatmap_hw_f32: NDArray[np.float32] | None = None
        self.can_edit = True
        self.threshold = 0.5
        self.model_threshold = 0.5
        self.thresholds: list[tuple[float, bool]] = []
        self.steps: list[str] = []
        self.strokes: list[tuple[tuple[float, float], tuple[float, float], float, bool]] = []
        self.tried: NDArray[np.bool_] | None = None
        self._stroke: str | None = None
        self._is_draft = False
        self._before: NDArray[np.uint8] | None = None

    def show_image(
        self,
        image_id: str,
        image_hwc: NDArray[np.uint8],
        layers_hw: NDArray[np.uint8] | None = None,
    ) -> None:
        """Another image is current and loaded."""
        size_hw = (image_hwc.shape[0], image_hwc.shape[1])
        self.image_id = image_id
        self.image_hwc_u8 = image_hwc
        self.layers_hw_u8 = empty_layers(size_hw) if layers_hw is None else layers_hw
        self.probability_hw_u8 = None
        self.heatmap_hw_f32 = None
        self.image_ready.emit(image_id)

    def show_nothing(self) -> None:
        self.image_id = ""
        self.image_hwc_u8 = self.layers_hw_u8 = None
        self.probability_hw_u8 = self.heatmap_hw_f32 = None
        self.image_ready.emit("")

    def set_model_layers(
        self, probability_hw: NDArray[np.uint8] | None, heatmap_hw: NDArray[np.float32] | None
    ) -> None:
        self.probability_hw_u8, self.heatmap_hw_f32 = probability_hw, heatmap_hw
        self.model_layer_changed.emit(self.image_id)

    @property
    def mask_hw(self) -> NDArray[np.bool_]:
        assert self.layers_hw_u8 is not None
        return mask_of(self.layers_hw_u8)

    @property
    def is_in_stroke(self) -> bool:
        return self._stroke is not None

    def begin_stroke(self, name: str, *, is_draft: bool = False) -> bool:
        if not self.can_edit or self.layers_hw_u8 is None:
            self.edit_refused.emit("The image cannot be edited.")
            return False
        self._stroke = name
        self._is_draft = is_draft
        self._before = self.layers_hw_u8.copy()
        return True

    def extend_stroke(
        self,
        start_xy: tuple[float, float],
        end_xy: tuple[float, float],
        *,
        radius_px: float,
        value: bool,
    ) -> Box:
        if self._stroke is None or self.layers_hw_u8 is None:
            return Box.empty()
        self.strokes.append((start_xy, end_xy, radius_px, value))
        box = painting.paint_segment(
            self.layers_hw_u8, start_xy, end_xy, radius_px=radius_px, value=value
        )
        self.mask_changed.emit(self.image_id, box)
        return box

    def end_stroke(self) -> None:
        if self._stroke is not None:
            self.steps.append(self._stroke)
            self._stroke = None

    def end_draft(
        self,
        finish: Callable[[NDArray[np.uint8], tuple[painting.Segment, ...]], NDArray[np.uint8]],
    ) -> None:
        if self._stroke is not None:
            assert self._is_draft
            name = self._stroke
            self.cancel_stroke()
            assert self.layers_hw_u8 is not None
            segments = tuple(painting.Segment(*stroke) for stroke in self.strokes)
            self.layers_hw_u8[:] = finish(self.layers_hw_u8.copy(), segments)
            self.steps.append(name)

    def cancel_stroke(self) -> None:
        if self._stroke is not None:
            assert self.layers_hw_u8 is not None
            self._stroke = None
            self.layers_hw_u8[:] = self._before
            self.mask_changed.emit(self.image_id, Box.full(self.mask_hw.shape))

    def set_threshold(self, value: float, *, final: bool = True) -> None:
        self.thresholds.append((value, final))

    def apply_mask(self, name: str, mask_hw: NDArray[np.bool_], box: Box | None = None) -> None:
        assert self.layers_hw_u8 is not None
        changed = painting.apply_mask(self.layers_hw_u8, mask_hw, box)
        self.steps.append(name)
        self.mask_changed.emit(self.image_id, changed)

    def apply_computed(
        self, name: str, compute: Callable[[NDArray[np.bool_]], NDArray[np.bool_]]
    ) -> None:
        self.apply_mask(name, compute(self.mask_hw))

    def compute_mask(
        self,
        name: str,
        compute: Callable[[NDArray[np.uint8]], NDArray[np.bool_]],
        *,
        final: bool = True,
    ) -> None:
        assert self.layers_hw_u8 is not None
        kept, self.tried = self.layers_hw_u8, None
        if final:
            self.apply_mask(name, compute(kept.copy()))
        else:
            self.tried = compute(kept.copy())

    def drop_preview(self) -> None:
        self.tried = None


def flat_photo(
    size_hw: tuple[int, int], rgb: tuple[int, int, int] = (90, 90, 90)
) -> NDArray[np.uint8]:
    """(H, W, 3) uint8 of one colour."""
    return np.full((*size_hw, 3), rgb, np.uint8)


def noisy_photo(size_hw: tuple[int, int], *, seed: int = 1) -> NDArray[np.uint8]:
    """(H, W, 3) uint8 in which every pixel differs from its neighbours."""
    return np.random.default_rng(seed).integers(0, 256, (*size_hw, 3), dtype=np.uint8)


def painted(widget: QWidget, *, ratio: float | None = None) -> NDArray[np.uint8]:
    """(h, w, 3) uint8 RGB: the widget as it paints itself, in device pixels."""
    pixmap = widget.grab() if ratio is None else _rendered(widget, ratio)
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def _rendered(widget: QWidget, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(widget.width() * ratio), round(widget.height() * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(QColor(0, 0, 0))
    painter = QPainter(pixmap)
    widget.render(painter, QPoint())
    painter.end()
    return pixmap


def turn_wheel(
    widget: QWidget,
    at_xy: tuple[float, float],
    *,
    angle: tuple[int, int] = (0, 0),
    pixels: tuple[int, int] = (0, 0),
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    phase: Qt.ScrollPhase = Qt.ScrollPhase.NoScrollPhase,
) -> None:
    """One event of a wheel (angles only) or a touchpad (pixels and a phase)."""
    position = QPointF(*at_xy)
    event = QWheelEvent(
        position,
        QPointF(widget.mapToGlobal(position)),
        QPoint(*pixels),
        QPoint(*angle),
        Qt.MouseButton.NoButton,
        modifiers,
        phase,
        False,
    )
    QApplication.sendEvent(widget, event)
