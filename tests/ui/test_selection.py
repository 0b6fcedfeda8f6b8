"""Many images at once: selecting them in the gallery and what is done to all of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cosegui.core.project import ReviewState
from cosegui.session.sorting import ImageOrder
from cosegui.ui.actions import ActionId
from cosegui.ui.item_models.gallery_model import TO_REVIEW
from cosegui.ui.panels.gallery import GalleryPanel
from tests.helpers.sessions import photo_folder
from tests.helpers.shells import Bench

APPROVED, EXCLUDED, PREDICTED = (
    ReviewState.APPROVED,
    ReviewState.EXCLUDED,
    ReviewState.PREDICTED,
)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def pots(bench: Bench, tmp_path) -> Bench:
    """The window with five images in two groups, all predicted."""
    groups = {"cups": ["x.png", "y.png"], "pots": ["a.png", "b.png", "c.png"]}
    bench.workspace.open_path(photo_folder(tmp_path, groups))
    bench.actions[ActionId.RUN_UNREVIEWED].trigger()
    return bench


def gallery(bench: Bench) -> GalleryPanel:
    return bench.shell.gallery


def click(qtbot: QtBot, bench: Bench, name: str, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    view = gallery(bench).view
    place = view.visualRect(gallery(bench).model.index_of(bench.desk.id_of(name))).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def selected(bench: Bench) -> list[str]:
    return [bench.workspace.image(one).name for one in gallery(bench).view.selected_ids()]


def states(bench: Bench) -> dict[str, ReviewState]:
    images = [bench.workspace.image(one) for one in bench.desk.ids()]
    return {image.name: image.state for image in images}


def test_shift_selects_a_range_across_groups_and_ctrl_single_images(pots: Bench, qtbot: QtBot):
    click(qtbot, pots, "y.png")
    click(qtbot, pots, "b.png", SHIFT)
    assert selected(pots) == ["y.png", "a.png", "b.png"]
    click(qtbot, pots, "a.png", CTRL)
    assert selected(pots) == ["y.png", "b.png"]
    click(qtbot, pots, "c.png")
    assert selected(pots) == ["c.png"]


def test_shift_and_an_arrow_extend_the_selection(pots: Bench, qtbot: QtBot):
    click(qtbot, pots, "a.png")
    qtbot.keyClick(gallery(pots).view, Qt.Key.Key_Down, SHIFT)
    assert selected(pots) == ["a.png", "b.png", "c.png"]
    qtbot.keyClick(gallery(pots).view, Qt.Key.Key_A, CTRL)
    assert len(selected(pots)) == 5


def test_going_on_by_a_key_with_ctrl_selects_the_next_image_alone(pots: Bench, qtbot: QtBot):
    click(qtbot, pots, "a.png")
    pots.shell.canvas.setFocus()
    # To the window itself, so that Qt takes the modifier for held.
    qtbot.keyClick(pots.window.windowHandle(), Qt.Key.Key_Return, CTRL)
    current = pots.workspace.image(pots.workspace.current_image_id).name
    assert current != "a.png"
    assert selected(pots) == [current]
    gallery(pots).view.setFocus()
    qtbot.keyClick(gallery(pots).view, Qt.Key.Key_Right, SHIFT)
    assert len(selected(pots)) == 2


def test_all_selected_images_are_approved_and_that_can_be_taken_back(pots: Bench, qtbot: QtBot):
    click(qtbot, pots, "a.png")
    click(qtbot, pots, "c.png", SHIFT)
    pots.actions[ActionId.APPROVE_SELECTED].trigger()
    assert [name for name, state in states(pots).items() if state is APPROVED] == [
        "a.png",
        "b.png",
        "c.png",
    ]
    assert selected(pots) == ["a.png", "b.png", "c.png"]
    assert "3 of 5" in gallery(pots).progress.label.text()
    pots.window.banner.button.click()
    assert set(states(pots).values()) == {PREDICTED}


def test_an_image_without_a_mask_is_not_approved_with_others(bench: Bench, photos):
    bench.workspace.open_path(photos)
    gallery(bench).view.selectAll()
    bench.actions[ActionId.APPROVE_SELECTED].trigger()
    assert set(states(bench).values()) == {ReviewState.UNSEEN}
    assert not bench.window.banner.isVisible()


def test_excluded_images_come_back_in_the_states_that_they_had(pots: Bench, qtbot: QtBot):
    pots.workspace.set_state(pots.desk.id_of("x.png"), APPROVED)
    gallery(pots).view.selectAll()
    pots.actions[ActionId.EXCLUDE_SELECTED].trigger()
    assert set(states(pots).values()) == {EXCLUDED}
    pots.actions[ActionId.RECONSIDER_SELECTED].trigger()
    assert set(states(pots).values()) == {PREDICTED}


def test_a_run_on_the_selected_takes_their_results_alone(bench: Bench, photos, qtbot: QtBot):
    bench.workspace.open_path(photos)
    click(qtbot, bench, "b.png")
    bench.actions[ActionId.RUN_SELECTED].trigger()
    assert states(bench) == {
        "a.png": ReviewState.UNSEEN,
        "b.png": PREDICTED,
        "c.png": ReviewState.UNSEEN,
    }


def test_the_selection_survives_a_filter_that_hides_none_of_it(pots: Bench, qtbot: QtBot):
    pots.workspace.set_state(pots.desk.id_of("x.png"), APPROVED)
    click(qtbot, pots, "a.png")
    click(qtbot, pots, "c.png", CTRL)
    gallery(pots).model.set_filter(states=TO_REVIEW)
    assert gallery(pots).model.rowCount() == 6
    assert selected(pots) == ["a.png", "c.png"]


def test_the_next_image_is_the_next_one_shown(pots: Bench):
    scores = {"a.png": 0.9, "b.png": 0.1, "c.png": 0.5}
    for name, score in scores.items():
        pots.workspace.image(pots.desk.id_of(name)).score = score
    gallery(pots).order.setCurrentIndex(gallery(pots).order.findData(ImageOrder.SCORE))
    pots.desk.select("b.png")
    seen = []
    for _ in range(2):
        pots.actions[ActionId.NEXT_IMAGE].trigger()
        seen.append(pots.workspace.image(pots.workspace.current_image_id).name)
    assert seen == ["c.png", "a.png"]


def test_an_approved_image_does_not_jump_away_while_images_are_sorted_by_state(pots: Bench):
    gallery(pots).order.setCurrentIndex(gallery(pots).order.findData(ImageOrder.STATE))
    image_id = pots.desk.select("a.png")
    before = gallery(pots).model.index_of(image_id).row()
    pots.workspace.set_state(image_id, APPROVED)
    assert gallery(pots).model.index_of(image_id).row() == before


def test_without_a_selection_or_in_a_read_only_project_nothing_is_offered(bench: Bench):
    assert not bench.actions[ActionId.APPROVE_SELECTED].isEnabled()


def test_a_run_on_all_unreviewed_ends_in_a_summary_that_leads_on(pots: Bench):
    for name, state in (("a.png", APPROVED), ("b.png", EXCLUDED)):
        pots.workspace.set_state(pots.desk.id_of(name), state)
    pots.actions[ActionId.RUN_UNREVIEWED].trigger()
    banner = pots.window.banner
    assert banner.isVisible()
    text = banner.label.text()
    assert "3 new masks" in text
    assert "reviewed them: 1." in text
    assert "Excluded: 1." in text
    banner.button.click()
    state = pots.workspace.image(pots.workspace.current_image_id).state
    assert state is PREDICTED
