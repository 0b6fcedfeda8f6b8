"""What a format is: how it is written, how it is read back, and what both report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cosegui.core.layers import mask_of

from .destination import Destination

Mask = NDArray[np.bool_]


def _nothing() -> None:
    return None


@dataclass(frozen=True)
class ExportItem:
    """An image to export, without its pixels.

    Attributes:
        group: name of its group, which is the name of the object on it as well.
        source: the photograph.
        read_layers: gives (H, W) uint8 layers, None where there is no mask yet; may raise
            CoseguiError.
        read_probability: gives the model's (H, W) uint8, 255 for certain, or None without a run.
    """

    group: str
    source: Path
    read_layers: Callable[[], NDArray[np.uint8] | None]
    read_probability: Callable[[], NDArray[np.uint8] | None] = _nothing


@dataclass(frozen=True)
class Subject:
    """An image while it is exported.

    Attributes:
        name: where it belongs in folders by group, "group/stem": no two of an export are equal,
            also where letter case does not count, and every system accepts it.
        flat_name: the same for one folder of all images.
        label_id: number of its group, from 1, the same in every file of the export.
        layers_hw: (H, W) uint8, image frame.
    """

    item: ExportItem
    name: str
    flat_name: str
    label_id: int
    layers_hw: NDArray[np.uint8]

    @property
    def label(self) -> str:
        """What the mask shows: the name of the group."""
        return self.item.group

    @property
    def source(self) -> Path:
        """The photograph."""
        return self.item.source

    @property
    def size_hw(self) -> tuple[int, int]:
        """(H, W) of the photograph in the image frame."""
        height, width = self.layers_hw.shape
        return height, width

    @property
    def mask_hw(self) -> Mask:
        """(H, W) bool, a new array."""
        return mask_of(self.layers_hw)


@dataclass(frozen=True)
class Added:
    """What an exporter wrote for one image. `note`: what the format could not hold, "" if all."""

    target: Path
    note: str = ""


class Exporter(Protocol):
    """One export on its way; it writes where its `Destination` says and nowhere else."""

    def add(self, subject: Subject) -> Added:
        """Write one image. Raises: CoseguiError: this one cannot be exported."""

    def finish(self) -> None:
        """Write what belongs to all images; called once at least one was added."""


class ReadMask(Protocol):
    """Gives a mask of a folder that is imported."""

    def __call__(self, size_hw: tuple[int, int], labels: Collection[str] | None = None, /) -> Mask:
        """The mask for an image of (H, W), of what has one of `labels`; None: of everything.

        Raises: CoseguiError: it is damaged, or belongs to an image of another size.
        """


@dataclass(frozen=True)
class FoundMask:
    """A mask in a folder that is imported.

    Attributes:
        name: what the folder calls its image: "a", "a.jpg", "cows/a.jpg".
        labels: those that may lie on it, as far as can be told without decoding; empty for a
            format that has none.
    """

    name: str
    read: ReadMask
    labels: tuple[str, ...] = ()


def unlabelled(read: Callable[[tuple[int, int]], Mask]) -> ReadMask:
    """For a format that has no labels: nothing of it is left out for its label."""

    def read_all(size_hw: tuple[int, int], _labels: Collection[str] | None = None, /) -> Mask:
        return read(size_hw)

    return read_all


@dataclass(frozen=True)
class Format:
    """A way to lay masks out in files.

    Attributes:
        name: as the command line takes it.
        title: as a person reads it in a list.
        summary: one or two sentences on what is written where, and what gets lost.
        open_exporter: begins an export; takes the labels in the order of their numbers.
        find_masks: lists what a folder in this format holds, None for a format that cannot be read
            back. Raises: FormatError: the folder is not in this format.
        shared_files: relative posix paths of files that hold all images.
    """

    name: str
    title: str
    summary: str
    open_exporter: Callable[[Destination, Sequence[str]], Exporter]
    find_masks: Callable[[Path], Iterable[FoundMask]] | None = None
    shared_files: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExportedFile:
    """What became of one image.

    `target` was written, or it is None and `message` says why not. A message beside a target says
    what the format could not hold.
    """

    source: Path
    target: Path | None
    message: str = ""


@dataclass(frozen=True)
class ExportReport:
    """What became of every image.

    A cancelled export wrote nothing and has no files; of a rehearsal the targets are where the
    files would be.
    """

    folder: Path
    files: tuple[ExportedFile, ...] = ()
    is_cancelled: bool = False
    is_rehearsal: bool = False

    @property
    def written(self) -> tuple[ExportedFile, ...]:
        """Those that were written."""
        return tuple(file for file in self.files if file.target is not None)

    @property
    def failed(self) -> tuple[ExportedFile, ...]:
        """Those that were not."""
        return tuple(file for file in self.files if file.target is None)

    @property
    def notes(self) -> tuple[ExportedFile, ...]:
        """Those of which the format could not hold everything."""
        return tuple(file for file in self.written if file.message)
