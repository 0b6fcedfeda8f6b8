"""The models that a person has: the shipped one and their own, read without torch.

A model is one safetensors file; its card is JSON in the file's header, so that listing a hundred
models opens no weights.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from cosegui.core.errors import CheckpointError, ModelError, ModelNotFoundError
from cosegui.storage.atomic import atomic_write
from cosegui.storage.paths import data_folder
from cosegui.storage.resources import resource_path

SHIPPED_NAME = "cosegui-b0"
SUFFIX = ".safetensors"
CARD_KEY = "cosegui_card"
LARGEST_HEADER_BYTES = 100_000_000  # what the format itself allows
_ALIGNMENT = 8


@dataclass(frozen=True)
class ModelInfo:
    """One model on disk; `card` is empty where the file has none."""

    name: str
    path: Path
    card: dict[str, Any]
    is_shipped: bool


def read_card(path: Path) -> dict[str, Any]:
    """The card in a model file's header.

    Raises: CheckpointError: not a safetensors file, or torn.
    """
    return _read_header(path)[1]


def write_with_card(source: Path, target: Path, changes: Mapping[str, Any]) -> None:
    """Copy a model file, its weights byte for byte, with these entries of its card replaced.

    Raises: CheckpointError: not a model. SaveError: nothing was written.
    """
    header, card, length = _read_header(source)
    metadata = {**header.get("__metadata__", {}), CARD_KEY: _as_text({**card, **changes})}
    text = _as_text({**header, "__metadata__": metadata}).encode()
    text += b" " * (-len(text) % _ALIGNMENT)  # the format's readers map the weights behind it

    def write(stream: BinaryIO) -> None:
        stream.write(len(text).to_bytes(8, "little") + text)
        with source.open("rb") as file:
            file.seek(8 + length)
            shutil.copyfileobj(file, stream)

    atomic_write(target, write)


class ModelStore:
    """The shipped model and a folder of the person's own."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or data_folder() / "models"

    def list(self) -> list[ModelInfo]:
        """The shipped model first, then the person's, by name; unreadable ones have no card."""
        infos = []
        with contextlib.suppress(ModelNotFoundError):
            shipped = self._shipped_path()
            infos.append(ModelInfo(SHIPPED_NAME, shipped, read_card(shipped), is_shipped=True))
        for path in sorted(self._folder.glob("*" + SUFFIX)):
            try:
                card = read_card(path)
            except CheckpointError:
                card = {}
            infos.append(ModelInfo(path.stem, path, card, is_shipped=False))
        return infos

    def resolve(self, name_or_path: str | Path | None = None) -> Path:
        """The file of a model; None is the shipped one.

        Raises: ModelNotFoundError: neither a model's name nor a file.
        """
        if name_or_path is None or str(name_or_path) == SHIPPED_NAME:
            return self._shipped_path()
        own = self._folder / f"{name_or_path}{SUFFIX}"
        if _is_plain_name(str(name_or_path)) and own.is_file():
            return own
        path = Path(name_or_path)
        if path.is_file():
            return path
        known = ", ".join(info.name for info in self.list()) or "none"
        raise ModelNotFoundError(f"There is no model {str(name_or_path)!r}. You have: {known}.")

    def path_for(self, name: str) -> Path:
        """Where a new model of this name belongs.

        Raises: ModelError: the name is taken, or not a plain file name.
        """
        if not _is_plain_name(name):
            raise ModelError(
                f"{name!r} cannot name a model: use letters, digits, '.', '_' and '-', "
                "beginning with a letter or digit."
            )
        path = self._folder / f"{name}{SUFFIX}"
        if name == SHIPPED_NAME or path.exists():
            raise ModelError(f"There is a model {name!r} already: choose another name.")
        return path

    def add(self, source: Path, name: str) -> Path:
        """Copy a model file into the store; its card gets the name.

        Raises: CheckpointError: not a model. ModelError: the name is taken or not plain.
        """
        if not read_card(source):
            raise CheckpointError(
                f"{source} has no model card: it was not written by cosegui. Train or import it."
            )
        return self._take(source, name, {})

    def adopt(self, source: Path, name: str) -> Path:
        """As `add`, for a model that was just made: its card gets the date as well."""
        return self._take(source, name, {"created": datetime.now().astimezone().date().isoformat()})

    def export(self, name: str, target: Path, *, replaces: bool = False) -> Path:
        """Copy a model to a file; a folder gets the model's own name.

        Raises: ModelError: the file exists, and `replaces` is False.
        """
        source = self.resolve(name)
        path = target / source.name if target.is_dir() else target
        if path.exists() and not replaces:
            raise ModelError(f"{path} exists: choose another name for the copy.")
        atomic_write(path, source.read_bytes())
        return path

    def rename(self, name: str, new_name: str) -> Path:
        """Give one of the person's models another name, in its card too.

        Raises: ModelError: the shipped model, or the new name is taken or not plain.
            ModelNotFoundError: no such name. CheckpointError: the file is damaged.
        """
        source = self._own_path(name)
        target = self.path_for(new_name)
        write_with_card(source, target, {"name": new_name})
        source.unlink()
        return target

    def remove(self, name: str) -> None:
        """Delete one of the person's models.

        Raises: ModelError: the shipped model. ModelNotFoundError: no such name.
        """
        self._own_path(name).unlink()

    def _take(self, source: Path, name: str, changes: Mapping[str, str]) -> Path:
        """Copy a model into the folder, with its name and other changes in its card."""
        path = self.path_for(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_with_card(source, path, {"name": name, **changes})
        return path

    def _own_path(self, name: str) -> Path:
        if name == SHIPPED_NAME:
            raise ModelError("The shipped model stays as it is: new projects start from it.")
        path = self._folder / f"{name}{SUFFIX}"
        if not _is_plain_name(name) or not path.is_file():
            raise ModelNotFoundError(f"You have no model named {name!r}.")
        return path

    def _shipped_path(self) -> Path:
        try:
            return resource_path(f"models/{SHIPPED_NAME}{SUFFIX}")
        except FileNotFoundError as error:
            raise ModelNotFoundError(
                f"The shipped model {SHIPPED_NAME} is missing from this installation. Install "
                "cosegui again, or choose a model of your own."
            ) from error


def free_name(wish: str, taken: Collection[str]) -> str:
    """A plain name like `wish` that none of `taken` is: "my pots" gives "my-pots-1"."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", wish).strip("-._") or "model"
    numbers = itertools.count(1)
    return next(name for n in numbers if (name := f"{plain}-{n}") not in taken)


def _read_header(path: Path) -> tuple[dict[str, Any], dict[str, Any], int]:
    """The file's header, the card in it, and the header's length in bytes."""
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if not 2 <= length <= min(LARGEST_HEADER_BYTES, path.stat().st_size - 8):
                raise _no_model(path, "no safetensors header")
            header = json.loads(file.read(length))
        card = json.loads(header.get("__metadata__", {}).get(CARD_KEY, "{}"))
    except OSError as error:
        raise CheckpointError(f"Cannot read the model {path}: {error}") from error
    except (ValueError, AttributeError, RecursionError) as error:
        raise _no_model(path, str(error)) from error
    if not isinstance(card, dict):
        raise _no_model(path, "its card is not a table")
    return header, card, length


def _as_text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _is_plain_name(name: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name) is not None


def _no_model(path: Path, why: str) -> CheckpointError:
    return CheckpointError(
        f"{path} is not a model of cosegui ({why}). Import a .safetensors model or a published "
        ".pth with `cosegui models import`."
    )
