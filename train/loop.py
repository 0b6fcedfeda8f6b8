"""The training loop: stages, checkpoints, resume, several processes."""

from __future__ import annotations

import math
import os
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.data import DataLoader, Subset

from cosegui.model.backbone import normalise
from cosegui.model.network import SSNM
from cosegui.model.placement import placed_on

from .batches import Batch, StepDataset
from .config import EncoderMode, Optimizer, Precision, Schedule, Stage, TrainConfig
from .dataset import GroupSampler, Record
from .feature_cache import FeatureCache
from .losses import total_loss
from .metrics import validate
from .reporting import Reporter

GRADIENT_NORM = 1.0
FINAL_RATE_SHARE = 0.01


@dataclass(frozen=True)
class Processes:
    """This process among those that `torchrun` started; (0, 1) without it."""

    rank: int = 0
    count: int = 1

    @classmethod
    def join(cls) -> Processes:
        """Join the group that the environment describes, if any."""
        if "WORLD_SIZE" not in os.environ or int(os.environ["WORLD_SIZE"]) == 1:
            return cls()
        dist.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
        return cls(dist.get_rank(), dist.get_world_size())

    def leave(self) -> None:
        """Leave the group: a process that ends within it may be aborted by its own threads."""
        if self.count > 1:
            dist.destroy_process_group()


