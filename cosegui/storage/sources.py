"""Photographs on disk as the model wants them: decoded when needed, named by their content."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from cosegui.core.ports import ImageSource
from cosegui.storage.images import read_image


def image_source(path: Path) -> ImageSource:
    """The photograph at `path`; its key changes when the file does, so no stale feature is used.

    A file that is gone has no key; reading it raises `ImageReadError` when its turn comes.
    """
    try:
        status = path.stat()
    except OSError:
        key = None
    else:
        key = f"{path.absolute()}:{status.st_size}:{status.st_mtime_ns}"
    return ImageSource(read=partial(read_image, path), name=path.name, key=key)
