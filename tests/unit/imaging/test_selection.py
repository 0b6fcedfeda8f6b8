"""Magic wand and GrabCut on pictures whose answer is known."""

import cv2
import numpy as np
import pytest

from cosegui.core.errors import ShapeError
from cosegui.core.geometry import Box
from cosegui.core.layers import MASK_BIT, TOUCHED_BIT, empty_layers
from cosegui.core.mask import iou
from cosegui.imaging import selection
from cosegui.imaging.selection import grab_cut, magic_wand


def red_disc(size_hw, *, radius_px, noise=12):
    """A red disc in the middle of a green ground, and its mask."""
    rows, columns = np.mgrid[: size_hw[0], : size_hw[1]] + 0.5
    mask = np.hypot(rows - size_hw[0] / 2, columns - size_hw[1] / 2) <= radius_px
    clean = np.where(mask[..., None], (200, 60, 50), (60, 150, 70))
    image = clean + np.random.default_rng(0).normal(0, noise, clean.shape)
    return np.clip(image, 0, 255).astype(np.uint8), mask


def whole(region, box, size_hw):
    mask = np.zeros(size_hw, np.bool_)
    mask[box.slices] = region
    return mask


def test_the_wand_takes_the_connected_pixels_of_the_colour():
    image, mask = red_disc((60, 80), radius_px=20, noise=0)
    region, box = magic_wand(image, (40, 30), tolerance=10)
    np.testing.assert_array_equal(whole(region, box, (60, 80)), mask)
    ground, ground_box = magic_wand(image, (0, 0), tolerance=10)
    np.testing.assert_array_equal(whole(ground, ground_box, (60, 80)), ~mask)


def test_the_wand_takes_photographs_that_must_not_be_written_to():
    image, mask = red_disc((60, 80), radius_px=20, noise=0)
    image.setflags(write=False)
    region, _box = magic_wand(image, (40, 30), tolerance=10)
    assert region.sum() == mask.sum()


def test_the_wand_compares_with_the_clicked_pixel_and_does_not_creep_along_a_gradient():
    image = np.repeat(np.arange(200, dtype=np.uint8)[None, :, None], 4, axis=0).repeat(3, axis=2)
    _region, box = magic_wand(image, (100, 2), tolerance=7)
    assert box == Box(93, 0, 108, 4)


def test_the_wand_beside_the_image_is_refused():
    with pytest.raises(ValueError, match="outside"):
        magic_wand(np.zeros((5, 5, 3), np.uint8), (5, 0), tolerance=1)


@pytest.mark.parametrize("largest_px", [10_000_000, 4_000])
def test_a_box_around_the_object_is_cut_to_it_at_any_scale(monkeypatch, largest_px):
    monkeypatch.setattr(selection, "_LARGEST_CUT_PX", largest_px)
    image, mask = red_disc((150, 200), radius_px=40)
    box = Box(50, 25, 150, 125)
    cut = grab_cut(image, empty_layers((150, 200)), box)
    assert cut.shape == box.size_hw
    assert iou(whole(cut, box, (150, 200)), mask) > 0.95


def test_a_rough_mask_is_a_first_guess():
    image, mask = red_disc((100, 100), radius_px=30)
    layers = empty_layers((100, 100))
    layers[40:60, 40:60] = MASK_BIT
    box = Box(10, 10, 90, 90)
    cut = grab_cut(image, layers, box)
    assert iou(whole(cut, box, (100, 100)), mask) > 0.95


def test_what_a_person_touched_stays_as_it_is():
    image, _mask = red_disc((100, 100), radius_px=30)
    layers = empty_layers((100, 100))
    layers[40:45, 40:45] = TOUCHED_BIT
    layers[12:16, 12:16] = TOUCHED_BIT | MASK_BIT
    box = Box(10, 10, 90, 90)
    cut = whole(grab_cut(image, layers, box), box, (100, 100))
    assert not cut[40:45, 40:45].any()
    assert cut[12:16, 12:16].all()


def mottled_disc():
    """A disc and a ground of blotches in many colours: where the clusters start decides the cut."""
    random = np.random.default_rng(6)
    rows, columns = np.mgrid[:120, :120]
    mask = np.hypot(rows - 60, columns - 60) < 32
    blotches = [
        cv2.resize(random.integers(0, 256, (14, 14, 3), dtype=np.uint8), (120, 120)).astype(float)
        for _ in range(2)
    ]
    image = np.where(mask[..., None], blotches[0] * 0.5 + 110, blotches[1] * 0.7 + 20)
    return np.clip(image + random.normal(0, 25, image.shape), 0, 255).astype(np.uint8)


def test_the_same_cut_gives_the_same_mask_whatever_was_drawn_before():
    layers = empty_layers((120, 120))
    layers[40:80, 40:80] = MASK_BIT
    cuts = []
    for seed in range(4):
        cv2.setRNGSeed(seed)
        cuts.append(grab_cut(mottled_disc(), layers, Box(20, 20, 100, 100)))
    for cut in cuts[1:]:
        np.testing.assert_array_equal(cut, cuts[0])


def test_a_box_over_the_whole_image_leaves_no_ground_to_learn_from_and_takes_all():
    image, _mask = red_disc((40, 40), radius_px=10)
    assert grab_cut(image, empty_layers((40, 40)), Box.full((40, 40))).all()


def test_image_and_layers_are_left_alone():
    image, _mask = red_disc((60, 60), radius_px=20)
    layers = np.random.default_rng(1).integers(0, 4, (60, 60), dtype=np.uint8)
    before = image.copy(), layers.copy()
    grab_cut(image, layers, Box(5, 5, 55, 55))
    np.testing.assert_array_equal(image, before[0])
    np.testing.assert_array_equal(layers, before[1])


@pytest.mark.parametrize("box", [Box.empty(), Box(5, 5, 25, 10), Box(-1, 0, 4, 4)])
def test_a_box_that_is_no_part_of_the_image_is_refused(box):
    with pytest.raises(ShapeError):
        grab_cut(np.zeros((20, 20, 3), np.uint8), empty_layers((20, 20)), box)


def test_layers_of_another_image_are_refused():
    with pytest.raises(ShapeError):
        grab_cut(np.zeros((20, 20, 3), np.uint8), empty_layers((20, 30)), Box(0, 0, 5, 5))
