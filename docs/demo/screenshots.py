"""Take the pictures of the window that README shows, in a real window on a screen of its own.

    python docs/demo/screenshots.py                # half a minute; needs xvfb and xdotool
    python docs/demo/screenshots.py --out /tmp/look

A test asks that every picture of docs/images is shown by some document.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageGrab

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.helpers.desktop import (  # noqa: E402
    Desktop,
    desktop,
    missing_tools,
    running_app,
    wait_for,
)

PICTURES = ROOT / "docs" / "images"
TITLE = "cosegui"
_STILL_S = 8.0  # longer than any step of its start in which the window shows nothing new
_CANVAS_XY = (640, 700)  # below the photograph: no brush over it


def still_picture(on: Desktop) -> Image.Image:
    """What the screen shows once it has stopped changing."""
    seen, since = ImageGrab.grab(xdisplay=on.display), time.monotonic()

    def is_still() -> bool:
        nonlocal seen, since
        now = ImageGrab.grab(xdisplay=on.display)
        if now.tobytes() != seen.tobytes():
            seen, since = now, time.monotonic()
        return time.monotonic() - since >= _STILL_S

    wait_for("a picture that stays as it is", is_still)
    return seen


def take(out: Path) -> None:
    """Open the demo, wait for its masks, and write `main-window.png` and `group-view.png`."""
    with desktop() as on, running_app(on, "--demo"):
        on.focus(TITLE)
        on.hands("mousemove", *(str(each) for each in _CANVAS_XY))
        still_picture(on).save(out / "main-window.png", optimize=True)
        on.press(TITLE, "o")
        still_picture(on).save(out / "group-view.png", optimize=True)


def main() -> None:
    """Take both, with settings as on the first day."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=PICTURES)
    options = parser.parse_args()
    why = missing_tools()
    if why:
        sys.exit(f"No window can be driven here: {why}.")
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {f"XDG_{kind}_HOME": home for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
        take(options.out)


if __name__ == "__main__":
    main()
