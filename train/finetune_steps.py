"""The steps of a lesson: a head, its average, the optimiser, and all of it on disk."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from cosegui.core.lesson import LessonOptions
from cosegui.model.taught import LessonHead
from cosegui.storage.atomic import atomic_write

from .finetune_judge import mean_j
from .finetune_maps import LessonMaps
from .loop import Processes
from .losses import mask_loss

BATCH = 8
RATE = 2e-3
WEIGHT_DECAY = 1e-2
LEFT_OUT = 0.4  # of the channels of each level, in each step
WARMUP_STEPS = 6
LAST_RATE_SHARE = 0.02
AVERAGE_DECAY = 0.9
GRADIENT_NORM = 1.0
SAME_J = 45.0
"""Percent, of one held-out image; of n images it is less by the root of n. Where they, often two,
cannot tell two epochs apart the later is kept: it has learnt more, at a lower rate."""
UNSURE_WEIGHT = 0.05
"""What nobody confirmed was seen and left alone: there the head is held back a little."""
HEARS_ITSELF_AFTER = 1 / 6
"""Share of the epochs after which the head also learns from what its average draws in images that
nobody corrected, more and more for as long again."""
SURE = 0.8  # |2 p - 1| from which a cell is believed
FOUND_P, FOUND_CELLS = 0.8, 8
"""Where fewer cells are as likely as that nothing was found. Nothing is learnt from such an image:
the group shares the object, and a miss would be learnt as ground."""


@dataclass
class Progress:
    """Where a lesson stands; plain values, so that a checkpoint can hold them.

    `current` and `best`: J in percent by image id, of the parent and of the best epoch: the last
    that was better than the parent and, for all that can be told, as good as any before it; while
    there is none, that of the highest J.
    `highest`: mean J in percent of any epoch.
    `gained_epoch`: the last that was the best or lowered the loss on held-out images: where J is
    still zero, the loss tells that something is being learnt.
    """

    epoch: int = 0
    best_epoch: int = 0
    highest: float = 0.0
    gained_epoch: int = 0
    least_loss: float = math.inf
    current: dict[str, float] = field(default_factory=dict)
    best: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0

    def judge(self, j: float) -> bool:
        """Note the mean J of the epoch that has just ended; whether it is the best so far."""
        self.highest = max(self.highest, j)
        if j == self.highest:
            return True
        is_better = j > mean_j(self.current)
        return is_better and j >= self.highest - SAME_J / math.sqrt(len(self.current))


class Learner:
    """Trains one head on cached maps; the same steps in one process as in several."""

    def __init__(
        self,
        head: LessonHead,
        options: LessonOptions,
        device: torch.device,
        processes: Processes = Processes(),
    ) -> None:
        self.progress = Progress()
        self._head = deepcopy(head).to(device).requires_grad_(True)
        self._average = AveragedModel(self._head, multi_avg_fn=get_ema_multi_avg_fn(AVERAGE_DECAY))
        self._options = options
        self._device = device
        self._processes = processes
        self._optimizer = torch.optim.AdamW(
            self._head.parameters(), lr=RATE * options.rate, weight_decay=WEIGHT_DECAY
        )

    @property
    def averaged(self) -> LessonHead:
        """The moving average of the head: what is judged and kept."""
        return cast(LessonHead, self._average.module)

    @property
    def hears_itself(self) -> float:
        """What the head's own word on images that nobody corrected weighs in the next epoch."""
        first = self._options.epochs * HEARS_ITSELF_AFTER
        return min(1.0, max(0.0, (self.progress.epoch + 1 - first) / max(first, 1.0)))

    def train_epoch(
        self,
        maps: LessonMaps,
        unconfirmed: LessonMaps | None = None,
        *,
        between: Callable[[int, int], bool],
    ) -> float | None:
        """One pass over all views.

        Args:
            unconfirmed: views of images that nobody corrected.
            between: called before each step with (steps done, of); False breaks the epoch off.
        Returns: the mean loss of what was corrected; None when it was broken off.
        """
        number = self.progress.epoch
        batches = list(_batches(len(maps), seed=(self._options.seed, number)))
        if self.hears_itself == 0:
            unconfirmed = None
        self._head.train()
        total = 0.0
        for step, rows in enumerate(batches):
            if not between(step, len(batches)):
                return None
            share = self._rate_share(number * len(batches) + step, len(batches))
            for group in self._optimizer.param_groups:
                group["lr"] = RATE * self._options.rate * share
            total += self.step(maps, rows, unconfirmed, number=step)
        return total / len(batches)

    def step(
        self,
        maps: LessonMaps,
        rows: Sequence[int],
        unconfirmed: LessonMaps | None = None,
        *,
        number: int = 0,
    ) -> float:
        """One step of the optimiser on some views, and on as many that nobody corrected.

        Args:
            number: of the step in its epoch.
        Returns: the loss of what was corrected.
        """
        self._optimizer.zero_grad(set_to_none=True)
        loss = torch.zeros((), device=self._device)
        if mine := self._mine(rows):
            part = self._thinned(maps.part(mine, self._device), mine)
            loss = _loss(self._head, part) * (len(mine) / len(rows))
            loss.backward()
        if unconfirmed is not None:
            rng = np.random.default_rng((self._options.seed, self.progress.epoch, number))
            others = rng.permutation(len(unconfirmed))[:BATCH].tolist()
            if mine := self._mine(others):
                own = self._own_loss(unconfirmed.part(mine, self._device), mine)
                (own * (self.hears_itself * len(mine) / len(others))).backward()
        loss = self._summed(loss.detach())
        nn.utils.clip_grad_norm_(self._head.parameters(), GRADIENT_NORM)
        self._optimizer.step()
        self._average.update_parameters(self._head)
        return float(loss)

    def _mine(self, rows: Sequence[int]) -> list[int]:
        """The rows of a step that are this process's."""
        return list(rows[self._processes.rank :: self._processes.count])

    def _own_loss(self, maps: LessonMaps, rows: Sequence[int]) -> Tensor:
        """The head is to draw without some channels what its average is sure of with all."""
        with torch.no_grad():
            _, drawn = maps.changed(self.averaged)
        p = torch.sigmoid(drawn)
        is_found = p.flatten(1).topk(FOUND_CELLS).values[:, -1] > FOUND_P
        believed = ((2 * p - 1).abs() > SURE) & is_found[:, None, None, None]
        _, logits = self._thinned(maps, rows).changed(self._head)
        return F.binary_cross_entropy_with_logits(logits, (p > 0.5).float(), believed.float())

    def _thinned(self, maps: LessonMaps, rows: Sequence[int]) -> LessonMaps:
        """The views without some of the encoder's channels, others in every epoch.

        Eight photographs are learnt by heart otherwise. Which channels depends on the view and the
        epoch alone: not on the process, nor on where a lesson was resumed.
        """
        seeds = [(self._options.seed, self.progress.epoch, row) for row in rows]
        generators = [np.random.default_rng(seed) for seed in seeds]
        thinned = []
        for level in maps.features:  # (n, C_l, h_l, w_l)
            kept = np.stack([g.random(level.shape[1]) >= LEFT_OUT for g in generators])
            scale = torch.from_numpy(kept.astype(np.float32) / (1 - LEFT_OUT)).to(level)
            thinned.append(level * scale[:, :, None, None])
        return replace(maps, features=thinned)

    @torch.no_grad()
    def validation_loss(self, maps: LessonMaps) -> float:
        """Loss of the averaged head on views that it does not learn from."""
        self.averaged.eval()
        rows = range(len(maps))
        parts = [list(rows[start : start + BATCH]) for start in range(0, len(maps), BATCH)]
        losses = [
            float(_loss(self.averaged, maps.part(part, self._device))) * len(part) for part in parts
        ]
        return sum(losses) / len(maps)

    def save(self, path: Path) -> None:
        """Write all that a resumed lesson needs, in one atomic step. Raises: SaveError."""
        stream = io.BytesIO()
        state = {
            "progress": vars(self.progress),
            "head": self._head.state_dict(),
            "average": self._average.state_dict(),
            "optimizer": self._optimizer.state_dict(),
        }
        torch.save(state, stream)
        atomic_write(path, stream.getvalue())

    def load(self, path: Path) -> None:
        """Go on from what `save` wrote."""
        state: dict[str, Any] = torch.load(path, map_location=self._device, weights_only=True)
        self.progress = Progress(**state["progress"])
        self._head.load_state_dict(state["head"])
        self._average.load_state_dict(state["average"])
        self._optimizer.load_state_dict(state["optimizer"])

    def _rate_share(self, step: int, per_epoch: int) -> float:
        """Linear warm-up, then a cosine over all epochs."""
        total = self._options.epochs * per_epoch
        cosine = 0.5 * (1 + math.cos(math.pi * step / total))
        return min(1.0, (step + 1) / WARMUP_STEPS) * max(LAST_RATE_SHARE, cosine)

    def _summed(self, loss: Tensor) -> Tensor:
        if self._processes.count > 1:
            dist.all_reduce(loss)
            for parameter in self._head.parameters():
                if parameter.grad is None:
                    parameter.grad = torch.zeros_like(parameter)
                dist.all_reduce(parameter.grad)
        return loss


def _loss(head: nn.Module, maps: LessonMaps) -> Tensor:
    """What is certain decides; elsewhere the head is to leave the parent's word alone."""
    change, logits = maps.changed(head)
    unsure = (1 - maps.certain) * change.square()
    return mask_loss(logits, maps.targets, maps.certain) + UNSURE_WEIGHT * unsure.mean()


def _batches(count: int, *, seed: tuple[int, int]) -> Iterator[list[int]]:
    order = np.random.default_rng(seed).permutation(count).tolist()
    for start in range(0, count, BATCH):
        yield order[start : start + BATCH]
