"""Whether the objects of a group's images are of one kind, so that a mask may be empty.

Ours; the paper always finds something. What a photograph's object is to the network (a learnt
signature, and what it would be called) and how it looks to the encoder before anything was learnt
about kinds, all pooled under the object map, are compared with those of the others: unlike the
spatial prior this tells images that share an object from images that share nothing.
"""

from __future__ import annotations

from itertools import product

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from cosegui.model.description import Description

SIGNATURE = 64
# In training: where the cosine of two signatures leaves both answers open, and how fast it turns.
MARGIN = 0.3
STEEPNESS = 10.0
LEAST_GROUP = 3
# Kinds that were learnt are told apart by what was learnt, all others by how they look.
KNOWN_SHARE = 0.25
# Directions in which objects vary less than this, in units of their mean variance, count for less.
LEAST_SPREAD = 4.0
# Where most images are of one kind, one that looks otherwise is more likely an odd view of the
# object than a stranger: some of the others show that view too, and those are asked, with a lower
# bound.
RELATED_SHARE = 0.75
NEAREST_OTHERS = 0.85  # as akin as the image is to all but the nearest sixth of the others
# Photographs whose features as a whole are this near were taken at one place: they share what is
# there. One pair in a thousand of unrelated photographs is nearer than 0.83.
SAME_PLACE = 0.85
# An image is also judged without its people, if this share of its object map is left.
LEAST_LEFT = 0.1


def object_views(objects: Tensor, people: Tensor | None = None) -> Tensor:
    """What an image may be of: all of its objects, and what is left without people.

    The owner of a dog is larger than the dog, and it is the dog that the others hold. Where next
    to nothing is left, both views are of everything.

    Args:
        objects: (B, 1, h, w) in [0, 1], the object map.
        people: (B, 1, h, w) in [0, 1], how surely each cell is of a person; None: nobody knows.
    Returns: (B, V, h, w) in [0, 1].
    """
    if people is None:
        return objects
    alone = objects * (1 - people)
    left = alone.square().sum((2, 3), keepdim=True)
    is_left = left >= LEAST_LEFT * objects.square().sum((2, 3), keepdim=True)
    return torch.cat([objects, torch.where(is_left, alone, objects)], dim=1)


