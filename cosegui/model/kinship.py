"""Whether the objects of a group's images are of one kind, so that a mask may be empty.

Ours; the paper always finds something. One vector per photograph, pooled under its object map, is
compared with those of the others: unlike the spatial prior it tells images that share an object
from images that share nothing.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

SIGNATURE = 64
# Where the cosine of two signatures leaves both answers open, and how fast it turns to one.
MARGIN = 0.3
STEEPNESS = 10.0
LEAST_GROUP = 3
# Where most images are of one kind, one that looks otherwise is more likely an odd view of the
# object than a stranger: it loses its mask only at a fifth of the bound.
RELATED_MEDIAN = 0.25
RELATED_SHARE = 0.2


class Signature(nn.Module):
    """One unit vector per image, alike where the objects are of one kind."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.embed = nn.Linear(channels, SIGNATURE)

    def forward(self, coarsest: Tensor, objects: Tensor) -> Tensor:
        """Pool the object and embed it.

        Args:
            coarsest: (B, C, h, w), the encoder's coarsest level.
            objects: (B, 1, h, w) in [0, 1], the object map there.
        Returns: (B, 64).
        """
        weight = objects.square()  # what is half an object is a quarter of the matter
        pooled = (coarsest * weight).sum((2, 3)) / weight.sum((2, 3)).clamp_min(1e-3)
        return F.normalize(self.embed(F.normalize(pooled, dim=1)), dim=1)


def kinship_logits(signatures: Tensor) -> Tensor:
    """(N, N) logits that two images hold the same kind of object; the diagonal means nothing."""
    return STEEPNESS * (signatures @ signatures.T - MARGIN)


def kinship(signatures: Tensor) -> Tensor:
    """(N,) in [0, 1], how surely each image holds what the others hold.

    1 in a group of one or two: a single comparison is too little to take a mask away.
    """
    count = len(signatures)
    if count < LEAST_GROUP:
        return signatures.new_ones(count)
    logits = kinship_logits(signatures.float())
    return torch.sigmoid((logits.sum(dim=1) - logits.diagonal()) / (count - 1))


def strangers(kin: Tensor, least: float) -> Tensor:
    """(N,) bool, the images that hold nothing of what the others hold.

    Args:
        kin: (N,), from `kinship`.
        least: the bound in a group that seems to share nothing, in [0, 1]; 0 finds no stranger.
    """
    is_related = bool(kin.median() >= RELATED_MEDIAN)
    return kin < (least * RELATED_SHARE if is_related else least)
