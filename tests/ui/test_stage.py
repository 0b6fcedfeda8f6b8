"""The middle of the window: side by side with the model, and the whole group."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cosegui.core.project import ReviewState
from cosegui.ui.actions import ActionId
from cosegui.ui.item_models.gallery_model import GalleryRole
from cosegui.ui.panels.gallery_layout import MIN_CELL_WIDTH_PX
from cosegui.ui.stage import Stage
from tests.helpers.canvas import painted, turn_wheel
from tests.helpers.sessions import photo_folder
from tests.helpers.shells import Bench


@pytest.fixture
def predicted(bench: Bench, photos: Path) -> Bench:
    """The model has run on the group; "a.png" is open."""
    bench.shell.project.open_path(photos)
    bench.desk.predictions.run_unreviewed()
    bench.desk.select("a.png")
    return bench


def stage(bench: Bench) -> Stage:
    return bench.shell.stage


def side_by_side(bench: Bench, qtbot: QtBot) -> None:
    bench.actions[ActionId.SIDE_BY_SIDE].trigger()
    reference, canvas = stage(bench).reference, bench.shell.canvas
    qtbot.waitUntil(lambda: reference.isVisible() and abs(reference.width() - canvas.width()) < 4)


class TestSideBySide:
    def test_the_model_stays_as_it_was_while_the_mask_is_painted(
        self, predicted: Bench, qtbot: QtBot
    ) -> None:
        side_by_side(predicted, qtbot)
        reference, canvas = stage(predicted).reference, predicted.shell.canvas
        model, now = painted(reference), painted(canvas)

        predicted.desk.session.mask_edits.invert()

        np.testing.assert_array_equal(painted(reference), model)
        assert not np.array_equal(painted(canvas), now)

    def test_both_show_the_same_place_at_the_same_zoom(
        self, predicted: Bench, qtbot: QtBot
    ) -> None:
        side_by_side(predicted, qtbot)
        reference, canvas = stage(predicted).reference, predicted.shell.canvas

        canvas.zoom_by(3.0, (20.0, 30.0))
        assert reference.zoom == canvas.zoom
        assert reference.transform.centre_xy_image == canvas.transform.centre_xy_image

        turn_wheel(reference, (40, 50), angle=(0, 240))
        assert reference.zoom == canvas.zoom
        assert reference.transform.centre_xy_image == canvas.transform.centre_xy_image

    def test_the_wheel_zooms_under_the_pointer_in_the_reference_too(
        self, predicted: Bench, qtbot: QtBot
    ) -> None:
        side_by_side(predicted, qtbot)
        reference = stage(predicted).reference
        reference.resize(reference.width() - 30, reference.height())
        before = reference.transform.to_image((60.0, 70.0))
        turn_wheel(reference, (60, 70), angle=(0, 360))
        assert reference.transform.to_image((60.0, 70.0)) == pytest.approx(before, abs=0.5)

    def test_a_drag_in_the_reference_moves_both(self, predicted: Bench, qtbot: QtBot) -> None:
        side_by_side(predicted, qtbot)
        reference, canvas = stage(predicted).reference, predicted.shell.canvas
        canvas.zoom_by(4.0)
        before = canvas.transform.to_view((10.0, 10.0))

        QTest.mousePress(reference, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
        QTest.mouseMove(reference, QPoint(62, 45))
        QTest.mouseRelease(reference, Qt.MouseButton.LeftButton, pos=QPoint(62, 45))

        moved = canvas.transform.to_view((10.0, 10.0))
        assert (moved[0] - before[0], moved[1] - before[1]) == pytest.approx((12, -5), abs=1)
        assert not predicted.desk.editor.can_undo, "nothing is painted in the reference"

    def test_where_the_pointer_is_shows_over_there(self, predicted: Bench, qtbot: QtBot) -> None:
        side_by_side(predicted, qtbot)
        reference, canvas = stage(predicted).reference, predicted.shell.canvas
        plain = painted(reference)
        QTest.mouseMove(canvas, canvas.rect().center())
        qtbot.waitUntil(lambda: not np.array_equal(painted(reference), plain))

    def test_another_image_brings_its_own_model(self, predicted: Bench, qtbot: QtBot) -> None:
        side_by_side(predicted, qtbot)
        reference = stage(predicted).reference
        first = painted(reference)
        predicted.desk.select("b.png")
        assert reference.has_image
        assert not np.array_equal(painted(reference), first)

    def test_without_a_run_it_says_so(self, bench: Bench, photos: Path, qtbot: QtBot) -> None:
        bench.shell.project.open_path(photos)
        side_by_side(bench, qtbot)
        assert not stage(bench).reference.has_image

        bench.desk.predictions.run_unreviewed()
        assert stage(bench).reference.has_image

    def test_peeking_and_layers_hold_for_both(self, predicted: Bench, qtbot: QtBot) -> None:
        side_by_side(predicted, qtbot)
        reference = stage(predicted).reference
        with_mask = painted(reference)
        predicted.shell.view_state.set_peeking(True)
        assert not np.array_equal(painted(reference), with_mask)

    def test_hidden_it_holds_nothing(self, predicted: Bench, qtbot: QtBot) -> None:
        side_by_side(predicted, qtbot)
        predicted.actions[ActionId.SIDE_BY_SIDE].trigger()
        assert not stage(predicted).reference.isVisible()
        assert not stage(predicted).reference.has_image


class TestGroupView:
    def test_it_shows_the_group_of_the_current_image(self, bench: Bench, tmp_path: Path) -> None:
        groups = {"pots": ("a.png", "b.png"), "pans": ("c.png", "d.png", "e.png")}
        bench.shell.project.open_path(photo_folder(tmp_path, groups))
        bench.desk.select("d.png")
        bench.actions[ActionId.GROUP_VIEW].trigger()
        model = stage(bench).group.model
        assert model.rowCount() == 4, "a heading and three images"

        bench.desk.select("a.png")
        assert model.rowCount() == 3

    def test_a_click_opens_an_image(self, predicted: Bench, qtbot: QtBot) -> None:
        predicted.actions[ActionId.GROUP_VIEW].trigger()
        grid = stage(predicted).group.grid
        assert not predicted.shell.canvas.isVisible()
        wanted = predicted.desk.id_of("c.png")
        at = grid.visualRect(grid.gallery_model().index_of(wanted)).center()

        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=at)

        assert predicted.workspace.current_image_id == wanted
        assert predicted.shell.canvas.isVisible()
        assert not predicted.actions[ActionId.GROUP_VIEW].isChecked()
        qtbot.waitUntil(predicted.shell.canvas.hasFocus)

    def test_by_keys_one_moves_approves_opens_and_leaves(
        self, predicted: Bench, qtbot: QtBot
    ) -> None:
        group_view = predicted.actions[ActionId.GROUP_VIEW]
        group_view.trigger()
        grid = stage(predicted).group.grid
        qtbot.waitUntil(grid.hasFocus)

        QTest.keyClick(grid, Qt.Key.Key_Right)
        assert predicted.workspace.current_image_id == predicted.desk.id_of("b.png")
        predicted.actions[ActionId.APPROVE_AND_NEXT].trigger()
        assert predicted.desk.state_of("b.png") is ReviewState.APPROVED
        assert group_view.isChecked(), "one stays among the group"

        QTest.keyClick(grid, Qt.Key.Key_Escape)
        assert not group_view.isChecked()
        group_view.trigger()
        QTest.keyClick(grid, Qt.Key.Key_Return)
        assert not group_view.isChecked()

    def test_masks_follow_what_is_edited(self, predicted: Bench, qtbot: QtBot) -> None:
        predicted.actions[ActionId.GROUP_VIEW].trigger()
        group = stage(predicted).group
        before = painted(group.grid.viewport())
        predicted.desk.session.mask_edits.invert()
        assert not np.array_equal(painted(group.grid.viewport()), before)

    def test_all_images_of_a_small_group_are_in_view(self, predicted: Bench) -> None:
        predicted.actions[ActionId.GROUP_VIEW].trigger()
        grid = stage(predicted).group.grid
        assert grid.verticalScrollBar().maximum() == 0
        cells = [grid.visualRect(grid.model().index(row, 0)) for row in (1, 2, 3)]
        assert all(grid.viewport().rect().contains(cell) for cell in cells)
        assert min(cell.width() for cell in cells) > 2 * MIN_CELL_WIDTH_PX

    def test_pictures_are_made_as_large_as_they_are_shown(self, predicted: Bench) -> None:
        predicted.actions[ActionId.GROUP_VIEW].trigger()
        group = stage(predicted).group
        shown_at: list[tuple[int, int]] = []
        for width in (700, 360):
            group.grid.resize(width, 300)
            picture = group.model.index(1).data(GalleryRole.PICTURE)
            room_x, room_y = group.grid.picture_wh
            assert picture.width() <= room_x
            assert picture.height() <= room_y
            shown_at.append((picture.width(), picture.height()))
        assert shown_at[0] >= shown_at[1]

    def test_of_a_large_group_only_what_is_in_view_is_loaded(
        self, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        names = [f"{number:03}.png" for number in range(100)]
        bench.shell.project.open_path(photo_folder(tmp_path, {"pots": names}))
        group = stage(bench).group
        asked: set[str] = set()
        real = group.model._picture_of
        monkeypatch.setattr(
            group.model, "_picture_of", lambda image_id: asked.add(image_id) or real(image_id)
        )

        bench.actions[ActionId.GROUP_VIEW].trigger()
        painted(group.grid.viewport())

        assert 10 < len(asked) < 100
        assert group.grid.verticalScrollBar().maximum() > 0

    def test_closing_the_project_leaves_it(self, predicted: Bench) -> None:
        predicted.actions[ActionId.GROUP_VIEW].trigger()
        predicted.workspace.close()
        assert not predicted.actions[ActionId.GROUP_VIEW].isChecked()
        assert stage(predicted).group.model.rowCount() == 0

    def test_side_by_side_brings_the_canvas_back(self, predicted: Bench) -> None:
        predicted.actions[ActionId.GROUP_VIEW].trigger()
        predicted.actions[ActionId.SIDE_BY_SIDE].trigger()
        assert predicted.shell.canvas.isVisible()
        assert not predicted.actions[ActionId.GROUP_VIEW].isChecked()
