"""Corrected images repair their group: closed forms on features that are there already.

No training. Every cell x has the network's own logit z and a unit descriptor. The corrected logit
is z + x . w + b p(x), with two things learnt from the cells of the examples:

- w = argmin sum_c d_c (x_c . w - r_c)^2 + reach |w|^2, where r_c is what z lacks there. It is
  (L + lambda D) s = lambda y with L the inverse of the affinity X X^T and s measured from z. By
  Woodbury's identity the system over all cells shrinks to one of as many rows as the descriptor is
  long, for any number of images. `reach` is each image's own: the more an image is like the
  examples (its background too), the further they are believed.
- p, how much nearer a cell is to prototypes of the object than to those of the ground (k-means);
  b grows with what the network got wrong in the examples.

Where the network is right about the examples nothing moves. Where it is sure of an image that is
unlike them, nothing moves either. What the edges of the masks are to be like is learnt afterwards
(outlines.py). docs/decisions/propagation.md has the forms that were tried beside it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from cosegui.model.closer_look import enlarged
from cosegui.model.descriptors import LEVELS, MEANING_LEVELS, GroupCells, Level, onto
from cosegui.model.examples import TINY, CertainCells, ShrunkExample
from cosegui.model.outlines import Outlines

REACH_POWERS = (-3.0, -2.0, -1.0, 0.0)
"""Decimal powers of the penalty for which the system is solved; in between it is interpolated."""
UNLIKE, UNLIKE_POWER, POWER_PER_LIKENESS = 0.3, 0.0, -10.0
"""An image of a likeness of 0.3 has a penalty of 1; one of 0.5, as among frames of one place, a
hundredth of it."""
ALIKE = (0.5, 0.7)
IN_DOUBT = (0.05, 0.25)
"""From the first value to the second the examples gain their full say: of an image's likeness to
them, or of the network's doubt about its own mask (1 - the J that it expects). Where it is sure of
an image that is unlike the examples, it is more often right than they are."""
LIKE_ITSELF = 1.0
LIMIT_LOGIT = 2.5
"""The network's logits count no higher: one that is sure and wrong must be movable. A confirmed
cell of that logit, a probability of 0.92, is right."""
SURE_PER_ERROR, MOST_SURE = 8.0, 4.5
"""The logit that confirmed cells are to have: the limit, and more the more the network is wrong
about the examples, until a quarter of their union is wrong. One that it misses altogether may be
like no other image."""
UNTOUCHED_WEIGHT = 0.05
"""Cells that nobody confirmed hold their place with this weight: they were seen and left alone."""
HELD_WEIGHT = 0.6
"""The same where only object or only ground counts: what was left alone may be the other side."""
LEAST_SIDE = 0.5
"""Cells of a side; an example with fewer shows the other side only."""
OFFSET = 1.0
"""Length of the constant beside the unit descriptors: a shift of the whole group costs as much."""
PROTOTYPES = 5
PROTOTYPE_STEPS = 6
PROTOTYPE_LIMIT = 2.0
"""Prototypes speak no louder than twice what they say of an average cell of the examples."""
ERROR_GAIN = 2.0
"""Prototypes have their full weight, one logit, where half of an example's union is wrong."""
MOST_LIKENESS_CELLS = 1600


@dataclass(frozen=True)
class _Lesson:
    """One example: its cells on the grid, flat.

    Attributes:
        rows: (M, C + 1) for the ridge.
        meaning: (M, C') unit descriptors of the levels that tell things apart.
        cells: what is certain.
        logit: (h, w) the network's, limited.
    """

    rows: Tensor
    meaning: Tensor
    cells: CertainCells
    logit: Tensor


