"""Cells as unit vectors: what is read off the encoder's maps is what the vectors would give."""

from __future__ import annotations

import pytest
import torch

from cosegui.model.description import Description
from cosegui.model.descriptors import MEANING_LEVELS, GroupCells, likeness
from cosegui.model.reading import ImageCode

SIDES = (24, 12, 6, 3)
CHANNELS = (4, 6, 8, 10)


@pytest.fixture(scope="module")
def cells() -> GroupCells:
    chance = torch.Generator().manual_seed(6)
    codes = {}
    for index in (3, 0, 7):
        maps = [
            (torch.randn(channels, side, side, generator=chance) + 2).half()
            for channels, side in zip(CHANNELS, SIDES, strict=True)
        ]
        maps[1][:, 0, 0] = 0
        codes[index] = ImageCode(
            tuple(maps), Description(torch.zeros(1, 1, 1, 1), torch.zeros(1, 1))
        )
    return GroupCells(codes)


@pytest.mark.parametrize("level", range(4))
def test_cells_are_centred_on_the_group_and_of_unit_length(cells: GroupCells, level: int) -> None:
    shown = [cells.of(index).levels[level] for index in (0, 3, 7)]
    for one in shown:
        assert torch.allclose(one.cells.norm(dim=0), torch.ones(SIDES[level], SIDES[level]))
    centred = [one.raw.float() - one.centre[:, None, None] for one in shown]
    assert torch.stack(centred).mean(dim=(0, 2, 3)).abs().max() < 1e-5


@pytest.mark.parametrize("level", range(4))
def test_products_with_a_level_need_no_unit_vectors(cells: GroupCells, level: int) -> None:
    vectors = torch.randn(3, CHANNELS[level], generator=torch.Generator().manual_seed(level))
    one = cells.of(3).levels[level]
    wanted = torch.einsum("kc,chw->khw", vectors, one.cells)
    assert torch.allclose(one.times(vectors), wanted, atol=1e-5)


def test_products_with_the_meaning_need_no_unit_vectors(cells: GroupCells) -> None:
    length = sum(CHANNELS[level] for level in MEANING_LEVELS)
    vectors = torch.randn(5, length, generator=torch.Generator().manual_seed(9))
    here = cells.of(7)
    assert torch.allclose(here.meaning.norm(dim=0), torch.ones(6, 6))
    wanted = torch.einsum("kc,chw->khw", vectors, here.meaning)
    parts = here.by_level(vectors)
    found = here.joined({at: here.levels[at].times(part) for at, part in parts.items()})
    assert torch.allclose(found, wanted, atol=1e-5)


def test_likenesses_of_all_images_are_those_of_each(cells: GroupCells) -> None:
    seen = cells.of(0).meaning.flatten(1).T
    found = cells.likenesses(seen)
    assert set(found) == {0, 3, 7}
    for index, value in found.items():
        assert value == pytest.approx(float(likeness(cells.of(index).probes, seen)), abs=1e-6)
    assert found[0] == pytest.approx(1, abs=1e-5)
    assert max(found[3], found[7]) < 0.9


def test_an_image_is_described_once(cells: GroupCells) -> None:
    assert cells.of(3) is cells.of(3)
