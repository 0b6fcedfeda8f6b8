"""A screen of its own for a test, and hands for it: Xvfb and xdotool."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90.0
"""For the slowest step, loading torch on a busy machine; a bound for broken runs, not a delay."""
_LOOK_AGAIN_S = 0.1


def missing_tools() -> str:
    """Why no window can be driven here, "" if it can."""
    if not sys.platform.startswith("linux"):
        return "a real window is driven on Linux only"
    missing = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
    if missing:
        return f"{' and '.join(missing)} missing: sudo apt-get install xvfb xdotool"
    return ""


def wait_for(what: str, condition: Callable[[], bool]) -> None:
    """Look until it is so. Fails with `what` when it never comes to be."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(_LOOK_AGAIN_S)


@dataclass
class Desktop:
    """One X display, with no window manager: focus goes where `focus` puts it."""

    display: str

    @property
    def environment(self) -> dict[str, str]:
        """For programs that are to show themselves here."""
        kept = {k: v for k, v in os.environ.items() if k not in ("WAYLAND_DISPLAY",)}
        return {**kept, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def hands(self, *arguments: str) -> str:
        """Run xdotool. Returns what it says; "" where it finds nothing."""
        done = subprocess.run(
            ["xdotool", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        return done.stdout.strip()

    def window(self, title: str) -> str:
        """The id of the visible window whose title matches, "" while there is none."""
        found = self.hands("search", "--onlyvisible", "--name", title).split()
        return found[-1] if found else ""

    def focus(self, title: str) -> str:
        """Wait for a window and give it the keyboard. Returns its id."""
        wait_for(f"a window called {title}", lambda: bool(self.window(title)))
        window = self.window(title)
        self.hands("windowfocus", "--sync", window)
        return window

    def press(self, title: str, *keys: str) -> None:
        """Press keys in a window, as `ctrl+s`."""
        self.focus(title)
        self.hands("key", "--clearmodifiers", *keys)

    def press_if_there(self, title: str, *keys: str) -> None:
        """As `press` in a window that is visible now; else nothing."""
        window = self.window(title)
        if window:
            self.hands("windowfocus", window, "key", "--clearmodifiers", *keys)

    def type(self, title: str, text: str) -> None:
        """Type text and Return into a window."""
        self.focus(title)
        self.hands("type", "--delay", "25", text)
        self.hands("key", "Return")

    def drag(self, points_xy: Sequence[tuple[int, int]]) -> None:
        """Draw with the left button from point to point of the screen."""
        (x, y), *others = points_xy
        moves = [part for px, py in others for part in ("mousemove", str(px), str(py))]
        self.hands("mousemove", str(x), str(y), "mousedown", "1", *moves, "mouseup", "1")


@contextmanager
def desktop() -> Iterator[Desktop]:
    """A display of 1280x800 that nobody else uses."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [
            *("Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24"),
            *("-nolisten", "tcp"),
            # Else it resets itself after every xdotool that was its only client, and turns away an
            # app that starts in that moment.
            "-noreset",
        ],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        yield Desktop(f":{number}")
    finally:
        server.terminate()
        server.wait(timeout=10)


def ending_of(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for a program's end. Returns its exit status and what it said on standard error."""
    _, told = process.communicate(timeout=PATIENCE_S)
    return process.returncode, told


@contextmanager
def running_app(on: Desktop, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """`python main.py ARGUMENTS` from the checkout; killed if it is still there at the end.

    What it said on standard error and `ending_of` has not taken goes to this process's own, where
    pytest shows it beside the failure.
    """
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        env=on.environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stderr is not None
        if not process.stderr.closed:
            with process.stderr as told:
                sys.stderr.write(told.read())
