from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from cosegui.ui.action_specs import without_mnemonic
from cosegui.ui.actions import ActionId, Actions
from cosegui.ui.canvas.tools import ToolName
from cosegui.ui.canvas.view_state import Layer
from cosegui.ui.dialogs.keys import KeysDialog, key_text
from cosegui.ui.dialogs.shortcuts import ShortcutsDialog
from tests.helpers.gestures import press, shown, wait_shown
from tests.helpers.shells import Bench

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dialog(qtbot: QtBot) -> ShortcutsDialog:
    owner = QObject()
    dialog = ShortcutsDialog(Actions(owner))
    owner.setParent(dialog)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def enter(qtbot: QtBot, dialog: ShortcutsDialog, key: Qt.Key, modifier=CTRL, field: int = 0):
    qtbot.keyClick(dialog.editors[field], key, modifier)


def test_a_new_key_is_given_out_when_the_person_saves(qtbot: QtBot, dialog):
    given = []
    dialog.chosen.connect(given.append)
    dialog.show_action(ActionId.ABOUT)
    enter(qtbot, dialog, Qt.Key.Key_B)
    enter(qtbot, dialog, Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier, field=1)
    dialog.buttons.button(dialog.buttons.StandardButton.Save).click()
    assert given == [{"about": ("Ctrl+B", "F5")}]


def test_a_key_in_use_names_its_holder_and_can_be_taken(qtbot: QtBot, dialog):
    dialog.show_action(ActionId.ABOUT)
    assert not dialog.take_button.isVisible()
    enter(qtbot, dialog, Qt.Key.Key_S)
    assert "“Save”" in dialog.problem_label.text()
    assert dialog.keys == {}
    dialog.take_button.click()
    assert dialog.keys == {"about": ("Ctrl+S",), "save": ()}
    assert dialog.problem_label.text() == ""


def test_a_letter_is_refused_where_it_would_be_typed(qtbot: QtBot, dialog):
    dialog.show_action(ActionId.SAVE)
    enter(qtbot, dialog, Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier)
    assert dialog.problem_label.text() != ""
    assert not dialog.take_button.isVisible()
    assert dialog.keys == {}


def test_one_action_or_all_can_be_reset(qtbot: QtBot, dialog):
    for action_id, key in ((ActionId.SAVE, Qt.Key.Key_J), (ActionId.UNDO, Qt.Key.Key_K)):
        dialog.show_action(action_id)
        enter(qtbot, dialog, key)
    dialog.reset_button.click()
    assert dialog.keys == {"save": ("Ctrl+J",)}
    reset_all = next(b for b in dialog.buttons.buttons() if "All" in b.text())
    reset_all.click()
    assert dialog.keys == {}


def test_the_search_leaves_what_it_finds_by_name_or_key(dialog):
    dialog.search.setText("ctrl+shift+z")
    left = [item.text(0) for item in dialog._items.values() if not item.isHidden()]
    assert left == ["Redo"]


def test_chosen_keys_work_at_once_and_are_kept(bench: Bench, photos, qtbot: QtBot):
    bench.workspace.open_path(photos)
    bench.actions[ActionId.CHANGE_KEYS].trigger()
    dialog = wait_shown(qtbot, ShortcutsDialog)
    dialog.show_action(ActionId.NEXT_IMAGE)
    enter(qtbot, dialog, Qt.Key.Key_K, Qt.KeyboardModifier.NoModifier)
    dialog.buttons.button(dialog.buttons.StandardButton.Save).click()
    qtbot.waitUntil(lambda: not shown(ShortcutsDialog))
    assert bench.saved[-1].shortcuts == {"next_image": ("K", "Right")}
    assert "(K)" in bench.actions[ActionId.NEXT_IMAGE].toolTip()
    first = bench.workspace.current_image_id
    press(qtbot, bench.shell.canvas, Qt.Key.Key_D)
    assert bench.workspace.current_image_id == first
    press(qtbot, bench.shell.canvas, Qt.Key.Key_K)
    assert bench.workspace.current_image_id != first


def test_the_buttons_of_tools_and_layers_name_the_keys_in_force(bench: Bench):
    brush = bench.shell.tools_panel.buttons[ToolName.BRUSH]
    mask = bench.shell.layers_panel.switches[Layer.MASK]
    assert brush.toolTip().endswith("  (B)")
    assert mask.toolTip().endswith("  (M)")
    bench.actions.use_keys({"brush": ["Q"], "show_mask": []})
    assert brush.toolTip().endswith("  (Q)")
    assert "(" not in mask.toolTip()


def test_return_and_the_enter_of_the_number_pad_are_shown_as_one_key():
    assert key_text(["Ctrl+Return", "Ctrl+Enter"]) == key_text(["Ctrl+Return"])
    assert key_text(["Ctrl+Enter"]) != ""


def test_a_mnemonic_leaves_no_trace_in_a_plain_text():
    assert without_mnemonic("Open &Folder…") == "Open Folder…"
    assert without_mnemonic("打开文件夹(&F)…") == "打开文件夹…"


def test_the_list_of_keys_leads_to_changing_them(bench: Bench, qtbot: QtBot):
    bench.actions[ActionId.KEYS].trigger()
    wait_shown(qtbot, KeysDialog).change_wished.emit()
    wait_shown(qtbot, ShortcutsDialog).reject()
