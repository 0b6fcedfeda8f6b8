"""Undo and redo of one image's layers, as compressed patches of what each step changed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import bitplanes
from .errors import ShapeError
from .geometry import Box
from .mask import bounding_box

DEFAULT_BUDGET_BYTES = 64 * 1024 * 1024
KEPT_STEPS = 100
"""So many of the newest steps are kept whatever they weigh."""


@dataclass(frozen=True, slots=True)
class _Step:
    """`planes` hold the exclusive-or of the layers in `box` before and after the step."""

    name: str
    box: Box
    planes: bitplanes.Planes

    @property
    def weight_bytes(self) -> int:
        return sum(len(data) for _, data in self.planes)

    def toggle(self, layers_hw: NDArray[np.uint8]) -> None:
        inside = layers_hw[self.box.slices]
        inside ^= bitplanes.unpack(self.planes, self.box.size_hw)


class History:
    """Named steps of one image with a cursor: steps before it can be undone, after it redone.

    A step is the exclusive-or of the layers before and after it, so one patch serves both ways.
    Patches fit only the layers they came from: whoever changes these by another way than a step,
    `undo` or `redo` must call `clear`.
    """

    def __init__(self, budget_bytes: int = DEFAULT_BUDGET_BYTES) -> None:
        self._budget_bytes = budget_bytes
        self._steps: list[_Step] = []
        self._cursor = 0
        self._clean_cursor: int | None = 0
        self._weight_bytes = 0

    @property
    def can_undo(self) -> bool:
        return self._cursor > 0

    @property
    def can_redo(self) -> bool:
        return self._cursor < len(self._steps)

    @property
    def undo_name(self) -> str:
        """Name of the step that `undo` takes back; empty where there is none."""
        return self._steps[self._cursor - 1].name if self.can_undo else ""

    @property
    def redo_name(self) -> str:
        """Name of the step that `redo` brings back; empty where there is none."""
        return self._steps[self._cursor].name if self.can_redo else ""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all steps, oldest first, those that can be redone included."""
        return tuple(step.name for step in self._steps)

    @property
    def cursor(self) -> int:
        """How many of `names` are in effect."""
        return self._cursor

    @property
    def weight_bytes(self) -> int:
        """Memory that the patches fill."""
        return self._weight_bytes

    @property
    def is_clean(self) -> bool:
        """True if the layers are as they were at `mark_clean`."""
        return self._clean_cursor == self._cursor

    def mark_clean(self) -> None:
        """Say that the layers as they are now have been saved."""
        self._clean_cursor = self._cursor

    def clear(self) -> None:
        """Forget all steps; the layers as they are now count as not saved."""
        self._steps.clear()
        self._cursor = 0
        self._clean_cursor = None
        self._weight_bytes = 0

    def push(
        self, name: str, before_hw: NDArray[np.uint8], layers_hw: NDArray[np.uint8], box: Box
    ) -> Box:
        """Record the step that led from `before_hw` to the present layers.

        Args:
            name: what a person reads in the menu ("Brush").
            before_hw: what `layers_hw[box.slices]` held before the step.
            layers_hw: (H, W) uint8, whole and after the step.
            box: must hold every changed pixel.
        Returns: the smallest box around the changed pixels. Empty if nothing changed: no step was
            added then, and what can be redone still can.
        Raises: ShapeError: `before_hw` has not the size of the box.
        """
        if before_hw.shape != box.size_hw:
            raise ShapeError(f"A patch of shape {before_hw.shape} does not cover {box}.")
        difference = before_hw ^ layers_hw[box.slices]
        changed = bounding_box(difference)
        if changed.is_empty:
            return changed
        step = _Step(
            name, changed.moved(box.x0, box.y0), bitplanes.pack(difference[changed.slices])
        )
        self._drop_redo()
        self._steps.append(step)
        self._cursor += 1
        self._weight_bytes += step.weight_bytes
        self._drop_oldest()
        return step.box

    def undo(self, layers_hw: NDArray[np.uint8]) -> Box:
        """Take the last step back, in place; returns what changed, empty if there is no step."""
        if not self.can_undo:
            return Box.empty()
        self._cursor -= 1
        step = self._steps[self._cursor]
        step.toggle(layers_hw)
        return step.box

    def redo(self, layers_hw: NDArray[np.uint8]) -> Box:
        """Bring the next step back, in place; returns what changed, empty if there is no step."""
        if not self.can_redo:
            return Box.empty()
        step = self._steps[self._cursor]
        self._cursor += 1
        step.toggle(layers_hw)
        return step.box

    def _drop_redo(self) -> None:
        for step in self._steps[self._cursor :]:
            self._weight_bytes -= step.weight_bytes
        del self._steps[self._cursor :]
        if self._clean_cursor is not None and self._clean_cursor > self._cursor:
            self._clean_cursor = None

    def _drop_oldest(self) -> None:
        while self._weight_bytes > self._budget_bytes and len(self._steps) > KEPT_STEPS:
            self._weight_bytes -= self._steps.pop(0).weight_bytes
            self._cursor -= 1
            if self._clean_cursor is not None:
                self._clean_cursor = self._clean_cursor - 1 if self._clean_cursor > 0 else None
