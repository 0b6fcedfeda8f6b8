"""The frozen encoder's maps of images that come again and again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

Encode = Callable[[Tensor], list[Tensor]]


class FeatureCache:
    """Half-precision maps in memory, up to a budget; beyond it images are encoded each time."""

    def __init__(self, encode: Encode, *, budget_bytes: int) -> None:
        self._encode = encode
        self._budget_bytes = budget_bytes
        self._used_bytes = 0
        self._maps: dict[int, list[Tensor]] = {}

    @torch.no_grad()
    def features(self, images: Tensor, keys: Sequence[int]) -> list[Tensor]:
        """The encoder's levels of a batch.

        Args:
            images: (B, 3, H, W) normalised; only those that are not cached are encoded.
            keys: what names each image.
        Returns: 4 x (B, C_l, H / s_l, W / s_l) float32.
        """
        missing = [i for i, key in enumerate(keys) if key not in self._maps]
        fresh: dict[int, list[Tensor]] = {}
        if missing:
            levels = [level.half().cpu() for level in self._encode(images[missing])]
            for row, i in enumerate(missing):
                fresh[i] = [level[row].clone() for level in levels]
                self._keep(keys[i], fresh[i])
        rows = [fresh.get(i) or self._maps[key] for i, key in enumerate(keys)]
        return [
            torch.stack([row[level] for row in rows]).float().to(images.device)
            for level in range(len(rows[0]))
        ]

    def _keep(self, key: int, maps: list[Tensor]) -> None:
        size = sum(m.numel() * m.element_size() for m in maps)
        if self._used_bytes + size <= self._budget_bytes:
            self._maps[key] = maps
            self._used_bytes += size
