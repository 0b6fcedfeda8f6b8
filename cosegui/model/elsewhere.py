"""What a group shares is looked for where it does not stand out.

A bottle beside its drinker, a chair behind a table: the object map of the photograph marks the
other thing, which is nothing to the group. A part of the photograph in which the shared object
stands out shows it to the network; which parts to look at, how the members' objects look tells
beforehand. An image that stands apart, and no part of which is akin, holds nothing of it. Ours;
docs/decisions/elsewhere.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from cosegui.imaging.foreign import DAMPED_LOGIT
from cosegui.model.beside import LEAST_LEAD as LEAST_LEAD_IN_LOOKS
from cosegui.model.beside import lead_in_looks
from cosegui.model.closer_look import FINENESS, Window, averaged, enlarged
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
# Some members stand apart if each is less akin to the rest than this share of what the least akin
# of the rest is to the others there.
APART_SHARE = 0.4
MOST_APART = 1 / 3  # of the members
LEAST_IN_PART = 0.2  # they are strangers where no window is as akin


@dataclass(frozen=True)
class Found:
    """A window in which an image holds what its group shares.

    Attributes:
        near: the code of what the window shows.
        kinship: how akin that is to the members.
    """

    window: Window
    near: ImageCode
    kinship: float


@dataclass(frozen=True)
class Sought:
    """What looking through windows at some images of a group has told.

    Attributes:
        found: by the image's index.
        strangers: those of its members that stand apart as a whole, and of which no part is akin
            enough to the others.
    """

    found: Mapping[int, Found] = field(default_factory=dict)
    strangers: frozenset[int] = frozenset()


class Seeker:
    """Looks through windows at images that seem to hold nothing of what the others hold."""

    def __init__(self, placed: Placement, describer: Describer) -> None:
        self._placed = placed
        self._describer = describer

    def seek(self, run: Run, shelf: PhotographShelf, known: KnownGroup, group: GroupCode) -> Sought:
        """What the group shares, in images that seem to hold nothing of it.

        Nothing is sought where kinship is not judged, where too few images are akin, and where a
        lesson has its say: a person has taught what the group is about. Where they are hardly
        akin, only those that stand apart are searched.
        """
        network = self._placed.network
        if not isinstance(network, SSNM) or network.look is None or group.openness:
            return Sought()
        least = KINSHIP_SHARE * network.config.least_kinship
        if not least:
            return Sought()
        assert group.members is not None
        members = group.members.tolist()
        if len(members) < LEAST_GROUP:
            return Sought()
        if known.sought is None or known.sought[0] != members:
            known.sought = members, self._seek(run, shelf, known, members, network.look, least)
        return known.sought[1]

    def _seek(
        self,
        run: Run,
        shelf: PhotographShelf,
        known: KnownGroup,
        members: Sequence[int],
        look: Appearance,
        least: float,
    ) -> Sought:
        """`members`: their rows; `least`: how akin what is found must be at least."""
        others = _Others(known, members)
        kin = others.kin()
        are_alike = np.median([kin[index] for index in others.members]) >= MOST_KINSHIP
        apart = others.apart()
        sought = [i for i in known.codes if i in apart or (are_alike and kin[i] < MOST_KINSHIP)]
        found: dict[int, Found] = {}
        strangers: set[int] = set()
        # A few at a time: nobody needs what the windows of others show.
        for start in range(0, len(sought), self._placed.chunk_images):
            chunk = sought[start : start + self._placed.chunk_images]
            bounds = {index: max(least, kin[index] + LEAST_LEAD) for index in chunk}
            promising = {
                index: _promising(look, known.codes[index], others.looks(index)) for index in chunk
            }
            for index, best in self._look(run, shelf, known, others, bounds, promising).items():
                if best.kinship > bounds[index]:
                    found[index] = best
                elif index in apart and best.kinship < LEAST_IN_PART:
                    strangers.add(index)
        return Sought(found, frozenset(strangers))

    def _look(
        self,
        run: Run,
        shelf: PhotographShelf,
        known: KnownGroup,
        others: _Others,
        bounds: Mapping[int, float],
        promising: Mapping[int, Sequence[Window]],
    ) -> dict[int, Found]:
        """What is most akin to the others in the windows of some images, by the image's index.

        Args:
            bounds: what is more akin than that is centred.
        """
        best: dict[int, Found] = {}

        def look_through(windows: dict[int, Window]) -> None:
            near = self._describer.describe_windows(run, shelf, windows)
            for index, akin in others.kin_within(near).items():
                if index not in best or akin > best[index].kinship:
                    best[index] = Found(windows[index], near[index], akin)

        for place in range(LOOKS):
            look_through({i: those[place] for i, those in promising.items() if place < len(those)})
        look_through(
            _centred(known.codes, {i: f for i, f in best.items() if f.kinship > bounds[i]})
        )
        return best


def is_company(
    placed: Placement,
    code: ImageCode,
    window: Window,
    own_hw: NDArray[np.float32],
    found_hw: NDArray[np.float32],
    group: GroupCode,
) -> bool:
    """Whether an image's mask beside what was found looks less like the others' objects.

    Args:
        own_hw: (h, w) logits of the photograph.
        found_hw: (h', w') those of the window; where nothing is left of it, no mask leaves.
        group: its code for this image.
    """
    network = placed.network
    assert isinstance(network, SSNM)
    assert network.look is not None  # or nothing would have been found
    found = window.spread((found_hw > 0).astype(np.float32))
    if not found.any():
        return False
    rest = (enlarged(own_hw, window.grid_hw) > 0) * (1 - found)
    coarsest = code.maps[-1].float()[None].to(placed.device)  # (1, C, h, w)
    size_hw = coarsest.shape[2], coarsest.shape[3]
    parts = [averaged(part.astype(np.float32), size_hw) for part in (rest, found)]
    views = torch.from_numpy(np.sqrt(np.stack(parts)))[None].to(coarsest)  # squared there
    return bool(lead_in_looks(network.look, coarsest, views, group) >= LEAST_LEAD_IN_LOOKS)


class _Others:
    """The members of a group, for each of its images without itself.

    Attributes:
        members: their indices.
    """

    def __init__(self, known: KnownGroup, rows: Sequence[int]) -> None:
        self._indices = list(known.codes)
        self._rows = rows
        self.members = [self._indices[row] for row in rows]
        self._alike = alike_in(known.described)[:, rows]  # (N, M)
        self._described = known.described.part(rows)

    def kin(self) -> dict[int, float]:
        """How akin each image is to the members nearest to it, by its index."""
        return self._nearest(self._alike, self._indices)

    def kin_within(self, near: Mapping[int, ImageCode]) -> dict[int, float]:
        """The same of what windows show."""
        if not near:
            return {}
        described = ImageCode.descriptions(list(near.values()), torch.device("cpu"))
        # Where photographs were taken says nothing of what a part of one shows.
        seen = replace(described, centre=None)
        alike = alike_in(seen, self._described)[: len(near), len(near) :]
        return self._nearest(alike, list(near))

    def _nearest(self, alike: Tensor, indices: Sequence[int]) -> dict[int, float]:
        """`alike`: (n, M), a row for each of the indices."""
        is_itself = torch.tensor([[index == other for other in self.members] for index in indices])
        nearest: list[float] = nearest_of(alike.masked_fill(is_itself, torch.nan)).tolist()
        return dict(zip(indices, nearest, strict=True))

    def apart(self) -> set[int]:
        """The members that are much less akin to the rest than any of the rest is.

        An odd member among others as odd is none of them. As many as agree leave together, so that
        strangers do not speak for each other.
        """
        alike = self._alike[self._rows].fill_diagonal_(0)  # (M, M)
        sums, count = alike.sum(dim=1), len(alike)
        order = sums.argsort(stable=True)
        leaving = 0
        for gone in range(1, min(int(MOST_APART * count), count - LEAST_GROUP) + 1):
            sums = sums - alike[:, order[gone - 1]]  # over those that stay
            going, staying = sums[order[:gone]], sums[order[gone:]] / (count - gone - 1)
            if going.max() / (count - gone) < APART_SHARE * staying.min():
                leaving = gone
        return {self.members[row] for row in order[:leaving].tolist()}

    def looks(self, index: int) -> Tensor:
        """(M, V, C), how the objects of the members look, but for the image itself."""
        looks = self._described.looks
        assert looks is not None
        return looks[[member != index for member in self.members]]


def _promising(look: Appearance, code: ImageCode, looks: Tensor) -> list[Window]:
    """The windows whose content as a whole looks most like the members' objects."""
    coarsest = code.maps[-1].float()[None]  # (1, C, h, w)
    windows, covers = _windows(
        (coarsest.shape[2], coarsest.shape[3]), code.described.object_map().shape
    )
    seen = look(coarsest.to(look.mean.device), covers.to(look.mean.device))[0].cpu()  # (W, C)
    alike = torch.einsum("wc,mvc->wmv", seen, looks).amax(dim=2)
    chosen: list[Window] = []
    for place in nearest_of(alike).argsort(descending=True).tolist():
        if all(_overlap(windows[place], other) < MOST_OVERLAP for other in chosen):
            chosen.append(windows[place])
        if len(chosen) == LOOKS:
            break
    return chosen


def _centred(codes: Mapping[int, ImageCode], found: Mapping[int, Found]) -> dict[int, Window]:
    """Windows around what was found: those that it was found in may cut it."""
    windows = {}
    for index, each in found.items():
        map_hw = each.near.described.object_map().shape
        nothing = np.full(map_hw, DAMPED_LOGIT, np.float32)
        far_hw = averaged(each.window.joined(nothing, each.near.object_map_hw), map_hw)
        window = Window.around(far_hw, codes[index].size_hw)
        if window is not None:
            windows[index] = window
    return windows


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
