from __future__ import annotations

from pathlib import Path

import pytest

from cosegui.core.ports import Doubt
from cosegui.core.project import ImageEntry, ReviewState
from cosegui.session.review import next_in_queue, review_queue, state_without_decision
from cosegui.session.worths import Worths


def image(name: str, state: ReviewState, score: float | None = None) -> ImageEntry:
    return ImageEntry(Path(f"/{name}.png"), id=name, state=state, score=score)


def test_the_least_sure_image_comes_first_and_the_unseen_last() -> None:
    images = [
        image("unseen", ReviewState.UNSEEN),
        image("sure", ReviewState.PREDICTED, 0.9),
        image("unsure", ReviewState.PREDICTED, 0.2),
        image("corrected", ReviewState.CORRECTED, 0.1),
        image("approved", ReviewState.APPROVED, 0.1),
        image("excluded", ReviewState.EXCLUDED, 0.1),
    ]

    assert review_queue(images) == ["unsure", "sure", "unseen"]


def test_equally_sure_images_keep_their_order() -> None:
    images = [image(name, ReviewState.PREDICTED, 0.5) for name in "bca"]

    assert review_queue(images) == ["b", "c", "a"]


def test_asking_again_goes_on_through_the_queue_and_round() -> None:
    queue = ["a", "b", "c"]

    assert next_in_queue(queue, "a") == "b"
    assert next_in_queue(queue, "c") == "a"


def test_from_outside_the_queue_it_goes_to_the_head() -> None:
    assert next_in_queue(["a", "b"], "approved just now") == "a"
    assert next_in_queue(["a", "b"], "") == "a"


@pytest.mark.parametrize("queue", [[], ["current"]])
def test_nothing_is_left(queue: list[str]) -> None:
    assert next_in_queue(queue, "current") is None


@pytest.mark.parametrize(
    ("area", "now", "before", "expected"),
    [
        (None, ReviewState.APPROVED, ReviewState.PREDICTED, ReviewState.UNSEEN),
        (0.2, ReviewState.APPROVED, ReviewState.PREDICTED, ReviewState.PREDICTED),
        (0.2, ReviewState.EXCLUDED, ReviewState.CORRECTED, ReviewState.CORRECTED),
        (0.2, ReviewState.APPROVED, None, ReviewState.CORRECTED),
        (0.2, ReviewState.CORRECTED, None, ReviewState.CORRECTED),
        (0.2, ReviewState.PREDICTED, None, ReviewState.PREDICTED),
    ],
)
def test_a_decision_taken_back_never_opens_a_persons_mask_to_the_model(
    area: float | None, now: ReviewState, before: ReviewState | None, expected: ReviewState
) -> None:
    entry = image("one", now)
    entry.area = area

    assert state_without_decision(entry, before) is expected


def test_the_queue_follows_what_a_look_is_worth_as_long_as_that_is_true() -> None:
    one, two, three = (
        ImageEntry(Path(f"{name}.png"), state=ReviewState.PREDICTED, score=score)
        for name, score in (("one", 0.2), ("two", 0.9), ("three", 0.5))
    )
    worths = Worths()
    worths.note(two, 0.95, Doubt.DISAGREEMENT)
    assert review_queue([one, two, three], worths.worth) == [two.id, one.id, three.id]
    assert worths.doubt(two) is Doubt.DISAGREEMENT
    assert worths.doubt(one) is None

    two.revision += 1  # it was edited: what was said of it is no longer true

    assert review_queue([one, two, three], worths.worth) == [one.id, three.id, two.id]
    assert worths.doubt(two) is None
