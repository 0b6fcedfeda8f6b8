"""What a group shares is looked for where it does not stand out.

A bottle beside its drinker, a chair behind a table: the object map of the photograph marks the
other thing, which is nothing to the group. A part of the photograph in which the shared object
stands out shows it to the network; which parts to look at, how the members' objects look tells
beforehand. Ours; docs/decisions/elsewhere.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

import numpy as np
import torch
from torch import Tensor

from cosegui.model.closer_look import FINENESS, Window, averaged
from cosegui.model.describer import Describer
from cosegui.model.description import GroupCode
from cosegui.model.kinship import LEAST_GROUP, Appearance, alike_in, nearest_of
from cosegui.model.known_group import KnownGroup
from cosegui.model.network import SSNM
from cosegui.model.placement import Placement
from cosegui.model.reading import ImageCode, PhotographShelf
from cosegui.model.run import Run

# Windows: their sides as shares of the photograph's, and how many stand side by side along each.
SIZES = ((0.7, 3), (0.5, 5), (0.35, 7))
LOOKS = 3  # at the windows that promise most
MOST_OVERLAP = 0.5  # of two that are looked at, intersection over union
# An image that is more akin than that to the others shows their object already.
MOST_KINSHIP = 0.3
KINSHIP_SHARE = 2.0  # what a window shows must be akin by so many times a group's bound
LEAST_LEAD = 0.1  # by so much a window must be more akin than the photograph as a whole


@dataclass(frozen=True)
class Found:
    """What a window shows of an image's group, with the code of the window."""

    window: Window
    near: ImageCode


class Seeker:
    """Looks through windows at images that seem to hold nothing of what most others hold."""

    def __init__(self, placed: Placement, describer: Describer) -> None:
        self._placed = placed
        self._describer = describer

    def seek(
        self, run: Run, shelf: PhotographShelf, known: KnownGroup, group: GroupCode
    ) -> dict[int, Found]:
        """What was found, by the image's index.

        Empty where kinship is not judged, where most images share nothing, and where a lesson has
        its say: a person has taught what the group is about.
        """
        network = self._placed.network
        if not isinstance(network, SSNM) or network.look is None or group.openness:
            return {}
        assert group.members is not None
        members = group.members.tolist()
        if len(members) < LEAST_GROUP:
            return {}
        kin = _kin(known, members)
        if float(kin[members].median()) < MOST_KINSHIP:
            return {}
        rows = {index: row for row, index in enumerate(known.codes)}
        sought = [index for index, row in rows.items() if kin[row] < MOST_KINSHIP]
        others = {index: [m for m in members if m != rows[index]] for index in sought}
        promising = {
            index: _promising(network.look, known, index, others[index]) for index in sought
        }
        least = KINSHIP_SHARE * network.config.least_kinship
        best: dict[int, tuple[float, Found]] = {}
        for place in range(LOOKS):
            windows = {i: found[place] for i, found in promising.items() if place < len(found)}
            for index, near in self._describer.describe_windows(run, shelf, windows).items():
                akin = _akin(known, near, others[index])
                if index not in best or akin > best[index][0]:
                    best[index] = akin, Found(windows[index], near)
        return {
            index: found
            for index, (akin, found) in best.items()
            if akin >= max(least, float(kin[rows[index]]) + LEAST_LEAD)
        }


def _kin(known: KnownGroup, members: Sequence[int]) -> Tensor:
    """(N,) how akin each image's objects are to those of the members nearest to it."""
    alike = alike_in(known.described)[:, members]
    itself = torch.arange(len(alike))[:, None] == torch.tensor(members)[None]
    return nearest_of(alike.masked_fill(itself, torch.nan))


def _akin(known: KnownGroup, near: ImageCode, others: Sequence[int]) -> float:
    """The same of what a window shows."""
    # Where photographs were taken says nothing of what a part of one shows.
    shown = replace(ImageCode.descriptions([near], torch.device("cpu")), centre=None)
    return float(nearest_of(alike_in(shown, known.described.part(others))[:1, 1:]))


def _promising(
    look: Appearance, known: KnownGroup, index: int, others: Sequence[int]
) -> list[Window]:
    """The windows whose content as a whole looks most like the members' objects."""
    code, looks = known.codes[index], known.described.looks
    assert looks is not None
    coarsest = code.maps[-1].float()[None]  # (1, C, h, w)
    windows, covers = _windows(
        (coarsest.shape[2], coarsest.shape[3]), code.described.object_map().shape
    )
    seen = look(coarsest.to(look.mean.device), covers.to(look.mean.device))[0].cpu()  # (W, C)
    alike = torch.einsum("wc,mvc->wmv", seen, looks[others]).amax(dim=2)
    chosen: list[Window] = []
    for place in nearest_of(alike).argsort(descending=True).tolist():
        if all(_overlap(windows[place], other) < MOST_OVERLAP for other in chosen):
            chosen.append(windows[place])
        if len(chosen) == LOOKS:
            break
    return chosen


@cache
def _windows(coarse_hw: tuple[int, int], map_hw: tuple[int, int]) -> tuple[list[Window], Tensor]:
    """All windows of a photograph, and the views (1, W, h, w) that pool what they show."""
    grid_hw = FINENESS * map_hw[0], FINENESS * map_hw[1]
    windows = []
    for side, count in SIZES:
        starts = np.linspace(0, 1 - side, count)
        for top, left in product(starts, starts):
            shares_xyxy = np.array([left, top, left + side, top + side])
            box = np.rint(shares_xyxy * (*grid_hw[::-1], *grid_hw[::-1])).astype(int)
            windows.append(Window(grid_hw, tuple(box.tolist())))
    whole = np.ones((2, 2), np.float32)
    covers = np.stack([averaged(window.spread(whole), coarse_hw) for window in windows])
    return windows, torch.from_numpy(covers).sqrt()[None]  # a view is squared where it pools


def _overlap(one: Window, other: Window) -> float:
    """Intersection over union."""
    boxes = np.array([one.box_xyxy, other.box_xyxy])
    shared = np.maximum(0, boxes[:, 2:].min(axis=0) - boxes[:, :2].max(axis=0)).prod()
    sizes = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    return float(shared / (sizes.sum() - shared))
