"""Small untrained networks and photographs for tests of what surrounds the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from cosegui.core.ports import ImagePrediction, ImageSource
from cosegui.model.checkpoint import load_checkpoint, save_checkpoint
from cosegui.model.config import NetworkConfig
from cosegui.model.folding import fold_encoder
from cosegui.model.network import SSNM
from cosegui.model.predictor import Predictor
from cosegui.storage.model_store import ModelStore

CLASSES = ("cat", "dog", "horse", "sheep")


def small_network(**changes: object) -> SSNM:
    """An SSNM of 16 channels at 64 px whose corrections are not zero."""
    torch.manual_seed(0)
    settings = {"width": 16, "classes": CLASSES, "input_size": 64, **changes}
    network = SSNM(NetworkConfig(**settings))
    for parameter in network.decoder.draw.parameters():
        torch.nn.init.normal_(parameter)
    return network.eval()


def small_model_file(folder: Path, name: str = "small") -> Path:
    """A checkpoint of `small_network` with a card."""
    path = folder / f"{name}.safetensors"
    save_checkpoint(path, small_network(), {"name": name, "licence": "Apache-2.0"})
    return path


def changed_predictor(model: str | None, **changes: object) -> Predictor:
    """A model by name or file, loaded on the CPU, with some settings of its network changed.

    The published network has none of them and stays as it is.
    """
    network, card = load_checkpoint(ModelStore().resolve(model))
    if isinstance(network, SSNM):
        network.config = replace(network.config, **changes)
        fold_encoder(network.backbone, network.config.input_size)
    return Predictor(network, card, torch.device("cpu"))


def small_predictor(**changes: object) -> Predictor:
    """A predictor around `small_network`, on the CPU."""
    return Predictor(small_network(**changes), {"name": "small"}, torch.device("cpu"))


def photographs(count: int, *, height: int = 48, width: int = 72) -> list[NDArray[np.uint8]]:
    """Noise with a brighter block in another place of each image; (H, W, 3) uint8."""
    rng = np.random.default_rng(5)
    images = []
    for i in range(count):
        image = rng.integers(0, 120, (height, width, 3), dtype=np.uint8)
        x = 4 + 7 * i % (width - 24)
        image[10:34, x : x + 20] += 120
        images.append(image)
    return images


def as_sources(images: Sequence[NDArray[np.uint8]]) -> list[ImageSource]:
    """Sources without cache keys."""
    return [
        ImageSource(read=lambda image=image: image, name=str(i)) for i, image in enumerate(images)
    ]


def predictions(results: Sequence[object]) -> list[ImagePrediction]:
    """The image predictions among what a run yields, by index."""
    found = [r for r in results if isinstance(r, ImagePrediction)]
    return sorted(found, key=lambda r: r.index)
