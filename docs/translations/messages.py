"""Read from the code what the floors below the window can say of a failure, as templates.

`refresh.py` writes them to resources/translations/messages.json for `cosegui.session.told`.
"""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Collection, Iterator
from pathlib import Path

import cosegui.core.errors

ROOT = Path(__file__).resolve().parents[2]
# Here any sentence may reach the window: as a reason, a notice or a line of a report.
TALKING = ("cosegui/storage", "cosegui/model", "train/finetune*.py")
# Here only what errors say: all else is in the person's language already, or no text.
FAILING = ("cosegui/core", "cosegui/session")
# What these functions return is shown as it is.
SHOWN = {"describe_device"}
LEAST_LETTERS = 6
ERRORS = {
    name
    for name, kind in vars(cosegui.core.errors).items()
    if isinstance(kind, type) and issubclass(kind, cosegui.core.errors.CoseguiError)
}
# Calls whose texts belong to an error; `__init__` is that of an error's own message.
FAILURES = ERRORS | {"FileNotFoundError", "require_same_shape", "__init__"}
# The datasets that `cosegui evaluate` reads are the command line's alone.
ELSEWHERE = ("datasets.py", "ground_truth.py")
# What these say is for developers, logs or the command line.
SILENT = {"debug", "info", "warning", "exception", "ArgumentParser", "add_argument"} | {
    "ValueError",
    "TypeError",
    "RuntimeError",
    "AssertionError",
}


def templates(known: Collection[str]) -> list[str]:
    """All texts, sorted, with `{name}` where the code fills something in.

    `known`: texts of tables, which are translated elsewhere.
    """
    found = set()
    for place, takes_sentences in ((TALKING, True), (FAILING, False)):
        for path in _modules(place):
            tree = ast.parse(path.read_text("utf-8"))
            found |= set(_said(tree, takes_sentences=takes_sentences))
    return sorted(found - set(known))


def _modules(places: Collection[str]) -> Iterator[Path]:
    for place in places:
        target = ROOT / place
        paths = target.rglob("*.py") if target.is_dir() else ROOT.glob(place)
        yield from sorted(path for path in paths if path.name not in ELSEWHERE)


def _said(tree: ast.AST, *, takes_sentences: bool) -> Iterator[str]:
    silent = set(_silent(tree))
    for node in ast.walk(tree):
        candidates: list[ast.AST] = []
        if isinstance(node, ast.FunctionDef) and node.name in SHOWN:
            candidates = [part for statement in node.body for part in ast.walk(statement)]
        elif isinstance(node, ast.Call) and _called(node) in FAILURES:
            candidates = [*node.args]
        elif takes_sentences and _is_sentence(_template(node)):
            candidates = [node]
        texts = (_template(each) for each in candidates if id(each) not in silent)
        yield from (text for text in texts if text and _says_something(text))


def _silent(tree: ast.AST) -> Iterator[int]:
    """Nodes that are no text for a person: docstrings, parts of f-strings, logs."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield id(node.value)
        elif isinstance(node, ast.JoinedStr):
            yield from (id(part) for part in ast.walk(node) if part is not node)
        elif isinstance(node, ast.Call) and _called(node) in SILENT:
            arguments = [*node.args, *(each.value for each in node.keywords)]
            yield from (id(part) for argument in arguments for part in ast.walk(argument))


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _template(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    text, names = "", set[str]()
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            name = plain = _name(part.value)
            number = 2
            while name in names:
                name, number = f"{plain}{number}", number + 1
            names.add(name)
            text += f"{{{name}}}"
        else:
            assert isinstance(part, ast.Constant)
            text += part.value
    return text


def _name(value: ast.expr) -> str:
    """What a translator reads in the hole: the last plain name of the expression."""
    words = re.findall(r"[A-Za-z]\w*", ast.unparse(value).split(".strerror")[0])
    plain = [word for word in words if not keyword.iskeyword(word)]
    return plain[-1].lower() if plain else "value"


def _is_sentence(text: str | None) -> bool:
    return text is not None and text.endswith((".", "?")) and len(text.split()) > 2


def _says_something(text: str) -> bool:
    return sum(letter.isalpha() for letter in re.sub(r"\{\w+\}", "", text)) >= LEAST_LETTERS
