"""How two pictures of one place lie on each other."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from cosegui.imaging.alignment import homography, moved

SIZE_HW = 40, 40
TURN = np.array([[0.98, -0.1, 3.0], [0.1, 1.02, -2.0], [0.001, 0.0, 1.0]])


def points(count: int) -> NDArray[np.float64]:
    return np.random.default_rng(4).uniform(0, 40, (count, 2))


def test_what_a_camera_did_is_found_among_wrong_pairs() -> None:
    here = points(300)
    there = moved(here, TURN)
    there[::3] = np.random.default_rng(5).uniform(0, 40, there[::3].shape)
    found, agreeing = homography(
        here.astype(np.float32), there.astype(np.float32), tolerance=0.5, size_hw=SIZE_HW
    )
    assert found is not None
    assert 200 <= agreeing < 230
    assert np.abs(moved(here, found) - moved(here, TURN)).max() < 0.1


def test_pairs_that_agree_on_nothing_have_few_who_do() -> None:
    here, there = points(300), points(600)[300:]
    found, agreeing = homography(
        here.astype(np.float32), there.astype(np.float32), tolerance=1.0, size_hw=SIZE_HW
    )
    assert found is None or agreeing < 40


@pytest.mark.parametrize(
    "there",
    [
        pytest.param(lambda at: 0.5 * at + 10, id="a quarter of the area"),
        pytest.param(lambda at: 2 * at - 20, id="four times the area"),
        pytest.param(lambda at: at[:, ::-1].copy(), id="mirrored"),
        pytest.param(lambda at: at * 0 + 20, id="one point"),
    ],
)
def test_what_no_camera_does_by_moving_a_little_is_refused(there) -> None:
    here = points(200)
    pairs = here.astype(np.float32), there(here).astype(np.float32)
    assert homography(*pairs, tolerance=0.5, size_hw=SIZE_HW) == (None, 0)


def test_a_handful_of_pairs_is_too_few() -> None:
    here = points(5).astype(np.float32)
    assert homography(here, here, tolerance=0.5, size_hw=SIZE_HW) == (None, 0)
