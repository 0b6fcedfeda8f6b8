"""List, show, import, export and remove models."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from cosegui.commands.console import Console
from cosegui.storage.model_store import ModelInfo, ModelStore, read_card


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


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Do it. Raises: ModelError, SaveError."""
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
    return 0


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
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
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
