"""Settings, keys, about and diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from cosegui.core.settings import Settings
from cosegui.ui.actions import Actions
from cosegui.ui.dialogs.about import AboutDialog
from cosegui.ui.dialogs.keys import KeysDialog
from cosegui.ui.dialogs.settings import SettingsDialog
from cosegui.ui.dialogs.shortcuts import ShortcutsDialog
from cosegui.ui.main_window import MainWindow
from cosegui.ui.messages import show_dialog
from cosegui.ui.preferences import Preferences


class HelpCommands(QObject):
    """Opens the dialogs that concern the app and not a project.

    Args:
        versions: what the About dialog lists.
        diagnostics: the text for a report of a fault.
        suggestions: see `SettingsDialog`; asked for each time the dialog opens.
    """

    def __init__(
        self,
        window: MainWindow,
        actions: Actions,
        preferences: Preferences,
        *,
        versions: Callable[[], Mapping[str, str]],
        diagnostics: Callable[[], str],
        suggestions: Callable[[], Mapping[str, Sequence[str]]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._preferences = preferences
        self._versions = versions
        self._diagnostics = diagnostics
        self._suggestions = suggestions

    def show_settings(self) -> None:
        """Let the person change the settings."""
        dialog = SettingsDialog(
            self._preferences.settings, suggestions=self._suggestions(), parent=self._window
        )
        dialog.chosen.connect(self._on_settings_chosen)
        show_dialog(dialog)

    def show_keys(self) -> None:
        """List the keys."""
        dialog = KeysDialog(self._actions, self._window)
        dialog.change_wished.connect(self.show_shortcuts)
        show_dialog(dialog)

    def show_shortcuts(self) -> None:
        """Let the person change the keys."""
        dialog = ShortcutsDialog(self._actions, self._window)
        dialog.chosen.connect(self._on_keys_chosen)
        show_dialog(dialog)

    def show_about(self) -> None:
        """Tell what this is."""
        show_dialog(AboutDialog(self._versions(), self._diagnostics, self._window))

    def copy_diagnostics(self) -> None:
        """Put the diagnostics into the clipboard."""
        QApplication.clipboard().setText(self._diagnostics())
        self._window.status.notice(self.tr("The diagnostics are in the clipboard."))

    def _on_keys_chosen(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        self._preferences.replace(self._preferences.settings.with_shortcuts(keys))

    def _on_settings_chosen(self, settings: Settings) -> None:
        has_new_language = settings.language != self._preferences.settings.language
        self._preferences.replace(settings)
        if has_new_language:
            self._window.banner.show_text(
                self.tr("The language changes with the next start of cosegui.")
            )
