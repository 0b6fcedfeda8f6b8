"""One corrected mask repairs the group: what examples teach, and what they leave alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from cosegui.core.errors import ImageReadError, ModelError
from cosegui.core.mask import iou
from cosegui.core.ports import Example, GroupPrediction, ImageSource, Solver
from cosegui.model import predictor as predictor_module
from cosegui.model.description import Description
from cosegui.model.descriptors import GroupCells
from cosegui.model.drawer import Drawer
from cosegui.model.examples import ShrunkExample
from cosegui.model.network import SSNM
from cosegui.model.propagation import Correction
from cosegui.model.reading import DrawnGroups, ImageCode
from tests.helpers.models import as_sources, photographs, predictions, small_predictor

CELLS = 12
MAP = 12
GROUNDS = 4
SURE, IN_DOUBT = 0.0, 1.0


def object_mask(i: int, side: int = MAP) -> NDArray[np.bool_]:
    """(side, side) bool: a square in another place of each image, on whole cells."""
    cells = np.zeros((CELLS, CELLS), bool)
    y, x = 1 + (3 * i) % 7, 1 + (5 * i) % 7
    cells[y : y + 4, x : x + 4] = True
    return np.kron(cells, np.ones((side // CELLS, side // CELLS), bool))


def shared_background_group(
    count: int, *, object_logit: float = -2.0, ground_logit: float = 2.0
) -> tuple[dict[int, ImageCode], dict[int, NDArray[np.float32]]]:
    """Codes of images that share the object and four strips of background, and what a network
    says that picked wrongly."""
    rng = np.random.default_rng(3)
    kinds = [rng.normal(size=(GROUNDS + 1, channels)) for channels in (8, 24, 32)]
    strips = 1 + np.arange(CELLS)[:, None] * GROUNDS // CELLS + np.zeros((1, CELLS), int)
    codes, logits = {}, {}
    for i in range(count):
        maps = [torch.zeros(1, MAP // 2, MAP // 2)]
        which = np.where(object_mask(i, CELLS), 0, strips)
        for kind in kinds:
            level = kind[which].transpose(2, 0, 1)
            noise = rng.normal(size=level.shape) + rng.normal(size=(len(level), 1, 1))
            maps.append(torch.from_numpy(level + 0.2 * noise).half())
        codes[i] = ImageCode(tuple(maps), Description(torch.zeros(1, 1, 1, 1), torch.zeros(1, 1)))
        logits[i] = np.where(object_mask(i), object_logit, ground_logit).astype(np.float32)
    return codes, logits


def on_map(
    index: int, mask: NDArray[np.bool_], certain: NDArray[np.bool_] | None = None
) -> ShrunkExample:
    """A mask on the grid of the network's map; all of it certain unless told otherwise."""
    certain = np.ones_like(mask) if certain is None else certain
    return ShrunkExample.of(Example(index, mask, certain), (MAP, MAP))


def whole(index: int) -> ShrunkExample:
    """The true mask of an image, all of it certain."""
    return on_map(index, object_mask(index))


def jaccard_after(
    codes: dict[int, ImageCode],
    logits: dict[int, NDArray[np.float32]],
    examples: list[ShrunkExample],
    index: int,
) -> float:
    corrected = Correction.learn(GroupCells(codes), logits, examples).apply(
        index, logits[index], IN_DOUBT
    )
    return iou(corrected >= 0, object_mask(index))


def test_one_example_repairs_the_rest_of_a_group_that_shares_its_background() -> None:
    codes, logits = shared_background_group(5)
    before = [iou(logits[i] >= 0, object_mask(i)) for i in range(1, 5)]
    after = [jaccard_after(codes, logits, [whole(0)], i) for i in range(1, 5)]
    assert max(before) < 0.02
    assert min(after) > 0.9


def test_an_example_of_what_the_network_finds_already_moves_nothing() -> None:
    codes, logits = shared_background_group(3, object_logit=3.5, ground_logit=-3.5)
    corrected = Correction.learn(GroupCells(codes), logits, [whole(0)]).apply(
        1, logits[1], IN_DOUBT
    )
    assert np.abs(corrected - logits[1]).max() < 1e-5


