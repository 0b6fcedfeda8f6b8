"""What correcting an image cost a person, written into the project when they have decided."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal

from cosegui.core.effort import Effort, effort_of, extra_with_effort, is_corrected
from cosegui.core.layers import mask_of
from cosegui.core.mask import binarise, iou
from cosegui.core.project import ImageEntry, Project, ReviewState
from cosegui.tasks.runner import Lane, TaskContext

from .edited_image import DEFAULT_THRESHOLD
from .pixels import HeldPixels
from .workspace import Workspace


@dataclass(frozen=True)
class _Difference:
    pixels: int
    j: float


class EffortRecorder(QObject):
    """Watches which image is current, and compares when the person is done with it.

    A record is made when they leave an image that they have corrected or approved since they came,
    and when they approve it: the pixels they changed, J of the model's mask against theirs, and the
    seconds that the image has cost. Images that no model has seen have none.

    Signals:
        recorded(str image_id): `effort_of` has a new answer.
    """

    recorded = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        *,
        wall_clock: Callable[[], float] = time.time,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._wall_clock = wall_clock
        self._image_id = workspace.current_image_id
        self._state: ReviewState | None = None
        self._is_changed = False
        self._waiting: dict[str, None] = {}
        self._is_comparing = False
        workspace.current_image_changed.connect(self._on_current_image_changed)
        workspace.layers_changed.connect(self._on_layers_changed)
        workspace.image_changed.connect(self._on_image_changed)

    def _on_current_image_changed(self, image_id: str) -> None:
        self._record()
        self._image_id = image_id
        self._is_changed = False
        self._state = self._workspace.image(image_id).state if image_id else None

    def _on_layers_changed(self, image_id: str) -> None:
        self._is_changed |= image_id == self._image_id

    def _on_image_changed(self, image_id: str) -> None:
        if image_id != self._image_id:
            return
        state = self._workspace.image(image_id).state
        is_news, self._state = state is not self._state, state
        if is_news and state is ReviewState.APPROVED:
            self._is_changed = True
            self._record()

    def _record(self) -> None:
        project, workspace = self._workspace.project, self._workspace
        if project is None or not self._is_changed or not workspace.has_image(self._image_id):
            return
        image = workspace.image(self._image_id)
        if not is_corrected(image) or workspace.is_read_only:
            return
        self._is_changed = False
        self._waiting[image.id] = None
        self._compare_next()

    def _compare_next(self) -> None:
        """One image at a time: each holds copies of its layers at full size."""
        project, workspace = self._workspace.project, self._workspace
        while self._waiting and not self._is_comparing:
            image_id = next(iter(self._waiting))
            del self._waiting[image_id]
            if project is None or not workspace.has_image(image_id):
                continue
            image = workspace.image(image_id)
            threshold = image.model_threshold
            self._is_comparing = True
            workspace.runner.submit(
                partial(
                    _compare,
                    workspace.documents.pixels_reader(image),
                    DEFAULT_THRESHOLD if threshold is None else threshold,
                ),
                lane=Lane.FILES,
                title=f"compare the mask of {image.name} with the model's",
                on_result=partial(self._note, project, image),
                on_error=lambda _: self._go_on(),  # what cannot be read any more has no record
            )

    def _go_on(self) -> None:
        self._is_comparing = False
        self._compare_next()

    def _note(self, project: Project, image: ImageEntry, difference: _Difference | None) -> None:
        self._go_on()
        is_here = project is self._workspace.project and self._workspace.has_image(image.id)
        if difference is None or not is_here:
            return
        effort = Effort(
            finished_at=round(self._wall_clock(), 1),
            seconds=round(image.seconds, 1),
            pixels=difference.pixels,
            j=round(difference.j, 4),
            model_name=project.model_name or "",
        )
        if effort != effort_of(image):
            image.extra = extra_with_effort(image, effort)
            self._workspace.note_facts(image.id)
            self.recorded.emit(image.id)


def _compare(
    read: Callable[[], HeldPixels], threshold: float, _: TaskContext
) -> _Difference | None:
    """The model's own mask beside the person's; None where no model has seen the image."""
    pixels = read()
    if pixels.model is None:
        return None
    found = binarise(pixels.model.probability_hw_u8, threshold)
    mask = mask_of(pixels.layers_hw_u8)
    return _Difference(int(np.count_nonzero(found != mask)), iou(found, mask))
