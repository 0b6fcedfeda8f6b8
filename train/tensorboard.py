"""A run's figures for TensorBoard, for those who have it installed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cosegui.core.errors import CoseguiError


def require_tensorboard() -> None:
    """Say at the start of a run, not after hours, that it is missing. Raises: CoseguiError."""
    try:
        import torch.utils.tensorboard  # noqa: F401
    except ImportError as error:
        raise CoseguiError(
            f"TensorBoard is not installed ({error}): `python -m pip install "
            "'cosegui[tensorboard]'`, or leave out --tensorboard."
        ) from error


class Board:
    """Writes event files into `folder/tensorboard`."""

    def __init__(self, folder: Path, *, first_step: int) -> None:
        from torch.utils.tensorboard import SummaryWriter  # two seconds to import

        # What a run that was cut off wrote after its last checkpoint is not shown.
        self._writer = SummaryWriter(str(folder / "tensorboard"), purge_step=first_step + 1)

    def add(self, step: int, values: Mapping[str, float | None]) -> None:
        """Record the figures of a step; those that are None have no point there."""
        for name, value in values.items():
            if value is not None:
                self._writer.add_scalar(name, value, step)

    def close(self) -> None:
        """Write what is still held."""
        self._writer.close()
