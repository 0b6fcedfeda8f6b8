"""Lessons on a tiny training set, for a network that is built in no time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from cosegui.core.layers import MASK_BIT, TOUCHED_BIT
from cosegui.core.lesson import Lesson, LessonGroup, LessonImage, LessonOptions, Role
from cosegui.model.checkpoint import save_checkpoint
from cosegui.model.config import NetworkConfig
from cosegui.model.network import SSNM
from cosegui.storage.lesson_file import LESSON_NAME, write_lesson
from cosegui.storage.masks import write_layers
from tests.helpers.training_sets import write_training_set

ROLES = (Role.TRAINING, Role.TRAINING, Role.HELD_OUT, Role.CONTEXT)


def tiny_parent(path: Path, **changes: object) -> Path:
    """A checkpoint of 8 channels at 64 px that has learnt nothing."""
    torch.manual_seed(0)
    settings = {"backbone": "resnet10t", "classes": ("cat", "dog"), **changes}
    config = NetworkConfig(width=8, input_size=64, **settings)
    save_checkpoint(path, SSNM(config), {"name": "tiny", "licence": "Apache-2.0"})
    return path


def write_tiny_lesson(
    folder: Path,
    *,
    parent: Path | None = None,
    categories: Mapping[str, str | None] | None = None,
    options: LessonOptions | None = None,
    layers_of: Callable[[NDArray[np.bool_]], NDArray[np.uint8]] | None = None,
    is_whole: bool = True,
) -> Path:
    """Two discs to learn from, one held out, one of context; the same of other groups.

    `categories`: group -> the person's word; `layers_of`: what a person made of a true mask.
    """
    data = write_training_set(folder / "data")
    (folder / "layers").mkdir()
    groups = []
    for name, category in (categories or {"disc": "disc"}).items():
        images = []
        for number, role in enumerate(ROLES):
            stem = f"{name}{number}"
            mask = np.array(Image.open(data / "masks" / name / f"{stem}.png")) > 0
            layers = mask.astype(np.uint8) * MASK_BIT | TOUCHED_BIT
            path = folder / "layers" / f"{stem}.png"
            write_layers(path, layers_of(mask) if layers_of else layers)
            photograph = data / "images" / f"{stem}.png"
            kept = None if role is Role.CONTEXT else path
            images.append(LessonImage(stem, photograph, role, kept, is_whole))
        groups.append(LessonGroup(name, tuple(images), category))
    file = parent or tiny_parent(folder / "parent.safetensors")
    lesson = Lesson(
        "taught", file, "tiny", tuple(groups), "shapes", options or LessonOptions(epochs=2)
    )
    write_lesson(folder / LESSON_NAME, lesson)
    return folder / LESSON_NAME
