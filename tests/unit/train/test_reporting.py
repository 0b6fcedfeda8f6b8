"""What a run says while it goes on: the bar, the board, and why it cannot begin."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from cosegui.train.__main__ import main
from cosegui.train.reporting import Reporter
from cosegui.train.tensorboard import Board, require_tensorboard
from PIL import Image

from cosegui.core.errors import CoseguiError
from tests.helpers.training_sets import write_training_set

CONFIG = """
name = "tiny"
workers = {workers}
[network]
backbone = "resnet10t"
width = 8
input_size = 64
[data]
validation_share = 0.25
[[data.sets]]
path = "shapes"
[[stages]]
name = "all"
steps = 1
images_per_step = 4
"""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class FakeBoard(Board):
    """Keeps the figures instead of writing them."""

    def __init__(self) -> None:
        self.figures: list[tuple[int, dict[str, float | None]]] = []
        self.is_closed = False

    def add(self, step, values) -> None:
        self.figures.append((step, dict(values)))

    def close(self) -> None:
        self.is_closed = True


def _reporter(folder: Path, **changes: object) -> Reporter:
    usual = {"total_steps": 10, "first_step": 4, "as_json": False}
    return Reporter(folder, **{**usual, **changes})


def _step(report: Reporter, step: int) -> None:
    report.step(step, stage="heads", rate=0.1, losses={"total": 0.5, "shared": 0.25})


def test_a_terminal_shows_steps_time_left_and_the_loss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    report = _reporter(tmp_path)
    for step in range(5, 11):
        _step(report, step)
    report.close()

    last = terminal.getvalue().split("\r")[-1]
    assert "10/10" in last
    assert "<00:00" in last, "the time left"
    assert "loss=0.500" in last
    assert "stage=heads" in last


@pytest.mark.parametrize("changes", [{"is_shown": False}, {"as_json": True}])
def test_no_bar_is_shown_by_other_processes_or_for_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    report = _reporter(tmp_path, **changes)
    _step(report, 5)
    report.close()

    assert terminal.getvalue() == ""


def test_the_board_gets_losses_rate_and_validation(tmp_path: Path) -> None:
    board = FakeBoard()
    report = _reporter(tmp_path, board=board)
    _step(report, 5)
    report.event("validation", step=5, J_groups=61.5, J_alone=None)
    report.close()

    assert board.figures == [
        (5, {"loss/total": 0.5, "loss/shared": 0.25, "rate": 0.1}),
        (5, {"validation/J_groups": 61.5, "validation/J_alone": None}),
    ]
    assert board.is_closed


def test_the_real_board_writes_an_event_file_and_leaves_out_what_is_missing(tmp_path: Path) -> None:
    pytest.importorskip("tensorboard")
    board = Board(tmp_path, first_step=0)
    board.add(1, {"loss/total": 0.5, "validation/J_alone": None})
    board.close()

    (events,) = (tmp_path / "tensorboard").glob("events*")
    content = events.read_bytes()
    assert b"loss/total" in content
    assert b"J_alone" not in content


def test_a_missing_tensorboard_is_told_with_the_way_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    with pytest.raises(CoseguiError, match=r"cosegui\[tensorboard\]"):
        require_tensorboard()


def _empty_mask(folder: Path) -> Path:
    path = folder / "masks" / "disc" / "disc0.png"
    with Image.open(path) as mask:
        Image.new("L", mask.size).save(path)
    return path


def _small_mask(folder: Path) -> Path:
    path = folder / "masks" / "disc" / "disc1.png"
    Image.new("L", (7, 5), 255).save(path)
    return path


def _torn_image(folder: Path) -> Path:
    path = folder / "images" / "square2.png"
    path.write_bytes(path.read_bytes()[:60])
    return path


def _run(tmp_path: Path, *more: str, workers: int = 0) -> int:
    config = tmp_path / "tiny.toml"
    config.write_text(CONFIG.format(workers=workers), encoding="utf-8")
    out = tmp_path / "out"
    return main([str(config), "--data", str(tmp_path), "--out", str(out), "--json", *more])


def test_a_check_names_all_that_is_wrong_before_anything_is_trained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_training_set(tmp_path)
    paths = [_empty_mask(folder), _small_mask(folder), _torn_image(folder)]

    assert _run(tmp_path, "--check") == 1

    errors = capsys.readouterr().err
    assert "3 of 8 images are wrong" in errors
    for path in paths:
        assert str(path) in errors
    assert "is empty" in errors
    assert "7x5 pixels" in errors
    assert not (tmp_path / "out" / "log.jsonl").exists()


def test_a_check_of_good_images_lets_the_training_begin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_training_set(tmp_path)
    assert _run(tmp_path, "--check") == 0
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert names == {"config.json", "curves.png", "log.jsonl", "state.pt", "tiny.safetensors"}
    capsys.readouterr()


def test_what_a_loading_process_finds_is_told_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_training_set(tmp_path)
    for mask in (folder / "masks").glob("*/*.png"):
        Image.new("L", (80, 60)).save(mask)

    assert _run(tmp_path, workers=1) == 1

    errors = capsys.readouterr().err
    assert errors.startswith("cosegui train: The mask ")
    assert "is empty: remove the file" in errors
    assert "Traceback" not in errors


def test_a_folder_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(tmp_path) == 1
    assert f"There is no folder {tmp_path / 'shapes'}" in capsys.readouterr().err
