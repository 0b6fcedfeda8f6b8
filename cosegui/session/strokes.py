"""Strokes that are under way, or released and still being computed."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cosegui.core.geometry import Box
from cosegui.core.painting import Segment

from .computed_edits import ComputedEdit


@dataclass
class Stroke:
    """The way of a brush from press to release.

    `is_draft`: its pixels only show where it goes; what becomes of it is computed afterwards. The
    segments of drafts alone are kept, to be shown again when the layers under them have changed.
    """

    name: str
    is_draft: bool = False
    box: Box = field(default_factory=Box.empty)
    segments: list[Segment] = field(default_factory=list)

    def extend(self, layers_hw_u8: NDArray[np.uint8], segment: Segment) -> Box:
        """Paint on. Returns: the dirty box."""
        dirty = segment.paint(layers_hw_u8)
        self.box = self.box.union(dirty)
        if self.is_draft:
            self.segments.append(segment)
        return dirty

    def repeat(self, layers_hw_u8: NDArray[np.uint8]) -> Box:
        """Show a draft again. Returns: its box."""
        for segment in self.segments:
            segment.paint(layers_hw_u8)
        return self.box


class Strokes:
    """The stroke under the hand and, oldest first, the drafts that wait for their result."""

    def __init__(self) -> None:
        self.running: Stroke | None = None
        self._waiting: dict[ComputedEdit, Stroke] = {}

    def take(self) -> Stroke | None:
        """The running stroke, which runs no more."""
        stroke, self.running = self.running, None
        return stroke

    def wait_for(self, edit: ComputedEdit, stroke: Stroke) -> None:
        """A draft was released; `edit` computes what becomes of it."""
        self._waiting[edit] = stroke

    def forget(self, edit: ComputedEdit) -> Box:
        """The edit has ended. Returns: where its draft was shown, empty if it came of none."""
        stroke = self._waiting.pop(edit, None)
        return Box.empty() if stroke is None else stroke.box

    def forget_all(self) -> Box:
        """Nothing is waited for. Returns: where drafts were shown."""
        box = Box.empty()
        for stroke in self._waiting.values():
            box = box.union(stroke.box)
        self._waiting.clear()
        return box

    def repeat(self, layers_hw_u8: NDArray[np.uint8]) -> Box:
        """Show every draft again, the running one last. Returns: where they are."""
        box = Box.empty()
        running = [self.running] if self.running is not None else []
        for stroke in (*self._waiting.values(), *running):
            if stroke.is_draft:
                box = box.union(stroke.repeat(layers_hw_u8))
        return box
