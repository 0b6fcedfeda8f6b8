"""Bring resources/translations in line with the texts of the code, by Qt's own tools.

    python docs/translations/refresh.py            # lupdate, then lrelease; prints what is open
    python docs/translations/refresh.py --check    # change nothing; status 1 if that would

`messages.json` holds what failures below the window say (messages.py reads it from the code).
`cosegui_LANGUAGE.ts` is the source, edited by hand or in Qt Linguist; `cosegui_LANGUAGE.qm` is what
the app loads. It lies under docs because it is a tool of developers and itself not shipped.
"""

from __future__ import annotations

import argparse
import filecmp
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

from cosegui.core.settings import SETTINGS
from cosegui.storage.formats import FORMATS

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(Path(__file__).parent))
from messages import templates  # noqa: E402  # beside this script, wherever it is run from

FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("de", "zh_CN")


def refresh(folder: Path) -> None:
    """Update the .ts files in `folder` from the code, and compile each to a .qm beside it."""
    of_formats = [text for each in FORMATS for text in (each.title, each.summary)]
    messages = templates(of_formats)
    listing = json.dumps(messages, indent=1, ensure_ascii=False)
    (folder / "messages.json").write_text(listing + "\n", "utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        table = Path(scratch, "texts_of_tables.py")
        table.write_text("\n".join(_marks(of_formats, messages)) + "\n", "utf-8")
        sources = sorted((ROOT / "cosegui").rglob("*.py"))
        listed = Path(scratch, "sources.txt")
        listed.write_text("\n".join(str(path) for path in [*sources, table]), "utf-8")
        for language in LANGUAGES:
            ts = folder / f"cosegui_{language}.ts"
            # Without places in the code a file changes only where a text does.
            _qt_tool(
                "lupdate",
                [f"@{listed}", "-no-obsolete", "-locations", "none"],
                ["-source-language", "en", "-target-language", language, "-ts", str(ts)],
            )
            _qt_tool("lrelease", [str(ts), "-qm", str(ts.with_suffix(".qm"))])


def open_texts(ts: Path) -> Iterator[str]:
    """The sources without a finished translation, as "context: text"."""
    for context in ElementTree.parse(ts).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") == "unfinished":
                yield f"{context.findtext('name')}: {message.findtext('source')}"


def _marks(of_formats: Sequence[str], messages: Sequence[str]) -> Iterator[str]:
    """The texts of tables below the window as lupdate understands them: it reads only literals."""
    of_settings = [
        text
        for each in SETTINGS
        for text in (each.section, each.label, each.help, *(label for _, label in each.choices))
    ]
    tables = {"settings": of_settings, "Formats": of_formats, "Messages": messages}
    for context, texts in tables.items():
        for text in dict.fromkeys(texts):
            quoted = json.dumps(text, ensure_ascii=False)
            yield f'QT_TRANSLATE_NOOP("{context}", {quoted})'


def _qt_tool(name: str, *arguments: Sequence[str]) -> None:
    spec = importlib.util.find_spec("PySide6")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent
    places = [folder / name, folder / "Qt" / "libexec" / name, folder / f"{name}.exe"]
    tool = next(place for place in places if place.is_file())
    command = [str(tool), *(one for each in arguments for one in each)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{name} failed: {done.stdout}{done.stderr}")


def _check() -> int:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for path in FOLDER.glob("*.ts"):
            shutil.copy(path, folder)
        refresh(folder)
        names = [path.name for path in sorted(folder.iterdir())]
        _, differing, missing = filecmp.cmpfiles(FOLDER, folder, names, shallow=False)
    for name in (*differing, *missing):
        sys.stdout.write(f"{name} is not what the code asks for{os.linesep}")
    return 1 if differing or missing else 0


def main() -> int:
    """Returns: the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="change nothing, only compare")
    if parser.parse_args().check:
        return _check()
    refresh(FOLDER)
    for language in LANGUAGES:
        waiting = list(open_texts(FOLDER / f"cosegui_{language}.ts"))
        sys.stdout.write(f"{language}: {len(waiting)} without a finished translation\n")
        for text in waiting:
            sys.stdout.write(f"  {text}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
