from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosegui.ui.action_specs import ActionId, ActionSpec
from cosegui.ui.keymap import Clash, Keymap, Obstacle, normal_key

TABLE = (
    ActionSpec(ActionId.BRUSH, "Brush", ("B",), on_canvas=True),
    ActionSpec(ActionId.ERASER, "Eraser", ("E",), on_canvas=True),
    ActionSpec(ActionId.SAVE, "Save", ("Ctrl+S",)),
    ActionSpec(ActionId.REDO, "Redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
    ActionSpec(ActionId.ABOUT, "About"),
)


@pytest.fixture
def keymap() -> Keymap:
    return Keymap(TABLE, menu_letters="FE")


def test_an_action_has_the_keys_of_the_table_until_others_are_chosen(keymap):
    keymap.set_keys(ActionId.ABOUT, ("Ctrl+B",))
    assert keymap.keys(ActionId.ABOUT) == ("Ctrl+B",)
    assert keymap.keys(ActionId.REDO) == ("Ctrl+Shift+Z", "Ctrl+Y")
    assert keymap.chosen == {"about": ("Ctrl+B",)}


@pytest.mark.parametrize(
    ("action_id", "key", "clash"),
    [
        (ActionId.BRUSH, "E", Clash(Obstacle.TAKEN, ActionId.ERASER)),
        (ActionId.BRUSH, "Ctrl+S", Clash(Obstacle.TAKEN, ActionId.SAVE)),
        (ActionId.ABOUT, "Ctrl+Y", Clash(Obstacle.TAKEN, ActionId.REDO)),
        (ActionId.SAVE, "Alt+F", Clash(Obstacle.MENU)),
        (ActionId.BRUSH, "Space", Clash(Obstacle.CANVAS)),
        (ActionId.SAVE, "S", Clash(Obstacle.TYPED)),
        (ActionId.SAVE, "Shift+S", Clash(Obstacle.TYPED)),
        (ActionId.SAVE, "F5", None),
        (ActionId.SAVE, "Ctrl+S", None),
        (ActionId.BRUSH, "S", None),
    ],
)
def test_a_key_is_refused_for_a_reason(keymap, action_id, key, clash):
    assert keymap.clash(action_id, key) == clash


def test_a_key_that_is_taken_over_leaves_the_other_action_the_rest(keymap):
    keymap.set_keys(ActionId.SAVE, ("Ctrl+Y",))
    assert keymap.keys(ActionId.REDO) == ("Ctrl+Shift+Z",)
    keymap.reset(ActionId.REDO)
    assert keymap.keys(ActionId.SAVE) == ()
    assert keymap.chosen == {"save": ()}


def test_reset_all_brings_the_table_back(keymap):
    keymap.set_keys(ActionId.SAVE, ("Ctrl+Y",))
    keymap.reset_all()
    assert keymap.chosen == {}
    assert keymap.keys(ActionId.SAVE) == ("Ctrl+S",)


def test_a_key_that_cannot_be_had_changes_nothing(keymap):
    with pytest.raises(ValueError, match="cannot be a key"):
        keymap.set_keys(ActionId.SAVE, ("S",))
    assert keymap.chosen == {}


def test_a_copy_changes_on_its_own(keymap):
    copy = keymap.copy()
    copy.set_keys(ActionId.SAVE, ("F5",))
    assert keymap.chosen == {}
    assert copy.clash(ActionId.SAVE, "Alt+F") == Clash(Obstacle.MENU)


@pytest.mark.parametrize(
    "chosen",
    [
        {"save": ("nonsense",)},
        {"save": ("Ctrl+K, Ctrl+S",)},
        {"save": ("F1", "F2", "F3")},
        {"save": ("S",)},
        {"save": ("Ctrl+Y",)},
        {"of a later version": ("F5",)},
    ],
)
def test_what_cannot_be_used_has_its_default(keymap, chosen):
    keymap.load(chosen)
    assert keymap.chosen == {}


def test_two_actions_that_exchange_their_keys_keep_them(keymap):
    keymap.load({"brush": ("E",), "eraser": ("B",)})
    assert keymap.keys(ActionId.BRUSH) == ("E",)
    assert keymap.keys(ActionId.ERASER) == ("B",)


def test_keys_are_written_in_one_way():
    assert normal_key("shift+ctrl+z") == "Ctrl+Shift+Z"
    assert normal_key("") == ""


keys = st.sampled_from(["B", "E", "X", "Ctrl+S", "Ctrl+Y", "Ctrl+Shift+Z", "F5", "Alt+F", "?!"])


@given(
    st.dictionaries(
        st.sampled_from([*(spec.id.value for spec in TABLE), "unknown"]),
        st.lists(keys, max_size=3).map(tuple),
    )
)
def test_whatever_the_settings_hold_no_key_means_two_things(chosen):
    keymap = Keymap(TABLE, menu_letters="F")
    keymap.load(chosen)
    held = [key for spec in TABLE for key in dict.fromkeys(keymap.keys(spec.id))]
    assert len(set(held)) == len(held)
    assert all(
        keymap.clash(ActionId(one), key) is None for one, ks in keymap.chosen.items() for key in ks
    )
