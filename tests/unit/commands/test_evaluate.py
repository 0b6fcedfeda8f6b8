from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from cosegui.commands import evaluate
from cosegui.commands.console import UsageError
from cosegui.core.errors import DatasetError
from cosegui.core.ports import Segmenter
from tests.helpers.consoles import FakeConsole, parsed
from tests.helpers.datasets import grouped_dataset, left_half, mask_file, photograph
from tests.helpers.fakes import FakeSegmenter, disc_hw

SIZE_HW = (40, 60)
DISC_HW = disc_hw(SIZE_HW)


def run(*arguments: object, segmenter: FakeSegmenter | None = None) -> tuple[int, FakeConsole]:
    console = FakeConsole()
    code = evaluate.run(
        parsed(evaluate, *arguments),
        console,
        load_segmenter=lambda *_: segmenter or FakeSegmenter(),
    )
    return code, console


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    return grouped_dataset(
        tmp_path / "pets",
        {"cats": {"1": DISC_HW, "2": DISC_HW}, "dogs": {"1": left_half(SIZE_HW)}},
    )


def test_a_table_is_printed_and_all_figures_are_written(dataset: Path, tmp_path: Path) -> None:
    code, console = run(dataset, "--report", tmp_path / "r.json")

    assert code == 0
    assert "cats" in console.said
    assert "mean over images" in console.said
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert report["groups"][0]["J"] == 100.0
    assert report["J"] == pytest.approx(np.mean([image["J"] for image in report["images"]]), 1e-4)
    assert report["P"] > report["J"]


def test_several_data_sets_share_a_report(dataset: Path, tmp_path: Path) -> None:
    other = tmp_path / "Internet" / "Car100"
    photograph(other / "1.jpg", SIZE_HW)
    mask_file(other / "GroundTruth" / "1.png", DISC_HW)

    _, console = run(dataset, other.parent, "--report", tmp_path / "r.json")

    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert [entry["name"] for entry in report["datasets"]] == ["pets", "Internet"]
    assert [group["dataset"] for group in report["groups"]] == ["pets", "pets", "Internet"]
    assert console.said.count("mean over groups") == 2


def test_only_the_chosen_groups_are_judged(dataset: Path) -> None:
    segmenter = FakeSegmenter()

    run(dataset, "--groups", "dogs", segmenter=segmenter)

    assert segmenter.calls == [["1.jpg"]]


def test_group_size_shuffles_and_deals_reach_the_evaluation(dataset: Path, tmp_path: Path) -> None:
    segmenter = FakeSegmenter()
    report_path = tmp_path / "r.json"

    arguments = ("--group-size", "1", "--shuffles", "2", "--deals", "3", "--report", report_path)
    run(dataset, *arguments, segmenter=segmenter)

    assert len(segmenter.calls) == 3 * (1 + 2 + 3)
    spreads = json.loads(report_path.read_text("utf-8"))["datasets"][0]["spreads"]
    assert [(spread["what"], len(spread["J"])) for spread in spreads] == [("order", 3), ("deal", 4)]


def test_an_image_that_fails_makes_the_exit_code_1_and_is_named(dataset: Path) -> None:
    code, console = run(dataset, segmenter=FakeSegmenter(failing=["2.jpg"]))

    assert code == 1
    assert "cats: 2.jpg cannot be read" in console.complaints


def test_data_sets_are_looked_at_before_the_model_is_loaded(dataset: Path, tmp_path: Path) -> None:
    def load(model: str | None, device: str) -> Segmenter:
        raise AssertionError("the model was loaded")

    (tmp_path / "empty").mkdir()
    for arguments, error in (
        ((dataset, tmp_path / "gone"), UsageError),
        ((dataset, tmp_path / "empty"), DatasetError),
        ((dataset, "--groups", "birds"), DatasetError),
        ((dataset, "--deals", "2"), UsageError),
    ):
        with pytest.raises(error):
            evaluate.run(parsed(evaluate, *arguments), FakeConsole(), load_segmenter=load)


def test_a_mask_that_does_not_fit_is_found_before_the_model_is_loaded(dataset: Path) -> None:
    def load(model: str | None, device: str) -> Segmenter:
        raise AssertionError("the model was loaded")

    mask_file(dataset / "masks" / "dogs" / "1.png", left_half((60, 40)))

    with pytest.raises(DatasetError, match=r"1\.png has 40x60 pixels, its photograph 60x40"):
        evaluate.run(parsed(evaluate, dataset), FakeConsole(), load_segmenter=load)


@pytest.mark.parametrize(
    "arguments", [("--group-size", "0"), ("--group-size", "x"), ("--shuffles", "-1")]
)
def test_numbers_that_make_no_sense_are_wrong_usage(arguments: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as stop:
        parsed(evaluate, "set", *arguments)
    assert stop.value.code == 2


def test_all_is_a_group_size() -> None:
    assert parsed(evaluate, "set", "--group-size", "all").group_size is None
