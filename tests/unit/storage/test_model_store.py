"""What the store does without the weights; importing and loading: tests/unit/model."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from cosegui.core.errors import ModelError
from cosegui.storage.model_cards import compare, differing, mean_j
from cosegui.storage.model_store import (
    CARD_KEY,
    ModelInfo,
    ModelStore,
    free_name,
    read_card,
    write_with_card,
)

CARD = {"name": "größer", "parent": "cosegui-b0", "network": {"input_size": 320}}


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.safetensors"
    tensors = {"a": np.arange(7, dtype=np.float32), "b": np.ones((2, 3), np.float16)}
    save_file(tensors, path, metadata={CARD_KEY: json.dumps(CARD), "other": "stays"})
    return path


@pytest.mark.parametrize("name", ["a", "ab", "a-much-longer-name-than-before"])
def test_a_renamed_copy_has_the_same_weights_wherever_they_come_to_lie(
    model: Path, tmp_path: Path, name: str
) -> None:
    copy = tmp_path / "copy.safetensors"

    write_with_card(model, copy, {"name": name})

    assert read_card(copy) == {**CARD, "name": name}
    before, after = load_file(model), load_file(copy)
    assert before.keys() == after.keys()
    assert all((before[key] == after[key]).all() for key in before)


def test_a_model_made_here_gets_its_name_in_card_and_file(model: Path, tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "store")

    store.adopt(model, "pots")

    kept = next(info for info in store.list() if not info.is_shipped)
    assert (kept.name, kept.card["name"]) == ("pots", "pots")
    assert kept.card["created"]
    with pytest.raises(ModelError, match="already"):
        store.adopt(model, "pots")


def test_renaming_onto_a_model_that_is_there_changes_neither(model: Path, tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "store")
    for name in ("one", "two"):
        store.adopt(model, name)

    with pytest.raises(ModelError, match="already"):
        store.rename("one", "two")

    assert [info.name for info in store.list() if not info.is_shipped] == ["one", "two"]


def test_an_export_replaces_a_file_only_where_that_was_asked(model: Path, tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "store")
    store.adopt(model, "pots")
    target = tmp_path / "copy.safetensors"
    target.write_bytes(b"old")

    with pytest.raises(ModelError, match="exists"):
        store.export("pots", target)
    assert target.read_bytes() == b"old"
    store.export("pots", target, replaces=True)

    assert read_card(target)["name"] == "pots"


@pytest.mark.parametrize(
    ("wish", "expected"),
    [("pots", "pots-2"), ("my pots", "my-pots-1"), ("Töpfe", "T-pfe-1"), ("..", "model-1")],
)
def test_a_free_name_is_plain_and_not_taken(wish: str, expected: str, tmp_path: Path) -> None:
    name = free_name(wish, ["pots-1", "other"])

    assert name == expected
    ModelStore(tmp_path).path_for(name)


def test_cards_stand_side_by_side_with_what_people_ask_for_first() -> None:
    cards = [
        {"name": "a", "licence": "x", "parent": "p", "data": {"cats": 3}},
        {"name": "b", "licence": "x", "parent": "q", "classes": list("abcdefgh")},
    ]
    infos = [ModelInfo(card["name"], Path(), card, is_shipped=False) for card in cards]

    rows = compare(infos)

    assert rows[0] == ("parent", ["p", "q"])
    assert ("data.cats", ["3", ""]) in rows
    assert ("classes", ["", "a, b, c, d, e, f … (8)"]) in rows
    assert "licence" not in [fact for fact, _ in differing(rows)]


def test_j_is_read_from_the_card_where_it_has_one() -> None:
    assert mean_j({"metrics": {"validation": {"J": 71.5}}}) == 71.5
    assert mean_j({"metrics": {"held-out images": {"J": 63.1, "J of the parent": 55.0}}}) == 63.1
    assert mean_j({"metrics": "good"}) is None
    assert mean_j({}) is None
