"""The checks of `cosegui doctor`: each says what it found and what to do about it."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

import cosegui
from cosegui.commands.memory import memory_bytes
from cosegui.core.errors import CoseguiError, SaveError
from cosegui.core.ports import GroupPrediction, ImageFailure, ImageSource, Segmenter
from cosegui.desktop import window_obstacle
from cosegui.storage import paths
from cosegui.storage.atomic import atomic_write
from cosegui.storage.model_store import ModelStore

# `cosegui predict` of five photographs of 12 MP was measured at 1.1 GB.
_LEAST_MEMORY_BYTES = 1_500_000_000
_LEAST_DISK_BYTES = 1_000_000_000
_QT_TIMEOUT_S = 60
_QT_SCRIPT = """
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
print("platform:", application.platformName())
"""


class Health(Enum):
    """How a check ended; the value marks its line."""

    WELL = "ok"
    REMARK = "~ "
    PROBLEM = "!!"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. `advice`: what to do about it; empty if nothing needs to be done."""

    health: Health
    title: str
    detail: str
    advice: str = ""

    def as_text(self) -> str:
        """One line, and another one for the advice."""
        line = f"{self.health.value} {self.title:<9} {self.detail}"
        return f"{line}\n             -> {self.advice}" if self.advice else line


def examine() -> Iterator[Finding]:
    """Run all checks, quick ones first."""
    yield versions()
    yield packages()
    yield opencv_variant()
    yield display(os.environ)
    for name, folder in (
        ("data", paths.data_folder),
        ("config", paths.config_folder),
        ("cache", paths.cache_folder),
        ("log", paths.log_folder),
    ):
        yield writable(name, folder)
    yield disk_space(paths.data_folder)
    yield free_memory(memory_bytes())
    yield devices()
    yield from model_works()


def versions() -> Finding:
    """cosegui, Python and the system."""
    detail = (
        f"cosegui {cosegui.__version__}, Python {platform.python_version()}, "
        f"{platform.platform()}, {os.cpu_count()} CPUs"
    )
    return Finding(Health.WELL, "versions", detail)


def packages() -> Finding:
    """Everything that cosegui needs, at the versions that are installed."""
    try:
        lines = importlib.metadata.requires("cosegui") or []
    except importlib.metadata.PackageNotFoundError:
        return Finding(
            Health.REMARK,
            "packages",
            "cosegui runs from its folder and is not installed",
            'in that folder, run: pip install -e "."',
        )
    found, missing = [], []
    for name in (re.split(r"[\s<>=!~;\[(]", line)[0] for line in lines if "extra ==" not in line):
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        return Finding(
            Health.PROBLEM,
            "packages",
            f"missing: {', '.join(missing)}",
            f"pip install {' '.join(missing)}",
        )
    return Finding(Health.WELL, "packages", ", ".join(found))


def opencv_variant() -> Finding:
    """The plain opencv-python brings Qt plugins of its own, beside which PySide6 cannot start."""
    for name in ("opencv-python", "opencv-contrib-python"):
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        return Finding(
            Health.PROBLEM if sys.platform.startswith("linux") else Health.REMARK,
            "opencv",
            f"{name} {version} is installed and can keep the window from opening",
            f"pip uninstall {name} && pip install --force-reinstall opencv-python-headless",
        )
    return Finding(Health.WELL, "opencv", "headless, as it should be")


