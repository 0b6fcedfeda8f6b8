"""Where cosegui keeps what belongs to a person and not to a project.

`COSEGUI_HOME` puts all of it below one folder, for tests and for portable installations.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from .atomic import make_folder

_APP = "cosegui"


def data_folder() -> Path:
    """Drafts and installed models. Created on demand, as the others are; raises SaveError."""
    return _made("data", platformdirs.user_data_path(_APP, appauthor=False))


def config_folder() -> Path:
    """Settings."""
    return _made("config", platformdirs.user_config_path(_APP, appauthor=False))


def cache_folder() -> Path:
    """What can be computed again."""
    return _made("cache", platformdirs.user_cache_path(_APP, appauthor=False))


def log_folder() -> Path:
    """Log files."""
    return _made("log", platformdirs.user_log_path(_APP, appauthor=False))


def _made(name: str, default: Path) -> Path:
    home = os.environ.get("COSEGUI_HOME")
    folder = Path(home).absolute() / name if home else default
    make_folder(folder)
    return folder
