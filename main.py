"""Start cosegui from a checkout: `python main.py [PATH] [--demo]`."""

from __future__ import annotations

import sys


def run() -> int:
    """Open the window; returns the exit status."""
    from cosegui.app import main

    return main()


if __name__ == "__main__":
    sys.exit(run())
