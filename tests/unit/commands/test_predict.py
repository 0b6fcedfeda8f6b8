from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cosegui.commands import predict
from cosegui.commands.console import Console, UsageError
from cosegui.core.errors import CheckpointError, ModelNotFoundError
from cosegui.core.ports import (
    Segmenter,
    SegmentOptions,
    Solver,
    ThresholdRule,
)
from tests.helpers.consoles import FakeConsole, parsed
from tests.helpers.datasets import SIZE_HW, photograph
from tests.helpers.fakes import FakeSegmenter, disc_hw
from tests.helpers.segmenters import EndsEarly


def run(
    *arguments: object, segmenter: Segmenter | None = None, console: Console | None = None
) -> tuple[int, FakeConsole]:
    console = console or FakeConsole()
    code = predict.run(
        parsed(predict, *arguments),
        console,
        load_segmenter=lambda model, device: segmenter or FakeSegmenter(),
    )
    return code, console


def files_in(folder: Path) -> list[str]:
    """What a person sees: not the hidden record of the run."""
    names = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    return sorted(name for name in names if not name.startswith("."))


@pytest.fixture
def photographs(tmp_path: Path) -> Path:
    for name in ("cows/1.jpg", "cows/2.jpg", "sheep/1.jpg"):
        photograph(tmp_path / "photographs" / name)
    return tmp_path / "photographs"


def test_every_photograph_gets_a_mask_of_its_own_size(photographs: Path, tmp_path: Path) -> None:
    code, console = run(photographs, "--out", tmp_path / "out")

    assert code == 0
    assert files_in(tmp_path / "out") == ["cows/1.png", "cows/2.png", "sheep/1.png"]
    with Image.open(tmp_path / "out" / "cows" / "1.png") as mask:
        assert mask.mode == "L"
        assert np.array_equal(np.asarray(mask), disc_hw(SIZE_HW).astype(np.uint8) * 255)
    assert "3 masks" in console.said
    assert console.complaints == ""


