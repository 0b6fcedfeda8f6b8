"""How sure the model may be of a mask, and how much a person's look at it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from cosegui.core.ports import Doubt

CLEAR_DISAGREEMENT = 0.3
"""The examples have changed that share of a mask's union: worth telling."""


def chances_of(logits_hw: NDArray[np.float32]) -> NDArray[np.float32]:
    """(H, W) float32 in [0, 1], the probabilities that a map of logits stands for."""
    return np.asarray(torch.sigmoid(torch.from_numpy(logits_hw)).numpy(), np.float32)


def expected_iou(probability_hw: NDArray[np.float32], threshold: float) -> float:
    """The J that the mask would reach on average if the probabilities were true; in [0, 1].

    For an empty mask: the chance that there is nothing, judged by the likeliest 0.5 % of pixels.
    """
    below = float(np.nextafter(np.float32(threshold), np.float32(0)))  # the threshold is inside
    kept_hw = cv2.threshold(probability_hw, below, 0, cv2.THRESH_TOZERO)[1]
    inside_hw = np.asarray(kept_hw, np.float32)
    count = cv2.countNonZero(inside_hw)
    if count:
        sure = _sum(inside_hw)
        return sure / (count + _sum(probability_hw) - sure)
    top = max(1, probability_hw.size // 200)
    return 1 - float(np.partition(probability_hw.ravel(), -top)[-top:].mean())


def judge_doubt(
    score: float,
    index: int,
    likenesses: Mapping[int, float],
    after_hw: NDArray[np.float32],
    before_hw: NDArray[np.float32] | None,
) -> tuple[float, Doubt]:
    """How much the group would learn from a correction of this image, and why it should be seen.

    Doubt times the square of how well the others find their like in the image: on held-out groups
    this beat doubt alone, likeness alone and entropy (docs/decisions/propagation.md). Where
    examples spoke against the network it is worth up to twice that.

    Args:
        score: see `expected_iou`.
        likenesses: by index, of all images that nobody has confirmed.
        after_hw, before_hw: (h, w) in [0, 1], with the examples and without; None: there are none.
    """
    here = likenesses.get(index, 1.0)
    worth = (1 - score) * here**2
    apart = 0.0 if before_hw is None else _disagreement(before_hw, after_hw)
    if apart >= CLEAR_DISAGREEMENT:
        return worth * (1 + apart), Doubt.DISAGREEMENT
    is_typical = len(likenesses) > 2 and here >= fmean(likenesses.values())
    return worth * (1 + apart), Doubt.TYPICAL if is_typical else Doubt.UNSURE


def _disagreement(first_hw: NDArray[np.float32], second_hw: NDArray[np.float32]) -> float:
    """1 - the intersection of two soft masks over their union; 0 where both are empty."""
    both = _sum(first_hw) + _sum(second_hw)
    apart = cv2.norm(first_hw, second_hw, cv2.NORM_L1)
    union = (both + apart) / 2  # the sum of the larger values; that of the smaller has a minus
    # Faint maps say nothing together: half a per cent of the image counts as none.
    if union < first_hw.size / 200:
        return 0.0
    return apart / union


def _sum(values_hw: NDArray[np.float32]) -> float:
    """In double precision; like all sums here by OpenCV, many times as fast as by numpy."""
    return float(cv2.sumElems(values_hw)[0])
