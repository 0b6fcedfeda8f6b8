"""Edits of the current image: strokes, masks, threshold, undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from cosegui.core.geometry import Box
from cosegui.core.layers import mask_of
from cosegui.core.painting import Point, Segment, apply_mask
from cosegui.core.project import ReviewState

from .computed_edits import ComputedEdit, ComputedEdits, ComputedLayers
from .documents import ImageDocument
from .edited_image import EditedImage
from .image_cache import ImageCache
from .model_layers import as_the_model_has_it, with_threshold
from .steps import Steps
from .strokes import Stroke, Strokes
from .workspace import Workspace


class Editor(EditedImage):
    """The layers of the workspace's current image, and every edit of them.

    `layers_hw_u8` is the live array: the canvas may hold it from `image_ready` on and redraw a box
    after `mask_changed`; only this class writes to it. What a step does to the entry of its image
    is told by `Steps`.

    Signals:
        image_ready(str image_id): photograph and layers are loaded; "" when no image is current.
        image_failed(str image_id, str text): the current image cannot be read.
        mask_changed(str image_id, Box): pixels in the box may have changed.
        model_layer_changed(str image_id): probability and heatmap were replaced.
        history_changed(str image_id): undo, redo or their names may have changed.
        threshold_changed(str image_id, float)
        computing_changed(bool): a computed edit is under way.
        running_changed(str name): what is being computed now, tries included; "" for nothing.
        edit_refused(str text): why nothing can be edited now, for the person.
    """

    image_ready = Signal(str)
    image_failed = Signal(str, str)
    mask_changed = Signal(str, object)
    model_layer_changed = Signal(str)
    history_changed = Signal(str)
    threshold_changed = Signal(str, float)
    computing_changed = Signal(bool)
    running_changed = Signal(str)
    edit_refused = Signal(str)

    def __init__(
        self, workspace: Workspace, images: ImageCache, *, parent: QObject | None = None
    ) -> None:
        super().__init__(workspace, images, parent)
        self._computed = ComputedEdits(workspace.runner, self._revision_of, parent=self)
        self._computed.computed.connect(self._on_computed)
        self._computed.outdated.connect(self._on_outdated)
        self._computed.failed.connect(self._on_compute_failed)
        self._computed.busy_changed.connect(self._on_computing_changed)
        self._computed.running_changed.connect(self.running_changed)
        self._steps = Steps(workspace, parent=self)
        self._steps.history_changed.connect(self.history_changed)
        self._steps.threshold_changed.connect(self.threshold_changed)
        self._strokes = Strokes()
        self._previewed = Box.empty()
        self._current.leaving.connect(self._on_leaving)
        self._current.ready.connect(self._on_ready)
        self._current.failed.connect(self.image_failed)
        self._documents.replaced.connect(self._on_replaced)

    @property
    def is_computing(self) -> bool:
        """A computed edit is under way; `undo` calls it off."""
        return self._computed.is_busy

    def begin_stroke(self, name: str, *, is_draft: bool = False) -> bool:
        """Begin a step made of segments. False, with `edit_refused`: nothing can be painted now.

        What a draft paints only shows where it goes, until `end_draft`. A draft may begin while
        earlier ones are still being computed.
        """
        if is_draft:
            if self._editable_document() is None:
                return False
            self.end_stroke()
            self._end_preview()
        elif self._begin_edit() is None:
            return False
        self._strokes.running = Stroke(name, is_draft)
        return True

    def extend_stroke(
        self, start_xy: Point, end_xy: Point, *, radius_px: float, value: bool
    ) -> Box:
        """Paint (`value` True) or erase one segment; see `paint_segment`.

        Returns: the dirty box, which `mask_changed` tells too; empty outside a stroke.
        """
        if self._strokes.running is None or self._document is None:
            return Box.empty()
        segment = Segment(start_xy, end_xy, radius_px, value)
        box = self._strokes.running.extend(self._document.layers_hw_u8, segment)
        if not box.is_empty:
            self.mask_changed.emit(self.image_id, box)
        return box

    def end_stroke(self) -> None:
        """Make the stroke one undoable step; a stroke that changed nothing makes none.

        A draft that ends this way becomes what it shows, and those before it are dropped.
        """
        stroke = self._strokes.take()
        # The image may leave the project under the hand.
        document = self._document if stroke is not None else None
        if stroke is None or document is None or not self._workspace.has_image(document.image_id):
            return
        if stroke.is_draft:
            self._drop_drafts()
            stroke.repeat(document.layers_hw_u8)
        self._steps.make(document, stroke.name, stroke.box)

    def end_draft(
        self, finish: Callable[[NDArray[np.uint8], tuple[Segment, ...]], NDArray[np.uint8]]
    ) -> None:
        """Make `finish(layers_hw_u8, segments)` of the draft one step, as `apply_computed` does.

        `finish` gets layers of its own without the draft, and returns them changed.
        """
        stroke, document = self._strokes.take(), self._document
        if stroke is None or document is None or not self._workspace.has_image(document.image_id):
            return
        edit = ComputedEdit(
            document, stroke.name, partial(_finished, finish, tuple(stroke.segments))
        )
        self._strokes.wait_for(edit, stroke)
        self._computed.submit(edit)

    def cancel_stroke(self) -> None:
        """Take back what the stroke has painted so far."""
        stroke = self._strokes.take()
        if stroke is not None:
            self._show_committed(stroke.box)

    def apply_mask(self, name: str, mask_hw: NDArray[np.bool_], box: Box | None = None) -> None:
        """Replace the mask as one step; with a box, inside it: `mask_hw` has the box's shape.

        Pixels whose mask changes become touched. Raises: ShapeError: the mask has another shape.
        """
        document = self._begin_edit()
        if document is not None:
            box = apply_mask(document.layers_hw_u8, mask_hw, box)
            self._steps.make(document, name, box)
            self.mask_changed.emit(document.image_id, box)

    def apply_computed(
        self, name: str, compute: Callable[[NDArray[np.bool_]], NDArray[np.bool_]]
    ) -> None:
        """As `apply_mask` with `compute(mask_hw)`, which runs away from the GUI thread.

        It gets a copy of the mask. The step belongs to the image that is current now, whichever
        is when it is done; it is dropped, with `edit_refused`, if that image is edited meanwhile.
        """

        self.compute_mask(name, lambda layers_hw: compute(mask_of(layers_hw)))

    def compute_mask(
        self,
        name: str,
        compute: Callable[[NDArray[np.uint8]], NDArray[np.bool_]],
        *,
        final: bool = True,
    ) -> None:
        """As `apply_computed`, for a mask that depends on what a person touched as well.

        `compute` gets a copy of the layers. `final=False` shows the mask without making a step;
        it gives way to the next call, to `drop_preview` and to any other edit.
        """

        def compute_layers(layers_hw: NDArray[np.uint8]) -> NDArray[np.uint8]:
            apply_mask(layers_hw, compute(layers_hw.copy()))
            return layers_hw

        document = self._editable_document()
        if document is not None:
            self.end_stroke()
            edit = ComputedEdit(document, name, compute_layers, is_preview=not final)
            self._computed.submit(edit)

    def drop_preview(self) -> None:
        """Show the mask as it is: what `final=False` has shown was a try."""
        self._end_preview()

    def set_threshold(self, value: float, *, final: bool = True) -> None:
        """Binarise the probability anew, wherever no person has touched a pixel.

        `final=False` shows it without making a step, for a slider under the hand; the step is made
        by the call with `final=True`. Any other edit ends the preview.
        """
        model = self._model_to_edit_by()
        if model is None:
            return
        document, probability = model

        self._computed.submit(
            ComputedEdit(
                document,
                self.tr("Threshold"),
                partial(with_threshold, probability, value),
                is_preview=not final,
                threshold=value,
            )
        )

    def reset_to_model(self) -> None:
        """Make the mask the model's again, at the model's threshold, and the image predicted.

        A step like any other: undo brings the person's mask back.
        """
        model = self._model_to_edit_by()
        if model is None:
            return
        document, probability = model
        self._end_preview()
        threshold = self.model_threshold
        is_excluded = self._workspace.image(document.image_id).state is ReviewState.EXCLUDED

        self._computed.submit(
            ComputedEdit(
                document,
                self.tr("Reset to the model"),
                partial(as_the_model_has_it, probability, threshold),
                state=ReviewState.EXCLUDED if is_excluded else ReviewState.PREDICTED,
                threshold=threshold,
            )
        )

    def undo(self) -> None:
        """Take back what is under way (a stroke, a computed edit), else the last step."""
        if self._strokes.running is not None:
            self.cancel_stroke()
        elif self._computed.cancel():
            self._hide_preview()
            self._drop_drafts()
        else:
            self._travel(is_undo=True)

    def redo(self) -> None:
        """Bring the last undone step back."""
        self._travel(is_undo=False)

    @property
    def can_undo(self) -> bool:
        """Also a stroke or a computed edit under way can be taken back."""
        if self._strokes.running is not None or self._computed.is_busy:
            return True
        return self._document is not None and self._document.history.can_undo

    @property
    def can_redo(self) -> bool:
        return self._document is not None and self._document.history.can_redo

    @property
    def undo_name(self) -> str:
        """Name of what `undo` takes back, "" if there is nothing."""
        if self._strokes.running is not None:
            return self._strokes.running.name
        if self._computed.is_busy:
            return self._computed.name
        return "" if self._document is None else self._document.history.undo_name

    @property
    def redo_name(self) -> str:
        """Name of the step that `redo` brings back, "" if there is none."""
        return "" if self._document is None else self._document.history.redo_name

    @property
    def step_names(self) -> tuple[str, ...]:
        """All steps of the current image, oldest first, those that can be redone included."""
        return () if self._document is None else self._document.history.names

    @property
    def step_cursor(self) -> int:
        """How many of `step_names` are in effect."""
        return 0 if self._document is None else self._document.history.cursor

    def go_to_step(self, cursor: int) -> None:
        """Undo or redo until so many steps are in effect; as many as there are, at most."""
        if self._document is None or not self.can_edit:
            return
        self.end_stroke()
        self._computed.cancel()
        self._hide_preview()
        self._drop_drafts()
        cursor = min(max(cursor, 0), len(self.step_names))
        while self.step_cursor != cursor:
            self._travel(is_undo=cursor < self.step_cursor)

    def _editable_document(self) -> ImageDocument | None:
        """The document, or None after telling why it cannot be edited."""
        why_not = self._why_not_editable()
        if why_not:
            self.edit_refused.emit(why_not)
            return None
        return self._document

    def _begin_edit(self) -> ImageDocument | None:
        """End what is half done, and say that results computed until now come too late."""
        document = self._editable_document()
        if document is not None:
            self.end_stroke()
            self._end_preview()
            self._drop_drafts()
            self._workspace.note_edit_begins(document.image_id)
        return document

    def _model_to_edit_by(self) -> tuple[ImageDocument, NDArray[np.uint8]] | None:
        """The document with its probability, or None after telling what is missing."""
        document = self._editable_document()
        if document is None:
            return None
        if document.model is None:
            self.edit_refused.emit(self.tr("Run the model on this group first."))
            return None
        self.end_stroke()
        return document, document.model.probability_hw_u8

    def _travel(self, *, is_undo: bool) -> None:
        is_possible = self.can_undo if is_undo else self.can_redo
        document = self._begin_edit() if is_possible else None
        if document is not None:
            box = self._steps.travel(document, is_undo=is_undo)
            self.mask_changed.emit(document.image_id, box)

    def _on_computed(self, edit: ComputedEdit, new: ComputedLayers) -> None:
        document = edit.document
        is_current = document is self._document
        if edit.is_preview and not is_current:
            return
        if is_current:
            self._hide_preview()
            self._show_committed(self._strokes.forget(edit))
        document.layers_hw_u8[new.box.slices] = new.layers_hw_u8[new.box.slices]
        if edit.is_preview:
            self._previewed = new.box
        else:
            self._steps.make(
                document, edit.name, new.box, state=edit.state, threshold=edit.threshold
            )
        if not new.box.is_empty:
            self.mask_changed.emit(document.image_id, new.box)
        if is_current:
            self._repeat_drafts()

    def _on_outdated(self, edit: ComputedEdit) -> None:
        self._show_committed(self._strokes.forget(edit))
        if not edit.is_preview:
            text = self.tr("{name} was dropped, because the mask was changed meanwhile.")
            self.edit_refused.emit(text.format(name=edit.name))

    def _on_compute_failed(self, edit: ComputedEdit, text: str) -> None:
        if edit.document is self._document:
            self._hide_preview()
            self._show_committed(self._strokes.forget(edit))
        self.edit_refused.emit(f"{edit.name}: {text}")

    def _end_preview(self) -> None:
        self._computed.cancel_previews()
        self._hide_preview()

    def _hide_preview(self) -> None:
        box, self._previewed = self._previewed, Box.empty()
        self._show_committed(box)

    def _show_committed(self, box: Box) -> None:
        if self._document is not None and not box.is_empty:
            committed = self._document.committed_hw_u8
            self._document.layers_hw_u8[box.slices] = committed[box.slices]
            self.mask_changed.emit(self.image_id, box)
            self._repeat_drafts()

    def _drop_drafts(self) -> None:
        """What was drawn and is not computed yet comes too late."""
        self._show_committed(self._strokes.forget_all())

    def _repeat_drafts(self) -> None:
        """The layers under drafts have changed."""
        if self._document is not None:
            box = self._strokes.repeat(self._document.layers_hw_u8)
            if not box.is_empty:
                self.mask_changed.emit(self.image_id, box)

    def _on_leaving(self) -> None:
        self.end_stroke()
        self._end_preview()
        self._drop_drafts()

    def _on_ready(self, image_id: str) -> None:
        self._previewed = Box.empty()
        self.image_ready.emit(image_id)
        if self._document is not None and self._document.problem:
            self.edit_refused.emit(self._document.problem)

    def _on_computing_changed(self, is_computing: bool) -> None:
        self.computing_changed.emit(is_computing)
        self.history_changed.emit(self.image_id)

    def _on_replaced(self, image_id: str) -> None:
        document = self._document
        if document is None or document.image_id != image_id:
            return
        self._previewed = Box.empty()
        self._strokes.forget_all()
        self._repeat_drafts()
        self.model_layer_changed.emit(image_id)
        height, width = document.layers_hw_u8.shape
        self.mask_changed.emit(image_id, Box.full((height, width)))
        self.history_changed.emit(image_id)
        self.threshold_changed.emit(image_id, self.threshold)


def _finished(
    finish: Callable[[NDArray[np.uint8], tuple[Segment, ...]], NDArray[np.uint8]],
    segments: tuple[Segment, ...],
    layers_hw_u8: NDArray[np.uint8],
) -> NDArray[np.uint8]:
    return finish(layers_hw_u8, segments)
