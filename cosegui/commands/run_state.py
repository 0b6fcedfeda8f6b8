"""How far a run has come: a line for each group in the folder of results, written as it goes.

A run that was cut off goes on from it, several processes leave theirs side by side, and the report
is made from it without ever holding more than one group.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cosegui.commands.run_report import GroupRecord
from cosegui.commands.shard import Shard
from cosegui.commands.sources import SourceGroup
from cosegui.core.errors import SaveError
from cosegui.core.events import OutcomeStatus
from cosegui.storage.atomic import make_folder, reason_of

STATE_FOLDER = ".cosegui-run"


@dataclass(frozen=True, slots=True)
class _Line:
    """Where the record of a group stands, and what is asked of it most."""

    path: Path
    offset: int
    key: str
    at: float
    counts: Counter[str]


class RunState:
    """The records of a run over groups in `out`; each process appends to a file of its own.

    Args:
        is_resumed: keep what earlier runs recorded; otherwise this one begins anew.
    Raises: SaveError: the folder cannot be written to.
    """

    def __init__(self, out: Path, shard: Shard, *, is_resumed: bool) -> None:
        self._out = out
        self._folder = out / STATE_FOLDER
        self._lines: dict[str, _Line] = {}
        make_folder(self._folder)
        path = self._path = self._folder / f"{shard.rank:05d}.jsonl"
        try:
            if not is_resumed and shard.rank == 0:
                for stale in self._folder.glob("*.jsonl"):
                    if stale.stem.isdecimal() and int(stale.stem) >= shard.count:
                        stale.unlink()
            self._stream = path.open("ab" if is_resumed else "wb")
            if is_resumed and not _ends_with_a_line(path):
                self._stream.write(b"\n")  # what a killed run began is no record
                self._stream.flush()
        except OSError as error:
            raise SaveError(path, reason_of(error)) from error
        if is_resumed:
            self.refresh()

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()

    def refresh(self) -> None:
        """Look at the files of all processes again."""
        self._lines.clear()
        for path in sorted(self._folder.glob("*.jsonl")):
            for offset, record in _records(path):
                known = self._lines.get(record["name"])
                if known is None or known.at <= record["at"]:
                    self._lines[record["name"]] = _line(path, offset, record)

    def append(self, group: GroupRecord, key: str, files: Mapping[str, str]) -> None:
        """Record what became of a group.

        Args:
            key: see `key_of`.
            files: digest (see `digest_of`) by name, relative to the folder of results.
        Raises: SaveError.
        """
        record = {**group.as_json(), "key": key, "files": dict(files), "at": time.time()}
        line = json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
        try:
            offset = self._stream.tell()
            self._stream.write(line)
            self._stream.flush()
        except OSError as error:
            raise SaveError(self._path, reason_of(error)) from error
        self._lines[group.name] = _line(self._path, offset, record)

    def is_done(self, group: SourceGroup, key: str) -> bool:
        """True where all results of the group are as a run that was asked the same left them.

        Every file is read and compared by its digest.
        """
        line = self._lines.get(group.name)
        if line is None or line.key != key or set(line.counts) != {OutcomeStatus.DONE.value}:
            return False
        try:
            files = self._read(line)["files"]
            return all(digest_of(self._out / name) == digest for name, digest in files.items())
        except OSError:
            return False

    def counts(self, groups: Sequence[SourceGroup]) -> Counter[str]:
        """How many images of the groups ended in which way."""
        total: Counter[str] = Counter({status.value: 0 for status in OutcomeStatus})
        for group in groups:
            line = self._lines.get(group.name)
            total.update(line.counts if line else _cancelled(group))
        return total

    def records(self, groups: Sequence[SourceGroup]) -> Iterator[dict[str, Any]]:
        """What `GroupRecord.as_json` said of each group; of one never reached, that it was not."""
        for group in groups:
            line = self._lines.get(group.name)
            yield self._read(line) if line else GroupRecord.of(group.name, group.images).as_json()

    def _read(self, line: _Line) -> dict[str, Any]:
        with line.path.open("rb") as stream:
            stream.seek(line.offset)
            return dict(json.loads(stream.readline()))


def key_of(settings: Mapping[str, Any], group: SourceGroup, examples: Mapping[int, Path]) -> str:
    """Names what was asked: settings, photographs and examples with size and time of change.

    A photograph that is gone has neither.
    """
    files = [*group.images, *(examples[index] for index in sorted(examples))]
    stamps = [[str(path), *_stamp(path)] for path in files]
    content = json.dumps([settings, sorted(examples), stamps], sort_keys=True, default=str)
    return hashlib.blake2b(content.encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()


def digest_of(path: Path) -> str:
    """A digest of the file's content. Raises: OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def _stamp(path: Path) -> list[int]:
    try:
        status = path.stat()
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns]


def _line(path: Path, offset: int, record: Mapping[str, Any]) -> _Line:
    counts = Counter(image["status"] for image in record["images"])
    return _Line(path, offset, record["key"], record["at"], counts)


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """(offset, record) of each whole line; one that a killed run left in pieces is passed over."""
    offset = 0
    with path.open("rb") as stream:
        for line in stream:
            try:
                record = json.loads(line)
                if isinstance(record, dict) and {"name", "key", "at", "images"} <= record.keys():
                    yield offset, record
            except ValueError:
                pass
            offset += len(line)


def _ends_with_a_line(path: Path) -> bool:
    with path.open("rb") as stream:
        if stream.seek(0, 2) == 0:
            return True
        stream.seek(-1, 2)
        return stream.read() == b"\n"


def _cancelled(group: SourceGroup) -> Counter[str]:
    return Counter({OutcomeStatus.CANCELLED.value: len(group.images)})
