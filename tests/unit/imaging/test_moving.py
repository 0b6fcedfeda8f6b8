"""What moves before a place stays in the mask, what stays where it is leaves it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cosegui.imaging.moving import Motion

MOVER, STILL, FAINT = np.s_[4:12, 4:12], np.s_[4:12, 20:28], np.s_[20:28, 4:12]


def logits(*regions: tuple[slice, slice], faint: bool = False) -> NDArray[np.float32]:
    found = np.full((32, 32), -5, np.float32)
    for region in regions:
        found[region] = 4
    if faint:
        found[FAINT] = -1
    return found


def moves(*regions: tuple[slice, slice]) -> NDArray[np.float32]:
    found = np.zeros((32, 32), np.float32)
    for region in regions:
        found[region] = 0.7
    return found


def test_what_stays_leaves_the_mask_where_something_else_moves() -> None:
    before = logits(MOVER, STILL)
    motion = Motion(before, moves(MOVER))
    after = motion.alone()
    assert motion.mover_hw is not None
    assert np.argwhere(motion.mover_hw).min(axis=0).tolist() == [4, 4]
    assert motion.mover_hw.sum() == 64
    assert (after[MOVER] == before[MOVER]).all()
    assert (after[STILL] < 0).all()
    assert (before[STILL] == 4).all(), "the input was changed"


def test_where_nothing_moves_nothing_changes() -> None:
    before = logits(MOVER, STILL)
    motion = Motion(before, moves())
    assert motion.mover_hw is None
    assert motion.alone() is before


def test_a_region_of_which_a_part_moves_stays_whole() -> None:
    body = logits(MOVER, np.s_[4:12, 12:28])
    limb = moves(MOVER)
    motion = Motion(body, limb)
    assert motion.mover_hw is None
    assert motion.alone() is body


def test_of_what_nobody_knows_nothing_is_taken() -> None:
    before, unknown = logits(MOVER, STILL), moves(MOVER)
    unknown[STILL] = np.nan
    motion = Motion(before, unknown)
    assert motion.mover_hw is not None
    assert motion.alone() is before


def test_a_faint_mover_is_lifted_where_the_mask_has_none() -> None:
    before = logits(STILL, faint=True)
    after = Motion(before, moves(FAINT)).alone()
    assert (after[FAINT] > 0).all()
    assert (after[STILL] < 0).all()
    with_a_mover = Motion(logits(MOVER, faint=True), moves(MOVER, FAINT)).alone()
    assert (with_a_mover[FAINT] < 0).all(), "another one moves already"


def test_a_speck_that_moves_says_nothing() -> None:
    speck = np.s_[28:30, 28:30]
    before = logits(np.s_[2:26, 2:26], speck)
    assert Motion(before, moves(speck)).alone() is before


def test_a_finer_map_of_the_same_image_loses_the_same_regions() -> None:
    motion = Motion(logits(MOVER, STILL), moves(MOVER))
    fine = motion.without_still(np.kron(logits(MOVER, STILL), np.ones((2, 2), np.float32)))
    assert (fine[8:24, 40:56] < 0).all()
    assert (fine[8:24, 8:24] > 0).all()
