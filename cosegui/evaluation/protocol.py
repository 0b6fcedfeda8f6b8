"""How a data set is put to a model: at which size it is judged, and in which groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from cosegui.core.ports import SegmentOptions
from cosegui.imaging.resample import stretched

PAPER_SIZE_PX = 224
"""The side of the square to which the paper stretches photograph, mask and truth."""


class Protocol(StrEnum):
    """The size at which a mask is judged."""

    NATIVE = "native"
    """The photograph's own."""
    PAPER = "paper"
    """224x224, as published."""


@dataclass(frozen=True, slots=True)
class EvaluationOptions:
    """How to evaluate.

    Attributes:
        protocol: the size at which masks are judged.
        group_size: images that are segmented jointly; None takes all of a group.
        shuffles: times that every part is run again with its images in another order.
        deals: times that the images of a group are dealt anew into parts of `group_size`.
        seed: of the orders and deals.
        segment: what is asked of the model.
    """

    protocol: Protocol = Protocol.NATIVE
    group_size: int | None = None
    shuffles: int = 0
    deals: int = 0
    seed: int = 0
    segment: SegmentOptions = field(default_factory=SegmentOptions)

    @property
    def rounds(self) -> int:
        """How many times every image is judged; deals need a group size."""
        return 1 + self.shuffles + (self.deals if self.group_size is not None else 0)


@dataclass(frozen=True, slots=True)
class Part:
    """Images of one group, by position, that are segmented jointly.

    `judged`: those whose masks count. An image is judged in one part of its group only.
    """

    members: tuple[int, ...]
    judged: frozenset[int]


def parts_of(order: Sequence[int], group_size: int | None) -> list[Part]:
    """Cut a group, given as its positions in some order, into parts of `group_size`.

    The last part is filled up with the images before it, which are not judged again: every image
    is segmented among exactly `group_size`, and none of them twice. A group of fewer is one part.
    """
    size = len(order) if group_size is None else min(group_size, len(order))
    parts = []
    for start in range(0, len(order), max(size, 1)):
        judged = frozenset(order[start : start + size])
        first = min(start, len(order) - size)
        parts.append(Part(tuple(order[first : first + size]), judged))
    return parts


def masks_to_judge(
    probability_hw: NDArray[np.float32],
    threshold: float,
    truth_hw: NDArray[np.bool_],
    protocol: Protocol,
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(predicted, truth) at the size that the protocol names.

    At 224x224 the probability is resampled before it is cut, the truth takes the nearest pixel.

    Args:
        probability_hw: (H, W) float32 in [0, 1], image frame.
        threshold: object where the probability is at least this.
        truth_hw: (H, W) bool, image frame.
    """
    if protocol is Protocol.PAPER:
        square = (PAPER_SIZE_PX, PAPER_SIZE_PX)
        probability_hw = stretched(probability_hw, square)
        truth_hw = np.asarray(
            cv2.resize(truth_hw.astype(np.uint8), square, interpolation=cv2.INTER_NEAREST)
        ).astype(np.bool_)
    return np.asarray(probability_hw >= threshold), truth_hw
