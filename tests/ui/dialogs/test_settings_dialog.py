from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from cosegui.core.settings import SETTINGS, Settings
from cosegui.ui.dialogs.settings import SettingsDialog


@pytest.fixture
def dialog(qtbot: QtBot) -> SettingsDialog:
    dialog = SettingsDialog(
        Settings(brush_radius_px=7.125), suggestions={"device": ["auto", "cpu"]}
    )
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def press(dialog: SettingsDialog, button: QDialogButtonBox.StandardButton) -> None:
    dialog.buttons.button(button).click()


def test_every_setting_of_the_table_has_a_field_with_a_name(dialog: SettingsDialog) -> None:
    assert set(dialog.values()) == {setting.key for setting in SETTINGS}
    for setting in SETTINGS:
        assert dialog.editor(setting.key).accessibleName()


def test_saving_without_a_change_changes_nothing(dialog: SettingsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.chosen) as blocker:
        press(dialog, QDialogButtonBox.StandardButton.Save)

    assert blocker.args == [Settings(brush_radius_px=7.125)]


def test_a_changed_field_is_in_the_settings_that_are_saved(
    dialog: SettingsDialog, qtbot: QtBot
) -> None:
    dialog.set_value("theme", "dark")
    dialog.set_value("overlay_colour", "#00ff00")
    dialog.set_value("device", "cuda:1")

    with qtbot.waitSignal(dialog.chosen) as blocker:
        press(dialog, QDialogButtonBox.StandardButton.Save)

    settings = blocker.args[0]
    assert (settings.theme, settings.overlay_colour) == ("dark", "#00ff00")
    assert settings.device == "cuda:1"
    assert settings.brush_radius_px == 7.125


def test_a_value_that_cannot_be_used_is_named_and_the_dialog_stays(
    dialog: SettingsDialog, qtbot: QtBot
) -> None:
    dialog.set_value("device", "toaster")

    with qtbot.assertNotEmitted(dialog.chosen):
        press(dialog, QDialogButtonBox.StandardButton.Save)

    assert dialog.isVisible()
    assert "toaster" in dialog.problem_label.text()


def test_restored_defaults_are_saved_only_when_the_person_says_so(
    dialog: SettingsDialog, qtbot: QtBot
) -> None:
    press(dialog, QDialogButtonBox.StandardButton.RestoreDefaults)
    with qtbot.waitSignal(dialog.chosen) as blocker:
        press(dialog, QDialogButtonBox.StandardButton.Save)

    assert blocker.args == [Settings()]


def test_cancelling_chooses_nothing(dialog: SettingsDialog, qtbot: QtBot) -> None:
    dialog.set_value("theme", "dark")

    with qtbot.assertNotEmitted(dialog.chosen):
        press(dialog, QDialogButtonBox.StandardButton.Cancel)
