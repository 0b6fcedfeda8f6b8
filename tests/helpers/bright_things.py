"""A network for which things are bright, to see what surrounds it: looks, windows and grids."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from cosegui.model.config import NetworkConfig
from cosegui.model.description import Description


class BrightThings(nn.Module):
    """What is bright stands out; four maps of brightness stand for the encoder's."""

    def __init__(self) -> None:
        super().__init__()
        self.config = NetworkConfig(input_size=64)
        self.looks = 0
        self.backbone = self._maps

    def _maps(self, images: Tensor) -> list[Tensor]:
        self.looks += len(images)
        bright = images.mean(dim=1, keepdim=True)
        return [F.adaptive_avg_pool2d(bright, 64 // stride) for stride in (4, 8, 16, 32)]

    def describe(self, features: list[Tensor]) -> Description:
        """The finest map is the object map."""
        coarsest = features[-1]
        return Description(coarsest, coarsest.flatten(1), object_logits=[4 * features[0]])


def disc(size: int, radius: int) -> NDArray[np.uint8]:
    """(size, size, 3), a bright disc on black; its middle is no cell's corner."""
    rows, columns = np.mgrid[:size, :size]
    is_inside = (rows - 0.43 * size) ** 2 + (columns - 0.52 * size) ** 2 < radius**2
    return np.repeat(255 * is_inside[..., None], 3, axis=2).astype(np.uint8)


def error_of(logits_hw: NDArray[np.float32], image: NDArray[np.uint8]) -> int:
    size = image.shape[0]
    whole = torch.from_numpy(logits_hw)[None, None]
    large = F.interpolate(whole, (size, size), mode="bilinear")[0, 0].numpy()
    return int(((large > 0) != (image[..., 0] > 0)).sum())