def display(environment: Mapping[str, str]) -> Finding:
    """Whether Qt can open a window; tried in a process of its own, since Qt aborts if it cannot."""
    obstacle = window_obstacle(environment)
    if obstacle:
        has_display = any(
            environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        )
        health = Health.PROBLEM if has_display else Health.REMARK
        detail, _, advice = obstacle.partition("; ")
        return Finding(health, "display", detail, advice)
    try:
        tried = subprocess.run(
            [sys.executable, "-c", _QT_SCRIPT],
            env=dict(environment),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_QT_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Finding(Health.PROBLEM, "display", f"Qt does not start: {error}", _REINSTALL_QT)
    if tried.returncode != 0 or "platform:" not in tried.stdout:
        said = [line.strip() for line in tried.stderr.splitlines() if line.strip()]
        # Qt gives its reason first, Python last.
        if said and said[0].startswith("Traceback"):
            said.reverse()
        reason = said[0] if said else f"it ended with {tried.returncode}"
        return Finding(Health.PROBLEM, "display", f"Qt does not start: {reason}", _REINSTALL_QT)
    name = tried.stdout.split("platform:")[1].strip()
    return Finding(Health.WELL, "display", f"Qt opens windows on {name!r}")


_REINSTALL_QT = (
    "check that DISPLAY names a screen that you may use, then: "
    "pip install --force-reinstall PySide6-Essentials"
)


def writable(name: str, folder: Callable[[], Path]) -> Finding:
    """Whether files can be written to a folder of the person's."""
    advice = "set COSEGUI_HOME to a folder that you may write to"
    try:
        path = folder()
        probe = path / ".doctor"
        atomic_write(probe, b"")
        probe.unlink()
    except (SaveError, OSError) as error:
        return Finding(Health.PROBLEM, name, str(error), advice)
    return Finding(Health.WELL, name, f"{path} can be written to")


def disk_space(folder: Callable[[], Path]) -> Finding:
    """Room for drafts and models."""
    try:
        free = shutil.disk_usage(folder()).free
    except (SaveError, OSError) as error:
        return Finding(Health.PROBLEM, "disk", f"its free space is not known: {error}")
    return _amount("disk", free, _LEAST_DISK_BYTES, "free some space where the data folder is")


def free_memory(available: int | None) -> Finding:
    """Room for the model and a photograph; `available` None where the system does not say."""
    if available is None:
        return Finding(Health.REMARK, "memory", "the system does not say how much is free")
    return _amount("memory", available, _LEAST_MEMORY_BYTES, "close other programs")


def devices() -> Finding:
    """What torch can compute on."""
    try:
        import torch
    except (ImportError, OSError) as error:
        return Finding(
            Health.PROBLEM,
            "devices",
            f"torch cannot be loaded: {error}",
            "pip install --force-reinstall torch torchvision",
        )
    return devices_of(torch, has_driver=shutil.which("nvidia-smi") is not None)


def devices_of(torch: Any, *, has_driver: bool) -> Finding:
    """The devices of the module `torch`; `has_driver`: this computer has one for NVIDIA."""
    names = [f"cpu ({torch.get_num_threads()} threads)"]
    if torch.cuda.is_available():
        count = torch.cuda.device_count()
        names += [f"cuda:{n} ({torch.cuda.get_device_name(n)})" for n in range(count)]
    if torch.backends.mps.is_available():
        names.append("mps")
    detail = f"torch {torch.__version__} computes on {', '.join(names)}"
    if has_driver and not torch.cuda.is_available():
        return Finding(
            Health.REMARK,
            "devices",
            f"{detail}, though this computer has an NVIDIA driver",
            "install the build of torch for CUDA: https://pytorch.org/get-started/locally/",
        )
    return Finding(Health.WELL, "devices", detail)


def model_works(load: Callable[[], Segmenter] | None = None) -> Iterator[Finding]:
    """Whether the default model is there, loads, and segments a group of two small images."""
    try:
        path = ModelStore().resolve(None)
        yield Finding(Health.WELL, "model", f"{path} ({path.stat().st_size / 1e6:.1f} MB)")
        started = time.perf_counter()
        segmenter = (load or _default_model)()
        loaded = time.perf_counter()
        noise = np.random.default_rng(0)
        images = [noise.integers(0, 256, (96, 128, 3), np.uint8) for _ in range(2)]
        sources = [ImageSource(read=partial(np.copy, image)) for image in images]
        events = list(segmenter.segment_group(sources))
        done = time.perf_counter()
    except (CoseguiError, ImportError, OSError) as error:
        yield Finding(Health.PROBLEM, "model", str(error), "install cosegui again")
        return
    failures = [event.message for event in events if isinstance(event, ImageFailure)]
    if failures or not isinstance(events[-1], GroupPrediction):
        reason = failures[0] if failures else "it gave no result"
        yield Finding(Health.PROBLEM, "model", f"it runs, but {reason}", "install cosegui again")
        return
    yield Finding(
        Health.WELL,
        "run",
        f"{segmenter.model_name} on {segmenter.device}: loaded in {loaded - started:.1f} s, "
        f"two small images in {done - loaded:.1f} s",
    )


def _default_model() -> Segmenter:
    from cosegui.commands.segmenters import load_predictor

    return load_predictor(None, "auto")


def _amount(title: str, free: int, least: int, advice: str) -> Finding:
    detail = f"{free / 1e9:.1f} GB free"
    if free < least:
        needed = f"{detail}, {least / 1e9:.1f} GB are needed"
        return Finding(Health.PROBLEM, title, needed, advice)
    return Finding(Health.WELL, title, detail)
