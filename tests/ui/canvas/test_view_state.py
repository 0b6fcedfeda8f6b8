"""How layers are shown, apart from any image."""

from __future__ import annotations

import pytest

from cosegui.core.settings import Settings
from cosegui.ui.canvas.view_state import Layer, ViewState


@pytest.fixture
def changes(state: ViewState) -> list[None]:
    told: list[None] = []
    state.changed.connect(lambda: told.append(None))
    return told


def test_at_first_the_mask_shows_as_the_settings_say(state: ViewState) -> None:
    settings = Settings()
    assert [layer for layer in Layer if state.is_layer_visible(layer)] == [Layer.MASK]
    assert state.overlay_opacity == settings.overlay_opacity
    assert "#{:02x}{:02x}{:02x}".format(*state.overlay_color) == settings.overlay_colour


def test_what_was_chosen_is_kept_in_the_settings_and_comes_back(state: ViewState) -> None:
    state.set_opacity(Layer.MASK, 0.3)
    state.set_opacity(Layer.HEATMAP, 0.8)
    state.set_overlay_color((1, 200, 16))
    state.set_outline_only(True)
    settings = state.settings_from(Settings())
    other = ViewState()
    other.apply_settings(settings)
    assert other.overlay_opacity == 0.3
    assert other.heatmap_opacity == 0.8
    assert other.overlay_color == (1, 200, 16)
    assert other.outline_only


def test_only_a_change_is_told(state: ViewState, changes: list[None]) -> None:
    state.set_layer_visible(Layer.MASK, True)
    state.set_opacity(Layer.MASK, state.overlay_opacity)
    state.set_outline_only(False)
    state.set_overlay_color(state.overlay_color)
    state.set_peeking(False)
    assert changes == []
    state.toggle_layer(Layer.HEATMAP)
    state.set_opacity(Layer.PROBABILITY, 0.1)
    assert len(changes) == 2


def test_opacities_are_held_within_their_range(state: ViewState) -> None:
    state.set_opacity(Layer.MASK, 7)
    assert state.overlay_opacity == 1
    state.set_opacity(Layer.MASK, -1)
    assert state.overlay_opacity == 0
    assert not state.is_shown(Layer.MASK)


def test_peeking_hides_every_layer_and_forgets_nothing(state: ViewState) -> None:
    state.set_layer_visible(Layer.HEATMAP, True)
    state.set_peeking(True)
    assert not any(state.is_shown(layer) for layer in Layer)
    state.set_peeking(False)
    assert [layer for layer in Layer if state.is_shown(layer)] == [Layer.HEATMAP, Layer.MASK]
