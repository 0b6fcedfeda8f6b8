"""The folder of an export: filled out of sight, and put in place when all of it is there."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cosegui.core.errors import ExportError, SaveError
from cosegui.storage.atomic import make_folder, reason_of

_PREFIX = ".cosegui-export-"


class Destination:
    """Hands out paths in a temporary folder and moves the files to where they belong.

    `publish` puts all of them there or none. A folder that is not there yet appears whole, by one
    renaming; in one that is there, files of the same name are replaced only if that was asked for.
    """

    def __init__(self, staged: Path, folder: Path, *, replaces: bool) -> None:
        self._staged = staged
        self._folder = folder
        self._replaces = replaces
        self._paths: list[Path] = []
        self._latest: list[Path] = []

    def path(self, relative: str) -> Path:
        """Where to write now what will be `relative` (posix); its folder exists.

        Raises: ExportError: a file lies there that must not be replaced. SaveError.
        """
        self.require_free(relative)
        path = self._staged / relative
        make_folder(path.parent)
        self._latest.append(path)
        return path

    def final(self, relative: str) -> Path:
        """Where the file will be."""
        return self._folder / relative

    def require_free(self, relative: str) -> None:
        """Raises: ExportError: a file lies there that must not be replaced."""
        target = self.final(relative)
        if target.is_dir():
            raise ExportError(
                f"{target} is a folder where a file should go. Choose another folder."
            )
        if os.path.lexists(target) and not self._replaces:
            raise ExportError(
                f"Nothing was written: {target} is there already. Choose another folder, or ask "
                "for files of the same name to be replaced."
            )

    def keep(self) -> None:
        """What was written since the last call belongs to the export."""
        self._paths += self._latest
        self._latest.clear()

    def drop(self) -> None:
        """What was written since the last `keep` does not."""
        for path in self._latest:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        self._latest.clear()

    def publish(self) -> None:
        """Put everything that is kept in place. Raises: SaveError: all is as it was."""
        self.drop()
        try:
            if not self._folder.exists():
                make_folder(self._folder.parent)
                self._staged.rename(self._folder)
            else:
                self._merge()
        except OSError as error:
            raise SaveError(self._folder, reason_of(error)) from error

    def _merge(self) -> None:
        """File by file; the first that fails brings back what was there."""
        replaced = self._staged / f"{_PREFIX}replaced"
        moved: list[tuple[Path, Path, Path]] = []
        try:
            for path in dict.fromkeys(self._paths):
                relative = path.relative_to(self._staged)
                target, old = self._folder / relative, replaced / relative
                target.parent.mkdir(parents=True, exist_ok=True)
                if os.path.lexists(target):
                    old.parent.mkdir(parents=True, exist_ok=True)
                    target.rename(old)
                moved.append((path, target, old))
                path.rename(target)
        except BaseException:  # Ctrl-C as well: what was replaced lies in the temporary folder
            for path, target, old in reversed(moved):
                with contextlib.suppress(OSError):
                    target.rename(path)
                with contextlib.suppress(OSError):
                    old.rename(target)
            raise


@contextmanager
def opened_destination(
    folder: Path, *, replaces: bool, is_rehearsal: bool
) -> Iterator[Destination]:
    """A destination whose temporary folder is gone in the end, whatever happens.

    It lies beside `folder`, or within where that exists: always on the same disk. That of a
    rehearsal lies among the system's temporary files.
    Raises: SaveError: the temporary folder cannot be made.
    """
    folder = Path(os.path.realpath(folder))
    if is_rehearsal:
        with tempfile.TemporaryDirectory(prefix=_PREFIX) as temporary:
            yield Destination(Path(temporary), folder, replaces=replaces)
        return
    place = folder if folder.exists() else folder.parent
    make_folder(place)
    staged = place / f"{_PREFIX}{secrets.token_hex(6)}"
    try:
        staged.mkdir()
    except OSError as error:
        raise SaveError(folder, reason_of(error)) from error
    try:
        yield Destination(staged, folder, replaces=replaces)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
