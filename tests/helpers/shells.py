"""The whole window over a session of fakes, without threads."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QApplication

from cosegui.core.settings import Settings
from cosegui.ui.preferences import Preferences
from cosegui.ui.shell import Knowledge, Shell
from cosegui.ui.theme import Theme, ThemeChoice
from cosegui.ui.window_memory import WindowMemory
from tests.helpers.sessions import Desk

DIAGNOSTICS = "cosegui, the versions and the log"


@dataclass
class Bench:
    """A shell, its session and what it keeps. `saved` lists the settings that were written."""

    memory_path: Path
    desk: Desk = field(default_factory=Desk)
    saved: list[Settings] = field(default_factory=list)

    def __post_init__(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.preferences = Preferences(self.desk.settings, self.saved.append)
        self.theme = Theme(application, ThemeChoice.LIGHT)
        self.shell = Shell(
            self.desk.session,
            self.desk.runner,
            self.preferences,
            self.theme,
            WindowMemory(self.memory_path),
            Knowledge(
                versions=lambda: {"cosegui": "0"},
                diagnostics=lambda: DIAGNOSTICS,
                suggestions=lambda: {"device": ("auto", "cpu")},
            ),
        )
        self.window = self.shell.window
        self.actions = self.shell.actions
        self.workspace = self.desk.workspace

    def dispose(self) -> None:
        """As the end of the app does it."""
        self.desk.session.shutdown()
        self.shell.dispose()
        self.theme.dispose()
