"""Train a model: hands everything to the trainer, which explains its own arguments."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module


def run(arguments: Sequence[str]) -> int:
    """Run the trainer with the arguments that follow `cosegui train`."""
    # By name, since type checkers see the folder `train` and not that it is `cosegui.train`.
    return int(import_module("cosegui.train.__main__").main(list(arguments)))
