"""One lesson from its first look to its verdict: epochs, checkpoints, the best model so far."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from copy import deepcopy
from enum import Enum, auto
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.distributed as dist

from cosegui.core.errors import Cancelled
from cosegui.core.lesson import Lesson, Role
from cosegui.model.checkpoint import Network, save_checkpoint
from cosegui.model.device import describe_device
from cosegui.model.folding import fold_encoder
from cosegui.model.placement import placed_on
from cosegui.model.predictor import Predictor
from cosegui.model.taught import TaughtCode
from cosegui.storage.atomic import atomic_write
from cosegui.storage.lesson_file import MODEL_NAME, STATE_NAME, VERDICT_NAME

from .finetune_data import Part, parts_of
from .finetune_estimate import measure_network
from .finetune_judge import ImageScore, Judge, mean_j, verdict_of
from .finetune_maps import LessonMaps, Reader, views_per_image
from .finetune_network import taught_network
from .finetune_steps import Learner
from .finetune_talk import Commands, Events
from .loop import Processes


class Ending(Enum):
    """How a lesson ended."""

    FINISHED = auto()
    STOPPED = auto()


class Teaching:
    """Teaches one lesson; `folder` gets its state after every epoch, and the best model so far."""

    def __init__(
        self,
        lesson: Lesson,
        parent: Network,
        parent_card: Mapping[str, Any],
        *,
        folder: Path,
        device: torch.device,
        events: Events,
        commands: Commands,
        processes: Processes = Processes(),
    ) -> None:
        self._lesson = lesson
        self._parent_card = parent_card
        self._folder = folder
        self._device = device
        self._events = events
        self._commands = commands
        self._processes = processes
        self._result = taught_network(parent, lesson)  # what is written; on the CPU
        self._network = deepcopy(self._result)  # what computes
        fold_encoder(self._network.backbone, self._network.config.input_size)
        placed_on(device, self._network).requires_grad_(False)
        self._learner = Learner(self._result.newest_head, lesson.options, device, processes)
        self._parts = parts_of(lesson)
        self._reader = Reader(self._network, device, self._note_look)
        self._started_s = time.monotonic()

    def run(self, *, is_resumed: bool) -> Ending:
        """Look, learn, judge; writes `model.safetensors` and `verdict.json` as it goes.

        Raises: LessonError: a corrected image cannot be read. SaveError.
        """
        state = self._folder / STATE_NAME
        if is_resumed and state.is_file():
            self._learner.load(state)
        self._say_started()
        predictor = Predictor(self._network, {"name": self._lesson.name}, self._device)
        judge = Judge(predictor, self._lesson, self._parts)
        progress = self._learner.progress
        try:
            seen = self._see_groups()
            training, held_out = self._look_at_corrected(seen)
            if not progress.current and self._is_first:
                self._judge_parent(judge)
            unconfirmed = self._look_at_others(seen)
        except Cancelled:
            return self._stopped(judge)
        reason = "done"
        while progress.epoch < self._lesson.options.epochs:
            if progress.epoch - progress.gained_epoch >= self._lesson.options.patience:
                reason = "no_gain"
                break
            loss = self._learner.train_epoch(training, unconfirmed, between=self._may_go_on)
            if loss is None:
                return self._stopped(judge)
            progress.epoch += 1
            self._after_epoch(judge, loss, self._learner.validation_loss(held_out))
        self._events.say(
            "finished",
            epoch=progress.epoch,
            reason=reason,
            seconds=progress.seconds,
            verdict=self._verdict(judge),
        )
        return Ending.FINISHED

    @property
    def _is_first(self) -> bool:
        return self._processes.rank == 0

    def _say_started(self) -> None:
        counts = {role.value: len(list(self._lesson.images(role))) for role in Role}
        classes = self._result.config.classes
        grown = self._result.config.grown_classes
        self._events.say(
            "started",
            device=describe_device(self._device),
            epochs=self._lesson.options.epochs,
            first_epoch=self._learner.progress.epoch,
            classes_added=list(classes[len(classes) - grown :]),
            **counts,
        )

    def _see_groups(self) -> list[tuple[Part, TaughtCode]]:
        """Say how long it takes, note the taught groups; what `Reader.learn_signatures` returns."""
        estimate = measure_network(self._network, self._lesson, self._parts, self._device)
        self._events.say("estimate", **estimate)
        seen = self._reader.learn_signatures(self._parts)
        for name in ("signatures", "bounds"):
            getattr(self._result, name).copy_(getattr(self._network, name))
        return seen

    def _look_at_corrected(
        self, seen: Sequence[tuple[Part, TaughtCode]]
    ) -> tuple[LessonMaps, LessonMaps]:
        """The maps of all training views, and of the held-out images as they are."""
        count = views_per_image(len(list(self._lesson.images(Role.TRAINING))))
        rng = np.random.default_rng(self._lesson.options.seed)
        training, held_out = [], []
        for part, code in seen:
            if rows := part.rows(Role.TRAINING):
                training.append(self._reader.views(part, code, rows, count=count, rng=rng))
            if rows := part.rows(Role.HELD_OUT):
                held_out.append(self._reader.views(part, code, rows, count=1, rng=rng))
        return LessonMaps.joined(training), LessonMaps.joined(held_out)

    def _look_at_others(self, seen: Sequence[tuple[Part, TaughtCode]]) -> LessonMaps | None:
        """Note the neighbours; the maps of images that nobody corrected.

        Before anything is learnt, since the maps are the parent's word: the head adds to it.
        """
        self._reader.learn_neighbours(self._lesson.neighbours)
        self._result.neighbours.copy_(self._network.neighbours)
        rng = np.random.default_rng((self._lesson.options.seed, 1))
        return self._reader.unconfirmed(seen, rng=rng)

    def _judge_parent(self, judge: Judge) -> None:
        progress = self._learner.progress
        with self._network.without_newest():
            progress.current, masks = judge.predict()
        self._say_epoch(judge, progress.current, None, None)
        thumbnails = judge.write_thumbnails(self._folder, masks, 0)
        self._events.say("thumbnails", epoch=0, images=thumbnails)
        self._started_s = time.monotonic()

    def _note_look(self, stage: str, done: int, of: int) -> None:
        """Tell what is looked at. Raises: Cancelled: a stop came meanwhile."""
        self._events.progress(stage, done, of)
        if self._processes.count == 1:  # several would have to agree at every image
            self._commands.wait_while_paused(self._events)
            if self._commands.is_stopped:
                raise Cancelled("The run was stopped.")

    def _stopped(self, judge: Judge) -> Ending:
        epoch, verdict = self._learner.progress.epoch, self._verdict(judge)
        self._events.say("stopped", epoch=epoch, can_resume=True, verdict=verdict)
        return Ending.STOPPED

    def _may_go_on(self, done: int, of: int) -> bool:
        self._events.progress("learning", done, of)
        if self._is_first:
            self._commands.wait_while_paused(self._events)
        return not self._agreed(self._commands.is_stopped)

    def _agreed(self, value: bool) -> bool:
        """What the first process says, in all of them."""
        if self._processes.count == 1:
            return value
        flag = torch.tensor([float(value)], device=self._device)
        dist.broadcast(flag, 0)
        return bool(flag.item())

    def _after_epoch(self, judge: Judge, loss: float, validation_loss: float) -> None:
        """Judge, write what is better, save the state, tell."""
        progress = self._learner.progress
        if validation_loss < progress.least_loss:
            progress.least_loss, progress.gained_epoch = validation_loss, progress.epoch
        is_best = False
        if self._is_first:
            self._network.newest_head.load_state_dict(self._learner.averaged.state_dict())
            self._events.progress("judging", 0, 1)
            found, masks = judge.predict()
            is_best = progress.judge(mean_j(found))
            if is_best:
                progress.best, progress.best_epoch = found, progress.epoch
                self._write_model(judge)
            progress.seconds += time.monotonic() - self._started_s
            self._started_s = time.monotonic()
            self._learner.save(self._folder / STATE_NAME)
            self._say_epoch(judge, found, loss, validation_loss)
            if is_best:
                images = judge.write_thumbnails(self._folder, masks, progress.epoch)
                self._events.say("thumbnails", epoch=progress.epoch, images=images)
        if self._agreed(is_best):
            progress.best_epoch = progress.gained_epoch = progress.epoch

    def _say_epoch(
        self,
        judge: Judge,
        found: dict[str, float],
        loss: float | None,
        validation_loss: float | None,
    ) -> None:
        progress = self._learner.progress
        epochs = self._lesson.options.epochs
        left = epochs - progress.epoch
        self._events.say(
            "epoch",
            epoch=progress.epoch,
            of=epochs,
            train_loss=loss,
            validation_loss=validation_loss,
            j_new=mean_j(found),
            j_current=mean_j(progress.current),
            j_best=mean_j(progress.best or found),
            best_epoch=progress.best_epoch,
            is_best=progress.best_epoch == progress.epoch,
            seconds_left=progress.seconds / progress.epoch * left if progress.epoch else None,
            images=[_brief(score) for score in judge.scores(found, progress.current)],
        )

    def _write_model(self, judge: Judge) -> None:
        self._result.newest_head.load_state_dict(self._learner.averaged.state_dict())
        verdict = self._verdict(judge)
        assert verdict is not None
        save_checkpoint(self._folder / MODEL_NAME, self._result, self._card(verdict))
        content = json.dumps(verdict, indent=1).encode()
        atomic_write(self._folder / VERDICT_NAME, content)

    def _verdict(self, judge: Judge) -> dict[str, Any] | None:
        progress = self._learner.progress
        if not progress.best:
            return None
        scores = judge.scores(progress.best, progress.current)
        return verdict_of(scores, best_epoch=progress.best_epoch)

    def _card(self, verdict: Mapping[str, Any]) -> dict[str, Any]:
        """What the new model's file says of itself."""
        lesson, progress = self._lesson, self._learner.progress
        groups = {}
        for group in lesson.groups:
            taught = sum(image.role is not Role.CONTEXT for image in group.images)
            groups[group.name] = f"{taught} corrected of {len(group.images)} images"
        return {
            "name": lesson.name,
            "parent": lesson.parent_name or lesson.parent.stem,
            "data": groups,
            "project": lesson.project,
            "training": {
                "kind": "lesson",
                "corrected": len(list(lesson.images(Role.TRAINING))),
                "held out": len(list(lesson.images(Role.HELD_OUT))),
                "epoch": f"{progress.epoch} of {lesson.options.epochs}",
                "rate": lesson.options.rate,
                "seed": lesson.options.seed,
                "device": describe_device(self._device),
            },
            "metrics": {
                "held-out images": {
                    "J": round(verdict["j_new"], 2),
                    "J of the parent": round(verdict["j_current"], 2),
                }
            },
            "licence": self._parent_card.get("licence", "unknown"),
        }


def _brief(score: ImageScore) -> dict[str, Any]:
    return {"id": score.id, "j_new": score.j_new, "j_current": score.j_current}