class Trainer:
    """Runs all stages of a config; its state is a checkpoint at any time.

    Micro-step m of a step belongs to process m mod count, and gradients are averaged over all
    micro-steps: two processes do the same arithmetic as one that accumulates twice as much.
    """

    def __init__(
        self,
        config: TrainConfig,
        network: SSNM,
        records: Sequence[Record],
        validation: Sequence[Record],
        *,
        folder: Path,
        device: str,
        reporter: Callable[[int, int], Reporter],
        processes: Processes = Processes(),
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self.config = config
        self.network = placed_on(device, network)
        self.average = AveragedModel(
            self.network, multi_avg_fn=get_ema_multi_avg_fn(config.ema_decay)
        )
        self.step = 0  # finished optimiser steps over all stages
        self._records = records
        self._validation = validation
        self._folder = folder
        self._device = device
        self._make_reporter = reporter
        self._processes = processes
        self._is_stopped = is_stopped
        self._optimizer: torch.optim.Optimizer | None = None

    @property
    def total_steps(self) -> int:
        """Optimiser steps of the whole schedule."""
        return sum(stage.steps for stage in self.config.stages)

    def run(self) -> SSNM:
        """Train to the end of the schedule, or until stopped; returns the averaged network."""
        report = self._make_reporter(self.total_steps, self.step)
        start = 0
        for number, stage in enumerate(self.config.stages):
            end = start + stage.steps
            if self.step < end and not self._is_stopped():
                self._train_stage(number, stage, start, report)
            start = end
        report.close()
        return self.averaged_network()

    def averaged_network(self) -> SSNM:
        """The exponential moving average of the weights, in evaluation mode."""
        return cast(SSNM, self.average.module).eval()

    def _train_stage(self, number: int, stage: Stage, start: int, report: Reporter) -> None:
        if self._optimizer is None or self.step == start:
            self._optimizer = self._make_optimizer(stage)
        is_cached = stage.encoder is EncoderMode.CACHED
        self._choose_what_learns(stage)
        self.network.train()
        self.network.backbone.eval()  # its batch statistics are better than ours of 16 images
        cache = FeatureCache(self._encode, budget_bytes=int(1e9 * self.config.cache_gb))
        batches = self._batches(number, stage, first=self.step - start)
        while self.step < start + stage.steps and not self._is_stopped():
            rate = rate_share(self.step - start, stage)
            for group in self._optimizer.param_groups:
                group["lr"] = group["peak"] * rate
            losses = self._train_step(stage, batches, cache if is_cached else None)
            self.step += 1
            if self._processes.rank == 0:
                report.step(self.step, stage=stage.name, rate=rate * stage.rate, losses=losses)
                self._after_step(report)

    def _choose_what_learns(self, stage: Stage) -> None:
        is_trained = stage.encoder is EncoderMode.TRAINED
        inside = "backbone.body."
        for name, parameter in self.network.named_parameters():
            if name.startswith(inside):
                own = name.removeprefix(inside)
                parameter.requires_grad_(is_trained and not own.startswith(stage.frozen))
            else:
                parameter.requires_grad_(not stage.heads or name.startswith(stage.heads))

    def _train_step(
        self, stage: Stage, batches: Iterator[Batch], cache: FeatureCache | None
    ) -> dict[str, float]:
        assert self._optimizer is not None
        self._optimizer.zero_grad(set_to_none=True)
        mine = [
            m for m in range(stage.accumulate) if m % self._processes.count == self._processes.rank
        ]
        losses: dict[str, float] = {}
        for _ in mine:
            terms = self._losses(next(batches), cache)
            (terms["total"] / stage.accumulate).backward()
            for name, value in terms.items():
                losses[name] = losses.get(name, 0.0) + float(value.detach()) / len(mine)
        self._sum_gradients()
        parameters = [p for p in self.network.parameters() if p.requires_grad]
        nn.utils.clip_grad_norm_(parameters, GRADIENT_NORM)
        self._optimizer.step()
        self.average.update_parameters(self.network)
        return losses

    def _losses(self, batch: Batch, cache: FeatureCache | None) -> dict[str, Tensor]:
        batch = _on_device(batch, self._device)
        images = normalise(batch.images_u8).to(memory_format=torch.channels_last)
        if cache:
            features = cache.features(images, batch.cache_keys)
        with self._autocast():
            if not cache:
                features = self.network.backbone(images)
            if self.config.loss.is_of_groups:
                logits, described, codes = self.network.forward_features(
                    features, batch.group_sizes, keeps_objects=True
                )
            else:
                logits, described, codes = [], self.network.describe(features), []
        return total_loss(logits, described, codes, batch, self.config.loss)

    def _autocast(self) -> torch.autocast:
        is_mixed = self.config.precision is Precision.BFLOAT16
        return torch.autocast(self._device.split(":")[0], torch.bfloat16, enabled=is_mixed)

    def _encode(self, images: Tensor) -> list[Tensor]:
        with self._autocast():
            levels: list[Tensor] = self.network.backbone(images)
        return levels

    def _sum_gradients(self) -> None:
        if self._processes.count == 1:
            return
        for parameter in self.network.parameters():
            if parameter.requires_grad:
                if parameter.grad is None:
                    parameter.grad = torch.zeros_like(parameter)
                dist.all_reduce(parameter.grad)

    def _make_optimizer(self, stage: Stage) -> torch.optim.Optimizer:
        encoder = list(self.network.backbone.parameters())
        ids = {id(p) for p in encoder}
        heads = [p for p in self.network.parameters() if id(p) not in ids]
        groups = [
            {"params": heads, "peak": stage.rate},
            {"params": encoder, "peak": stage.encoder_rate},
        ]
        kind = torch.optim.Adam if stage.optimizer is Optimizer.ADAM else torch.optim.AdamW
        return kind(groups, lr=stage.rate, weight_decay=stage.weight_decay)

    def _batches(self, number: int, stage: Stage, *, first: int) -> Iterator[Batch]:
        seed = self.config.seed * 1000 + number
        dataset = StepDataset(
            self._records,
            GroupSampler(self._records, self.config.groups, seed=seed),
            self.network.config.classes,
            sizes=stage.input_sizes or (self.network.config.input_size,),
            images_per_batch=stage.images_per_step,
            batches_per_step=stage.accumulate,
            steps=stage.steps,
            seed=seed,
            is_augmented=stage.encoder is not EncoderMode.CACHED,
            paste_rate=self.config.groups.paste_rate,
            smallest_crop=self.config.groups.smallest_crop,
        )
        count, rank = self._processes.count, self._processes.rank
        mine = [
            step * stage.accumulate + m
            for step in range(first, stage.steps)
            for m in range(stage.accumulate)
            if m % count == rank
        ]
        loader = DataLoader(
            Subset(dataset, mine),
            batch_size=None,
            num_workers=self.config.workers,
            prefetch_factor=4 if self.config.workers else None,
            # A fork inherits the locks of OpenCV's and OpenMP's threads as they happen to be: the
            # second stage's worker would wait for ever.
            multiprocessing_context="spawn" if self.config.workers else None,
            worker_init_fn=_quiet_worker,
        )
        return iter(loader)

    def _after_step(self, report: Reporter) -> None:
        is_last = self.step == self.total_steps
        if is_last or self.step % self.config.validate_every == 0:
            scores = validate(self.averaged_network(), self._validation, device=self._device)
            report.event("validation", step=self.step, **scores)
        if is_last or self.step % self.config.checkpoint_every == 0:
            self.save_state()

    def save_state(self) -> None:
        """Write `state.pt`: all that a resumed run needs to see the same losses."""
        assert self._optimizer is not None
        path = self._folder / "state.pt"
        torch.save(
            {
                "step": self.step,
                "network": self.network.state_dict(),
                "average": self.average.state_dict(),
                "optimizer": self._optimizer.state_dict(),
            },
            path.with_suffix(".tmp"),
        )
        path.with_suffix(".tmp").replace(path)

    def load_state(self) -> None:
        """Go on from `state.pt`."""
        state = torch.load(self._folder / "state.pt", map_location=self._device, weights_only=True)
        self.step = state["step"]
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        stage, start = self._stage_at(self.step)
        if self.step > start:
            self._optimizer = self._make_optimizer(stage)
            self._optimizer.load_state_dict(state["optimizer"])

    def _stage_at(self, step: int) -> tuple[Stage, int]:
        start = 0
        for stage in self.config.stages:
            if step < start + stage.steps:
                return stage, start
            start += stage.steps
        return self.config.stages[-1], start - self.config.stages[-1].steps


def seed_everything(seed: int) -> None:
    """Python, numpy and torch."""
    random.seed(seed)
    np.random.seed(seed)  # libraries below us still read the global state
    torch.manual_seed(seed)


def rate_share(step: int, stage: Stage) -> float:
    """The share of its peak that the rate has at a step of the stage, counted from 0."""
    if step < stage.warmup:
        return (step + 1) / stage.warmup
    if stage.schedule is Schedule.HALVED:
        return float(0.5 ** (step // stage.halve_every))
    progress = (step - stage.warmup) / max(1, stage.steps - stage.warmup)
    return FINAL_RATE_SHARE + (1 - FINAL_RATE_SHARE) * 0.5 * (1 + math.cos(math.pi * progress))


def _on_device(batch: Batch, device: str) -> Batch:
    if device == "cpu":
        return batch
    return Batch(
        batch.images_u8.to(device),
        batch.objects.to(device),
        batch.shared.to(device),
        batch.weights.to(device),
        batch.classes.to(device),
        batch.categories.to(device),
        batch.has_categories.to(device),
        batch.group_sizes,
        batch.cache_keys,
    )


def _quiet_worker(_: int) -> None:
    """One thread a worker: the cores belong to the network."""
    import cv2

    cv2.setNumThreads(1)
    torch.set_num_threads(1)
