from __future__ import annotations

import numpy as np
import pytest

from cosegui.core.errors import ShapeError
from cosegui.core.painting import paint_segment
from cosegui.imaging import snapping
from cosegui.imaging.snapping import CORE_SHARE, REACH_SHARE, held_by_edges

RADIUS = 12.0


def two_sides(size_hw: tuple[int, int] = (80, 120), *, edge: int = 60) -> np.ndarray:
    """Blue up to the column `edge`, sand beyond, both with a grain."""
    grain = np.random.default_rng(5).integers(-6, 7, (*size_hw, 3))
    photo = np.where(np.arange(size_hw[1])[None, :, None] < edge, (60, 90, 160), (190, 170, 120))
    return (photo + grain).astype(np.uint8)


def line(
    start: tuple[float, float],
    end: tuple[float, float],
    radius: float,
    size_hw: tuple[int, int] = (80, 120),
) -> np.ndarray:
    layers = np.zeros(size_hw, np.uint8)
    paint_segment(layers, start, end, radius_px=radius, value=True)
    return layers != 0


def held(photo: np.ndarray, *way: tuple[float, float], radius: float = RADIUS) -> np.ndarray:
    size_hw = photo.shape[:2]
    parts = [line(*way, radius * share, size_hw) for share in (1.0, CORE_SHARE, REACH_SHARE)]
    return held_by_edges(photo, *parts, radius_px=radius)


def test_what_a_stroke_covers_beyond_an_edge_is_taken_back() -> None:
    kept = held(two_sides(), (54, 30), (54, 50))
    stroke = line((54, 30), (54, 50), RADIUS)
    sand = np.arange(120) >= 60
    assert stroke[:, sand].sum() > 100
    assert kept[:, sand].sum() < 0.1 * stroke[:, sand].sum()
    assert kept[:, ~sand].sum() > 0.97 * stroke[:, ~sand].sum()


def test_inside_an_object_a_stroke_stays_as_it_was_drawn() -> None:
    kept = held(two_sides(), (25, 30), (30, 50))
    np.testing.assert_array_equal(kept, line((25, 30), (30, 50), RADIUS))


def test_the_core_is_painted_whatever_lies_under_it() -> None:
    kept = held(two_sides(), (30, 40), (90, 40))
    core = line((30, 40), (90, 40), RADIUS * CORE_SHARE)
    assert kept[core].all()


def test_nothing_is_painted_that_the_ring_did_not_go_over() -> None:
    kept = held(two_sides(edge=57), (54, 30), (54, 50))
    assert not kept[~line((54, 30), (54, 50), RADIUS)].any()


def test_a_large_stroke_is_held_by_the_same_edges(monkeypatch: pytest.MonkeyPatch) -> None:
    photo = two_sides((240, 360), edge=180)
    whole = held(photo, (162, 90), (162, 150), radius=36.0)
    monkeypatch.setattr(snapping, "_LARGEST_PX", 20_000)
    small = held(photo, (162, 90), (162, 150), radius=36.0)
    assert (whole ^ small).sum() < 0.06 * whole.sum()


def test_a_stroke_of_another_image_is_refused() -> None:
    stroke = np.zeros((10, 10), np.bool_)
    with pytest.raises(ShapeError):
        held_by_edges(two_sides(), stroke, stroke, stroke, radius_px=3.0)
