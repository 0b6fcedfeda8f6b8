"""Sliders that say their value: of a share in percent, and of a size over several decades."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QSlider, QWidget

_STEPS = 1000


class PercentSlider(QWidget):
    """A share in [0, 1], to the whole percent.

    Signals:
        moved(float): the person chose another value; follows the drag.
        settled(float): the drag ended, or the value was set by a key or a click.
    """

    moved = Signal(float)
    settled = Signal(float)

    def __init__(
        self,
        name: str,
        *,
        lowest: int = 0,
        highest: int = 100,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(lowest, highest)
        self.slider.setPageStep(10)
        self.slider.setAccessibleName(name)
        # By the mouse it must not take the keys away from the canvas.
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFocusProxy(self.slider)
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._label.setMinimumWidth(self._label.fontMetrics().horizontalAdvance("100 % "))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self._label)
        self.slider.valueChanged.connect(self._on_value_changed)
        self.slider.sliderReleased.connect(lambda: self.settled.emit(self.value))
        self._show_value()

    @property
    def value(self) -> float:
        """In [0, 1]."""
        return self.slider.value() / 100

    def set_value(self, value: float) -> None:
        """Show a value that was chosen elsewhere; says nothing, and leaves a drag alone."""
        if not self.slider.isSliderDown():
            with QSignalBlocker(self.slider):
                self.slider.setValue(round(value * 100))
            self._show_value()

    def _on_value_changed(self) -> None:
        self._show_value()
        self.moved.emit(self.value)
        if not self.slider.isSliderDown():
            self.settled.emit(self.value)

    def _show_value(self) -> None:
        self._label.setText(self.tr("{percent} %").format(percent=self.slider.value()))


class SizeSlider(QWidget):
    """A size in pixels: a slider with equal ratios at equal distances, and a box to type into.

    Signals:
        moved(float): the person chose another value, in pixels.
    """

    moved = Signal(float)

    def __init__(
        self,
        name: str,
        *,
        lowest_px: float,
        highest_px: float,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lowest = lowest_px
        self._decades = math.log(highest_px / lowest_px)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _STEPS)
        self.slider.setPageStep(_STEPS // 20)
        self.slider.setAccessibleName(name)
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.box = QDoubleSpinBox()
        self.box.setRange(lowest_px, highest_px)
        self.box.setDecimals(1)
        self.box.setSuffix(self.tr(" px"))
        self.box.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        self.box.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.box.setKeyboardTracking(False)
        self.box.setAccessibleName(name)
        self.setFocusProxy(self.slider)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.box)
        self.slider.valueChanged.connect(self._on_slider_moved)
        self.box.valueChanged.connect(self.moved)

    def set_value(self, size_px: float) -> None:
        """Show a value that was chosen elsewhere; says nothing."""
        with QSignalBlocker(self.box):
            self.box.setValue(size_px)
        position = round(math.log(size_px / self._lowest) / self._decades * _STEPS)
        if not self.slider.isSliderDown():
            with QSignalBlocker(self.slider):
                self.slider.setValue(position)

    def _on_slider_moved(self, position: int) -> None:
        size_px = self._lowest * math.exp(position / _STEPS * self._decades)
        # Whole pixels, but for the finest brushes.
        self.moved.emit(float(round(size_px)) if size_px >= 1 else size_px)
