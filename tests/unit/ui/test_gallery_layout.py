from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosegui.ui.panels.gallery_layout import MARGIN_PX, SECTION_HEIGHT_PX, GalleryLayout

rows_of_groups = st.lists(st.integers(0, 9), max_size=6).map(
    lambda sizes: [is_section for size in sizes for is_section in (True, *([False] * size))]
)


def layout_of(*sizes: int, width_px: int = 260) -> GalleryLayout:
    return GalleryLayout([flag for n in sizes for flag in (True, *([False] * n))], width_px)


def test_an_empty_gallery_has_no_height_and_nothing_under_the_pointer() -> None:
    layout = GalleryLayout((), 260)

    assert layout.height_px == 0
    assert layout.row_at(10, 10) is None
    assert list(layout.rows_between(0, 1000)) == []


def test_a_section_takes_the_whole_width_and_its_images_flow_below() -> None:
    layout = layout_of(3)

    assert layout.columns == 2
    assert layout.rect(0).width() == 260
    assert layout.rect(1).top() == SECTION_HEIGHT_PX
    assert layout.rect(1).top() == layout.rect(2).top() < layout.rect(3).top()
    assert layout.rect(1).left() == layout.rect(3).left() == MARGIN_PX


def test_a_wider_gallery_has_more_columns() -> None:
    assert layout_of(8, width_px=520).columns > layout_of(8, width_px=260).columns


def test_a_gallery_narrower_than_one_thumbnail_still_has_a_column() -> None:
    assert layout_of(2, width_px=1).columns == 1


@given(flags=rows_of_groups, width_px=st.integers(1, 900))
def test_every_row_is_found_at_its_own_middle(flags: list[bool], width_px: int) -> None:
    layout = GalleryLayout(flags, width_px)

    for row in range(len(flags)):
        middle = layout.rect(row).center()
        assert layout.row_at(middle.x(), middle.y()) == row


@given(flags=rows_of_groups, width_px=st.integers(1, 900))
def test_rows_never_overlap_and_stay_inside(flags: list[bool], width_px: int) -> None:
    layout = GalleryLayout(flags, width_px)
    rects = [layout.rect(row) for row in range(len(flags))]

    for number, rect in enumerate(rects):
        assert rect.left() >= 0
        assert rect.right() < layout.width_px
        assert rect.bottom() < layout.height_px
        assert not any(rect.intersects(other) for other in rects[number + 1 :])


@given(flags=rows_of_groups, top=st.integers(-50, 2000), height=st.integers(1, 600))
def test_the_rows_of_a_band_are_exactly_those_that_touch_it(
    flags: list[bool], top: int, height: int
) -> None:
    layout = GalleryLayout(flags, 260)
    visible = set(layout.rows_between(top, top + height))

    touching = {
        row
        for row in range(len(flags))
        if layout.rect(row).top() < top + height and layout.rect(row).bottom() >= top
    }
    assert touching <= visible
    assert len(visible) <= len(touching) + 2 * layout.columns


@pytest.mark.parametrize(("row", "step", "expected"), [(1, 1, 3), (2, 1, 3), (3, 1, 5), (5, -1, 3)])
def test_up_and_down_keep_the_column_and_skip_sections(row: int, step: int, expected: int) -> None:
    layout = layout_of(3, 4)  # rows: 0 section, 1 2 / 3, 4 section, 5 6 / 7 8

    assert layout.row_vertically(row, step) == expected


def test_there_is_nothing_above_the_first_line() -> None:
    assert layout_of(3).row_vertically(1, -1) is None
