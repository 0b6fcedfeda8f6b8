"""Brings photograph and layers of the current image together, and those of its neighbours near."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from .documents import ImageDocument
from .image_cache import ImageCache
from .workspace import Workspace


class CurrentImage(QObject):
    """Follows the workspace's current image.

    Invariant: `image_hwc_u8` and `document` are both there or both None, and of one size.

    Signals:
        leaving(): another image becomes current; the old one is still there.
        ready(str image_id): both are there; "" when no image is current.
        failed(str image_id, str text)
    """

    leaving = Signal()
    ready = Signal(str)
    failed = Signal(str, str)

    def __init__(
        self, workspace: Workspace, images: ImageCache, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._documents = workspace.documents
        self._images = images
        self._image_id = ""
        self._pair: tuple[NDArray[np.uint8], ImageDocument] | None = None
        workspace.project_changed.connect(self._on_project_changed)
        workspace.current_image_changed.connect(self._on_current_image_changed)
        self._documents.loaded.connect(self._on_loaded)
        self._documents.load_failed.connect(self._on_load_failed)
        images.image_loaded.connect(self._on_image_loaded)
        images.image_failed.connect(self._on_image_failed)

    @property
    def image_id(self) -> str:
        return self._image_id

    @property
    def image_hwc_u8(self) -> NDArray[np.uint8] | None:
        return None if self._pair is None else self._pair[0]

    @property
    def document(self) -> ImageDocument | None:
        return None if self._pair is None else self._pair[1]

    def _on_project_changed(self) -> None:
        # The same project at another place keeps its images.
        if not self._workspace.has_image(self._image_id):
            self._image_id = ""
            self._pair = None
            self._images.clear()

    def _on_current_image_changed(self, image_id: str) -> None:
        self.leaving.emit()
        self._image_id = image_id
        self._pair = None
        if not image_id:
            self.ready.emit("")
            return
        image = self._workspace.image(image_id)
        # The answer may come at once, and what hears of it may choose another image.
        self._images.request(image.path)
        if self._image_id == image_id:
            self._documents.request(image)
            self._bring_together(image_id)

    def _on_image_loaded(self, path: str) -> None:
        if path == self._path():
            self._bring_together(self._image_id)

    def _on_loaded(self, image_id: str) -> None:
        self._bring_together(image_id)

    def _bring_together(self, image_id: str) -> None:
        if image_id != self._image_id or self._pair is not None:
            return
        image = self._images.image(self._workspace.image_path(image_id))
        document = self._documents.document(image_id)
        if image is None or document is None:
            return
        if image.shape[:2] != document.layers_hw_u8.shape:
            text = self.tr("The photograph was replaced by one of another size. Put it back.")
            self.failed.emit(image_id, text)
            return
        self._pair = (image, document)
        self.ready.emit(image_id)
        if self._image_id == image_id:
            self._prefetch()

    def _prefetch(self) -> None:
        ids = self._workspace.neighbours(self._image_id)
        neighbours = [self._workspace.image(one) for one in ids]
        self._images.prefetch([image.path for image in neighbours])
        self._documents.prefetch(neighbours)

    def _on_image_failed(self, path: str, text: str) -> None:
        if path == self._path():
            self.failed.emit(self._image_id, text)

    def _on_load_failed(self, image_id: str, text: str) -> None:
        if image_id == self._image_id:
            self.failed.emit(image_id, text)

    def _path(self) -> str:
        if not self._workspace.has_image(self._image_id):
            return ""
        return str(self._workspace.image_path(self._image_id))
