"""A second look at small objects: where it is, and what it adds."""

import numpy as np
import pytest
from numpy.typing import NDArray

from cosegui.model.closer_look import BELIEVED, COPY_PX, Window, enlarged
from cosegui.storage.images import shrunk


def object_map(*boxes_xyxy: tuple[int, int, int, int]) -> NDArray[np.float32]:
    """(80, 80), +4 in the boxes and -4 elsewhere."""
    logits = np.full((80, 80), -4, np.float32)
    for left, top, right, bottom in boxes_xyxy:
        logits[top:bottom, left:right] = 4
    return logits


def test_the_window_holds_the_object_with_a_margin_on_a_finer_grid() -> None:
    window = Window.around(object_map((30, 30, 40, 40)), (480, 480))
    assert window is not None
    assert window.grid_hw == (160, 160)
    assert window.box_xyxy == (52, 52, 88, 88)


def test_the_margin_is_as_wide_on_all_sides_of_the_photograph() -> None:
    window = Window.around(object_map((30, 30, 40, 40)), (240, 480))
    assert window is not None
    left, top, right, bottom = window.box_xyxy
    # 60 x 30 px: a margin of 24 px is 4 cells across and 8 down.
    assert (left, right) == (52, 88)
    assert (top, bottom) == (44, 96)


def test_the_window_ends_where_the_photograph_ends() -> None:
    window = Window.around(object_map((0, 60, 10, 80)), (480, 480))
    assert window is not None
    left, _, _, bottom = window.box_xyxy
    assert (left, bottom) == (0, 160)


def test_all_objects_are_in_the_window_and_specks_are_not() -> None:
    boxes = (20, 20, 30, 30), (35, 25, 45, 35), (78, 78, 79, 79)
    window = Window.around(object_map(*boxes), (80, 80))
    assert window is not None
    assert window.box_xyxy == (20, 20, 110, 90)


@pytest.mark.parametrize("logits", [object_map(), object_map((5, 5, 75, 75))])
def test_nothing_and_what_fills_the_photograph_are_not_looked_at_twice(
    logits: NDArray[np.float32],
) -> None:
    assert Window.around(logits, (480, 640)) is None


def test_the_cut_is_the_same_part_of_a_photograph_of_any_size() -> None:
    window = Window((160, 160), (40, 80, 80, 120))
    rows, columns = np.mgrid[:480, :640]
    image = np.stack([rows // 3, columns // 4, rows * 0], axis=2).astype(np.uint8)
    cut = window.cut(image)
    assert cut.shape == (120, 160, 3)
    assert (cut[0, 0, 0], cut[0, 0, 1]) == (80, 40)
    assert window.cut(image[:1, :1]).size > 0


def test_the_cut_of_a_mask_is_that_of_its_photograph() -> None:
    window = Window((160, 160), (40, 80, 80, 120))
    mask = np.zeros((480, 640), bool)
    mask[240:360, 160:320] = True
    assert window.cut(mask).all()
    assert window.cut(mask).sum() == mask.sum()


def test_a_snapped_window_holds_the_window_and_stays_while_that_moves_a_little() -> None:
    window = Window((320, 320), (50, 70, 100, 130)).snapped()
    assert window == Window((320, 320), (48, 64, 112, 144))
    assert Window((320, 320), (55, 79, 110, 140)).snapped() == window
    assert Window((320, 320), (47, 70, 100, 130)).snapped() != window


def test_a_window_ends_with_its_photograph_or_is_none_when_it_grows_too_large() -> None:
    assert Window((320, 320), (290, 0, 320, 10)).snapped() == Window((320, 320), (288, 0, 320, 16))
    assert Window((320, 320), (10, 10, 275, 275)).snapped() is None


def test_a_map_is_seen_through_the_window_and_spread_out_again() -> None:
    window = Window((160, 160), (40, 80, 80, 120))
    whole = np.zeros((160, 160), np.float32)
    whole[80:120, 40:80] = np.arange(40, dtype=np.float32)
    within = window.within(whole, (40, 40))
    assert (within == np.arange(40)).all()
    assert (window.spread(within) == whole).all()
    assert window.within(np.ones((80, 80), np.float32), (20, 20)).tolist() == [[1.0] * 20] * 20


def test_what_the_second_look_says_otherwise_is_half_believed() -> None:
    far = object_map((30, 30, 40, 40))
    window = Window.around(far, (480, 480))
    assert window is not None
    near = np.full((80, 80), -6, np.float32)
    added = window.difference(far, near)
    left, top, right, bottom = window.box_xyxy
    is_inside = np.zeros((160, 160), bool)
    is_inside[top:bottom, left:right] = True
    assert not added[~is_inside].any()
    expected = BELIEVED * (-6 - enlarged(far, (160, 160)))
    assert np.allclose(added[is_inside], expected[is_inside])


def test_a_second_look_that_says_the_same_adds_nothing() -> None:
    far = np.full((80, 80), -2, np.float32)
    added = Window((160, 160), (10, 20, 70, 90)).difference(far, np.full((80, 80), -2, np.float32))
    assert not added.any()


def test_a_large_photograph_waits_as_a_smaller_copy() -> None:
    copy = shrunk(np.zeros((3000, 4000, 3), np.uint8), COPY_PX)
    assert copy.shape == (960, COPY_PX, 3)
    small = np.zeros((480, 640, 3), np.uint8)
    assert shrunk(small, COPY_PX) is small
