"""The Mask menu in the whole window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from cosegui.ui.actions import ActionId, Menu
from cosegui.ui.dialogs.mask_amount import MaskAmountDialog
from tests.helpers.gestures import wait_shown
from tests.helpers.sessions import SIZE_HW
from tests.helpers.shells import Bench


@pytest.fixture
def painted(bench: Bench, photos: Path) -> Bench:
    """Open, with a square of ten pixels on a.png."""
    bench.shell.project.open_path(photos)
    mask_hw = np.zeros(SIZE_HW, np.bool_)
    mask_hw[10:20, 10:20] = True
    bench.desk.editor.apply_mask("Brush", mask_hw)
    return bench


def mask_ids(bench: Bench) -> list[ActionId]:
    return [spec.id for spec in bench.actions.rows(Menu.MASK)]


def enabled(bench: Bench) -> set[ActionId]:
    return {each for each in mask_ids(bench) if bench.actions[each].isEnabled()}


def test_with_nothing_open_no_mask_can_be_changed(bench: Bench) -> None:
    assert enabled(bench) == set()


def test_a_copy_needs_an_image_before(painted: Bench) -> None:
    everything = set(mask_ids(painted))
    assert enabled(painted) == everything - {ActionId.COPY_PREVIOUS}

    painted.desk.select("b.png")
    assert enabled(painted) == everything
    painted.actions[ActionId.COPY_PREVIOUS].trigger()
    assert int(painted.desk.mask().sum()) == 100

    painted.workspace.close()
    assert enabled(painted) == set()


def test_a_read_only_project_allows_none(painted: Bench, tmp_path: Path) -> None:
    path = tmp_path / "held.cosegui"
    painted.workspace.save_as(path)
    other = Bench(tmp_path / "other.ini")
    other.workspace.open_path(path)
    assert other.workspace.is_read_only
    assert other.desk.editor.image_hwc_u8 is not None
    assert enabled(other) == set()
    other.dispose()


def test_an_edit_without_an_amount_happens_at_once(painted: Bench) -> None:
    painted.actions[ActionId.INVERT].trigger()

    assert not painted.desk.mask()[15, 15]
    assert painted.desk.editor.undo_name == "Invert"


def test_an_amount_is_shown_while_it_is_chosen_and_offered_again(
    painted: Bench, qtbot: QtBot
) -> None:
    painted.actions[ActionId.GROW].trigger()
    dialog = wait_shown(qtbot, MaskAmountDialog)
    assert painted.desk.mask()[15, 22], "three pixels at first"
    dialog.slider.box.setValue(6)
    assert painted.desk.mask()[15, 25]
    assert painted.desk.editor.step_names == ("Brush",)

    dialog.accept()
    assert painted.desk.mask()[15, 25]
    assert painted.desk.editor.step_names == ("Brush", "Grow")

    painted.actions[ActionId.GROW].trigger()
    assert wait_shown(qtbot, MaskAmountDialog).slider.box.value() == 6
    wait_shown(qtbot, MaskAmountDialog).reject()


def test_cancelling_leaves_the_mask_as_it_was(painted: Bench, qtbot: QtBot) -> None:
    painted.actions[ActionId.SHRINK].trigger()
    dialog = wait_shown(qtbot, MaskAmountDialog)
    assert not painted.desk.mask()[10, 15]

    dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel).click()

    assert int(painted.desk.mask().sum()) == 100
    assert painted.desk.editor.step_names == ("Brush",)
