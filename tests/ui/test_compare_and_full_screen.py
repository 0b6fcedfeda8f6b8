"""View actions that need the whole window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from cosegui.ui.actions import ActionId
from tests.helpers.canvas import painted
from tests.helpers.shells import Bench


def test_the_models_mask_can_be_compared_once_there_is_one(bench: Bench, photos: Path) -> None:
    bench.shell.project.open_path(photos)
    compare, reset = bench.actions[ActionId.COMPARE], bench.actions[ActionId.RESET_TO_MODEL]
    assert not compare.isEnabled()

    bench.desk.predictions.run_unreviewed()
    assert compare.isEnabled()
    assert reset.isEnabled()
    plain = painted(bench.shell.canvas)
    compare.trigger()
    compared = painted(bench.shell.canvas)
    assert not np.array_equal(plain, compared)

    compare.trigger()
    np.testing.assert_array_equal(painted(bench.shell.canvas), plain)


def test_the_models_edge_stays_where_it_is_while_the_mask_is_changed(
    bench: Bench, photos: Path
) -> None:
    bench.shell.project.open_path(photos)
    bench.desk.predictions.run_unreviewed()
    bench.actions[ActionId.COMPARE].trigger()
    bench.actions[ActionId.SHOW_MASK].trigger()
    before = painted(bench.shell.canvas)

    bench.desk.session.mask_edits.invert()
    np.testing.assert_array_equal(painted(bench.shell.canvas), before)

    bench.shell.view_state.set_peeking(True)
    assert not np.array_equal(painted(bench.shell.canvas), before), "peeking hides it too"


def test_full_screen_and_back(bench: Bench, qtbot: QtBot) -> None:
    action = bench.actions[ActionId.FULL_SCREEN]
    action.trigger()
    qtbot.waitUntil(bench.window.isFullScreen)
    action.trigger()
    qtbot.waitUntil(lambda: not bench.window.isFullScreen())


def test_the_action_shows_what_the_system_did_to_the_window(bench: Bench, qtbot: QtBot) -> None:
    bench.window.showFullScreen()
    qtbot.waitUntil(bench.actions[ActionId.FULL_SCREEN].isChecked)
    bench.window.showNormal()
    qtbot.waitUntil(lambda: not bench.actions[ActionId.FULL_SCREEN].isChecked())
