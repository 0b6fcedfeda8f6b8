"""Text files of an export."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from cosegui.storage.atomic import atomic_write

_BREAKS = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")


def write_text(path: Path, text: str) -> None:
    """UTF-8, line ends as they are. Raises: SaveError."""
    atomic_write(path, text.encode("utf-8", errors="replace"), is_durable=False)


def write_json(path: Path, value: Any, *, indent: int | None = None) -> None:
    """UTF-8 JSON. Raises: SaveError."""
    write_text(path, json.dumps(value, indent=indent, allow_nan=False) + "\n")


def one_line(label: str) -> str:
    """A label without line breaks and other control characters."""
    return _BREAKS.sub(" ", label).strip() or "_"
