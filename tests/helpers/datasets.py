"""Builders of labelled data sets on disk, small and made of flat colours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIZE_HW = (24, 32)


def photograph(path: Path, size_hw: tuple[int, int] = SIZE_HW, shade: int = 90) -> Path:
    """A photograph of one colour."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (size_hw[1], size_hw[0]), (shade, 40, 160)).save(path)
    return path


def mask_file(path: Path, mask_hw: NDArray[np.bool_]) -> Path:
    """A mask of 0 and 255."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(mask_hw.astype(np.uint8) * np.uint8(255)).save(path)
    return path


def left_half(size_hw: tuple[int, int] = SIZE_HW) -> NDArray[np.bool_]:
    """(H, W) bool: True in the left half."""
    mask_hw = np.zeros(size_hw, np.bool_)
    mask_hw[:, : size_hw[1] // 2] = True
    return mask_hw


def grouped_dataset(root: Path, truths: Mapping[str, Mapping[str, NDArray[np.bool_]]]) -> Path:
    """images/<group>/<stem>.jpg and masks/<group>/<stem>.png for each mask of `truths`."""
    for group, masks in truths.items():
        for stem, mask_hw in masks.items():
            height, width = mask_hw.shape
            photograph(root / "images" / group / f"{stem}.jpg", (height, width))
            mask_file(root / "masks" / group / f"{stem}.png", mask_hw)
    return root
