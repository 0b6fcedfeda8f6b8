"""How a lesson's trainer talks with whoever started it: events out, commands in."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

HEARTBEAT_S = 2.0
NICENESS = 10  # of 19
PROGRESS_S = 0.2
_UNLOGGED = frozenset({"heartbeat", "progress"})


class Events:
    """Says what happens: to `log.jsonl`, and to stdout as JSON lines or as words.

    Safe from several threads. A listener that is gone is no error: its end reaches us by stdin.
    """

    def __init__(self, log: Path | None, *, as_json: bool, is_silent: bool = False) -> None:
        self._log = log
        self._as_json = as_json
        self._is_silent = is_silent
        self._lock = threading.Lock()
        self._last_stage = ""
        self._last_progress_s = 0.0
        self._end = threading.Event()

    def say(self, event: str, **values: Any) -> None:
        """One event; floats are rounded to six digits."""
        if self._is_silent:
            return
        line = json.dumps({"event": event, **_rounded(values)}, ensure_ascii=False)
        with self._lock:
            if self._log is not None and event not in _UNLOGGED:
                with self._log.open("a", encoding="utf-8") as stream:
                    stream.write(line + "\n")
            with contextlib.suppress(OSError):
                if self._as_json:
                    print(line, flush=True)
                elif event not in _UNLOGGED | {"thumbnails"}:
                    print(_in_words(event, values), flush=True)

    def progress(self, stage: str, done: int, of: int) -> None:
        """What it is at; dropped if the stage has told so a moment ago, unless it is the end."""
        now = time.monotonic()
        is_new = stage != self._last_stage
        if is_new or done == of or now - self._last_progress_s >= PROGRESS_S:
            self._last_stage = stage
            self._last_progress_s = now
            self.say("progress", stage=stage, done=done, of=of)

    def beat(self) -> None:
        """From now on, say every two seconds that this process lives."""

        def go_on() -> None:
            while not self._end.is_set():
                self.say("heartbeat")
                self._end.wait(HEARTBEAT_S)

        threading.Thread(target=go_on, daemon=True, name="heartbeat").start()

    def fall_silent(self) -> None:
        """No heartbeat any more."""
        self._end.set()


class Commands:
    """What the other side wants, read from a stream by a thread of its own; see `listen`."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._go = threading.Event()
        self._go.set()

    @property
    def is_stopped(self) -> bool:
        return self._stop.is_set()

    @property
    def is_paused(self) -> bool:
        return not self._go.is_set()

    def listen(self, stream: IO[bytes]) -> None:
        """Obey `{"command": "stop" | "pause" | "resume"}`, one a line; its end is a stop."""

        def read() -> None:
            for line in stream:
                self.obey(line)
            self.obey(b'{"command": "stop"}')

        threading.Thread(target=read, daemon=True, name="commands").start()

    def obey(self, line: bytes) -> None:
        """Take one line; what is no command is ignored."""
        try:
            command = json.loads(line)["command"]
        except (ValueError, KeyError, TypeError):
            return
        if command == "stop":
            self._stop.set()
            self._go.set()
        elif command == "pause" and not self.is_stopped:
            self._go.clear()
        elif command == "resume":
            self._go.set()

    def wait_while_paused(self, events: Events) -> None:
        """Return at once, or when the pause is over; says both."""
        if self.is_paused:
            events.say("paused")
            self._go.wait()
            events.say("resumed")


def give_way() -> None:
    """Let the window that we work for have the processor first.

    Windows prefers the window in front by itself.
    """
    if sys.platform != "win32":
        os.nice(NICENESS)


def stdin_bytes() -> IO[bytes]:
    """The stream that commands come from."""
    return sys.stdin.buffer


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return value


def _in_words(event: str, values: dict[str, Any]) -> str:
    if event == "epoch":
        loss = "" if values["train_loss"] is None else f", loss {values['train_loss']:.3f}"
        return (
            f"epoch {values['epoch']} of {values['of']}: J {values['j_new']:.1f} on held-out "
            f"images (current model {values['j_current']:.1f}){loss}"
        )
    if event == "finished":
        verdict = values["verdict"]
        word = "better" if verdict["is_better"] else "not better"
        return f"finished: {word}, {verdict['gain']:+.1f} points on held-out images"
    shown = ", ".join(f"{key} {value}" for key, value in values.items() if key != "verdict")
    return f"{event}: {shown}" if shown else event
