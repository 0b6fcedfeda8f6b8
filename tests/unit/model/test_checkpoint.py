"""Checkpoints and the person's store of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from cosegui.core.errors import CheckpointError, ModelError, ModelNotFoundError
from cosegui.model.checkpoint import import_checkpoint, load_checkpoint, save_checkpoint
from cosegui.model.config import NetworkConfig
from cosegui.storage.model_store import SHIPPED_NAME, ModelStore, read_card
from tests.helpers.models import small_model_file, small_network


def test_a_checkpoint_brings_back_weights_config_and_card(tmp_path: Path) -> None:
    network = small_network()
    path = tmp_path / "model.safetensors"
    save_checkpoint(path, network, {"name": "mine", "parent": "shipped"}, half=False)
    loaded, card = load_checkpoint(path)
    assert (card["name"], card["parent"]) == ("mine", "shipped")
    assert loaded.config == network.config
    for name, value in network.state_dict().items():
        assert torch.equal(loaded.state_dict()[name], value), name


def test_half_precision_halves_the_file_and_loads_as_float32(tmp_path: Path) -> None:
    network = small_network()
    save_checkpoint(tmp_path / "full.safetensors", network, {}, half=False)
    save_checkpoint(tmp_path / "half.safetensors", network, {}, half=True)
    sizes = [(tmp_path / f"{n}.safetensors").stat().st_size for n in ("full", "half")]
    assert sizes[1] < 0.55 * sizes[0]
    loaded, _ = load_checkpoint(tmp_path / "half.safetensors")
    assert {p.dtype for p in loaded.parameters()} == {torch.float32}


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 7, b"\xff" * 64, (1000).to_bytes(8, "little") + b"{", b"GIF89a" * 9]
)
def test_a_file_that_is_no_model_is_refused_with_advice(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.safetensors"
    path.write_bytes(content)
    with pytest.raises(CheckpointError, match="cosegui models import"):
        load_checkpoint(path)


def test_a_torn_model_is_refused(tmp_path: Path) -> None:
    path = small_model_file(tmp_path)
    path.write_bytes(path.read_bytes()[:-1000])
    with pytest.raises(CheckpointError, match="again"):
        load_checkpoint(path)


def test_weights_that_do_not_belong_to_the_card_are_refused(tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    path = small_model_file(tmp_path)
    tensors = load_file(path)
    tensors.pop("project.0.bias")
    save_file(tensors, path, metadata={"cosegui_card": json.dumps(read_card(path))})
    with pytest.raises(CheckpointError, match=r"project\.0\.bias"):
        load_checkpoint(path)


@pytest.mark.parametrize(
    "network",
    [
        None,
        [],
        {"backbone": 3},
        {"width": "16"},
        {"width": -1},
        {"width": 10**30},
        {"input_size": 0},
        {"threshold": float("nan")},
        {"correction": "all"},
        {"lessons": [10**12]},
        {"grown_classes": 5},
        {"classes": 3},
        {"fusion": "yes"},
    ],
)
def test_a_card_that_makes_no_sense_is_refused_before_anything_is_built(network: object) -> None:
    with pytest.raises(CheckpointError, match="card"):
        NetworkConfig.from_dict(network)


def test_a_model_is_imported_listed_exported_and_removed(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "store")
    source = small_model_file(tmp_path)
    import_checkpoint(source, name="mine", store=store)
    infos = store.list()
    assert [(i.name, i.is_shipped) for i in infos] == [(SHIPPED_NAME, True), ("mine", False)]
    assert infos[1].card["licence"] == "Apache-2.0"
    copy = store.export("mine", tmp_path / "copy.safetensors")
    (network, card), (original, own_card) = load_checkpoint(copy), load_checkpoint(source)
    assert card == {**own_card, "name": "mine"}, (
        "runs and projects say by which model they were made"
    )
    weights, own_weights = network.state_dict(), original.state_dict()
    assert all(torch.equal(weights[name], own_weights[name]) for name in own_weights)
    with pytest.raises(ModelError, match="exists"):
        store.export("mine", copy)
    store.remove("mine")
    with pytest.raises(ModelNotFoundError):
        store.resolve("mine")


def test_names_that_are_taken_or_leave_the_folder_are_refused(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "store")
    source = small_model_file(tmp_path)
    store.add(source, "mine")
    for name in ("mine", SHIPPED_NAME, "../mine", "", ".hidden", "a/b"):
        with pytest.raises(ModelError):
            store.add(source, name)
    with pytest.raises(ModelNotFoundError):
        store.remove("../store/mine")


def test_the_shipped_model_can_be_loaded_but_not_removed(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    network, card = load_checkpoint(store.resolve())
    assert card["name"] == SHIPPED_NAME
    assert network.config.classes
    with pytest.raises(ModelError, match="shipped"):
        store.remove(SHIPPED_NAME)
