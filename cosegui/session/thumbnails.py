"""Small pictures and small masks for the gallery, loaded as they are looked at."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from cosegui.session.workspace import Workspace


class Thumbnails(QObject):
    """Signals: `thumbnail_ready(str image_id)`: the picture or its mask can be asked for again."""

    thumbnail_ready = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        *,
        longest_px: int = 256,
        budget_bytes: int = 192 * 2**20,
        parent: QObject | None = None,
    ) -> None: ...
    def thumbnail(self, image_id: str) -> NDArray[np.uint8] | None:
        """(h, w, 3) uint8 RGB, the longer side `longest_px`; None: it is being loaded."""

    def mask_thumbnail(self, image_id: str) -> NDArray[np.uint8] | None:
        """(h, w) uint8, 255 = all of the pixel is in the mask; the size of `thumbnail`.
        None: no mask, or it is being loaded."""

    def failure(self, image_id: str) -> str:
        """Why the image has no thumbnail, "" if nothing went wrong."""
