"""How long the window cannot answer while it works: the longest gaps in its event loop.

    python tests/bench/bench_responsiveness.py [--images 5000] [--model-images 24]

The whole window over a project of thousands of images, offscreen, with real threads and files. A
gap is the time between two beats of a timer of 5 ms, beyond these; `own` is what the GUI thread
itself worked in the worst one. The last rows run the model that ships; the others a fake one.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QApplication

from cosegui.core.ports import Segmenter
from cosegui.core.project import ReviewState
from tests.bench.big_project import Heartbeat, make_project, wait_until, window
from tests.helpers.shells import Bench

PAINTED = 30


def gap(
    what: str, act: Callable[[], object], is_done: Callable[[], bool], *, heartbeat: Heartbeat
) -> None:
    """Print the longest gap from the act until it is done and shown."""
    with heartbeat.listening():
        act()
        wait_until(is_done, what)
        QApplication.processEvents()
    over = sum(each > 50 for each in heartbeat.own_ms)
    print(f"  {what:<44} {heartbeat.longest}  own work over 50 ms: {over} times", flush=True)


def heard(signal: SignalInstance) -> Callable[[], bool]:
    """Whether the signal has come since."""
    calls: list[object] = []
    signal.connect(lambda *_: calls.append(None))
    return lambda: bool(calls)


def bench_window(images: int) -> None:
    print(f"{images} images of 1 MP, model: a fake")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COSEGUI_HOME"] = str(Path(folder) / "home")
        path = make_project(Path(folder), images, 1)
        with window(Path(folder)) as bench:
            heartbeat = Heartbeat()
            workspace, session, canvas = bench.workspace, bench.desk.session, bench.shell.canvas
            gap(
                "open the project",
                lambda: workspace.open_path(path),
                lambda: canvas.has_image,
                heartbeat=heartbeat,
            )
            gap(
                f"paint on {PAINTED} images, approve them",
                lambda: paint(bench),
                lambda: True,
                heartbeat=heartbeat,
            )
            gap("save", workspace.save, lambda: not workspace.is_dirty, heartbeat=heartbeat)
            gap(
                "export masks",
                lambda: session.exports.export_masks(
                    Path(folder) / "masks", states=frozenset(ReviewState)
                ),
                heard(session.exports.finished),
                heartbeat=heartbeat,
            )
            gap(
                "run on all unreviewed",
                session.predictions.run_unreviewed,
                heard(session.predictions.run_finished),
                heartbeat=heartbeat,
            )
            gap(
                "save under another name",
                lambda: workspace.save_as(Path(folder) / "second.cosegui"),
                lambda: workspace.project_path == Path(folder) / "second.cosegui",
                heartbeat=heartbeat,
            )


def paint(bench: Bench) -> None:
    workspace = bench.workspace
    for image_id in workspace.ordered_image_ids()[:PAINTED]:
        workspace.select_image(image_id)
        wait_until(lambda: bench.desk.editor.can_edit, "the image")
        bench.desk.paint((100, 100), (600, 400), radius_px=40)
        workspace.set_state(image_id, ReviewState.APPROVED)


def shipped_model() -> Segmenter:
    from cosegui.model.predictor import Predictor

    return Predictor.load(None, device="auto")


def bench_model(images: int) -> None:
    print(f"\n{images} images of 12 MP, the model that ships")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COSEGUI_HOME"] = str(Path(folder) / "home")
        path = make_project(Path(folder), images, 12)
        with window(Path(folder), shipped_model) as bench:
            heartbeat, predictions = Heartbeat(), bench.desk.session.predictions
            bench.workspace.open_path(path)
            wait_until(lambda: bench.shell.canvas.has_image, "the first image")
            gap(
                "load torch and the model",
                predictions.preload,
                lambda: bool(predictions.device_name),
                heartbeat=heartbeat,
            )
            gap(
                "run on all unreviewed",
                predictions.run_unreviewed,
                heard(predictions.run_finished),
                heartbeat=heartbeat,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=int, default=5000)
    parser.add_argument("--model-images", type=int, default=24)
    arguments = parser.parse_args()
    application = QApplication([])
    bench_window(arguments.images)
    if arguments.model_images:
        bench_model(arguments.model_images)
    application.quit()


if __name__ == "__main__":
    main()
