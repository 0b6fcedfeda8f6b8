"""What a command says to the person: results, complaints, progress."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from tqdm import tqdm

from cosegui.core.events import RunProgress


class UsageError(Exception):
    """What was asked for makes no sense; the message says what would. Ends a command with 2."""


def require_folder(path: Path) -> Path:
    """`path`, absolute, if it is a folder or can become one. Raises: UsageError."""
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file. Give a folder to --out.")
    return path.absolute()


class Progress:
    """A bar that counts to a known total; see `Console.progress`."""

    def __init__(self, bar: tqdm[None]) -> None:
        self._bar = bar

    def advance(self, count: int = 1) -> None:
        """So many more are done."""
        self._bar.update(count)

    def note(self, text: str) -> None:
        """What is going on between two that are done."""
        self._bar.set_postfix_str(text)

    def show(self, progress: RunProgress) -> None:
        """As far as `progress` says, also if it knows the total only now."""
        self._bar.total = progress.total
        self._bar.set_postfix_str(progress.message, refresh=False)
        self._bar.update(progress.done - self._bar.n)


@dataclass
class Console:
    """The two streams of a command.

    Results go to `out`, so that they can be piped; all else goes to `err`.
    """

    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)

    def say(self, text: str) -> None:
        """A line of the result."""
        print(text, file=self.out)

    def complain(self, text: str) -> None:
        """A line about what went wrong or should be known; a progress bar stays whole."""
        with tqdm.external_write_mode(file=self.err):
            print(f"cosegui: {text}", file=self.err)

    @contextmanager
    def progress(self, total: int, *, unit: str, is_shown: bool = True) -> Iterator[Progress]:
        """A bar while `err` is a terminal and `is_shown`, nothing otherwise."""
        is_hidden = not (is_shown and self.err.isatty())
        with tqdm(
            total=total, unit=unit, file=self.err, disable=is_hidden, dynamic_ncols=True
        ) as bar:
            yield Progress(bar)
