"""Arithmetic on masks and probabilities."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cosegui.core.errors import ShapeError
from cosegui.core.geometry import Box
from cosegui.core.layers import (
    MASK_BIT,
    TOUCHED_BIT,
    empty_layers,
    layers_from_mask,
    mask_of,
    touched_of,
)
from cosegui.core.mask import area_share, binarise, bounding_box, iou, otsu

masks = arrays(np.bool_, (6, 9))
eight_bit_maps = arrays(np.uint8, (6, 9))


def test_a_pixel_belongs_to_the_mask_from_the_threshold_on():
    probability = np.array([[0.0, 0.49, 0.5, 1.0]], np.float32)
    assert binarise(probability, 0.5).tolist() == [[False, False, True, True]]


@given(eight_bit_maps, st.floats(0.01, 0.99))
def test_an_eight_bit_map_gives_the_mask_of_its_nearest_float(levels, threshold):
    is_near_a_step = abs(threshold * 255 - round(threshold * 255)) > 0.499
    if not is_near_a_step:
        step = round(threshold * 255) / 255
        expected = levels.astype(np.float64) / 255 >= step - 1e-9
        np.testing.assert_array_equal(binarise(levels, threshold), expected & (levels > 0))


def test_zero_probability_is_never_in_the_mask_of_an_eight_bit_map():
    assert not binarise(np.zeros((2, 2), np.uint8), 0.001).any()


@pytest.mark.parametrize("low", [0.1, 0.3])
@pytest.mark.parametrize("high", [0.6, 0.95])
def test_otsu_parts_two_clusters_between_them(low, high):
    random = np.random.default_rng(0)
    clusters = np.concatenate([random.normal(low, 0.03, 700), random.normal(high, 0.03, 300)])
    probability = np.clip(clusters, 0, 1).astype(np.float32).reshape(25, 40)
    threshold = otsu(probability)
    assert low + 0.1 < threshold < high - 0.1
    assert area_share(binarise(probability, threshold)) == pytest.approx(0.3, abs=0.005)


@given(eight_bit_maps)
def test_otsu_finds_the_split_with_the_least_inner_variance(levels):
    threshold = otsu(levels)
    assert 0 < threshold < 1
    if np.unique(levels).size == 1:
        assert threshold == 0.5
        return

    def inner_variance(is_above):
        return sum(part.var() * part.size for part in (levels[is_above], levels[~is_above]))

    splits = [levels > level for level in range(255)]
    best = min(inner_variance(split) for split in splits if split.any() and not split.all())
    assert inner_variance(levels / 255 >= threshold) == pytest.approx(best, abs=1e-6)


def test_otsu_answers_alike_for_float_and_eight_bit():
    levels = np.random.default_rng(1).integers(0, 256, (20, 20), dtype=np.uint8)
    assert otsu(levels) == otsu((levels / 255).astype(np.float32))


@given(masks, masks)
def test_iou_is_the_share_of_common_pixels(first, second):
    common, either = (first & second).sum(), (first | second).sum()
    assert iou(first, second) == (common / either if either else 1.0)


def test_iou_of_masks_of_different_sizes_is_refused():
    with pytest.raises(ShapeError, match="3 x 2 pixels beside 2 x 3"):
        iou(np.zeros((2, 3), np.bool_), np.zeros((3, 2), np.bool_))


@given(masks)
def test_the_bounding_box_is_tight(mask):
    box = bounding_box(mask)
    assert mask[box.slices].sum() == mask.sum()
    if mask.any():
        assert mask[box.slices][[0, -1]].any(axis=1).all()
        assert mask[box.slices][:, [0, -1]].any(axis=0).all()
    else:
        assert box == Box.empty()


def test_the_area_of_an_image_without_pixels_is_nothing():
    assert area_share(np.zeros((0, 5), np.bool_)) == 0
    assert area_share(np.array([[True, False, False, False]])) == 0.25


@given(masks)
def test_a_model_mask_is_untouched_in_the_layers(mask):
    layers = layers_from_mask(mask)
    np.testing.assert_array_equal(mask_of(layers), mask)
    assert not touched_of(layers).any()


def test_mask_and_touched_are_read_apart():
    layers = empty_layers((1, 4))
    layers[0] = [0, MASK_BIT, TOUCHED_BIT, MASK_BIT | TOUCHED_BIT]
    assert mask_of(layers).tolist() == [[False, True, False, True]]
    assert touched_of(layers).tolist() == [[False, False, True, True]]
