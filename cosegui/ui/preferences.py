"""The settings in force, and whom to tell when they change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from cosegui.core.settings import Settings


class Preferences(QObject):
    """Holds settings that are always valid.

    Args:
        save: writes settings to disk; called for every change, must not raise.

    Signals:
        changed(): some value is another one now.
    """

    changed = Signal()

    def __init__(
        self,
        settings: Settings,
        save: Callable[[Settings], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._save = save

    @property
    def settings(self) -> Settings:
        """The values in force."""
        return self._settings

    def replace(self, settings: Settings) -> None:
        """Take other values, and write them."""
        if settings != self._settings:
            self._settings = settings
            self._save(settings)
            self.changed.emit()
