"""Mouse, wheel, pen and keys on the canvas."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAction,
    QInputDevice,
    QKeyEvent,
    QKeySequence,
    QNativeGestureEvent,
    QPointingDevice,
    QTabletEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cosegui.core.settings import Settings
from cosegui.tasks.runner import ImmediateRunner
from cosegui.ui.canvas.input import MAX_RADIUS_PX
from cosegui.ui.canvas.tools import ToolName
from cosegui.ui.canvas.view import Canvas
from cosegui.ui.canvas.view_state import Layer, ViewState
from tests.helpers.canvas import FakeEditor, flat_photo, turn_wheel
from tests.ui.canvas.conftest import WatchedCanvas

LEFT, RIGHT, MIDDLE = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.RightButton,
    Qt.MouseButton.MiddleButton,
)
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def canvas(canvas: WatchedCanvas, editor: FakeEditor) -> WatchedCanvas:
    """Shows an image of 1200 x 800 at 100 %, its middle in the middle."""
    editor.show_image("a", flat_photo((800, 1200)))
    canvas.zoom_to_actual_size()
    canvas.set_brush_radius(5)
    return canvas


def drag(
    canvas: Canvas,
    *points: tuple[int, int],
    button: Qt.MouseButton = LEFT,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QTest.mousePress(canvas, button, modifiers, QPoint(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(canvas, QPoint(*point))
    QTest.mouseRelease(canvas, button, modifiers, QPoint(*points[-1]))


def under(canvas: Canvas, x: int, y: int) -> tuple[int, int]:
    """Row and column of the image under a point of the view."""
    column, row = canvas.transform.to_image((x, y))
    return int(row), int(column)


class TestPainting:
    def test_a_drag_paints_along_its_way_as_one_step(
        self, canvas: Canvas, editor: FakeEditor
    ) -> None:
        drag(canvas, (50, 50), (100, 50), (100, 120))
        assert editor.steps == ["Brush"]
        for point in ((50, 50), (77, 50), (100, 50), (100, 90), (100, 120)):
            assert editor.mask_hw[under(canvas, *point)]
        assert not editor.mask_hw[under(canvas, 50, 120)]

    def test_the_right_button_erases(self, canvas: Canvas, editor: FakeEditor) -> None:
        editor.layers_hw_u8[:] = 1
        drag(canvas, (50, 50), (60, 50), button=RIGHT)
        assert editor.steps == ["Eraser"]
        assert not editor.mask_hw[under(canvas, 55, 50)]

    def test_a_held_control_key_erases(self, canvas: Canvas, editor: FakeEditor) -> None:
        editor.layers_hw_u8[:] = 1
        QTest.mousePress(canvas, LEFT, CONTROL, QPoint(50, 50))
        QTest.mouseRelease(canvas, LEFT, CONTROL, QPoint(50, 50))
        assert not editor.mask_hw[under(canvas, 50, 50)]

    def test_shift_and_click_paints_a_straight_line(
        self, canvas: Canvas, editor: FakeEditor
    ) -> None:
        QTest.mouseClick(canvas, LEFT, pos=QPoint(50, 50))
        QTest.mouseClick(canvas, LEFT, SHIFT, QPoint(150, 150))
        assert editor.mask_hw[under(canvas, 100, 100)]
        assert editor.steps == ["Brush", "Brush"]

    def test_a_stroke_may_begin_outside_the_image(self, canvas: Canvas, editor: FakeEditor) -> None:
        canvas.fit()
        middle_y = canvas.height() // 2
        drag(canvas, (2, middle_y), (60, middle_y))
        assert editor.mask_hw[under(canvas, 30, middle_y)]

    def test_escape_takes_the_stroke_back(self, canvas: Canvas, editor: FakeEditor) -> None:
        QTest.mousePress(canvas, LEFT, pos=QPoint(50, 50))
        QTest.keyClick(canvas, Qt.Key.Key_Escape)
        QTest.mouseMove(canvas, QPoint(90, 50))
        QTest.mouseRelease(canvas, LEFT, pos=QPoint(90, 50))
        assert editor.steps == []
        assert not editor.mask_hw.any()

    def test_a_stroke_ends_where_the_focus_is_lost(
        self, canvas: Canvas, editor: FakeEditor
    ) -> None:
        QTest.mousePress(canvas, LEFT, pos=QPoint(50, 50))
        canvas.clearFocus()
        QTest.mouseMove(canvas, QPoint(120, 50))
        assert editor.steps == ["Brush"]
        assert not editor.mask_hw[under(canvas, 120, 50)]

    def test_a_stroke_does_not_reach_into_the_next_image(
        self, canvas: Canvas, editor: FakeEditor
    ) -> None:
        QTest.mousePress(canvas, LEFT, pos=QPoint(50, 50))
        editor.show_image("b", flat_photo((800, 1200)))
        QTest.mouseMove(canvas, QPoint(120, 50))
        QTest.mouseRelease(canvas, LEFT, pos=QPoint(120, 50))
        assert not editor.mask_hw.any()

    def test_without_an_image_clicks_do_nothing(self, canvas: Canvas, editor: FakeEditor) -> None:
        editor.show_nothing()
        drag(canvas, (50, 50), (60, 60))
        turn_wheel(canvas, (50, 50), angle=(0, 120))
        QTest.keyClick(canvas, Qt.Key.Key_Escape)
        assert editor.steps == []

    def test_a_polygon_is_closed_by_return_and_corrected_by_backspace(
        self, canvas: Canvas, editor: FakeEditor
    ) -> None:
        canvas.set_tool("polygon")
        for point in ((50, 50), (100, 50), (200, 190)):
            QTest.mouseClick(canvas, LEFT, pos=QPoint(*point))
        QTest.keyClick(canvas, Qt.Key.Key_Backspace)
        QTest.mouseClick(canvas, LEFT, pos=QPoint(100, 100))
        QTest.keyClick(canvas, Qt.Key.Key_Return)
        assert editor.steps == ["Encircle"]
        assert editor.mask_hw.sum() == pytest.approx(50 * 50 / 2, rel=0.1)

    def test_a_polygon_is_closed_by_a_double_click(
        self, canvas: Canvas, editor: FakeEditor
    ) -> None:
        canvas.set_tool("polygon")
        for point in ((50, 50), (100, 50), (100, 100)):
            QTest.mouseClick(canvas, LEFT, pos=QPoint(*point))
        QTest.mouseDClick(canvas, LEFT, pos=QPoint(50, 100))
        assert editor.steps == ["Encircle"]


class TestMoving:
    @pytest.mark.parametrize("tool", list(ToolName))
    def test_the_middle_button_moves_the_image_with_any_tool(
        self, canvas: Canvas, editor: FakeEditor, tool: ToolName
    ) -> None:
        canvas.set_tool(tool)
        before = canvas.transform.to_view((600, 400))
        drag(canvas, (100, 100), (110, 90), (140, 80), button=MIDDLE)
        after = canvas.transform.to_view((600, 400))
        assert after == (before[0] + 40, before[1] - 20)
        assert editor.steps == []
        assert canvas.tool_name is tool

    def test_space_borrows_the_hand(self, canvas: Canvas, editor: FakeEditor) -> None:
        before = canvas.transform.to_view((0, 0))
        QTest.keyPress(canvas, Qt.Key.Key_Space)
        assert canvas.cursor().shape() == Qt.CursorShape.OpenHandCursor
        drag(canvas, (100, 100), (110, 130))
        QTest.keyRelease(canvas, Qt.Key.Key_Space)
        assert canvas.transform.to_view((0, 0)) == (before[0] + 10, before[1] + 30)
        assert canvas.cursor().shape() == Qt.CursorShape.CrossCursor
        drag(canvas, (100, 100), (101, 101))
        assert editor.steps == ["Brush"]

    def test_the_wheel_zooms_under_the_pointer(self, canvas: Canvas) -> None:
        point = canvas.transform.to_image((40, 60))
        turn_wheel(canvas, (40, 60), angle=(0, 240))
        assert canvas.zoom == pytest.approx(2**0.5)
        assert canvas.transform.to_image((40, 60)) == pytest.approx(point, abs=1)

    def test_two_fingers_move_the_image(self, canvas: Canvas) -> None:
        before = canvas.transform.to_view((0, 0))
        turn_wheel(
            canvas,
            (40, 60),
            pixels=(7, -9),
            angle=(14, -18),
            phase=Qt.ScrollPhase.ScrollUpdate,
        )
        assert canvas.transform.to_view((0, 0)) == (before[0] + 7, before[1] - 9)
        assert canvas.zoom == 1

    def test_a_pinch_zooms(self, canvas: Canvas) -> None:
        position = QPointF(40, 60)
        event = QNativeGestureEvent(
            Qt.NativeGestureType.ZoomNativeGesture,
            QPointingDevice.primaryPointingDevice(),
            2,
            position,
            position,
            QPointF(canvas.mapToGlobal(position)),
            0.25,
            QPointF(),
        )
        QApplication.sendEvent(canvas, event)
        assert canvas.zoom == pytest.approx(1.25)

    def test_zooming_in_a_drag_of_the_hand_keeps_hold_of_the_image(self, canvas: Canvas) -> None:
        QTest.mousePress(canvas, MIDDLE, pos=QPoint(100, 100))
        held = canvas.transform.to_image((100, 100))
        turn_wheel(canvas, (100, 100), angle=(0, 120))
        QTest.mouseMove(canvas, QPoint(130, 80))
        QTest.mouseRelease(canvas, MIDDLE, pos=QPoint(130, 80))
        assert canvas.transform.to_image((130, 80)) == pytest.approx(held, abs=1)

    def test_a_fitted_image_stays_fitted_as_the_widget_grows(
        self, canvas: Canvas, editor: FakeEditor
    ) -> None:
        canvas.fit()
        canvas.resize(600, 400)
        assert canvas.transform.is_fitted
        assert canvas.zoom == canvas.transform.fit_zoom

    def test_every_image_comes_back_as_it_was_left(
        self, canvas: Canvas, editor: FakeEditor
    ) -> None:
        canvas.zoom_by(3.0, (10, 10))
        left = canvas.transform
        editor.show_image("b", flat_photo((300, 300)))
        assert canvas.transform.is_fitted
        editor.show_image("a", flat_photo((800, 1200)))
        assert canvas.transform == left

    def test_zoom_is_told(self, canvas: Canvas, qtbot: QtBot) -> None:
        with qtbot.waitSignal(canvas.zoom_changed) as told:
            canvas.zoom_by(2)
        assert told.args == [2.0]


class TestBrushSize:
    def test_brackets_step_and_shift_steps_by_ten(self, canvas: Canvas) -> None:
        QTest.keyClick(canvas, Qt.Key.Key_BracketRight)
        assert canvas.brush_radius == 6
        QTest.keyClick(canvas, Qt.Key.Key_BracketLeft)
        assert canvas.brush_radius == 5
        QTest.keyClick(canvas, Qt.Key.Key_BraceRight, SHIFT)
        assert canvas.brush_radius == 15
        QTest.keyClick(canvas, Qt.Key.Key_BracketLeft, SHIFT)
        assert canvas.brush_radius == 5

    def test_shift_and_wheel_change_the_size_and_not_the_zoom(self, canvas: Canvas) -> None:
        turn_wheel(canvas, (50, 50), angle=(0, 120), modifiers=SHIFT)
        assert canvas.brush_radius == 7
        assert canvas.zoom == 1

    def test_a_fine_wheel_adds_up(self, canvas: Canvas) -> None:
        for _ in range(8):
            turn_wheel(canvas, (50, 50), angle=(0, 15), modifiers=SHIFT)
        assert canvas.brush_radius == 7

    def test_the_size_is_told_once(self, canvas: Canvas, qtbot: QtBot) -> None:
        told: list[float] = []
        canvas.brush_radius_changed.connect(told.append)
        canvas.set_brush_radius(12)
        canvas.set_brush_radius(12)
        canvas.set_brush_radius(1e9)
        assert told == [12, MAX_RADIUS_PX]

    def test_it_starts_as_the_settings_say(self, canvas: Canvas) -> None:
        canvas.apply_settings(Settings().changed(brush_radius_px=33.0))
        assert canvas.brush_radius == 33


class TestKeys:
    def test_tab_held_peeks(self, canvas: Canvas, state: ViewState) -> None:
        QTest.keyPress(canvas, Qt.Key.Key_Tab)
        assert state.is_peeking
        assert canvas.hasFocus()
        QTest.keyRelease(canvas, Qt.Key.Key_Tab)
        assert not state.is_peeking

    def test_peeking_ends_with_the_focus(self, canvas: Canvas, state: ViewState) -> None:
        QTest.keyPress(canvas, Qt.Key.Key_Tab)
        canvas.clearFocus()
        assert not state.is_peeking

    def test_shift_and_tab_leave_the_canvas(
        self, editor: FakeEditor, state: ViewState, qtbot: QtBot
    ) -> None:
        window = QWidget()
        qtbot.addWidget(window)
        field, canvas = QLineEdit(), Canvas(editor, state, ImmediateRunner())
        layout = QVBoxLayout(window)
        layout.addWidget(field)
        layout.addWidget(canvas)
        window.show()
        canvas.setFocus()
        qtbot.waitUntil(canvas.hasFocus)
        QTest.keyClick(canvas, Qt.Key.Key_Backtab, SHIFT)
        assert field.hasFocus()

    def test_letters_are_the_windows_actions(self, canvas: Canvas) -> None:
        action = QAction(canvas)
        action.setShortcut(QKeySequence("X"))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(canvas.swap_tool)
        canvas.addAction(action)
        QTest.keyClick(canvas, Qt.Key.Key_X)
        assert canvas.tool_name is ToolName.ERASER
        QTest.keyClick(canvas, Qt.Key.Key_X)
        assert canvas.tool_name is ToolName.BRUSH
        QTest.keyClick(canvas, Qt.Key.Key_B)
        assert canvas.tool_name is ToolName.BRUSH

    def test_keys_it_has_no_use_for_go_to_its_parent(
        self, canvas: Canvas, editor: FakeEditor
    ) -> None:
        event_keys = (Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Right)
        for key in event_keys:
            assert not _is_taken(canvas, key)
        canvas.set_tool("polygon")
        QTest.mouseClick(canvas, LEFT, pos=QPoint(50, 50))
        assert [_is_taken(canvas, key) for key in (*event_keys[2::-1], event_keys[3])] == [
            True,
            False,
            False,
            False,
        ]

    def test_letters_of_any_alphabet_are_passed_on(self, canvas: Canvas) -> None:
        assert not _is_taken(canvas, 0x0416)  # a Cyrillic letter, which Qt.Key does not name

    def test_control_shows_the_dashed_ring_at_once(
        self, canvas: WatchedCanvas, editor: FakeEditor
    ) -> None:
        QTest.mouseMove(canvas, QPoint(60, 60))
        canvas.repaints_since_last()
        QTest.keyPress(canvas, Qt.Key.Key_Control)
        assert any(rect.contains(60, 60) for rect in canvas.repaints_since_last())


def _is_taken(canvas: Canvas, key: int) -> bool:
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(canvas, event)
    return event.isAccepted()


class TestPointer:
    def test_the_position_is_told_in_image_pixels(self, canvas: Canvas) -> None:
        told: list[object] = []
        canvas.cursor_moved.connect(told.append)
        QTest.mouseMove(canvas, QPoint(60, 70))
        assert told[-1] == canvas.transform.to_image((60, 70))
        QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
        assert told[-1] is None

    def test_beside_the_image_there_is_no_position(self, canvas: Canvas) -> None:
        canvas.fit()
        told: list[object] = []
        canvas.cursor_moved.connect(told.append)
        QTest.mouseMove(canvas, QPoint(150, 100))
        QTest.mouseMove(canvas, QPoint(2, 2))
        assert told[-1] is None

    def test_zooming_tells_the_new_position_under_a_resting_pointer(self, canvas: Canvas) -> None:
        QTest.mouseMove(canvas, QPoint(60, 70))
        told: list[object] = []
        canvas.cursor_moved.connect(told.append)
        canvas.zoom_by(2)
        assert told == [canvas.transform.to_image((60, 70))]

    def test_tools_are_told_and_unknown_ones_refused(self, canvas: Canvas) -> None:
        told: list[str] = []
        canvas.tool_changed.connect(told.append)
        canvas.set_tool("lasso")
        canvas.set_tool(ToolName.LASSO)
        canvas.swap_tool()
        assert told == ["lasso", "brush"]
        with pytest.raises(ValueError, match="chisel"):
            canvas.set_tool("chisel")

    def test_layers_can_be_switched_from_outside(self, canvas: Canvas, state: ViewState) -> None:
        canvas.set_layer_visible(Layer.MASK, False)
        assert not state.is_layer_visible(Layer.MASK)
        canvas.set_layer_visible(Layer.MASK, True)
        canvas.set_overlay_opacity(0.25)
        assert state.is_layer_visible(Layer.MASK)
        assert state.overlay_opacity == 0.25

    def test_it_has_a_name_for_those_who_do_not_see_it(self, canvas: Canvas) -> None:
        assert canvas.accessibleName()
        assert "Shift+Tab" in canvas.accessibleDescription()


class TestPen:
    @pytest.fixture
    def send(self, canvas: Canvas) -> Iterator[object]:
        def send(
            kind: QEvent.Type, at_xy: tuple[int, int], pressure: float, *, is_eraser: bool = False
        ) -> QTabletEvent:
            pointer = QPointingDevice.PointerType
            device = QPointingDevice(
                "pen",
                7,
                QInputDevice.DeviceType.Stylus,
                pointer.Eraser if is_eraser else pointer.Pen,
                QInputDevice.Capability.Pressure,
                1,
                1,
            )
            position = QPointF(*at_xy)
            event = QTabletEvent(
                kind,
                device,
                position,
                QPointF(canvas.mapToGlobal(position)),
                pressure,
                0.0,
                0.0,
                0.0,
                0.0,
                0.0,
                Qt.KeyboardModifier.NoModifier,
                LEFT if kind != QEvent.Type.TabletMove else Qt.MouseButton.NoButton,
                LEFT,
            )
            QApplication.sendEvent(canvas, event)
            return event

        return send

    def test_pressure_changes_the_size(self, canvas: Canvas, editor: FakeEditor, send) -> None:
        canvas.set_brush_radius(40)
        assert send(QEvent.Type.TabletPress, (60, 100), 0.1).isAccepted()
        send(QEvent.Type.TabletMove, (160, 100), 1.0)
        send(QEvent.Type.TabletRelease, (160, 100), 0.0)
        assert editor.steps == ["Brush"]
        heights = editor.mask_hw.sum(axis=0)
        _, start = under(canvas, 60, 100)
        _, end = under(canvas, 160, 100)
        assert heights[start] < 35
        assert heights[end] == pytest.approx(80, abs=2)

    def test_its_other_end_erases(self, canvas: Canvas, editor: FakeEditor, send) -> None:
        editor.layers_hw_u8[:] = 1
        send(QEvent.Type.TabletPress, (60, 100), 1.0, is_eraser=True)
        send(QEvent.Type.TabletRelease, (60, 100), 0.0, is_eraser=True)
        assert not editor.mask_hw[under(canvas, 60, 100)]

    def test_the_mouse_paints_at_full_size_after_the_pen(
        self, canvas: Canvas, editor: FakeEditor, send
    ) -> None:
        send(QEvent.Type.TabletPress, (60, 100), 0.1, is_eraser=True)
        send(QEvent.Type.TabletRelease, (60, 100), 0.0, is_eraser=True)
        QTest.mouseClick(canvas, LEFT, pos=QPoint(200, 100))
        assert editor.mask_hw.sum() == pytest.approx(np.pi * 25, abs=8)
