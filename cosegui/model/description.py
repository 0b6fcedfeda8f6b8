"""What passes between the three stages of the network: image by image, the group, the masks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import accumulate
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor


@dataclass
class Description:
    """What the group stage needs to know of a batch of images.

    Attributes:
        fused: (B, width, h, w) descriptors for the spatial modulator, coarsest level's frame.
        summary: (B, 32) from the semantic modulator.
        object_logits: levels of the object map, coarse to fine, last at stride 4 or 2; or empty.
        fused_posterior: (B, classes, h, w), class probabilities read from `fused` alone; or None.
            Only its loss teaches the fusion, since the spatial modulator passes no gradient on.
        posterior: (B, classes, H/16, W/16) class probabilities of every cell; or None.
        evidence: (B, classes) in [0, 1], how surely the image shows the class; or None.
        landmarks: (B, 8, C) the encoder's coarsest features where the object map is highest; or
            None without an object map, as the next.
        landmark_weights: (B, 8) in [0, 1], the object map there.
        centre: (B, C) mean of the coarsest features over the image.
        signature: (B, V, 64) unit vectors, what kind of object each view of the image holds
            (kinship.py); or None.
        shown: (B, V, classes) unit vectors, what its objects are called (kinship.py); or None.
        looks: (B, V, C) unit vectors, how its objects look (kinship.py); or None.
        strangers: (B,) bool, as in `GroupCode`, where they are known beforehand; or None.
    """

    fused: Tensor
    summary: Tensor
    object_logits: list[Tensor] = field(default_factory=list)
    fused_posterior: Tensor | None = None
    posterior: Tensor | None = None
    evidence: Tensor | None = None
    landmarks: Tensor | None = None
    landmark_weights: Tensor | None = None
    centre: Tensor | None = None
    signature: Tensor | None = None
    shown: Tensor | None = None
    looks: Tensor | None = None
    strangers: Tensor | None = None

    def object_map(self, row: int = 0) -> NDArray[np.float32]:
        """(h, w), the finest object map of one image of the batch; it must have one."""
        logit = self.object_logits[-1][row, 0]
        return np.asarray(logit.float().cpu().numpy(), np.float32)

    def part(self, rows: slice | Sequence[int]) -> Description:
        """The description of some of the batch's images."""
        return self.mapped(lambda value: value[rows])

    def split(self, sizes: Sequence[int]) -> list[Description]:
        """One description per group, of so many consecutive images each."""
        ends = list(accumulate(sizes))
        return [self.part(slice(end - size, end)) for size, end in zip(sizes, ends, strict=True)]

    def mapped(self, change: Callable[[Tensor], Tensor]) -> Description:
        """Every tensor changed alike."""

        def changed(value: Tensor | list[Tensor] | None) -> Any:
            if isinstance(value, list):
                return [change(level) for level in value]
            return None if value is None else change(value)

        return Description(**{name: changed(value) for name, value in vars(self).items()})


class People(Enum):
    """What people are to a group: beside what it shares, all that it shares, or neither surely."""

    BESIDE = auto()
    SHARED = auto()
    UNDECIDED = auto()


@dataclass
class Drawing:
    """What the decoder says of a batch.

    Attributes:
        logits: (B, 1, h, w), coarse to fine; the last, at stride 4 or 2, is the mask, those before
            it are side outputs for deep supervision.
        agreement: (B, 1, H / 16, W / 16) in [0, 1], how well each cell fits what the *other* images
            show, by match and by class; None without an object map or classes.
        beside: (B, 1, H / 16, W / 16) in [0, 1], how surely each cell is of a person, in groups
            that share something else, and of anything else in groups of people; 0 where that is
            not clear. None as above, or if no class is a person.
    """

    logits: list[Tensor]
    agreement: Tensor | None = None
    beside: Tensor | None = None


@dataclass
class GroupCode:
    """What one group shares.

    Attributes:
        prior: (N, h, w), the spatial modulator's solution scaled to a root mean square of 1 (a unit
            vector shrinks as the group grows), coarsest level's frame.
        gamma: (width,) channel weights.
        category_logits: (classes,), or None without classes; in training the semantic modulator's,
            otherwise the vote's where there is one.
        vote: (classes,) in [0, 1], the geometric mean of the members' evidence; or None.
        landmarks: (I, k, C) unit vectors, what I images of the group show as objects; or None.
        landmark_weights: (I, k) in [0, 1].
        landmark_owners: (I,) position in the group of the image that each row belongs to.
        centre: (C,) mean of the coarsest features over the group.
        looks: (M, V, C) unit vectors, how the objects of its M members look (kinship.py); or None.
        members: (M,) their positions in the group.
        rows: (n,) positions in the group of the images that `prior` is of.
        strangers: (N,) bool, the images that hold nothing of what the others hold; or None.
        people: what they are to the group.
        openness: in [0, 1], how far a lesson has its say in the group (taught.py); 0 without one.
    """

    prior: Tensor
    gamma: Tensor
    category_logits: Tensor | None
    vote: Tensor | None = None
    landmarks: Tensor | None = None
    landmark_weights: Tensor | None = None
    landmark_owners: Tensor | None = None
    centre: Tensor | None = None
    looks: Tensor | None = None
    members: Tensor | None = None
    rows: Tensor | None = None
    strangers: Tensor | None = None
    people: People = People.UNDECIDED
    openness: float = 0.0

    def for_images(self, rows: Sequence[int], device: torch.device) -> GroupCode:
        """The code for drawing some of the group's images."""
        positions = torch.tensor(rows, device=device)

        def moved(value: Tensor | None) -> Tensor | None:
            return None if value is None else value.to(device)

        return GroupCode(
            self.prior.to(device)[positions],
            self.gamma.to(device),
            moved(self.category_logits),
            moved(self.vote),
            moved(self.landmarks),
            moved(self.landmark_weights),
            moved(self.landmark_owners),
            moved(self.centre),
            moved(self.looks),
            moved(self.members),
            positions,
            None if self.strangers is None else self.strangers.to(device)[positions],
            self.people,
            self.openness,
        )
