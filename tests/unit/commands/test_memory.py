from __future__ import annotations

from pathlib import Path

import pytest

from cosegui.commands.memory import linux_memory_bytes, memory_bytes


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc" / "meminfo").write_text(
        "MemTotal:       8000000 kB\nMemAvailable:   4000000 kB\n", "ascii"
    )
    return tmp_path


def limit(root: Path, most: str, used: int) -> None:
    group = root / "sys" / "fs" / "cgroup"
    group.mkdir(parents=True)
    (group / "memory.max").write_text(f"{most}\n", "ascii")
    (group / "memory.current").write_text(f"{used}\n", "ascii")


def test_linux_says_what_is_available(root: Path) -> None:
    assert linux_memory_bytes(root) == 4_000_000 * 1024


def test_a_container_may_have_less(root: Path) -> None:
    limit(root, "2000000000", 500_000_000)

    assert linux_memory_bytes(root) == 1_500_000_000


def test_a_container_without_a_limit_has_what_the_machine_has(root: Path) -> None:
    limit(root, "max", 500_000_000)

    assert linux_memory_bytes(root) == 4_000_000 * 1024


def test_a_system_that_says_nothing_is_not_guessed_at(tmp_path: Path) -> None:
    assert linux_memory_bytes(tmp_path) is None


def test_this_computer_has_some() -> None:
    available = memory_bytes()

    assert available is None or available > 0
