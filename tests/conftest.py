"""What every test stands on: a home of its own, no screen, no network, one torch thread."""

from __future__ import annotations

import gc
import logging
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

# Read once, when the libraries are first imported, hence before anything else. Workers of xdist
# share the cores: one thread each is faster than all of them fighting.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("MKL_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
if sys.platform == "win32":
    import torch  # noqa: F401  # WORKAROUND torch on Windows: its DLLs must load before Qt's

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir
from PySide6.QtCore import QSettings

from cosegui.storage.logs import tear_down_logging
from tests.helpers.logfail import LogGuard, guarded_logs

_MOST_WORKERS = 4  # each worker that imports torch and Qt holds about 600 MB

# A busy machine makes examples slow, which says nothing about the code.
settings.register_profile("cosegui", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("cosegui")


def pytest_configure() -> None:
    """A folder of Hypothesis's own for each worker: two that make one at once trip each other."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        set_hypothesis_home_dir(Path(".hypothesis").resolve() / worker)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """`-n auto`: as many workers as cores, but no more than ordinary memory carries."""
    return max(1, min(os.cpu_count() or 1, _MOST_WORKERS))


@pytest.fixture(autouse=True)
def log_guard() -> Iterator[LogGuard]:
    """Fails the test on a warning in the log that it did not ask for with `log_guard.expect`."""
    with guarded_logs() as guard:
        yield guard


@pytest.fixture(autouse=True)
def cosegui_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that stands for the user's data, configuration, cache and log folders."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("COSEGUI_HOME", str(home))
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        QSettings.setPath(QSettings.Format.IniFormat, scope, str(home / "qsettings"))
    return home


@pytest.fixture(autouse=True)
def logging_taken_down() -> Iterator[None]:
    """A command or an app that a test runs sets up logging for its process: ours goes on."""
    level = logging.getLogger().level
    yield
    tear_down_logging()
    logging.getLogger().setLevel(level)


@pytest.fixture(autouse=True)
def garbage_collected() -> Iterator[None]:
    """A session sets aside what lives as long as its window: here that is one test."""
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connecting to an internet address fails at once; local sockets and pipes still work."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            raise RuntimeError(f"a test tried to reach the network: {address}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)
