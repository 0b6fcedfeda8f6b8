"""The guided filter: what it must keep, what it must sharpen, and what it may cost."""

import tracemalloc

import cv2
import numpy as np
import pytest

from cosegui.core.errors import ShapeError
from cosegui.core.mask import iou
from cosegui.imaging import refine
from cosegui.imaging.refine import guided_filter


def textured_photograph(size_hw, *, seed=0):
    """Smooth colours with fine noise, (H, W, 3) uint8."""
    random = np.random.default_rng(seed)
    coarse = random.integers(40, 216, (6, 8, 3), dtype=np.uint8)
    smooth = cv2.resize(coarse, size_hw[::-1], interpolation=cv2.INTER_CUBIC)
    noise = random.integers(-6, 7, smooth.shape)
    return np.clip(smooth + noise, 0, 255).astype(np.uint8)


def photograph_of_a_disc(size_hw, *, radius_px):
    """A warm disc on a cold ground, with noise, and the mask of the disc."""
    rows, columns = np.mgrid[: size_hw[0], : size_hw[1]] + 0.5
    distance = np.hypot(rows - size_hw[0] / 2, columns - size_hw[1] / 2)
    mask = distance <= radius_px
    clean = np.where(mask[..., None], (200, 120, 60), (60, 110, 160))
    noise = np.random.default_rng(1).normal(0, 8, clean.shape)
    return np.clip(clean + noise, 0, 255).astype(np.uint8), mask


@pytest.mark.parametrize("value", [0.0, 0.37, 1.0])
@pytest.mark.parametrize("subsample", [1, 4])
def test_a_constant_map_stays_constant(value, subsample):
    photograph = textured_photograph((61, 83))
    low = np.full((9, 11), value, np.float32)
    result = guided_filter(photograph, low, radius_px=8, eps=1e-3, subsample=subsample)
    assert result.shape == (61, 83)
    assert result.dtype == np.float32
    np.testing.assert_allclose(result, value, atol=2e-5)


@pytest.mark.parametrize("subsample", [1, 2, 4])
def test_an_edge_in_the_photograph_sharpens_a_blurred_map(subsample):
    photograph, mask = photograph_of_a_disc((240, 320), radius_px=70)
    low = cv2.resize(mask.astype(np.float32), (10, 8), interpolation=cv2.INTER_AREA)
    stretched = cv2.resize(low, (320, 240), interpolation=cv2.INTER_LINEAR)
    refined = guided_filter(photograph, low, radius_px=24, eps=1e-3, subsample=subsample)
    assert 1 - iou(refined >= 0.5, mask) < (1 - iou(stretched >= 0.5, mask)) / 4
    blur = np.mean((stretched > 0.2) & (stretched < 0.8))
    assert np.mean((refined > 0.2) & (refined < 0.8)) < blur * 3 / 4


def test_without_subsampling_it_equals_the_definition():
    photograph = textured_photograph((24, 30))
    target = np.random.default_rng(2).random((24, 30), dtype=np.float32)
    radius, eps = 3, 1e-2
    result = guided_filter(photograph, target, radius_px=radius, eps=eps, subsample=1)

    def windows(array):
        padded = np.pad(array, [(radius, radius)] * 2 + [(0, 0)] * (array.ndim - 2), "symmetric")
        shape = (2 * radius + 1, 2 * radius + 1)
        return np.lib.stride_tricks.sliding_window_view(padded, shape, axis=(0, 1))

    colour = photograph / 255.0
    colours, targets = windows(colour), windows(target.astype(np.float64))
    slope, offset = np.empty((24, 30, 3)), np.empty((24, 30))
    for y, x in np.ndindex(24, 30):
        samples = colours[y, x].reshape(3, -1)
        values = targets[y, x].ravel()
        covariance = np.cov(samples, bias=True) + eps * np.eye(3)
        together = samples @ values / values.size - samples.mean(1) * values.mean()
        slope[y, x] = np.linalg.solve(covariance, together)
        offset[y, x] = values.mean() - slope[y, x] @ samples.mean(1)
    mean_slope = windows(slope).mean((-2, -1))
    mean_offset = windows(offset).mean((-2, -1))
    expected = np.clip((mean_slope * colour).sum(-1) + mean_offset, 0, 1)
    np.testing.assert_allclose(result, expected, atol=1e-4)