class Correction:
    """What the examples of a group teach; applies to each of its images alone."""

    def __init__(self, objects: _Objects, outlines: Outlines) -> None:
        self._objects = objects
        self._outlines = outlines

    @classmethod
    def learn(
        cls,
        cells: GroupCells,
        logits: Mapping[int, NDArray[np.float32]],
        examples: Sequence[ShrunkExample],
    ) -> Correction:
        """Solve for the correction.

        Args:
            cells: of the whole group.
            logits: (h, w) float32, the network's maps at their own resolution, by index; needed
                for the examples at least.
            examples: at least one, each of an image of the group, on its fine grid.
        """
        # Sums must not depend on the order in which a person corrected.
        examples = sorted(examples, key=lambda example: example.index)
        objects = _Objects.learn(cells, logits, examples)
        own = [example.index for example in examples]
        corrected = {at: objects.apply(at, logits[at], LIKE_ITSELF, believed=1.0) for at in own}
        return cls(objects, Outlines.learn(cells, examples, logits, corrected))

    def alike(self, index: int) -> float:
        """How far an image of the group counts as like the examples, in [0, 1]."""
        return float(np.interp(self._objects.likenesses[index], ALIKE, (0, 1)))

    def apply(self, index: int, logit_hw: NDArray[np.float32], doubt: float) -> NDArray[np.float32]:
        """Correct the network's map of one image of the group.

        Args:
            logit_hw: (h, w) float32, the network's, at its own resolution.
            doubt: 1 - the J that the network expects of its own mask (`expected_iou`); in [0, 1].
        Returns: (h, w) float32, the corrected logit.
        """
        found, alike = self._objects.likenesses[index], self.alike(index)
        believed = max(alike, float(np.interp(doubt, IN_DOUBT, (0, 1))))
        corrected = self._objects.apply(index, logit_hw, found, believed=believed)
        return self._outlines.apply(index, corrected, alike)


class _Objects:
    """Which cells are of the object, by what the examples teach.

    `likenesses`: how well each image finds its like in the examples, by index, in [-1, 1].
    """

    def __init__(self, cells: GroupCells, lessons: Sequence[_Lesson]) -> None:
        self._cells = cells
        error = _error(lessons)
        sure = min(LIMIT_LOGIT + SURE_PER_ERROR * error, MOST_SURE)
        rows = torch.cat([lesson.rows for lesson in lessons])
        asked = [_asked(lesson.cells, lesson.logit, sure) for lesson in lessons]
        lacks, weights = (torch.cat(parts) for parts in zip(*asked, strict=True))
        self._system = _Ridge(rows, lacks, weights, len(lessons))
        seen = torch.cat([lesson.meaning for lesson in lessons])
        self.likenesses = cells.likenesses(
            seen[:: max(1, math.ceil(len(seen) / MOST_LIKENESS_CELLS))]
        )
        self._prototypes = _Prototypes.learn(lessons, error)

    @classmethod
    def learn(
        cls,
        cells: GroupCells,
        logits: Mapping[int, NDArray[np.float32]],
        examples: Sequence[ShrunkExample],
    ) -> _Objects:
        """See `Correction.learn`."""
        lessons = []
        for example in examples:
            here = cells.of(example.index)
            meaning = here.meaning
            _, h, w = meaning.shape
            lessons.append(
                _Lesson(
                    _ridge_rows(here.levels, (h, w)),
                    meaning.flatten(1).T,
                    example.told((h, w)),
                    _cell_logits(logits[example.index], (h, w)),
                )
            )
        return cls(cells, lessons)

    def apply(
        self, index: int, logit_hw: NDArray[np.float32], found: float, *, believed: float
    ) -> NDArray[np.float32]:
        """The corrected logit (h, w) of an image of this likeness, if the examples are believed."""
        if believed == 0:
            return logit_hw
        cells = self._cells.of(index)
        power = UNLIKE_POWER + POWER_PER_LIKENESS * (found - UNLIKE)
        weights = self._system.weights(power)
        limited = np.clip(logit_hw, -LIMIT_LOGIT, LIMIT_LOGIT)
        corrected = limited + np.float32(OFFSET * float(weights[-1]))
        size_hw = corrected.shape[0], corrected.shape[1]
        lengths = [len(cells.levels[at].centre) for at in LEVELS]
        weights = weights[:-1] / len(LEVELS) ** 0.5
        asked = dict(zip(LEVELS, weights[None].split(lengths, dim=1), strict=True))
        if self._prototypes is not None:  # asked together: what a level is asked costs its reading
            for at, some in cells.by_level(self._prototypes.both).items():
                asked[at] = torch.cat([asked[at], some])
        told = {at: cells.levels[at].times(vectors) for at, vectors in asked.items()}
        for at in LEVELS:
            corrected += enlarged(told[at][0].numpy(), size_hw)
        if self._prototypes is not None:
            cosines = cells.joined({at: told[at][1:] for at in MEANING_LEVELS})
            corrected += enlarged(self._prototypes.say(cosines), size_hw)
        # What the limit took comes back where the examples agree: the network stays as sure there.
        agreed = np.clip(corrected * np.sign(logit_hw) / LIMIT_LOGIT, 0, 1)
        corrected += agreed * (logit_hw - limited)
        if believed < 1:
            corrected = logit_hw + np.float32(believed) * (corrected - logit_hw)
        return np.asarray(corrected, np.float32)


