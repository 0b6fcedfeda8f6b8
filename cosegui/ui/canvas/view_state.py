"""How the layers over a photograph are shown; shared by the canvas and the panels."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from cosegui.core.settings import Settings

from .render import Rgb


class Layer(StrEnum):
    """What lies over the photograph, from the lowest to the topmost."""

    HEATMAP = "heatmap"
    PROBABILITY = "probability"
    MASK = "mask"


_DEFAULT_PROBABILITY_OPACITY = 0.7


class ViewState(QObject):
    """Visibility, opacity and colour of every layer; knows no image.

    Peeking hides every layer for as long as it lasts and changes nothing else.

    Signals:
        changed(): something here has another value than before.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._visible = {layer: layer is Layer.MASK for layer in Layer}
        self._opacity = {Layer.PROBABILITY: _DEFAULT_PROBABILITY_OPACITY}
        self._overlay_color: Rgb = (0, 0, 0)
        self._is_outline_only = False
        self._is_peeking = False
        self._is_comparing = False
        self.apply_settings(Settings())

    @property
    def overlay_opacity(self) -> float:
        """Of the mask, in [0, 1]."""
        return self._opacity[Layer.MASK]

    @property
    def heatmap_opacity(self) -> float:
        """In [0, 1]."""
        return self._opacity[Layer.HEATMAP]

    @property
    def probability_opacity(self) -> float:
        """In [0, 1]."""
        return self._opacity[Layer.PROBABILITY]

    @property
    def overlay_color(self) -> Rgb:
        """Of the mask: red, green, blue in 0..255."""
        return self._overlay_color

    @property
    def outline_only(self) -> bool:
        """Whether the mask shows as a line along its edge instead of an area."""
        return self._is_outline_only

    @property
    def is_peeking(self) -> bool:
        """Whether the bare photograph is shown for a moment."""
        return self._is_peeking

    @property
    def is_comparing(self) -> bool:
        """Whether the edge of the model's own mask is drawn over everything else."""
        return self._is_comparing

    def is_layer_visible(self, layer: Layer) -> bool:
        """Whether the person wants to see the layer (peeking aside)."""
        return self._visible[Layer(layer)]

    def is_shown(self, layer: Layer) -> bool:
        """Whether the layer is to be painted now."""
        return self._visible[layer] and self._opacity[layer] > 0 and not self._is_peeking

    def opacity(self, layer: Layer) -> float:
        """In [0, 1]."""
        return self._opacity[Layer(layer)]

    def set_layer_visible(self, layer: Layer, visible: bool) -> None:
        """Show or hide one layer."""
        if self._visible[Layer(layer)] != visible:
            self._visible[Layer(layer)] = visible
            self.changed.emit()

    def toggle_layer(self, layer: Layer) -> None:
        """Show the layer if it is hidden, hide it if it is shown."""
        self.set_layer_visible(layer, not self.is_layer_visible(layer))

    def set_opacity(self, layer: Layer, value: float) -> None:
        """Held within [0, 1]."""
        value = min(max(float(value), 0.0), 1.0)
        if self._opacity[Layer(layer)] != value:
            self._opacity[Layer(layer)] = value
            self.changed.emit()

    def set_overlay_color(self, color: Rgb) -> None:
        """The mask's colour: red, green, blue in 0..255."""
        if self._overlay_color != color:
            self._overlay_color = color
            self.changed.emit()

    def set_outline_only(self, outline_only: bool) -> None:
        """A line along the mask's edge, or an area."""
        if self._is_outline_only != outline_only:
            self._is_outline_only = outline_only
            self.changed.emit()

    def set_comparing(self, comparing: bool) -> None:
        """Draw the edge of the model's own mask, or end that."""
        if self._is_comparing != comparing:
            self._is_comparing = comparing
            self.changed.emit()

    def set_peeking(self, peeking: bool) -> None:
        """Hide every layer, or end that."""
        if self._is_peeking != peeking:
            self._is_peeking = peeking
            self.changed.emit()

    def apply_settings(self, settings: Settings) -> None:
        """Take opacities, colour and outline from the settings; visibility stays as it is."""
        self._opacity[Layer.MASK] = settings.overlay_opacity
        self._opacity[Layer.HEATMAP] = settings.heatmap_opacity
        self._is_outline_only = settings.outline_only
        digits = settings.overlay_colour.removeprefix("#")
        red, green, blue = bytes.fromhex(digits)
        self._overlay_color = (red, green, blue)
        self.changed.emit()

    def settings_from(self, settings: Settings) -> Settings:
        """The settings with what the person chose here, for the next start."""
        return settings.changed(
            overlay_opacity=self._opacity[Layer.MASK],
            heatmap_opacity=self._opacity[Layer.HEATMAP],
            outline_only=self._is_outline_only,
            overlay_colour="#{:02x}{:02x}{:02x}".format(*self._overlay_color),
        )
