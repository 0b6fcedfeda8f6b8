"""Decoded photographs within a byte budget, and their prefetch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from cosegui.tasks.runner import Runner


class ImageCache(QObject):
    """Signals: `image_loaded(str path)`, `image_failed(str path, str text)`."""

    image_loaded = Signal(str)
    image_failed = Signal(str, str)

    def __init__(
        self, runner: Runner, *, budget_bytes: int = 768 * 2**20, parent: QObject | None = None
    ) -> None: ...
    def image(self, path: Path) -> NDArray[np.uint8] | None:
        """(H, W, 3) uint8 RGB, read-only; None if it is not in the cache."""

    def request(self, path: Path) -> None:
        """Load it now, ahead of all prefetching."""

    def prefetch(self, paths: Sequence[Path]) -> None:
        """Load these when there is time; earlier wishes that are not among them are dropped."""

    def clear(self) -> None: ...
