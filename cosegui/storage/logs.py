"""Log files, and what a person sends along with a report of a fault."""

from __future__ import annotations

import contextlib
import importlib.metadata
import logging
import logging.handlers
import os
import platform
import sys
import time
from pathlib import Path
from typing import TextIO

import cosegui
from cosegui.core.errors import SaveError

from .paths import config_folder, data_folder, log_folder

_KEPT_FILES = 10
_LARGEST_BYTES = 1_000_000
_SHOWN_LINES = 60
_FORMAT = "%(asctime)s %(levelname)-7s %(threadName)s %(name)s: %(message)s"
_PACKAGES = (
    *("torch", "torchvision", "timm", "safetensors", "PySide6-Essentials", "qtawesome", "numpy"),
    *("pillow", "opencv-python-headless", "platformdirs", "filelock"),
)


def set_up_logging(level: int = logging.INFO) -> Path | None:
    """Log to a file of this process, and warnings to standard error as well.

    Each process has its own file, since Windows cannot rotate one that another holds open; the
    oldest files are removed. Calling it again changes the level and nothing else.

    Returns: the file; None where no log folder can be written to: the log is lost, the app starts.
    """
    root = logging.getLogger()
    root.setLevel(level)
    logging.captureWarnings(capture=True)
    for handler in root.handlers:
        if isinstance(handler, _LogFile):
            return Path(handler.baseFilename)
    root.addHandler(_Console())
    try:
        folder = log_folder()
        _remove_oldest(folder)
        handler = _LogFile(folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log")
    except (OSError, SaveError) as error:
        root.warning("There will be no log file: %s", error)
        return None
    root.addHandler(handler)
    return Path(handler.baseFilename)


def tear_down_logging() -> None:
    """Close what `set_up_logging` opened."""
    root = logging.getLogger()
    logging.captureWarnings(capture=False)
    for handler in list(root.handlers):
        if isinstance(handler, _LogFile | _Console):
            root.removeHandler(handler)
            handler.close()


def diagnostics() -> str:
    """Versions, places and the end of the newest log, as text to paste into a report."""
    lines = [
        f"cosegui {cosegui.__version__}",
        f"Python {platform.python_version()} ({sys.executable})",
        f"{platform.platform()}, {platform.machine()}, {os.cpu_count()} CPUs",
        *(f"{name} {_version(name)}" for name in _PACKAGES),
    ]
    for name, place in (("data", data_folder), ("config", config_folder), ("log", log_folder)):
        try:
            lines.append(f"{name}: {place()}")
        except SaveError as error:
            lines.append(f"{name}: {error}")
    return "\n".join([*lines, "", *_newest_lines()])


class _Console(logging.StreamHandler[TextIO]):
    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.setLevel(logging.WARNING)
        self.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))


class _LogFile(logging.handlers.RotatingFileHandler):
    """Two files of limited size: a fault that logs in a loop fills no disk."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_LARGEST_BYTES, backupCount=1, encoding="utf-8")
        self.setFormatter(logging.Formatter(_FORMAT))


def _log_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.log"), key=lambda path: path.name)


def _remove_oldest(folder: Path) -> None:
    for path in _log_files(folder)[: -_KEPT_FILES + 1]:
        for file in (path, path.with_name(f"{path.name}.1")):
            with contextlib.suppress(OSError):
                file.unlink()


def _newest_lines() -> list[str]:
    try:
        newest = _log_files(log_folder())[-1]
        return newest.read_text("utf-8", errors="replace").splitlines()[-_SHOWN_LINES:]
    except (OSError, IndexError, SaveError):
        return ["(no log)"]


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"
