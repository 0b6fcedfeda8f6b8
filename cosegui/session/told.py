"""What the floors below the window say of a failure, in the person's language.

They know no Qt and speak English. The texts that they can say stand, as templates, in
`resources/translations/messages.json`; docs/translations/refresh.py reads them from the code. A
text is recognised by its template, and what was filled in is filled in again.
"""

from __future__ import annotations

import json
import logging
import re
from functools import cache

from PySide6.QtCore import QCoreApplication

from cosegui.storage.resources import resource_path

_CONTEXT = "Messages"
_log = logging.getLogger(__name__)
_HOLE = re.compile(r"\{(\w+)\}")


def told(what: Exception | str) -> str:
    """The text as it is to be shown; as it came where there is no template or no translation.

    What was filled in may be a text of its own, such as the reason of an error, and is told too.
    """
    text = str(what)
    for pattern, template in _patterns():
        said = pattern.fullmatch(text)
        if said is None:
            continue
        translated = QCoreApplication.translate(_CONTEXT, template)
        if translated == template:
            return text
        return translated.format_map({name: told(part) for name, part in said.groupdict().items()})
    head, mark, tail = text.partition(": ")
    return f"{head}{mark}{told(tail)}" if mark else text


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Every template with what recognises it; those that say more come first."""
    try:
        path = resource_path("translations/messages.json")
    except FileNotFoundError as error:
        _log.info("failures are told in English: %s", error)
        return ()
    templates = json.loads(path.read_text("utf-8"))
    by_length = sorted(templates, key=lambda each: len(_HOLE.sub("", each)), reverse=True)
    return tuple((_recogniser(template), template) for template in by_length)


def _recogniser(template: str) -> re.Pattern[str]:
    literals_and_names = _HOLE.split(template)
    parts = [
        f"(?P<{part}>.*?)" if number % 2 else re.escape(part)
        for number, part in enumerate(literals_and_names)
    ]
    return re.compile("".join(parts), re.DOTALL)
