"""Where the edge runs: what examples teach about outlines, and when they say nothing."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from cosegui.core.mask import iou
from cosegui.core.ports import Example
from cosegui.model.description import Description
from cosegui.model.descriptors import GroupCells
from cosegui.model.examples import ShrunkExample
from cosegui.model.outlines import FADE, SURE, Outlines
from cosegui.model.reading import ImageCode
from cosegui.model.shades import shades_of

FINE = 24  # cells of stride 4 on a side
GRID = 2 * FINE
Maps = dict[int, NDArray[np.float32]]


def disc(i: int, radius: float, side: int = GRID) -> NDArray[np.bool_]:
    """(side, side) bool: a disc in another place of each image; the radius in cells of the grid."""
    centre = GRID * np.array([[0.5, 0.5], [0.4, 0.6], [0.6, 0.45], [0.45, 0.4]][i])
    places = (np.indices((side, side)) + 0.5) * (GRID / side)
    return np.hypot(*(places - centre[:, None, None])) < radius


def drawn(mask_hw: NDArray[np.bool_], logit: float = 2.0) -> NDArray[np.float32]:
    return np.where(mask_hw, logit, -logit).astype(np.float32)


@pytest.fixture(scope="module")
def cells() -> GroupCells:
    """Three images of a disc of radius 12, which their maps show at every stride."""
    rng = np.random.default_rng(5)
    kinds = [rng.normal(size=(2, channels)) for channels in (8, 16, 24, 32)]
    codes = {}
    for i in range(4):
        maps = []
        for level, kind in enumerate(kinds):
            which = disc(i, 12, FINE >> level).astype(int)
            shown = kind[which].transpose(2, 0, 1)
            maps.append(torch.from_numpy(shown + 0.1 * rng.normal(size=shown.shape)).half())
        codes[i] = ImageCode(tuple(maps), Description(torch.zeros(1, 1, 1, 1), torch.zeros(1, 1)))
    return GroupCells(codes)


def example(index: int, mask_hw: NDArray[np.bool_]) -> Example:
    return Example(index, mask_hw, np.ones_like(mask_hw))


def learnt(cells: GroupCells, examples: list[Example], maps: Maps) -> Outlines:
    shrunk = [ShrunkExample.of(one, (GRID, GRID)) for one in examples]
    return Outlines.learn(cells, shrunk, maps, maps)


def test_one_true_outline_moves_those_of_images_like_it(cells: GroupCells) -> None:
    too_large = {i: drawn(disc(i, 15)) for i in range(4)}
    outlines = learnt(cells, [example(0, disc(0, 12))], too_large)
    for i in range(1, 4):
        moved = outlines.apply(i, too_large[i], alike=1.0)
        assert iou(too_large[i] > 0, disc(i, 12)) < 0.7
        assert iou(moved > 0, disc(i, 12)) > 0.85


def of_colours(ground: tuple[int, int, int], thing: tuple[int, int, int]) -> dict[int, ImageCode]:
    """Four images of a disc of radius 12 that only colours show; the last is of other colours."""
    rng = np.random.default_rng(7)
    codes = {}
    for i in range(4):
        sides = [FINE >> level for level in range(4)]
        maps = [torch.from_numpy(rng.normal(size=(8, side, side))).half() for side in sides]
        photograph = np.full((GRID, GRID, 3), ground if i < 3 else (20, 160, 40), np.uint8)
        photograph[disc(i, 12)] = thing if i < 3 else (200, 60, 200)
        described = Description(torch.zeros(1, 1, 1, 1), torch.zeros(1, 1))
        shades = shades_of(photograph, (GRID, GRID))
        codes[i] = ImageCode(tuple(maps), described, shades=shades)
    return codes


@pytest.mark.parametrize("shown", [True, False])
def test_an_edge_that_colours_alone_show_is_found(shown: bool) -> None:
    ground = (60, 90, 130)
    codes = of_colours(ground, (150, 110, 70) if shown else ground)
    too_large = {i: drawn(disc(i, 15)) for i in range(4)}
    outlines = learnt(GroupCells(codes), [example(0, disc(0, 12))], too_large)
    found = [iou(outlines.apply(i, too_large[i], alike=1.0) > 0, disc(i, 12)) for i in (1, 2)]
    assert min(found) > 0.95 if shown else max(found) < 0.85


def test_an_image_of_other_colours_is_no_image_of_the_same_place() -> None:
    codes = of_colours((60, 90, 130), (150, 110, 70))
    too_large = {i: drawn(disc(i, 15)) for i in range(4)}
    outlines = learnt(GroupCells(codes), [example(0, disc(0, 12))], too_large)
    assert np.array_equal(outlines.apply(3, too_large[3], alike=1.0), too_large[3])


def test_a_map_on_a_finer_grid_is_moved_as_one_on_the_fine_grid_is(cells: GroupCells) -> None:
    too_large = {i: drawn(disc(i, 15)) for i in range(4)}
    outlines = learnt(cells, [example(0, disc(0, 12))], too_large)
    finer = np.kron(too_large[1], np.ones((2, 2), np.float32))
    moved = outlines.apply(1, finer, alike=1.0)
    assert moved.shape == (2 * GRID, 2 * GRID)
    on_grid = moved.reshape(GRID, 2, GRID, 2).mean(axis=(1, 3)) > 0
    assert iou(on_grid, outlines.apply(1, too_large[1], alike=1.0) > 0) > 0.95


def test_half_as_like_is_moved_half_as_far(cells: GroupCells) -> None:
    too_large = {i: drawn(disc(i, 15)) for i in range(4)}
    outlines = learnt(cells, [example(0, disc(0, 9))], too_large)
    none, half, whole = (outlines.apply(1, too_large[1], alike=a) for a in (0.0, 0.5, 1.0))
    assert np.allclose(half, (none + whole) / 2, atol=1e-5)
    assert not np.allclose(none, whole, atol=0.5)


def test_what_is_surer_than_anything_learnt_from_stays(cells: GroupCells) -> None:
    too_large = {i: drawn(disc(i, 15)) for i in range(4)}
    outlines = learnt(cells, [example(0, disc(0, 12))], too_large)
    sure = drawn(disc(1, 15), SURE + FADE)
    assert np.array_equal(outlines.apply(1, sure, alike=1.0), sure)


@pytest.mark.parametrize("alike", [0.0, 1.0])
def test_a_mask_approved_as_it_was_drawn_moves_nothing(cells: GroupCells, alike: float) -> None:
    maps = {i: drawn(disc(i, 15)) for i in range(4)}
    outlines = learnt(cells, [example(0, disc(0, 15)), example(2, disc(2, 15))], maps)
    assert np.array_equal(outlines.apply(1, maps[1], alike), maps[1])


def sloping(i: int, radius: float) -> NDArray[np.float32]:
    """A logit that falls by a quarter with each cell from the middle to the edge and beyond."""
    steps = [disc(i, radius + distance) for distance in np.arange(-12, 13)]
    return (np.sum(steps, axis=0) / 4 - 25 / 8).astype(np.float32)


@pytest.mark.parametrize(("drawn_radius", "sign"), [(10, 1), (14, -1)])
def test_a_person_who_draws_tightly_gets_tighter_masks_of_unlike_images_too(
    cells: GroupCells, drawn_radius: int, sign: int
) -> None:
    maps = {i: sloping(i, 12) for i in range(4)}
    examples = [example(i, disc(i, drawn_radius)) for i in (0, 2, 3)]
    shift = maps[1] - learnt(cells, examples, maps).apply(1, maps[1], alike=0.0)
    assert np.ptp(shift) < 1e-6, "all cells alike"
    assert 0 < sign * shift[0, 0] < 1


def test_only_whole_masks_that_the_network_found_tell_how_tightly_a_person_draws(
    cells: GroupCells,
) -> None:
    maps = {i: sloping(i, 12) for i in range(4)}
    tight = disc(0, 10)
    certain = disc(0, 20)
    part = Example(0, tight & certain, certain)
    elsewhere = example(0, disc(2, 10))
    nothing = example(0, np.zeros_like(tight))
    for one in (part, elsewhere, nothing):
        moved = learnt(cells, [one], maps).apply(1, maps[1], alike=0.0)
        assert np.array_equal(moved, maps[1])


def test_a_rim_that_was_erased_teaches_as_a_whole_mask_does(cells: GroupCells) -> None:
    too_large = {i: drawn(disc(i, 15)) for i in range(4)}
    erased = Example(0, disc(0, 12), disc(0, 15) & ~disc(0, 12))
    moved = learnt(cells, [erased], too_large).apply(1, too_large[1], alike=1.0)
    assert iou(moved > 0, disc(1, 12)) > 0.8


def test_a_few_cells_amid_the_mask_teach_nothing_about_outlines(cells: GroupCells) -> None:
    maps = {i: drawn(disc(i, 15)) for i in range(4)}
    speck = np.zeros((GRID, GRID), bool)
    speck[22:24, 24:28] = True
    assert disc(0, 8)[speck].all()
    hint = Example(0, disc(0, 15) & ~speck, speck)
    assert np.array_equal(learnt(cells, [hint], maps).apply(1, maps[1], alike=1.0), maps[1])
