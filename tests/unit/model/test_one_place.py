"""Photographs of one place: what moved is what is not found again at its own place."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from cosegui.core.errors import Cancelled
from cosegui.model.description import Description
from cosegui.model.descriptors import GroupCells
from cosegui.model.one_place import OnePlace, moving_cells
from cosegui.model.reading import ImageCode

SIDE = 40
THING = 8


def world(seed: int) -> Tensor:
    """(C, h, w), a place larger than a photograph, of features that differ from cell to cell."""
    chance = torch.Generator().manual_seed(seed)
    return torch.randn(24, 60, 60, generator=chance) + 1


def code(place: Tensor, corner: tuple[int, int], thing: tuple[int, int] | None) -> ImageCode:
    """A photograph of a place from a corner of it; perhaps with a thing at a cell of its own."""
    top, left = corner
    fine = place[:, top : top + SIDE, left : left + SIDE].clone()
    objects = torch.full((1, 1, 2 * SIDE, 2 * SIDE), -4.0)
    if thing is not None:
        y, x = thing
        one = torch.randn(24, THING, THING, generator=torch.Generator().manual_seed(99))
        fine[:, y : y + THING, x : x + THING] = 3 * one
        objects[0, 0, 2 * y : 2 * (y + THING), 2 * x : 2 * (x + THING)] = 4
    finest = F.interpolate(fine[None], scale_factor=2.0)[0]
    coarse = F.avg_pool2d(fine[None], 2)[0]
    described = Description(
        torch.zeros(1, 2, 10, 10),
        torch.zeros(1, 32),
        object_logits=[objects],
        centre=fine.mean(dim=(1, 2))[None],
    )
    return ImageCode((finest, fine, coarse, F.avg_pool2d(coarse[None], 2)[0]), described)


def place_of(codes: list[ImageCode]) -> OnePlace:
    by_index = dict(enumerate(codes))
    cells = GroupCells(by_index)
    return OnePlace(moving_cells(by_index, cells, lambda: None), cells)


def told(codes: list[ImageCode]) -> Mapping[int, NDArray[np.float32]]:
    return place_of(codes).moves


VIEWS = [((4, 4), (5, 5)), ((4, 10), (25, 10)), ((8, 6), (10, 28)), ((6, 8), (28, 28))]


def group() -> list[ImageCode]:
    place = world(1)
    return [code(place, corner, thing) for corner, thing in VIEWS]


def test_a_thing_that_was_elsewhere_each_time_moves_and_the_place_does_not() -> None:
    found = told(group())
    assert list(found) == [0, 1, 2, 3]
    for index, (_, (y, x)) in enumerate(VIEWS):
        moves = found[index]
        assert moves.shape == (SIDE, SIDE)
        is_thing = np.zeros((SIDE, SIDE), bool)
        is_thing[y : y + THING, x : x + THING] = True
        assert (moves[is_thing] > 0.5).mean() > 0.95
        place = moves[~is_thing]
        assert (np.abs(place[~np.isnan(place)]) < 0.2).mean() > 0.8
        assert np.nanmedian(np.abs(place)) < 0.05


def test_what_no_other_image_shows_is_not_known() -> None:
    place = world(1)
    left, right = told([code(place, (5, 0), None), code(place, (5, 12), None)]).values()
    assert np.isnan(left[:, :10]).all()
    assert not np.isnan(left[:, 14:]).any()
    assert np.isnan(right[:, 30:]).all()


def test_photographs_of_different_places_are_not_compared() -> None:
    assert told([code(world(seed), (4, 4), (5, 5)) for seed in range(4)]) == {}


def test_one_image_is_of_no_common_place() -> None:
    assert told(group()[:1]) == {}


def test_an_image_of_another_place_is_left_out() -> None:
    assert list(told([*group(), code(world(7), (4, 4), (5, 5))])) == [0, 1, 2, 3]


def test_nothing_depends_on_the_order_of_the_images() -> None:
    codes = group()
    there, back = told(codes), told(codes[::-1])
    for index, moves in there.items():
        assert np.allclose(moves, back[len(codes) - 1 - index], atol=1e-4, equal_nan=True)


def test_a_place_that_never_looks_the_same_tells_nothing() -> None:
    """Water: a quarter of the cells is found again, the ground between them is not."""
    codes = []
    for seed, each in enumerate(group()):
        chance = torch.Generator().manual_seed(seed)
        is_wild = torch.rand(SIDE, SIDE, generator=chance) < 0.75
        wild = torch.randn(24, SIDE, SIDE, generator=chance)
        fine = torch.where(is_wild, wild, each.maps[1])
        codes.append(ImageCode((each.maps[0], fine, *each.maps[2:]), each.described))
    assert told(codes) == {}


def test_it_can_be_stopped() -> None:
    def stop() -> None:
        raise Cancelled("enough")

    by_index = dict(enumerate(group()))
    with pytest.raises(Cancelled):
        moving_cells(by_index, GroupCells(by_index), stop)


def thing_in(index: int) -> NDArray[np.bool_]:
    _, (y, x) = VIEWS[index]
    is_thing = np.zeros((SIDE, SIDE), bool)
    is_thing[y : y + THING, x : x + THING] = True
    return is_thing


def logits_of(is_thing: NDArray[np.bool_]) -> NDArray[np.float32]:
    return np.where(is_thing, 4, -4).astype(np.float32)


def test_a_group_is_about_what_moves_if_that_is_one_thing_in_enough_images() -> None:
    place = place_of(group())
    movers = {index: logits_of(thing_in(index)) for index in range(4)}
    nothing = np.full((SIDE, SIDE), -4, np.float32)
    assert list(place.motions(movers)) == [0, 1, 2, 3]
    assert list(place.motions(movers | {0: nothing, 3: nothing})) == [0, 1, 2, 3]
    assert place.motions(movers | {0: nothing, 1: nothing, 3: nothing}) == {}, "it is alone"
    still = {index: logits_of(np.roll(thing_in(index), 12, axis=1)) for index in range(4)}
    assert place.motions(still) == {}
    another = {index: np.where(thing_in(index), 0.8, 0).astype(np.float32) for index in range(4)}
    places = {index: np.roll(moves, 12, axis=1) for index, moves in another.items()}
    assert OnePlace(places, place.cells).motions(still) == {}, "another thing each time"


def test_after_a_correction_what_stays_leaves_if_what_was_marked_moves() -> None:
    place = place_of(group())
    standing = np.zeros((SIDE, SIDE), bool)
    standing[18:24, 18:24] = True
    maps = {index: logits_of(thing_in(index) | standing) for index in (1, 2, 3)}
    shares = thing_in(0).astype(np.float32), standing.astype(np.float32)
    alone = place.without_what_stays(maps, {0: shares[0]})
    for index, logit_hw in alone.items():
        assert (logit_hw[thing_in(index)] > 0).all()
        assert (logit_hw[standing] < 0).all()
    one = place.without_what_stays({1: maps[1]}, {0: shares[0]})
    assert np.array_equal(one[1], alone[1]), "an answer for some images says the same"
    for marked in ({0: shares[1]}, {0: shares[0], 1: shares[1]}, {}):
        kept = place.without_what_stays(maps, marked)
        assert all(np.array_equal(kept[index], maps[index]) for index in maps)
