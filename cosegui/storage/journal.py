"""The steps since the last save, on disk, so that they outlive a crash.

Each record holds what its box looked like after the step, not the difference: replaying a record
that a save had already caught changes nothing, so a crash between saving and clearing is harmless.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import struct
import weakref
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cosegui.core import bitplanes
from cosegui.core.errors import SaveError
from cosegui.core.geometry import Box
from cosegui.core.project import ReviewState

from .atomic import atomic_write, make_folder, reason_of

_log = logging.getLogger(__name__)

_MAGIC = b"cosegui journal 1\n"
_HEAD = struct.Struct(">II")  # length and CRC-32 of what follows
_SEGMENT = re.compile(r"(\d{8})\.journal")


@dataclass(frozen=True)
class JournalRecord:
    """One step of one image, or a change of its review state alone.

    Attributes:
        image_id: whose it is.
        state: the image's review state after it.
        name: what the person did ("Brush"), as the history names it.
        size_hw: (H, W) of the image; (0, 0) for a change of state alone.
        box: the pixels that changed; empty for a change of state alone.
        layers_hw: contents of the box after the step, uint8; shape (0, 0) for an empty box.
    """

    image_id: str
    state: ReviewState
    name: str
    size_hw: tuple[int, int]
    box: Box
    layers_hw: NDArray[np.uint8]

    @classmethod
    def of_step(
        cls, image_id: str, state: ReviewState, name: str, layers_hw: NDArray[np.uint8], box: Box
    ) -> JournalRecord:
        """The record of a step that changed `box` of the whole `layers_hw`; pixels are copied."""
        size_hw = (layers_hw.shape[0], layers_hw.shape[1])
        return cls(image_id, state, name, size_hw, box, layers_hw[box.slices].copy())

    @classmethod
    def of_state(cls, image_id: str, state: ReviewState) -> JournalRecord:
        """The record of a change of state that left the layers alone."""
        return cls(image_id, state, "", (0, 0), Box.empty(), np.zeros((0, 0), np.uint8))

    def apply(self, layers_hw: NDArray[np.uint8]) -> bool:
        """Replay into whole layers, in place; False, and no change, if their size is another."""
        if self.box.is_empty:
            return True
        if layers_hw.shape != self.size_hw:
            return False
        layers_hw[self.box.slices] = self.layers_hw
        return True


class Journal:
    """Append-only files of records in a project's data folder.

    They are numbered segments. A save takes `cut` before it copies what it saves, and `discard`s
    the cut once all of it is on disk: records appended meanwhile stay. After a failed save nothing
    is discarded. A segment is never written to again by a later `Journal`, nor after an error, so
    that a torn record is always the end of its segment.

    To write into an open file takes microseconds, to create one or to wait for the disk may take a
    tenth of a second while others write. So the segment is kept open from `prepare` to `cut`, and
    `append` leaves waiting to `sync`. One call at a time, except for what `sync` returns.
    """

    def __init__(self, data_folder: Path) -> None:
        self._folder = data_folder / "journal"
        self._segment: _Segment | None = None
        self._highest = 0

    @property
    def has_records(self) -> bool:
        """True if there is something to replay."""
        return next(self.read(), None) is not None

    def append(self, *records: JournalRecord) -> None:
        """Add records; on return they outlive the process, and after `sync` a power failure.

        Raises: SaveError.
        """
        payloads = [_encode(record) for record in records]
        content = b"".join(
            _HEAD.pack(len(payload), zlib.crc32(payload)) + payload for payload in payloads
        )
        self._write(content)

    def prepare(self) -> None:
        """Open the segment for the next record ahead of it. Raises: SaveError."""
        self._write(b"")

    def sync(self) -> Callable[[], None]:
        """A function, for any thread, that waits until the disk has all records appended so far.

        The function raises SaveError.
        """
        if self._segment is None:
            return lambda: None
        path, descriptor = self._segment.path, os.dup(self._segment.descriptor)

        def wait() -> None:
            try:
                os.fsync(descriptor)
            except OSError as error:
                raise SaveError(path, reason_of(error)) from error
            finally:
                os.close(descriptor)

        return wait

    def read(self) -> Iterator[JournalRecord]:
        """All whole records, oldest first. A record that a crash tore ends its segment."""
        for _number, path in self._segments():
            yield from _read_segment(path)

    def cut(self, at_least: int = 0) -> int:
        """End the segment: `discard` of the answer removes what was appended until now.

        The answer is not below `at_least`, and no later record is in its reach.
        """
        self._close()
        self._highest = max(self._highest_number(), at_least)
        return self._highest

    def discard(self, cut: int) -> None:
        """Remove the segments up to `cut`; one that cannot be removed is harmless and stays."""
        for number, path in self._segments():
            if number <= cut:
                with contextlib.suppress(OSError):
                    path.unlink()

    def copy_to(self, data_folder: Path) -> Journal:
        """The journal of another folder with these records, to go on with instead of this one.

        Cuts of this one hold there as well; records that lay there are removed. One that should
        begin empty there is `Journal(data_folder)` after a `discard`. The disk has the copies after
        `flush`. Raises: SaveError.
        """
        self._close()
        other = Journal(data_folder)
        other.discard(other.cut())
        segments = self._segments()
        if segments:
            make_folder(other._folder)
        for _number, path in segments:
            try:
                content = path.read_bytes()
            except OSError as error:
                raise SaveError(path, reason_of(error)) from error
            atomic_write(other._folder / path.name, content, is_durable=False)
        other._highest = max(self._highest_number(), other._highest)
        return other

    def flush(self) -> None:
        """Wait until the disk has all segments. Raises: SaveError."""
        for _number, path in self._segments():
            try:
                with path.open("r+b") as stream:
                    os.fsync(stream.fileno())
            except FileNotFoundError:
                continue  # a save has discarded it meanwhile: the masks themselves are on disk
            except OSError as error:
                raise SaveError(path, reason_of(error)) from error

    def _write(self, content: bytes) -> None:
        segment, self._segment = self._segment, None
        path = self._folder if segment is None else segment.path
        try:
            if segment is None:
                make_folder(self._folder, at_most=2)
                path = self._folder / f"{self._highest_number() + 1:08d}.journal"
                segment = _Segment(path)
                content = _MAGIC + content
            _write_all(segment.descriptor, content)
        except OSError as error:
            if segment is not None:
                segment.close()
            raise SaveError(path, reason_of(error)) from error
        # Taken up again only once the records are whole.
        self._segment = segment

    def _close(self) -> None:
        if self._segment is not None:
            self._segment.close()
            self._segment = None

    def _highest_number(self) -> int:
        """Removed segments count as well: a late `discard` must never reach a newer one."""
        for number, _path in self._segments():
            self._highest = max(self._highest, number)
        return self._highest

    def _segments(self) -> list[tuple[int, Path]]:
        if not self._folder.is_dir():
            return []
        matches = ((_SEGMENT.fullmatch(path.name), path) for path in self._folder.iterdir())
        return sorted((int(match[1]), path) for match, path in matches if match)


class _Segment:
    """A new file that stays open to be appended to, until `close` or its own end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self.descriptor = os.open(path, flags, 0o666)
        self.close = weakref.finalize(self, os.close, self.descriptor)