def test_where_the_examples_agree_the_network_stays_as_sure_as_it_was() -> None:
    codes, logits = shared_background_group(3, object_logit=6.0, ground_logit=-6.0)
    hardly_found = np.where(object_mask(0), 1.0, -6.0)
    logits[0] = hardly_found.astype(np.float32)
    corrected = Correction.learn(GroupCells(codes), logits, [whole(0)]).apply(
        1, logits[1], IN_DOUBT
    )
    assert corrected[object_mask(1)].min() > 5
    assert corrected[~object_mask(1)].max() < -5


def test_examples_speak_the_louder_the_more_the_network_was_wrong_about_them() -> None:
    codes, logits = shared_background_group(3, object_logit=-1.0, ground_logit=-2.5)

    def raised(found_share: float) -> float:
        rows = np.cumsum(object_mask(0)).reshape(MAP, MAP) <= found_share * object_mask(0).sum()
        logits[0] = np.where(object_mask(0) & rows, 2.5, logits[1].min()).astype(np.float32)
        corrected = Correction.learn(GroupCells(codes), logits, [whole(0)]).apply(
            1, logits[1], IN_DOUBT
        )
        return float((corrected - logits[1])[object_mask(1)].mean())

    assert raised(1.0) == pytest.approx(0, abs=1e-5)
    assert raised(0.5) > raised(0.9) > 0


def test_the_order_of_the_examples_changes_nothing() -> None:
    codes, logits = shared_background_group(6)
    examples = [whole(i) for i in (4, 0, 2)]
    one = Correction.learn(GroupCells(codes), logits, examples).apply(1, logits[1], IN_DOUBT)
    other = Correction.learn(GroupCells(codes), logits, examples[::-1]).apply(
        1, logits[1], IN_DOUBT
    )
    assert np.array_equal(one, other)


def test_a_scribble_on_each_side_repairs_the_rest() -> None:
    codes, logits = shared_background_group(5)
    certain = np.zeros((MAP, MAP), bool)
    mask = object_mask(0)
    ys, xs = np.nonzero(mask)
    certain[ys.min() : ys.min() + 3, xs.min() : xs.min() + 3] = True
    certain[:, [0, 10, 11]] = True
    # What nobody touched is still the model's own mask: it must not count as confirmed.
    half_done = np.where(certain, mask, logits[0] >= 0)
    example = on_map(0, half_done, certain)
    assert min(jaccard_after(codes, logits, [example], i) for i in range(1, 5)) > 0.9


