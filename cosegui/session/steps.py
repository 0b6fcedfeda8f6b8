"""Steps of an image: made, taken back and brought back, in its layers and in its entry."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from cosegui.core.geometry import Box
from cosegui.core.layers import MASK_BIT
from cosegui.core.project import ImageEntry, ReviewState
from cosegui.storage.journal import JournalRecord

from .documents import ImageDocument
from .edit_history import EntryChange, EntryValues
from .workspace import Workspace


class Steps(QObject):
    """Keeps layers, undo history, entry and journal of an image in step with each other.

    The first step makes an unseen or predicted image a corrected one, and undoing it takes that
    back. Steps of an approved or excluded image leave its state.

    Signals:
        history_changed(str image_id): undo, redo or their names may have changed.
        threshold_changed(str image_id, float)
    """

    history_changed = Signal(str)
    threshold_changed = Signal(str, float)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def make(
        self,
        document: ImageDocument,
        name: str,
        box: Box,
        *,
        state: ReviewState | None = None,
        threshold: float | None = None,
    ) -> None:
        """Make a step of what was done to `layers_hw_u8` inside the box.

        A step that changed nothing is none. State and threshold: None as any edit leaves them.
        """
        image = self._workspace.image(document.image_id)
        before = EntryValues(image.state, image.area, image.threshold)
        after = EntryValues(
            state or (ReviewState.CORRECTED if image.state.follows_model else image.state),
            _area_after(image, document, box),
            image.threshold if threshold is None else threshold,
        )
        committed = document.committed_hw_u8[box.slices]
        changed = document.history.push(
            name, committed, document.layers_hw_u8, box, EntryChange(before, after)
        )
        if not changed.is_empty:
            self._settle(document, name, changed, after)
        elif after.threshold != before.threshold:
            image.threshold = after.threshold
            self._workspace.note_change(image.id)
            self.threshold_changed.emit(image.id, after.threshold)

    def travel(self, document: ImageDocument, *, is_undo: bool) -> Box:
        """Take the last step back, or bring the next one back. Returns: what changed."""
        history, layers = document.history, document.layers_hw_u8
        name = history.undo_name if is_undo else history.redo_name
        travelled = history.undo(layers) if is_undo else history.redo(layers)
        if travelled is None:
            return Box.empty()
        box, change = travelled
        left, reached = (change.after, change.before) if is_undo else (change.before, change.after)
        state = self._workspace.image(document.image_id).state
        # A decision that a person took since then is not part of the step.
        values = EntryValues(
            reached.state if state is left.state else state, reached.area, reached.threshold
        )
        self._settle(document, name, box, values)
        return box

    def _settle(self, document: ImageDocument, name: str, box: Box, values: EntryValues) -> None:
        """The layers inside the box have come to stay: the step is done, undone or redone."""
        image_id, layers = document.image_id, document.layers_hw_u8
        had_threshold = self._workspace.image(image_id).threshold
        document.committed_hw_u8[box.slices] = layers[box.slices]
        record = JournalRecord.of_step(image_id, values.state, name, layers, box)
        self._workspace.note_step(record, values)
        self.history_changed.emit(image_id)
        if values.threshold is not None and values.threshold != had_threshold:
            self.threshold_changed.emit(image_id, values.threshold)


def _area_after(image: ImageEntry, document: ImageDocument, box: Box) -> float:
    """Share of the mask after what was done inside the box; in whole pixels, so it never drifts."""
    layers, committed = document.layers_hw_u8, document.committed_hw_u8
    before_px = _mask_px(committed) if image.area is None else round(image.area * layers.size)
    change_px = _mask_px(layers[box.slices]) - _mask_px(committed[box.slices])
    return (before_px + change_px) / layers.size


def _mask_px(layers_hw: NDArray[np.uint8]) -> int:
    return int(np.count_nonzero(layers_hw & np.uint8(MASK_BIT)))
