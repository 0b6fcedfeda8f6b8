from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cosegui.commands import models
from cosegui.core.errors import CheckpointError, ModelError, ModelNotFoundError
from cosegui.storage.model_store import CARD_KEY, ModelStore
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
    assert "farm is ready" in run("import", model_file, "--name", "farm")

    rows = [line.split() for line in run("list").splitlines()]
    assert ["farm", "tf_efficientnet_b0", "320", "px", "0.0", "MB"] in rows
    shown = run("info", "farm")
    assert "licence: CC0-1.0" in shown
    assert "  classes: cow, dog" in shown
    assert json.loads(run("info", "farm", "--json")) == CARD

    run("export", "farm", tmp_path / "copy.safetensors")
    assert (tmp_path / "copy.safetensors").read_bytes() == model_file.read_bytes()

    assert "farm is removed" in run("remove", "farm")
    assert "farm" not in run("list")


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


def test_importing_needs_a_name() -> None:
    with pytest.raises(SystemExit) as stop:
        parsed(models, "import", "a.pth")
    assert stop.value.code == 2
