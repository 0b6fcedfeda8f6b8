"""Images to export, with masks that are hard to hold, and photographs to go with them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cosegui.core.layers import layers_from_mask
from cosegui.storage.formats.contract import ExportItem

Mask = NDArray[np.bool_]

SIZE_HW = (30, 41)


def holes_and_islands(size_hw: tuple[int, int] = SIZE_HW) -> Mask:
    """(H, W) bool: a ring with an island in its hole, a single pixel, a line, all borders met."""
    mask = np.zeros(size_hw, np.bool_)
    mask[5:25, 5:25] = True
    mask[10:20, 10:20] = False
    mask[13:16, 12:17] = True
    mask[2, 30] = True
    mask[27, 28:40] = True
    mask[0, :7] = mask[-1, 3:9] = mask[4:9, -1] = True
    mask[8:14, 0] = True
    return mask


def blobs(size_hw: tuple[int, int] = SIZE_HW) -> Mask:
    """(H, W) bool: two islands without holes, which polygons can hold."""
    y, x = np.mgrid[: size_hw[0], : size_hw[1]]
    return np.asarray(((x - 12) ** 2 + (y - 14) ** 2 < 80) | ((x > 27) & (y > 20)))


def item(
    group: str,
    source: str | Path,
    mask: Mask | None,
    *,
    layers: NDArray[np.uint8] | None = None,
    probability: NDArray[np.uint8] | None = None,
) -> ExportItem:
    """An image whose pixels are at hand; nothing lies at `source`."""
    held = layers_from_mask(mask) if layers is None and mask is not None else layers
    return ExportItem(group, Path(source), lambda: held, lambda: probability)


def photograph_with_mask(path: Path, mask: Mask, *, group: str | None = None) -> ExportItem:
    """An image whose photograph lies at `path`; its group is the folder's name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    height, width = mask.shape
    pixels = np.arange(height * width * 3, dtype=np.uint32).reshape(height, width, 3) % 251
    Image.fromarray(pixels.astype(np.uint8)).save(path)
    return item(group or path.parent.name, path, mask)
