"""A pickle can run anything: none is ever loaded but as plain weights."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UNPICKLERS = {"pickle", "cPickle", "dill", "joblib", "shelve", "marshal", "cloudpickle"}
LOADS = {"load", "loads", "Unpickler", "open", "read_pickle"}


def unsafe_loads(code: str) -> Iterator[str]:
    """Calls that may unpickle something other than tensors."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        owner = ast.unparse(node.func.value)
        options = {word.arg: ast.unparse(word.value) for word in node.keywords}
        is_torch = owner.split(".")[0] == "torch" and node.func.attr in ("load", "load_url")
        if is_torch and options.get("weights_only") != "True":
            yield ast.unparse(node)
        if owner in UNPICKLERS and node.func.attr in LOADS:
            yield ast.unparse(node)
        is_numpy = owner in ("np", "numpy") and node.func.attr in ("load", "fromfile")
        if is_numpy and options.get("allow_pickle", "False") != "False":
            yield ast.unparse(node)


def names_of_unpicklers(code: str) -> Iterator[str]:
    """`from pickle import loads` would hide from the calls."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and node.module in {*UNPICKLERS, "torch", "numpy"}:
            yield from (alias.name for alias in node.names if alias.name in LOADS)


@pytest.mark.parametrize("folder", ["cosegui", "train", "docs"])
def test_no_pickle_is_loaded_but_as_plain_weights(folder: str) -> None:
    for path in (ROOT / folder).rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        assert list(unsafe_loads(code)) == [], path
        assert list(names_of_unpicklers(code)) == [], path


@pytest.mark.parametrize(
    "code",
    [
        "torch.load(path)",
        "torch.load(path, weights_only=False)",
        "pickle.loads(content)",
        "pickle.Unpickler(stream)",
        "np.load(path, allow_pickle=True)",
    ],
)
def test_the_check_bites(code: str) -> None:
    assert list(unsafe_loads(code)) == [code]


def test_the_check_bites_on_names_too() -> None:
    assert list(names_of_unpicklers("from pickle import loads")) == ["loads"]
