"""Keeps a fast producer from running away from a slow disk; see `Backlog`."""

from __future__ import annotations

import threading
from collections.abc import Callable

_ASK_EVERY_S = 0.1


class Backlog:
    """Bytes that wait to be written, and the threads that wait for them to become fewer.

    `add` and `remove` never block and are for the GUI thread; `wait_for_room` is for the thread
    that makes what is to be written.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._waiting_bytes = 0
        self._changed = threading.Condition()

    def add(self, count_bytes: int) -> None:
        with self._changed:
            self._waiting_bytes += count_bytes

    def remove(self, count_bytes: int) -> None:
        with self._changed:
            self._waiting_bytes -= count_bytes
            self._changed.notify_all()

    def wait_for_room(self, is_cancelled: Callable[[], bool]) -> None:
        """Return when no more than the limit is waiting, or soon after `is_cancelled`."""
        with self._changed:
            while self._waiting_bytes > self._limit_bytes and not is_cancelled():
                self._changed.wait(_ASK_EVERY_S)
