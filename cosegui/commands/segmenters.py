"""The arguments that choose a model and how it runs, and what they stand for."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable
from typing import TypeAlias

from cosegui.core.ports import Segmenter, SegmentOptions, Solver, ThresholdRule
from cosegui.storage.model_store import ModelStore

LoadSegmenter: TypeAlias = Callable[[str | None, str], Segmenter]
"""(model's name or file, None for the shipped one; device) -> the model, loaded."""


def load_predictor(model: str | None, device: str) -> Segmenter:
    """Load the real model; this is the moment at which torch is imported.

    Raises: ModelError, DeviceError.
    """
    path = ModelStore().resolve(model)  # a wrong name need not wait for torch

    from cosegui.model.device import local_device
    from cosegui.model.predictor import Predictor

    return Predictor.load(path, device=local_device(device))


def model_digest(model: str | None) -> str:
    """A digest of the model's file: another model of the same name is another one.

    Raises: ModelError: there is no such model.
    """
    path = ModelStore().resolve(model)
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def add_model_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare --model, --device, --solver and --threshold."""
    parser.add_argument(
        "--model",
        metavar="NAME|FILE",
        help="model to use (default: the project's, else the shipped one)",
    )
    parser.add_argument(
        "--device", metavar="D", default="auto", help="auto, cpu, cuda:N or mps (default: auto)"
    )
    parser.add_argument(
        "--solver",
        choices=[solver.value for solver in Solver],
        help="how the shared object is found (default: the model's own way)",
    )
    parser.add_argument(
        "--threshold",
        metavar="0.5|otsu",
        type=_threshold,
        help="where probability becomes mask (default: the model's own rule)",
    )


def segment_options(arguments: argparse.Namespace) -> SegmentOptions:
    """What `add_model_arguments` collected, for the model."""
    solver = Solver(arguments.solver) if arguments.solver else None
    return SegmentOptions(solver=solver, threshold=arguments.threshold)


def _threshold(text: str) -> float | ThresholdRule:
    if text == ThresholdRule.OTSU:
        return ThresholdRule.OTSU
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"{text} is neither a number between 0 and 1 nor otsu")
    return value
