"""How a trainer is started as a child process."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import cosegui
from cosegui.storage.lesson_file import LESSON_NAME


@dataclass(frozen=True)
class TrainerCommand:
    """Our own interpreter and command line; tests put a script in its place."""

    program: str = sys.executable
    arguments: tuple[str, ...] = ("-m", "cosegui", "train")

    def for_lesson(self, folder: Path, *more: str) -> list[str]:
        """The arguments for the lesson in a folder; `more` as the trainer takes them."""
        return [*self.arguments, "--fine-tune", str(folder / LESSON_NAME), "--json", *more]

    @staticmethod
    def environment() -> dict[str, str]:
        """So that the child finds the package that we run from, installed or not."""
        root = str(Path(cosegui.__file__).parents[1])
        paths = [root, os.environ.get("PYTHONPATH", "")]
        return {"PYTHONPATH": os.pathsep.join(path for path in paths if path)}
