from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QIcon

from cosegui.ui.icons import Icon, icon, tinted_pixmap


def coverage(pixmap) -> float:
    """Share of the pixmap's pixels that something is painted on."""
    image = pixmap.toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return sum(pixel.alpha() > 0 for pixel in pixels) / len(pixels)


@pytest.mark.parametrize("name", Icon, ids=lambda name: name.name)
def test_every_icon_has_a_glyph_that_fits_its_square(name: Icon, qapp: object) -> None:
    pixmap = tinted_pixmap(name, QColor("#ff0000"), side_px=32)

    assert 0.02 < coverage(pixmap) < 0.9
    image = pixmap.toImage()
    edge = [image.pixelColor(x, y).alpha() for x in range(32) for y in (0, 31)]
    assert max(edge) < 128, "nothing is cut off above or below"


def test_a_disabled_icon_is_paler_than_an_enabled_one(qapp: object) -> None:
    normal = icon(Icon.SAVE).pixmap(32, 32, QIcon.Mode.Normal).toImage()
    disabled = icon(Icon.SAVE).pixmap(32, 32, QIcon.Mode.Disabled).toImage()

    assert normal != disabled


def test_icons_are_sharp_on_dense_screens(qapp: object) -> None:
    pixmap = tinted_pixmap(Icon.RUN, QColor("#ff0000"), side_px=16, device_pixel_ratio=2.0)

    assert pixmap.width() == 32
    assert pixmap.deviceIndependentSize().width() == 16
