"""Commands run in the test's own process, with streams that can be read."""

from __future__ import annotations

import argparse
import io
from types import ModuleType

from cosegui.commands.console import Console


class FakeConsole(Console):
    """A console that keeps what was said; no terminal, so no progress bar."""

    def __init__(self) -> None:
        self._out, self._err = io.StringIO(), io.StringIO()
        super().__init__(self._out, self._err)

    @property
    def said(self) -> str:
        return self._out.getvalue()

    @property
    def complaints(self) -> str:
        return self._err.getvalue()


def parsed(command: ModuleType, *arguments: object) -> argparse.Namespace:
    """The arguments of a command as `cosegui` would parse them."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    command.add_arguments(parser)
    return parser.parse_args([str(argument) for argument in arguments])
