"""The undo history of one image, with what each step did to its entry in the project."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cosegui.core.geometry import Box
from cosegui.core.history import DEFAULT_BUDGET_BYTES, History
from cosegui.core.project import ReviewState


@dataclass(frozen=True, slots=True)
class EntryValues:
    """The part of an `ImageEntry` that edits change; the same attributes, the same meaning."""

    state: ReviewState
    area: float | None
    threshold: float | None


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What a step did to the entry of its image."""

    before: EntryValues
    after: EntryValues


class EditHistory:
    """A `History` and, step for step, the `EntryChange` that went with it.

    Invariant: one change for each step that the history still holds.
    """

    def __init__(self, budget_bytes: int = DEFAULT_BUDGET_BYTES) -> None:
        self._history = History(budget_bytes)
        self._changes: list[EntryChange] = []

    @property
    def can_undo(self) -> bool:
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        return self._history.can_redo

    @property
    def undo_name(self) -> str:
        return self._history.undo_name

    @property
    def redo_name(self) -> str:
        return self._history.redo_name

    @property
    def names(self) -> tuple[str, ...]:
        """All steps, oldest first; the first `cursor` of them are in effect."""
        return self._history.names

    @property
    def cursor(self) -> int:
        return self._history.cursor

    @property
    def is_clean(self) -> bool:
        """True if the layers are as they were at `mark_clean`, or at the beginning."""
        return self._history.is_clean

    @property
    def weight_bytes(self) -> int:
        return self._history.weight_bytes

    def mark_clean(self) -> None:
        self._history.mark_clean()

    def push(
        self,
        name: str,
        before_hw: NDArray[np.uint8],
        layers_hw: NDArray[np.uint8],
        box: Box,
        change: EntryChange,
    ) -> Box:
        """See `History.push`; `change` is dropped with a step that changed nothing."""
        cursor = self._history.cursor
        changed = self._history.push(name, before_hw, layers_hw, box)
        if not changed.is_empty:
            self._changes[cursor:] = [change]
            surplus = len(self._changes) - len(self._history.names)
            del self._changes[:surplus]
        return changed

    def undo(self, layers_hw: NDArray[np.uint8]) -> tuple[Box, EntryChange] | None:
        """Take the last step back in `layers_hw`; None if there is none."""
        if not self.can_undo:
            return None
        box = self._history.undo(layers_hw)
        return box, self._changes[self._history.cursor]

    def redo(self, layers_hw: NDArray[np.uint8]) -> tuple[Box, EntryChange] | None:
        """Bring the next step back in `layers_hw`; None if there is none."""
        if not self.can_redo:
            return None
        box = self._history.redo(layers_hw)
        return box, self._changes[self._history.cursor - 1]
