"""What stands beside a group's object: told by names, and denied by looks."""

from __future__ import annotations

import pytest
import torch

from cosegui.model.beside import looks_beside, people_in
from cosegui.model.description import GroupCode, People
from cosegui.model.kinship import Appearance


@pytest.mark.parametrize(
    ("votes", "people"),
    [
        ([0.9, 0.1, 0.1], People.BESIDE),
        ([0.6, 0.5, 0.1], People.UNDECIDED),
        ([0.1, 0.01, 0.1], People.UNDECIDED),  # nothing is said
        ([0.1, 0.9, 0.1], People.SHARED),
        ([0.1, 0.4, 0.1], People.UNDECIDED),
        ([0.1, 0.6, 0.3], People.UNDECIDED),  # a horse in every image, and its rider
    ],
)
def test_people_are_beside_or_shared_only_where_the_vote_is_clear(
    votes: list[float], people: People
) -> None:
    assert people_in(torch.tensor(votes), 1) is people


HORSE, PERSON, DOG = torch.eye(3)


def _is_beside(
    left: torch.Tensor, named: torch.Tensor, others: list[torch.Tensor], stands_out: float = 1.0
) -> bool:
    """Of an image whose right half is called a person, the third of a group."""
    coarsest = torch.stack([left, left, named, named], dim=1)[None, :, None].expand(1, 3, 4, 4)
    right = torch.zeros(1, 1, 8, 8)
    right[..., 4:] = 0.95
    code = GroupCode(torch.zeros(1, 4, 4), torch.zeros(1), None)
    code.looks = torch.stack([*others, PERSON])[:, None]  # it is a member itself
    code.members = torch.tensor([*range(len(others)), 9])
    code.rows = torch.tensor([9])
    objects = torch.full((1, 1, 4, 4), stands_out)
    return bool(looks_beside(Appearance(3), coarsest, objects, right, code)[0])


def test_a_rider_looks_like_no_horse_of_the_others() -> None:
    assert _is_beside(HORSE, PERSON, [HORSE, HORSE, DOG])
    assert _is_beside(HORSE, PERSON, [HORSE, HORSE, DOG], stands_out=0.5)


@pytest.mark.parametrize("left", [HORSE, HORSE + 0.02 * PERSON, DOG])
def test_half_a_horse_that_is_called_a_person_is_a_horse(left: torch.Tensor) -> None:
    assert not _is_beside(left, HORSE, [HORSE, HORSE, HORSE])


def test_nobody_leaves_where_there_is_nobody_to_compare_with() -> None:
    assert not _is_beside(HORSE, PERSON, [])


def test_one_view_of_another_image_is_enough() -> None:
    rider = torch.stack([PERSON, HORSE])
    coarsest = torch.stack([HORSE, HORSE, PERSON, PERSON], dim=1)[None, :, None].expand(1, 3, 4, 4)
    right = torch.zeros(1, 1, 4, 4)
    right[..., 2:] = 0.95
    code = GroupCode(torch.zeros(1, 4, 4), torch.zeros(1), None)
    code.looks, code.members, code.rows = rider[None], torch.tensor([0]), torch.tensor([1])
    # Its own rider is as like the other's rider as its horse is like the other's horse.
    asked = Appearance(3), coarsest, torch.ones(1, 1, 4, 4), right
    assert not looks_beside(*asked, code)[0]
    code.looks = rider[None, 1:]
    assert looks_beside(*asked, code)[0]
