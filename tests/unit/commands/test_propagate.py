"""Masks given or corrected by a person repair the others, by command line."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from cosegui.commands import predict, propagate
from cosegui.commands.console import UsageError
from cosegui.core.errors import ImageReadError
from cosegui.core.layers import MASK_BIT, TOUCHED_BIT
from cosegui.core.project import ReviewState
from cosegui.storage import project_file
from cosegui.storage.masks import read_layers, read_mask, write_layers, write_mask
from tests.helpers.consoles import FakeConsole, parsed
from tests.helpers.datasets import SIZE_HW, photograph
from tests.helpers.fakes import FakeSegmenter, disc_hw

GIVEN = np.zeros(SIZE_HW, bool)
GIVEN[2:9, 3:12] = True


@pytest.fixture
def photographs(tmp_path: Path) -> Path:
    for name in ("cows/1.jpg", "cows/2.jpg", "cows/3.jpg", "sheep/1.jpg"):
        photograph(tmp_path / "photographs" / name)
    return tmp_path / "photographs"


def predicted(segmenter: FakeSegmenter, *arguments: object) -> tuple[int, FakeConsole]:
    console = FakeConsole()
    command = parsed(predict, *arguments)
    code = predict.run(command, console, load_segmenter=lambda model, device: segmenter)
    return code, console


def propagated(segmenter: FakeSegmenter, path: Path) -> tuple[int, FakeConsole]:
    console = FakeConsole()
    command = parsed(propagate, path)
    code = propagate.run(command, console, load_segmenter=lambda model, device: segmenter)
    return code, console


def test_examples_are_given_to_the_model_and_copied_as_they_are(
    photographs: Path, tmp_path: Path
) -> None:
    (tmp_path / "masks" / "cows").mkdir(parents=True)
    write_mask(tmp_path / "masks" / "cows" / "2.png", GIVEN)
    segmenter = FakeSegmenter()
    out, report = tmp_path / "out", tmp_path / "report.json"

    code, console = predicted(
        segmenter, photographs, "--out", out, "--examples", tmp_path / "masks", "--report", report
    )

    assert code == 0
    ((example,),) = segmenter.examples
    assert example.index == 1
    assert np.array_equal(example.mask_hw, GIVEN)
    assert example.certain_hw.all()
    assert np.array_equal(read_mask(out / "cows" / "2.png"), GIVEN)
    assert np.array_equal(read_mask(out / "cows" / "1.png"), disc_hw(SIZE_HW))
    assert np.array_equal(read_mask(out / "sheep" / "1.png"), disc_hw(SIZE_HW))
    assert "4 masks" in console.said
    images = {one["image"]: one for one in json.loads(report.read_text("utf-8"))["images"]}
    assert images[str(photographs / "cows" / "2.jpg")]["message"] == "given as an example"


def test_the_masks_of_a_single_group_need_no_folder_of_their_own(
    photographs: Path, tmp_path: Path
) -> None:
    (tmp_path / "masks").mkdir()
    write_mask(tmp_path / "masks" / "3.png", GIVEN)
    segmenter = FakeSegmenter()
    arguments = ("--out", tmp_path / "out", "--examples", tmp_path / "masks")
    predicted(segmenter, photographs / "cows", *arguments)
    assert [[one.index for one in each] for each in segmenter.examples] == [[2]]


def test_examples_that_fit_no_photograph_are_refused_before_anything_is_written(
    photographs: Path, tmp_path: Path
) -> None:
    (tmp_path / "masks").mkdir()
    arguments = ("--out", tmp_path / "out", "--examples", tmp_path / "masks")
    with pytest.raises(UsageError, match="belongs to a photograph"):
        predicted(FakeSegmenter(), photographs, *arguments)
    (tmp_path / "masks" / "cows").mkdir()
    write_mask(tmp_path / "masks" / "cows" / "1.png", GIVEN[:4])
    with pytest.raises(ImageReadError, match="same size"):
        predicted(FakeSegmenter(), photographs, *arguments)
    assert not (tmp_path / "out").exists()


def reviewed_project(photographs: Path, tmp_path: Path) -> Path:
    """cows/1 approved with GIVEN, cows/2 corrected in one corner, cows/3 and sheep/1 predicted."""
    path = tmp_path / "farm.cosegui"
    predicted(FakeSegmenter(), photographs, "--out", tmp_path / "out", "--project", path)
    project = project_file.load_project(path)
    first, second, *_ = project.groups[0].images
    first.state, second.state = ReviewState.APPROVED, ReviewState.CORRECTED
    write_layers(project_file.layers_path(path, first.id), GIVEN.astype(np.uint8) * MASK_BIT)
    layers = np.zeros(SIZE_HW, np.uint8)
    layers[:3, :3] = MASK_BIT | TOUCHED_BIT
    write_layers(project_file.layers_path(path, second.id), layers)
    project_file.save_project(path, project)
    return path


def test_the_corrections_of_a_project_repair_what_nobody_has_reviewed(
    photographs: Path, tmp_path: Path
) -> None:
    path = reviewed_project(photographs, tmp_path)
    segmenter = FakeSegmenter(radius_share=0.1)

    code, console = propagated(segmenter, path)

    assert code == 0
    assert "1 masks repaired" in console.said
    assert segmenter.calls == [["1.jpg", "2.jpg", "3.jpg"]], "sheep have no example"
    ((approved, corrected),) = segmenter.examples
    assert approved.certain_hw.all()
    assert corrected.certain_hw.sum() == 9
    cows = project_file.load_project(path).groups[0].images
    masks = [read_layers(project_file.layers_path(path, each.id)) & MASK_BIT for each in cows]
    assert np.array_equal(masks[0], GIVEN)
    assert masks[1].sum() == 9
    assert np.array_equal(masks[2], disc_hw(SIZE_HW, 0.1))
    assert [each.state for each in cows] == [
        ReviewState.APPROVED, ReviewState.CORRECTED, ReviewState.PREDICTED,
    ]  # fmt: skip


def test_a_project_without_corrections_is_refused_with_what_to_do(
    photographs: Path, tmp_path: Path
) -> None:
    path = tmp_path / "farm.cosegui"
    predicted(FakeSegmenter(), photographs, "--out", tmp_path / "out", "--project", path)
    with pytest.raises(UsageError, match="Correct one mask"):
        propagated(FakeSegmenter(), path)
    with pytest.raises(UsageError, match="There is no project"):
        propagated(FakeSegmenter(), tmp_path / "none.cosegui")


def test_the_model_chosen_for_the_project_repairs_it(photographs: Path, tmp_path: Path) -> None:
    path = reviewed_project(photographs, tmp_path)
    project = project_file.load_project(path)
    project.chosen_model = "ours"
    project_file.save_project(path, project)
    asked: list[str | None] = []

    def load(model: str | None, device: str) -> FakeSegmenter:
        asked.append(model)
        return FakeSegmenter()

    propagate.run(parsed(propagate, path), FakeConsole(), load_segmenter=load)
    propagate.run(parsed(propagate, path, "--model", "theirs"), FakeConsole(), load_segmenter=load)
    assert asked == ["ours", "theirs"]
