"""The numpy border: any group in any order, bounded, cancellable, and outspoken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from cosegui.core.errors import Cancelled, DeviceError, ImageReadError
from cosegui.core.ports import (
    GroupPrediction,
    GroupProgress,
    ImageFailure,
    ImageSource,
    SegmentOptions,
    Solver,
    ThresholdRule,
)
from cosegui.model.device import choose_device, describe_device
from cosegui.model.doubt import expected_iou
from cosegui.model.elsewhere import Seeker, Sought
from cosegui.model.finishing import full_resolution
from tests.helpers.models import (
    CLASSES,
    as_sources,
    photographs,
    predictions,
    small_predictor,
)


@pytest.mark.parametrize("count", [1, 2, 5, 9])
def test_a_group_of_any_size_gets_a_probability_and_a_heatmap_for_every_image(count) -> None:
    images = photographs(count)
    results = list(small_predictor().segment_group(as_sources(images)))
    found = predictions(results)
    assert [p.index for p in found] == list(range(count))
    for prediction, image in zip(found, images, strict=True):
        assert prediction.probability_hw.shape == image.shape[:2]
        assert prediction.probability_hw.dtype == np.float32
        assert 0 <= prediction.probability_hw.min() <= prediction.probability_hw.max() <= 1
        assert 0 <= prediction.heatmap_hw.min() <= prediction.heatmap_hw.max() <= 1
        assert 0 <= prediction.score <= 1
    last = results[-1]
    assert isinstance(last, GroupPrediction)
    assert {name for name, _ in last.categories} == set(CLASSES)
    assert last.model_name == "small"


@pytest.mark.parametrize("solver", [Solver.CLOSED_FORM, Solver.CROSS_IMAGE])
def test_the_order_of_the_images_changes_nothing(solver) -> None:
    images = photographs(7)
    order = [5, 2, 0, 6, 1, 4, 3]
    options = SegmentOptions(solver=solver)
    straight = predictions(
        list(small_predictor().segment_group(as_sources(images), options=options))
    )
    shuffled = predictions(
        list(
            small_predictor().segment_group(as_sources([images[i] for i in order]), options=options)
        )
    )
    for position, index in enumerate(order):
        difference = shuffled[position].probability_hw - straight[index].probability_hw
        assert np.abs(difference).max() <= 1e-4


def test_chunks_are_for_memory_and_change_no_result() -> None:
    images = photographs(5)
    whole = small_predictor()
    cut = small_predictor()
    cut._placed.chunk_images = 1
    for a, b in zip(
        predictions(list(whole.segment_group(as_sources(images)))),
        predictions(list(cut.segment_group(as_sources(images)))),
        strict=True,
    ):
        assert np.abs(a.probability_hw - b.probability_hw).max() <= 1e-4


def test_an_image_that_cannot_be_read_is_named_and_the_rest_goes_on() -> None:
    def broken() -> np.ndarray:
        raise ImageReadError(Path("torn.jpg"), "it ends too early.")

    sources = as_sources(photographs(3))
    sources[1] = ImageSource(read=broken)
    results = list(small_predictor().segment_group(sources))
    failures = [r for r in results if isinstance(r, ImageFailure)]
    assert [(f.index, "torn.jpg" in f.message) for f in failures] == [(1, True)]
    assert [p.index for p in predictions(results)] == [0, 2]


def test_a_group_without_a_readable_image_ends_with_its_failures() -> None:
    def broken() -> np.ndarray:
        raise ImageReadError(Path("torn.jpg"), "it is empty.")

    results = list(small_predictor().segment_group([ImageSource(read=broken)]))
    assert [type(r) for r in results] == [ImageFailure, GroupPrediction]


def test_progress_grows_to_its_total_and_names_its_stages() -> None:
    seen: list[GroupProgress] = []
    list(small_predictor().segment_group(as_sources(photographs(6)), on_progress=seen.append))
    assert [p.done for p in seen] == sorted(p.done for p in seen)
    assert seen[-1].done == seen[-1].total
    assert {p.stage for p in seen} == {"reading", "masks"}


def test_a_cancelled_run_stops_at_the_next_image() -> None:
    reads: list[int] = []

    def source(i: int, image: np.ndarray) -> ImageSource:
        def read() -> np.ndarray:
            reads.append(i)
            return image

        return ImageSource(read=read)

    sources = [source(i, image) for i, image in enumerate(photographs(4))]
    with pytest.raises(Cancelled):
        list(small_predictor().segment_group(sources, is_cancelled=lambda: reads == [0, 1]))
    assert reads == [0, 1]


def test_features_of_a_known_image_are_not_computed_again(monkeypatch) -> None:
    predictor = small_predictor()
    encoded: list[int] = []
    original = predictor._placed.network.backbone.forward

    def counting(images: torch.Tensor) -> list[torch.Tensor]:
        encoded.append(images.shape[0])
        return original(images)

    monkeypatch.setattr(predictor._placed.network.backbone, "forward", counting)
    images = photographs(4)
    sources = [replace(s, key=str(i)) for i, s in enumerate(as_sources(images))]
    first = predictions(list(predictor.segment_group(sources)))
    changed = [*sources[:3], replace(as_sources([images[3][::-1].copy()])[0], key="new")]
    list(predictor.segment_group(changed))
    assert sum(encoded) == 5, "four images at first, then the one that changed"
    again = predictions(list(predictor.segment_group(sources)))
    assert np.abs(first[0].probability_hw - again[0].probability_hw).max() <= 1e-6


def test_out_of_memory_is_answered_with_smaller_chunks_and_a_notice(monkeypatch) -> None:
    predictor = small_predictor()
    original = predictor._placed.network.backbone.forward

    def greedy(images: torch.Tensor) -> list[torch.Tensor]:
        if images.shape[0] > 1:
            raise torch.OutOfMemoryError
        return original(images)

    monkeypatch.setattr(predictor._placed.network.backbone, "forward", greedy)
    results = list(predictor.segment_group(as_sources(photographs(4))))
    assert len(predictions(results)) == 4
    assert any("ran out of memory" in notice for notice in results[-1].notices)


def test_the_threshold_is_the_options_or_the_models_or_otsus() -> None:
    sources = as_sources(photographs(1))

    def threshold(options: SegmentOptions) -> float:
        return predictions(
            list(small_predictor(threshold=0.4).segment_group(sources, options=options))
        )[0].threshold

    assert threshold(SegmentOptions()) == 0.4
    assert threshold(SegmentOptions(threshold=0.7)) == 0.7
    assert threshold(SegmentOptions(threshold=ThresholdRule.OTSU)) not in (0.4, 0.5, 0.7)


def test_refinement_follows_the_photographs_edge_where_stretching_cannot() -> None:
    image = np.zeros((96, 96, 3), np.uint8)
    image[:, 41:] = 220
    truth = image[..., 0] > 0
    low = np.repeat(np.linspace(0, 1, 12, dtype=np.float32)[None], 12, axis=0)  # a soft edge

    def wrong(refine: bool) -> int:
        return int(((full_resolution(image, low, refine=refine) >= 0.5) != truth).sum())

    assert full_resolution(image, low, refine=False).shape == (96, 96)
    assert wrong(refine=True) < 0.5 * wrong(refine=False)


def test_expected_iou_is_high_for_sure_maps_and_low_for_unsure_ones() -> None:
    sure = np.zeros((20, 20), np.float32)
    sure[5:15, 5:15] = 1
    assert expected_iou(sure, 0.5) == 1
    assert expected_iou(np.full((20, 20), 0.6, np.float32), 0.5) == pytest.approx(0.6)
    assert expected_iou(np.zeros((20, 20), np.float32), 0.5) == 1, "surely nothing there"
    assert expected_iou(np.full((20, 20), 0.45, np.float32), 0.5) == pytest.approx(0.55)


@pytest.mark.parametrize("name", ["tpu", "cuda:99", "meta"])
def test_a_device_that_cannot_be_used_is_refused_with_advice(name) -> None:
    with pytest.raises(DeviceError, match="auto"):
        choose_device(name)


def test_the_cpu_is_described_with_its_threads() -> None:
    assert describe_device(choose_device("cpu")).startswith("cpu, ")


def test_an_image_that_holds_nothing_shared_gets_an_empty_mask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    images = photographs(4)

    def nothing_is_like_anything(alike: torch.Tensor, _least: float) -> torch.Tensor:
        return torch.full((len(alike),), float(len(alike) == 1))

    monkeypatch.setattr("cosegui.model.network.kinship", nothing_is_like_anything)
    strict = small_predictor(kinship=True, least_kinship=1.0)
    forbearing = small_predictor(kinship=True, least_kinship=0.0)
    found = predictions(list(forbearing.segment_group(as_sources(images))))
    emptied = predictions(list(strict.segment_group(as_sources(images))))
    assert any((p.probability_hw >= 0.5).any() for p in found)
    assert all(p.probability_hw.max() < 0.5 for p in emptied)
    alone = predictions(list(strict.segment_group(as_sources(images[:1]))))
    assert (alone[0].probability_hw >= 0.5).any(), "an image alone shares with nobody"


def test_an_image_of_which_no_part_is_like_the_others_gets_an_empty_mask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    images = as_sources(photographs(5))
    predictor = small_predictor(kinship=True, least_kinship=0.0)
    before = [p.probability_hw.max() for p in predictions(list(predictor.segment_group(images)))]
    odd = int(np.argmax(before))
    assert before[odd] > 0.5
    monkeypatch.setattr(Seeker, "seek", lambda *_: Sought(strangers=frozenset({odd})))
    after = [p.probability_hw.max() for p in predictions(list(predictor.segment_group(images)))]
    assert after[odd] < 0.5
    assert max(after[:odd] + after[odd + 1 :]) > 0.5


def test_a_run_asks_the_network_anew_about_a_group_that_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A lesson hears in every epoch what its network has learnt since.
    predictor = small_predictor()
    network = predictor._placed.network
    asked = []
    solve = network.solve

    def counted(*args: object) -> object:
        asked.append(args)
        return solve(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(network, "solve", counted)
    sources = [replace(one, key=one.name) for one in as_sources(photographs(3))]
    for count in (1, 2, 3):
        list(predictor.segment_group(sources))
        assert len(asked) == count
