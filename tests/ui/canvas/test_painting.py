"""What is on the screen, pixel by pixel."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cosegui.core.geometry import Box
from cosegui.ui.canvas import marks
from cosegui.ui.canvas.items import device_rect
from cosegui.ui.canvas.transform import ViewTransform
from cosegui.ui.canvas.view_state import Layer, ViewState
from tests.helpers.canvas import FakeEditor, flat_photo, noisy_photo, painted
from tests.helpers.fakes import SteppedRunner
from tests.ui.canvas.conftest import MakeCanvas, WatchedCanvas

RATIOS = (1.0, 1.25, 1.5, 2.0)
GREY = (90, 90, 90)
RED = (255, 0, 0)


def look_at(
    canvas: WatchedCanvas, zoom: float, anchor_xy: tuple[float, float] = (150, 100)
) -> None:
    canvas.zoom_by(zoom / canvas.zoom, anchor_xy)


def sampled(array: NDArray[np.uint8], transform: ViewTransform) -> NDArray[np.uint8]:
    """The array's value under the centre of each device pixel of the image's place on screen."""
    place = device_rect(transform)
    origin_x, origin_y = transform.origin_xy_device
    width, height = (round(side * transform.device_pixel_ratio) for side in transform.viewport_wh)
    xs = np.arange(max(0, place.left()), min(width, place.right() + 1))
    ys = np.arange(max(0, place.top()), min(height, place.bottom() + 1))
    columns = np.floor((xs + 0.5 - origin_x) / transform.zoom).astype(int)
    rows = np.floor((ys + 0.5 - origin_y) / transform.zoom).astype(int)
    return array[rows][:, columns]


def on_screen(canvas: WatchedCanvas) -> NDArray[np.uint8]:
    """The image's place on the screen, without focus frame and brush ring."""
    canvas.clearFocus()
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    shot = painted(canvas, ratio=canvas.ratio)
    place = device_rect(canvas.transform)
    return shot[max(0, place.top()) : place.bottom() + 1, max(0, place.left()) : place.right() + 1]


@pytest.mark.parametrize("ratio", RATIOS)
def test_at_full_size_the_photograph_is_untouched(
    make_canvas: MakeCanvas, editor: FakeEditor, state: ViewState, ratio: float
) -> None:
    canvas = make_canvas(ratio=ratio)
    photo = noisy_photo((120, 160))
    editor.show_image("a", photo)
    canvas.zoom_to_actual_size()
    np.testing.assert_array_equal(on_screen(canvas), photo)


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("zoom", [1, 1.6, 2, 3.4, 4, 7.07, 16])
def test_every_pixel_of_the_mask_is_painted_where_it_lies(
    make_canvas: MakeCanvas, editor: FakeEditor, state: ViewState, ratio: float, zoom: float
) -> None:
    canvas = make_canvas(ratio=ratio)
    layers = (np.random.default_rng(0).random((90, 120)) > 0.5).astype(np.uint8)
    editor.show_image("a", flat_photo((90, 120), GREY), layers)
    state.set_overlay_color(RED)
    state.set_opacity(Layer.MASK, 1.0)
    look_at(canvas, zoom)
    is_red = (on_screen(canvas) == RED).all(axis=2)
    expected = sampled(layers, canvas.transform) == 1
    # Qt steps through the source in 1/65536: a device pixel whose centre lies very near the border
    # of two image pixels may fall to either.
    assert np.count_nonzero(is_red != expected) <= 0.01 * expected.size


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("zoom", [4, 6.5, 12, 40])
def test_the_ring_encloses_exactly_what_a_click_paints(
    make_canvas: MakeCanvas, editor: FakeEditor, qtbot: QtBot, ratio: float, zoom: float
) -> None:
    canvas = make_canvas(ratio=ratio)
    editor.show_image("a", flat_photo((90, 120)))
    look_at(canvas, zoom)
    for radius, at in ((0.5, (120, 90)), (1.0, (133, 71)), (2.7, (150, 100)), (9.0, (141, 93))):
        canvas.set_brush_radius(radius)
        editor.layers_hw_u8[:] = 0
        centre = canvas.transform.to_image(at)
        ring = marks.ring_path(canvas.transform, centre, radius)
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(*at))
        assert editor.mask_hw.any()
        enclosed = np.zeros_like(editor.mask_hw)
        for row, column in np.ndindex(enclosed.shape):
            view_xy = canvas.transform.to_view((column + 0.5, row + 0.5))
            enclosed[row, column] = ring.contains(QPointF(*view_xy))
        np.testing.assert_array_equal(enclosed, editor.mask_hw)


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("zoom", [0.3, 1, 2.5])
def test_the_ring_is_as_large_as_what_a_click_paints(
    make_canvas: MakeCanvas, editor: FakeEditor, qtbot: QtBot, ratio: float, zoom: float
) -> None:
    canvas = make_canvas(ratio=ratio)
    editor.show_image("a", flat_photo((900, 1200)))
    look_at(canvas, zoom)
    canvas.set_brush_radius(30)
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(150, 100))
    rows, columns = np.nonzero(editor.mask_hw)
    box = Box(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)
    centre = canvas.transform.to_image((150, 100))
    ring = marks.ring_path(canvas.transform, centre, 30).boundingRect()
    x0, y0 = canvas.transform.to_view((box.x0, box.y0))
    x1, y1 = canvas.transform.to_view((box.x1, box.y1))
    pixel = canvas.transform.scale
    assert (ring.left(), ring.top()) == pytest.approx((x0, y0), abs=pixel)
    assert (ring.right(), ring.bottom()) == pytest.approx((x1, y1), abs=pixel)


