"""pyproject.toml names what the code imports: no more, no less."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# Where the name to import is not the name to install.
INSTALLED_AS = {
    "PIL": "pillow",
    "PySide6": "pyside6-essentials",
    "cv2": "opencv-python-headless",
    "pytestqt": "pytest-qt",
}
# Its icon font is read as a file: importing the package would cost the start half a second.
READ_AS_FILES = {"qtawesome"}
OURS = {"cosegui", "train", "tests"}
# Run by an environment of its own.
INTEROP = ROOT / "tests" / "interop"


def imported(folders: Iterable[str]) -> Iterator[str]:
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            if path == INTEROP / "loaders.py" or ".venv" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    yield from (alias.name.split(".")[0] for alias in node.names)
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    yield str(node.module).split(".")[0]


def third_party(folders: Iterable[str]) -> set[str]:
    names = set(imported(folders)) - OURS - set(sys.stdlib_module_names)
    return {INSTALLED_AS.get(name, name).lower() for name in names}


def declared(requirements: Iterable[str]) -> set[str]:
    return {re.split(r"[<>=\[; ]", line)[0].lower() for line in requirements}


def test_the_dependencies_are_exactly_what_the_code_imports():
    imported_or_read = third_party(["cosegui", "train"]) | READ_AS_FILES
    assert imported_or_read == declared(PROJECT["dependencies"])


def test_the_tests_import_only_what_the_test_extra_brings():
    known = declared(PROJECT["dependencies"]) | declared(PROJECT["optional-dependencies"]["test"])
    assert third_party(["tests"]) <= known


def test_the_programs_that_read_our_exports_are_pinned():
    lines = (INTEROP / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = [line.split("==") for line in lines if line and not line.startswith("#")]
    assert all(len(pin) == 2 for pin in pinned)
    code = (INTEROP / "loaders.py").read_text(encoding="utf-8")
    for name, _version in pinned:
        assert name.replace("-", "_") in code, name


def test_every_dependency_has_a_lower_bound():
    for line in PROJECT["dependencies"]:
        assert ">=" in line, line


def test_the_opencv_that_breaks_qt_is_not_asked_for():
    assert "opencv-python" not in declared(PROJECT["dependencies"])
