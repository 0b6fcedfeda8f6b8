"""Decoded photographs within a byte budget, and their prefetch."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from cosegui.storage.images import read_image
from cosegui.tasks.runner import Lane, Runner, Task, TaskContext

from .documents import PREFETCH_PRIORITY, REQUEST_PRIORITY
from .told import told


class ImageCache(QObject):
    """The photographs used last, and those likely to be used next.

    What does not fit the budget goes, the least recently used first; the newest always stays.

    Signals:
        image_loaded(str path): `image` has it now.
        image_failed(str path, str text)
    """

    image_loaded = Signal(str)
    image_failed = Signal(str, str)

    def __init__(
        self, runner: Runner, *, budget_bytes: int = 512 * 2**20, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._budget_bytes = budget_bytes
        self._images: OrderedDict[Path, NDArray[np.uint8]] = OrderedDict()
        self._loading: dict[Path, Task] = {}
        self._wanted: Path | None = None

    def image(self, path: Path) -> NDArray[np.uint8] | None:
        """(H, W, 3) uint8 RGB, read-only; None if it is not in the cache. Counts as a use."""
        image = self._images.get(path)
        if image is not None:
            self._images.move_to_end(path)
        return image

    def request(self, path: Path) -> None:
        """Load it ahead of all prefetching; answers by a signal. The newest request is the one
        that counts: an older one may be given up."""
        self._wanted = path
        self._load(path, REQUEST_PRIORITY)

    def prefetch(self, paths: Sequence[Path]) -> None:
        """Load these when there is time, in this order; earlier wishes are given up."""
        wanted = {*paths, self._wanted}
        for path in [one for one in self._loading if one not in wanted]:
            self._loading.pop(path).cancel()
        for path in paths:
            self._load(path, PREFETCH_PRIORITY)

    def set_budget(self, budget_bytes: int) -> None:
        self._budget_bytes = budget_bytes
        self._keep_within_budget()

    def clear(self) -> None:
        """Forget all images and wishes."""
        for task in self._loading.values():
            task.cancel()
        self._loading.clear()
        self._images.clear()
        self._wanted = None

    def _load(self, path: Path, priority: int) -> None:
        if path in self._images or path in self._loading:
            return
        task = self._runner.submit(
            partial(_read, path),
            lane=Lane.FILES,
            title=f"read {path.name}",
            on_result=partial(self._on_loaded, path),
            on_error=partial(self._on_failed, path),
            priority=priority,
        )
        if not task.is_done:
            self._loading[path] = task

    def _on_loaded(self, path: Path, image_hwc_u8: NDArray[np.uint8]) -> None:
        self._loading.pop(path, None)
        self._images[path] = image_hwc_u8
        self._keep_within_budget()
        self.image_loaded.emit(str(path))

    def _on_failed(self, path: Path, error: Exception) -> None:
        self._loading.pop(path, None)
        self.image_failed.emit(str(path), told(error))

    def _keep_within_budget(self) -> None:
        total = sum(image.nbytes for image in self._images.values())
        for path in list(self._images)[:-1]:
            if total <= self._budget_bytes:
                break
            if path != self._wanted:
                total -= self._images.pop(path).nbytes


def _read(path: Path, context: TaskContext) -> NDArray[np.uint8]:
    context.raise_if_cancelled()
    image_hwc_u8 = read_image(path)
    image_hwc_u8.flags.writeable = False
    return image_hwc_u8
