"""Formats of other programs: one module each, listed here; `export` writes them."""

from __future__ import annotations

from cosegui.core.errors import FormatError

from .contract import Format
from .png import PNG

FORMATS: tuple[Format, ...] = (PNG,)
"""In the order in which a person is offered them."""


def format_named(name: str) -> Format:
    """Raises: FormatError: there is none of that name; the message lists all."""
    for each in FORMATS:
        if each.name == name:
            return each
    known = ", ".join(each.name for each in FORMATS)
    raise FormatError(f"There is no format {name}. Choose one of: {known}.")