def repainted(canvas: WatchedCanvas, shot: QImage, *, everything: bool) -> None:
    """Paint onto an earlier shot, as a screen would: only what the canvas asked for, or all."""
    painter = QPainter(shot)
    if everything:
        canvas.render(painter, QPoint())
    else:
        for rect in canvas.repaints_since_last():
            part = rect & canvas.rect()
            if not part.isEmpty():
                canvas.render(painter, part.topLeft(), QRegion(part))
    painter.end()


def blank_shot(canvas: WatchedCanvas) -> QImage:
    ratio = canvas.ratio
    shot = QImage(
        round(canvas.width() * ratio),
        round(canvas.height() * ratio),
        QImage.Format.Format_RGB32,
    )
    shot.setDevicePixelRatio(ratio)
    shot.fill(0)
    return shot


def as_array(shot: QImage) -> NDArray[np.uint8]:
    rows = np.frombuffer(shot.constBits(), np.uint8).reshape(shot.height(), -1, 4)
    return rows[..., :3].copy()


@pytest.mark.parametrize("outline_only", [False, True])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("zoom", [0.11, 0.3, 0.5, 0.8, 1, 2, 5])
def test_after_a_stroke_the_screen_is_as_if_all_had_been_repainted(
    make_canvas: MakeCanvas,
    editor: FakeEditor,
    state: ViewState,
    qtbot: QtBot,
    zoom: float,
    ratio: float,
    outline_only: bool,
) -> None:
    canvas = make_canvas(ratio=ratio)
    rng = np.random.default_rng(5)
    coarse = (rng.random((30, 40)) > 0.5).astype(np.uint8)
    editor.show_image("a", noisy_photo((900, 1200)), np.kron(coarse, np.ones((30, 30), np.uint8)))
    state.set_outline_only(outline_only)
    look_at(canvas, zoom)
    canvas.set_brush_radius(17.3)
    shot = blank_shot(canvas)
    repainted(canvas, shot, everything=True)
    canvas.repaints_since_last()

    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(100, 60))
    for point in ((120, 75), (180, 140), (150, 90)):
        qtbot.mouseMove(canvas, QPoint(*point))
        repainted(canvas, shot, everything=False)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(150, 90))
    repainted(canvas, shot, everything=False)

    whole = blank_shot(canvas)
    repainted(canvas, whole, everything=True)
    difference = np.abs(as_array(shot).astype(int) - as_array(whole)).max(axis=2)
    # Sampling that starts elsewhere in a row may round the last bit of a colour another way.
    assert np.count_nonzero(difference > 2) == 0


def test_a_stroke_repaints_little(canvas: WatchedCanvas, editor: FakeEditor, qtbot: QtBot) -> None:
    editor.show_image("a", flat_photo((2000, 3000)))
    canvas.zoom_to_actual_size()
    canvas.set_brush_radius(10)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    canvas.repaints_since_last()
    qtbot.mouseMove(canvas, QPoint(110, 100))
    area = QRegion()
    for rect in canvas.repaints_since_last():
        area |= QRegion(rect)
    assert 0 < area.boundingRect().width() < 60
    assert 0 < area.boundingRect().height() < 50