class _Ridge:
    """One system, solved for the penalties that are asked for."""

    def __init__(self, rows: Tensor, lacks: Tensor, weights: Tensor, examples: int) -> None:
        weights = weights / weights.sum().clamp_min(TINY)
        weighted = rows * weights[:, None]
        self._covariance = (rows.T @ weighted).double()  # (C + 1, C + 1)
        self._pull = (weighted.T @ lacks).double()
        self._examples = examples
        self._system = torch.empty_like(self._covariance)
        self._solved: dict[int, Tensor] = {}

    def weights(self, power: float) -> Tensor:
        """(C + 1,) float32, for a penalty of 10 to this power over the number of examples."""
        powers = REACH_POWERS
        power = min(max(power, powers[0]), powers[-1])
        above = next(i for i, known in enumerate(powers) if power <= known)
        if above == 0:
            return self._at(0)
        share = (powers[above] - power) / (powers[above] - powers[above - 1])
        return share * self._at(above - 1) + (1 - share) * self._at(above)

    def _at(self, which: int) -> Tensor:
        if which not in self._solved:
            penalty = 10 ** REACH_POWERS[which] / self._examples
            self._system.copy_(self._covariance).diagonal().add_(penalty)
            factor = torch.linalg.cholesky(self._system, out=self._system)
            solved = torch.cholesky_solve(self._pull[:, None], factor)[:, 0]
            self._solved[which] = solved.float()
        return self._solved[which]


@dataclass(frozen=True)
class _Prototypes:
    """What the object and its ground look like in the examples.

    `scale` and `shift` make an average cell of the examples' objects say +`weight`, one of their
    ground -`weight`.
    """

    inside: Tensor  # (k, C')
    outside: Tensor
    scale: float
    shift: float
    weight: float

    @classmethod
    def learn(cls, lessons: Sequence[_Lesson], error: float) -> _Prototypes | None:
        """None where the examples show one side only, or the network is right about them."""
        cells = torch.cat([lesson.meaning for lesson in lessons])
        certain = torch.cat([lesson.cells.certain_hw.flatten() for lesson in lessons]) > 0.5
        is_object = torch.cat([lesson.cells.share_hw.flatten() for lesson in lessons]) > 0.5
        inside, outside = cells[certain & is_object], cells[certain & ~is_object]
        weight = min(1.0, ERROR_GAIN * error)
        if not len(inside) or not len(outside) or weight <= TINY:
            return None
        first, second = _kmeans(inside, PROTOTYPES), _kmeans(outside, PROTOTYPES)
        high = float(_margin(inside, first, second).mean())
        low = float(_margin(outside, first, second).mean())
        return cls(first, second, 2 / max(high - low, 1e-3), (high + low) / 2, weight)

    @cached_property
    def both(self) -> Tensor:
        """(k + k', C'), those of the object and those of the ground."""
        return torch.cat([self.inside, self.outside])

    def say(self, found: Tensor) -> NDArray[np.float32]:
        """(h, w) logits of an image's cells, by their cosines (k + k', h, w) with `both`."""
        count = len(self.inside)
        margin = found[:count].amax(dim=0) - found[count:].amax(dim=0)
        spoken = (self.scale * (margin - self.shift)).clamp(-PROTOTYPE_LIMIT, PROTOTYPE_LIMIT)
        return np.asarray((self.weight * spoken).numpy(), np.float32)


