"""Settings on disk. Whatever lies there, cosegui starts."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from cosegui.core.settings import Settings

from .atomic import atomic_write
from .paths import config_folder

_log = logging.getLogger(__name__)


def settings_path() -> Path:
    """Where the settings are kept."""
    return config_folder() / "settings.json"


def load_settings() -> tuple[Settings, tuple[str, ...]]:
    """The settings, and notices for the person about what could not be used.

    A file that cannot be read at all is kept aside, and everything has its default.
    """
    path = settings_path()
    try:
        values = json.loads(path.read_bytes().decode("utf-8"))
        if not isinstance(values, dict):
            raise ValueError("it holds no settings")
    except FileNotFoundError:
        return Settings(), ()
    except (OSError, ValueError, RecursionError) as error:
        return Settings(), (_set_aside(path, error),)
    settings, unusable = Settings.from_values(values)
    notices = tuple(f"The setting {key} was not usable and has its default." for key in unusable)
    return settings, notices


def save_settings(settings: Settings) -> None:
    """Write the settings. Raises: SaveError."""
    content = json.dumps(settings.to_values(), indent=1, ensure_ascii=False)
    atomic_write(settings_path(), f"{content}\n".encode())


def _set_aside(path: Path, error: Exception) -> str:
    aside = path.with_name("settings.unreadable.json")
    try:
        path.replace(aside)
    except OSError:
        _log.info("%s could not be set aside", path)
        return f"The settings could not be read ({error}). All have their defaults."
    return f"The settings could not be read ({error}). All have their defaults; see {aside}."
