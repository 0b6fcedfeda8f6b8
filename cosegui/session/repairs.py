"""Taking back what the propagation of corrections changed, all at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from cosegui.tasks.runner import Lane, TaskContext

from .pixels import ModelResult
from .repair import Earlier, Repair
from .told import told
from .workspace import Workspace


class Repairs(QObject):
    """The last propagation, and taking it back.

    Images that were edited, decided about or run again since then keep what they have.

    Signals:
        repaired(Repair): a propagation has ended; `changed_ids` names the masks that are others.
        taken_back(int): so many images are as they were before.
        can_take_back_changed(bool)
        marks_changed(): `changed_ids` are others.
    """

    repaired = Signal(object)
    taken_back = Signal(int)
    can_take_back_changed = Signal(bool)
    marks_changed = Signal()

    def __init__(self, workspace: Workspace, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._last: Repair | None = None
        self._is_latest = False
        workspace.layers_changed.connect(self._on_layers_changed)
        workspace.project_changed.connect(self._forget)

    @property
    def can_take_back(self) -> bool:
        """The last propagation changed something that nobody has changed since."""
        return self._last is not None and any(self._untouched(self._last))

    @property
    def changed_ids(self) -> frozenset[str]:
        """The images whose masks the last propagation changed and nobody has changed since."""
        if self._last is None:
            return frozenset()
        return frozenset(self._last.changed_ids) & {one for one, _ in self._untouched(self._last)}

    def small_mask_before(self, image_id: str) -> NDArray[np.uint8] | None:
        """(h, w) uint8, what the mask was before the last propagation; None: it did not change."""
        if self._last is None or image_id not in self._last.earlier:
            return None
        return self._last.earlier[image_id][0].small_mask_hw_u8

    @property
    def is_latest(self) -> bool:
        """Nothing has been edited since: a plain undo means the propagation."""
        return self._is_latest and self.can_take_back

    def note(self, repair: Repair) -> None:
        """A propagation has ended, perhaps before its last image."""
        before = self._last
        if before is not None and before.is_cut_off and before.group_name == repair.group_name:
            repair.continue_from(before)
        self._last = repair if repair.earlier else None
        self._is_latest = True
        self.repaired.emit(repair)
        self.can_take_back_changed.emit(self.can_take_back)
        self.marks_changed.emit()

    def take_back(self) -> None:
        """Give every image of the last propagation the masks and values that it had before."""
        repair, self._last = self._last, None
        if repair is None:
            return
        waiting = dict(self._untouched(repair))
        self._workspace.runner.submit(
            partial(_unpack_all, waiting),
            lane=Lane.FILES,
            title="take a propagation back",
            on_partial=lambda part: self._restore(repair, *part),
            on_result=self.taken_back.emit,
            on_error=lambda error: self._workspace.failed.emit(
                self.tr("Not taken back"), told(error)
            ),
        )
        self.can_take_back_changed.emit(False)
        self.marks_changed.emit()

    def _untouched(self, repair: Repair) -> Iterator[tuple[str, Earlier]]:
        for image_id, (earlier, revision) in repair.earlier.items():
            if self._is_untouched(image_id, revision):
                yield image_id, earlier

    def _is_untouched(self, image_id: str, revision: int) -> bool:
        return (
            self._workspace.has_image(image_id)
            and self._workspace.image(image_id).revision == revision
        )

    def _restore(self, repair: Repair, image_id: str, result: ModelResult) -> None:
        earlier, revision = repair.earlier[image_id]
        if not self._is_untouched(image_id, revision):
            return
        image = self._workspace.image(image_id)
        image.state, image.score, image.area = earlier.state, earlier.score, earlier.area
        image.threshold, image.model_threshold = earlier.threshold, earlier.model_threshold
        self._workspace.documents.accept(image, result)
        assert result.layers_hw_u8 is not None
        self._workspace.note_prediction(image_id, result.layers_hw_u8)
        self._workspace.note_change(image_id)

    def _on_layers_changed(self, image_id: str) -> None:
        if self._last is not None and image_id in self._last.changed_ids:
            self.marks_changed.emit()
        if self._is_latest:
            self._is_latest = False
            self.can_take_back_changed.emit(self.can_take_back)

    def _forget(self) -> None:
        self._last = None
        self.can_take_back_changed.emit(False)
        self.marks_changed.emit()


def _unpack_all(waiting: dict[str, Earlier], context: TaskContext) -> int:
    for image_id, earlier in waiting.items():
        context.raise_if_cancelled()
        context.emit_partial((image_id, earlier.unpack()))
    return len(waiting)
