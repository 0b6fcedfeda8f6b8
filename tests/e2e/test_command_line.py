"""The real command in a process of its own, with a real network; untrained, since only files count.

Figures of the shipped model are in `test_command_line_figures.py`.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from cosegui.commands.run_state import STATE_FOLDER
from cosegui.core.project import ReviewState
from cosegui.model.checkpoint import build_network, save_checkpoint
from cosegui.model.config import NetworkConfig
from cosegui.storage.project_file import load_project
from tests.helpers.datasets import left_half, mask_file

# A shell that starts tests in the background has them ignore Ctrl-C; a person's does not.
_START = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from cosegui.cli import main; sys.exit(main())"
)
_TIMEOUT_S = 120


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-c", _START, *map(str, arguments)]


def cosegui(
    *arguments: object, cwd: Path | None = None, timeout_s: float = _TIMEOUT_S
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        capture_output=True,
        encoding="utf-8",
        timeout=timeout_s,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch.manual_seed(0)
    path = tmp_path_factory.mktemp("model") / "untrained.safetensors"
    config = NetworkConfig(width=16, input_size=64, classes=("cow", "sheep"))
    save_checkpoint(path, build_network(config), {"name": "untrained"})
    return path


@pytest.fixture
def photographs(tmp_path: Path) -> Path:
    """Two groups of noise; unicode and spaces in the names, one photograph turned by EXIF."""
    noise = np.random.default_rng(0)
    root = tmp_path / "Fotos für später"
    for name in ("kühe/1 a.jpg", "kühe/2.png", "sheep/1.jpg"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(noise.integers(0, 256, (30, 40, 3), np.uint8)).save(path)
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(noise.integers(0, 256, (30, 40, 3), np.uint8)).save(
        root / "sheep" / "2.jpg", exif=exif
    )
    return root


def test_predict_writes_masks_report_and_project(
    photographs: Path, model: Path, tmp_path: Path
) -> None:
    broken = photographs / "sheep" / "3.jpg"
    broken.write_bytes(b"")

    ended = cosegui(
        *("predict", photographs, "--out", "out", "--model", model, "--device", "cpu"),
        *("--report", "report.json", "--project", "farm.cosegui"),
        *("--probabilities", "--heatmaps"),
        cwd=tmp_path,
    )

    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert "3.jpg" in ended.stderr
    masks = sorted(p.relative_to(tmp_path / "out") for p in (tmp_path / "out").rglob("*.png"))
    assert [mask.as_posix() for mask in masks if "heatmap" not in mask.name] == [
        "kühe/1 a.png",
        "kühe/2.png",
        "sheep/1.png",
        "sheep/2.png",
    ]
    with Image.open(tmp_path / "out" / "sheep" / "2.png") as mask:
        assert mask.size == (30, 40)
        assert set(np.unique(np.asarray(mask))) <= {0, 255}
    with np.load(tmp_path / "out" / "kühe" / "2.npz") as stored:
        assert stored["probability"].shape == (30, 40)
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["counts"] == {"done": 4, "failed": 1, "skipped": 0, "cancelled": 0}
    assert {entry["name"] for entry in report["groups"][0]["categories"]} == {"cow", "sheep"}
    states = [image.state for image in load_project(tmp_path / "farm.cosegui").images()]
    assert states.count(ReviewState.PREDICTED) == 4

    exported = cosegui("export", tmp_path / "farm.cosegui", "--out", tmp_path / "exported")

    assert exported.returncode == 0
    for mask in (tmp_path / "exported").rglob("*.png"):
        twin = tmp_path / "out" / mask.relative_to(tmp_path / "exported")
        assert mask.read_bytes() == twin.read_bytes()


def test_evaluate_prints_a_table_and_writes_figures(
    photographs: Path, model: Path, tmp_path: Path
) -> None:
    root = tmp_path / "set"
    (root / "images").parent.mkdir()
    (photographs / "kühe").rename(photographs / "cows")
    photographs.rename(root / "images")
    for name, size_hw in (
        *(("cows/1 a", (30, 40)), ("cows/2", (30, 40))),
        *(("sheep/1", (30, 40)), ("sheep/2", (40, 30))),
    ):
        mask_file(root / "masks" / f"{name}.png", left_half(size_hw))

    ended = cosegui(
        *("evaluate", root, "--model", model, "--device", "cpu", "--protocol", "paper"),
        *("--shuffles", "1", "--report", tmp_path / "report.json"),
    )

    assert ended.returncode == 0, ended.stderr
    assert "mean over images" in ended.stdout
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["protocol"] == "paper"
    assert 0 <= report["J"] <= 100
    assert len(report["images"]) == 4
    assert report["datasets"][0]["spreads"][0]["range"] < 0.5


def test_a_model_that_is_not_there_is_one_sentence(photographs: Path, tmp_path: Path) -> None:
    ended = cosegui("predict", photographs, "--out", tmp_path / "out", "--model", "nobody")

    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "nobody" in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to whole consoles")
def test_ctrl_c_leaves_whole_files_and_a_report(model: Path, tmp_path: Path) -> None:
    noise = np.random.default_rng(0)
    for group, count in (("1", 2), ("2", 400)):
        (tmp_path / "all" / group).mkdir(parents=True)
        for k in range(count):
            pixels = noise.integers(0, 256, (60, 80, 3), np.uint8)
            Image.fromarray(pixels).save(tmp_path / "all" / group / f"{k}.jpg")
    (tmp_path / "all" / "1" / "broken.jpg").write_bytes(b"no image")
    arguments = ("--out", "out", "--report", "report.json", "--model", model, "--device", "cpu")

    with subprocess.Popen(
        command("predict", "all", *arguments),
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as process:
        assert process.stderr is not None
        assert "broken.jpg" in process.stderr.readline()  # it is at work, with most still to do
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate(timeout=_TIMEOUT_S)

    assert process.returncode == 130
    assert rest == "cosegui: interrupted\n"
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["counts"]["cancelled"] > 0
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    written = [path for path in files if STATE_FOLDER not in path.parts]
    assert len(files) == len(written) + 1, "the record that --resume goes on from"
    assert all(path.suffix == ".png" for path in written)
    assert len(written) == report["counts"]["done"]
    for path in written:
        with Image.open(path) as mask:
            mask.load()


def test_help_answers_at_once() -> None:
    seconds = []
    for _ in range(5):
        started = time.perf_counter()
        assert cosegui("--help").returncode == 0
        seconds.append(time.perf_counter() - started)

    # The least of five: the others may have waited for other work on this computer.
    assert min(seconds) < 0.3
