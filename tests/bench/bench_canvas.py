"""From a mouse event to the painted screen, beside a plain rebuild of the whole overlay.

    python tests/bench/bench_canvas.py [--megapixels 2 12 24 100] [--events 80] [--runs 1] [--quick]

Offscreen, with a real session: every move is painted into the layers, told by signals and shown;
what is timed is the event's delivery and the repaint that it asks for. The baseline paints the
same strokes and then does what is simplest: a new RGBA image of the whole mask, and a new paint of
the whole view. `end` is the moment the button goes up: the step in the history and the journal.
`own` is the p95 of what the thread itself worked, waiting for nothing and nobody: on a machine that
others use as well it is the figure to compare. With `--runs` strokes are repeated, and each column
is the median of the runs.

Then `bench_project.py` runs in a process of its own: changing images, and a project of 5,000.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from cosegui.core.layers import MASK_BIT, empty_layers
from cosegui.core.painting import paint_segment
from cosegui.session.session import Session
from cosegui.tasks.runner import TaskRunner
from cosegui.ui.canvas.transform import ViewTransform
from cosegui.ui.canvas.view import Canvas
from cosegui.ui.canvas.view_state import ViewState

VIEW_WH = (1600, 900)
RADII_PX = (5, 50, 200, 1000)
STEP_PX = 12.0
"""Logical pixels between two events: a brisk hand at 125 events a second."""
BASELINE_EVENTS = 8
QUICK_BASELINE_EVENTS = 2
LONGEST_WAIT_S = 60.0


class Baseline(QWidget):
    """Shows photograph and mask the plain way."""

    def __init__(self, image_hwc: NDArray[np.uint8], transform: ViewTransform) -> None:
        super().__init__()
        height, width = image_hwc.shape[:2]
        self._photo = QImage(
            image_hwc.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888
        )
        self._layers = empty_layers((height, width))
        self._transform = transform
        self._overlay = QImage()
        self.resize(*VIEW_WH)

    def paint_to(self, start: tuple[float, float], end: tuple[float, float], radius: float) -> None:
        to_image = self._transform.to_image
        paint_segment(self._layers, to_image(start), to_image(end), radius_px=radius, value=True)
        rgba = np.zeros((*self._layers.shape, 4), np.uint8)
        rgba[(self._layers & MASK_BIT) != 0] = (255, 61, 113, 115)
        height, width = self._layers.shape
        overlay = QImage(rgba.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
        self._overlay = overlay.copy()
        self.repaint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(*self._transform.to_view((0, 0)))
        painter.scale(self._transform.scale, self._transform.scale)
        painter.drawImage(0, 0, self._photo)
        painter.drawImage(0, 0, self._overlay)


class CountingCanvas(Canvas):
    """Knows how often it was painted: a figure without a repaint would be worth nothing."""

    paints = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paints += 1
        super().paintEvent(event)


def path_of_hand(events: int) -> list[tuple[float, float]]:
    """Points of the view on a winding way that stays inside it."""
    width, height = VIEW_WH
    length = events * STEP_PX
    along = np.linspace(0.0, length, events)
    angle = along / 220.0
    xs = width / 2 + width * 0.36 * np.sin(angle)
    ys = height / 2 + height * 0.36 * np.sin(angle * 1.7 + 0.4)
    return list(zip(xs.tolist(), ys.tolist(), strict=True))


def mouse(canvas: Canvas, kind: QEvent.Type, at_xy: tuple[float, float]) -> QMouseEvent:
    position = QPointF(*at_xy)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    is_move = kind == QEvent.Type.MouseMove
    return QMouseEvent(
        kind,
        position,
        QPointF(canvas.mapToGlobal(position)),
        none if is_move else left,
        none if kind == QEvent.Type.MouseButtonRelease else left,
        Qt.KeyboardModifier.NoModifier,
    )


def ms_to_painted(canvas: Canvas, event: QMouseEvent) -> tuple[float, float]:
    """Deliver the event and, at once, the repaint that the event loop would deliver next.

    Returns: what passed, and what this thread worked of it.
    """
    start, own_start = time.perf_counter(), time.thread_time()
    QApplication.sendEvent(canvas, event)
    QApplication.sendEvent(canvas.window(), QEvent(QEvent.Type.UpdateRequest))
    return (time.perf_counter() - start) * 1e3, (time.thread_time() - own_start) * 1e3


def time_stroke(
    canvas: CountingCanvas, points: list[tuple[float, float]]
) -> tuple[NDArray[np.float64], float]:
    """Milliseconds of each move, (moves, 2) as `ms_to_painted`, and of the release."""
    paints = canvas.paints
    kinds = QEvent.Type
    ms_to_painted(canvas, mouse(canvas, kinds.MouseButtonPress, points[0]))
    moves = [ms_to_painted(canvas, mouse(canvas, kinds.MouseMove, point)) for point in points[1:]]
    end, _ = ms_to_painted(canvas, mouse(canvas, kinds.MouseButtonRelease, points[-1]))
    if canvas.paints - paints < len(points):
        raise SystemExit("the canvas was not repainted after every event")
    return np.array(moves), end


def time_baseline(
    image_hwc: NDArray[np.uint8],
    canvas: Canvas,
    points: list[tuple[float, float]],
    radius: float,
    *,
    events: int,
) -> float:
    """Milliseconds of the median move."""
    baseline = Baseline(image_hwc, canvas.transform)
    baseline.show()
    QApplication.processEvents()
    times = []
    for start, end in pairwise(points[: events + 1]):
        before = time.perf_counter()
        baseline.paint_to(start, end, radius)
        times.append(time.perf_counter() - before)
    baseline.close()
    return float(np.median(times)) * 1e3


def wait_until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + LONGEST_WAIT_S
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(f"gave up waiting for {what}")
        QApplication.processEvents()
        time.sleep(0.005)


def photograph(megapixels: float) -> NDArray[np.uint8]:
    """(H, W, 3) uint8, 3 : 2, with structure at every scale."""
    height = round(math.sqrt(megapixels * 1e6 * 2 / 3))
    width = round(height * 1.5)
    coarse = np.random.default_rng(0).integers(0, 256, (40, 60, 3), dtype=np.uint8)
    scaled = Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)
    return np.asarray(scaled)


@contextmanager
def open_canvas(folder: Path, image_hwc: NDArray[np.uint8]) -> Iterator[CountingCanvas]:
    """A canvas on a session that has just this photograph open."""
    images = folder / "photographs"
    images.mkdir()
    Image.fromarray(image_hwc).save(images / "one.bmp")
    runner = TaskRunner()
    session = Session(runner, segmenter_factory=_no_model)
    canvas = CountingCanvas(session.editor, ViewState(), runner)
    canvas.resize(*VIEW_WH)
    canvas.show()
    session.workspace.open_path(images)
    wait_until(lambda: session.workspace.project is not None, "the folder")
    if not session.editor.image_id:
        session.workspace.select_image(session.workspace.ordered_image_ids()[0])
    wait_until(lambda: canvas.has_image, "the photograph")
    for _ in range(100):  # the reductions, computed in another thread
        QApplication.processEvents()
        time.sleep(0.02)
    yield canvas
    canvas.close()
    session.workspace.close()
    session.shutdown()


def _no_model() -> object:
    raise RuntimeError("nothing is segmented here")


def bench(megapixels: float, *, events: int, runs: int, baseline_events: int) -> None:
    image_hwc = photograph(megapixels)
    points = path_of_hand(events)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COSEGUI_HOME"] = str(Path(folder) / "home")
        with open_canvas(Path(folder), image_hwc) as canvas:
            for view in ("fit", "100 %"):
                for radius in RADII_PX:
                    canvas.fit() if view == "fit" else canvas.zoom_to_actual_size()
                    canvas.set_brush_radius(radius)
                    QApplication.processEvents()
                    strokes = [row_of(*time_stroke(canvas, points)) for _ in range(runs)]
                    p50, p95, p99, own, end = np.median(strokes, axis=0)
                    plain = time_baseline(image_hwc, canvas, points, radius, events=baseline_events)
                    print(
                        f"{megapixels:5g} MP  {view:>5}  r {radius:4d}"
                        f"  p50 {p50:6.2f}  p95 {p95:6.2f}  p99 {p99:6.2f}  own {own:6.2f} ms"
                        f"  end {end:6.1f} ms  plain {plain:7.1f} ms  {plain / p50:6.1f} x",
                        flush=True,
                    )


def row_of(moves: NDArray[np.float64], end: float) -> tuple[float, ...]:
    passed, own = moves.T
    return (*np.percentile(passed, (50, 95, 99)).tolist(), float(np.percentile(own, 95)), end)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megapixels", type=float, nargs="+", default=[2, 12, 24, 100])
    parser.add_argument("--events", type=int, default=80)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument(
        "--quick", action="store_true", help="fewer events, one big image, a project of 500"
    )
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.megapixels, arguments.events = [24], 30
    application = QApplication([])
    print(f"view {VIEW_WH[0]} x {VIEW_WH[1]}, {arguments.events} events a stroke")
    for megapixels in arguments.megapixels:
        bench(
            megapixels,
            events=arguments.events,
            runs=arguments.runs,
            baseline_events=QUICK_BASELINE_EVENTS if arguments.quick else BASELINE_EVENTS,
        )
    application.quit()
    quick = ["--images", "500", "--switch-megapixels", "24"] if arguments.quick else []
    # A process of its own, or its memory would be no figure.
    project = Path(__file__).with_name("bench_project.py")
    subprocess.run([sys.executable, str(project), *quick], check=True)


if __name__ == "__main__":
    main()
