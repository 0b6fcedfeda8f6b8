"""Memory that a network has freed stays at hand for its next layer."""

from __future__ import annotations

import ctypes
import sys
from functools import cache

LARGEST_KEPT_BYTES = 64 << 20
"""Larger pieces go back to the system at once, such as photographs and masks of 24 megapixels."""
MOST_KEPT_BYTES = 512 << 20
"""That much may lie unused at the end of the heap."""
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # malloc.h's M_TRIM_THRESHOLD and M_MMAP_THRESHOLD


@cache
def keep_freed_memory() -> bool:
    """Ask the C library not to give freed memory back to the system piece by piece.

    The maps of a layer are tens of megabytes. glibc fetches each from the system, page by page as
    it is written for the first time, and gives it back a layer later: that took a quarter to a
    third of the encoder's time on a processor (docs/benchmarks.md).

    Returns: whether it was done; elsewhere than with glibc there is nothing to ask.
    """
    if sys.platform != "linux":
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):  # another C library
        return False
    kept = mallopt(_MMAP_THRESHOLD, LARGEST_KEPT_BYTES)
    return bool(kept and mallopt(_TRIM_THRESHOLD, MOST_KEPT_BYTES))
