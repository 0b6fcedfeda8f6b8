"""The project's linters find nothing: they run with the tests, so that nobody has to remember."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_ruff_finds_nothing():
    report = run("ruff", "check", ".")
    assert report.returncode == 0, report.stdout + report.stderr


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_mypy_finds_nothing():
    report = run("mypy")
    assert report.returncode == 0, report.stdout + report.stderr
