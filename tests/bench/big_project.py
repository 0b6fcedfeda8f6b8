"""A project of thousands of photographs with masks, and the window over it, for the benches."""

from __future__ import annotations

import io
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from cosegui.core.layers import layers_from_mask
from cosegui.core.ports import Segmenter
from cosegui.core.project import Group, ImageEntry, Project, ReviewState
from cosegui.core.settings import Settings
from cosegui.storage import masks, project_file
from cosegui.tasks.runner import TaskRunner
from tests.helpers.fakes import FakeSegmenter, disc_hw
from tests.helpers.sessions import Desk
from tests.helpers.shells import Bench

DISTINCT = 16
"""So many photographs are made; the others are links to them, which the app cannot tell."""
PER_GROUP = 100
WINDOW_WH = (1600, 1000)
_PATIENCE_MS = 600_000


def photograph(size_hw: tuple[int, int], seed: int = 0) -> NDArray[np.uint8]:
    """(H, W, 3) uint8 with structure at every scale."""
    height, width = size_hw
    coarse = np.random.default_rng(seed).integers(0, 256, (40, 60, 3), dtype=np.uint8)
    scaled = Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)
    return np.asarray(scaled)


def size_of(megapixels: float) -> tuple[int, int]:
    """(H, W), 3 : 2."""
    height = round((megapixels * 1e6 * 2 / 3) ** 0.5)
    return height, round(height * 1.5)


def make_project(folder: Path, images: int, megapixels: float) -> Path:
    """A project whose images have been predicted. Returns the project file."""
    size_hw = size_of(megapixels)
    project = Project("big", [])
    path = folder / "big.cosegui"
    project_file.make_data_folder(path)
    mask = disc_hw(size_hw)
    first_layers = project_file.layers_path(path, "first")
    masks.write_layers(first_layers, layers_from_mask(mask))
    first_probability = project_file.probability_path(path, "first")
    masks.write_probability(first_probability, mask.astype(np.uint8) * np.uint8(229))
    originals = [_jpeg(size_hw, seed) for seed in range(min(DISTINCT, images))]
    distinct: list[Path] = []
    for number in range(images):
        group_folder = folder / "photographs" / f"group {number // PER_GROUP:03d}"
        if number % PER_GROUP == 0:
            group_folder.mkdir(parents=True)
            project.groups.append(Group(group_folder.name))
        photo = group_folder / f"{number:05d}.jpg"
        if number < len(originals):
            photo.write_bytes(originals[number])
            distinct.append(photo)
        else:
            _link(distinct[number % len(distinct)], photo)
        entry = ImageEntry(
            photo,
            state=ReviewState.PREDICTED,
            score=0.5 + 0.4 * (number % 97) / 97,
            area=float(mask.mean()),
            threshold=0.5,
            model_threshold=0.5,
            size_hw=size_hw,
        )
        project.groups[-1].images.append(entry)
        _link(first_layers, project_file.layers_path(path, entry.id))
        _link(first_probability, project_file.probability_path(path, entry.id))
    project_file.save_project(path, project)
    return path


def _jpeg(size_hw: tuple[int, int], seed: int) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(photograph(size_hw, seed)).save(stream, "JPEG", quality=90)
    return stream.getvalue()


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


@contextmanager
def window(
    folder: Path, segmenter_factory: Callable[[], Segmenter] = FakeSegmenter
) -> Iterator[Bench]:
    """The whole window over real threads, with nothing open."""
    settings = Settings().changed(autosave_seconds=0)
    desk = Desk(TaskRunner(), settings=settings, factory=segmenter_factory)
    bench = Bench(folder / "window.ini", desk)
    bench.window.resize(*WINDOW_WH)
    bench.window.show()
    QApplication.processEvents()
    yield bench
    bench.workspace.close()
    bench.dispose()


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Let the event loop run until it is so."""
    timer = QElapsedTimer()
    timer.start()
    # Something always happens, so that waiting for the next event comes to an end.
    ticking = QTimer()
    ticking.start(20)
    while not condition():
        if timer.elapsed() > _PATIENCE_MS:
            raise SystemExit(f"gave up waiting for {what}")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


class Heartbeat(QObject):
    """Beats in the event loop; between two beats nothing on the screen could have moved.

    Attributes:
        gaps_ms: what passed between the beats beyond `EVERY_MS`.
        own_ms: what this thread itself worked between them: on a machine that others use as well
            the one figure that is the app's own.
    """

    EVERY_MS = 5

    def __init__(self) -> None:
        super().__init__()
        self.gaps_ms: list[float] = []
        self.own_ms: list[float] = []
        self._passed_s = self._own_s = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Beat inside the block; what the block itself does in the GUI thread counts."""
        self.gaps_ms, self.own_ms = [], []
        self._passed_s, self._own_s = time.perf_counter(), time.thread_time()
        self._timer.start(self.EVERY_MS)
        yield
        self._beat()
        self._timer.stop()

    @property
    def longest(self) -> str:
        """Both longest, for a table."""
        return f"{max(self.gaps_ms):7.1f} ms ({max(self.own_ms):6.1f} own)"

    def _beat(self) -> None:
        passed_s, own_s = time.perf_counter(), time.thread_time()
        self.gaps_ms.append(max(0.0, (passed_s - self._passed_s) * 1e3 - self.EVERY_MS))
        self.own_ms.append((own_s - self._own_s) * 1e3)
        self._passed_s, self._own_s = passed_s, own_s


def memory_mb() -> tuple[int, int]:
    """What the process holds now and what it has held at most; (0, 0) where nobody says."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0, 0
    values = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
    now, peak = (int(values[key].split()[0]) // 1024 for key in ("VmRSS", "VmHWM"))
    return now, peak
