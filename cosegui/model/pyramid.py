"""Levels of one width, fine to coarse and back: the paper's fusion and decoder, and finer steps.

The encoder's levels come in as projected maps, (B, width, H / s, W / s) at strides s of 4 to 32.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch.nn.functional as F
from torch import Tensor, nn

OUTLINE_WIDTH = 16


class Fusion(nn.Module):
    """Carry the fine levels down into the coarsest: 1x1, halve, add the next, four times.

    Source: Zhang et al. 2020, Fig. 2, left; absent from the authors' code.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.steps = nn.ModuleList(nn.Conv2d(width, width, 1) for _ in range(4))

    def forward(self, levels: Sequence[Tensor]) -> Tensor:  # fine to coarse
        x = self.steps[0](levels[0])
        for step, level in zip(self.steps[1:], levels[1:], strict=True):
            h, w = level.shape[-2:]
            x = F.adaptive_avg_pool2d(x, (h, w)) + step(level)
        return x  # (B, width, h, w)


class Pyramid(nn.Module):
    """Coarse to fine: 1x1, add the level above, 3x3, double.

    Source: Zhang et al. 2020, Fig. 2, right.
    """

    def __init__(self, width: int, depth: int) -> None:
        super().__init__()
        self.enter = nn.ModuleList(nn.Conv2d(width, width, 1) for _ in range(depth))
        self.merge = nn.ModuleList(nn.Conv2d(width, width, 3, padding=1) for _ in range(depth))

    def features(self, levels: Sequence[Tensor]) -> list[Tensor]:
        """Levels fine to coarse in; (B, width, H / s, W / s) coarse to fine out."""
        features: list[Tensor] = []
        for level, enter, merge in zip(reversed(levels), self.enter, self.merge, strict=True):
            x = F.relu(enter(level))
            if features:
                x = x + resize(features[-1], x)
            features.append(F.relu(merge(x)))
        return features


class Decoder(Pyramid):
    """A pyramid with a mask logit at every level.

    The side outputs at strides 32, 16 and 8 are ours, for deep supervision, at the cost of one 1x1
    convolution each.
    """

    def __init__(self, width: int, depth: int = 4) -> None:
        super().__init__(width, depth)
        self.draw = nn.ModuleList(nn.Conv2d(width, 1, 1) for _ in range(depth))

    def forward(self, levels: Sequence[Tensor]) -> tuple[list[Tensor], list[Tensor]]:
        """Levels fine to coarse in; features and logits (B, 1, H / s, W / s) coarse to fine out."""
        features = self.features(levels)
        return features, [draw(x) for draw, x in zip(self.draw, features, strict=True)]


class Outline(nn.Module):
    """The last step of the object map, from stride 4 to 2, where thin parts still show.

    Ours. Narrow, since at this stride a channel costs four times what it costs at the next; it
    starts at "nothing to add".
    """

    def __init__(self, channels: int, width: int) -> None:
        super().__init__()
        self.enter = nn.Conv2d(channels, OUTLINE_WIDTH, 1)
        self.narrow = nn.Conv2d(width, OUTLINE_WIDTH, 1)
        self.merge = nn.ModuleList(
            nn.Conv2d(OUTLINE_WIDTH, OUTLINE_WIDTH, 3, padding=1) for _ in range(2)
        )
        self.draw = nn.Conv2d(OUTLINE_WIDTH, 1, 1)
        for parameter in self.draw.parameters():
            nn.init.zeros_(parameter)

    def forward(self, level: Tensor, coarser: Tensor, logits: Tensor) -> Tensor:
        """The finer logits.

        Args:
            level: (B, C, H / 2, W / 2), from the encoder.
            coarser: (B, width, H / 4, W / 4), the decoder's features.
            logits: (B, 1, H / 4, W / 4).
        Returns: (B, 1, H / 2, W / 2).
        """
        x = F.relu(self.enter(level) + resize(self.narrow(coarser), level))
        for merge in self.merge:
            x = F.relu(merge(x))
        added: Tensor = self.draw(x)
        return added + resize(logits, added)


def resize(x: Tensor, like: Tensor) -> Tensor:
    """(B, C, h, w) stretched to the height and width of `like`, bilinear between cell centres."""
    if x.shape[-2:] == like.shape[-2:]:
        return x
    return F.interpolate(x, like.shape[-2:], mode="bilinear", align_corners=False)
