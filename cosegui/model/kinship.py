"""Whether the objects of a group's images are of one kind, so that a mask may be empty.

Ours; the paper always finds something. What a photograph's object looks like (a learnt signature)
and what the network would call it (its classes), both pooled under the object map, are compared
with those of the others: unlike the spatial prior this tells images that share an object from
images that share nothing.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

SIGNATURE = 64
# In training: where the cosine of two signatures leaves both answers open, and how fast it turns.
MARGIN = 0.3
STEEPNESS = 10.0
LEAST_GROUP = 3
# Where most images are of one kind, one that looks otherwise is more likely an odd view of the
# object than a stranger: it loses its mask only at a part of the bound.
RELATED_MEDIAN = 0.3
RELATED_SHARE = 0.2
# Photographs whose features as a whole are this near were taken at one place: they share what is
# there. One pair in a thousand of unrelated photographs is nearer than 0.83.
SAME_PLACE = 0.85


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


def shown_classes(posterior: Tensor, objects: Tensor) -> Tensor:
    """What the objects of each image are called; (B, K), unit vectors.

    Roots of the chances, so that the cosine of two images is the overlap of what they show.

    Args:
        posterior: (B, K, h, w) in [0, 1], class probabilities of every cell.
        objects: (B, 1, h, w) in [0, 1], the object map there.
    """
    return F.normalize((posterior * objects.square()).sum((2, 3)).sqrt(), dim=1)


def kinship(
    signatures: Tensor, shown: Tensor | None = None, centres: Tensor | None = None
) -> Tensor:
    """(N,) in [-1, 1], how much each image holds what half of the others hold.

    The median over the others of the mean of both cosines: neither a stranger nor an odd view makes
    the rest less akin. 1 in a group of one or two: a single comparison is too little to take a mask
    away.

    Args:
        signatures: (N, 64), unit vectors.
        shown: (N, K), from `shown_classes`; None without classes.
        centres: (N, C), the mean of each image's coarsest features; None: places are not compared.
    """
    count = len(signatures)
    if count < LEAST_GROUP:
        return signatures.new_ones(count)
    alike = signatures.float() @ signatures.float().T
    if shown is not None:
        alike = (alike + shown.float() @ shown.float().T) / 2
    if centres is not None:
        whole = F.normalize(centres.float(), dim=1)
        alike = torch.where(whole @ whole.T >= SAME_PLACE, 1.0, alike)
    others = alike.fill_diagonal_(torch.inf).sort(dim=1).values[:, :-1]  # (N, N - 1)
    return (others[:, (count - 2) // 2] + others[:, (count - 1) // 2]) / 2


def strangers(kin: Tensor, least: float) -> Tensor:
    """(N,) bool, the images that hold nothing of what the others hold.

    Args:
        kin: (N,), from `kinship`.
        least: the bound in a group that seems to share nothing, in [0, 1]; 0 finds no stranger.
    """
    is_related = bool(kin.median() >= RELATED_MEDIAN)
    bound = least * RELATED_SHARE if is_related else least
    return (kin < bound) & (bound > 0)
