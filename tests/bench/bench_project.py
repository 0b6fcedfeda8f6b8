"""A project of thousands of images: opening it, scrolling its gallery, changing images, memory.

    python tests/bench/bench_project.py [--images 5000] [--megapixels 6] [--switch-megapixels 24]

The whole window, offscreen, with real threads and files. A frame is what one turn of the wheel
costs until it is painted; a gap is the longest time in which the event loop did nothing else,
thumbnails arriving included.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.bench.big_project import Heartbeat, make_project, memory_mb, wait_until, window
from tests.helpers.shells import Bench

WHEEL_TURNS = 200
SWITCHES = 12
WALKED = 60


def repaint_ms(bench: Bench, start: float) -> float:
    """Paint what is asked for; milliseconds since `start`."""
    QApplication.sendEvent(bench.window, QEvent(QEvent.Type.UpdateRequest))
    return (time.perf_counter() - start) * 1e3


def open_and_wait(bench: Bench, path: Path) -> float:
    """Seconds until the project's first image and its gallery are on the screen."""
    start = time.perf_counter()
    bench.workspace.open_path(path)
    wait_until(lambda: bench.shell.canvas.has_image, "the first image")
    return repaint_ms(bench, start) / 1e3


def scroll(bench: Bench) -> tuple[np.ndarray, np.ndarray, str]:
    """Milliseconds of each frame, of this thread's own work in it, and the longest gap."""
    bar = bench.shell.gallery.view.verticalScrollBar()
    heartbeat, frames, own = Heartbeat(), [], []
    with heartbeat.listening():
        for position in np.linspace(0, bar.maximum(), WHEEL_TURNS).astype(int):
            start, own_start = time.perf_counter(), time.thread_time()
            bar.setValue(int(position))
            frames.append(repaint_ms(bench, start))
            own.append((time.thread_time() - own_start) * 1e3)
            QApplication.processEvents()
    return np.array(frames), np.array(own), heartbeat.longest


def idle_gap(seconds: float = 2.0) -> str:
    """What the machine itself does to an event loop that has nothing to do."""
    heartbeat, end = Heartbeat(), time.monotonic() + seconds
    with heartbeat.listening():
        wait_until(lambda: time.monotonic() > end, "the end")
    return heartbeat.longest


def bench_scale(images: int, megapixels: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COSEGUI_HOME"] = str(Path(folder) / "home")
        path = make_project(Path(folder), images, megapixels)
        print(f"\n{images} images of {megapixels:g} MP with masks")
        with window(Path(folder)) as bench:
            before, _ = memory_mb()
            cold = open_and_wait(bench, path)
            opened, _ = memory_mb()
            print(f"  opened, first image painted           {cold:7.2f} s")
            frames, own, gap = scroll(bench)
            for what, values in (("frames of", frames), ("own work in", own)):
                p50, p95 = np.percentile(values, (50, 95))
                print(
                    f"  {what:>11} {len(values)} turns of the wheel:"
                    f" p50 {p50:5.1f}  p95 {p95:5.1f}  longest {values.max():5.1f} ms"
                )
            print(f"  longest gap while scrolling {gap}, while idle {idle_gap()}")
            scrolled, _ = memory_mb()
            walk(bench)
            walked, peak = memory_mb()
        print(
            f"  memory: window {before} MB, opened {opened}, scrolled {scrolled},"
            f" {WALKED} images painted on {walked}, most {peak}"
        )


def walk(bench: Bench) -> None:
    """Paint on one image after the other, all over the project; nothing is saved."""
    workspace = bench.workspace
    ids = workspace.ordered_image_ids()
    for at in np.linspace(0, len(ids) - 1, WALKED).astype(int):
        workspace.select_image(ids[at])
        wait_until(lambda: bench.desk.editor.can_edit, "the image")
        bench.desk.paint((100, 100), (900, 700), radius_px=60)
        QApplication.processEvents()


def bench_switch(megapixels: float) -> None:
    """Milliseconds from asking for another image to seeing it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COSEGUI_HOME"] = str(Path(folder) / "home")
        path = make_project(Path(folder), 2 * SWITCHES + 4, megapixels)
        with window(Path(folder)) as bench:
            open_and_wait(bench, path)
            workspace, canvas, desk = bench.workspace, bench.shell.canvas, bench.desk
            ids = workspace.ordered_image_ids()
            times: dict[str, list[tuple[float, float]]] = {"prefetched": [], "not prefetched": []}
            for number in range(SWITCHES):
                workspace.select_image(ids[number])
                # The neighbour is read ahead; an image far off is not.
                wait_until(partial(is_ahead, bench, ids[number + 1]), "the prefetch")
                for kind, image_id in zip(times, (ids[number + 1], ids[-1 - number]), strict=True):
                    start, own_start = time.perf_counter(), time.thread_time()
                    workspace.select_image(image_id)
                    # Until then the canvas shows a thumbnail in its place, or nothing.
                    wait_until(lambda: canvas.has_image and desk.editor.can_edit, "the image")
                    passed = repaint_ms(bench, start)
                    times[kind].append((passed, (time.thread_time() - own_start) * 1e3))
    kind_of_file = f"{megapixels:g} MP JPEG with mask and model layer"
    print(f"\nanother image, {kind_of_file}, until it can be edited")
    for kind, values in times.items():
        passed, own = np.array(values).T
        p50, p95 = np.percentile(passed, (50, 95))
        print(
            f"  {kind:>15}: p50 {p50:6.1f}  p95 {p95:6.1f}  longest {passed.max():6.1f} ms"
            f"  own p95 {np.percentile(own, 95):6.1f} ms"
        )


def is_ahead(bench: Bench, image_id: str) -> bool:
    """Photograph and mask are in memory, and nothing else is being read."""
    session, workspace = bench.desk.session, bench.workspace
    return (
        bench.shell.canvas.has_image
        and session.images.image(workspace.image_path(image_id)) is not None
        and workspace.documents.document(image_id) is not None
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=int, default=5000)
    parser.add_argument("--megapixels", type=float, default=6)
    parser.add_argument("--switch-megapixels", type=float, nargs="+", default=[12, 24])
    arguments = parser.parse_args()
    application = QApplication([])
    for megapixels in arguments.switch_megapixels:
        bench_switch(megapixels)
    bench_scale(arguments.images, arguments.megapixels)
    application.quit()


if __name__ == "__main__":
    main()
