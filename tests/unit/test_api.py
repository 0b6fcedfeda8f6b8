"""The functions for scripts and notebooks, around a fake model."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import cosegui
from cosegui import api
from cosegui.core.errors import ImageReadError, ModelNotFoundError, ShapeError
from cosegui.core.ports import SegmentOptions, Solver, ThresholdRule
from tests.helpers.datasets import SIZE_HW, photograph
from tests.helpers.fakes import FakeSegmenter, disc_hw


class Backwards(FakeSegmenter):
    """Yields the images of a group in the reverse order: any order is allowed."""

    def segment_group(self, sources, **options) -> Iterator[object]:
        *images, group = super().segment_group(sources, **options)
        yield from [*reversed(images), group]


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    return [photograph(tmp_path / f"{i}.png") for i in range(3)]


def test_a_result_has_everything_of_each_photograph_in_their_order(paths: list[Path]) -> None:
    model = Backwards(scores={"0.png": 0.1, "1.png": 0.2, "2.png": 0.3}, notices=("slowly",))

    result = cosegui.segment(paths, model=model)

    assert result.scores == (0.1, 0.2, 0.3)
    for mask, probability in zip(result.masks, result.probabilities, strict=True):
        assert np.array_equal(mask, disc_hw(SIZE_HW))
        assert mask.dtype == np.bool_
        assert probability.dtype == np.float32
        assert probability.shape == SIZE_HW
    assert len(result.heatmaps) == len(result.thresholds) == 3
    assert result.categories == (("disc", 0.9),)
    assert (result.model_name, result.device) == ("fake", "fake device")
    assert result.notices == ("slowly",)


def test_paths_and_arrays_of_any_size_can_be_mixed(paths: list[Path]) -> None:
    array = np.zeros((7, 9, 3), np.uint8)
    result = cosegui.segment([str(paths[0]), array, paths[1]], model=FakeSegmenter())
    assert [mask.shape for mask in result.masks] == [SIZE_HW, (7, 9), SIZE_HW]


def test_options_reach_the_model(paths: list[Path]) -> None:
    model = FakeSegmenter()
    cosegui.segment(paths, model=model)
    cosegui.segment(paths, model=model, threshold="otsu", solver="cross-image", refine=False)
    cosegui.propagate(paths, {0: disc_hw(SIZE_HW)}, model=model, threshold=0.25)
    assert model.options == [
        SegmentOptions(),
        SegmentOptions(Solver.CROSS_IMAGE, ThresholdRule.OTSU, refine=False),
        SegmentOptions(threshold=0.25),
    ]


def test_given_masks_come_back_as_they_are_and_teach_the_others(paths: list[Path]) -> None:
    model = FakeSegmenter()
    given, certain = np.zeros(SIZE_HW, bool), np.zeros(SIZE_HW, bool)
    given[:5] = certain[:9] = True

    result = cosegui.propagate(paths, {1: given}, certain={1: certain}, model=model)

    assert np.array_equal(result.masks[1], given)
    assert result.scores[1] == 1
    assert set(np.unique(result.probabilities[1])) == {0, 1}
    assert result.masks[0].any()
    ((example,),) = model.examples
    assert example.index == 1
    assert np.array_equal(example.certain_hw, certain)


GREY = np.zeros(SIZE_HW, np.uint8)
FLOATS = np.zeros((*SIZE_HW, 3), np.float32)
MASK = np.ones(SIZE_HW, bool)


@pytest.mark.parametrize(
    ("images", "options", "error", "message"),
    [
        ([], {}, ValueError, "no photographs"),
        ("cow.jpg", {}, ValueError, "list"),
        ([GREY], {}, ShapeError, "Photograph 0"),
        ([FLOATS], {}, ShapeError, "float32"),
        (["gone.jpg"], {}, ImageReadError, r"^gone.jpg cannot be read: (?!gone)"),
        (None, {"threshold": 1.5}, ValueError, "1.5"),
        (None, {"threshold": "mean"}, ValueError, "mean"),
        (None, {"solver": "magic"}, ValueError, "magic"),
    ],
)
def test_what_makes_no_sense_is_told(paths, images, options, error, message) -> None:
    with pytest.raises(error, match=message):
        cosegui.segment(paths if images is None else images, model=FakeSegmenter(), **options)


@pytest.mark.parametrize(
    ("masks", "certain", "error", "message"),
    [
        ({}, None, ValueError, "no mask"),
        ({3: MASK}, None, ValueError, "no photograph 3"),
        ({-1: MASK}, None, ValueError, "no photograph -1"),
        ({0: MASK[1:]}, None, ShapeError, "mask of photograph 0"),
        ({0: MASK.astype(np.uint8)}, None, ShapeError, "uint8"),
        ({0: MASK}, {0: MASK[:, 1:]}, ShapeError, "certain of photograph 0"),
        ({0: MASK}, {1: MASK}, ValueError, "Photograph 1 has no mask"),
    ],
)
def test_a_mask_that_fits_no_photograph_is_told(paths, masks, certain, error, message) -> None:
    with pytest.raises(error, match=message):
        cosegui.propagate(paths, masks, certain=certain, model=FakeSegmenter())


def test_a_model_that_is_not_there_is_told_without_waiting_for_torch() -> None:
    with pytest.raises(ModelNotFoundError):
        cosegui.load_model("nobody")


def test_the_model_loaded_last_is_kept(paths: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = []
    monkeypatch.setattr(api, "load_model", lambda model: loaded.append(model) or FakeSegmenter())
    api._kept.cache_clear()
    for model in (None, None, "mine", "mine"):
        cosegui.segment(paths, model=model)
    api._kept.cache_clear()
    assert loaded == [None, "mine"]


def test_importing_cosegui_and_naming_its_functions_loads_no_torch() -> None:
    code = (
        "import sys, cosegui\n"
        "assert 'numpy' not in sys.modules, 'nothing at all until it is used'\n"
        "assert {'segment', 'load_model', 'propagate', 'GroupResult'} <= set(dir(cosegui))\n"
        "cosegui.segment\n"
        "assert 'torch' not in sys.modules\n"
        "assert not any(name.startswith('PySide6') for name in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_name_that_cosegui_does_not_have_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'segmnet'"):
        _ = cosegui.segmnet  # type: ignore[attr-defined]
