"""Each rule of pyproject.toml is kept, and each is broken once in a copy to see it bite."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
CONTRACTS = [contract["id"] for contract in CONFIG["importlinter"]["contracts"]]

# One line that breaks each contract, and the file it is added to.
BROKEN_CONTRACTS = [
    ("floors", "cosegui/storage/paths.py", "from cosegui.session import workspace"),
    ("floors", "cosegui/storage/paths.py", "from cosegui.tasks import runner"),
    ("floors", "cosegui/core/errors.py", "from cosegui.storage import paths"),
    ("floors", "cosegui/stray.py", "NOTHING = None"),
    ("trainer", "train/__init__.py", "import cosegui.ui"),
    ("core-is-numpy", "cosegui/core/errors.py", "import cv2"),
    ("core-is-numpy", "cosegui/core/errors.py", "import PIL.Image"),
    ("no-torch-in-the-window", "cosegui/storage/paths.py", "import torch"),
    ("no-torch-in-the-window", "cosegui/ui/icons.py", "from cosegui.model import predictor"),
    ("no-qt-in-the-engine", "train/__init__.py", "from PySide6 import QtCore"),
    ("no-qt-in-the-engine", "cosegui/model/device.py", "from cosegui.tasks import runner"),
    ("one-icon-file", "cosegui/ui/theme.py", "import qtawesome"),
    ("storage-reads-images", "cosegui/ui/theme.py", "import cv2"),
]

# The same for ruff's rules, which see what import-linter cannot.
BROKEN_BANS = [
    ("TID251", "cosegui/session/stray.py", "from PySide6.QtWidgets import QWidget"),
    ("TID251", "cosegui/tasks/stray.py", "from PySide6 import QtGui"),
    ("TID251", "cosegui/storage/stray.py", "import cv2\n\nREAD = cv2.imread"),
    ("TID251", "cosegui/commands/stray.py", "import train"),
    ("TID253", "cosegui/commands/stray.py", "import torch"),
    ("TID253", "cosegui/cli.py", "import PySide6"),
    ("BLE001", "cosegui/core/stray.py", "try:\n    pass\nexcept Exception:\n    pass"),
]


def lint_imports(folder: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    limits = [word for contract in contracts for word in ("--contract", contract)]
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return run([sys.executable, "-c", program, "--no-cache", *limits], folder)


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The code and its rules, free to be broken."""
    ignored = shutil.ignore_patterns("__pycache__", "*.safetensors")
    for name in ("cosegui", "train"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def add_line(path: Path, line: str) -> None:
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before}\n{line}\n", encoding="utf-8")


def test_every_contract_is_kept():
    report = lint_imports(ROOT)
    assert report.returncode == 0, report.stdout + report.stderr


def test_every_contract_is_broken_once_below():
    assert {contract for contract, _, _ in BROKEN_CONTRACTS} == set(CONTRACTS)


@pytest.mark.parametrize(("contract", "file", "line"), BROKEN_CONTRACTS)
def test_a_broken_contract_is_caught(copy: Path, contract: str, file: str, line: str):
    add_line(copy / file, line)
    report = lint_imports(copy, contract)
    assert report.returncode == 1
    assert "0 kept, 1 broken" in report.stdout


@pytest.mark.parametrize(("rule", "file", "line"), BROKEN_BANS)
def test_a_banned_import_is_caught(copy: Path, rule: str, file: str, line: str):
    add_line(copy / file, line)
    report = run([sys.executable, "-m", "ruff", "check", "--select", rule, "--no-cache", "."], copy)
    assert report.returncode == 1
    assert rule in report.stdout


def test_an_untyped_function_in_core_is_caught(tmp_path: Path):
    core = tmp_path / "cosegui" / "core"
    core.mkdir(parents=True)
    (core.parent / "__init__.py").touch()
    (core / "__init__.py").write_text("def area(mask: list) -> int: ...\n", encoding="utf-8")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    report = run([sys.executable, "-m", "mypy", "cosegui"], tmp_path)
    assert report.returncode == 1
    assert "type-arg" in report.stdout
