"""Each photograph's code: with a second look where an object is small."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from cosegui.core.errors import ImageReadError
from cosegui.core.ports import ImageSource, SegmentOptions
from cosegui.model.closer_look import Window
from cosegui.model.describer import Describer
from cosegui.model.placement import Placement
from cosegui.model.reading import ImageCode, PhotographShelf
from cosegui.model.run import Run
from cosegui.model.shades import shades_of
from tests.helpers.bright_things import BrightThings, disc, error_of
from tests.helpers.models import as_sources


def code_of(image: NDArray[np.uint8]) -> tuple[ImageCode, BrightThings]:
    network = BrightThings()
    describer = Describer(Placement(network, torch.device("cpu")))  # type: ignore[arg-type]
    sources = as_sources([image])
    run = Run(sources, SegmentOptions(), lambda _: None, lambda: False, [])
    codes: dict[int, ImageCode] = {}
    assert not list(describer.describe_all(run, PhotographShelf(sources), codes))
    return codes[0], network


def test_a_small_object_is_seen_from_nearer_and_its_outline_is_finer() -> None:
    image = disc(320, 40)
    code, network = code_of(image)
    far = code.described.object_logits[-1][0, 0].numpy()
    near = code.seen_closer(far)
    assert network.looks == 2
    assert near.shape == (32, 32)
    assert error_of(near, image) < 0.7 * error_of(far, image)


def test_an_object_that_fills_its_photograph_is_seen_once() -> None:
    code, network = code_of(disc(320, 150))
    far = code.described.object_logits[-1][0, 0].numpy()
    assert network.looks == 1
    assert code.closer is None
    assert code.seen_closer(far) is far


def test_a_code_holds_the_colours_of_its_photograph() -> None:
    image = disc(320, 40)
    code, _ = code_of(image)
    assert code.shades is not None
    np.testing.assert_array_equal(code.shades, shades_of(image, code.fine_grid_hw))
    assert len(np.unique(code.shades)) > 1


def test_what_a_second_look_adds_counts_as_memory() -> None:
    code, _ = code_of(disc(320, 40))
    assert code.closer is not None
    plain = replace(code, closer=None)
    assert code.size_bytes - plain.size_bytes == 2 * 32 * 32


def test_what_was_seen_through_a_window_is_remembered_until_it_moves() -> None:
    image, network = disc(320, 40), BrightThings()
    describer = Describer(Placement(network, torch.device("cpu")))  # type: ignore[arg-type]
    sources = [ImageSource(lambda: image, "disc", "disc of 40")]
    run = Run(sources, SegmentOptions(), lambda _: None, lambda: False, [])

    def code_within(*box_xyxy: int) -> ImageCode:
        left, top, right, bottom = box_xyxy
        window = Window((32, 32), (left, top, right, bottom))
        return describer.describe_windows(run, PhotographShelf(sources), {0: window})[0]

    first = code_within(8, 8, 24, 24)
    assert first.size_hw == (160, 160)
    assert code_within(8, 8, 24, 24) is first
    assert network.looks == 1
    assert code_within(0, 8, 24, 24) is not first
    assert network.looks == 2


def test_a_window_of_a_photograph_that_is_gone_is_left_out() -> None:
    def gone() -> NDArray[np.uint8]:
        raise ImageReadError(Path("gone.jpg"), "it is not there.")

    describer = Describer(Placement(BrightThings(), torch.device("cpu")))  # type: ignore[arg-type]
    sources = [*as_sources([disc(320, 40)]), ImageSource(gone)]
    run = Run(sources, SegmentOptions(), lambda _: None, lambda: False, [])
    window = Window((32, 32), (8, 8, 24, 24))
    found = describer.describe_windows(run, PhotographShelf(sources), {0: window, 1: window})
    assert sorted(found) == [0]