@pytest.mark.parametrize("is_painted", [False, True])
def test_to_erase_a_wrong_part_takes_that_part_alone_from_the_others(is_painted: bool) -> None:
    codes, logits = shared_background_group(5, object_logit=2.0, ground_logit=-2.0)
    # The network takes the lowest strip for object as well, and the two look much alike.
    wrong = np.repeat(np.arange(CELLS)[:, None] >= 3 * CELLS // GROUNDS, CELLS, axis=1)
    for i, code in codes.items():
        shown = torch.from_numpy(object_mask(i))
        for level in code.maps[1:]:
            strip = level[:, torch.from_numpy(wrong) & ~shown].float().mean(dim=1)
            level[:, shown] = (0.2 * level[:, shown].float() + 0.8 * strip[:, None]).half()
        logits[i][wrong] = 2.0
    touched = wrong & ~object_mask(0)
    kept = (logits[0] >= 0) & ~touched
    if is_painted:  # as well, and hardly: each side is shown
        y, x = np.argwhere(object_mask(0)).min(axis=0)
        touched[y : y + 2, x : x + 2] = True
    example = on_map(0, kept, touched)
    assert max(iou(logits[i] >= 0, object_mask(i)) for i in range(1, 5)) < 0.5
    assert min(jaccard_after(codes, logits, [example], i) for i in range(1, 5)) > 0.8


def group_with_a_stranger() -> tuple[Correction, dict[int, NDArray[np.float32]]]:
    """What image 0 teaches a group of four, of which the last is like none of the others."""
    codes, logits = shared_background_group(4)
    other = torch.Generator().manual_seed(8)
    stranger = tuple(torch.randn(level.shape, generator=other).half() for level in codes[3].maps)
    codes[3] = replace(codes[3], maps=stranger)
    return Correction.learn(GroupCells(codes), logits, [whole(0)]), logits


def test_an_image_unlike_the_example_is_moved_less_than_one_like_it() -> None:
    correction, logits = group_with_a_stranger()
    like = np.abs(correction.apply(1, logits[1], IN_DOUBT) - logits[1]).mean()
    unlike = np.abs(correction.apply(3, logits[3], IN_DOUBT) - logits[3]).mean()
    assert unlike < 0.3 * like


def test_a_sure_mask_is_moved_in_an_image_like_the_example_alone() -> None:
    correction, logits = group_with_a_stranger()
    assert np.array_equal(
        correction.apply(1, logits[1], SURE), correction.apply(1, logits[1], IN_DOUBT)
    )
    assert np.array_equal(correction.apply(3, logits[3], SURE), logits[3])


def test_the_less_sure_the_network_is_of_a_mask_the_more_it_is_moved() -> None:
    correction, logits = group_with_a_stranger()
    moved = [np.abs(correction.apply(3, logits[3], x) - logits[3]).mean() for x in (0.1, 0.2, 0.3)]
    assert 0 < moved[0] < moved[1] < moved[2]
    assert np.array_equal(
        correction.apply(3, logits[3], 0.3), correction.apply(3, logits[3], IN_DOUBT)
    )


def test_examples_that_agree_reach_further_than_one() -> None:
    codes, logits = shared_background_group(6)

    def moved(count: int) -> float:
        correction = Correction.learn(GroupCells(codes), logits, [whole(i) for i in range(count)])
        return float(np.abs(correction.apply(5, logits[5], IN_DOUBT) - logits[5]).mean())

    assert moved(3) > moved(1)


def test_only_what_is_certain_counts_in_a_cell() -> None:
    mask = np.zeros((8, 8), bool)
    mask[:, 4:] = True
    certain = np.zeros((8, 8), bool)
    certain[:4, 2:6] = True
    cells = ShrunkExample.of(Example(0, mask, certain), (4, 4)).vouched((2, 2))
    assert cells.certain_hw.tolist() == [[0.5, 0.5], [0.0, 0.0]]
    assert cells.share_hw.tolist() == [[0.0, 1.0], [0.0, 0.0]]


@pytest.mark.parametrize("is_object", [False, True])
def test_an_example_of_one_side_only_stays_finite(is_object) -> None:
    codes, logits = shared_background_group(3)
    example = on_map(0, np.full((MAP, MAP), is_object))
    corrected = Correction.learn(GroupCells(codes), logits, [example]).apply(1, logits[1], IN_DOUBT)
    assert np.isfinite(corrected).all()


def test_an_example_with_nothing_certain_moves_nothing() -> None:
    codes, logits = shared_background_group(3)
    example = on_map(0, object_mask(0), np.zeros((MAP, MAP), bool))
    corrected = Correction.learn(GroupCells(codes), logits, [example]).apply(1, logits[1], IN_DOUBT)
    assert np.allclose(corrected, logits[1], atol=1e-5)


def example_of(images: list[NDArray[np.uint8]], index: int) -> Example:
    """The bright block of `photographs` as a whole mask."""
    mask = np.zeros(images[index].shape[:2], bool)
    x = 4 + 7 * index % (images[index].shape[1] - 24)
    mask[10:34, x : x + 20] = True
    return Example(index, mask, np.ones_like(mask))


def test_the_predictor_answers_for_all_images_but_the_examples() -> None:
    images = photographs(5)
    examples = [example_of(images, 1), example_of(images, 3)]
    results = list(small_predictor().propagate(as_sources(images), examples))
    found = predictions(results)
    assert [p.index for p in found] == [0, 2, 4]
    for prediction in found:
        assert prediction.probability_hw.shape == images[prediction.index].shape[:2]
        assert 0 <= prediction.heatmap_hw.min() <= prediction.heatmap_hw.max() <= 1
    assert isinstance(results[-1], GroupPrediction)


def test_the_order_of_the_images_changes_nothing() -> None:
    images = photographs(5)
    order = [3, 0, 4, 1, 2]
    straight = predictions(
        list(small_predictor().propagate(as_sources(images), [example_of(images, 0)]))
    )
    shuffled = predictions(
        list(
            small_predictor().propagate(
                as_sources([images[i] for i in order]),
                [replace(example_of(images, 0), index=order.index(0))],
            )
        )
    )
    by_image = {order[p.index]: p.probability_hw for p in shuffled}
    for prediction in straight:
        assert np.abs(by_image[prediction.index] - prediction.probability_hw).max() < 1e-4


def test_after_a_run_the_network_is_not_asked_again(monkeypatch) -> None:
    images = photographs(4)
    sources = [replace(source, key=source.name) for source in as_sources(images)]
    predictor = small_predictor()
    fresh = predictions(list(small_predictor().propagate(sources, [example_of(images, 0)])))
    list(predictor.segment_group(sources))

    def refuse(*_: object) -> None:
        raise AssertionError("the features and the maps of this group are known")

    monkeypatch.setattr(predictor._placed.network.backbone, "forward", refuse)
    monkeypatch.setattr(predictor._placed.network, "decode", refuse)
    known = predictions(list(predictor.propagate(sources, [example_of(images, 0)])))
    for a, b in zip(fresh, known, strict=True):
        assert np.abs(a.probability_hw - b.probability_hw).max() < 1e-4


@pytest.mark.parametrize("marks_what_moves", [True, False])
def test_a_person_who_marks_what_stays_is_believed(marks_what_moves, monkeypatch) -> None:
    """Everything stands out, and the right half was left out since it does not move."""
    found = dict.fromkeys(range(3), np.zeros((8, 8), np.float32))
    asked = []

    def draw(_: Drawer, *args: Any) -> Iterator[tuple[int, NDArray[np.float32], float]]:
        asked.append(args[-1])
        for index in range(3):
            logit = np.full((16, 16), 2, np.float32)
            if args[-1] is not None:
                logit[:, 8:] = -2
            yield index, logit, 0.0

    monkeypatch.setattr(predictor_module, "moving_cells", lambda *_: found)
    monkeypatch.setattr(Drawer, "draw", draw)
    monkeypatch.setattr(ImageCode, "object_map_hw", np.ones((16, 16), np.float32))
    predictor, images = small_predictor(), photographs(3)
    sources = [replace(source, key=source.name) for source in as_sources(images)]
    list(predictor.segment_group(sources))
    mask = np.zeros(images[0].shape[:2], bool)
    half = mask.shape[1] // 2
    mask[:, : half + half // 3 if marks_what_moves else half] = True
    mask = mask if marks_what_moves else ~mask
    list(predictor.propagate(sources, [Example(0, mask, np.ones_like(mask))]))
    assert asked[0] is not None
    assert asked[1:] == ([] if marks_what_moves else [None]), "the first answer serves, or another"


def test_the_place_of_a_group_is_looked_for_once_while_it_is_the_same(monkeypatch) -> None:
    asked = []

    def find(codes: dict[int, ImageCode], *_: object) -> dict[int, NDArray[np.float32]]:
        asked.append(len(codes))
        return {}

    monkeypatch.setattr(predictor_module, "moving_cells", find)
    predictor, images = small_predictor(), photographs(4)
    nameless = as_sources(images)
    sources = [replace(source, key=source.name) for source in nameless]
    list(predictor.segment_group(sources))
    list(predictor.propagate(sources, [example_of(images, 0)]))
    list(predictor.propagate(sources, [example_of(images, 1)]))
    assert asked == [4]
    list(predictor.segment_group(sources[:3]))
    assert asked == [4, 3]
    for _ in range(2):
        list(predictor.segment_group(nameless[:2]))
    assert asked == [4, 3, 2, 2], "nobody can tell whether these are the same"


WAY = Solver.CLOSED_FORM, False


def test_drawn_groups_know_a_group_in_any_order_and_only_whole() -> None:
    drawn = DrawnGroups(kept=1)
    one, two = np.zeros((2, 2), np.float32), np.ones((2, 2), np.float32)
    none, first = [False, False], [True, False]
    drawn.put(["a", "b"], WAY, first, [one, two])
    assert drawn.get(["b", "a"], WAY, first[::-1]) == [two, one]
    assert drawn.get(["b", "a"], WAY, first) is None, "the other is the stranger"
    assert drawn.get(["a", "b"], WAY, none) is None
    assert drawn.get(["a"], WAY, [True]) is None
    assert drawn.get(["a", "b"], (Solver.CROSS_IMAGE, False), first) is None
    assert drawn.get(["a", "b"], (Solver.CLOSED_FORM, True), first) is None
    drawn.put(["c", None], WAY, none, [one, two])
    kept = drawn.get(["a", "b"], WAY, first)
    assert kept is not None, "a group without keys is not kept"
    drawn.put(["c"], WAY, [False], [one])
    assert drawn.get(["a", "b"], WAY, first) is None


def test_examples_whose_photographs_are_gone_end_in_words() -> None:
    images = photographs(3)
    sources = as_sources(images)

    def gone() -> NDArray[np.uint8]:
        raise ImageReadError(Path("gone.jpg"), "it is not there")

    sources[0] = ImageSource(read=gone, name="gone")
    with pytest.raises(ModelError, match="corrected"):
        list(small_predictor().propagate(sources, [example_of(images, 0)]))


def test_an_example_brings_back_masks_that_the_group_had_emptied(monkeypatch) -> None:
    images = photographs(4)
    sources = as_sources(images)
    examples = [example_of(images, 0)]
    judged = torch.zeros(4)
    monkeypatch.setattr("cosegui.model.network.kinship", lambda *_: judged)
    alike = torch.zeros(5, 5)  # the last is the example as it is marked
    alike[:3, 4] = 1
    monkeypatch.setattr("cosegui.model.kinship.pairwise_kinship", lambda *_: alike)
    predictor = small_predictor(kinship=True, least_kinship=0.5)
    alone = predictions(list(predictor.segment_group(sources)))
    assert not any((p.probability_hw >= p.threshold).any() for p in alone)
    repaired = predictions(list(predictor.propagate(sources, examples)))
    judged[:3] = 1
    knowing = small_predictor(kinship=True, least_kinship=0.5)
    expected = predictions(list(knowing.propagate(sources, examples)))
    for found, wanted in zip(repaired, expected, strict=True):
        assert np.array_equal(found.probability_hw, wanted.probability_hw)
    assert any(p.probability_hw.max() > 0.5 for p in repaired)


def test_an_image_that_was_approved_empty_is_told_to_the_group_so(monkeypatch) -> None:
    images = photographs(4)
    nothing = np.zeros(images[1].shape[:2], bool)
    told = []
    strangers_in = SSNM.strangers_in

    def listening(
        self: SSNM,
        described: Description,
        word: torch.Tensor | None = None,
        *others: object,
    ) -> torch.Tensor | None:
        told.append(None if word is None else word.tolist())
        return strangers_in(self, described, word, *others)

    monkeypatch.setattr(SSNM, "strangers_in", listening)
    predictor = small_predictor(kinship=True, least_kinship=0.0)
    examples = [example_of(images, 2), Example(1, nothing, ~nothing)]
    list(predictor.propagate(as_sources(images), examples))
    list(predictor.segment_group(as_sources(images)))
    assert told == [[0.0, -1.0, 1.0, 0.0], None]


def test_a_group_of_which_nothing_holds_the_object_has_an_answer() -> None:
    images = photographs(3)
    sources = as_sources(images)
    nothing = np.zeros(images[0].shape[:2], bool)
    examples = [Example(index, nothing, ~nothing) for index in range(3)]
    predictor = small_predictor(kinship=True, appearance=True, least_kinship=0.5)
    [last] = predictions(list(predictor.propagate(sources, examples[:2])))
    assert last.index == 2
    assert np.isfinite(last.probability_hw).all()
    assert not predictions(list(predictor.propagate(sources, examples)))
