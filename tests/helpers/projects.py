"""Projects and folders of small photographs, made by the tests themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cosegui.core.project import Group, ImageEntry, Project, ReviewState


def photograph_hwc(size_hw: tuple[int, int] = (48, 64), *, seed: int = 0) -> NDArray[np.uint8]:
    """(H, W, 3) uint8: a bright disc on a dark gradient, slightly noisy."""
    height, width = size_hw
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:height, :width]
    ground = 40 + 60 * x / max(1, width - 1)
    pixels = np.repeat(ground[:, :, None], 3, axis=2)
    inside = (x - width / 2) ** 2 + (y - height / 2) ** 2 <= (0.3 * min(height, width)) ** 2
    pixels[inside] = (220, 140, 60)
    pixels += rng.normal(0, 4, pixels.shape)
    return np.clip(pixels, 0, 255).astype(np.uint8)


def write_photographs(
    folder: Path, names: Sequence[str], *, size_hw: tuple[int, int] = (48, 64)
) -> list[Path]:
    """Write one photograph a name; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in names]
    for number, path in enumerate(paths):
        Image.fromarray(photograph_hwc(size_hw, seed=number)).save(path)
    return paths


def project_of(groups: Mapping[str, Sequence[tuple[str, ReviewState]]]) -> Project:
    """A project of images that lie nowhere: group name -> (file name, state)."""
    return Project(
        "test",
        [
            Group(
                name,
                [ImageEntry(Path("/nowhere", name, file), state=state) for file, state in images],
            )
            for name, images in groups.items()
        ],
    )