class Signature(nn.Module):
    """One unit vector per view of an image, alike where the objects are of one kind."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.embed = nn.Linear(channels, SIGNATURE)

    def forward(self, coarsest: Tensor, objects: Tensor) -> Tensor:
        """Pool the objects and embed them.

        Args:
            coarsest: (B, C, h, w), the encoder's coarsest level.
            objects: (B, V, h, w) in [0, 1], from `object_views` there.
        Returns: (B, V, 64).
        """
        return F.normalize(self.embed(pooled_objects(coarsest, objects)), dim=2)


class Appearance(nn.Module):
    """One unit vector per view of an image, alike where the objects look alike to the encoder.

    Not learnt by gradients: what training says about its kinds tells others apart worse than the
    encoder's own features do (docs/decisions/objectness-and-vote.md). Those are centred, and
    scaled in the directions in which objects vary most.
    """

    mean: Tensor  # (C,)
    spread: Tensor  # (C, C), symmetric

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(channels))
        self.register_buffer("spread", torch.eye(channels))

    def forward(self, coarsest: Tensor, objects: Tensor) -> Tensor:
        """(B, V, C) of maps and views as `Signature` takes them."""
        seen = pooled_objects(coarsest, objects) - self.mean
        return F.normalize(seen @ self.spread, dim=2)

    @torch.no_grad()
    def fit(self, seen: Tensor) -> None:
        """Learn in closed form how objects vary.

        Args:
            seen: (M, C), `pooled_objects` of M views.
        """
        self.mean.copy_(seen.mean(0))
        centred = (seen - self.mean).double()
        variances, directions = torch.linalg.eigh(centred.T @ centred / max(1, len(seen) - 1))
        relative = variances.clamp_min(0) / variances.mean().clamp_min(1e-12)
        scales = (relative + LEAST_SPREAD).rsqrt()
        self.spread.copy_((directions * scales @ directions.T).to(self.spread))


def pooled_objects(coarsest: Tensor, objects: Tensor) -> Tensor:
    """(B, V, C) unit vectors, the encoder's coarsest level over each view of what stands out.

    Args:
        coarsest: (B, C, h, w).
        objects: (B, V, h, w) in [0, 1], from `object_views` there.
    """
    return F.normalize(_pooled(coarsest, objects), dim=2)


def kinship_logits(signatures: Tensor) -> Tensor:
    """(N, N) logits that two images hold the same kind of object; the diagonal means nothing."""
    return STEEPNESS * (signatures @ signatures.T - MARGIN)


def shown_classes(posterior: Tensor, objects: Tensor) -> Tensor:
    """What the objects of each image are called; (B, V, K), unit vectors.

    Roots of the chances, so that the cosine of two images is the overlap of what they show.

    Args:
        posterior: (B, K, h, w) in [0, 1], class probabilities of every cell.
        objects: (B, V, h, w) in [0, 1], from `object_views` there.
    """
    return F.normalize(_pooled(posterior, objects).clamp_min(0).sqrt(), dim=2)


def _pooled(maps: Tensor, objects: Tensor) -> Tensor:
    """(B, V, C), the mean of maps (B, C, h, w) over each view (B, V, h, w)."""
    weight = objects.square()  # what is half an object is a quarter of the matter
    sums = torch.einsum("bchw,bvhw->bvc", maps, weight)
    return sums / weight.sum((2, 3)).clamp_min(1e-3)[..., None]


def pairwise_kinship(
    signatures: Tensor,
    shown: Tensor | None = None,
    looks: Tensor | None = None,
    centres: Tensor | None = None,
) -> Tensor:
    """(N, N) in [-1, 1], how alike the objects of two images are.

    As the cosines of the two views that are most alike say: three parts how they look, one part
    what is known, which is the mean of signature and classes.

    Args:
        signatures: (N, V, 64), unit vectors.
        shown: (N, V, K), from `shown_classes`; None without classes.
        looks: (N, V, C), from `Appearance`; None: only what is known counts.
        centres: (N, C), the mean of each image's coarsest features; None: places are not compared.
    """
    count = len(signatures)
    alike = signatures.new_full((count, count), -1, dtype=torch.float32)
    for one, other in product(range(signatures.shape[1]), repeat=2):
        cosines = signatures[:, one].float() @ signatures[:, other].float().T
        if shown is not None:
            cosines = (cosines + shown[:, one].float() @ shown[:, other].float().T) / 2
        if looks is not None:
            alike_looks = looks[:, one].float() @ looks[:, other].float().T
            cosines = KNOWN_SHARE * cosines + (1 - KNOWN_SHARE) * alike_looks
        alike = torch.maximum(alike, cosines)
    if centres is not None:
        whole = F.normalize(centres.float(), dim=1)
        alike = torch.where(whole @ whole.T >= SAME_PLACE, 1.0, alike)
    return alike


def alike_in(described: Description, more: Description | None = None) -> Tensor:
    """`pairwise_kinship` of the images of one description, or of two, one after the other.

    What the first does not tell is not asked of the second either.
    """

    def joined(mine: Tensor | None, others: Tensor | None) -> Tensor | None:
        return mine if mine is None or others is None else torch.cat([mine, others])

    rest = described.part(slice(0, 0)) if more is None else more
    signatures = joined(described.signature, rest.signature)
    assert signatures is not None  # or kinship would not be judged
    return pairwise_kinship(
        signatures,
        joined(described.shown, rest.shown),
        joined(described.looks, rest.looks),
        joined(described.centre, rest.centre),
    )


def nearest_of(alike: Tensor) -> Tensor:
    """(n,) how alike each of n is to all but the nearest sixth of M; (n, M), nan is not counted."""
    return torch.nanquantile(alike, NEAREST_OTHERS, dim=1)


def kinship(alike: Tensor, least: float) -> Tensor:
    """(N,) in [-1, 1], how much each image holds what others of its group hold.

    The median over the others: neither a stranger nor an odd view makes the rest less akin. In a
    group that is related on the whole, the nearest of the others count instead. 1 in a group of one
    or two: a single comparison is too little to take a mask away.

    Args:
        alike: (N, N), from `pairwise_kinship`.
        least: the bound of `strangers`.
    """
    count = len(alike)
    if count < LEAST_GROUP:
        return alike.new_ones(count)
    itself = torch.eye(count, dtype=torch.bool, device=alike.device)
    others = alike.masked_fill(itself, torch.inf).sort(dim=1).values[:, :-1]  # (N, N - 1)
    median = torch.quantile(others, 0.5, dim=1)
    is_related = _is_related(median, least)
    return nearest_of(others) if is_related else median


def strangers(kin: Tensor, least: float) -> Tensor:
    """(N,) bool, the images that hold nothing of what the others hold.

    Args:
        kin: (N,), from `kinship`.
        least: the bound in a group that seems to share nothing, in [0, 1]; 0 finds no stranger.
    """
    bound = least * RELATED_SHARE if _is_related(kin, least) else least
    return (kin < bound) & (bound > 0)


def like_the_examples(alike: Tensor, least: float) -> Tensor:
    """(N,) bool, the images that hold what a person has marked, whatever the majority holds.

    Args:
        alike: (N, K), from `pairwise_kinship`, the images with K examples described by what is
            marked in them; if there is none, no image is like it.
        least: how akin an image must be to them on average.
    """
    return alike.mean(dim=1) >= least  # the mean of nothing is nan, and that is not


def _is_related(kin: Tensor, least: float) -> bool:
    """Whether most images of a group are of one kind; the two forms of `kinship` agree on it."""
    return bool(kin.median() >= least)
