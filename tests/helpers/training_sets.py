"""A tiny training set on disk: discs and squares on noise, with masks and saliency."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

SIZE_HW = (60, 80)


def write_training_set(root: Path, name: str = "shapes", *, per_class: int = 4) -> Path:
    """`root/name/` with `images/`, `masks/disc`, `masks/square` and `saliency/`."""
    rng = np.random.default_rng(7)
    folder = root / name
    y, x = np.mgrid[: SIZE_HW[0], : SIZE_HW[1]]
    for kind in ("disc", "square"):
        (folder / "masks" / kind).mkdir(parents=True)
        for i in range(per_class):
            stem = f"{kind}{i}"
            centre_y, centre_x = int(rng.integers(20, 40)), int(rng.integers(20, 60))
            dy, dx = abs(y - centre_y), abs(x - centre_x)
            mask = dy**2 + dx**2 < 144 if kind == "disc" else np.maximum(dy, dx) < 12
            image = rng.integers(0, 90, (*SIZE_HW, 3), dtype=np.uint8)
            image[mask] += np.uint8(150)
            _save(folder / "images" / f"{stem}.png", image)
            _save(folder / "masks" / kind / f"{stem}.png", mask.astype(np.uint8) * 255)
            half = mask[::2, ::2].astype(np.uint8) * 200
            _save(folder / "saliency" / f"{stem}.png", half)
    return folder


def _save(path: Path, pixels: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path)
