"""How much memory a new process may still take, on each system in its own way."""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
from pathlib import Path


def memory_bytes() -> int | None:
    """Bytes that can be had without swapping; None where the system does not say."""
    if sys.platform == "win32":
        return _of_windows()
    if sys.platform == "darwin":
        return _of_macos()
    return linux_memory_bytes(Path("/"))


def linux_memory_bytes(root: Path) -> int | None:
    """The least of what the machine and the container, if there is one, have left."""
    try:
        text = (root / "proc/meminfo").read_text("ascii")
    except OSError:
        return None
    match = re.search(r"MemAvailable:\s+(\d+) kB", text)
    available = int(match[1]) * 1024 if match else None
    group = root / "sys/fs/cgroup"
    try:
        limit = (group / "memory.max").read_text("ascii").strip()
        used = int((group / "memory.current").read_text("ascii"))
    except (OSError, ValueError):
        return available
    if not limit.isdecimal():  # "max": no limit
        return available
    left = max(0, int(limit) - used)
    return left if available is None else min(available, left)


def _of_macos() -> int | None:
    try:
        text = subprocess.run(
            ["vm_stat"], capture_output=True, encoding="ascii", timeout=10, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    pages = [int(n) for n in re.findall(r"Pages (?:free|inactive|speculative):\s+(\d+)", text)]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") if pages else None


def _of_windows() -> int | None:
    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *(
                (name, ctypes.c_ulonglong)
                for name in ("total", "available", "a", "b", "c", "d", "e")
            ),
        )

    status = Status(length=ctypes.sizeof(Status))
    windows = getattr(ctypes, "windll", None)
    if windows is None or not windows.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
        return None
    return int(status.available)
