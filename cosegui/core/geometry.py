"""Boxes of whole pixels in the image frame."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """Half-open rectangle of pixels: columns [x0, x1), rows [y0, y1).

    A box without pixels is empty wherever it lies; unions ignore it.
    """

    x0: int
    y0: int
    x1: int
    y1: int

    @classmethod
    def full(cls, size_hw: tuple[int, int]) -> Box:
        """The box of a whole image."""
        height, width = size_hw
        return cls(0, 0, width, height)

    @classmethod
    def empty(cls) -> Box:
        """A box without pixels; neutral to `union`."""
        return cls(0, 0, 0, 0)

    @property
    def width(self) -> int:
        return max(0, self.x1 - self.x0)

    @property
    def height(self) -> int:
        return max(0, self.y1 - self.y0)

    @property
    def area(self) -> int:
        return self.width * self.height

    @property
    def size_hw(self) -> tuple[int, int]:
        return self.height, self.width

    @property
    def is_empty(self) -> bool:
        return self.x1 <= self.x0 or self.y1 <= self.y0

    @property
    def slices(self) -> tuple[slice, slice]:
        """Index of the box in an (H, W, ...) array; meant for boxes that lie inside the array."""
        if self.is_empty:
            return slice(0, 0), slice(0, 0)
        return slice(self.y0, self.y1), slice(self.x0, self.x1)

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        if self.is_empty:
            return other
        if other.is_empty:
            return self
        return Box(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )

    def intersection(self, other: Box) -> Box:
        """What both share; `Box.empty()` where they share nothing."""
        both = Box(
            max(self.x0, other.x0),
            max(self.y0, other.y0),
            min(self.x1, other.x1),
            min(self.y1, other.y1),
        )
        return Box.empty() if both.is_empty else both

    def clipped(self, size_hw: tuple[int, int]) -> Box:
        """The part inside an image of `size_hw`."""
        return self.intersection(Box.full(size_hw))

    def grown(self, margin_px: int) -> Box:
        """Wider by `margin_px` on every side; an empty box stays empty."""
        if self.is_empty:
            return self
        return Box(
            self.x0 - margin_px, self.y0 - margin_px, self.x1 + margin_px, self.y1 + margin_px
        )

    def moved(self, dx: int, dy: int) -> Box:
        """The box of the same size, `dx` further right and `dy` further down."""
        return Box(self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy)

    def contains(self, other: Box) -> bool:
        """True if every pixel of `other` is in this box."""
        return other.is_empty or self.intersection(other) == other
