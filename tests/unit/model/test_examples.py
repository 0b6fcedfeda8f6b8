"""A person's masks on the grids that the network works on."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from cosegui.core.ports import Example
from cosegui.model.examples import ShrunkExample, marked_objects

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
        cells = shrunk.cells((rows, columns))
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
