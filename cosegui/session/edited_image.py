"""The workspace's current image with everything that edits of it start from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from .current_image import CurrentImage
from .documents import ImageDocument
from .image_cache import ImageCache
from .workspace import Workspace

DEFAULT_THRESHOLD = 0.5


class EditedImage(QObject):
    """What can be read of the current image; its arrays are None until it is loaded.

    `layers_hw_u8` is the live array: only the `Editor`, which is one of these, writes to it.
    """

    def __init__(
        self, workspace: Workspace, images: ImageCache, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._documents = workspace.documents
        self._current = CurrentImage(workspace, images, parent=self)

    @property
    def image_id(self) -> str:
        """The current image, "" for none; the rest is None until its `image_ready`."""
        return self._current.image_id

    @property
    def image_hwc_u8(self) -> NDArray[np.uint8] | None:
        """(H, W, 3) uint8 RGB, read-only."""
        return self._current.image_hwc_u8

    @property
    def layers_hw_u8(self) -> NDArray[np.uint8] | None:
        """(H, W) uint8, see `cosegui.core.layers`; not to be written to."""
        return None if self._document is None else self._document.layers_hw_u8

    @property
    def probability_hw_u8(self) -> NDArray[np.uint8] | None:
        """(H, W) uint8, 255 stands for 1; None where the model has not been run."""
        model = None if self._document is None else self._document.model
        return None if model is None else model.probability_hw_u8

    @property
    def heatmap_hw_f32(self) -> NDArray[np.float32] | None:
        """(h, w) float32 in [0, 1] over the whole image; None where the model has not been run."""
        model = None if self._document is None else self._document.model
        return None if model is None else model.heatmap_hw_f32

    @property
    def threshold(self) -> float:
        """In (0, 1), of the current image."""
        if not self._workspace.has_image(self.image_id):
            return DEFAULT_THRESHOLD
        threshold = self._workspace.image(self.image_id).threshold
        return DEFAULT_THRESHOLD if threshold is None else threshold

    @property
    def model_threshold(self) -> float:
        """In (0, 1): makes the model's own mask of the probability; see `reset_to_model`."""
        if not self._workspace.has_image(self.image_id):
            return DEFAULT_THRESHOLD
        threshold = self._workspace.image(self.image_id).model_threshold
        return self.threshold if threshold is None else threshold

    @property
    def can_edit(self) -> bool:
        return self._why_not_editable() == ""

    @property
    def _document(self) -> ImageDocument | None:
        return self._current.document

    def _why_not_editable(self) -> str:
        """For a person; "" if the current image can be edited."""
        if not self.image_id:
            return self.tr("No image is open.")
        if self._document is None:
            return self.tr("The image is still being loaded.")
        if self._workspace.is_read_only:
            return self.tr("The project is read-only. Save it under another name to edit it.")
        return self._document.problem

    def _revision_of(self, document: ImageDocument) -> int | None:
        image_id = document.image_id
        if not self._workspace.has_image(image_id):
            return None
        is_live = self._documents.document(image_id) is document
        return self._workspace.image(image_id).revision if is_live else None
