"""An unexpected warning in the log fails the test; an expected one is asked for by its text."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

# Pillow logs what is wrong with a damaged file besides raising, which is what we act on.
_LOGS_WHAT_IT_RAISES = "PIL."


class LogGuard(logging.Handler):
    """Collects every record of WARNING and above that no test has asked for.

    Invariant: a record is either matched by exactly one `expect` or reported by `check`.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._unexpected: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(_LOGS_WHAT_IT_RAISES):
            self._unexpected.append(record)

    @contextmanager
    def expect(self, text: str, level: int = logging.WARNING) -> Iterator[None]:
        """Allow warnings whose message holds `text`, logged at `level` or above inside the block.

        Fails the test when none came: a warning that nobody gives needs no permission.
        """
        before = len(self._unexpected)
        yield
        inside = self._unexpected[before:]
        matching = [r for r in inside if r.levelno >= level and text in r.getMessage()]
        if not matching:
            pytest.fail(f"no warning with {text!r} was logged; logged were: {_lines(inside)}")
        self._unexpected[before:] = [r for r in inside if r not in matching]

    def check(self) -> None:
        """Fail the test when a warning was logged that it did not expect."""
        unexpected, self._unexpected = self._unexpected, []
        if unexpected:
            pytest.fail(f"unexpected warnings in the log: {_lines(unexpected)}")


@contextmanager
def guarded_logs(logger: logging.Logger | None = None) -> Iterator[LogGuard]:
    """Guard `logger` (all of them by default) for the time of the block, and check at its end."""
    guarded = logger or logging.getLogger()
    guard = LogGuard()
    guarded.addHandler(guard)
    try:
        yield guard
    finally:
        guarded.removeHandler(guard)
    guard.check()


def _lines(records: list[logging.LogRecord]) -> str:
    lines = [f"{r.levelname} {r.name}: {r.getMessage()}" for r in records]
    return "\n  ".join(["", *lines]) if lines else "none"
