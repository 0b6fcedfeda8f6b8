"""The overview in the canvas's corner."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from cosegui.ui.canvas.minimap import MiniMap
from tests.helpers.canvas import FakeEditor, noisy_photo, painted
from tests.ui.canvas.conftest import MakeCanvas, WatchedCanvas

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def large(make_canvas: MakeCanvas, editor: FakeEditor) -> WatchedCanvas:
    canvas = make_canvas(size=(400, 300))
    editor.show_image("a", noisy_photo((600, 800)))
    return canvas


def minimap(canvas: WatchedCanvas) -> MiniMap:
    (found,) = canvas.findChildren(MiniMap)
    return found


def test_it_shows_only_while_a_part_of_the_image_is_out_of_sight(
    large: WatchedCanvas, editor: FakeEditor
) -> None:
    assert minimap(large).isHidden()
    large.zoom_to_actual_size()
    assert minimap(large).isVisible()
    assert (minimap(large).width(), minimap(large).height()) == (160, 120)
    large.fit()
    assert minimap(large).isHidden()
    large.zoom_to_actual_size()
    editor.show_nothing()
    assert minimap(large).isHidden()


def test_it_stays_in_the_lower_right_corner(large: WatchedCanvas) -> None:
    large.zoom_to_actual_size()
    large.resize(500, 420)
    assert minimap(large).geometry().bottomRight() == QPoint(500 - 13, 420 - 13)


def test_a_press_brings_its_place_into_the_middle(large: WatchedCanvas, qtbot: QtBot) -> None:
    large.zoom_to_actual_size()
    qtbot.mousePress(minimap(large), LEFT, pos=QPoint(40, 30))
    assert large.transform.centre_xy_image == pytest.approx((200, 150), abs=1)
    qtbot.mouseMove(minimap(large), QPoint(80, 60))
    qtbot.mouseRelease(minimap(large), LEFT, pos=QPoint(80, 60))


def test_nothing_is_painted_on_the_mask_through_it(
    large: WatchedCanvas, editor: FakeEditor, qtbot: QtBot
) -> None:
    large.zoom_to_actual_size()
    qtbot.mouseClick(minimap(large), LEFT, pos=QPoint(40, 30))
    qtbot.mouseDClick(minimap(large), LEFT, pos=QPoint(40, 30))
    assert editor.steps == []


def test_the_part_in_view_is_bright_and_the_rest_is_shaded(
    large: WatchedCanvas, editor: FakeEditor
) -> None:
    editor.show_image("b", np.full((600, 800, 3), 200, np.uint8))
    large.zoom_to_actual_size()
    seen = painted(minimap(large))
    assert seen[60, 80].tolist() == [200, 200, 200]
    assert (seen[10, 10] < 150).all()


def test_a_view_that_is_hardly_larger_has_none(make_canvas: MakeCanvas, editor: FakeEditor) -> None:
    canvas = make_canvas(size=(300, 200))
    editor.show_image("a", noisy_photo((600, 800)))
    canvas.zoom_to_actual_size()
    assert minimap(canvas).isHidden()
