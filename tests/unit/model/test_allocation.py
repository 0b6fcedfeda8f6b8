"""Freed memory stays at hand, where the C library takes such advice."""

from __future__ import annotations

import platform
import sys

import numpy as np
import pytest

from cosegui.model.allocation import keep_freed_memory

LAYER_BYTES = 40 << 20  # as the largest maps of four photographs
PAGE_BYTES = 4096


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="glibc alone is asked")
def test_what_was_freed_serves_again_without_fetching_it_page_by_page() -> None:
    import resource

    def faults() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

    assert keep_freed_memory()
    np.ones(LAYER_BYTES, np.uint8)
    before = faults()
    for _ in range(10):
        np.ones(LAYER_BYTES, np.uint8)
    assert faults() - before < 2 * LAYER_BYTES / PAGE_BYTES, "ten times would be 10"


def test_elsewhere_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not keep_freed_memory.__wrapped__()
