"""Asking for a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from .messages import show_dialog


def choose_folder(
    parent: QWidget, title: str, start: Path | str, on_chosen: Callable[[Path], None]
) -> None:
    """Ask for a folder, beginning at `start`; `on_chosen` hears of it. Returns at once."""

    def chosen(paths: Sequence[str]) -> None:
        on_chosen(Path(paths[-1]))

    dialog = QFileDialog(parent, title, str(start))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    # Not `fileSelected`: of a path that is typed, Qt's own dialog may have selected the folders
    # above as well while they were typed. Then it says several, and keeps silent on that signal.
    dialog.filesSelected.connect(chosen)
    show_dialog(dialog)
