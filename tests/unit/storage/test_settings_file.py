"""Settings on disk: whatever lies there, cosegui starts."""

import json

import pytest

from cosegui.core.settings import Settings
from cosegui.storage.settings_file import load_settings, save_settings, settings_path


def test_without_a_file_everything_has_its_default():
    assert load_settings() == (Settings(), ())
    assert not settings_path().exists()


def test_settings_come_back():
    changed = Settings().changed(theme="dark", brush_radius_px=3.5, outline_only=True)
    save_settings(changed)
    assert load_settings() == (changed, ())


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000])
def test_an_unreadable_file_is_kept_aside_and_the_person_is_told(content):
    settings_path().write_bytes(content)
    settings, notices = load_settings()
    assert settings == Settings()
    assert len(notices) == 1
    aside = settings_path().with_name("settings.unreadable.json")
    assert str(aside) in notices[0]
    assert aside.read_bytes() == content
    assert load_settings() == (Settings(), ())


def test_an_unusable_value_is_named_and_the_others_stay():
    settings_path().write_text(json.dumps({"theme": "pink", "outline_only": True}), "utf-8")
    settings, notices = load_settings()
    assert settings == Settings().changed(outline_only=True)
    assert notices == ("The setting theme was not usable and has its default.",)


def test_settings_of_a_newer_version_survive_a_save():
    settings_path().write_text(json.dumps({"gravity": 9.81}), "utf-8")
    settings, _notices = load_settings()
    save_settings(settings.changed(theme="dark"))
    assert json.loads(settings_path().read_text("utf-8"))["gravity"] == 9.81
