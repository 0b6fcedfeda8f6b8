"""Models' cards side by side, as rows of text; the words are for people, the values for judging."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from .model_store import ModelInfo

_FIRST = ("parent", "created", "data", "metrics", "training", "network", "licence")
_MOST_WORDS = 6


def compare(infos: Sequence[ModelInfo]) -> list[tuple[str, list[str]]]:
    """One row a fact of any of these models: its dotted name, and each model's value or "".

    What people ask for first stands first: parent, date, data, J.
    """
    cards = [_flat(info.card) for info in infos]
    names = dict.fromkeys(name for card in cards for name in card)
    rows = [(name, [card.get(name, "") for card in cards]) for name in names if name != "name"]
    return sorted(rows, key=lambda row: _place(row[0]))


def differing(rows: Sequence[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """The rows in which not all models agree."""
    return [row for row in rows if len(set(row[1])) > 1]


def mean_j(card: Mapping[str, Any]) -> float | None:
    """J in percent on the images that were held out when the model was made; None if unknown."""
    value: Any = card.get("metrics")
    for key in ("held-out images", "validation"):
        if isinstance(value, Mapping) and isinstance(value.get(key), Mapping):
            value = value[key]
    if not isinstance(value, Mapping):
        return None
    found = next((value[key] for key in ("J", "j", "mean_j") if key in value), None)
    return float(found) if isinstance(found, int | float) else None


def _flat(card: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in card.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{name}.")
        else:
            flat[name] = _text(value)
    return flat


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        words = [each if isinstance(each, str) else json.dumps(each) for each in value]
        rest = f" … ({len(words)})" if len(words) > _MOST_WORDS else ""
        return ", ".join(words[:_MOST_WORDS]) + rest
    return value if isinstance(value, str) else json.dumps(value)


def _place(name: str) -> int:
    first = name.split(".", maxsplit=1)[0]
    return _FIRST.index(first) if first in _FIRST else len(_FIRST)
