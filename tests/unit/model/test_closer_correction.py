"""Small objects are corrected from nearer: where, by what, and what stays as it was."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from cosegui.core.mask import iou
from cosegui.core.ports import Example, GroupProgress, ImagePrediction, ImageSource
from cosegui.model import corrector as corrector_module
from cosegui.model.closer_correction import CloserCorrection, View, windows_to_see
from cosegui.model.closer_look import BELIEVED, Window
from cosegui.model.description import Description
from cosegui.model.descriptors import GroupCells
from cosegui.model.examples import ShrunkExample
from cosegui.model.predictor import Predictor
from cosegui.model.reading import ImageCode
from tests.helpers.models import photographs, small_predictor

GRID = 24
"""Of the whole photograph; its window is the middle half, on twelve cells of its own."""
CELLS = 12
MIDDLE = slice(6, 18), slice(6, 18)
WINDOW = Window((GRID, GRID), (6, 6, 18, 18))
INDICES = range(4)


def thing(index: int) -> NDArray[np.bool_]:
    """(GRID, GRID) bool, a small square in another place of each window."""
    mask = np.zeros((GRID, GRID), bool)
    y, x = 7 + (3 * index) % 7, 7 + (5 * index) % 7
    mask[y : y + 4, x : x + 4] = True
    return mask


def code(
    which: NDArray[np.intp] | None = None, *, stands_out: float = -1.0, size_hw: Any = (GRID, GRID)
) -> ImageCode:
    """Cells of the kinds that are told, and an object map that says the same everywhere."""
    chance = np.random.default_rng(5)
    which = np.zeros((CELLS, CELLS), int) if which is None else which
    maps = [torch.zeros(1, CELLS // 2, CELLS // 2)]
    for channels in (8, 24, 32):
        kinds = chance.normal(size=(5, channels))
        noise = 0.2 * chance.normal(size=(channels, CELLS, CELLS))
        maps.append(torch.from_numpy(kinds[which].transpose(2, 0, 1) + noise).half())
    described = Description(
        torch.zeros(1, 1, 1, 1),
        torch.zeros(1, 1),
        object_logits=[torch.full((1, 1, CELLS, CELLS), stands_out)],
    )
    return ImageCode(tuple(maps), described, size_hw=size_hw)


def view(index: int, **near: Any) -> View:
    """Through the window: the thing amid four strips of ground."""
    strips = 1 + np.arange(CELLS)[:, None] * 4 // CELLS + np.zeros((1, CELLS), int)
    return View(WINDOW, code(), code(np.where(thing(index)[MIDDLE], 0, strips), **near))


def whole(index: int) -> Example:
    return Example(index, thing(index), np.ones((GRID, GRID), bool))


def wrong(index: int) -> NDArray[np.float32]:
    """What a network says that took the ground of the window for the object."""
    logits = np.full((GRID, GRID), -3, np.float32)
    logits[MIDDLE] = np.where(thing(index)[MIDDLE], -2, 2)
    return logits


def doubt(_: NDArray[np.float32]) -> float:
    return 1.0


def learn(
    views: dict[int, View], corrected: dict[int, NDArray[np.float32]], examples: list[Example]
) -> CloserCorrection:
    cells = GroupCells({index: view.near for index, view in views.items()})
    return CloserCorrection.learn(cells, views, corrected, examples)


def test_one_example_repairs_the_other_windows_and_nothing_beside_them() -> None:
    corrected = {index: wrong(index) for index in INDICES}
    views = {index: view(index) for index in INDICES}
    closer = learn(views, corrected, [whole(0)])
    for index in (1, 2, 3):
        repaired = closer.apply(index, doubt)
        assert iou(repaired >= 0, thing(index)) > 0.9
        repaired[MIDDLE] = corrected[index][MIDDLE]
        np.testing.assert_array_equal(repaired, corrected[index])


def test_half_of_what_stands_out_otherwise_from_nearer_is_believed() -> None:
    closer = learn({1: view(1, stands_out=3.0)}, {1: wrong(1)}, [])
    added = closer.apply(1, doubt) - wrong(1)
    assert np.allclose(added[MIDDLE], BELIEVED * 4)
    assert added.sum() == pytest.approx(BELIEVED * 4 * CELLS**2)


def test_an_example_whose_object_is_not_in_its_window_teaches_nothing() -> None:
    corrected = {index: wrong(index) for index in (0, 1)}
    beside = np.zeros((GRID, GRID), bool)
    beside[:3] = True
    example = Example(0, beside, np.ones_like(beside))
    closer = learn({0: view(0), 1: view(1)}, corrected, [example])
    np.testing.assert_array_equal(closer.apply(1, doubt), wrong(1))


def test_of_a_mask_that_was_brushed_in_part_the_window_shows_that_part() -> None:
    certain = np.zeros((GRID, GRID), bool)
    certain[:9] = True
    shown = view(0).example(Example(0, thing(0), certain))
    np.testing.assert_array_equal(shown.certain_hw, certain[MIDDLE])
    np.testing.assert_array_equal(shown.mask_hw, thing(0)[MIDDLE])
    assert not shown.is_whole


class Alike:
    """Stands for a correction: some images are like the examples."""

    def __init__(self, *indices: int) -> None:
        self._indices = indices

    def alike(self, index: int) -> float:
        return float(index in self._indices)


def block(side: int) -> NDArray[np.bool_]:
    mask = np.zeros((CELLS, CELLS), bool)
    mask[2 : 2 + side, 3 : 3 + side] = True
    return mask


def windows(
    example_side: int,
    sides: dict[int, int],
    alike: tuple[int, ...],
    *,
    sure: float = 2,
    said: float = -2,
) -> dict[int, Window]:
    """Where it is looked; a map that is `sure` by 5 leaves no doubt. `said`: by the network."""
    codes = {index: code(size_hw=(480, 640)) for index in (0, *sides)}
    corrected = {
        index: np.where(block(side), sure, -2).astype(np.float32) for index, side in sides.items()
    }
    mask = block(example_side)
    example = ShrunkExample.of(Example(0, mask, np.ones_like(mask)), (CELLS, CELLS))
    correction: Any = Alike(*alike)
    logits = {
        index: np.where(block(side), said, -2).astype(np.float32) for index, side in sides.items()
    }
    return windows_to_see(
        correction, codes, logits, corrected, [example], lambda x: float(x.max() < 5)
    )


def test_small_things_are_looked_at_in_the_examples_and_in_what_is_like_them() -> None:
    found = windows(3, {1: 3, 2: 3, 3: 11}, alike=(1, 3))
    assert sorted(found) == [0, 1]
    expected = Window.around(np.where(block(3), 2, -2).astype(np.float32), (480, 640))
    assert expected is not None
    assert found[1] == expected.snapped()


@pytest.mark.parametrize(
    ("example_side", "side", "alike"), [(11, 3, (1,)), (3, 11, (1,)), (3, 3, ())]
)
def test_nothing_is_looked_at_unless_an_example_and_another_show_something_small(
    example_side: int, side: int, alike: tuple[int, ...]
) -> None:
    assert windows(example_side, {1: side}, alike) == {}


def test_where_nothing_was_corrected_nothing_is_looked_at() -> None:
    assert windows(3, {1: 3}, alike=(1,), said=1) == {}


def test_what_leaves_no_doubt_is_not_looked_at_again() -> None:
    assert sorted(windows(3, {1: 3}, alike=(1,))) == [0, 1]
    assert windows(3, {1: 3}, alike=(1,), sure=5) == {}


def answered(
    predictor: Predictor, *, answers_early: bool = False
) -> list[tuple[int, NDArray[np.float32]]]:
    """Index and probabilities of each answer, in their order; image 0 is the example."""
    images = photographs(3, height=64, width=64)
    sources = [
        ImageSource(lambda image=image: image, str(i), f"closer {i}")
        for i, image in enumerate(images)
    ]
    mask = np.zeros((64, 64), bool)
    mask[20:40, 20:40] = True
    example = Example(0, mask, np.ones_like(mask))
    steps: list[GroupProgress] = []
    events = list(
        predictor.propagate(
            sources, [example], on_progress=steps.append, answers_early=answers_early
        )
    )
    answers = [
        (one.index, one.probability_hw) for one in events if isinstance(one, ImagePrediction)
    ]
    assert steps[-1].done == steps[-1].total == 3 + 1 + len(answers), "read, example, answers"
    return answers


@pytest.fixture
def looks_nearer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The middle of images 0 and 1 is seen from nearer."""

    def see(_: Any, codes: dict[int, ImageCode], *__: Any) -> dict[int, Window]:
        grid_hw = tuple(2 * side for side in codes[0].fine_grid_hw)
        rows, columns = grid_hw
        box = columns // 4, rows // 4, columns * 3 // 4, rows * 3 // 4
        return {index: Window((rows, columns), box) for index in (0, 1)}

    monkeypatch.setattr(corrector_module, "windows_to_see", see)


