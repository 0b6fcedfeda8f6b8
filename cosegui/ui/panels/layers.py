"""The layers dock: what lies over the photograph, how strongly, and in which colour."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QLinearGradient, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cosegui.imaging.colormap import heat_colours
from cosegui.session.editor import Editor
from cosegui.ui.canvas.view_state import Layer, ViewState

from .sliders import PercentSlider

_SWATCH_PX = 16
_BAR_HEIGHT_PX = 8


class LayersPanel(QWidget):
    """Switches and sliders of a `ViewState`; layers that the image does not have are disabled."""

    def __init__(
        self, editor: Editor, view_state: ViewState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._state = view_state
        names = layer_names()
        self.switches = {layer: QCheckBox(names[layer]) for layer in Layer}
        self.opacities = {
            layer: PercentSlider(self.tr("Opacity: {layer}").format(layer=names[layer]))
            for layer in Layer
        }
        self.outline_box = QCheckBox(self.tr("Outline only"))
        self.colour_button = QPushButton(self.tr("Colour…"))
        self.peek_button = QPushButton(self.tr("Hold to Peek"))
        self.hint = QLabel(self.tr("Run the model to see where it looked and how sure it is."))
        self._build()
        self._connect()
        self._show_state()
        self._show_presence()

    def _build(self) -> None:
        self.switches[Layer.MASK].setToolTip(self.tr("The mask of the shared object"))
        self.switches[Layer.HEATMAP].setToolTip(
            self.tr("Where the images of the group resemble each other")
        )
        self.switches[Layer.PROBABILITY].setToolTip(
            self.tr("How sure the model is that a pixel belongs to the object")
        )
        self.outline_box.setToolTip(self.tr("Show the mask's edge instead of its area"))
        self.colour_button.setToolTip(self.tr("Colour of the mask"))
        self.peek_button.setToolTip(
            self.tr("Shows the bare photograph while held  (Tab in the canvas)")
        )
        # By the mouse they must not take the keys away from the canvas.
        for button in (
            *self.switches.values(),
            self.outline_box,
            self.colour_button,
            self.peek_button,
        ):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        mask_row = QHBoxLayout()
        mask_row.addWidget(self.outline_box)
        mask_row.addStretch(1)
        mask_row.addWidget(self.colour_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(4)
        layout.addWidget(self.switches[Layer.MASK])
        layout.addWidget(self.opacities[Layer.MASK])
        layout.addLayout(mask_row)
        for layer in (Layer.HEATMAP, Layer.PROBABILITY):
            layout.addSpacing(10)
            layout.addWidget(self.switches[layer])
            layout.addWidget(self.opacities[layer])
        layout.addSpacing(4)
        layout.addWidget(ColourBar())
        layout.addWidget(self.hint)
        layout.addSpacing(8)
        layout.addWidget(self.peek_button)
        layout.addStretch(1)

    def _connect(self) -> None:
        state = self._state
        for layer in Layer:
            self.switches[layer].toggled.connect(
                lambda is_on, each=layer: state.set_layer_visible(each, is_on)
            )
            self.opacities[layer].moved.connect(
                lambda value, each=layer: state.set_opacity(each, value)
            )
        self.outline_box.toggled.connect(state.set_outline_only)
        self.colour_button.clicked.connect(self._on_colour_clicked)
        self.peek_button.pressed.connect(lambda: state.set_peeking(True))
        self.peek_button.released.connect(lambda: state.set_peeking(False))
        state.changed.connect(self._show_state)
        self._editor.image_ready.connect(self._show_presence)
        self._editor.model_layer_changed.connect(self._show_presence)

    def _show_state(self) -> None:
        state = self._state
        for layer in Layer:
            with QSignalBlocker(self.switches[layer]):
                self.switches[layer].setChecked(state.is_layer_visible(layer))
            self.opacities[layer].set_value(state.opacity(layer))
        with QSignalBlocker(self.outline_box):
            self.outline_box.setChecked(state.outline_only)
        # A line is as strong at any opacity; its slider would do nothing.
        self.opacities[Layer.MASK].setEnabled(not state.outline_only)
        self.colour_button.setIcon(_swatch(QColor(*state.overlay_color)))

    def _show_presence(self) -> None:
        presence = {
            Layer.HEATMAP: self._editor.heatmap_hw_f32 is not None,
            Layer.PROBABILITY: self._editor.probability_hw_u8 is not None,
        }
        for layer, is_there in presence.items():
            self.switches[layer].setEnabled(is_there)
            self.opacities[layer].setEnabled(is_there)
        has_image = self._editor.layers_hw_u8 is not None
        self.hint.setVisible(has_image and not any(presence.values()))

    def _on_colour_clicked(self) -> None:
        """The canvas follows the dialog; cancelling brings the old colour back."""
        before = self._state.overlay_color
        dialog = QColorDialog(QColor(*before), self)
        dialog.setWindowTitle(self.tr("Colour of the Mask"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.currentColorChanged.connect(self._take_colour)
        dialog.rejected.connect(lambda: self._state.set_overlay_color(before))
        dialog.open()

    def _take_colour(self, colour: QColor) -> None:
        self._state.set_overlay_color((colour.red(), colour.green(), colour.blue()))


class ColourBar(QWidget):
    """The heatmap's colours from 0 to 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Colours from 0 to 1"))
        self.setToolTip(self.tr("Colours of heatmap and probability, from 0 to 1"))

    def sizeHint(self) -> QSize:
        return QSize(120, _BAR_HEIGHT_PX + self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        gradient = QLinearGradient(0, 0, self.width(), 0)
        colours = heat_colours()
        for index in range(0, 256, 15):
            red, green, blue = (int(value) for value in colours[index])
            gradient.setColorAt(index / 255, QColor(red, green, blue))
        painter.fillRect(0, 0, self.width(), _BAR_HEIGHT_PX, gradient)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        below = self.rect().adjusted(0, _BAR_HEIGHT_PX, 0, 0)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, "0")
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, "1")


def layer_names() -> dict[Layer, str]:
    """What people call the layers."""
    translate = QCoreApplication.translate
    return {
        Layer.HEATMAP: translate("Layers", "Heatmap"),
        Layer.PROBABILITY: translate("Layers", "Probability"),
        Layer.MASK: translate("Layers", "Mask"),
    }


def _swatch(colour: QColor) -> QIcon:
    pixmap = QPixmap(_SWATCH_PX, _SWATCH_PX)
    pixmap.fill(colour)
    return QIcon(pixmap)
