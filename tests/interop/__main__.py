"""Exports a made project in every format and has other programs' own loaders read it back.

Usage: python -m tests.interop [--keep DIR]

Prints a table, format x loader -> lowest IoU with the masks of the project; exit code 1 if one is
below what its format promises. Needs the environment that tests/interop/setup makes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.interop.exchange import NOT_THERE, export_all, peers_python, read_in_peers, versions


def main() -> int:
    """Export, read, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", metavar="DIR", type=Path, help="leave the exports in DIR")
    arguments = parser.parse_args()
    python = peers_python()
    if python is None:
        print(f"Nothing was read: {NOT_THERE}.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        export_all(folder)
        rows = read_in_peers(folder, python)
    print(f"Read by {versions(python)}.\n")
    print("| format | loader | masks | lowest IoU |")
    print("|---|---|---|---|")
    for row in rows:
        result = row.error if row.worst is None else f"{row.worst:.4f}"
        print(f"| `{row.format_name}` | {row.loader} | {row.masks} | {result} |")
    bad = [row for row in rows if not row.is_good]
    print(f"\n{len(rows) - len(bad)} passed, {len(bad)} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
