"""The terms of the loss reward what they should."""

from __future__ import annotations

import pytest
import torch
from cosegui.train.batches import Batch
from cosegui.train.losses import dense_class_loss, kinship_loss, mask_loss, side_loss


def _square(size: int = 16) -> torch.Tensor:
    target = torch.zeros(1, 1, size, size)
    target[..., 4:12, 4:12] = 1
    return target


def test_the_right_mask_costs_least_and_the_inverse_most() -> None:
    target = _square()
    right, unsure, wrong = (mask_loss(logit * (2 * target - 1), target) for logit in (9, 0, -9))
    assert right < 0.01
    assert right < unsure < wrong


def test_a_soft_target_is_its_own_best_answer() -> None:
    target = 0.7 * _square() + 0.1
    best = mask_loss(torch.logit(target), target)
    assert best < mask_loss(torch.logit(target) + 0.5, target)
    assert best < mask_loss(torch.logit(target) - 0.5, target)


def test_without_dice_the_loss_of_a_soft_target_is_plain_cross_entropy() -> None:
    target = 0.7 * _square() + 0.1
    logits = torch.logit(target) + 0.5
    plain = torch.nn.functional.binary_cross_entropy_with_logits(logits, target)
    assert mask_loss(logits, target, dice_weight=0) == pytest.approx(float(plain))


def test_an_empty_target_punishes_false_objects_only() -> None:
    empty = torch.zeros(1, 1, 8, 8)
    assert mask_loss(torch.full_like(empty, -9.0), empty) < 0.01
    assert mask_loss(torch.full_like(empty, 2.0), empty) > 1


def test_coarser_logits_are_compared_with_the_target_at_their_own_size() -> None:
    target = _square()
    coarse = torch.nn.functional.adaptive_avg_pool2d(target, (4, 4))
    good = side_loss([9 * (2 * coarse - 1)], target)
    bad = side_loss([-9 * (2 * coarse - 1)], target)
    assert good < 0.2 < bad


def test_unlabelled_cells_do_not_count_for_the_classes() -> None:
    shares = torch.zeros(1, 2, 2, 2)
    shares[0, 0, 0, 0] = 1
    posterior = torch.full((1, 2, 2, 2), 0.5)
    before = dense_class_loss(posterior, shares)
    posterior[0, :, 1, 1] = torch.tensor([0.01, 0.99])
    assert torch.equal(dense_class_loss(posterior, shares), before)
    posterior[0, :, 0, 0] = torch.tensor([0.99, 0.01])
    assert dense_class_loss(posterior, shares) < before


def test_without_any_label_the_class_loss_is_zero() -> None:
    assert dense_class_loss(torch.full((1, 2, 2, 2), 0.5), torch.zeros(1, 2, 2, 2)) == 0


def _batch_of(*kinds: int | None) -> Batch:
    """One image a kind, its object on the left half; None: the object has no label."""
    count = len(kinds)
    objects = torch.zeros(count, 1, 8, 8)
    objects[..., :4] = 1
    classes = torch.zeros(count, 3, 2, 2)
    for row, kind in enumerate(kinds):
        if kind is not None:
            classes[row, kind, :, 0] = 1
    return Batch(
        images_u8=torch.zeros(count, 3, 16, 16, dtype=torch.uint8),
        objects=objects,
        shared=objects,
        weights=torch.ones_like(objects),
        classes=classes,
        categories=torch.zeros(1, 3),
        has_categories=torch.tensor([True]),
        group_sizes=[count],
        cache_keys=list(range(count)),
    )


def test_signatures_are_rewarded_for_telling_kinds_apart() -> None:
    batch = _batch_of(0, 0, 1)
    told_apart = torch.eye(64)[[0, 0, 1]]
    all_alike = torch.eye(64)[[0, 0, 0]]
    upside_down = torch.eye(64)[[0, 1, 0]]
    right = kinship_loss(told_apart, batch)
    assert right < 0.1
    assert all(kinship_loss(rows, batch) > 3 for rows in (all_alike, upside_down))


def test_an_object_without_a_label_teaches_no_kinship() -> None:
    signatures = torch.eye(64)[[0, 0, 1]].requires_grad_()
    loss = kinship_loss(signatures, _batch_of(0, None, None))
    loss.backward()
    assert float(loss.detach()) == pytest.approx(0)
    assert not signatures.grad.any()
