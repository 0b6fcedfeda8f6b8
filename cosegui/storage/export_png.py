"""Masks for other programs: binary PNG files, 0 and 255, `FOLDER/<group>/<stem>.png`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cosegui.core.errors import CoseguiError, ExportError
from cosegui.core.events import RunProgress

from .atomic import make_folder
from .masks import write_mask

# Windows refuses these in names, and the others should be able to copy there.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@dataclass(frozen=True)
class MaskExport:
    """A mask to write: its group's name, its photograph, and how to get at its pixels.

    `read_mask` returns (H, W) bool, or None where there is no mask yet; it may raise CoseguiError.
    """

    group: str
    source: Path
    read_mask: Callable[[], NDArray[np.bool_] | None]


@dataclass(frozen=True)
class ExportedFile:
    """What became of one mask: `target` was written, or it is None and `message` says why not."""

    source: Path
    target: Path | None
    message: str = ""


@dataclass(frozen=True)
class ExportReport:
    """What became of every mask; those after a cancellation are missing."""

    folder: Path
    files: tuple[ExportedFile, ...]
    is_cancelled: bool = False

    @property
    def written(self) -> tuple[ExportedFile, ...]:
        """Those that were written."""
        return tuple(file for file in self.files if file.target is not None)

    @property
    def failed(self) -> tuple[ExportedFile, ...]:
        """Those that were not."""
        return tuple(file for file in self.files if file.target is None)


def export_masks(
    items: Sequence[MaskExport],
    folder: Path,
    *,
    on_progress: Callable[[RunProgress], None] = lambda _progress: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> ExportReport:
    """Write all masks below `folder`; files of the same names are replaced.

    A mask that cannot be read or written is reported and the rest goes on.
    Raises: ExportError: nothing was written, though nobody cancelled.
    """
    files: list[ExportedFile] = []
    for item, target in zip(items, plan_targets(items, folder), strict=True):
        if is_cancelled():
            return ExportReport(folder, tuple(files), is_cancelled=True)
        files.append(_export(item, target))
        on_progress(RunProgress(len(files), len(items), item.source.name))
    report = ExportReport(folder, tuple(files))
    if not report.written:
        why = files[0].message if files else "No image was chosen; choose other review states."
        raise ExportError(f"No mask was written to {folder}. {why}")
    return report


def plan_targets(items: Sequence[MaskExport], folder: Path) -> list[Path]:
    """Where each mask goes; no two go to one file, on no system.

    Photographs that differ by their suffix alone keep it (`a.jpg.png`, `a.tif.png`); those that
    differ by their folder alone are numbered.
    """
    folders = [folder / safe_name(item.group) for item in items]
    stems = [safe_name(item.source.stem) for item in items]
    names = [safe_name(item.source.name) for item in items]
    uses = Counter(_key(where / stem) for where, stem in zip(folders, stems, strict=True))
    taken: set[str] = set()
    targets = []
    for where, stem, name in zip(folders, stems, names, strict=True):
        base = stem if uses[_key(where / stem)] == 1 else name
        target, number = where / f"{base}.png", 1
        while _key(target) in taken:
            number += 1
            target = where / f"{base}-{number}.png"
        taken.add(_key(target))
        targets.append(target)
    return targets


def safe_name(name: str) -> str:
    """`name` as a file name that every system accepts."""
    safe = _FORBIDDEN.sub("_", name).rstrip(" .") or "_"
    return f"_{safe}" if _RESERVED.fullmatch(safe) else safe


def _key(path: Path) -> str:
    """Equal for paths that are one file where letter case does not count."""
    return str(path).casefold()


def _export(item: MaskExport, target: Path) -> ExportedFile:
    try:
        mask_hw = item.read_mask()
        if mask_hw is None:
            return ExportedFile(item.source, None, f"{item.source.name} has no mask yet.")
        make_folder(target.parent)
        write_mask(target, mask_hw, is_durable=False)
    except CoseguiError as error:
        return ExportedFile(item.source, None, str(error))
    return ExportedFile(item.source, target)
