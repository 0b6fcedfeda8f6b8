from __future__ import annotations

from pathlib import Path

import pytest

from cosegui.core.project import ImageEntry, ReviewState
from cosegui.session.sorting import ImageOrder, review_progress, sorted_images


def entry(name: str, **values) -> ImageEntry:
    return ImageEntry(Path("/nowhere", name), **values)


IMAGES = [
    entry("img10.jpg", score=0.9, state=ReviewState.APPROVED, seconds=5.0),
    entry("Img2.jpg", score=0.2, state=ReviewState.PREDICTED),
    entry("img1b.jpg", state=ReviewState.UNSEEN, seconds=60.0),
    entry("²x.jpg", score=0.2, state=ReviewState.PREDICTED),
]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (ImageOrder.ADDED, ["img10.jpg", "Img2.jpg", "img1b.jpg", "²x.jpg"]),
        (ImageOrder.NAME, ["img1b.jpg", "Img2.jpg", "img10.jpg", "²x.jpg"]),
        (ImageOrder.SCORE, ["Img2.jpg", "²x.jpg", "img10.jpg", "img1b.jpg"]),
        (ImageOrder.STATE, ["img1b.jpg", "Img2.jpg", "²x.jpg", "img10.jpg"]),
        (ImageOrder.TIME, ["img1b.jpg", "img10.jpg", "Img2.jpg", "²x.jpg"]),
    ],
)
def test_images_are_shown_in_the_order_that_is_asked_for(order, names):
    assert [image.name for image in sorted_images(IMAGES, order)] == names


def test_what_teaches_most_comes_first_and_what_is_reviewed_last():
    worths = {"img10.jpg": 9.0, "Img2.jpg": 0.3, "img1b.jpg": 0.0, "²x.jpg": 0.8}
    ordered = sorted_images(IMAGES, ImageOrder.WORTH, lambda image: worths[image.name])
    assert [image.name for image in ordered] == ["²x.jpg", "Img2.jpg", "img1b.jpg", "img10.jpg"]


def test_progress_counts_states_and_foretells_the_rest_from_the_pace_of_what_is_reviewed():
    images = [
        entry("a.jpg", state=ReviewState.APPROVED, seconds=10.0),
        entry("b.jpg", state=ReviewState.CORRECTED, seconds=30.0),
        entry("c.jpg", state=ReviewState.EXCLUDED),
        entry("d.jpg", state=ReviewState.PREDICTED, seconds=7.0),
        entry("e.jpg"),
    ]
    progress = review_progress(images)
    assert (progress.reviewed, progress.total) == (3, 5)
    assert progress.counts[ReviewState.PREDICTED] == 1
    assert progress.seconds == 47.0
    assert progress.seconds_an_image == 20.0
    assert progress.seconds_left == 40.0


def test_nothing_is_foretold_before_anything_is_reviewed():
    progress = review_progress([entry("a.jpg", seconds=3.0)])
    assert progress.seconds_an_image is None
    assert progress.seconds_left is None
