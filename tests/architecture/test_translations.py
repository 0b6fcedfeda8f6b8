"""German and Simplified Chinese: every text of the code, finished, and true to its form."""

from __future__ import annotations

import importlib.util
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from cosegui.ui.actions import Actions, Menu, mnemonic
from cosegui.ui.language import TRANSLATED, Translations

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "translations"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The script that developers refresh the translations with."""
    path = ROOT / "docs" / "translations" / "refresh.py"
    spec = importlib.util.spec_from_file_location("refresh_translations", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def fresh(tool: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The translations, brought in line with the code once more."""
    folder = tmp_path_factory.mktemp("translations")
    for path in FOLDER.glob("*.ts"):
        shutil.copy(path, folder)
    tool.refresh(folder)
    return folder


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """Every source with each form of its translation."""
    root = ElementTree.parse(FOLDER / f"cosegui_{language}.ts").getroot()
    for message in root.iter("message"):
        source, translation = message.findtext("source"), message.find("translation")
        assert source is not None
        assert translation is not None
        forms = [form.text or "" for form in translation.iter("numerusform")]
        for form in forms or [translation.text or ""]:
            yield source, form


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_of_the_code_has_a_finished_translation(language, fresh, tool):
    assert list(tool.open_texts(fresh / f"cosegui_{language}.ts")) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_translated_that_the_code_does_not_say_any_more(language, fresh):
    for name in (f"cosegui_{language}.ts", f"cosegui_{language}.qm", "messages.json"):
        is_same = (FOLDER / name).read_bytes() == (fresh / name).read_bytes()
        assert is_same, f"{name} is out of date: run docs/translations/refresh.py"


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_come_through_and_nothing_else_is_filled_in(language):
    def placeholders(text: str) -> Counter[str]:
        return Counter(re.findall(r"\{[^{}]*\}|%n|%\d|`[^`]*`|\*\.\w+", text))

    differing = [one for one in pairs(language) if placeholders(one[0]) != placeholders(one[1])]
    assert differing == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_dots_lines_and_mnemonics_are_where_the_source_has_them(language):
    def form(text: str) -> tuple[object, ...]:
        bare = re.sub(r"\(&\w\)", "&", text)  # as Chinese menus write them, at the end
        dots = bare.rstrip("&").endswith("…")
        spaces = (text[:1] == " ", text[-1:] == " ")
        return bool(mnemonic(text)), dots or "…" in bare[-2:], text.count("\n"), spaces

    differing = [one for one in pairs(language) if form(one[0]) != form(one[1])]
    assert differing == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_menu_uses_a_mnemonic_twice_in_any_language(language, qapp: QApplication):
    translations = Translations(qapp, language)
    owner = QObject()
    try:
        actions = Actions(owner)
        menus = {menu: [spec.text for spec in actions.rows(menu)] for menu in Menu}
        # The recent projects are a menu inside this one, the panels inside that one.
        menus[Menu.FILE].append(qapp.translate("MainWindow", "Open &Recent"))
        menus[Menu.VIEW].append(qapp.translate("MainWindow", "&Panels"))
        bar = [mnemonic(actions.menu_title(menu)).lower() for menu in Menu]
        letters = {menu: [mnemonic(one).lower() for one in menus[menu]] for menu in Menu}
    finally:
        translations.dispose()
        owner.deleteLater()
    twice = {
        menu: [one for one, count in Counter(used).items() if one and count > 1]
        for menu, used in [*letters.items(), ("bar", bar)]
    }
    assert {menu: used for menu, used in twice.items() if used} == {}
