"""The table of settings and the values that it lets through."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosegui.core.settings import SETTINGS, SettingKind, Settings, setting

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
json_values = scalars | st.lists(scalars, max_size=2)


@pytest.mark.parametrize("about", SETTINGS, ids=lambda about: about.key)
def test_every_setting_is_described_and_has_a_default_that_it_accepts(about):
    assert about.accepts(about.default)
    assert getattr(Settings(), about.key) == about.default
    assert about.section
    assert about.label
    assert about.help.endswith(".")
    is_number = about.kind in (SettingKind.INTEGER, SettingKind.NUMBER)
    assert (about.minimum is not None and about.maximum is not None) == is_number
    assert bool(about.choices) == (about.kind is SettingKind.CHOICE)


def test_the_table_names_every_setting_once():
    keys = [about.key for about in SETTINGS]
    assert len(set(keys)) == len(keys)
    assert set(Settings().to_values()) == set(keys)


def test_changing_gives_other_settings_and_leaves_the_first_alone():
    first = Settings()
    second = first.changed(overlay_opacity=0.25, theme="dark")
    assert (second.overlay_opacity, second.theme) == (0.25, "dark")
    assert first == Settings()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("overlay_opacity", 1.5),
        ("overlay_opacity", math.nan),
        ("overlay_opacity", "0.5"),
        ("overlay_opacity", True),
        ("autosave_seconds", 1.5),
        ("autosave_seconds", -1),
        ("theme", "pink"),
        ("theme", None),
        ("outline_only", 1),
        ("overlay_colour", "red"),
        ("overlay_colour", "#12345"),
        ("device", "gpu"),
        ("device", "cuda:x"),
    ],
)
def test_values_that_make_no_sense_are_refused(key, value):
    with pytest.raises(ValueError, match=key):
        Settings().changed(**{key: value})


@pytest.mark.parametrize("device", ["auto", "cpu", "mps", "cuda", "cuda:3"])
def test_devices_are_written_as_torch_writes_them(device):
    assert Settings().changed(device=device).device == device


def test_a_name_that_is_no_setting_is_refused():
    with pytest.raises(KeyError):
        Settings().changed(colour_of_the_sky="#0000ff")
    with pytest.raises(KeyError):
        setting("colour_of_the_sky")


def test_values_survive_the_way_through_a_file():
    changed = Settings().changed(brush_radius_px=7.5, theme="dark", autosave_seconds=0)
    assert Settings.from_values(changed.to_values()) == (changed, ())


def test_an_unusable_value_has_its_default_and_is_named():
    settings, unusable = Settings.from_values({"theme": "pink", "outline_only": True})
    assert unusable == ("theme",)
    assert settings == Settings().changed(outline_only=True)


def test_keys_of_a_newer_version_survive():
    settings, unusable = Settings.from_values({"gravity": [9, 81]})
    assert unusable == ()
    assert settings.changed(theme="dark").to_values()["gravity"] == [9, 81]


@given(st.dictionaries(st.sampled_from([about.key for about in SETTINGS]), json_values))
def test_whatever_a_file_holds_the_settings_are_valid(values):
    settings, unusable = Settings.from_values(values)
    assert all(about.accepts(getattr(settings, about.key)) for about in SETTINGS)
    assert set(unusable) <= set(values)


def test_changed_keys_come_back_and_those_that_cannot_be_read_are_named():
    settings = Settings().with_shortcuts({"save": ("F5",), "undo": ()})
    assert Settings.from_values(settings.to_values()) == (settings, ())
    damaged = {"shortcuts": {"save": ["F5"], "undo": "Ctrl+Z", "redo": [3]}}
    readable, unusable = Settings.from_values(damaged)
    assert readable.shortcuts == {"save": ("F5",)}
    assert unusable == ("shortcuts",)
    assert Settings.from_values({"shortcuts": 5}) == (Settings(), ("shortcuts",))
