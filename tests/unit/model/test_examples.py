"""A person's masks on the grids that the network works on."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from cosegui.core.ports import Example
from cosegui.model.examples import (
    BESIDE_HINTS,
    NEVER_ERASED,
    ShrunkExample,
    marked_objects,
)

SIZE = (96, 128)


def ragged(seed: int) -> NDArray[np.bool_]:
    return np.random.default_rng(seed).random(SIZE) < 0.4


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_coarser_grid_says_what_the_pixels_say(is_whole: bool) -> None:
    mask, certain = ragged(1), np.ones(SIZE, bool) if is_whole else ragged(2)
    shrunk = ShrunkExample.of(Example(3, mask, certain), (48, 64))
    assert (shrunk.index, shrunk.is_whole, shrunk.size_hw) == (3, is_whole, (48, 64))
    for rows, columns in ((48, 64), (12, 16), (3, 4)):
        blocks = (rows, SIZE[0] // rows, columns, SIZE[1] // columns)
        vouched = certain.reshape(blocks).sum(axis=(1, 3))
        held = (mask & certain).reshape(blocks).sum(axis=(1, 3))
        cells = shrunk.vouched((rows, columns))
        np.testing.assert_allclose(cells.certain_hw, vouched / (blocks[1] * blocks[3]), atol=1e-5)
        np.testing.assert_allclose(cells.share_hw, held / np.maximum(vouched, 1), atol=1e-4)


def test_one_pixel_of_a_large_photograph_is_an_object() -> None:
    mask = np.zeros((3000, 4000), bool)
    nothing = ShrunkExample.of(Example(0, mask, ~mask), (160, 160))
    assert not nothing.is_marked
    mask[1234, 2345] = True
    assert ShrunkExample.of(Example(0, mask, np.ones_like(mask)), (160, 160)).is_marked


def test_what_nobody_touched_is_marked_all_the_same() -> None:
    mask = np.ones(SIZE, bool)
    examples = [
        ShrunkExample.of(Example(i, mask, np.full(SIZE, bool(i))), (48, 64)) for i in range(2)
    ]
    assert marked_objects(examples).shape == (2, 1, 48, 64)
    assert bool((marked_objects(examples) == 1).all())


GRID = (16, 16)


def block(top: int, left: int, bottom: int, right: int) -> NDArray[np.bool_]:
    """A rectangle on the small grid."""
    mask = np.zeros(GRID, bool)
    mask[top:bottom, left:right] = True
    return mask


def told(mask: NDArray[np.bool_], touched: NDArray[np.bool_]) -> tuple[NDArray, NDArray]:
    """Share of object, and how far each cell counts."""
    cells = ShrunkExample.of(Example(0, mask, touched), GRID).told(GRID)
    return cells.share_hw.numpy(), cells.certain_hw.numpy()


def test_where_a_wrong_part_was_erased_all_of_the_mask_counts() -> None:
    mask = block(2, 2, 8, 8)
    share, certain = told(mask, block(10, 2, 14, 14))
    assert (certain == 1).all()
    assert np.array_equal(share > 0.5, mask)


def test_strokes_amid_the_mask_say_nothing_good_of_the_rest_of_it() -> None:
    region, stroke = block(2, 2, 14, 14), block(7, 7, 9, 9)
    mask = region & ~stroke
    share, certain = told(mask, stroke)
    np.testing.assert_allclose(certain[stroke], 1)
    np.testing.assert_allclose(certain[mask], 0)
    np.testing.assert_allclose(certain[~region], BESIDE_HINTS)
    assert (share[~mask] < 0.5).all()


def test_who_only_adds_may_not_have_looked_at_what_is_too_much() -> None:
    stroke, found = block(2, 2, 8, 8), block(10, 10, 14, 14)
    share, certain = told(stroke | found, stroke)
    np.testing.assert_allclose(certain[stroke], 1)
    np.testing.assert_allclose(certain[found], NEVER_ERASED)
    np.testing.assert_allclose(certain[~stroke & ~found], 1)
    assert np.array_equal(share > 0.5, stroke | found)


def test_the_more_of_a_wrong_part_is_left_beside_the_strokes_the_less_the_mask_counts() -> None:
    wrong, right = block(8, 0, 16, 16), block(1, 1, 5, 5)
    trusted = []
    for erased_columns in (16, 15, 13, 8, 1):
        stroke = block(8, 0, 16, erased_columns)
        _, certain = told((wrong & ~stroke) | right, stroke)
        trusted.append(float(certain[right].mean()))
    assert trusted[0] == 1
    assert trusted == sorted(trusted, reverse=True)
    assert trusted[-1] == 0


def test_an_emptied_mask_does_not_say_that_there_is_nothing() -> None:
    stroke = block(2, 2, 8, 8)
    share, certain = told(block(0, 0, 0, 0), stroke)
    assert np.array_equal(certain, stroke)
    assert not share.any()


def test_a_mask_that_nobody_touched_says_nothing() -> None:
    _, certain = told(block(2, 2, 8, 8), block(0, 0, 0, 0))
    assert not certain.any()


def test_strokes_thinner_than_a_cell_say_nothing_of_the_rest() -> None:
    mask, touched = np.zeros((160, 160), bool), np.zeros((160, 160), bool)
    mask[20:80, 20:80] = True
    touched[100:140, 55] = touched[30, 30:60] = True
    cells = ShrunkExample.of(Example(0, mask, touched), GRID).told(GRID)
    assert cells.certain_hw.sum() * 100 == pytest.approx(touched.sum())


def test_an_approved_mask_counts_whole() -> None:
    mask = block(2, 2, 8, 8)
    share, certain = told(mask, np.ones(GRID, bool))
    assert (certain == 1).all()
    assert np.array_equal(share > 0.5, mask)