@pytest.mark.parametrize("rows_per_strip", [1, 7, 64])
def test_strips_give_the_same_as_the_whole(rows_per_strip):
    photograph = textured_photograph((101, 57))
    random = np.random.default_rng(3)
    coefficients = tuple(random.random((13, 9), dtype=np.float32) / 255 for _ in range(4))
    whole = refine._apply(photograph, coefficients, rows_per_strip=101)
    strips = refine._apply(photograph, coefficients, rows_per_strip=rows_per_strip)
    np.testing.assert_allclose(strips, whole, atol=1e-6)


def test_stretching_the_functions_agrees_with_a_plain_bilinear_resize():
    grey = np.full((90, 70, 3), 255, np.uint8)
    planes = [np.zeros((7, 5), np.float32) for _ in range(3)]
    offset = np.random.default_rng(4).random((7, 5), dtype=np.float32)
    result = refine._apply(grey, (*planes, offset), rows_per_strip=16)
    np.testing.assert_allclose(result, cv2.resize(offset, (70, 90)), atol=1e-5)


@pytest.mark.parametrize("size_hw", [(1, 1), (1, 40), (40, 1), (2, 3)])
def test_tiny_photographs_work(size_hw):
    photograph = textured_photograph(size_hw)
    low = np.random.default_rng(5).random((4, 4), dtype=np.float32)
    result = guided_filter(photograph, low, radius_px=16, eps=1e-3, subsample=4)
    assert result.shape == size_hw
    assert ((result >= 0) & (result <= 1)).all()


@pytest.mark.parametrize("size_hw", [(240, 320), (241, 323), (150, 1000)])
def test_a_guide_shrunk_by_halves_is_that_of_area_means_but_for_a_shade(size_hw):
    guide = textured_photograph(size_hw)
    size_wh = (size_hw[1] // 5, size_hw[0] // 5)
    area = cv2.resize(guide, size_wh, interpolation=cv2.INTER_AREA)
    assert np.abs(refine._shrunk(guide, size_wh).astype(int) - area).max() <= 8


def test_a_flat_photograph_gives_no_nan():
    black = np.zeros((50, 50, 3), np.uint8)
    low = np.random.default_rng(6).random((10, 10), dtype=np.float32)
    assert np.isfinite(guided_filter(black, low, radius_px=8, eps=1e-5, subsample=2)).all()


def test_a_grey_photograph_whose_channels_agree_gives_no_nonsense():
    photograph = np.repeat(textured_photograph((60, 80))[..., :1], 3, axis=2)
    low = np.random.default_rng(8).random((12, 16), dtype=np.float32)
    tiny, small = (
        guided_filter(photograph, low, radius_px=8, eps=eps, subsample=1) for eps in (1e-9, 1e-6)
    )
    np.testing.assert_allclose(tiny, small, atol=0.02)


def test_the_photograph_and_the_map_are_left_alone():
    photograph = textured_photograph((40, 50))
    low = np.random.default_rng(7).random((40, 50), dtype=np.float32)
    before = photograph.copy(), low.copy()
    guided_filter(photograph, low, radius_px=4, eps=1e-3, subsample=1)
    np.testing.assert_array_equal(photograph, before[0])
    np.testing.assert_array_equal(low, before[1])


def test_memory_beside_the_result_stays_small():
    photograph = np.zeros((1500, 2000, 3), np.uint8)
    low = np.zeros((40, 50), np.float32)
    tracemalloc.start()
    result = guided_filter(photograph, low, radius_px=16, eps=1e-3, subsample=4)
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # 3 MP: a 24 MP photograph then stays far below 150 MB.
    assert peak_bytes - result.nbytes < 30e6


@pytest.mark.parametrize(
    ("guide_shape", "map_shape"),
    [((8, 8), (4, 4)), ((8, 8, 4), (4, 4)), ((8, 8, 3), (4, 4, 1)), ((0, 8, 3), (4, 4))],
)
def test_wrong_shapes_are_refused(guide_shape, map_shape):
    with pytest.raises(ShapeError):
        guided_filter(
            np.zeros(guide_shape, np.uint8),
            np.zeros(map_shape, np.float32),
            radius_px=4,
            eps=1e-3,
            subsample=1,
        )


@pytest.mark.parametrize(("eps", "subsample"), [(0.0, 1), (-1e-3, 1), (1e-3, 0)])
def test_numbers_that_make_no_sense_are_refused(eps, subsample):
    with pytest.raises(ValueError, match="eps"):
        guided_filter(
            np.zeros((8, 8, 3), np.uint8),
            np.zeros((4, 4), np.float32),
            radius_px=4,
            eps=eps,
            subsample=subsample,
        )
