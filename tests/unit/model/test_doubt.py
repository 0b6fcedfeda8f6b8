"""What a look at an image is worth, and why."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

from cosegui.core.ports import Doubt
from cosegui.model.description import Description
from cosegui.model.descriptors import GroupCells
from cosegui.model.doubt import expected_iou, judge_doubt
from cosegui.model.reading import ImageCode

FULL, HALF = np.ones((8, 8), np.float32), np.ones((8, 8), np.float32)
HALF[:, 4:] = 0


def code_of(kind: Tensor) -> ImageCode:
    """An image all of whose cells are of a kind (C,), with a little noise."""
    chance = torch.Generator().manual_seed(int(1000 * kind.abs().sum()))
    maps = [torch.zeros(1, 2, 2)]
    for side in (12, 6, 3):
        noise = 0.1 * torch.randn(len(kind), side, side, generator=chance)
        maps.append(kind[:, None, None] + noise)
    return ImageCode(tuple(maps), Description(torch.zeros(1, 1, 1, 1), torch.zeros(1, 1)))


@pytest.fixture
def codes() -> dict[int, ImageCode]:
    """Four images alike and one that is like none."""
    common, stranger = torch.randn(2, 16, generator=torch.Generator().manual_seed(1))
    near = [common + 0.05 * i for i in range(4)]
    return dict(enumerate(code_of(kind) for kind in (*near, stranger)))


def test_the_expected_j_is_that_of_the_mask_whose_threshold_is_inside() -> None:
    sure, at_threshold, faint = 1.0, 0.6, 0.2
    map_hw = np.array([[sure, at_threshold], [faint, 0.0]], np.float32)
    both = (sure + at_threshold) / (2 + faint)
    assert expected_iou(map_hw, 0.6) == pytest.approx(both, abs=1e-6)
    assert expected_iou(map_hw, 0.61) == pytest.approx(sure / (1 + at_threshold + faint), abs=1e-6)


def test_an_image_like_many_others_represents_them_better_than_a_stranger(
    codes: dict[int, ImageCode],
) -> None:
    found = GroupCells(codes).representativeness(list(codes))
    assert min(found[i] for i in range(4)) > found[4]
    assert all(0 <= value <= 1 for value in found.values())


def test_the_order_of_the_images_and_what_is_confirmed_are_kept_apart(
    codes: dict[int, ImageCode],
) -> None:
    there = GroupCells(codes).representativeness([0, 2, 4])
    back = GroupCells(dict(reversed(codes.items()))).representativeness([4, 2, 0])
    assert there == pytest.approx(back, abs=1e-5)
    assert GroupCells(codes).representativeness([3]) == {3: 1.0}


def test_doubt_counts_for_more_in_an_image_that_is_like_the_others() -> None:
    likenesses = {0: 0.8, 1: 0.4, 2: 0.4}
    typical, why = judge_doubt(0.5, 0, likenesses, FULL, None)
    odd, why_odd = judge_doubt(0.5, 1, likenesses, FULL, None)
    assert (why, why_odd) == (Doubt.TYPICAL, Doubt.UNSURE)
    assert typical == pytest.approx(4 * odd)
    assert judge_doubt(0.9, 0, likenesses, FULL, None)[0] < typical


def test_where_examples_speak_against_the_network_a_look_is_worth_more() -> None:
    likenesses = {0: 0.5, 1: 0.5, 2: 0.5}
    agreed, why = judge_doubt(0.5, 0, likenesses, FULL, FULL)
    apart, why_apart = judge_doubt(0.5, 0, likenesses, HALF, FULL)
    assert why is not Doubt.DISAGREEMENT
    assert why_apart is Doubt.DISAGREEMENT
    assert apart == pytest.approx(1.5 * agreed)


def test_two_empty_maps_agree() -> None:
    nothing = np.zeros((8, 8), np.float32)
    assert judge_doubt(0.5, 0, {0: 1.0}, nothing, nothing)[0] == 0.5
