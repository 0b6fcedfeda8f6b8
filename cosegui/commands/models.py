"""List, show, compare, import, export, rename and remove models; choose a project's."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cosegui.commands.console import Console
from cosegui.storage.model_cards import compare, differing
from cosegui.storage.model_store import ModelInfo, ModelStore, read_card
from cosegui.storage.project_file import ProjectLock, load_project, save_project


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sub-commands and what they take."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    def add(name: str, purpose: str) -> argparse.ArgumentParser:
        action = actions.add_parser(name, help=purpose, description=purpose)
        # As `cosegui models --verbose ACTION`, for those who write it last; no default, or it
        # would overrule the one before.
        action.add_argument("--verbose", action="store_true", default=argparse.SUPPRESS)
        return action

    add("list", "all models, the shipped one first")
    info = add("info", "the card of a model: architecture, data, figures")
    info.add_argument("model", metavar="NAME|FILE", nargs="?", help="default: the shipped model")
    info.add_argument("--json", action="store_true", help="print the card as JSON")
    bring = add("import", "add a model file, or the authors' published .pth")
    bring.add_argument("file", metavar="FILE", type=Path)
    bring.add_argument("--name", required=True, help="what it will be called")
    export = add("export", "copy a model to a file")
    export.add_argument("model", metavar="NAME")
    export.add_argument("file", metavar="FILE", type=Path, help="a new file, or a folder")
    remove = add("remove", "delete one of your models")
    remove.add_argument("model", metavar="NAME")
    rename = add("rename", "give one of your models another name")
    rename.add_argument("model", metavar="NAME")
    rename.add_argument("new_name", metavar="NEW_NAME")
    side_by_side = add("compare", "cards of two or more models side by side")
    side_by_side.add_argument("models", metavar="NAME|FILE", nargs="+")
    side_by_side.add_argument("--all", action="store_true", help="also where they agree")
    use = add("use", "run a project with this model from now on")
    use.add_argument("model", metavar="NAME")
    use.add_argument("project", metavar="PROJECT", type=Path, help="a .cosegui file")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Do it. Raises: ModelError, SaveError, ProjectError."""
    store = ModelStore()
    match arguments.action:
        case "list":
            for line in _table(store.list()):
                console.say(line)
        case "info":
            path = store.resolve(arguments.model)
            card = read_card(path)
            text = json.dumps(card, indent=2, ensure_ascii=False)
            console.say(text if arguments.json else "\n".join([f"file: {path}", *_lines(card)]))
        case "import":
            # Reading a .pth takes torch; the other actions do without it.
            from cosegui.model.checkpoint import import_checkpoint

            path = import_checkpoint(arguments.file, name=arguments.name, store=store)
            console.say(f"{arguments.name} is ready: {path}")
        case "export":
            console.say(f"copied to {store.export(arguments.model, arguments.file)}")
        case "remove":
            store.remove(arguments.model)
            console.say(f"{arguments.model} is removed")
        case "rename":
            store.rename(arguments.model, arguments.new_name)
            console.say(f"{arguments.model} is called {arguments.new_name} now")
        case "compare":
            for line in _compared(store, arguments.models, shows_all=arguments.all):
                console.say(line)
        case "use":
            store.resolve(arguments.model)
            _choose(arguments.project, arguments.model)
            console.say(f"{arguments.project.name} is run with {arguments.model} from now on")
    return 0


def _compared(store: ModelStore, names: Sequence[str], *, shows_all: bool) -> list[str]:
    paths = [store.resolve(name) for name in names]
    infos = [
        ModelInfo(name, path, read_card(path), is_shipped=False)
        for name, path in zip(names, paths, strict=True)
    ]
    rows = compare(infos)
    rows = rows if shows_all else differing(rows)
    return _aligned([("", *names), *((fact, *values) for fact, values in rows)])


def _choose(path: Path, name: str) -> None:
    """Raises: ProjectError: damaged, or another window holds it. SaveError."""
    load_project(path)
    with ProjectLock(path):
        project = load_project(path)
        project.chosen_model = name
        save_project(path, project)


def _table(infos: list[ModelInfo]) -> list[str]:
    rows = [("name", "backbone", "input", "size", "")]
    for info in infos:
        network = info.card.get("network", {})
        size_mb = info.path.stat().st_size / 1e6
        remark = "shipped" if info.is_shipped else "" if info.card else "cannot be read"
        rows.append(
            (
                info.name,
                str(network.get("backbone", "?")),
                f"{network.get('input_size', '?')} px",
                f"{size_mb:.1f} MB",
                remark,
            )
        )
    return _aligned(rows)


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _lines(card: dict[str, Any], indent: str = "") -> list[str]:
    """The card as indented lines; long lists in one line each."""
    lines = []
    for key, value in card.items():
        if isinstance(value, dict):
            lines += [f"{indent}{key}:", *_lines(value, indent + "  ")]
        elif isinstance(value, list):
            lines.append(f"{indent}{key}: {', '.join(map(str, value))}")
        else:
            lines.append(f"{indent}{key}: {value}")
    return lines
