"""Views of a photograph with its maps."""

from __future__ import annotations

import numpy as np
import pytest
from cosegui.train.augment import Sample, near_view
from cosegui.train.finetune_data import views_of

from cosegui.model.closer_look import MARGIN


def sample_of(box_xyxy: tuple[int, int, int, int]) -> Sample:
    """A grey photograph of 100 x 200 px, an object in a box."""
    image = np.full((100, 200, 3), 128, np.uint8)
    left, top, right, bottom = box_xyxy
    mask = np.zeros((100, 200), bool)
    mask[top:bottom, left:right] = True
    everywhere = np.ones_like(mask)
    return Sample(image, {"mask": mask, "certain": everywhere}, mask.astype(np.float32))


@pytest.mark.parametrize("seed", range(8))
def test_a_near_view_shows_the_whole_object_with_about_the_margin_of_a_second_look(
    seed: int,
) -> None:
    view = near_view(sample_of((80, 40, 120, 60)), 64, np.random.default_rng(seed))
    assert view is not None
    mask = view.classes["mask"]
    share = mask.mean()
    margin = MARGIN * 40
    least, most = (40 * 20 / ((40 + 2 * m) * (20 + 2 * m)) for m in (1.6 * margin, 0.4 * margin))
    assert least * 0.9 < share < most * 1.1
    border = np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]])
    assert not border.any()


@pytest.mark.parametrize("box", [(0, 0, 0, 0), (50, 50, 53, 53), (10, 5, 190, 95)])
def test_specks_and_what_fills_the_photograph_have_no_near_view(
    box: tuple[int, int, int, int],
) -> None:
    assert near_view(sample_of(box), 64, np.random.default_rng(0)) is None


def test_a_quarter_of_a_lessons_views_are_from_nearer_and_the_first_is_the_photograph() -> None:
    sample = sample_of((90, 45, 110, 55))
    views = list(views_of(sample, 16, size=64, rng=np.random.default_rng(0)))
    shares = [float(view.target_hw.mean()) for view in views]
    assert len(views) == 16
    assert shares[0] == pytest.approx(0.01, rel=0.3)
    # A crop keeps at least 0.55 of each side: the object is at most 3.4 times as large.
    assert max(shares[:12]) < 0.04 < min(shares[12:])
