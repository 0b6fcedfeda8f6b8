"""The composition root: the only module that knows every floor.

Qt is imported once it is known that a window can be shown, torch once the window is on the screen.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import logging
import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import cosegui
from cosegui.core.errors import CoseguiError, SaveError
from cosegui.core.ports import Segmenter
from cosegui.core.settings import Settings
from cosegui.desktop import window_obstacle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from cosegui.session.session import Session
    from cosegui.ui.preferences import Preferences
    from cosegui.ui.shell import Knowledge, Shell
    from cosegui.ui.theme import Theme

EXIT_NO_WINDOW = 2
_DEVICES = ("auto", "cpu", "cuda", "mps")
_log = logging.getLogger(__name__)

SegmenterFactory = Callable[[], Segmenter]


def main(
    argv: Sequence[str] | None = None, *, segmenter_factory: SegmenterFactory | None = None
) -> int:
    """Show the window until it is closed.

    Args:
        argv: what follows the program's name; None takes the process's own.
        segmenter_factory: makes what segments, in the model lane; None: the model that the
            settings name.
    Returns: the exit status: 0, or 2 where no window can be shown.
    """
    options = _parsed(sys.argv[1:] if argv is None else argv)
    obstacle = window_obstacle(os.environ)
    if not obstacle:
        obstacle = _import_obstacle()
    if obstacle:
        sys.stderr.write(f"cosegui: {obstacle}\n")
        return EXIT_NO_WINDOW
    return _run(options, segmenter_factory)


def _parsed(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="cosegui", description="Find and correct the object that a group of images shares."
    )
    parser.add_argument("path", metavar="PATH", nargs="?", type=Path, help="folder or project")
    parser.add_argument("--demo", action="store_true", help="open the demo group")
    return parser.parse_args(argv)


def _import_obstacle() -> str:
    """Why Qt cannot be loaded into this process, "" if it is there now."""
    try:
        if sys.platform == "win32":
            # WORKAROUND: once Qt's DLLs are in the process, torch's cannot be loaded any more.
            # Elsewhere the order does not matter, and the window need not wait for torch.
            import torch  # noqa: F401
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        return (
            f"Qt cannot be loaded ({error}). Install cosegui again, or do the same work without a "
            "window: `cosegui predict FOLDER --out DIR`."
        )
    return ""


def _run(options: argparse.Namespace, segmenter_factory: SegmenterFactory | None) -> int:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from cosegui.storage.logs import set_up_logging
    from cosegui.storage.settings_file import load_settings
    from cosegui.ui.language import Translations
    from cosegui.ui.last_resort import faults_reported
    from cosegui.ui.theme import Theme, ThemeChoice

    set_up_logging()
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(["cosegui"])
    _introduce(application)
    with faults_reported():
        settings, notices = load_settings()
        # Before any widget is made: each asks for its texts once, and a stylesheet that comes
        # later is laid over each of them.
        translations = Translations(application, settings.language)
        theme = Theme(application, ThemeChoice(settings.theme))
        shell, session = _composed(settings, theme, segmenter_factory)
        if notices:
            shell.window.banner.show_text("\n".join(notices))
        # After the first frame: loading torch holds the interpreter for long stretches.
        shell.window.shown.connect(lambda: QTimer.singleShot(0, session.predictions.preload))
        shell.window.show()
        shell.open_at_start(options.path, is_demo=options.demo)
        status = application.exec()
        has_ended = session.shutdown()
        shell.dispose()
        theme.dispose()
        translations.dispose()
    if not has_ended:
        # Torch is in the middle of something that cannot be interrupted, and to take the
        # interpreter down under it ends in a crash. All files are closed by now.
        _log.info("left while the model was still busy")
        logging.shutdown()
        os._exit(status)
    return status


def _composed(
    settings: Settings, theme: Theme, segmenter_factory: SegmenterFactory | None
) -> tuple[Shell, Session]:
    """The window and the session, joined to each other and to the files that they keep."""
    from cosegui.session.session import Session
    from cosegui.storage.paths import config_folder
    from cosegui.tasks.runner import TaskRunner
    from cosegui.ui.preferences import Preferences
    from cosegui.ui.shell import Shell
    from cosegui.ui.window_memory import WindowMemory

    runner = TaskRunner()
    session = Session(
        runner,
        segmenter_factory=segmenter_factory or _model_factory(settings),
        settings=settings,
        import_model=_import_model,
    )
    preferences = Preferences(settings, _save_settings)
    if segmenter_factory is None:
        _follow_model_settings(preferences, session)
    memory = WindowMemory(config_folder() / "window.ini")
    shell = Shell(session, runner, preferences, theme, memory, _knowledge(session))
    return shell, session


def _introduce(application: QApplication) -> None:
    from PySide6.QtGui import QIcon

    from cosegui.storage.resources import resource_path

    application.setApplicationName("cosegui")
    application.setApplicationVersion(cosegui.__version__)
    application.setDesktopFileName("cosegui")
    try:
        application.setWindowIcon(QIcon(str(resource_path("icons/cosegui.svg"))))
    except FileNotFoundError as error:
        _log.info("no icon: %s", error)


def _model_factory(settings: Settings, chosen: str = "") -> SegmenterFactory:
    """`chosen`: the model that the person chose for the open project; goes before the settings."""

    def make() -> Segmenter:
        from cosegui.model.predictor import Predictor

        return Predictor.load(chosen or settings.model_name or None, device=settings.device)

    return make


def _import_model(path: Path, name: str) -> object:
    from cosegui.model.checkpoint import import_checkpoint

    return import_checkpoint(path, name=name)


def _follow_model_settings(preferences: Preferences, session: Session) -> None:
    def wanted() -> tuple[str, str]:
        settings = preferences.settings
        return session.workspace.chosen_model or settings.model_name, settings.device

    in_use = wanted()

    def on_changed() -> None:
        nonlocal in_use
        if wanted() != in_use:
            in_use = wanted()
            chosen = session.workspace.chosen_model
            session.predictions.use_factory(_model_factory(preferences.settings, chosen))
            session.predictions.preload()

    preferences.changed.connect(on_changed)
    session.workspace.project_changed.connect(on_changed)
    session.workspace.model_chosen.connect(on_changed)


def _save_settings(settings: Settings) -> None:
    from cosegui.storage.settings_file import save_settings

    try:
        save_settings(settings)
    except SaveError as error:
        # They hold until the end of this session; no reason to stop someone's work.
        _log.warning("the settings were not saved: %s", error)


def _knowledge(session: Session) -> Knowledge:
    from PySide6.QtCore import QCoreApplication, qVersion

    from cosegui.storage.logs import diagnostics
    from cosegui.ui.shell import Knowledge

    predictions = session.predictions
    translate = QCoreApplication.translate

    def versions() -> Mapping[str, str]:
        return {
            "cosegui": cosegui.__version__,
            "Python": platform.python_version(),
            "Qt": qVersion(),
            "PyTorch": importlib.metadata.version("torch"),
            translate("AboutDialog", "Model"): predictions.model_name or "—",
            translate("AboutDialog", "Device"): predictions.device_name or "—",
        }

    def all_diagnostics() -> str:
        in_use = f"model in use: {predictions.model_name or 'none'}, on {predictions.device_name}"
        return f"{in_use}\n{diagnostics()}"

    return Knowledge(versions=versions, diagnostics=all_diagnostics, suggestions=_suggestions)


def _suggestions() -> Mapping[str, Sequence[str]]:
    from cosegui.storage.model_store import ModelStore

    try:
        names = [info.name for info in ModelStore().list() if not info.is_shipped]
    except (CoseguiError, FileNotFoundError) as error:
        _log.info("the models cannot be listed: %s", error)
        names = []
    return {"model_name": ["", *names], "device": _DEVICES}