def _error(lessons: Sequence[_Lesson]) -> float:
    """1 - J of the network on the certain cells, by expectation; in [0, 1].

    What a confirmed cell need not change counts as right.
    """
    both = either = 0.0
    for lesson in lessons:
        certain, share = lesson.cells.certain_hw, lesson.cells.share_hw
        is_right = lesson.cells.is_met(lesson.logit, LIMIT_LOGIT)
        chance = torch.where(is_right, share, torch.sigmoid(lesson.logit))
        both += float((certain * torch.minimum(chance, share)).sum())
        either += float((certain * torch.maximum(chance, share)).sum())
    return 1 - both / either if either > TINY else 0.0


def _margin(cells: Tensor, inside: Tensor, outside: Tensor) -> Tensor:
    """Best cosine of rows (M, C') with the object's prototypes less that with the ground's."""
    return (cells @ inside.T).amax(dim=1) - (cells @ outside.T).amax(dim=1)


def _kmeans(cells: Tensor, count: int) -> Tensor:
    """(k, C') unit centres of unit rows, k <= count; started at the mean, then farthest first."""
    centres = [F.normalize(cells.mean(dim=0), dim=0)]
    nearest = cells @ centres[0]
    for _ in range(min(count, len(cells)) - 1):
        centres.append(cells[nearest.argmin()])
        nearest = torch.maximum(nearest, cells @ centres[-1])
    means = torch.stack(centres)
    for _ in range(PROTOTYPE_STEPS):
        sums = torch.zeros_like(means).index_add_(0, (cells @ means.T).argmax(dim=1), cells)
        is_empty = sums.norm(dim=1, keepdim=True) < TINY
        means = torch.where(is_empty, means, F.normalize(sums, dim=1))
    return means


def _ridge_rows(levels: Mapping[int, Level], size_hw: tuple[int, int]) -> Tensor:
    """(h w, C + 1): all levels, of about unit length together, and the constant.

    Linear in each level's own cells, so that what is learnt here applies on every level's grid.
    """
    parts = [onto(levels[at].cells, size_hw) for at in LEVELS]
    flat = torch.cat(parts).flatten(1).T / len(LEVELS) ** 0.5
    return torch.cat([flat, flat.new_full((len(flat), 1), OFFSET)], dim=1)


def _asked(cells: CertainCells, logit: Tensor, sure: float) -> tuple[Tensor, Tensor]:
    """What the network's logit lacks in each cell, (h w,), and how much each cell counts, (h w,).

    A cell is asked for two things: what is certain of it, and to stay as it is for the rest.
    Weights sum to about 1: half for the object, half for what is not, however large.
    """
    lacks = torch.where(cells.is_met(logit, sure), 0.0, sure * cells.wish_hw - logit)
    inside = cells.certain_hw * (cells.share_hw > 0.5)
    outside = cells.certain_hw * (cells.share_hw <= 0.5)
    rest = (1 - cells.certain_hw) / cells.certain_hw.numel()
    if min(float(inside.sum()), float(outside.sum())) < LEAST_SIDE:
        certain = cells.certain_hw / cells.certain_hw.sum().clamp_min(1)
        told, held = (1 - HELD_WEIGHT) * certain, HELD_WEIGHT * rest
    else:
        certain = inside / inside.sum().clamp_min(1) + outside / outside.sum().clamp_min(1)
        told, held = certain / 2, UNTOUCHED_WEIGHT * rest
    weights = told + held
    return (lacks * told / weights.clamp_min(TINY)).flatten(), weights.flatten()


def _cell_logits(logit_hw: NDArray[np.float32], size_hw: tuple[int, int]) -> Tensor:
    """(h, w) float32, limited."""
    whole = torch.from_numpy(np.ascontiguousarray(logit_hw))[None, None]
    return F.adaptive_avg_pool2d(whole, size_hw)[0, 0].clamp(-LIMIT_LOGIT, LIMIT_LOGIT)