def test_a_mask_lies_in_the_frame_that_a_person_sees(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    folder = tmp_path / "turned"
    folder.mkdir()
    Image.new("RGB", (32, 24)).save(folder / "a.jpg", exif=exif)

    run(folder, "--out", tmp_path / "out")

    with Image.open(tmp_path / "out" / "turned" / "a.png") as mask:
        assert mask.size == (24, 32)


def test_probabilities_and_heatmaps_are_written_when_asked_for(
    photographs: Path, tmp_path: Path
) -> None:
    run(photographs / "sheep", "--out", tmp_path / "out", "--probabilities", "--heatmaps")

    folder = tmp_path / "out" / "sheep"
    assert files_in(folder) == ["1.heatmap.png", "1.npz", "1.png"]
    with np.load(folder / "1.npz") as stored:
        assert stored["probability"].dtype == np.float32
        assert stored["probability"].shape == SIZE_HW
        assert stored["probability"].max() == np.float32(0.9)
    with Image.open(folder / "1.heatmap.png") as heatmap:
        assert heatmap.size == (SIZE_HW[1], SIZE_HW[0])


def test_a_bad_image_is_named_and_the_rest_goes_on(photographs: Path, tmp_path: Path) -> None:
    (photographs / "cows" / "2.jpg").write_bytes(b"no image")

    code, console = run(photographs, "--out", tmp_path / "out", "--report", tmp_path / "r.json")

    assert code == 1
    assert files_in(tmp_path / "out") == ["cows/1.png", "sheep/1.png"]
    assert "2.jpg" in console.complaints
    assert "2 masks" in console.said
    assert "1 failed" in console.said
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert [image["status"] for image in report["images"]] == ["done", "failed", "done"]
    assert "2.jpg" in report["images"][1]["message"]


def test_the_report_lists_every_image_and_every_group(photographs: Path, tmp_path: Path) -> None:
    report_path = tmp_path / "new folder" / "report.json"
    segmenter = FakeSegmenter(categories=(("cow", 0.8), ("dog", 0.1)), notices=("went slowly",))

    run(photographs, "--out", tmp_path / "out", "--report", report_path, segmenter=segmenter)

    report = json.loads(report_path.read_text("utf-8"))
    assert report["model"] == "fake"
    assert report["device"] == "fake device"
    assert report["counts"] == {"done": 3, "failed": 0, "skipped": 0, "cancelled": 0}
    first = report["images"][0]
    assert first["group"] == "cows"
    assert first["image"] == str(photographs / "cows" / "1.jpg")
    assert first["mask"] == "cows/1.png"
    assert first["area"] == pytest.approx(disc_hw(SIZE_HW).mean(), abs=1e-6)
    assert first["score"] == 0.8
    assert first["seconds"] == 0.1
    assert report["groups"][0] == {
        "name": "cows",
        "images": 2,
        "seconds": 0.2,
        "categories": [
            {"name": "cow", "probability": 0.8},
            {"name": "dog", "probability": 0.1},
        ],
        "notices": ["went slowly"],
    }


def test_a_group_that_breaks_off_fails_and_the_next_one_is_done(
    photographs: Path, tmp_path: Path
) -> None:
    segmenter = FakeSegmenter(raising={"2.jpg": CheckpointError("The weights are torn.")})

    code, console = run(photographs, "--out", tmp_path / "out", segmenter=segmenter)

    assert code == 1
    assert files_in(tmp_path / "out") == ["cows/1.png", "sheep/1.png"]
    assert "cows: The weights are torn." in console.complaints


def test_a_mask_that_cannot_be_written_fails_alone(photographs: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "cows" / "1.png").mkdir(parents=True)

    code, console = run(photographs, "--out", tmp_path / "out")

    assert code == 1
    assert (tmp_path / "out" / "cows" / "2.png").is_file()
    assert "1.png" in console.complaints


def test_one_stem_with_two_suffixes_gives_two_masks(tmp_path: Path) -> None:
    for name in ("a.jpg", "a.png"):
        photograph(tmp_path / "cows" / name)

    run(tmp_path / "cows", "--out", tmp_path / "out")

    assert files_in(tmp_path / "out") == ["cows/a.jpg.png", "cows/a.png.png"]


def test_masks_are_never_written_among_photographs(tmp_path: Path) -> None:
    before = photograph(tmp_path / "cows" / "a.png").read_bytes()

    with pytest.raises(UsageError, match="among photographs"):
        run(tmp_path / "cows", "--out", tmp_path)

    assert (tmp_path / "cows" / "a.png").read_bytes() == before
    assert files_in(tmp_path) == ["cows/a.png"]


def test_the_options_reach_the_model(photographs: Path, tmp_path: Path) -> None:
    segmenter = FakeSegmenter()
    out = ("--out", tmp_path / "out")

    run(photographs, *out, segmenter=segmenter)
    run(photographs, *out, "--solver", "cross-image", "--threshold", "otsu", segmenter=segmenter)
    run(photographs, *out, "--threshold", "0.25", segmenter=segmenter)

    assert segmenter.options[0] == SegmentOptions()
    assert segmenter.options[2] == SegmentOptions(Solver.CROSS_IMAGE, ThresholdRule.OTSU)
    assert segmenter.options[4] == SegmentOptions(threshold=0.25)


@pytest.mark.parametrize("text", ["0", "1", "1.5", "nan", "half", "-0.5"])
def test_a_threshold_outside_its_range_is_wrong_usage(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        parsed(predict, "in", "--out", "out", f"--threshold={text}")

    assert stop.value.code == 2
    assert "neither a number between 0 and 1 nor otsu" in capsys.readouterr().err


def test_nothing_is_loaded_or_written_for_sources_that_are_not_there(tmp_path: Path) -> None:
    def load(model: str | None, device: str) -> Segmenter:
        raise AssertionError("the model was loaded")

    arguments = parsed(predict, tmp_path / "gone", "--out", tmp_path / "out")
    with pytest.raises(UsageError, match="gone"):
        predict.run(arguments, FakeConsole(), load_segmenter=load)

    assert not (tmp_path / "out").exists()


def test_a_file_is_no_folder_for_masks(photographs: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")

    with pytest.raises(UsageError, match="out is a file"):
        run(photographs, "--out", tmp_path / "out")


def test_model_and_device_are_asked_for_by_name(photographs: Path, tmp_path: Path) -> None:
    asked = []

    def load(model: str | None, device: str) -> Segmenter:
        asked.append((model, device))
        raise ModelNotFoundError("There is no such model.")

    arguments = parsed(
        predict, photographs, "--out", tmp_path / "out", "--model", "mine", "--device", "cuda:1"
    )
    with pytest.raises(ModelNotFoundError):
        predict.run(arguments, FakeConsole(), load_segmenter=load)

    assert asked == [("mine", "cuda:1")]


def test_ctrl_c_keeps_what_is_done_and_the_report_says_how_far_it_came(
    photographs: Path, tmp_path: Path
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(
            photographs,
            "--out",
            tmp_path / "out",
            "--report",
            tmp_path / "r.json",
            segmenter=EndsEarly(KeyboardInterrupt),
        )

    assert files_in(tmp_path / "out") == ["cows/1.png"]
    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert report["counts"] == {"done": 1, "failed": 0, "skipped": 0, "cancelled": 2}


def test_an_image_without_a_result_has_failed(photographs: Path, tmp_path: Path) -> None:
    code, console = run(*(photographs, "--out", tmp_path / "out"), segmenter=EndsEarly(None))

    assert code == 1
    assert "cows: the model gave no result" in console.complaints


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_a_bar_and_complaints_have_lines_of_their_own(
    photographs: Path, tmp_path: Path
) -> None:
    console = Console(io.StringIO(), Terminal())

    run(
        photographs,
        "--out",
        tmp_path / "out",
        segmenter=FakeSegmenter(failing=["2.jpg"]),
        console=console,
    )

    shown = console.err.getvalue()
    assert "3/3" in shown
    assert "cows: masks 1/2" in shown
    lines = shown.replace("\r", "\n").splitlines()
    assert any(line.startswith("cosegui: cows: 2.jpg") for line in lines)
