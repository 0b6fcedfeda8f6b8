"""A match without classes: how well the objects of the other images find their like in each cell.

Each image shows the others the few cells that most surely lie on an object, its landmarks, by the
encoder's coarsest features (docs/decisions/objectness-and-vote.md).
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from cosegui.model.description import Description, GroupCode

LANDMARKS = 8  # cells by which an image shows its objects to the others
MOST_LANDMARKS = 1024  # of a whole group: keeps the comparison linear in the number of images


def landmarks_of(coarsest: Tensor, object_logits: Tensor) -> dict[str, Tensor]:
    """The cells of each image that surely lie on an object.

    Args:
        coarsest: (B, C, h, w), the encoder's coarsest level.
        object_logits: (B, 1, h, w).
    Returns: fields of `Description`.
    """
    cells = coarsest.flatten(2).transpose(1, 2)  # (B, h w, C)
    chances = torch.sigmoid(object_logits.detach()).flatten(1)  # (B, h w)
    top = chances.topk(min(LANDMARKS, chances.shape[1]), dim=1)
    index = top.indices[..., None].expand(-1, -1, cells.shape[2])
    return {
        "landmarks": cells.gather(1, index),
        "landmark_weights": top.values,
        "centre": cells.mean(dim=1),
    }


def set_landmarks(code: GroupCode, described: Description, owners: Tensor) -> None:
    """Centre the landmarks on the group: what all cells have in common tells nothing apart.

    `owners`: (M,) positions of the images whose objects the group shares.
    """
    landmarks, weights, centre = (
        described.landmarks,
        described.landmark_weights,
        described.centre,
    )
    if landmarks is None or weights is None or centre is None:
        return
    code.centre = centre[owners].mean(dim=0)  # (C,)
    if len(owners) > MOST_LANDMARKS:
        owners = owners[weights[owners, 0].topk(MOST_LANDMARKS).indices]
    kept = max(1, min(weights.shape[1], MOST_LANDMARKS // len(owners)))
    code.landmarks = F.normalize(landmarks[owners, :kept] - code.centre, dim=2)  # (I, k, C)
    code.landmark_weights = weights[owners, :kept]  # (I, k)
    code.landmark_owners = owners  # (I,)


def match_with_others(coarsest: Tensor, code: GroupCode) -> Tensor:
    """How well the objects of the other images match each cell; (n, 1, h, w) in about [-1, 1].

    The best cosine with each image's landmarks, weighted by how surely they are objects, averaged
    over the images; an image alone is compared with itself. Zeros where the code has no landmarks.

    Args:
        coarsest: (n, C, h, w), the encoder's coarsest level of the images that `code.rows` names.
    """
    n, _, h, w = coarsest.shape
    if code.landmarks is None or code.landmark_weights is None or code.landmark_owners is None:
        return coarsest.new_zeros(n, 1, h, w)
    x = (coarsest - code.centre[:, None, None]).flatten(2)  # type: ignore[index]  # (n, C, h w)
    x = F.normalize(x, dim=1)
    similarity = torch.einsum("ikc,ncm->nikm", code.landmarks, x)  # (n, I, k, h w)
    best = (similarity * code.landmark_weights[:, :, None]).amax(dim=2)  # (n, I, h w)
    if len(code.landmark_owners) > 1:
        others = code.rows[:, None] != code.landmark_owners[None]  # type: ignore[index]  # (n, I)
        mean = (best * others[..., None]).sum(dim=1) / others.sum(dim=1)[:, None]
    else:
        mean = best.mean(dim=1)
    return mean.reshape(n, 1, h, w)