def _write_all(descriptor: int, content: bytes) -> None:
    """A full disk may take a part; the next attempt says why it takes no more."""
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def _encode(record: JournalRecord) -> bytes:
    planes = bitplanes.pack(record.layers_hw)
    box = record.box
    header = {
        "image": record.image_id,
        "state": record.state.value,
        "name": record.name,
        "size": record.size_hw,
        "box": (box.x0, box.y0, box.x1, box.y1),
        "planes": [(bit, len(data)) for bit, data in planes],
    }
    return json.dumps(header).encode("ascii") + b"\n" + b"".join(data for _bit, data in planes)


def _decode(payload: bytes) -> JournalRecord:
    """Raises: ValueError, LookupError or TypeError: the payload is none of ours."""
    head, _newline, body = payload.partition(b"\n")
    header = json.loads(head)
    box = Box(*header["box"])
    height, width = header["size"]
    if not Box.full((height, width)).contains(box):
        raise ValueError("a box lies outside its image")
    planes = []
    start = 0
    for bit, length in header["planes"]:
        planes.append((bit, body[start : start + length]))
        start += length
    return JournalRecord(
        image_id=header["image"],
        state=ReviewState(header["state"]),
        name=header["name"],
        size_hw=(height, width),
        box=box,
        layers_hw=bitplanes.unpack(tuple(planes), box.size_hw),
    )


def _read_segment(path: Path) -> Iterator[JournalRecord]:
    try:
        with path.open("rb") as stream:
            if stream.read(len(_MAGIC)) != _MAGIC:
                _log.info("%s was cut short before its first record", path.name)
                return
            while head := stream.read(_HEAD.size):
                length, checksum = _HEAD.unpack(head) if len(head) == _HEAD.size else (0, 1)
                payload = stream.read(length)
                if len(payload) != length or zlib.crc32(payload) != checksum:
                    _log.info("%s ends in a torn record, which is left out", path.name)
                    return
                yield _decode(payload)
    except (OSError, ValueError, LookupError, TypeError) as error:
        _log.warning("%s cannot be read any further: %s", path, error)
