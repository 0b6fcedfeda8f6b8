"""Files that are replaced whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from cosegui.core.errors import SaveError

_PREFIX = ".cosegui-"
_SUFFIX = ".tmp"

# Scanners on Windows hold a new file open for a moment; replacing it then is denied.
_REPLACE_DELAYS_S = (0.02, 0.1, 0.5) if sys.platform == "win32" else ()

_REASONS = {
    errno.ENOSPC: "the disk is full. Free some space, or save in another place.",
    errno.EDQUOT: "your share of the disk is used up. Free some space, or save in another place.",
    errno.EROFS: "the disk is read-only. Save in another place.",
    errno.EACCES: "you may not write there. Save in another place.",
    errno.EPERM: "you may not write there. Save in another place.",
    errno.ENOENT: "the folder is gone. Bring it back, or save in another place.",
    errno.ENOTDIR: "a file lies where the folder should be. Save in another place.",
    errno.EISDIR: "a folder has that name already. Choose another name.",
    errno.ENAMETOOLONG: "the name is too long for this disk. Choose a shorter one.",
    errno.EIO: "the disk reports a fault. Save in another place.",
}


def atomic_write(
    path: Path, content: bytes | Callable[[BinaryIO], None], *, is_durable: bool = True
) -> None:
    """Put `content` at `path`; whoever reads sees the old file or the new one, both whole.

    Args:
        path: its folder must exist. A symbolic link stays one: its target is replaced.
        content: the bytes, or a function that writes them into the open file.
        is_durable: wait until the disk has it, so that it outlives a power failure as well.
    Raises: SaveError: nothing was written, the old file is as it was. What the function raises
        by itself passes through, with the same promise.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f"{_PREFIX}{secrets.token_hex(6)}{_SUFFIX}")
    try:
        try:
            with temporary.open("xb") as stream:
                if callable(content):
                    content(stream)
                else:
                    stream.write(content)
                if is_durable:
                    stream.flush()
                    os.fsync(stream.fileno())
            _keep_permissions(target, temporary)
            _replace(temporary, target)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SaveError(path, reason_of(error)) from error
    if is_durable:
        _sync_folder(target.parent)


def make_folder(folder: Path, *, at_most: int | None = None) -> None:
    """Create a folder with its parents; fine if it is there. Raises: SaveError.

    `at_most`: so many levels are made. Where more are missing, the place is gone, as a drive is
    that was pulled out: made anew it would hide that, and be in the way when it comes back.
    """
    try:
        if at_most is not None and not folder.parents[at_most - 1].is_dir():
            raise FileNotFoundError(errno.ENOENT, "the place is gone")
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SaveError(folder, reason_of(error)) from error


def remove_leftovers(folder: Path) -> None:
    """Remove what a killed `atomic_write` left in `folder`; other files are never touched."""
    for leftover in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            leftover.unlink()


def reason_of(error: OSError) -> str:
    """Why writing failed and what helps, as the end of a sentence."""
    if error.errno in _REASONS:
        return _REASONS[error.errno]
    return f"{error.strerror or error}. Try again, or save in another place."


def _keep_permissions(old: Path, new: Path) -> None:
    with contextlib.suppress(OSError):
        new.chmod(old.stat().st_mode & 0o777)


def _replace(temporary: Path, target: Path) -> None:
    for delay_s in _REPLACE_DELAYS_S:
        try:
            temporary.replace(target)
        except PermissionError:
            time.sleep(delay_s)
        else:
            return
    temporary.replace(target)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable where folders can be opened; Windows does that by itself."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
