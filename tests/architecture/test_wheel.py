"""The wheel: one top-level package, whole, deaf to the folder that it is started from."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the wheel installs, without its dependencies."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run("-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    site = folder / "site"
    installed = run(
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--no-compile",
        "--disable-pip-version-check",
        "--target",
        str(site),
        str(wheel),
        cwd=folder,
    )
    assert installed.returncode == 0, installed.stderr
    return site


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A working folder with files that must never be taken for ours."""
    for name in ("train", "resources", "main", "tests"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('the wrong one')", encoding="utf-8")
    return tmp_path


def test_only_cosegui_is_installed_at_the_top(site: Path):
    names = {path.name for path in site.iterdir()} - {"bin", "Scripts"}
    assert {name.split("-")[0] for name in names} == {"cosegui"}


def test_the_licence_travels_with_it(site: Path):
    (information,) = site.glob("cosegui-*.dist-info")
    assert {path.name for path in information.rglob("*")} >= {"LICENSE", "NOTICE"}


def test_the_demo_and_the_icon_travel_with_it(site: Path):
    resources = site / "cosegui" / "resources"
    assert len(list((resources / "demo").glob("*.jpg"))) == 6
    assert (resources / "icons" / "cosegui.svg").is_file()


def test_no_test_and_no_script_of_the_documentation_travels_with_it(site: Path):
    assert not [path for path in site.rglob("*") if path.name in {"tests", "docs", "conftest.py"}]


def test_our_trainer_and_resources_are_found_beside_a_hostile_train_py(site: Path, hostile: Path):
    program = (
        "import importlib.util as u, cosegui\n"
        "from cosegui.storage.resources import resource_path\n"
        "print(cosegui.__file__, u.find_spec('cosegui.train').origin, resource_path('demo'))"
    )
    ran = run("-c", program, cwd=hostile, PYTHONPATH=str(site))
    assert ran.returncode == 0, ran.stderr
    assert all(str(site) in found for found in ran.stdout.split())


@pytest.mark.parametrize("arguments", [["--help"], ["predict", "--help"], ["train", "--help"]])
def test_the_command_answers_from_a_hostile_folder(site: Path, hostile: Path, arguments: list[str]):
    ran = run("-m", "cosegui", *arguments, cwd=hostile, PYTHONPATH=str(site))
    assert ran.returncode == 0, ran.stderr
    assert "usage: cosegui" in ran.stdout
