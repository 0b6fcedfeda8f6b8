from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QImage

from cosegui.ui.item_models.pictures import PictureCache, overlaid_picture

RED = QColor("#ff0000")


def test_without_a_mask_the_picture_is_the_photograph() -> None:
    pixels = np.arange(5 * 7 * 3, dtype=np.uint8).reshape(5, 7, 3)

    picture = overlaid_picture(pixels, None, colour=RED, opacity=0.5)

    assert (picture.height(), picture.width()) == (5, 7)
    assert picture.pixelColor(6, 4).getRgb()[:3] == tuple(int(v) for v in pixels[4, 6])


def test_the_mask_tints_its_pixels_by_the_opacity() -> None:
    pixels = np.full((2, 2, 3), 100, np.uint8)
    mask = np.array([[255, 0], [0, 0]], np.uint8)

    picture = overlaid_picture(pixels, mask, colour=RED, opacity=0.4)

    assert picture.pixelColor(0, 0).getRgb()[:3] == (162, 60, 60)
    assert picture.pixelColor(1, 0).getRgb()[:3] == (100, 100, 100)


def test_a_picture_keeps_its_pixels_when_the_array_goes() -> None:
    pixels = np.full((3, 3, 3), 9, np.uint8)
    picture = overlaid_picture(pixels, None, colour=RED, opacity=0.5)
    pixels[:] = 200

    assert picture.pixelColor(1, 1).red() == 9


def test_the_cache_makes_a_picture_once_and_again_when_told_to_forget() -> None:
    made: list[str] = []

    def make(image_id: str) -> QImage:
        made.append(image_id)
        return QImage(1, 1, QImage.Format.Format_RGB888)

    cache = PictureCache(make)
    cache.picture("a")
    cache.picture("a")
    assert made == ["a"]

    cache.forget("a")
    cache.picture("a")
    assert made == ["a", "a"]


def test_a_picture_that_is_not_there_yet_is_asked_for_again() -> None:
    answers = iter([None, QImage(1, 1, QImage.Format.Format_RGB888)])
    cache = PictureCache(lambda _image_id: next(answers))

    assert cache.picture("a") is None
    assert cache.picture("a") is not None


def test_the_cache_drops_what_was_not_looked_at_for_longest() -> None:
    made: list[str] = []

    def make(image_id: str) -> QImage:
        made.append(image_id)
        return QImage(1, 1, QImage.Format.Format_RGB888)

    cache = PictureCache(make, capacity=2)
    for image_id in ("a", "b", "a", "c", "a", "b"):
        cache.picture(image_id)

    assert made == ["a", "b", "c", "b"]
