"""`predict` in two processes, as torchrun starts them: shared work, one report."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cosegui.commands import predict
from cosegui.commands.run_state import STATE_FOLDER
from tests.helpers.consoles import FakeConsole, parsed
from tests.helpers.models import photographs, small_model_file

ROOT = Path(__file__).resolve().parents[3]
SIZES = {"cows": 3, "ducks": 1, "sheep": 2}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for name, size in SIZES.items():
        (tmp_path / "photographs" / name).mkdir(parents=True)
        for number, pixels in enumerate(photographs(size)):
            Image.fromarray(pixels).save(tmp_path / "photographs" / name / f"{number}.png")
    return tmp_path / "photographs"


def _masks(out: Path) -> dict[str, np.ndarray]:
    return {p.relative_to(out).as_posix(): np.asarray(Image.open(p)) for p in out.glob("*/*.png")}


def _report(path: Path) -> dict:
    """Without what differs from run to run."""
    report = json.loads(path.read_text("utf-8"))
    for each in (report, *report["groups"], *report["images"]):
        for name in ("seconds", "out", "device"):
            each.pop(name, None)
    return report


def _start(rank: int, port: int, arguments: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "cosegui", *arguments],
        cwd=ROOT,
        env={
            **os.environ,
            "RANK": str(rank),
            "LOCAL_RANK": str(rank),
            "WORLD_SIZE": "2",
            "MASTER_ADDR": "127.0.0.1",
            "MASTER_PORT": str(port),
            "OMP_NUM_THREADS": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_processes_leave_what_one_leaves(source: Path, tmp_path: Path) -> None:
    model = small_model_file(tmp_path)
    common = [str(source), "--model", str(model), "--device", "cpu"]
    alone = ["--out", str(tmp_path / "one"), "--report", str(tmp_path / "one.json")]
    assert predict.run(parsed(predict, *common, *alone), FakeConsole()) == 0

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    shared = ["--out", str(tmp_path / "two"), "--report", str(tmp_path / "two.json")]
    workers = [_start(rank, port, ["predict", *common, *shared]) for rank in range(2)]
    said = []
    for worker in workers:
        output, errors = worker.communicate(timeout=150)
        assert worker.returncode == 0, errors
        said.append(output)

    one, two = _masks(tmp_path / "one"), _masks(tmp_path / "two")
    assert one.keys() == two.keys()
    assert len(one) == sum(SIZES.values())
    assert all(np.array_equal(two[name], mask) for name, mask in one.items())
    assert _report(tmp_path / "two.json") == _report(tmp_path / "one.json")
    states = sorted((tmp_path / "two" / STATE_FOLDER).iterdir())
    assert [len(path.read_bytes().splitlines()) for path in states] == [1, 2], "cows; the others"
    assert "6 masks" in said[0]
    assert said[1] == "", "the first speaks for all"
