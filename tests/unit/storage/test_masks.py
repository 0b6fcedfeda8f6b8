"""Masks, layers, probabilities and heatmaps come back as they were written."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.extra.numpy import array_shapes, arrays
from PIL import Image

from cosegui.core.errors import ImageReadError, SaveError
from cosegui.storage.masks import (
    read_heatmap,
    read_layers,
    read_mask,
    read_probability,
    write_heatmap,
    write_heatmap_png,
    write_layers,
    write_mask,
    write_probability,
)

shapes = array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=40)
keeps_folder = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@keeps_folder
@given(arrays(np.bool_, shapes))
def test_a_mask_comes_back_and_other_programs_see_0_and_255(tmp_path, mask):
    write_mask(tmp_path / "a.png", mask)
    np.testing.assert_array_equal(read_mask(tmp_path / "a.png"), mask)
    with Image.open(tmp_path / "a.png") as image:
        assert (image.mode, image.format) == ("L", "PNG")
        np.testing.assert_array_equal(np.asarray(image), np.where(mask, 255, 0))


@keeps_folder
@given(arrays(np.uint8, shapes))
def test_layers_come_back_with_all_their_bits(tmp_path, layers):
    write_layers(tmp_path / "a.png", layers)
    np.testing.assert_array_equal(read_layers(tmp_path / "a.png"), layers)


@keeps_folder
@given(arrays(np.uint8, shapes))
def test_eight_bit_probabilities_come_back(tmp_path, levels):
    write_probability(tmp_path / "a.png", levels)
    np.testing.assert_array_equal(read_probability(tmp_path / "a.png"), levels)
    write_probability(tmp_path / "b.png", (levels / 255).astype(np.float32))
    np.testing.assert_array_equal(read_probability(tmp_path / "b.png"), levels)


def test_probabilities_beyond_their_range_are_clipped(tmp_path):
    write_probability(tmp_path / "a.png", np.array([[-0.5, 1.5]], np.float32))
    assert read_probability(tmp_path / "a.png").tolist() == [[0, 255]]


def test_a_heatmap_comes_back_to_a_65535th(tmp_path):
    heatmap = np.random.default_rng(0).random((14, 20), dtype=np.float32)
    write_heatmap(tmp_path / "a.png", heatmap)
    back = read_heatmap(tmp_path / "a.png")
    assert back.dtype == np.float32
    np.testing.assert_allclose(back, heatmap, atol=0.51 / 65535)


def test_a_heatmap_for_people_has_the_size_of_the_photograph_and_its_high_end_is_light(tmp_path):
    heatmap = np.array([[0.0, 1.0], [0.0, 1.0]], np.float32)
    write_heatmap_png(tmp_path / "a.png", heatmap, (60, 90))
    with Image.open(tmp_path / "a.png") as image:
        assert (image.mode, image.size) == ("RGB", (90, 60))
        pixels = np.asarray(image).astype(int)
    assert pixels[30, 85].sum() > pixels[30, 5].sum() + 300


def test_a_view_of_an_array_is_written_as_it_is_seen(tmp_path):
    layers = np.arange(60, dtype=np.uint8).reshape(6, 10)
    write_layers(tmp_path / "a.png", layers[::2, ::-1])
    np.testing.assert_array_equal(read_layers(tmp_path / "a.png"), layers[::2, ::-1])


def test_a_truncated_mask_is_refused_and_never_half_read(tmp_path):
    path = tmp_path / "a.png"
    noise = np.random.default_rng(0).random((50, 50)) < 0.5
    write_mask(path, noise)
    path.write_bytes(path.read_bytes()[:-60])
    for read in (read_mask, read_layers, read_probability):
        with pytest.raises(ImageReadError, match="damaged or cut short"):
            read(path)


def test_a_picture_of_another_kind_is_no_mask(tmp_path):
    Image.new("RGB", (4, 4)).save(tmp_path / "a.png")
    with pytest.raises(ImageReadError, match="none that cosegui wrote"):
        read_layers(tmp_path / "a.png")
    with pytest.raises(ImageReadError, match="none that cosegui wrote"):
        read_heatmap(tmp_path / "a.png")


def test_a_missing_mask_and_a_missing_folder_say_so(tmp_path):
    with pytest.raises(ImageReadError, match="gone"):
        read_layers(tmp_path / "a.png")
    with pytest.raises(SaveError, match="gone"):
        write_layers(tmp_path / "no" / "a.png", np.zeros((2, 2), np.uint8))
