"""A group that is being corrected: what has not changed is not asked for again."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor

from cosegui.core.ports import Solver
from cosegui.model.config import NetworkConfig
from cosegui.model.description import Description, GroupCode
from cosegui.model.known_group import KnownGroup
from cosegui.model.network import SSNM
from cosegui.model.reading import ImageCode

CPU = torch.device("cpu")


class CountingNetwork(SSNM):
    """Keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(NetworkConfig())
        self.asked: list[tuple[Description, Solver | None]] = []

    def solve(self, described: Description, solver: Solver | None = None) -> GroupCode:
        self.asked.append((described, solver))
        return super().solve(described, solver)


def codes(count: int) -> dict[int, ImageCode]:
    chance = torch.Generator().manual_seed(2)
    found = {}
    for index in range(count):
        described = Description(
            torch.randn(1, 6, 4, 4, generator=chance),
            torch.randn(1, 32, generator=chance),
            object_logits=[torch.zeros(1, 1, 8, 8)],
        )
        maps = tuple(torch.randn(4, side, side, generator=chance) for side in (16, 8, 4, 2))
        found[index] = ImageCode(maps, described)
    return found


def solved(group: KnownGroup, network: SSNM, strangers: Tensor) -> GroupCode:
    with torch.inference_mode():
        return group.solve(network, CPU, Solver.CLOSED_FORM, strangers)


def test_a_group_is_solved_once_for_each_word_on_who_belongs_to_it() -> None:
    network, group = CountingNetwork().eval(), KnownGroup(codes(3))
    all_in, one_out = torch.tensor([[False] * 3, [False, True, False]])
    first = solved(group, network, all_in)
    second = solved(group, network, one_out)
    assert solved(group, network, all_in) is first
    assert solved(group, network, one_out.clone()) is second
    assert len(network.asked) == 2
    assert second.strangers is not None
    assert second.strangers.tolist() == [False, True, False]


def test_the_answer_is_the_networks_own() -> None:
    network, images = CountingNetwork().eval(), codes(4)
    strangers = torch.tensor([False, False, True, False])
    found = solved(KnownGroup(images), network, strangers)
    with torch.inference_mode():
        described = ImageCode.descriptions(list(images.values()), CPU)
        told = replace(described, object_logits=[], strangers=strangers)
        wanted = network.solve(told, Solver.CLOSED_FORM)
    assert torch.equal(found.prior, wanted.prior)
    assert torch.equal(found.gamma, wanted.gamma)


def test_the_field_is_built_once_and_follows_what_is_confirmed() -> None:
    group = KnownGroup(codes(3))
    assert group.field is group.field
    prior = torch.randn(3, 4, 4, generator=torch.Generator().manual_seed(1))
    certain = torch.zeros_like(prior)
    certain[1] = 1
    held = group.field.solve(prior, torch.ones_like(prior), certain)
    assert (held[1] - 1).abs().max() < 0.2
    assert torch.equal(group.field.solve(prior, held, torch.zeros_like(prior)), prior)


def test_what_windows_show_is_described_once_while_it_is_the_same() -> None:
    group, near = KnownGroup(codes(3)), codes(2)
    cells = group.cells_within(near)
    assert group.cells_within(dict(near)) is cells
    assert group.cells_within({0: near[0]}) is not cells
    assert group.cells_within(near | {1: codes(2)[1]}) is not cells
