from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cosegui.core.errors import DatasetError
from cosegui.storage.ground_truth import indices_of_mask, read_ground_truth
from tests.helpers.datasets import left_half, mask_file

TRUTH_HW = left_half()


def saved(path: Path, values_hw: np.ndarray, mode: str | None = None) -> Path:
    image = Image.fromarray(values_hw)
    (image.convert(mode) if mode else image).save(path)
    return path


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(TRUTH_HW.astype(np.uint8) * 255, id="0 and 255"),
        pytest.param(TRUTH_HW.astype(np.uint8), id="0 and 1"),
        pytest.param(TRUTH_HW.astype(np.uint8) * 7, id="a class number"),
        pytest.param(TRUTH_HW.astype(np.uint16) * 65535, id="16 bits"),
        pytest.param(np.where(TRUTH_HW, 200, 90).astype(np.uint8), id="soft"),
        pytest.param(TRUTH_HW, id="1 bit"),
        pytest.param(np.where(TRUTH_HW[..., None], (255, 0, 0), 0).astype(np.uint8), id="red"),
        pytest.param(np.where(TRUTH_HW[..., None], (0, 0, 128), 0).astype(np.uint8), id="blue"),
    ],
)
def test_every_way_to_say_object_gives_the_same_mask(tmp_path: Path, values: np.ndarray) -> None:
    path = saved(tmp_path / "m.png", values)

    assert np.array_equal(read_ground_truth(path, size_hw=TRUTH_HW.shape), TRUTH_HW)


def test_an_alpha_channel_does_not_count_as_object(tmp_path: Path) -> None:
    values = np.zeros((*TRUTH_HW.shape, 4), np.uint8)
    values[..., 3] = 255
    values[TRUTH_HW, :3] = 255

    assert np.array_equal(read_ground_truth(saved(tmp_path / "m.png", values)), TRUTH_HW)


def test_an_empty_mask_stays_empty(tmp_path: Path) -> None:
    path = mask_file(tmp_path / "m.png", np.zeros((5, 6), np.bool_))

    assert not read_ground_truth(path).any()


def palette_mask(path: Path, indices_hw: np.ndarray, palette: list[int]) -> Path:
    image = Image.fromarray(indices_hw.astype(np.uint8), "L")
    indexed = image.copy()
    indexed.putpalette(palette)
    indexed.save(path)
    return path


def test_void_is_no_object_beside_objects(tmp_path: Path) -> None:
    indices = np.where(TRUTH_HW, 12, 0)
    indices[:, -3:] = 255
    path = palette_mask(tmp_path / "m.png", indices, [5, 6, 7] * 256)

    assert np.array_equal(read_ground_truth(path), TRUTH_HW)
    assert indices_of_mask(path) == {0, 12, 255}


def test_255_alone_is_the_object(tmp_path: Path) -> None:
    path = palette_mask(tmp_path / "m.png", np.where(TRUTH_HW, 255, 0), [5, 6, 7] * 256)

    assert np.array_equal(read_ground_truth(path), TRUTH_HW)


def test_a_grey_palette_is_read_as_grey(tmp_path: Path) -> None:
    grey = [level for level in range(256) for _ in range(3)]
    indices = np.where(TRUTH_HW, 255, 3)

    path = palette_mask(tmp_path / "m.png", indices, grey)

    assert np.array_equal(read_ground_truth(path), TRUTH_HW)


def test_a_label_picks_one_object(tmp_path: Path) -> None:
    indexed = palette_mask(tmp_path / "i.png", np.where(TRUTH_HW, 3, 8), [5, 6, 7] * 256)
    colours = np.where(TRUTH_HW[..., None], (64, 0, 128), (0, 0, 128)).astype(np.uint8)
    coloured = saved(tmp_path / "c.bmp", colours)

    assert np.array_equal(read_ground_truth(indexed, label=3), TRUTH_HW)
    assert np.array_equal(read_ground_truth(coloured, label=(64, 0, 128)), TRUTH_HW)
    assert np.array_equal(read_ground_truth(coloured, label=(0, 0, 128)), ~TRUTH_HW)


def test_another_size_than_the_photograph_names_the_file_and_both_sizes(tmp_path: Path) -> None:
    path = mask_file(tmp_path / "m.png", TRUTH_HW)

    with pytest.raises(DatasetError, match=r"m\.png has 32x24 pixels, its photograph 24x32"):
        read_ground_truth(path, size_hw=(32, 24))


@pytest.mark.parametrize("content", [b"", b"not an image", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"])
def test_a_broken_mask_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(content)

    for read in (read_ground_truth, indices_of_mask):
        with pytest.raises(DatasetError, match=r"broken\.png cannot be read"):
            read(path)


def test_a_truncated_mask_is_named(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (64, 64), np.uint8)
    whole = saved(tmp_path / "whole.png", noise).read_bytes()
    cut = tmp_path / "cut.png"
    cut.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(DatasetError, match=r"cut\.png cannot be read"):
        read_ground_truth(cut)


def test_classes_cannot_be_listed_of_a_coloured_mask(tmp_path: Path) -> None:
    path = saved(tmp_path / "m.png", np.zeros((4, 4, 3), np.uint8))

    with pytest.raises(DatasetError, match="not indexed"):
        indices_of_mask(path)
