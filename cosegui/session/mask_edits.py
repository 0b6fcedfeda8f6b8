"""Edits of the whole mask of the current image, by name: fill its holes, grow it, invert it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from cosegui.core.errors import ShapeError
from cosegui.core.layers import mask_of
from cosegui.imaging import morphology, regions

from .editor import Editor
from .workspace import Workspace

Mask = NDArray[np.bool_]


class MaskEdits(QObject):
    """Each method makes one step of the editor's image, computed away from the GUI thread.

    Those with an amount show what it would do with `final=False`, and make the step with
    `final=True`; `Editor.drop_preview` ends a try. What cannot be done now, or comes too late
    because the mask was edited meanwhile, is told by the editor's `edit_refused`.
    """

    def __init__(
        self, workspace: Workspace, editor: Editor, *, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._editor = editor

    def fill_holes(self) -> None:
        """Fill the ground that the mask encloses."""
        self._apply(self.tr("Fill holes"), regions.fill_holes)

    def keep_largest(self) -> None:
        """Keep the largest part of the mask alone."""
        self._apply(self.tr("Keep the largest"), regions.keep_largest)

    def invert(self) -> None:
        """Make the mask ground, and the ground mask."""
        self._apply(self.tr("Invert"), np.logical_not)

    def remove_islands(self, min_area_px: float, *, final: bool = True) -> None:
        """Remove the parts of fewer pixels than that."""
        compute = partial(regions.remove_islands, min_area_px=round(min_area_px))
        self._apply(self.tr("Remove islands"), compute, final=final)

    def grow(self, radius_px: float, *, final: bool = True) -> None:
        """Move the mask's border outwards."""
        self._apply(self.tr("Grow"), partial(morphology.grow, radius_px=radius_px), final=final)

    def shrink(self, radius_px: float, *, final: bool = True) -> None:
        """Move the mask's border inwards."""
        self._apply(self.tr("Shrink"), partial(morphology.shrink, radius_px=radius_px), final=final)

    def smooth(self, radius_px: float, *, final: bool = True) -> None:
        """Round off details of the mask's border that are smaller than that."""
        self._apply(self.tr("Smooth"), partial(morphology.smooth, radius_px=radius_px), final=final)

    @property
    def previous_image_id(self) -> str:
        """The image before the current one in its group, "" if that is the first."""
        image_id = self._workspace.current_image_id
        # While its group is being removed, the current image is no longer in the project.
        if not self._workspace.has_image(image_id):
            return ""
        ids = [image.id for image in self._workspace.group_of(image_id).images]
        at = ids.index(image_id)
        return ids[at - 1] if at > 0 else ""

    def copy_previous(self) -> None:
        """Take over the mask of the image before, pixel by pixel."""
        previous_id = self.previous_image_id
        if not previous_id:
            return
        previous = self._workspace.image(previous_id)
        read_layers = self._workspace.documents.layers_reader(previous)
        refusal = self.tr(
            "{name} has another size than this image, so its mask does not fit. "
            "Run the model on this image instead."
        ).format(name=previous.name)

        def compute(mask_hw: Mask) -> Mask:
            copied_hw = mask_of(read_layers())
            if copied_hw.shape != mask_hw.shape:
                raise ShapeError(refusal)
            return copied_hw

        self._apply(self.tr("Copy of the previous mask"), compute)

    def _apply(self, name: str, compute: Callable[[Mask], Mask], *, final: bool = True) -> None:
        self._editor.compute_mask(name, lambda layers_hw: compute(mask_of(layers_hw)), final=final)
