"""The maps of a group: where a lesson has its say, small objects are drawn again from nearer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor

from cosegui.core.errors import ImageReadError
from cosegui.core.ports import ImageSource, SegmentOptions
from cosegui.model.describer import Describer
from cosegui.model.description import Description, Drawing, GroupCode
from cosegui.model.drawer import Drawer
from cosegui.model.known_group import KnownGroup
from cosegui.model.one_place import OnePlace
from cosegui.model.placement import Placement
from cosegui.model.reading import ImageCode, PhotographShelf
from cosegui.model.run import Run
from tests.helpers.bright_things import BrightThings, disc, error_of
from tests.helpers.models import as_sources

SMALL, LARGE = disc(320, 40), disc(320, 150)


class TaughtThings(BrightThings):
    """Nothing stands out for it; what is bright it was taught."""

    def describe(self, features: list[Tensor]) -> Description:
        """An empty object map."""
        described = super().describe(features)
        described.object_logits = [torch.full_like(features[0], -4)]
        return described

    def decode(self, features: list[Tensor], *_: object) -> Drawing:
        """The finest map is the mask."""
        return Drawing([4 * features[0]])


def drawn(
    sources: list[ImageSource],
    openness: float,
    *,
    shelf: PhotographShelf | None = None,
    network: BrightThings | None = None,
    moves: dict[int, NDArray[np.float32]] | None = None,
    strangers: list[bool] | None = None,
) -> tuple[list[NDArray[np.float32]], int]:
    """The map of each image, and how many looks all of them took."""
    network = network or TaughtThings()
    placed = Placement(network, torch.device("cpu"))  # type: ignore[arg-type]
    describer = Describer(placed)
    run = Run(sources, SegmentOptions(), lambda _: None, lambda: False, [])
    codes: dict[int, ImageCode] = {}
    own = PhotographShelf(sources)
    assert not list(describer.describe_all(run, own, codes))
    known = KnownGroup(codes)
    group = GroupCode(torch.zeros(len(sources), 2, 2), torch.zeros(1), None, openness=openness)
    group.strangers = None if strangers is None else torch.tensor(strangers)
    place = OnePlace(moves, known.cells) if moves else None
    maps = Drawer(placed, describer).draw(run, shelf or own, codes, group, {}, place)
    return [logit_hw for _, logit_hw, _ in maps], network.looks


def test_what_was_taught_is_drawn_again_from_nearer_where_it_is_small() -> None:
    sources = as_sources([SMALL, LARGE, SMALL])
    far, looks = drawn(sources, 0.0)
    assert looks == 3
    near, looks = drawn(sources, 1.0)
    assert looks == 5
    assert [each.shape for each in near] == [(32, 32), (16, 16), (32, 32)]
    assert error_of(near[0], SMALL) < 0.7 * error_of(far[0], SMALL)
    assert np.array_equal(near[0], near[2])
    assert np.array_equal(near[1], far[1])


def test_a_lesson_that_has_half_a_say_adds_half_as_much() -> None:
    sources = as_sources([SMALL])
    (far,), (half,), (whole,) = (drawn(sources, openness)[0] for openness in (1e-9, 0.5, 1.0))
    assert not np.allclose(whole, far, atol=0.1)
    assert np.allclose(half - far, (whole - far) / 2, atol=1e-5)


def test_a_photograph_that_is_gone_by_then_costs_its_second_look_alone() -> None:
    def gone() -> NDArray[np.uint8]:
        raise ImageReadError(Path("gone.jpg"), "it is gone")

    sources = as_sources([SMALL, SMALL])
    shelf = PhotographShelf([ImageSource(read=gone, name="gone"), sources[1]])
    (first, second), looks = drawn(sources, 1.0, shelf=shelf)
    assert looks == 3
    assert [first.shape, second.shape] == [(16, 16), (32, 32)]


@pytest.mark.parametrize("budget_bytes", [0, 10**9])
def test_a_look_leaves_the_photograph_on_the_shelf_if_there_is_room(budget_bytes: int) -> None:
    readings = []

    def read() -> NDArray[np.uint8]:
        readings.append(1)
        return SMALL

    shelf = PhotographShelf([ImageSource(read=read, name="one")], budget_bytes=budget_bytes)
    for act in (shelf.read, shelf.look, shelf.look, shelf.read):
        assert np.array_equal(act(0), SMALL)
    assert len(readings) == (4 if budget_bytes == 0 else 1)
    shelf.read(0)
    assert len(readings) == (5 if budget_bytes == 0 else 2)


class FarThings(BrightThings):
    """Draws what stands out."""

    def decode(self, features: list[Tensor], *_: object) -> Drawing:
        """The finest map is the mask."""
        return Drawing([4 * features[0]])


def two_things(mover_xy: tuple[int, int]) -> NDArray[np.uint8]:
    """A bright square in a place of its own, and another one that always stands below."""
    image = np.zeros((320, 320, 3), np.uint8)
    x, y = mover_xy
    image[y : y + 80, x : x + 80] = 255
    image[240:, 80:160] = 255
    return image


def moving(mover_xy: tuple[int, int]) -> NDArray[np.float32]:
    found = np.zeros((32, 32), np.float32)
    x, y = mover_xy[0] // 10, mover_xy[1] // 10
    found[y : y + 8, x : x + 8] = 0.8
    return found


def test_of_two_things_the_one_that_moves_is_drawn_and_looked_at_from_nearer() -> None:
    corners = [(0, 0), (240, 0), (160, 80)]
    photographs = [two_things(corner) for corner in corners]
    sources, moves = as_sources(photographs), dict(enumerate(moving(at) for at in corners))
    both, looks = drawn(sources, 0.0, network=FarThings())
    assert looks == 3
    movers, looks = drawn(sources, 0.0, network=FarThings(), moves=moves)
    assert looks == 6
    for index, (x, y) in enumerate(corners):
        alone = np.zeros_like(photographs[index])
        alone[y : y + 80, x : x + 80] = 255
        assert error_of(movers[index], alone) < 0.2 * 80 * 80
        assert error_of(both[index], alone) > 0.8 * 80 * 80
        assert movers[index].shape == (32, 32)


def test_where_too_few_images_have_a_mover_all_stay_as_they_are() -> None:
    sources = as_sources([two_things((0, 0))] * 7)
    moves = {index: np.zeros((32, 32), np.float32) for index in range(7)}
    moves[0] = moves[1] = moving((0, 0))
    still, looks = drawn(sources, 0.0, network=FarThings(), moves=moves)
    assert looks == 7
    assert all(np.array_equal(each, still[0]) for each in still)
    assert (still[0][13:15, 5:7] > 0).all()
    some, looks = drawn(sources[:6], 0.0, network=FarThings(), moves=dict(list(moves.items())[:6]))
    assert looks == 8
    assert (some[0][25:30, 10:14] < 0).all()


class AccompaniedThings(FarThings):
    """Calls what is bright in the right half beside the object."""

    def decode(self, features: list[Tensor], *_: object) -> Drawing:
        """The finest map is the mask."""
        beside = torch.zeros_like(features[0])
        beside[..., beside.shape[3] // 2 :] = 1
        return Drawing([4 * features[0]], beside=beside)


def test_what_is_left_of_a_mask_is_looked_at_from_nearer() -> None:
    both, small, alone = np.zeros((3, 320, 320, 3), np.uint8)
    both[120:200, 20:100] = small[120:200, 20:100] = 255
    both[20:300, 180:300] = alone[20:300, 20:150] = 255
    sources = as_sources([both, alone, both])
    whole, looks = drawn(sources, 0.0, network=FarThings())
    assert looks == 3
    left, looks = drawn(sources, 0.0, network=AccompaniedThings())
    assert looks == 5, "nothing left the mask of the second"
    assert [each.shape for each in left] == [(32, 32), (16, 16), (32, 32)]
    assert error_of(left[0], small) < 0.2 * 80 * 80
    assert np.array_equal(left[1], whole[1])
    _, looks = drawn(sources, 1.0, network=AccompaniedThings())
    assert looks == 5, "a lesson looks at what is small, and once"


def test_a_stranger_is_not_looked_at_again() -> None:
    image = np.zeros((320, 320, 3), np.uint8)
    image[120:200, 20:100] = image[20:300, 180:300] = 255
    sources = as_sources([image, image])
    maps, looks = drawn(sources, 0.0, network=AccompaniedThings(), strangers=[True, False])
    assert looks == 3
    assert (maps[0] < 0).all()
    assert (maps[1] > 0).any()
