"""The language of all texts: which one, and Qt's translators for it."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from cosegui.storage.resources import resource_path

SYSTEM = "system"
SOURCE_LANGUAGE = "en"
TRANSLATED = ("de", "zh_CN")
_log = logging.getLogger(__name__)


class Translations(QObject):
    """Our translation and Qt's own, for its dialogs; in force until `dispose`.

    Widgets ask for their texts when they are made, so this comes before the first of them.
    """

    def __init__(self, application: QCoreApplication, choice: str) -> None:
        """`choice`: a value of the setting "language"."""
        super().__init__(application)
        self._application = application
        self._translators: list[QTranslator] = []
        self.language = language_for(QLocale.system().uiLanguages()) if choice == SYSTEM else choice
        if self.language != SOURCE_LANGUAGE:
            self._install(
                f"qtbase_{self.language}",
                QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath),
            )
            try:
                folder = str(resource_path("translations"))
            except FileNotFoundError as error:
                _log.info("no translations: %s", error)
                return
            self._install(f"cosegui_{self.language}", folder)

    def dispose(self) -> None:
        """Speak the source's language again."""
        for translator in self._translators:
            self._application.removeTranslator(translator)
        self._translators.clear()
        self.deleteLater()

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self)
        if translator.load(name, folder) and self._application.installTranslator(translator):
            self._translators.append(translator)
        else:
            _log.info("the translation %s is missing", name)


def language_for(wanted: Sequence[str]) -> str:
    """The first language that there is: one of `TRANSLATED`, or that of the source.

    Args:
        wanted: tags like "de-AT" or "zh-Hans-CN", the favourite first. English counts as well:
            who puts it before German does not want German.
    """
    for tag in wanted:
        locale = QLocale(tag.replace("-", "_"))
        if locale.language() == QLocale.Language.English:
            return SOURCE_LANGUAGE
        if locale.language() == QLocale.Language.German:
            return "de"
        is_simplified = locale.script() == QLocale.Script.SimplifiedHanScript
        if locale.language() == QLocale.Language.Chinese and is_simplified:
            return "zh_CN"
    return SOURCE_LANGUAGE
