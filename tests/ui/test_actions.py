from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cosegui.ui.actions import ActionId, Actions, Menu

# The keys that product.md promises for what exists by now.
PROMISED = {
    ActionId.PREVIOUS_IMAGE: {"A", "Left"},
    ActionId.NEXT_IMAGE: {"D", "Right"},
    ActionId.NEXT_UNREVIEWED: {"N"},
    ActionId.UNDO: {"Ctrl+Z"},
    ActionId.REDO: {"Ctrl+Shift+Z", "Ctrl+Y"},
    ActionId.SAVE: {"Ctrl+S"},
    ActionId.OPEN_PROJECT: {"Ctrl+O"},
    ActionId.OPEN_FOLDER: {"Ctrl+U"},
    ActionId.BRUSH: {"B"},
    ActionId.ERASER: {"E"},
    ActionId.SWAP_TOOL: {"X"},
    ActionId.FILL: {"F"},
    ActionId.LASSO: {"L"},
    ActionId.POLYGON: {"P"},
    ActionId.WAND: {"W"},
    ActionId.ZOOM_FIT: {"Ctrl+0"},
    ActionId.ZOOM_ACTUAL: {"Ctrl+1"},
    ActionId.SHOW_MASK: {"M"},
    ActionId.SHOW_HEATMAP: {"H"},
    ActionId.RUN_GROUP: {"R"},
    ActionId.RUN_UNREVIEWED: {"Ctrl+R"},
    ActionId.EXPORT_MASKS: {"Ctrl+E"},
    ActionId.KEYS: {"F1"},
}


@pytest.fixture
def actions(qapp: object) -> Iterator[Actions]:
    owner = QObject()
    yield Actions(owner)
    owner.deleteLater()


def test_the_keys_are_those_that_people_are_used_to(actions: Actions) -> None:
    for action_id, keys in PROMISED.items():
        assert set(actions.spec(action_id).keys) == keys, action_id
    assert "Ctrl+Return" in actions.spec(ActionId.APPROVE_AND_NEXT).keys


def test_no_key_means_two_things(actions: Actions) -> None:
    keys = Counter(
        sequence.toString() for action_id in ActionId for sequence in actions[action_id].shortcuts()
    )

    assert [key for key, count in keys.items() if count > 1] == []


def test_every_action_has_exactly_one_row(actions: Actions) -> None:
    ids = [spec.id for menu in Menu for spec in actions.rows(menu)]

    assert sorted(ids) == sorted(ActionId)


def test_single_letters_are_heard_on_the_canvas_only(actions: Actions) -> None:
    for action_id in ActionId:
        spec = actions.spec(action_id)
        if any(len(key) == 1 or key in ("Left", "Right") for key in spec.keys):
            assert spec.on_canvas, action_id


def test_no_menu_uses_a_mnemonic_twice(actions: Actions) -> None:
    for menu in Menu:
        letters = [
            spec.text[spec.text.index("&") + 1].lower()
            for spec in actions.rows(menu)
            if "&" in spec.text
        ]
        assert len(letters) == len(set(letters)), menu


def test_typing_into_a_field_chooses_no_tool(actions: Actions, qtbot: QtBot) -> None:
    window, canvas, field = QWidget(), QWidget(), QLineEdit()
    canvas.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    layout = QVBoxLayout(window)
    layout.addWidget(canvas)
    layout.addWidget(field)
    qtbot.addWidget(window)
    actions.hear_keys_in(window, [canvas])
    heard: list[str] = []
    actions.connect_slots({ActionId.BRUSH: lambda: heard.append("brush")})
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()

    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_B)
    assert field.text() == "b"
    assert heard == []

    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_B)
    assert heard == ["brush"]
