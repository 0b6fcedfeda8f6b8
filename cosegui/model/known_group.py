"""The group that was seen last: who corrects it asks again and again for what has not changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from cosegui.core.ports import Solver
from cosegui.model.checkpoint import Network
from cosegui.model.constrained import ConstrainedField
from cosegui.model.description import Description, GroupCode
from cosegui.model.descriptors import GroupCells
from cosegui.model.reading import ImageCode

if TYPE_CHECKING:  # it looks through groups as these
    from cosegui.model.elsewhere import Sought


class KnownGroup:
    """What the codes of a group's images say together, each found once.

    Attributes:
        codes: of its images.
        cells: what propagation compares.
        sought: the rows of its members, and what was looked for elsewhere with these; kept there by
            the seeker.
    """

    def __init__(self, codes: Mapping[int, ImageCode]) -> None:
        self.codes = codes
        self.cells = GroupCells(codes)
        self._solved: dict[tuple[object, ...], GroupCode] = {}
        self.sought: tuple[list[int], Sought] | None = None
        self._near: tuple[dict[int, ImageCode], GroupCells] | None = None

    @cached_property
    def described(self) -> Description:
        """Of all images, on the CPU, without their object maps: the group asks for none."""
        bare = [
            replace(code, described=replace(code.described, object_logits=[]))
            for code in self.codes.values()
        ]
        return ImageCode.descriptions(bare, torch.device("cpu"))

    @cached_property
    def field(self) -> ConstrainedField:
        """The spatial modulator's system."""
        return ConstrainedField(self.described.fused)

    def cells_within(self, near: Mapping[int, ImageCode]) -> GroupCells:
        """The cells of parts of its photographs, kept while these are the same codes."""
        if self._near is not None:
            known, cells = self._near
            if known.keys() == near.keys() and all(known[i] is near[i] for i in near):
                return cells
        self._near = dict(near), GroupCells(near)
        return self._near[1]

    def described_on(self, device: torch.device) -> Description:
        """The same on a device."""
        return self.described.mapped(lambda x: x.to(device))

    def solve(
        self, network: Network, device: torch.device, solver: Solver | None, strangers: Tensor
    ) -> GroupCode:
        """`network.solve` where the strangers (N,) are known beforehand, as with examples.

        Otherwise nothing is kept: a lesson asks the same group again to hear what its network has
        learnt since.
        """
        name = solver, device, *strangers.tolist()
        if name not in self._solved:
            described = replace(self.described_on(device), strangers=strangers)
            self._solved[name] = network.solve(described, solver)
        return self._solved[name]
