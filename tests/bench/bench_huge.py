"""What huge images and decompression bombs cost: each is opened in a process of its own.

    python -m tests.bench.bench_huge [--folder DIR]

Makes a TIFF of 400 MP, a PNG of 30,000 x 30,000 pixels, a PNG just within the limit, and a PNG of
64 KB that promises 3,600 MP; prints what became of each, how long it took and the memory at its
highest. Needs 2.5 GB of memory and 1 GB of disk.
"""

from __future__ import annotations

import argparse
import json
import resource
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
STRIP_ROWS = 100
LIMIT_SIDE = 17_320  # 300 MP


def write_png(path: Path, side: int, *, rows: int | None = None) -> None:
    """A grey PNG of `side` x `side` pixels, row by row; `rows`: it ends after so many."""
    packer = zlib.compressobj(1)
    row = b"\0" + (np.arange(side) // 64 % 256).astype(np.uint8).tobytes()
    body = b"".join(packer.compress(row) for _ in range(side if rows is None else rows))
    body += packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    with path.open("wb") as stream:
        stream.write(b"\x89PNG\r\n\x1a\n")
        for name, content in ((b"IHDR", header), (b"IDAT", body), (b"IEND", b"")):
            checksum = zlib.crc32(name + content)
            stream.write(struct.pack(">I", len(content)) + name + content)
            stream.write(struct.pack(">I", checksum))


def write_tiff(path: Path, side: int) -> None:
    """An RGB TIFF of `side` x `side` pixels in deflated strips."""
    row = np.repeat((np.arange(side) // 64 % 256).astype(np.uint8), 3).tobytes()
    strip = zlib.compress(row * STRIP_ROWS, 1)
    count = side // STRIP_ROWS
    offsets = [8 + number * len(strip) for number in range(count)]
    end = 8 + count * len(strip)
    tables = struct.pack(f"<{count}I", *offsets) + struct.pack(
        f"<{count}I", *([len(strip)] * count)
    )
    bits = end + len(tables)
    tags = [
        (256, 4, 1, side),
        (257, 4, 1, side),
        (258, 3, 3, bits),
        (259, 3, 1, 8),
        (262, 3, 1, 2),
        (273, 4, count, end),
        (277, 3, 1, 3),
        (278, 4, 1, STRIP_ROWS),
        (279, 4, count, end + 4 * count),
    ]
    with path.open("wb") as stream:
        stream.write(b"II*\0" + struct.pack("<I", bits + 6))
        for _ in range(count):
            stream.write(strip)
        stream.write(tables + struct.pack("<3H", 8, 8, 8) + struct.pack("<H", len(tags)))
        for tag in tags:
            stream.write(struct.pack("<HHII", *tag))
        stream.write(struct.pack("<I", 0))


CASES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "TIFF of 20,000 x 20,000": ("huge.tif", lambda path: write_tiff(path, 20_000)),
    "PNG of 30,000 x 30,000": ("huge.png", lambda path: write_png(path, 30_000)),
    "PNG within the limit": ("limit.png", lambda path: write_png(path, LIMIT_SIDE)),
    "bomb of 60,000 x 60,000": ("bomb.png", lambda path: write_png(path, 60_000, rows=100)),
}
READERS = ("read_image_size", "read_thumbnail", "read_image")


def main() -> int:
    """Make, open, print; what a worker of it prints is one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, help="where the files are made; they are kept")
    parser.add_argument("--open", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.open:
        _open(*arguments.open)
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        print("| file | MB | asked for | seconds | peak MB | what became of it |")
        print("|---|---|---|---|---|---|")
        for title, (name, write) in CASES.items():
            path = folder / name
            if not path.exists():
                write(path)
            for reader in READERS:
                _measure(title, path, reader)
    return 0


def _measure(title: str, path: Path, reader: str) -> None:
    command = [sys.executable, "-m", "tests.bench.bench_huge", "--open", reader, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    print(
        f"| {title} | {path.stat().st_size / 1e6:.1f} | `{reader}` | {said['seconds']:.2f} "
        f"| {said['peak_mb']:,} | {said['result']} |",
        flush=True,
    )


def _open(reader: str, name: str) -> None:
    from cosegui.core.errors import ImageReadError
    from cosegui.storage import images

    path = Path(name)
    start = time.monotonic()
    try:
        if reader == "read_thumbnail":
            result = f"{images.read_thumbnail(path, 256).shape}"
        elif reader == "read_image":
            result = f"{images.read_image(path).shape}"
        else:
            result = f"{images.read_image_size(path)}"
    except ImageReadError as error:
        result = f"refused: {str(error).replace(str(path), path.name)}"
    said = {
        "seconds": time.monotonic() - start,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "result": result,
    }
    print(json.dumps(said))


if __name__ == "__main__":
    sys.exit(main())
