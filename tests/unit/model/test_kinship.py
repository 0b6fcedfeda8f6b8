"""Which images hold what the others hold, judged by the signatures of their objects."""

import pytest
import torch

from cosegui.model.kinship import (
    Appearance,
    Signature,
    kinship,
    like_the_examples,
    object_views,
    pairwise_kinship,
    pooled_objects,
    shown_classes,
    strangers,
)

BOUND = 0.2


def signatures_of(*kinds: int) -> torch.Tensor:
    """(N, 1, 64) unit vectors, one axis a kind, a little apart within a kind."""
    generator = torch.Generator().manual_seed(1)
    rows = torch.eye(64)[list(kinds)] + 0.02 * torch.randn(len(kinds), 64, generator=generator)
    return torch.nn.functional.normalize(rows, dim=1)[:, None]


def judged_kinship(*described: torch.Tensor, **more: torch.Tensor) -> torch.Tensor:
    """`kinship` of images described as for `pairwise_kinship`."""
    return kinship(pairwise_kinship(*described, **more), BOUND)


def test_images_of_one_kind_are_kin() -> None:
    assert (judged_kinship(signatures_of(1, 1, 1, 1)) > 0.95).all()


def test_images_that_share_nothing_are_not() -> None:
    assert (judged_kinship(signatures_of(1, 2, 3, 4)) < 0.1).all()


def test_one_stranger_is_told_from_the_others() -> None:
    judged = judged_kinship(signatures_of(1, 1, 1, 1, 2))
    assert judged[4] < 0.1
    assert (judged[:4] > 0.5).all()


@pytest.mark.parametrize("count", [1, 2])
def test_one_comparison_takes_no_mask_away(count: int) -> None:
    assert judged_kinship(signatures_of(*range(count))).tolist() == [1.0] * count


def test_the_judgement_does_not_depend_on_the_order() -> None:
    rows = signatures_of(1, 1, 2, 1, 3)
    order = torch.tensor([3, 0, 4, 2, 1])
    assert torch.allclose(judged_kinship(rows)[order], judged_kinship(rows[order]), atol=1e-6)


def test_a_signature_reads_the_object_and_not_what_surrounds_it() -> None:
    torch.manual_seed(1)
    sign = Signature(8)
    features = torch.rand(1, 8, 4, 4)
    objects = torch.zeros(1, 1, 4, 4)
    objects[..., 1:3, 1:3] = 1
    elsewhere = features.clone()
    elsewhere[..., 0, :] = 5
    within = features.clone()
    within[:, :4, 1:3, 1:3] = 5
    assert torch.allclose(sign(features, objects), sign(elsewhere, objects))
    assert not torch.allclose(sign(features, objects), sign(within, objects), atol=1e-3)


def test_an_image_without_any_object_has_a_signature_all_the_same() -> None:
    signature = Signature(8)(torch.zeros(1, 8, 4, 4), torch.zeros(1, 1, 4, 4))
    assert torch.isfinite(signature).all()


def test_among_relatives_an_odd_view_is_kin_to_those_who_show_it_too() -> None:
    judged = judged_kinship(signatures_of(*[1] * 8, *[2] * 4, 3))
    assert (judged[8:12] > 0.9).all()
    assert judged[12] < 0.1


def test_two_strangers_among_five_do_not_make_the_others_less_akin() -> None:
    judged = judged_kinship(signatures_of(1, 1, 1, 2, 3))
    assert (judged[:3] > 0.4).all()
    assert (judged[3:] < 0.1).all()


def test_what_the_images_show_counts_as_much_as_how_it_looks() -> None:
    looks = signatures_of(1, 1, 1, 1)
    posterior = torch.zeros(4, 3, 2, 2)
    posterior[:3, 0] = posterior[3, 2] = 1
    shown = shown_classes(posterior, torch.ones(4, 1, 2, 2))
    judged = judged_kinship(looks, shown)
    assert (judged[:3] > 0.9).all()
    assert 0.4 < judged[3] < 0.6


def test_how_an_object_looks_outweighs_what_training_said_of_other_kinds() -> None:
    signatures = signatures_of(1, 2, 3, 4)
    looks = signatures_of(1, 1, 1, 2)
    judged = judged_kinship(signatures, looks=looks)
    assert torch.allclose(judged[:3], torch.tensor(0.75), atol=0.05)
    assert judged[3] < 0.1


