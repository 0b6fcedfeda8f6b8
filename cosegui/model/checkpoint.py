"""Checkpoints: a network's weights in a safetensors file with the model card in its header."""

from __future__ import annotations

import json
import pickle
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save
from torch import Tensor

from cosegui.core.errors import CheckpointError
from cosegui.model.config import Architecture, NetworkConfig
from cosegui.model.network import SSNM
from cosegui.model.published import PublishedSSNM, is_published_state, published_config
from cosegui.model.taught import TaughtSSNM
from cosegui.storage.atomic import atomic_write
from cosegui.storage.model_store import CARD_KEY, ModelStore, read_card

Network = SSNM | PublishedSSNM

# What torch raises on damaged bytes is whatever they led its unpickler to.
_UNPICKLING_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    pickle.UnpicklingError,
    struct.error,
)


def build_network(config: NetworkConfig) -> Network:
    """The untrained network that a config describes, in evaluation mode."""
    if config.architecture is Architecture.PUBLISHED:
        return PublishedSSNM(config).eval()
    if config.lessons:
        return TaughtSSNM(config).eval()
    return SSNM(config).eval()


def save_checkpoint(
    path: Path, network: Network, card: Mapping[str, Any], *, half: bool = True
) -> None:
    """Write weights and card in one atomic step.

    Args:
        card: name, parent, data, metrics, licence ...; the network's config is added to it.
        half: store float32 as float16: half the size; loading turns it back.
    Raises: SaveError: the file could not be written; an older one is still whole.
    """
    tensors = {name: _stored(value, half=half) for name, value in _own_tensors(network).items()}
    text = json.dumps({**card, "network": network.config.to_dict()}, ensure_ascii=False)
    atomic_write(path, save(tensors, metadata={CARD_KEY: text}))


def load_checkpoint(path: Path) -> tuple[Network, dict[str, Any]]:
    """Build the network that a file describes and load its weights, float32, on the CPU.

    Raises: CheckpointError: not a model of cosegui, torn, or its weights do not fit its card.
    """
    card = read_card(path)
    if "network" not in card:
        raise CheckpointError(
            f"{path} has no model card: import it with `cosegui models import {path} --name NAME`."
        )
    network = build_network(NetworkConfig.from_dict(card["network"]))
    try:
        state = {k: v.float() if v.is_floating_point() else v for k, v in load_file(path).items()}
        missing = _own_tensors(network).keys() ^ state.keys()
        if missing:
            raise CheckpointError(f"{path} does not hold the weights of its card: {min(missing)}.")
        network.load_state_dict(state, strict=False)  # shared modules are stored once
    except (SafetensorError, RuntimeError) as error:
        raise CheckpointError(
            f"The weights in {path} do not fit its card ({error}). Import or train it again."
        ) from error
    return network, card


def _stored(value: Tensor, *, half: bool) -> Tensor:
    value = value.cpu().contiguous()
    return value.half() if half and value.is_floating_point() else value


def _own_tensors(network: Network) -> dict[str, Tensor]:
    """The state_dict without second names of one tensor: the file format refuses those."""
    seen: set[int] = set()
    own = {}
    for name, value in network.state_dict().items():
        if value.data_ptr() not in seen or value.numel() == 0:
            seen.add(value.data_ptr())
            own[name] = value.detach()
    return own


def import_checkpoint(path: Path, *, name: str, store: ModelStore | None = None) -> Path:
    """Bring a model into the person's store: one of ours, or the authors' published `.pth`.

    Raises: CheckpointError: neither. ModelError: the name is taken or not plain.
    """
    store = store or ModelStore()
    if not path.is_file():
        raise CheckpointError(f"There is no file {path}.")
    if path.suffix == ".safetensors":
        return store.add(path, name)
    target = store.path_for(name)
    state = _read_pickle(path)
    if not is_published_state(state):
        raise CheckpointError(
            f"{path} is not the published SSNM checkpoint: keys such as base.0.weight and "
            "sp1.0.weight are expected. Models of other networks cannot be imported."
        )
    network = PublishedSSNM(published_config(state))
    try:
        network.load_state_dict(state, strict=True)
    except RuntimeError as error:
        raise CheckpointError(f"{path} looks published but does not fit: {error}") from error
    card = {
        "name": name,
        "parent": f"{path.name}, imported",
        "data": "COCO 2017 train (Zhang et al. 2020)",
        "licence": "as the authors published it",
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    save_checkpoint(target, network, card, half=False)
    return target


def _read_pickle(path: Path) -> dict[str, Tensor]:
    """A state_dict from a `.pth`, tensors only: nothing in the file is ever executed."""
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except _UNPICKLING_ERRORS as error:
        raise CheckpointError(
            f"{path} cannot be read as plain weights ({type(error).__name__}). Files that hold "
            "more than tensors are refused, since loading them would run their code."
        ) from error
    if isinstance(state, dict) and isinstance(state.get("state_dict"), dict):
        state = state["state_dict"]
    if not isinstance(state, dict) or not all(isinstance(v, Tensor) for v in state.values()):
        raise CheckpointError(f"{path} holds no state_dict: a table of tensors is expected.")
    # nn.DataParallel, which the authors trained with, puts its name before every key.
    return {str(key).removeprefix("module."): value for key, value in state.items()}
