"""One damaged input, opened: what it must not do is found out here."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.fuzz.targets import Files, Target, below, quietly

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class _Guard:
    """Notes what is opened outside a folder; an audit hook cannot be taken out again."""

    def __init__(self) -> None:
        self.folder: str | None = None
        self.strayed: list[str] = []
        code = {Path(path).resolve() for path in sysconfig.get_paths().values()}
        roots = {*code, Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve()}
        roots |= {Path(__file__).resolve().parents[2], Path("/proc"), Path("/sys"), Path("/dev")}
        self._roots = tuple(f"{root}{os.sep}" for root in roots)

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event != "open" or self.folder is None or not isinstance(arguments[0], str | bytes):
            return
        path = os.path.realpath(os.fsdecode(arguments[0]))
        flags = arguments[2] if isinstance(arguments[2], int) else 0
        is_code = not flags & _WRITES and path.startswith(self._roots)
        if not path.startswith(self.folder + os.sep) and path != self.folder and not is_code:
            self.strayed.append(path)


_guard: _Guard | None = None


@contextmanager
def _watched(folder: Path) -> Iterator[_Guard]:
    global _guard  # noqa: PLW0603  # one hook for the life of the process
    if _guard is None:
        _guard = _Guard()
        sys.addaudithook(_guard)
    _guard.folder, _guard.strayed = os.path.realpath(folder), []
    try:
        yield _guard
    finally:
        _guard.folder = None


def attempt(target: Target, files: Files, place: Path) -> str:
    """Open `files` in a new folder below `place`; says what went wrong, "" if nothing did."""
    folder = place / "input"
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    folder.mkdir(exist_ok=True)
    with _watched(place) as guard:
        try:
            quietly(target.open, folder)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is what we look for
            return f"{type(error).__name__}: {error}"[:300]
    if guard.strayed:
        return f"opened outside its folder: {guard.strayed[0]}"
    after = below(folder)
    lost = [name for name, content in files.items() if after.get(name) != content]
    if target.keeps and lost:
        return f"lost or changed: {lost[0]}"
    # Damaged pixels and project files are someone's work: they stay for a backup or a rescue.
    changed = [name for name in lost if not name.endswith((".journal", "/lock", ".safetensors"))]
    return f"lost or changed: {changed[0]}" if changed else ""
