"""What the network is punished for. All terms take logits; Dice is soft and per image.

Beside the paper's sum (BCE + co-category BCE, section 3.4) ours has a Dice term, side outputs, the
object map and dense classes; docs/benchmarks.md tells what each brings.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from cosegui.model.description import Description, GroupCode
from cosegui.model.kinship import kinship_logits

from .batches import Batch
from .config import LossConfig
from .paper_losses import smooth_l1, weighted_bce

DICE_EASE = 1.0  # keeps Dice of an empty target finite, and its gradient small


def mask_loss(
    logits: Tensor, target: Tensor, weights: Tensor | None = None, *, dice_weight: float = 1.0
) -> Tensor:
    """BCE + Dice, mean over the images.

    Args:
        logits: (B, 1, h, w), enlarged to the target's size.
        target: (B, 1, H, W) in [0, 1].
        weights: (B, 1, H, W) in [0, 1], what a pixel counts; None is 1 everywhere.
    """
    if logits.shape[-2:] != target.shape[-2:]:
        logits = F.interpolate(logits, target.shape[-2:], mode="bilinear", align_corners=False)
    logits = logits.float()  # half-precision sums over a whole mask are no sums
    bce = F.binary_cross_entropy_with_logits(logits, target, weights)
    w = torch.ones_like(target) if weights is None else weights
    p = (w * torch.sigmoid(logits)).flatten(1)
    t = (w * target).flatten(1)
    overlap = (p * t).sum(1)
    # The mean of squares, not of values: a soft target is then its own best answer.
    dice = 1 - (2 * overlap + DICE_EASE) / ((p * p).sum(1) + (t * t).sum(1) + DICE_EASE)
    has_object = t.amax(1) > 0.5  # on an empty target Dice says nothing that BCE does not
    return bce + dice_weight * (dice * has_object).mean()


def side_loss(logits: Sequence[Tensor], target: Tensor) -> Tensor:
    """BCE of the coarser maps against the target at their own resolution; mean over the levels."""
    terms = [
        F.binary_cross_entropy_with_logits(
            x.float(), F.adaptive_avg_pool2d(target, (x.shape[-2], x.shape[-1]))
        )
        for x in logits
    ]
    return torch.stack(terms).mean()


def dense_class_loss(posterior: Tensor, shares: Tensor) -> Tensor:
    """Cross-entropy of the class posterior over the cells that have a label.

    Unlabelled cells count for nothing: they may hold an object that nobody marked.

    Args:
        posterior: (B, K, h, w), sums to 1 over K.
        shares: (B, K, h, w) in [0, 1].
    """
    labelled = shares.amax(1) > 0.5  # (B, h, w)
    target = shares / shares.sum(1, keepdim=True).clamp_min(1e-6)
    entropy = -(target * posterior.float().clamp_min(1e-6).log()).sum(1)  # (B, h, w)
    # Every image counts the same, however large its object.
    weight = labelled / labelled.sum((1, 2), keepdim=True).clamp_min(1)
    return (entropy * weight).sum() / labelled.flatten(1).any(1).sum().clamp_min(1)


def kinship_loss(signatures: Tensor, batch: Batch) -> Tensor:
    """BCE over pairs of images whose objects are known to be alike, or known not to be.

    An image counts for the class that most of its object map belongs to. Pairs of which nothing
    is known, because an object has no label, teach nothing; the two answers weigh the same.

    Args:
        signatures: (B, 64) unit vectors.
    """
    logits = kinship_logits(signatures.float())  # (B, B)
    h, w = batch.classes.shape[-2:]
    objects = F.adaptive_avg_pool2d(batch.objects, (h, w))
    held = (batch.classes * objects).flatten(2).sum(2)  # (B, K)
    main = (held > 0.5 * objects.flatten(1).sum(1, keepdim=True)).float()
    present = (batch.classes.flatten(2).amax(2) > 0.5).float()
    is_known = main.amax(1) > 0
    itself = torch.eye(len(main), dtype=torch.bool, device=main.device)
    known = is_known[:, None] & is_known[None] & ~itself  # (B, B)
    alike = known & (main @ main.T > 0)
    other = known & (present @ present.T == 0)
    terms = [
        F.softplus(sign * logits[pairs]).mean()
        for sign, pairs in ((-1.0, alike), (1.0, other))
        if bool(pairs.any())
    ]
    return torch.stack(terms).sum() if terms else logits.sum() * 0


def total_loss(
    logits: Sequence[Tensor],
    described: Description,
    codes: Sequence[GroupCode],
    batch: Batch,
    config: LossConfig,
) -> dict[str, Tensor]:
    """All terms, weighted; "total" is their sum.

    With no weight on what is shared, the side outputs that say it teach nothing either. `logits`
    and `codes` may be empty where no term is of groups.
    """
    terms: dict[str, Tensor] = {}
    side = described.summary.new_zeros(())
    if config.shared:
        shared = mask_loss(logits[-1], batch.shared, batch.weights)
        terms["shared"] = config.shared * shared
        side = side + side_loss(logits[:-1], batch.shared)
    if config.weighted_bce:
        terms["weighted_bce"] = config.weighted_bce * weighted_bce(logits[-1], batch.shared)
    if config.smooth_l1:
        terms["smooth_l1"] = config.smooth_l1 * smooth_l1(logits[-1], batch.shared)
    if described.object_logits:
        terms["objects"] = config.objects * mask_loss(
            described.object_logits[-1], batch.objects, dice_weight=config.object_dice
        )
        side = side + side_loss(described.object_logits[:-1], batch.objects)
    terms["side"] = config.side_outputs * side
    if described.posterior is not None and described.fused_posterior is not None:
        classes = dense_class_loss(described.posterior, batch.classes)
        coarse = dense_class_loss(described.fused_posterior, F.avg_pool2d(batch.classes, 2))
        terms["classes"] = config.classes * (classes + coarse)
    if codes and codes[0].category_logits is not None and bool(batch.has_categories.any()):
        logits_of = [c.category_logits for c in codes if c.category_logits is not None]
        guesses = torch.stack(logits_of).float()
        rows = batch.has_categories
        categories = F.binary_cross_entropy_with_logits(guesses[rows], batch.categories[rows])
        terms["categories"] = config.categories * categories
    if described.signature is not None:
        terms["kinship"] = config.kinship * kinship_loss(described.signature[:, 0], batch)
    terms["total"] = torch.stack(list(terms.values())).sum()
    return terms
