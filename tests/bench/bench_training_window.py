"""What a training costs the window: the longest gap of its event loop, and memory before and after.

    python tests/bench/bench_training_window.py [--epochs N] [--threads N]

Opens the demo in the real window (offscreen unless QT_QPA_PLATFORM says otherwise), lets the model
find the masks, approves them, and teaches a model from them with the real trainer and the dialog in
sight. A timer of 5 ms is the probe: the longest time between two of its ticks is what a person
would feel as a hang. Everything it writes goes into a folder of its own that is removed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

PROBE_MS = 5
SETTLE_S = 10.0
PATIENCE_S = 1800.0
LARGEST_GAP_MS = 50.0
LARGEST_GROWTH = 0.05


@dataclass
class Probe:
    """The times between the ticks of a timer of `PROBE_MS`, in milliseconds."""

    gaps_ms: list[float] = field(default_factory=list)
    last_s: float = 0.0

    def tick(self) -> None:
        now_s = time.perf_counter()
        self.gaps_ms.append(1000 * (now_s - self.last_s))
        self.last_s = now_s

    def begin(self) -> None:
        self.gaps_ms = []
        self.last_s = time.perf_counter()

    def row(self, name: str) -> str:
        gaps = sorted(self.gaps_ms)
        p99 = gaps[int(0.99 * (len(gaps) - 1))]
        over = sum(gap > LARGEST_GAP_MS for gap in gaps)
        return f"{name:<28}{len(gaps):>8}{p99:>10.1f}{gaps[-1]:>10.1f}{over:>12}"


def resident_mb(pid: int | str = "self") -> float:
    """Resident memory of a process; NaN where the system has no /proc."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, ValueError):
        return float("nan")
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def wait(condition: Callable[[], bool], what: str) -> None:
    """Run the event loop until it holds."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop, timer = QEventLoop(), QTimer()
    started_s = time.monotonic()

    def look() -> None:
        if condition() or time.monotonic() - started_s > PATIENCE_S:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(50)
    loop.exec()
    if not condition():
        sys.exit(f"gave up waiting until {what}")


def settle(seconds: float) -> None:
    end_s = time.monotonic() + seconds
    wait(lambda: time.monotonic() >= end_s, "the time was over")


def measure(epochs: int, threads: int | None) -> bool:
    """Print the table. Returns: whether both targets hold."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from cosegui.app import _composed
    from cosegui.core.project import ReviewState
    from cosegui.core.settings import Settings
    from cosegui.ui.actions import ActionId
    from cosegui.ui.dialogs.training import TrainingDialog
    from cosegui.ui.theme import Theme, ThemeChoice

    application = QApplication(["bench"])
    theme = Theme(application, ThemeChoice.LIGHT)
    shell, session = _composed(Settings().changed(device="cpu"), theme, None)
    shell.window.show()
    session.predictions.preload()
    shell.project.open_demo()
    images = session.workspace.ordered_image_ids
    wait(lambda: bool(images()) and not session.has_running, "the demo was open")
    for image_id in images():
        session.workspace.set_state(image_id, ReviewState.APPROVED)
    settle(3)

    probe, timer = Probe(), QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(probe.tick)
    timer.start(PROBE_MS)
    print(f"{'event loop, ms':<28}{'ticks':>8}{'p99':>10}{'longest':>10}{'over 50 ms':>12}")
    probe.begin()
    settle(5)
    print(probe.row("idle, before"))

    before_mb = resident_mb()
    shell.actions[ActionId.TEACH].trigger()
    wait(lambda: bool(shell.window.findChildren(TrainingDialog)), "the dialog was open")
    dialog = shell.window.findChildren(TrainingDialog)[0]
    dialog.setup.options.epochs_box.setValue(epochs)
    dialog.setup.options.patience_box.setValue(epochs)
    dialog.setup.options.threads_box.setValue(threads or 0)
    training = session.training
    probe.begin()
    started_s = time.monotonic()
    dialog.start_button.click()
    first_s: list[float] = []
    most_mb = [0.0]

    def note(kind: str) -> None:
        if kind == "epoch" and not first_s:
            first_s.append(time.monotonic() - started_s)
        most_mb[0] = max(most_mb[0], resident_mb(training.process_id))

    training.changed.connect(note)
    wait(lambda: training.run is not None and not training.is_running, "the training had ended")
    seconds = time.monotonic() - started_s
    print(probe.row(f"training, {epochs} passes"))
    longest_ms = max(probe.gaps_ms)
    run = training.run
    assert run is not None
    probe.begin()
    settle(SETTLE_S)
    print(probe.row("idle, 10 s after"))
    after_mb = resident_mb()

    print(f"\nended as {run.phase} after {seconds:.1f} s; {run.message or run.verdict}")
    print(f"first epoch event {first_s[0] if first_s else float('nan'):.1f} s after Start")
    print(f"resident memory, MB: before {before_mb:.0f}, 10 s after {after_mb:.0f}", end="")
    print(f" ({100 * (after_mb / before_mb - 1):+.1f} %); the trainer's at most {most_mb[0]:.0f}")
    shell.window.close_now()
    session.shutdown()
    shell.dispose()
    theme.dispose()
    is_fluid = longest_ms <= LARGEST_GAP_MS
    is_back = not after_mb > (1 + LARGEST_GROWTH) * before_mb
    print(f"gap <= 50 ms: {is_fluid}; memory back within 5 %: {is_back}")
    return is_fluid and is_back


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--threads", type=int, help="of the trainer; default: torch's choice")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    home = tempfile.mkdtemp(prefix="cosegui-bench-")
    os.environ["COSEGUI_HOME"] = home
    try:
        return 0 if measure(options.epochs, options.threads) else 1
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
