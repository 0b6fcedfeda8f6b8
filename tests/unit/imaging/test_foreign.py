"""Choosing between the objects of an image by their agreement with the group."""

from __future__ import annotations

import numpy as np
import pytest

from cosegui.imaging.foreign import damp_foreign_objects, emptied, without_what_is_beside


@pytest.fixture
def two_objects() -> np.ndarray:
    logits = np.full((40, 80), -4, np.float32)
    logits[10:30, 10:30] = 2
    logits[10:30, 50:70] = 1
    return logits


def _agreement(left: float, right: float) -> np.ndarray:
    agreement = np.zeros((4, 8), np.float32)
    agreement[1:3, 1:3], agreement[1:3, 5:7] = left, right
    return agreement


def test_the_object_that_no_other_image_shows_leaves_the_mask(two_objects) -> None:
    damped = damp_foreign_objects(two_objects, _agreement(0.8, 0.2))
    assert np.array_equal(damped[:, :40], two_objects[:, :40])
    assert damped[20, 60] == pytest.approx(-1.5), "a lower threshold brings it back"


def test_objects_that_agree_alike_both_stay(two_objects) -> None:
    damped = damp_foreign_objects(two_objects, _agreement(0.8, 0.7))
    assert damped is two_objects


def test_one_good_part_keeps_the_whole_object(two_objects) -> None:
    agreement = _agreement(0.8, 0.1)
    agreement[1, 5] = 0.8
    damped = damp_foreign_objects(two_objects, agreement)
    assert damped is two_objects


def test_the_only_object_of_an_image_stays_however_little_it_agrees(two_objects) -> None:
    two_objects[:, 40:] = -4
    damped = damp_foreign_objects(two_objects, _agreement(0.01, 0.9))
    assert damped is two_objects


def test_what_is_not_in_the_mask_is_no_object(two_objects) -> None:
    two_objects[:, 40:] -= 1.5
    damped = damp_foreign_objects(two_objects, _agreement(0.9, 0.1))
    assert damped is two_objects


def test_an_emptied_map_holds_nothing_and_a_lower_threshold_brings_it_back(two_objects) -> None:
    nothing = emptied(two_objects)
    assert nothing.max() == pytest.approx(-1.5)
    assert np.array_equal(nothing[two_objects < -1.5], two_objects[two_objects < -1.5])


def test_a_person_who_touches_the_object_leaves_its_mask(two_objects) -> None:
    two_objects[10:30, 30:50] = 2  # one region now
    left = without_what_is_beside(two_objects, _agreement(0.0, 1.0))
    assert left[20, 20] == 2
    assert left[20, 60] == pytest.approx(-1.5), "a lower threshold brings them back"


@pytest.mark.parametrize("people", [_agreement(0.6, 0.6), np.ones((4, 8), np.float32)])
def test_nobody_leaves_who_is_not_surely_there_or_is_all_there_is(two_objects, people) -> None:
    assert without_what_is_beside(two_objects, people) is two_objects


def test_a_small_object_stays_without_the_larger_thing_beside_it(two_objects) -> None:
    two_objects[10:30, 4:44] = 2
    two_objects[10:30, 50:70] = -4
    beside = np.zeros((4, 8), np.float32)
    beside[:, 1:] = 1  # four fifths of the mask, as far as that is sure between cells
    left = without_what_is_beside(two_objects, beside)
    assert left[20, 6] == 2
    assert left[20, 40] == pytest.approx(-1.5)
    two_objects[10:30, 4:12] = -4
    assert without_what_is_beside(two_objects, beside) is two_objects, "next to nothing would stay"