def test_zoomed_out_a_block_shows_its_share_of_mask(
    canvas: WatchedCanvas, editor: FakeEditor, state: ViewState
) -> None:
    layers = np.zeros((800, 1200), np.uint8)
    layers[::2] = 1
    editor.show_image("a", flat_photo((800, 1200), (0, 0, 0)), layers)
    state.set_overlay_color(RED)
    state.set_opacity(Layer.MASK, 1.0)
    look_at(canvas, 0.2)
    inner = on_screen(canvas)[10:-10, 10:-10].astype(int)
    assert np.abs(inner - (128, 0, 0)).max() <= 2


def test_hidden_and_peeked_layers_leave_the_photograph_bare(
    canvas: WatchedCanvas, editor: FakeEditor, state: ViewState
) -> None:
    editor.show_image("a", flat_photo((100, 100), GREY), np.ones((100, 100), np.uint8))
    editor.set_model_layers(np.full((100, 100), 255, np.uint8), np.ones((7, 7), np.float32))
    for layer in Layer:
        state.set_layer_visible(layer, True)
    assert not (on_screen(canvas) == GREY).any()
    state.set_peeking(True)
    assert (on_screen(canvas) == GREY).all()
    state.set_peeking(False)
    for layer in Layer:
        state.set_layer_visible(layer, False)
    assert (on_screen(canvas) == GREY).all()


@pytest.mark.parametrize(("layer", "value"), [(Layer.HEATMAP, 1.0), (Layer.PROBABILITY, 255)])
def test_heatmap_and_probability_are_mixed_by_their_opacity(
    canvas: WatchedCanvas, editor: FakeEditor, state: ViewState, layer: Layer, value: float
) -> None:
    editor.show_image("a", flat_photo((100, 100), (0, 0, 0)))
    editor.set_model_layers(np.full((100, 100), 255, np.uint8), np.ones((7, 7), np.float32))
    state.set_layer_visible(layer, True)
    state.set_opacity(layer, 1.0)
    full = on_screen(canvas)[20, 20].astype(int)
    state.set_opacity(layer, 0.5)
    half = on_screen(canvas)[20, 20].astype(int)
    assert full.max() > 200
    assert np.abs(half - full / 2).max() <= 1.5


def test_a_heatmap_covers_the_image_from_corner_to_corner(
    canvas: WatchedCanvas, editor: FakeEditor, state: ViewState
) -> None:
    editor.show_image("a", flat_photo((100, 150), (0, 0, 0)))
    heat = np.zeros((4, 6), np.float32)
    heat[0, 0] = heat[3, 5] = 1
    editor.set_model_layers(None, heat)
    state.set_layer_visible(Layer.HEATMAP, True)
    state.set_opacity(Layer.HEATMAP, 1.0)
    brightness = on_screen(canvas).astype(int).sum(axis=2)
    assert brightness[2, 2] > 500
    assert brightness[-3, -3] > 500
    assert brightness[-3, 2] < 150


@pytest.mark.parametrize("layer", [Layer.HEATMAP, Layer.PROBABILITY])
def test_layers_stay_in_place_at_the_highest_zoom(
    canvas: WatchedCanvas, editor: FakeEditor, state: ViewState, layer: Layer
) -> None:
    editor.show_image("a", flat_photo((3000, 4000), (0, 0, 0)))
    right_half = np.zeros((3000, 4000), np.uint8)
    right_half[:, 2000:] = 255
    editor.set_model_layers(right_half, right_half[::500, ::500].astype(np.float32) / 255)
    state.set_layer_visible(layer, True)
    state.set_opacity(layer, 1.0)
    look_at(canvas, 64, canvas.transform.to_view((2000, 1500)))
    brightness = on_screen(canvas).astype(int).sum(axis=2)[100]
    border = canvas.transform.to_view((2000, 1500))[0]
    assert 20 < border < 280
    if layer is Layer.PROBABILITY:
        assert (brightness[: int(border) - 1] < 100).all()
        assert (brightness[int(border) + 1 :] > 500).all()
    else:  # a cell of the heatmap is far wider than the view: one colour, from the middle
        assert np.ptp(brightness) < 20
        assert 250 < brightness[int(border)] < 450


def test_beginning_between_two_device_pixels_the_photograph_is_still_sharp(
    make_canvas: MakeCanvas, editor: FakeEditor
) -> None:
    canvas = make_canvas(ratio=1.5)
    photo = noisy_photo((60, 80))
    editor.show_image("a", photo)
    canvas.zoom_to_actual_size()
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    shot = QImage(500, 400, QImage.Format.Format_RGB32)
    shot.setDevicePixelRatio(1.5)
    shot.fill(0)
    painter = QPainter(shot)
    canvas.render(painter, QPoint(5, 3))  # at (7.5, 4.5) in device pixels
    painter.end()
    left, top = (int(value) for value in canvas.transform.origin_xy_device)
    for dx, dy in np.ndindex(2, 2):
        x, y = left + 7 + dx, top + 4 + dy
        if (as_array(shot)[y : y + 60, x : x + 80, ::-1] == photo).all():
            return
    pytest.fail("the photograph was blurred or shifted")