def test_what_all_objects_have_in_common_makes_none_of_them_alike() -> None:
    torch.manual_seed(1)
    kinds = torch.nn.functional.normalize(torch.rand(2, 16) + 3, dim=1)
    features = kinds[[0] * 20 + [1] * 20] + 0.02 * torch.rand(40, 16)
    maps = features[:, :, None, None].expand(-1, -1, 4, 4)
    objects = torch.ones(40, 1, 4, 4)
    look = Appearance(16)
    before = look(maps, objects)[:, 0]
    look.fit(pooled_objects(maps, objects)[:, 0])
    after = look(maps, objects)[:, 0]
    assert (before[0] @ before[-1]) > 0.99
    assert (after[0] @ after[-1]) < -0.5
    assert (after[0] @ after[1]) > 0.5


def test_a_direction_in_which_everything_varies_counts_for_less() -> None:
    torch.manual_seed(1)
    seen = torch.randn(400, 8) * torch.tensor([10.0] + [1.0] * 7)
    look = Appearance(8)
    look.fit(seen)
    scales = look.spread.diagonal()
    assert scales[0] < 0.6 * scales[1:].min()
    assert scales[1:].max() < 1.2 * scales[1:].min(), "what hardly varies is not blown up"


def test_photographs_of_one_place_are_kin_whatever_is_taken_for_their_object() -> None:
    centres = torch.nn.functional.normalize(torch.tensor([[1, 0.1], [1, 0.2], [1, 0], [0, 1]]))
    judged = judged_kinship(signatures_of(1, 2, 3, 4), centres=5 * centres)
    assert (judged[:3] > 0.9).all()
    assert judged[3] < 0.1


def test_only_what_is_an_object_is_shown() -> None:
    posterior = torch.zeros(1, 2, 4, 4)
    posterior[:, 0], posterior[:, 1, :, :2] = 0.2, 0.8
    objects = torch.zeros(1, 1, 4, 4)
    objects[..., 2:] = 1
    assert shown_classes(posterior, objects).tolist() == [[[1.0, 0.0]]]


def test_where_nothing_is_shared_all_below_the_bound_are_strangers() -> None:
    assert strangers(torch.tensor([0.05, 0.12, 0.28, 0.4]), 0.3).tolist() == [True] * 3 + [False]


def test_among_relatives_an_odd_view_keeps_its_mask_and_a_stranger_does_not() -> None:
    kin = torch.tensor([0.9, 0.8, 0.7, 0.25, 0.05])
    assert strangers(kin, 0.3).tolist() == [False] * 4 + [True]


def test_a_bound_of_zero_finds_no_stranger() -> None:
    assert not strangers(torch.tensor([0.0, -0.1, 0.0]), 0.0).any()


def test_an_image_is_also_judged_without_its_people() -> None:
    objects = torch.full((1, 1, 4, 4), 0.9)
    people = torch.zeros(1, 1, 4, 4)
    people[..., :3] = 1
    everything, alone = object_views(objects, people)[0]
    assert torch.equal(everything, objects[0, 0])
    assert torch.equal(alone[:, 3], objects[0, 0, :, 3])
    assert not alone[:, :3].any()


def test_of_people_alone_nothing_is_left_to_judge_without_them() -> None:
    objects = torch.full((1, 1, 4, 4), 0.9)
    people = torch.full((1, 1, 4, 4), 0.95)
    assert torch.equal(*object_views(objects, people)[0])


def test_the_dog_beside_its_owner_is_kin_to_dogs_and_the_owner_alone_is_not() -> None:
    dog, owner, other = signatures_of(1, 2, 3)[:, 0]
    dogs, dog_and_owner = torch.stack([dog, dog]), torch.stack([owner, dog])
    judged = judged_kinship(torch.stack([dogs, dogs, dogs, dog_and_owner]))
    assert judged[3] > 0.9
    judged = judged_kinship(torch.stack([dogs, dogs, dogs, torch.stack([owner, other])]))
    assert judged[3] < 0.1


def akin_to_examples(rows: torch.Tensor, *examples: int) -> list[int]:
    """The positions of the images of these signatures that hold what is marked in some."""
    alike = pairwise_kinship(rows)[:, list(examples)]
    return like_the_examples(alike, BOUND).nonzero().flatten().tolist()


def test_in_a_mixed_group_examples_say_who_belongs() -> None:
    mixed = signatures_of(1, 1, 1, 2, 3, 4, 5)
    assert bool(strangers(judged_kinship(mixed), BOUND).all()), "no kind has the majority"
    assert akin_to_examples(mixed, 0) == [0, 1, 2]
    assert akin_to_examples(mixed, 4) == [4]
    assert akin_to_examples(mixed) == []


def test_what_is_like_one_of_several_examples_alone_is_not_brought_in() -> None:
    mixed = signatures_of(1, 1, 1, 2, 3, 4, 5)
    mixed[3, 0] = torch.nn.functional.normalize(mixed[3, 0] + 0.3 * mixed[0, 0], dim=0)
    assert 3 in akin_to_examples(mixed, 0)
    assert 3 not in akin_to_examples(mixed, 0, 4, 5)
