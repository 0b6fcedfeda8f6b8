from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cosegui.commands import models
from cosegui.core.errors import CheckpointError, ModelError, ModelNotFoundError
from cosegui.core.project import Project
from cosegui.storage.model_store import CARD_KEY, ModelStore, read_card
from cosegui.storage.project_file import load_project, save_project
from tests.helpers.consoles import FakeConsole, parsed

CARD: dict[str, Any] = {
    "name": "farm",
    "licence": "CC0-1.0",
    "network": {"backbone": "tf_efficientnet_b0", "input_size": 320, "classes": ["cow", "dog"]},
}


def run(*arguments: object) -> str:
    console = FakeConsole()
    assert models.run(parsed(models, *arguments), console) == 0
    return console.said


@pytest.fixture
def model_file(tmp_path: Path) -> Path:
    """A model file with a card and no weights: all that the store reads."""
    path = tmp_path / "farm.safetensors"
    header = json.dumps({"__metadata__": {CARD_KEY: json.dumps(CARD)}}).encode()
    path.write_bytes(len(header).to_bytes(8, "little") + header)
    return path


def test_an_imported_model_is_listed_shown_exported_and_removed(
    model_file: Path, tmp_path: Path
) -> None:
    assert "barn is ready" in run("import", model_file, "--name", "barn")

    rows = [line.split() for line in run("list").splitlines()]
    assert ["barn", "tf_efficientnet_b0", "320", "px", "0.0", "MB"] in rows
    shown = run("info", "barn")
    assert "licence: CC0-1.0" in shown
    assert "  classes: cow, dog" in shown
    assert json.loads(run("info", "barn", "--json")) == {**CARD, "name": "barn"}

    run("export", "barn", tmp_path / "copy.safetensors")
    assert read_card(tmp_path / "copy.safetensors") == {**CARD, "name": "barn"}

    assert "barn is removed" in run("remove", "barn")
    assert "barn" not in run("list")


def test_a_model_is_shown_from_a_file_as_well(model_file: Path) -> None:
    assert "name: farm" in run("info", model_file)


def test_a_damaged_model_is_listed_as_such(model_file: Path) -> None:
    run("import", model_file, "--name", "farm")
    ModelStore().resolve("farm").write_bytes(b"torn")

    assert any(
        line.startswith("farm") and line.endswith("cannot be read")
        for line in run("list").splitlines()
    )


def test_a_name_that_is_taken_or_unknown_is_refused(model_file: Path, tmp_path: Path) -> None:
    run("import", model_file, "--name", "farm")

    with pytest.raises(ModelError, match="already"):
        run("import", model_file, "--name", "farm")
    for arguments in (("info", "zoo"), ("remove", "zoo"), ("export", "zoo", tmp_path / "z")):
        with pytest.raises(ModelNotFoundError, match="zoo"):
            run(*arguments)


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.safetensors").write_bytes(b"no model")

    with pytest.raises(CheckpointError, match="is not a model"):
        run("import", tmp_path / "photo.safetensors", "--name", "photo")


def test_a_renamed_model_has_the_new_name_in_its_card_and_the_same_weights(
    model_file: Path,
) -> None:
    weights = b"weights of any kind"
    model_file.write_bytes(model_file.read_bytes() + weights)
    run("import", model_file, "--name", "farm")

    assert "farm is called barn now" in run("rename", "farm", "barn")

    assert "farm" not in run("list")
    assert json.loads(run("info", "barn", "--json")) == {**CARD, "name": "barn"}
    assert ModelStore().resolve("barn").read_bytes().endswith(weights)


def test_the_shipped_model_is_neither_renamed_nor_removed() -> None:
    for arguments in (("rename", "cosegui-b0", "mine"), ("remove", "cosegui-b0")):
        with pytest.raises(ModelError, match="shipped"):
            run(*arguments)


def test_models_are_compared_where_their_cards_differ(model_file: Path) -> None:
    run("import", model_file, "--name", "farm")
    run("import", model_file, "--name", "zoo")
    run("rename", "zoo", "barn")

    rows = run("compare", "farm", "cosegui-b0").splitlines()
    assert rows[0].split() == ["farm", "cosegui-b0"]
    licence = next(row for row in rows if row.startswith("licence"))
    assert "CC0-1.0" in licence
    assert "Apache-2.0" in licence
    assert run("compare", "farm", "barn").splitlines()[1:] == []
    assert "network.input_size" in run("compare", "farm", "barn", "--all")


def test_a_project_is_given_a_model_and_keeps_what_else_it_holds(
    model_file: Path, tmp_path: Path
) -> None:
    run("import", model_file, "--name", "farm")
    path = tmp_path / "pots.cosegui"
    save_project(path, Project("pots", extra={"colour": "red"}))

    assert "farm" in run("use", "farm", path)

    project = load_project(path)
    assert project.chosen_model == "farm"
    assert project.extra["colour"] == "red"
    with pytest.raises(ModelNotFoundError):
        run("use", "nothing", path)


def test_importing_needs_a_name() -> None:
    with pytest.raises(SystemExit) as stop:
        parsed(models, "import", "a.pth")
    assert stop.value.code == 2
