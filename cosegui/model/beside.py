"""What stands beside the object that a group shares: people, or anything else beside people.

A rider or a walker with a dog touches the object, so regions cannot tell them from it. Names can,
and are sometimes wrong: what looks like the others' objects stays, whatever it is called. Ours;
docs/decisions/objectness-and-vote.md.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from cosegui.imaging.foreign import SURELY_BESIDE
from cosegui.model.description import GroupCode, People
from cosegui.model.kinship import Appearance

# People stand beside all kinds of things. They are no part of what a group shares if their vote is
# less than this share of the best one, and the best one says something; they alone are what it
# shares if theirs is the best and says much, and every other is less than this share of it.
BYSTANDER = "person"
SHARED_VOTE = 0.35
LEAST_VOTE = 0.2
LEAST_VOTE_FOR_PEOPLE = 0.5
OWN_CHANCE = 0.1  # a cell that may well be of what the group shares is nobody's
# By so much what is left must look more like the others' objects than the people who leave do:
# half of the object itself, called a person, would differ less from its other half.
LEAST_LEAD = 0.03


def people_in(vote: Tensor, person: int) -> People:
    """What people are to a group.

    Args:
        vote: (K,) in [0, 1], see `GroupCode`.
        person: their place in it.
    """
    votes = vote.detach().tolist()
    theirs = votes.pop(person)
    others = max(votes, default=0.0)
    if others >= LEAST_VOTE and theirs < SHARED_VOTE * others:
        return People.BESIDE
    if theirs >= LEAST_VOTE_FOR_PEOPLE and others < SHARED_VOTE * theirs:
        return People.SHARED
    return People.UNDECIDED


def beside(posterior: Tensor, people: Tensor, code: GroupCode) -> Tensor:
    """How surely each cell is of something that the group does not share, as it is called.

    Args:
        posterior: (n, K, h, w) in [0, 1], class probabilities of the cells of one group's images.
        people: (n, 1, h, w), those of the class person.
    Returns: (n, 1, h, w) in [0, 1]; 0 where what the group shares is not clear.
    """
    match code.people:
        case People.BESIDE:
            assert code.vote is not None
            own = posterior[:, int(code.vote.argmax()), None]
            return people * (own < OWN_CHANCE)
        case People.SHARED:
            return 1 - people
        case People.UNDECIDED:
            return torch.zeros_like(people)


def looks_beside(
    look: Appearance, coarsest: Tensor, objects: Tensor, named: Tensor, code: GroupCode
) -> Tensor:
    """Whether what is called a person looks less like the others' objects than what is left.

    Args:
        coarsest: (n, C, h, w), the encoder's coarsest level of the images that `code.rows` names.
        objects: (n, 1, h, w) in [0, 1], the object map there.
        named: (n, 1, h', w') in [0, 1], from `beside`, on any grid at least as fine.
        code: with its members' looks.
    Returns: (n,) bool; False where there is nobody to compare with.
    """
    size_hw = coarsest.shape[2], coarsest.shape[3]
    part = F.adaptive_avg_pool2d((named > SURELY_BESIDE).to(objects), size_hw)
    views = torch.cat([objects * part.sqrt(), objects * (1 - part).sqrt()], dim=1)  # squared there
    return lead_in_looks(look, coarsest, views, code) >= LEAST_LEAD


def lead_in_looks(look: Appearance, coarsest: Tensor, views: Tensor, code: GroupCode) -> Tensor:
    """By how much the second of two parts looks more like the others' objects than the first.

    Args:
        coarsest, code: as for `looks_beside`.
        views: (n, 2, h, w) in [0, 1], as `Appearance` takes them.
    Returns: (n,) a difference of cosines; 0 where there is nobody to compare with.
    """
    assert code.looks is not None
    assert code.members is not None
    assert code.rows is not None
    seen = look(coarsest, views).float()  # (n, 2, C)
    alike = torch.einsum("nvc,mwc->nvmw", seen, code.looks.float()).amax(dim=3)  # (n, 2, M)
    is_other = (code.rows[:, None] != code.members[None]).to(alike)  # (n, M)
    mean = (alike * is_other[:, None]).sum(dim=2) / is_other.sum(dim=1).clamp_min(1)[:, None]
    return mean[:, 1] - mean[:, 0]
