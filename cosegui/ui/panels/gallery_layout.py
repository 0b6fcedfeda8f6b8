"""Where the gallery's sections and thumbnails lie: arithmetic only, no widgets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect

SECTION_HEIGHT_PX = 36
CAPTION_HEIGHT_PX = 20
MARGIN_PX = 8
GAP_PX = 6
MIN_CELL_WIDTH_PX = 96
PICTURE_RATIO = 0.75
"""Height of a thumbnail's frame over its width."""


@dataclass(frozen=True)
class _Line:
    """One horizontal band: a section, or up to `columns` thumbnails."""

    top: int
    first_row: int
    count: int
    is_section: bool


class GalleryLayout:
    """Places `is_section_by_row` in a column of the given width.

    Sections take a whole line; thumbnails, at least `min_cell_width_px` wide, flow in as many
    columns as fit and fill the width.
    Every question costs O(log lines), whatever the number of images.
    """

    def __init__(
        self,
        is_section_by_row: Iterable[bool],
        width_px: int,
        min_cell_width_px: int = MIN_CELL_WIDTH_PX,
    ) -> None:
        self.width_px = max(width_px, min_cell_width_px + 2 * MARGIN_PX)
        inner = self.width_px - 2 * MARGIN_PX
        self.columns = max(1, (inner + GAP_PX) // (min_cell_width_px + GAP_PX))
        self.cell_width_px = (inner - GAP_PX * (self.columns - 1)) // self.columns
        self.cell_height_px = round(self.cell_width_px * PICTURE_RATIO) + CAPTION_HEIGHT_PX
        self._lines: list[_Line] = []
        self._line_of_row: list[int] = []
        self.height_px = self._place(is_section_by_row)
        self._tops = [line.top for line in self._lines]

    def _place(self, is_section_by_row: Iterable[bool]) -> int:
        top = 0
        open_line: tuple[int, int, int] | None = None  # top, first row, count

        def close_line() -> None:
            nonlocal top, open_line
            if open_line is not None:
                self._lines.append(_Line(*open_line, is_section=False))
                top += self.cell_height_px + GAP_PX
                open_line = None

        for row, is_section in enumerate(is_section_by_row):
            if is_section:
                close_line()
                self._lines.append(_Line(top, row, 1, is_section=True))
                top += SECTION_HEIGHT_PX
                self._line_of_row.append(len(self._lines) - 1)
                continue
            if open_line is not None and open_line[2] == self.columns:
                close_line()
            open_line = (top, row, 1) if open_line is None else (*open_line[:2], open_line[2] + 1)
            self._line_of_row.append(len(self._lines))
        close_line()
        return top + (MARGIN_PX if self._lines else 0)

    def rect(self, row: int) -> QRect:
        """The row's place, in content coordinates."""
        line = self._lines[self._line_of_row[row]]
        if line.is_section:
            return QRect(0, line.top, self.width_px, SECTION_HEIGHT_PX)
        column = row - line.first_row
        left = MARGIN_PX + column * (self.cell_width_px + GAP_PX)
        return QRect(left, line.top, self.cell_width_px, self.cell_height_px)

    def row_at(self, x: int, y: int) -> int | None:
        """The row under a point in content coordinates, None between rows."""
        line_number = bisect_right(self._tops, y) - 1
        if line_number < 0:
            return None
        line = self._lines[line_number]
        for row in range(line.first_row, line.first_row + line.count):
            if self.rect(row).contains(x, y):
                return row
        return None

    def rows_between(self, top: int, bottom: int) -> range:
        """The rows that touch the band [top, bottom), in content coordinates."""
        if not self._lines or bottom <= top:
            return range(0)
        first = max(0, bisect_right(self._tops, top) - 1)
        last = max(first, bisect_right(self._tops, bottom - 1) - 1)
        end = self._lines[last]
        return range(self._lines[first].first_row, end.first_row + end.count)

    def row_vertically(self, row: int, step: int) -> int | None:
        """The thumbnail above (-1) or below (+1) in the nearest column; None at the end."""
        column = row - self._lines[self._line_of_row[row]].first_row
        number = self._line_of_row[row] + step
        while 0 <= number < len(self._lines) and self._lines[number].is_section:
            number += step
        if not 0 <= number < len(self._lines):
            return None
        line = self._lines[number]
        return line.first_row + min(column, line.count - 1)
