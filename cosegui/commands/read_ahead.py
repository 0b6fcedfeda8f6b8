"""Photographs decoded in other threads, a few before the model asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cosegui.core.ports import ImageSource
from cosegui.storage.images import read_image


class ReadAhead:
    """Decodes one group at a time; holds at most `ahead` photographs that nobody has taken yet."""

    def __init__(self, pool: Executor, *, ahead: int) -> None:
        self._pool = pool
        self._ahead = ahead
        self._paths: Sequence[Path] = ()
        self._waiting: dict[int, Future[NDArray[np.uint8]]] = {}

    def sources(self, paths: Sequence[Path]) -> list[ImageSource]:
        """The group that comes next; what the last one left is dropped.

        The sources have no keys: in a run over many groups no photograph comes twice, and features
        that are kept would only take memory.
        """
        for future in self._waiting.values():
            future.cancel()
        self._waiting.clear()
        self._paths = paths
        return [
            ImageSource(read=partial(self._read, index), name=path.name)
            for index, path in enumerate(paths)
        ]

    def _read(self, index: int) -> NDArray[np.uint8]:
        self._order(index)
        photograph = self._waiting.pop(index)
        for later in range(index + 1, min(index + 1 + self._ahead, len(self._paths))):
            self._order(later)
        return photograph.result()

    def _order(self, index: int) -> None:
        if index not in self._waiting and (len(self._waiting) <= self._ahead):
            self._waiting[index] = self._pool.submit(read_image, self._paths[index])
