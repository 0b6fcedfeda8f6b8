"""Objects that the group does not share: some of an image's, or all of them."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

LEAST_SHARE = 0.6
SURELY_BESIDE = 0.85
LEAST_LEFT = 0.1  # of a mask: the owner of a dog is larger than the dog
DAMPED_LOGIT = -1.5  # a probability of 0.18: out of the mask, and back with a lower threshold


def emptied(logits_hw: NDArray[np.float32]) -> NDArray[np.float32]:
    """The map of an image that holds nothing shared: (H, W), at most a probability of 0.18."""
    return np.minimum(logits_hw, np.float32(DAMPED_LOGIT))


def damp_foreign_objects(
    logits_hw: NDArray[np.float32], agreement_hw: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Take objects out of the mask that agree with the other images far less than the best one.

    Objects are the connected regions of positive logits; each is judged by its best cell, since
    not every part of a thing looks like a part of its likes. The best object of an image always
    stays: this chooses between the things in an image and never empties one.

    Args:
        logits_hw: (H, W), unbounded.
        agreement_hw: (h, w) in [0, 1], how well each cell fits what the other images show; it
            covers the whole image.
    Returns: (H, W), the input itself where nothing is damped; foreign objects end at a probability
        of at most 0.18.
    """
    count, labels = cv2.connectedComponents((logits_hw > 0).astype(np.uint8))
    if count <= 2:
        return logits_hw
    fine = cv2.resize(agreement_hw, logits_hw.shape[::-1], interpolation=cv2.INTER_LINEAR)
    best = np.array([fine[labels == label].max() for label in range(1, count)])
    is_foreign = np.concatenate([[False], best < LEAST_SHARE * best.max()])
    if not is_foreign.any():
        return logits_hw
    return np.asarray(np.where(is_foreign[labels], emptied(logits_hw), logits_hw), np.float32)


def without_what_is_beside(
    logits_hw: NDArray[np.float32],
    beside_hw: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Take what stands beside the object out of its mask, also where the two touch.

    Args:
        logits_hw: (H, W), unbounded.
        beside_hw: (h, w) in [0, 1], how surely each cell is of something that the group does not
            share; it covers the whole image.
    Returns: (H, W), the input itself where nothing would go, or where so little would be left
        (`LEAST_LEFT`) that the object itself was taken for something else.
    """
    if beside_hw.max() <= SURELY_BESIDE:
        return logits_hw
    fine = cv2.resize(beside_hw, logits_hw.shape[::-1], interpolation=cv2.INTER_LINEAR)
    alone = np.where(fine > SURELY_BESIDE, emptied(logits_hw), logits_hw)
    before, after = int((logits_hw > 0).sum()), int((alone > 0).sum())
    if after == before or after < LEAST_LEFT * before:
        return logits_hw
    return np.asarray(alone, np.float32)
