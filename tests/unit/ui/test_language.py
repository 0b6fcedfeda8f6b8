from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from cosegui.core.settings import setting
from cosegui.ui.language import SOURCE_LANGUAGE, SYSTEM, TRANSLATED, Translations, language_for


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        (["de-AT", "en-US"], "de"),
        (["en-GB", "de-DE"], "en"),
        (["zh-Hans-CN", "zh-CN", "zh"], "zh_CN"),
        (["zh-CN"], "zh_CN"),
        (["zh-SG"], "zh_CN"),
        (["zh-Hant-TW", "zh-TW"], "en"),
        (["fr-FR", "de-CH", "en"], "de"),
        (["fr-FR", "it-IT"], "en"),
        (["C"], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_of_the_system_that_there_is_is_taken(wanted, language):
    assert language_for(wanted) == language


def test_the_setting_offers_the_languages_that_there_are():
    offered = [value for value, _ in setting("language").choices]
    assert offered == [SYSTEM, SOURCE_LANGUAGE, *TRANSLATED]


@pytest.mark.parametrize(
    ("choice", "save", "cancel"),
    [("en", "Save", "Cancel"), ("de", "Speichern", "Abbrechen"), ("zh_CN", "保存", "取消")],
)
def test_qts_own_dialogs_speak_the_language_too(qapp: QApplication, choice, save, cancel):
    translations = Translations(qapp, choice)
    try:
        kinds = QDialogButtonBox.StandardButton
        box = QDialogButtonBox(kinds.Save | kinds.Cancel)
        assert box.button(kinds.Save).text().replace("&", "") == save
        assert box.button(kinds.Cancel).text().replace("&", "") == cancel
        assert translations.language == choice
        del box
    finally:
        translations.dispose()


def test_our_texts_are_translated_until_the_translation_is_let_go(qapp: QApplication):
    def approved() -> str:
        return QCoreApplication.translate("ReviewState", "Approved")

    translations = Translations(qapp, "de")
    try:
        assert approved() == "Freigegeben"
    finally:
        translations.dispose()
    assert approved() == "Approved"
