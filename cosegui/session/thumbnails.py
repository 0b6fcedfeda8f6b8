"""Small pictures and small masks for the gallery, loaded as they are looked at."""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from cosegui.core.errors import ImageReadError
from cosegui.core.layers import mask_of
from cosegui.imaging.resample import fitted
from cosegui.storage.images import read_thumbnail
from cosegui.tasks.runner import Lane, Task, TaskContext

from .told import told
from .workspace import Workspace

_LOWEST_PRIORITY = -(2**40)
_MOST_WAITING = 512
_AT_ONCE = 8
"""As many are read, or about to be, at a time: each may hold a copy of its mask at full size."""


@dataclass(frozen=True)
class Thumbnail:
    """`mask_hw_u8` has the size of the picture; None where the image has no mask."""

    picture_hwc_u8: NDArray[np.uint8]
    mask_hw_u8: NDArray[np.uint8] | None

    @property
    def nbytes(self) -> int:
        return self.picture_hwc_u8.nbytes + (
            0 if self.mask_hw_u8 is None else self.mask_hw_u8.nbytes
        )


class Thumbnails(QObject):
    """What the gallery shows, within a byte budget.

    Asking for one that is not there begins to load it. What was asked for last is loaded first: it
    is what the person sees after scrolling. While a mask is being read anew the old one stays.

    Signals:
        thumbnail_ready(str image_id): picture and mask can be asked for (again), or `failure` says
            why not.
    """

    thumbnail_ready = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        *,
        longest_px: int = 256,
        budget_bytes: int = 192 * 2**20,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._longest_px = longest_px
        self._budget_bytes = budget_bytes
        self._total_bytes = 0
        self._thumbnails: OrderedDict[str, Thumbnail] = OrderedDict()
        self._wanted: OrderedDict[str, NDArray[np.uint8] | None] = OrderedDict()
        self._loading: dict[str, Task] = {}
        self._failures: dict[str, str] = {}
        self._order = itertools.count(_LOWEST_PRIORITY)
        workspace.project_changed.connect(self._forget_gone)
        workspace.groups_changed.connect(self._forget_gone)
        workspace.layers_changed.connect(self._on_layers_changed)

    def thumbnail(self, image_id: str) -> NDArray[np.uint8] | None:
        """(h, w, 3) uint8 RGB, its longer side at most `longest_px`.

        None: it is being loaded, or cannot be (see `failure`).
        """
        thumbnail = self._get(image_id)
        return None if thumbnail is None else thumbnail.picture_hwc_u8

    def mask_thumbnail(self, image_id: str) -> NDArray[np.uint8] | None:
        """(h, w) uint8 of the size of `thumbnail`: the share of each pixel in the mask, 255 is all.

        None: there is no mask, or no thumbnail yet.
        """
        thumbnail = self._get(image_id)
        return None if thumbnail is None else thumbnail.mask_hw_u8

    def failure(self, image_id: str) -> str:
        """Why the image has no thumbnail, for a person; "" if nothing went wrong."""
        return self._failures.get(image_id, "")

    def _get(self, image_id: str) -> Thumbnail | None:
        thumbnail = self._thumbnails.get(image_id)
        if thumbnail is not None:
            self._thumbnails.move_to_end(image_id)
        elif image_id in self._wanted:
            self._wanted.move_to_end(image_id)
        elif image_id not in self._loading and image_id not in self._failures:
            self._load(image_id, None)
            thumbnail = self._thumbnails.get(image_id)
        return thumbnail

    def _load(self, image_id: str, picture: NDArray[np.uint8] | None) -> None:
        """Load it next; with a `picture` its mask alone is read anew."""
        self._wanted[image_id] = picture
        self._wanted.move_to_end(image_id)
        while len(self._wanted) > _MOST_WAITING:
            self._wanted.popitem(last=False)
        self._start_some()

    def _start_some(self) -> None:
        while self._wanted and len(self._loading) < _AT_ONCE:
            self._start(*self._wanted.popitem())

    def _start(self, image_id: str, picture: NDArray[np.uint8] | None) -> None:
        if not self._workspace.has_image(image_id):
            return
        image = self._workspace.image(image_id)
        has_mask = image.area is not None
        read_layers = self._workspace.documents.layers_reader(image) if has_mask else None
        task = self._workspace.runner.submit(
            partial(_read, image.path, self._longest_px, picture, read_layers),
            lane=Lane.FILES,
            title=f"thumbnail of {image.name}",
            on_result=partial(self._on_loaded, image_id),
            on_error=partial(self._on_failed, image_id),
            priority=next(self._order),
        )
        if not task.is_done:
            self._loading[image_id] = task

    def _on_loaded(self, image_id: str, thumbnail: Thumbnail) -> None:
        self._loading.pop(image_id, None)
        self._drop(image_id)
        self._thumbnails[image_id] = thumbnail
        self._total_bytes += thumbnail.nbytes
        while self._total_bytes > self._budget_bytes and len(self._thumbnails) > 1:
            self._drop(next(iter(self._thumbnails)))
        self._start_some()
        self.thumbnail_ready.emit(image_id)

    def _on_failed(self, image_id: str, error: Exception) -> None:
        self._loading.pop(image_id, None)
        self._failures[image_id] = told(error)
        self._start_some()
        self.thumbnail_ready.emit(image_id)

    def _on_layers_changed(self, image_id: str) -> None:
        if image_id in self._wanted:
            return  # its mask is read when its turn comes
        waiting = self._loading.pop(image_id, None)
        if waiting is not None:
            waiting.cancel()
        known = self._thumbnails.get(image_id)
        if waiting is not None or known is not None:
            self._load(image_id, None if known is None else known.picture_hwc_u8)

    def _forget_gone(self) -> None:
        for image_id in [one for one in self._thumbnails if not self._workspace.has_image(one)]:
            self._drop(image_id)
        for image_id in [one for one in self._wanted if not self._workspace.has_image(one)]:
            del self._wanted[image_id]
        for image_id in [one for one in self._loading if not self._workspace.has_image(one)]:
            self._loading.pop(image_id).cancel()
        self._failures.clear()
        self._start_some()

    def _drop(self, image_id: str) -> None:
        thumbnail = self._thumbnails.pop(image_id, None)
        if thumbnail is not None:
            self._total_bytes -= thumbnail.nbytes


def _read(
    path: Path,
    longest_px: int,
    picture: NDArray[np.uint8] | None,
    read_layers: Callable[[], NDArray[np.uint8]] | None,
    context: TaskContext,
) -> Thumbnail:
    context.raise_if_cancelled()
    if picture is None:
        picture = read_thumbnail(path, longest_px)
    if read_layers is None:
        return Thumbnail(picture, None)
    context.raise_if_cancelled()
    try:
        mask_hw = mask_of(read_layers()).view(np.uint8) * np.uint8(255)
    except ImageReadError:
        # The canvas says what is wrong with the mask; the gallery still shows the photograph.
        return Thumbnail(picture, None)
    height, width = picture.shape[:2]
    return Thumbnail(picture, fitted(mask_hw, (height, width)))
