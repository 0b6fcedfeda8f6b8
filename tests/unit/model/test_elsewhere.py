"""What most images share is looked for where another thing stands out: parts of a photograph."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from cosegui.core.ports import SegmentOptions
from cosegui.model import elsewhere
from cosegui.model.closer_look import Window
from cosegui.model.config import NetworkConfig
from cosegui.model.describer import Describer
from cosegui.model.description import Description, Drawing, GroupCode
from cosegui.model.drawer import Drawer
from cosegui.model.elsewhere import LOOKS, Seeker, Sought, is_company
from cosegui.model.kinship import Appearance
from cosegui.model.known_group import KnownGroup
from cosegui.model.network import SSNM
from cosegui.model.placement import Placement
from cosegui.model.reading import ImageCode, PhotographShelf
from cosegui.model.run import Run
from tests.helpers.models import as_sources

SIZE = 128
RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)
Box = tuple[int, int, int, int]
CORNER: Box = (84, 84, 112, 112)


class Eye(nn.Module):
    """What is bright in each colour, at strides 4 to 32; counts its looks."""

    def __init__(self) -> None:
        super().__init__()
        self.looks = 0

    def forward(self, images: Tensor) -> list[Tensor]:
        self.looks += len(images)
        shown = (images > 0.5).float()
        return [F.adaptive_avg_pool2d(shown, SIZE // stride) for stride in (4, 8, 16, 32)]


class ColouredThings(SSNM):
    """Green stands out wherever it is in view, else red or blue; what has a colour is of a kind."""

    def __init__(self) -> None:
        config = NetworkConfig(
            width=4, input_size=SIZE, kinship=True, appearance=True, least_kinship=0.12
        )
        super().__init__(config)
        self.backbone = Eye()
        self.look = Appearance(3)
        self.look.mean.fill_(0.5)  # the looks of two colours differ in sign

    def describe(self, features: list[Tensor]) -> Description:  # type: ignore[override]
        """Looks are the mean colour of what stands out; signatures tell as well how far aside."""
        red, green, blue = features[0].unbind(dim=1)
        is_green = green.flatten(1).amax(dim=1)[:, None, None] > 0.5
        objects = torch.where(is_green, green, torch.maximum(red, blue))[:, None]
        assert self.look is not None
        coarse = F.adaptive_avg_pool2d(objects, features[-1].shape[2:])
        kind = self.look(features[-1], coarse)
        aside = off_centre(objects)[:, None, None].expand(-1, kind.shape[1], 1)
        coarsest = features[-1]
        return Description(
            coarsest,
            coarsest.flatten(1),
            object_logits=[8 * objects - 4],
            signature=F.normalize(torch.cat([kind, aside], dim=2), dim=2),
            looks=kind,
        )

    def decode(self, features: list[Tensor], described: Description, *_: object) -> Drawing:  # type: ignore[override]
        """The object map is the mask."""
        return Drawing(described.object_logits)


def off_centre(objects: Tensor) -> Tensor:
    """(B,) how far from the middle of the frame the middle of what stands out is, from 0 to 1."""
    places = torch.linspace(-1, 1, objects.shape[-1])
    mass = objects.sum(dim=(1, 2, 3)).clamp_min(1e-6)
    across = (objects.sum(dim=(1, 2)) * places).sum(dim=1) / mass
    down = (objects.sum(dim=(1, 3)) * places).sum(dim=1) / mass
    return torch.hypot(across, down)


def photograph(*things: tuple[Box, tuple[int, int, int]]) -> NDArray[np.uint8]:
    """(128, 128, 3), coloured boxes (left, top, right, bottom) on black."""
    image = np.zeros((SIZE, SIZE, 3), np.uint8)
    for (left, top, right, bottom), colour in things:
        image[top:bottom, left:right] = colour
    return image


MEMBER = photograph(((32, 32, 96, 96), RED))
HIDDEN = photograph(((8, 8, 56, 56), GREEN), (CORNER, RED))
STRANGER = photograph(((8, 8, 56, 56), GREEN), (CORNER, BLUE))
BLUE_ALL_OVER = photograph(((0, 0, 128, 128), BLUE))


def striped(red_px: int) -> NDArray[np.uint8]:
    """Stripes all over, red and blue, of 16 px together: every part of it looks like the whole."""
    starts = range(0, SIZE, 16)
    return photograph(
        *(((x, 0, x + red_px, SIZE), RED) for x in starts),
        *(((x + red_px, 0, x + 16, SIZE), BLUE) for x in starts),
    )


class Group:
    """Photographs that were looked at once, and who of them belongs to the group."""

    def __init__(self, images: list[NDArray[np.uint8]], strangers: list[bool]) -> None:
        self.network = ColouredThings()
        self.placed = placed = Placement(self.network, torch.device("cpu"))
        describer = Describer(placed)
        sources = as_sources(images)
        self.run = Run(sources, SegmentOptions(), lambda _: None, lambda: False, [])
        self.shelf = PhotographShelf(sources)
        codes: dict[int, ImageCode] = {}
        assert not list(describer.describe_all(self.run, self.shelf, codes))
        self.known = KnownGroup(codes)
        looks, is_stranger = self.known.described.looks, torch.tensor(strangers)
        assert looks is not None
        self.code = GroupCode(
            torch.zeros(len(images), 4, 4),
            torch.zeros(4),
            None,
            looks=looks[~is_stranger],
            members=torch.arange(len(images))[~is_stranger],
            rows=torch.arange(len(images)),
            strangers=is_stranger,
        )
        self.looks_before = self.network.backbone.looks
        self.seeker = Seeker(placed, describer)
        self.drawer = Drawer(placed, describer)

    def sought(self) -> Sought:
        return self.seeker.seek(self.run, self.shelf, self.known, self.code)

    @property
    def looks(self) -> int:
        """How many there were since the group was described."""
        return self.network.backbone.looks - self.looks_before

    def masks(self) -> list[NDArray[np.bool_]]:
        """(H, W) at some size of their own."""
        found = self.sought().found
        drawn = self.drawer.draw(self.run, self.shelf, self.known.codes, self.code, found, None)
        return [logit_hw > 0 for _, logit_hw, _ in drawn]


def covered(mask_hw: NDArray[np.bool_], box: Box) -> float:
    """The share of a box of the photograph that a mask covers."""
    scale = mask_hw.shape[0] / SIZE
    left, top, right, bottom = (round(scale * edge) for edge in box)
    return float(mask_hw[top:bottom, left:right].mean())


def test_the_shared_thing_is_found_beside_one_that_stands_out() -> None:
    group = Group([MEMBER] * 4 + [HIDDEN], [False] * 4 + [True])
    assert covered(group.masks()[4], CORNER) > 0.8


def test_what_stood_out_in_a_stranger_stays_out_of_its_mask() -> None:
    group = Group([MEMBER] * 4 + [HIDDEN], [False] * 4 + [True])
    assert covered(group.masks()[4], (8, 8, 56, 56)) == 0


def test_what_a_member_had_leaves_if_it_looks_otherwise() -> None:
    group = Group([MEMBER] * 4 + [HIDDEN], [False] * 5)
    mask = group.masks()[4]
    assert covered(mask, CORNER) > 0.8
    assert covered(mask, (8, 8, 56, 56)) == 0


@pytest.mark.parametrize(("colour", "leaves"), [(RED, False), (BLUE, True)])
def test_the_rest_of_a_mask_is_company_if_it_looks_otherwise(
    colour: tuple[int, int, int], leaves: bool
) -> None:
    image = photograph(((0, 0, 64, 128), colour), ((64, 0, 128, 128), RED))
    group = Group([MEMBER] * 4 + [image], [False] * 5)
    everything = np.ones((64, 64), np.float32)
    right_half = Window((128, 128), (64, 0, 128, 128))
    one = group.code.for_images([4], torch.device("cpu"))
    code = group.known.codes[4]
    assert is_company(group.placed, code, right_half, everything, everything, one) == leaves


def test_the_window_is_laid_around_what_was_found() -> None:
    group = Group([MEMBER] * 4 + [HIDDEN], [False] * 4 + [True])
    window = group.sought().found[4].window
    left, top, right, bottom = (SIZE * edge / window.grid_hw[0] for edge in window.box_xyxy)
    middle = (CORNER[0] + CORNER[2]) / 2, (CORNER[1] + CORNER[3]) / 2
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx(middle, abs=4)


def test_a_true_stranger_stays_empty() -> None:
    group = Group([MEMBER] * 4 + [STRANGER], [False] * 4 + [True])
    assert not group.masks()[4].any()
    assert 0 < group.looks <= LOOKS


def test_images_that_show_the_shared_thing_are_not_looked_at_again() -> None:
    group = Group([MEMBER] * 5, [False] * 5)
    assert group.sought() == Sought()
    assert not group.looks


@pytest.mark.parametrize(
    ("image", "holds_nothing"),
    [
        pytest.param(MEMBER, False, id="akin as a whole"),
        pytest.param(HIDDEN, False, id="akin in a part"),
        pytest.param(BLUE_ALL_OVER, True, id="akin nowhere"),
    ],
)
def test_a_member_that_is_akin_nowhere_is_a_stranger(
    image: NDArray[np.uint8], holds_nothing: bool
) -> None:
    group = Group([MEMBER] * 4 + [image], [False] * 5)
    assert (4 in group.sought().strangers) == holds_nothing


@pytest.mark.parametrize(
    ("others", "holds_nothing"),
    [
        pytest.param([MEMBER] * 4, True, id="all alike"),
        pytest.param([MEMBER] * 3 + [striped(7)], False, id="varied"),
    ],
)
def test_an_odd_one_among_members_that_vary_as_much_stays(
    monkeypatch: pytest.MonkeyPatch, others: list[NDArray[np.uint8]], holds_nothing: bool
) -> None:
    monkeypatch.setattr(elsewhere, "LEAST_IN_PART", 1.1)  # no part keeps its image
    group = Group([*others, striped(4)], [False] * 5)
    assert group.sought().strangers == ({4} if holds_nothing else set())


def test_strangers_do_not_speak_for_each_other() -> None:
    group = Group([MEMBER] * 5 + [BLUE_ALL_OVER] * 2, [False] * 7)
    assert group.sought().strangers == {5, 6}


def test_where_members_are_hardly_akin_only_those_apart_are_searched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(elsewhere, "MOST_KINSHIP", 1.1)
    group = Group([MEMBER] * 4 + [HIDDEN, BLUE_ALL_OVER], [False] * 4 + [True, False])
    assert group.sought() == Sought(strangers=frozenset({5}))


def test_of_three_members_none_stands_apart() -> None:
    group = Group([MEMBER] * 2 + [BLUE_ALL_OVER], [False] * 3)
    assert not group.sought().strangers


def test_one_that_is_a_stranger_already_is_not_told_of_again() -> None:
    group = Group([MEMBER] * 4 + [BLUE_ALL_OVER], [False] * 4 + [True])
    assert not group.sought().strangers


def test_the_group_seen_last_is_not_searched_again_for_the_same_members() -> None:
    group = Group([MEMBER] * 4 + [HIDDEN], [False] * 5)
    first, looks = group.sought(), group.looks
    assert group.sought() is first
    assert group.looks == looks
    group.code.members = torch.arange(4)
    assert group.sought() is not first


@pytest.mark.parametrize(
    ("images", "strangers"),
    [
        pytest.param([MEMBER, MEMBER, HIDDEN], [False, False, True], id="two members"),
        pytest.param(
            [MEMBER, STRANGER, photograph((CORNER, BLUE)), HIDDEN],
            [False, False, False, True],
            id="members that have nothing in common",
        ),
    ],
)
def test_where_nothing_is_surely_shared_nothing_is_looked_for(
    images: list[NDArray[np.uint8]], strangers: list[bool]
) -> None:
    group = Group(images, strangers)
    assert group.sought() == Sought()
    assert not group.looks


def test_where_kinship_is_not_judged_nothing_is_looked_for() -> None:
    group = Group([MEMBER] * 4 + [HIDDEN], [False] * 5)
    group.network.config = replace(group.network.config, least_kinship=0.0)
    assert group.sought() == Sought()


def test_no_mask_leaves_for_something_of_which_nothing_is_left() -> None:
    group = Group([MEMBER] * 4 + [BLUE_ALL_OVER], [False] * 5)
    everything = np.ones((64, 64), np.float32)
    corner = Window((128, 128), (64, 64, 128, 128))
    one = group.code.for_images([4], torch.device("cpu"))
    code = group.known.codes[4]
    assert not is_company(group.placed, code, corner, everything, -everything, one)


def test_a_lesson_knows_better_what_the_group_is_about() -> None:
    group = Group([MEMBER] * 4 + [HIDDEN], [False] * 4 + [True])
    group.code.openness = 1.0
    assert group.sought() == Sought()


def test_what_is_found_does_not_depend_on_the_order() -> None:
    forth = Group([MEMBER] * 4 + [HIDDEN], [False] * 4 + [True]).masks()[4]
    back = Group([HIDDEN] + [MEMBER] * 4, [True] + [False] * 4).masks()[0]
    assert np.array_equal(forth, back)
