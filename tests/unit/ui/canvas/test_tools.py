"""Tools as state machines: events in the image frame in, edits out."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import pytest

from cosegui.core.layers import TOUCHED_BIT
from cosegui.ui.canvas.driver import ToolDriver
from cosegui.ui.canvas.tools import (
    Brush,
    CursorShape,
    EdgeBrush,
    Fill,
    GrabCut,
    Lasso,
    Pan,
    Pointer,
    Polygon,
    Tool,
    ToolName,
    Wand,
)
from tests.helpers.canvas import FakeEditor, flat_photo


@dataclass
class FakeHost:
    """A canvas for tools: no view, only what was asked of it."""

    edits: FakeEditor
    brush_radius: float = 3.0
    reach_px: float = 2.0
    wand_tolerance: int = 10
    pans: list[tuple[float, float]] = field(default_factory=list)
    previews: int = 0

    def pan_image(self, dx_image: float, dy_image: float) -> None:
        self.pans.append((dx_image, dy_image))

    def on_preview_changed(self) -> None:
        self.previews += 1


@pytest.fixture
def host() -> FakeHost:
    editor = FakeEditor()
    editor.show_image("a", flat_photo((60, 80)))
    return FakeHost(editor)


def drag(tool: Tool, *points: tuple[float, float], **wishes: bool) -> None:
    tool.press(Pointer(points[0], **wishes))
    for point in points[1:]:
        tool.move(Pointer(point, **wishes))
    tool.release(Pointer(points[-1], **wishes))


def ends(host: FakeHost) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    return [(start, end) for start, end, _radius, _value in host.edits.strokes]


class TestBrush:
    def test_a_click_paints_a_disc_and_is_one_step(self, host: FakeHost) -> None:
        drag(Brush(host, paints=True), (40.0, 30.0))
        assert host.edits.steps == ["Brush"]
        assert host.edits.mask_hw.sum() == pytest.approx(math.pi * 9, abs=4)

    def test_segments_join_event_to_event(self, host: FakeHost) -> None:
        drag(Brush(host, paints=True), (10, 10), (20, 15), (60, 40))
        assert ends(host) == [((10, 10), (10, 10)), ((10, 10), (20, 15)), ((20, 15), (60, 40))]
        assert host.edits.steps == ["Brush"]

    def test_the_eraser_erases_and_both_can_be_inverted(self, host: FakeHost) -> None:
        brush, eraser = Brush(host, paints=True), Brush(host, paints=False)
        drag(eraser, (5, 5), inverts=True)
        assert host.edits.mask_hw[5, 5]
        drag(brush, (5, 5), inverts=True)
        assert not host.edits.mask_hw.any()
        assert host.edits.layers_hw_u8 is not None
        assert host.edits.layers_hw_u8[5, 5] == TOUCHED_BIT
        assert host.edits.steps == ["Brush", "Eraser"]

    def test_a_modifier_let_go_midway_does_not_turn_the_stroke_round(self, host: FakeHost) -> None:
        brush = Brush(host, paints=True)
        brush.press(Pointer((10, 10), inverts=True))
        brush.move(Pointer((20, 10)))
        brush.release(Pointer((20, 10)))
        assert {value for *_, value in host.edits.strokes} == {False}

    def test_extending_joins_the_end_of_the_last_stroke(self, host: FakeHost) -> None:
        brush = Brush(host, paints=True)
        drag(brush, (10, 10), (15, 10))
        drag(brush, (60, 50), extends=True)
        assert ends(host)[-1] == ((15, 10), (60, 50))
        assert host.edits.steps == ["Brush", "Brush"]

    def test_there_is_nothing_to_extend_on_another_image(self, host: FakeHost) -> None:
        brush = Brush(host, paints=True)
        drag(brush, (10, 10))
        brush.forget()
        drag(brush, (60, 50), extends=True)
        assert ends(host)[-1] == ((60, 50), (60, 50))

    def test_the_straight_line_is_shown_before_it_is_painted(self, host: FakeHost) -> None:
        brush = Brush(host, paints=True)
        drag(brush, (10, 10))
        brush.hover(Pointer((50, 20), extends=True))
        assert brush.preview is not None
        assert brush.preview.points_xy == ((10, 10), (50, 20))
        assert host.previews == 1
        brush.hover(Pointer((50, 20)))
        assert brush.preview is None
        assert host.previews == 2

    def test_pressure_scales_the_radius_in_small_steps(self, host: FakeHost) -> None:
        host.brush_radius = 20
        brush = Brush(host, paints=True)
        brush.press(Pointer((10, 30), pressure=0.0))
        brush.move(Pointer((70, 30), pressure=1.0))
        radii = [radius for *_, radius, _value in host.edits.strokes]
        assert radii[0] == pytest.approx(2)
        assert radii[-1] == pytest.approx(20)
        assert max(np.diff(radii)) <= 1.0 + 1e-9
        assert host.edits.strokes[-1][1] == (70, 30)

    def test_a_pen_that_leaves_without_pressure_does_not_thin_the_end(self, host: FakeHost) -> None:
        host.brush_radius = 10
        brush = Brush(host, paints=True)
        brush.press(Pointer((10, 30), pressure=1.0))
        brush.release(Pointer((30, 30), pressure=0.0))
        assert host.edits.strokes[-1] == ((10, 30), (30, 30), 10, True)

    def test_cancelling_brings_the_mask_back(self, host: FakeHost) -> None:
        brush = Brush(host, paints=True)
        brush.press(Pointer((10, 10)))
        assert brush.is_busy
        brush.cancel()
        assert not brush.is_busy
        assert not host.edits.mask_hw.any()
        assert host.edits.steps == []

    def test_nothing_happens_where_nothing_can_be_edited(self, host: FakeHost) -> None:
        host.edits.can_edit = False
        drag(Brush(host, paints=True), (10, 10), (20, 20))
        assert host.edits.strokes == []
        assert host.edits.steps == []

    def test_the_ring_is_dashed_while_it_erases(self, host: FakeHost) -> None:
        brush, eraser = Brush(host, paints=True), Brush(host, paints=False)
        assert brush.cursor_shape is CursorShape.RING
        assert eraser.cursor_shape is CursorShape.DASHED_RING
        brush.hover(Pointer((1, 1), inverts=True))
        assert brush.cursor_shape is CursorShape.DASHED_RING


class TestPan:
    def test_the_grabbed_point_follows_the_pointer(self, host: FakeHost) -> None:
        pan = Pan(host)
        pan.press(Pointer((10, 20)))
        pan.move(Pointer((13, 18)))
        assert host.pans == [(3, -2)]
        pan.release(Pointer((13, 18)))
        pan.move(Pointer((50, 50)))
        assert host.pans == [(3, -2)]


class TestFill:
    def ring(self, host: FakeHost) -> None:
        assert host.edits.layers_hw_u8 is not None
        host.edits.layers_hw_u8[10:31, 10:31] = 1
        host.edits.layers_hw_u8[15:26, 15:26] = 0

    def test_a_click_into_a_hole_fills_just_the_hole(self, host: FakeHost) -> None:
        self.ring(host)
        drag(Fill(host), (20.5, 20.5))
        assert host.edits.steps == ["Fill"]
        assert host.edits.mask_hw.sum() == 21 * 21

    def test_inverted_it_clears_the_island(self, host: FakeHost) -> None:
        self.ring(host)
        drag(Fill(host), (12.0, 12.0), inverts=True)
        assert host.edits.steps == ["Clear region"]
        assert not host.edits.mask_hw.any()

    @pytest.mark.parametrize("point", [(12.0, 12.0), (-3.0, 5.0), (80.0, 5.0), (5.0, 60.0)])
    def test_a_click_that_would_change_nothing_is_no_step(
        self, host: FakeHost, point: tuple[float, float]
    ) -> None:
        self.ring(host)
        drag(Fill(host), point)
        assert host.edits.steps == []


class TestLasso:
    def test_what_is_encircled_is_filled(self, host: FakeHost) -> None:
        drag(Lasso(host), (10, 10), (30, 10), (30, 20), (10, 20))
        assert host.edits.steps == ["Encircle"]
        assert host.edits.mask_hw.sum() == 20 * 10
        assert host.edits.mask_hw[10:20, 10:30].all()

    def test_inverted_it_clears(self, host: FakeHost) -> None:
        assert host.edits.layers_hw_u8 is not None
        host.edits.layers_hw_u8[:] = 1
        drag(Lasso(host), (10, 10), (30, 10), (30, 20), (10, 20), inverts=True)
        assert host.edits.mask_hw.sum() == 60 * 80 - 200

    def test_it_may_reach_beyond_the_image(self, host: FakeHost) -> None:
        drag(Lasso(host), (-50, -50), (40, -50), (40, 200), (-50, 200))
        assert host.edits.mask_hw.sum() == 60 * 40

    @pytest.mark.parametrize("points", [[(5, 5)], [(5, 5), (9, 9)], [(-9, -9), (-5, -9), (-5, -5)]])
    def test_what_encircles_no_pixel_is_no_step(
        self, host: FakeHost, points: list[tuple[float, float]]
    ) -> None:
        drag(Lasso(host), *points)
        assert host.edits.steps == []

    def test_its_line_is_shown_until_it_is_let_go_or_cancelled(self, host: FakeHost) -> None:
        lasso = Lasso(host)
        lasso.press(Pointer((1, 1)))
        lasso.move(Pointer((5, 1)))
        assert lasso.preview is not None
        assert lasso.preview.points_xy == ((1, 1), (5, 1))
        lasso.cancel()
        assert lasso.preview is None
        lasso.release(Pointer((9, 9)))
        assert host.edits.steps == []


class TestPolygon:
    def click(self, tool: Polygon, *points: tuple[float, float], **wishes: bool) -> None:
        for point in points:
            tool.hover(Pointer(point))
            tool.press(Pointer(point, **wishes))
            tool.release(Pointer(point, **wishes))

    def test_return_closes_it(self, host: FakeHost) -> None:
        polygon = Polygon(host)
        self.click(polygon, (10, 10), (30, 10), (30, 20), (10, 20))
        assert polygon.is_busy
        assert host.edits.steps == []
        polygon.accept()
        assert not polygon.is_busy
        assert host.edits.mask_hw.sum() == 200

    def test_a_click_near_the_first_corner_closes_it(self, host: FakeHost) -> None:
        polygon = Polygon(host)
        self.click(polygon, (10, 10), (30, 10), (30, 20), (10, 20), (11, 11))
        assert not polygon.is_busy
        assert host.edits.mask_hw.sum() == 200

    def test_a_double_click_closes_it_at_the_corner_just_set(self, host: FakeHost) -> None:
        polygon = Polygon(host)
        self.click(polygon, (10, 10), (30, 10), (30, 20))
        polygon.press(Pointer((30, 20), is_double=True))
        polygon.release(Pointer((30, 20)))
        assert not polygon.is_busy
        assert host.edits.steps == ["Encircle"]

    def test_backspace_takes_the_last_corner_back(self, host: FakeHost) -> None:
        polygon = Polygon(host)
        self.click(polygon, (10, 10), (30, 10), (70, 50))
        polygon.step_back()
        self.click(polygon, (30, 20), (10, 20))
        polygon.accept()
        assert host.edits.mask_hw.sum() == 200
        for _ in range(9):
            polygon.step_back()
        assert not polygon.is_busy

    def test_a_corner_follows_the_pointer_while_its_button_is_down(self, host: FakeHost) -> None:
        polygon = Polygon(host)
        polygon.press(Pointer((5, 5)))
        polygon.move(Pointer((10, 10)))
        polygon.release(Pointer((10, 10)))
        self.click(polygon, (30, 10), (30, 20), (10, 20))
        polygon.accept()
        assert host.edits.mask_hw.sum() == 200

    def test_begun_inverted_it_clears_whatever_button_follows(self, host: FakeHost) -> None:
        assert host.edits.layers_hw_u8 is not None
        host.edits.layers_hw_u8[:] = 1
        polygon = Polygon(host)
        self.click(polygon, (10, 10), inverts=True)
        self.click(polygon, (30, 10), (30, 20), (10, 20))
        polygon.accept()
        assert host.edits.steps == ["Encircle and clear"]
        assert host.edits.mask_hw.sum() == 60 * 80 - 200

    def test_its_loose_end_follows_the_pointer(self, host: FakeHost) -> None:
        polygon = Polygon(host)
        self.click(polygon, (10, 10), (30, 10))
        polygon.hover(Pointer((33, 44)))
        assert polygon.preview is not None
        assert polygon.preview.points_xy == ((10, 10), (30, 10), (33, 44))

    def test_escape_drops_it(self, host: FakeHost) -> None:
        polygon = Polygon(host)
        self.click(polygon, (10, 10), (30, 10), (30, 20))
        polygon.cancel()
        polygon.accept()
        assert host.edits.steps == []


class TestDriver:
    def test_the_hand_can_be_borrowed_for_one_drag(self, host: FakeHost) -> None:
        driver = ToolDriver(host)
        assert driver.cursor_shape(wants_pan=True) is CursorShape.HAND
        driver.press(Pointer((1, 1)), wants_pan=True)
        driver.move(Pointer((4, 1)))
        driver.release(Pointer((4, 1)))
        assert host.pans == [(3, 0)]
        assert driver.name is ToolName.BRUSH
        driver.press(Pointer((1, 1)), wants_pan=False)
        assert host.edits.is_in_stroke

    def test_a_drag_ends_with_the_tool_it_began_with(self, host: FakeHost) -> None:
        driver = ToolDriver(host)
        driver.press(Pointer((10, 10)), wants_pan=False)
        driver.choose(ToolName.ERASER)
        driver.move(Pointer((20, 10)))
        driver.release(Pointer((20, 10)))
        assert host.edits.steps == ["Brush"]
        assert host.edits.mask_hw[10, 20]

    def test_a_second_button_does_not_begin_a_second_drag(self, host: FakeHost) -> None:
        driver = ToolDriver(host)
        driver.press(Pointer((10, 10)), wants_pan=False)
        driver.press(Pointer((10, 10)), wants_pan=True)
        driver.move(Pointer((20, 10)))
        assert host.pans == []

    def test_another_tool_drops_an_open_polygon(self, host: FakeHost) -> None:
        driver = ToolDriver(host)
        driver.choose(ToolName.POLYGON)
        driver.press(Pointer((10, 10)), wants_pan=False)
        driver.release(Pointer((10, 10)))
        assert driver.is_busy
        driver.choose(ToolName.BRUSH)
        driver.choose(ToolName.POLYGON)
        assert not driver.is_busy

    def test_a_tool_changed_in_the_middle_of_a_drag_leaves_nothing_open(
        self, host: FakeHost
    ) -> None:
        driver = ToolDriver(host)
        driver.choose(ToolName.POLYGON)
        driver.press(Pointer((10, 10)), wants_pan=False)
        driver.choose(ToolName.BRUSH)
        driver.release(Pointer((10, 10)))
        driver.choose(ToolName.POLYGON)
        assert driver.preview is None

    def test_another_image_ends_everything(self, host: FakeHost) -> None:
        driver = ToolDriver(host)
        driver.press(Pointer((10, 10)), wants_pan=False)
        driver.forget()
        assert not driver.is_dragging
        assert not host.edits.is_in_stroke


def two_coloured_photo() -> np.ndarray:
    """(60, 80, 3): a red square of 20 pixels in noise of greys that has two lighter corners."""
    grey = np.random.default_rng(3).integers(80, 100, (60, 80, 1), dtype=np.uint8)
    photo = np.repeat(grey, 3, axis=2)
    photo[20:40, 30:50] = (200, 20, 20)
    return photo


@pytest.fixture
def square(host: FakeHost) -> FakeHost:
    host.edits.show_image("b", two_coloured_photo())
    return host


class TestWand:
    def test_a_click_adds_the_area_of_one_colour(self, square: FakeHost) -> None:
        drag(Wand(square), (40, 30))
        assert square.edits.steps == ["Magic wand"]
        assert square.edits.mask_hw[20:40, 30:50].all()
        assert square.edits.mask_hw.sum() == 400

    def test_inverted_it_clears_the_area(self, square: FakeHost) -> None:
        square.edits.apply_mask("Brush", np.ones((60, 80), np.bool_))
        drag(Wand(square), (40, 30), inverts=True)
        assert square.edits.steps[-1] == "Magic wand, cleared"
        assert square.edits.mask_hw.sum() == 60 * 80 - 400

    def test_the_tolerance_says_how_far_colours_may_differ(self, square: FakeHost) -> None:
        square.wand_tolerance = 25
        drag(Wand(square), (2, 2))
        assert square.edits.mask_hw.sum() == 60 * 80 - 400

    @pytest.mark.parametrize("point", [(-1, 5), (80, 5), (5, 60)])
    def test_outside_the_image_there_is_nothing(
        self, square: FakeHost, point: tuple[int, int]
    ) -> None:
        drag(Wand(square), point)
        assert square.edits.steps == []


class TestEdgeBrush:
    def test_a_stroke_over_the_edge_of_an_object_stays_inside_it(self, square: FakeHost) -> None:
        square.brush_radius = 8.0
        drag(EdgeBrush(square), (34, 24), (34, 36))
        assert square.edits.steps == ["Edge brush"]
        assert square.edits.mask_hw[22:38, 31:40].all()
        outside = square.edits.mask_hw.copy()
        outside[20:40, 30:50] = False
        assert outside.sum() < 20

    def test_what_it_leaves_counts_as_touched_also_where_it_changed_nothing(
        self, square: FakeHost
    ) -> None:
        square.edits.layers_hw_u8[20:40, 30:50] = 1
        drag(EdgeBrush(square), (40, 30))
        assert square.edits.layers_hw_u8[30, 40] & TOUCHED_BIT

    def test_inverted_it_erases_up_to_the_edge(self, square: FakeHost) -> None:
        square.edits.apply_mask("Brush", np.ones((60, 80), np.bool_))
        square.brush_radius = 8.0
        drag(EdgeBrush(square), (24, 25), (24, 35), inverts=True)
        assert square.edits.steps[-1] == "Edge brush, erased"
        assert not square.edits.mask_hw[25:35, 20:28].any()
        assert square.edits.mask_hw[22:38, 32:48].all()

    def test_a_slow_hand_leaves_what_a_quick_one_leaves(self, square: FakeHost) -> None:
        square.edits.show_image("c", flat_photo((60, 80)))
        square.brush_radius = 9.0
        drag(EdgeBrush(square), *((20 + k / 4, 30 + k / 8) for k in range(120)))
        slow = square.edits.mask_hw
        plain = FakeEditor()
        plain.show_image("c", flat_photo((60, 80)))
        drag(Brush(FakeHost(plain, brush_radius=9.0), paints=True), (20, 30), (49.75, 44.875))
        assert (slow ^ plain.mask_hw).sum() <= 2

    def test_beside_the_image_it_changes_nothing(self, square: FakeHost) -> None:
        drag(EdgeBrush(square), (-40, 10))
        assert not square.edits.mask_hw.any()

    def test_cancelling_brings_the_mask_back(self, square: FakeHost) -> None:
        tool = EdgeBrush(square)
        tool.press(Pointer((40, 30)))
        assert square.edits.mask_hw.any()
        tool.cancel()
        assert not square.edits.mask_hw.any()
        assert square.edits.steps == []


class TestGrabCut:
    def test_a_box_shows_a_try_and_accepting_makes_it_a_step(self, square: FakeHost) -> None:
        tool = GrabCut(square)
        drag(tool, (25, 15), (55, 45))
        assert tool.is_busy
        assert tool.can_accept
        assert square.edits.steps == []
        assert square.edits.tried is not None
        assert square.edits.tried[22:38, 32:48].all()

        tool.accept()
        assert square.edits.steps == ["GrabCut"]
        assert square.edits.mask_hw.sum() == pytest.approx(400, abs=40)
        assert not tool.is_busy

    def test_the_box_may_be_drawn_from_any_corner_and_beyond_the_image(
        self, square: FakeHost
    ) -> None:
        tool = GrabCut(square)
        drag(tool, (99, 45), (25, -9))
        assert tool.can_accept
        assert square.edits.tried is not None

    def test_lines_say_what_is_object_and_what_is_not(self, square: FakeHost) -> None:
        tool = GrabCut(square)
        drag(tool, (25, 15), (55, 45))
        drag(tool, (35, 30), (45, 30), inverts=True)
        assert square.edits.tried is not None
        assert not square.edits.tried[30, 40]

        tool.step_back()
        assert square.edits.tried[30, 40]
        drag(tool, (28, 17), (32, 17))
        assert square.edits.tried[17, 30]

    def test_stepping_back_takes_the_lines_and_then_the_box(self, square: FakeHost) -> None:
        tool = GrabCut(square)
        drag(tool, (25, 15), (55, 45))
        drag(tool, (35, 30), (45, 30))
        tool.step_back()
        assert tool.is_busy
        tool.step_back()
        assert not tool.is_busy
        assert square.edits.tried is None

    def test_cancelling_shows_the_mask_as_it_was(self, square: FakeHost) -> None:
        tool = GrabCut(square)
        drag(tool, (25, 15), (55, 45))
        tool.cancel()
        assert not tool.is_busy
        assert square.edits.tried is None
        assert square.edits.steps == []
        assert tool.preview is None

    def test_a_click_is_no_box(self, square: FakeHost) -> None:
        tool = GrabCut(square)
        drag(tool, (25, 15))
        assert not tool.is_busy
        assert square.edits.tried is None

    def test_the_box_and_then_the_line_under_the_hand_are_shown(self, square: FakeHost) -> None:
        tool = GrabCut(square)
        drag(tool, (25, 15), (55, 45))
        assert tool.preview is not None
        assert tool.preview.is_closed
        tool.press(Pointer((30, 30)))
        tool.move(Pointer((35, 30)))
        assert tool.preview is not None
        assert tool.preview.points_xy == ((30, 30), (35, 30))

    def test_what_cannot_be_edited_is_not_cut(self, square: FakeHost) -> None:
        square.edits.can_edit = False
        tool = GrabCut(square)
        drag(tool, (25, 15), (55, 45))
        assert not tool.is_busy
