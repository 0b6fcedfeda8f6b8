"""Edits of the current image: strokes, masks, threshold, undo."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from cosegui.core.geometry import Box
from cosegui.session.image_cache import ImageCache
from cosegui.session.workspace import Workspace


class Editor(QObject):
    """The layers of the workspace's current image, and every edit of them.

    `layers_hw_u8` is the live array: the canvas may hold it and redraw a box after
    `mask_changed`; only this class writes to it.

    Signals:
        image_ready(str image_id): image and layers are loaded; "" when no image is current.
        image_failed(str image_id, str text): the current image cannot be read.
        mask_changed(str image_id, Box): pixels in the box may have changed.
        model_layer_changed(str image_id): probability or heatmap arrived or was replaced.
        history_changed(str image_id): undo, redo or their names changed.
        threshold_changed(str image_id, float)
        edit_refused(str text): why the image cannot be edited now (read-only, loading).
    """

    image_ready = Signal(str)
    image_failed = Signal(str, str)
    mask_changed = Signal(str, object)
    model_layer_changed = Signal(str)
    history_changed = Signal(str)
    threshold_changed = Signal(str, float)
    edit_refused = Signal(str)

    def __init__(
        self, workspace: Workspace, images: ImageCache, *, parent: QObject | None = None
    ) -> None: ...

    # what is loaded; None until `image_ready` ------------------------------------------
    @property
    def image_id(self) -> str: ...
    @property
    def image_hwc_u8(self) -> NDArray[np.uint8] | None: ...
    @property
    def layers_hw_u8(self) -> NDArray[np.uint8] | None: ...
    @property
    def probability_hw_u8(self) -> NDArray[np.uint8] | None:
        """None also where the model has not been run on this image."""

    @property
    def heatmap_hw_f32(self) -> NDArray[np.float32] | None: ...
    @property
    def threshold(self) -> float:
        """In (0, 1): what `probability / 255 >= threshold` was last applied with."""

    @property
    def can_edit(self) -> bool: ...

    # strokes ------------------------------------------------------------------------------
    def begin_stroke(self, name: str) -> bool:
        """False (and `edit_refused`): nothing can be painted now."""

    def extend_stroke(
        self,
        start_xy: tuple[float, float],
        end_xy: tuple[float, float],
        *,
        radius_px: float,
        value: bool,
    ) -> Box:
        """Paint one segment. Returns the dirty box (empty outside a stroke)."""

    def end_stroke(self) -> None:
        """Make the stroke one undoable step; a stroke that changed nothing makes none."""

    def cancel_stroke(self) -> None: ...

    # whole masks ---------------------------------------------------------------------------
    def apply_mask(self, name: str, mask_hw: NDArray[np.bool_], box: Box | None = None) -> None:
        """Replace the mask (inside `box`: mask_hw has the box's shape) as one step.

        Pixels whose mask bit changes count as touched by the person.
        """

    def apply_computed(
        self, name: str, compute: Callable[[NDArray[np.bool_]], NDArray[np.bool_]]
    ) -> None:
        """As `apply_mask` with `compute(mask_hw)`, run away from the GUI thread.

        The result is dropped if the image was edited meanwhile.
        """

    def set_threshold(self, value: float, *, final: bool = True) -> None:
        """Re-binarise the probability where no one painted. `final=False` previews (slider drag);
        the step is made by the call with `final=True`."""

    def reset_to_model(self) -> None: ...

    # history -----------------------------------------------------------------------------
    def undo(self) -> None: ...
    def redo(self) -> None: ...
    @property
    def can_undo(self) -> bool: ...
    @property
    def can_redo(self) -> bool: ...
    @property
    def undo_name(self) -> str: ...
    @property
    def redo_name(self) -> str: ...
