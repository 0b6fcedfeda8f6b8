"""Dealing corrected images into those learnt from and those held out."""

from __future__ import annotations

import pytest

from cosegui.core.lesson import LessonOptions, Role, even_choice, split_roles


def _held_out(roles: dict[str, Role]) -> set[str]:
    return {name for name, role in roles.items() if role is Role.HELD_OUT}


@pytest.mark.parametrize(
    ("of", "count", "chosen"),
    [(3, 5, [0, 1, 2]), (9, 3, [0, 4, 8]), (8, 7, [0, 1, 2, 4, 5, 6, 7]), (5, 1, [0]), (0, 2, [])],
)
def test_an_even_choice_goes_from_the_first_to_the_last(
    of: int, count: int, chosen: list[int]
) -> None:
    assert even_choice(range(of), count) == chosen


def test_one_image_in_five_is_held_out_and_always_the_same() -> None:
    groups = {"a": [f"a{i}" for i in range(10)], "b": [f"b{i}" for i in range(5)]}
    roles = split_roles(groups)
    assert len(roles) == 15
    assert len(_held_out(roles)) == 3
    assert split_roles({name: ids[::-1] for name, ids in reversed(groups.items())}) == roles


def test_every_group_gives_its_share() -> None:
    held_out = _held_out(split_roles({n: [f"{n}{i}" for i in range(10)] for n in "abc"}))
    assert sorted(name[0] for name in held_out) == list("aabbcc")


@pytest.mark.parametrize(("count", "held_out"), [(0, 0), (1, 0), (2, 1), (4, 1), (8, 2)])
def test_few_images_leave_one_to_judge_by_and_one_to_learn_from(count: int, held_out: int) -> None:
    roles = split_roles({"a": [f"a{i}" for i in range(count)]})
    assert len(_held_out(roles)) == held_out
    assert len(roles) == count


def test_what_was_dealt_before_stays_so_that_no_model_is_judged_by_what_it_learnt() -> None:
    ids = [f"a{i}" for i in range(5)]
    first = split_roles({"a": ids})
    more = split_roles({"a": [*ids, *(f"b{i}" for i in range(10))]}, first)
    assert {name: more[name] for name in ids} == first
    assert len(_held_out(more)) == 3


@pytest.mark.parametrize(
    "wrong", [{"epochs": 0}, {"epochs": 201}, {"rate": 9.0}, {"patience": 0}, {"threads": 0}]
)
def test_options_outside_their_range_are_refused_by_name(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        LessonOptions(**wrong)