PLAIN_ORDER = [1, 2]


def test_propagation_looks_through_windows_and_answers_the_same_when_asked_again(
    request: pytest.FixtureRequest,
) -> None:
    plain = dict(answered(small_predictor()))
    request.getfixturevalue("looks_nearer")
    predictor = small_predictor()
    closer = answered(predictor)
    assert [index for index, _ in closer] == PLAIN_ORDER
    np.testing.assert_array_equal(closer[1][1], plain[2])
    changed = np.abs(closer[0][1] - plain[1])
    assert changed[16:48, 16:48].max() > 0.01
    np.testing.assert_array_equal(answered(predictor)[0][1], closer[0][1])


def test_who_wants_early_answers_has_all_before_the_first_look_and_then_what_it_tells(
    request: pytest.FixtureRequest,
) -> None:
    plain = answered(small_predictor())
    request.getfixturevalue("looks_nearer")
    closer = answered(small_predictor())
    predictor = small_predictor()

    early = answered(predictor, answers_early=True)

    assert [index for index, _ in early] == [*PLAIN_ORDER, 1]
    for (_, found), (_, expected) in zip(early[:2], plain, strict=True):
        np.testing.assert_array_equal(found, expected)
    np.testing.assert_array_equal(early[2][1], closer[0][1])

    once = answered(predictor, answers_early=True)

    assert [index for index, _ in once] == PLAIN_ORDER, "what was looked at is remembered"
    for (_, found), (_, expected) in zip(once, closer, strict=True):
        np.testing.assert_array_equal(found, expected)
