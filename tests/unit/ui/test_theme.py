from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from cosegui.core.project import ReviewState
from cosegui.ui.theme import DARK, LIGHT, Colours, state_colour

SCHEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2."""
    channels = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in QColor(colour).getRgbF()[:3]
    ]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", SCHEMES)
def test_text_can_be_read_on_every_ground(colours: Colours) -> None:
    for text in (colours.text, colours.muted, colours.accent, colours.warning, colours.danger):
        for ground in (colours.ground, colours.surface, colours.raised):
            assert contrast(text, ground) >= 4.5, (text, ground)
    assert contrast(colours.accent_text, colours.accent_ground) >= 4.5


@pytest.mark.parametrize("colours", SCHEMES)
def test_state_marks_stand_out_from_their_badge(colours: Colours) -> None:
    for state in ReviewState:
        assert contrast(state_colour(colours, state), colours.surface) >= 3
