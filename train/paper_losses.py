"""The two mask terms of the paper's sum, for its own recipe; ours are in losses.py.

Source: Zhang et al. 2020, section 3.4.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def weighted_bce(logits: Tensor, target: Tensor) -> Tensor:
    """BCE in which object and ground of an image weigh the same; mean over the images.

    The authors' code weighs each with its own share, which is the reverse of balancing.

    Args:
        logits: (B, 1, h, w), enlarged to the target's size.
        target: (B, 1, H, W) in [0, 1].
    """
    entropy = F.binary_cross_entropy_with_logits(
        _enlarged(logits, target), target, reduction="none"
    ).flatten(1)
    t = target.flatten(1)  # (B, H W)
    on = (t * entropy).sum(1) / t.sum(1).clamp_min(1)
    off = ((1 - t) * entropy).sum(1) / (1 - t).sum(1).clamp_min(1)
    return ((on + off) / 2).mean()


def smooth_l1(logits: Tensor, target: Tensor) -> Tensor:
    """Smooth L1 distance of the probabilities; arguments as `weighted_bce`."""
    return F.smooth_l1_loss(torch.sigmoid(_enlarged(logits, target)), target)


def _enlarged(logits: Tensor, target: Tensor) -> Tensor:
    if logits.shape[-2:] != target.shape[-2:]:
        logits = F.interpolate(logits, target.shape[-2:], mode="bilinear", align_corners=False)
    return logits.float()
