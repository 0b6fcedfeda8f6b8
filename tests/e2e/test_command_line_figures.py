"""What the shipped model reaches on the benchmarks, which are not part of the project.

COSEGUI_DATA names the folder that holds `benchmark/`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.e2e.test_command_line import cosegui

TIMEOUT_S = 1200  # 587 photographs, on whatever machine this is

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(TIMEOUT_S + 60),
    pytest.mark.skipif(
        "COSEGUI_DATA" not in os.environ,
        reason="COSEGUI_DATA does not name the folder that holds benchmark/",
    ),
]


@pytest.mark.parametrize(
    ("name", "key", "least"), [("msrc70", "J", 82.0), ("voc_dev", "J_over_groups", 64.0)]
)
def test_the_shipped_model_reaches_its_floor(
    name: str, key: str, least: float, tmp_path: Path
) -> None:
    dataset = Path(os.environ["COSEGUI_DATA"]) / "benchmark" / name

    report = tmp_path / "report.json"
    ended = cosegui("evaluate", dataset, "--report", report, timeout_s=TIMEOUT_S)

    assert ended.returncode == 0, ended.stderr
    assert json.loads(report.read_text("utf-8"))[key] >= least
