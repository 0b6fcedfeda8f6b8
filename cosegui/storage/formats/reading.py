"""Files of a folder that is imported: nothing outside it is ever opened.

Paths within these files are taken for names alone; what is opened was found by `files_below`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from cosegui.core.errors import FormatError

_MAX_TEXT_BYTES = 2**30


def files_below(folder: Path, pattern: str) -> Iterator[tuple[str, Path]]:
    """(relative posix path, path) of all files of that pattern, sorted; links out are left out."""
    for path in sorted(folder.rglob(pattern)):
        relative = path.relative_to(folder).as_posix()
        hidden = any(part.startswith(".") for part in PurePosixPath(relative).parts)
        is_within = path.resolve().is_relative_to(folder.resolve())
        if not hidden and is_within and path.is_file():
            yield relative, path


def read_text(path: Path) -> str:
    """UTF-8 text. Raises: FormatError: it cannot be read, or is no text."""
    try:
        if path.stat().st_size > _MAX_TEXT_BYTES:
            raise FormatError(f"{path.name} is larger than 1 GiB. Split it into smaller files.")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(f"{path.name} cannot be read: {error}. Export it again.") from error


def read_json(path: Path) -> Any:
    """What a JSON file holds. Raises: FormatError."""
    try:
        return json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise damaged(path, error) from error


@contextmanager
def parsing(path: Path) -> Iterator[None]:
    """What wrong contents raise inside the block becomes a FormatError about `path`."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise damaged(path, error) from error


def damaged(path: Path, why: object) -> FormatError:
    """For a file whose contents are not those of its format."""
    return FormatError(f"{path.name} is damaged or not in this format ({why}). Export it again.")