def test_a_big_image_is_shown_before_its_reductions_are_ready(
    make_canvas: MakeCanvas, editor: FakeEditor, state: ViewState
) -> None:
    runner = SteppedRunner()
    canvas = make_canvas(runner=runner)
    photo = noisy_photo((900, 1200))
    editor.show_image("a", photo)
    rough = on_screen(canvas)
    assert rough.std() > 40
    canvas.repaints_since_last()
    runner.run_all()
    assert canvas.repaints_since_last() == [canvas.rect()]
    assert on_screen(canvas).std() < 0.6 * rough.std()


def test_what_is_painted_while_reductions_are_computed_is_in_them(
    make_canvas: MakeCanvas, editor: FakeEditor, state: ViewState
) -> None:
    runner = SteppedRunner()
    canvas = make_canvas(runner=runner)
    editor.show_image("a", flat_photo((900, 1200), (0, 0, 0)))
    state.set_overlay_color(RED)
    state.set_opacity(Layer.MASK, 1.0)
    deliveries = [runner.work(title) for title in runner.titles]
    editor.begin_stroke("Brush")
    editor.extend_stroke((600, 450), (600, 450), radius_px=200, value=True)
    editor.end_stroke()
    for deliver in deliveries:
        deliver()
    centre = on_screen(canvas)[75:100, 105:130]
    assert (centre == RED).all()


def test_reductions_of_an_image_that_is_gone_are_dropped(
    make_canvas: MakeCanvas, editor: FakeEditor
) -> None:
    runner = SteppedRunner()
    canvas = make_canvas(runner=runner)
    editor.show_image("a", flat_photo((900, 1200)))
    late = [runner.work(title) for title in runner.titles]
    editor.show_image("b", flat_photo((100, 100), (1, 2, 3)))
    for deliver in late:
        deliver()
    assert (on_screen(canvas)[10:-10, 10:-10] == (1, 2, 3)).all()


def test_small_images_need_no_other_thread(make_canvas: MakeCanvas, editor: FakeEditor) -> None:
    runner = SteppedRunner()
    make_canvas(runner=runner)
    editor.show_image("a", flat_photo((300, 400)))
    assert runner.titles == []


def test_reductions_that_fail_leave_the_image_visible(
    make_canvas: MakeCanvas, editor: FakeEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_image: object) -> None:
        raise MemoryError("no room")

    monkeypatch.setattr("cosegui.ui.canvas.loading.photo_levels", fail)
    runner = SteppedRunner()
    canvas = make_canvas(runner=runner)
    editor.show_image("a", flat_photo((900, 1200), GREY))
    runner.run_all()
    assert (on_screen(canvas)[10:-10, 10:-10] == GREY).all()


def test_a_read_only_image_can_be_shown(
    canvas: WatchedCanvas, editor: FakeEditor, state: ViewState
) -> None:
    photo = flat_photo((60, 60), GREY)
    photo.setflags(write=False)
    probability = np.full((60, 60), 255, np.uint8)
    probability.setflags(write=False)
    editor.show_image("a", photo)
    editor.set_model_layers(probability, None)
    assert (on_screen(canvas) == GREY).all()
    state.set_layer_visible(Layer.PROBABILITY, True)
    assert not (on_screen(canvas) == GREY).any()


def test_without_an_image_there_is_a_word_instead(
    canvas: WatchedCanvas, editor: FakeEditor
) -> None:
    empty = painted(canvas)
    canvas.set_placeholder("Choose an image")
    assert (painted(canvas) != empty).any()
    editor.show_image("a", flat_photo((10, 10)))
    editor.image_hwc_u8 = editor.layers_hw_u8 = None
    plain = painted(canvas)
    editor.image_failed.emit("a", "broken.jpg cannot be read: it is cut short")
    assert not canvas.has_image
    with_problem = painted(canvas)
    assert (with_problem != plain).any()
    editor.show_nothing()
    assert (painted(canvas) != with_problem).any()


def test_the_focus_is_visible(canvas: WatchedCanvas, editor: FakeEditor) -> None:
    editor.show_image("a", flat_photo((10, 10)))
    with_focus = painted(canvas)
    canvas.clearFocus()
    assert (painted(canvas)[:2] != with_focus[:2]).any()
