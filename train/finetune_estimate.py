"""How long a lesson takes here and how much memory: measured by a few steps on noise."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
import torch

from cosegui.core.errors import ImageReadError, LessonError
from cosegui.core.lesson import Lesson, Role
from cosegui.model.checkpoint import Network
from cosegui.model.folding import fold_encoder
from cosegui.model.placement import placed_on
from cosegui.model.reading import ImageCode
from cosegui.model.taught import TaughtSSNM
from cosegui.storage.images import read_image

from .finetune_data import TARGET_STRIDE, Part, View, parts_of
from .finetune_maps import CHUNK, MOST_UNCONFIRMED, VIEWS_OF_UNCONFIRMED, Reader, views_per_image
from .finetune_network import taught_network
from .finetune_steps import BATCH, HEARS_ITSELF_AFTER, Learner

T = TypeVar("T")

REFINE_S_PER_MEGAPIXEL = 0.012  # a mask along its edges, and reading it; docs/benchmarks.md
UNMEASURED_BYTES = 900_000_000  # what Python, torch and the model take where nobody tells


def measure(parent: Network, lesson: Lesson, device: torch.device) -> dict[str, Any]:
    """The estimate of a lesson that has not begun, as the event has it.

    Raises: LessonError: the parent cannot be taught, or the first photograph cannot be read.
    """
    network = taught_network(parent, lesson)
    fold_encoder(network.backbone, network.config.input_size)
    return measure_network(placed_on(device, network), lesson, parts_of(lesson), device)


def measure_network(
    network: TaughtSSNM, lesson: Lesson, parts: Sequence[Part], device: torch.device
) -> dict[str, Any]:
    """The same for a network that is ready to compute; neither it nor its head is changed."""
    read_s, megapixels = _reading(parts)
    reader = Reader(network, device, lambda *_: None)
    size = network.config.input_size
    rng = np.random.default_rng(0)
    side = size // TARGET_STRIDE
    ones = np.ones((side, side), np.float32)
    squares = [rng.integers(0, 256, (size, size, 3), dtype=np.uint8) for _ in range(CHUNK)]
    reader.codes(squares)  # the first pass chooses its kernels
    codes, code_s = _timed(lambda: reader.codes(squares))
    with torch.no_grad():
        code = network.solve(ImageCode.descriptions(codes, device))
    views = [View(square, ones, ones) for square in squares]
    maps, maps_s = _timed(lambda: reader.maps(views, 0, code))
    learner = Learner(network.newest_head, lesson.options, device)
    rows = [i % CHUNK for i in range(BATCH)]
    learner.step(maps, rows, maps)
    _, step_s = _timed(lambda: learner.step(maps, rows))
    _, both_s = _timed(lambda: learner.step(maps, rows, maps))

    training = len(list(lesson.images(Role.TRAINING)))
    held_out = len(list(lesson.images(Role.HELD_OUT)))
    view_count = training * views_per_image(training) + held_out
    joint = sum(len(part.images) for part in parts)
    beside = sum(len(group.images) for group in lesson.neighbours)
    judged = sum(len(part.images) for part in parts if part.rows(Role.HELD_OUT))
    unconfirmed = min(sum(len(part.rows(Role.CONTEXT)) for part in parts), MOST_UNCONFIRMED)
    if unconfirmed:
        step_s += (both_s - step_s) * (1 - HEARS_ITSELF_AFTER)
    code_s, maps_s = code_s / CHUNK, maps_s / CHUNK
    draw_s = max(0.0, maps_s - code_s) + read_s + REFINE_S_PER_MEGAPIXEL * megapixels
    steps = -(-(view_count - held_out) // BATCH)
    view_count += unconfirmed * VIEWS_OF_UNCONFIRMED
    look_s = (joint + judged + beside) * (read_s + code_s) + view_count * maps_s
    epoch_s = steps * step_s + judged * (draw_s + code_s)  # most are looked at twice
    epochs = lesson.options.epochs
    return {
        "seconds": look_s + judged * draw_s + epochs * epoch_s,
        "seconds_per_epoch": epoch_s,
        "epochs": epochs,
        "peak_bytes": _used_bytes()
        + view_count * maps.size_bytes // CHUNK
        + judged * codes[0].size_bytes,
    }


def _reading(parts: Sequence[Part]) -> tuple[float, float]:
    """Seconds to read the first corrected photograph, and its megapixels."""
    image = parts[0].images[0]
    try:
        photograph, seconds = _timed(lambda: read_image(image.path))
    except ImageReadError as error:
        raise LessonError(f"{error} Exclude the image, or bring its file back.") from error
    return seconds, photograph.shape[0] * photograph.shape[1] / 1e6


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started


def _used_bytes() -> int:
    """Most memory that this process has held so far."""
    if sys.platform == "win32":
        return UNMEASURED_BYTES
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
