"""What a run leaves behind and says: events, a log of JSON lines, curves."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from tqdm import tqdm

from .tensorboard import Board


class Reporter:
    """Writes every event to `log.jsonl`; shows a progress bar, or the events themselves.

    With `as_json` each event is one line of JSON on stdout, for the application that started the
    trainer as a process of its own. `is_shown`: False in all but one of several processes.
    `board` gets the figures as well.
    """

    def __init__(
        self,
        folder: Path,
        *,
        total_steps: int,
        first_step: int,
        as_json: bool,
        is_shown: bool = True,
        board: Board | None = None,
    ) -> None:
        self._path = folder / "log.jsonl"
        self._board = board
        self._as_json = as_json
        self._started = time.monotonic()
        self._first_step = first_step
        self._total_steps = total_steps
        # None shows it on a terminal only; it tells the steps done, the time left and the loss.
        is_hidden = True if as_json or not is_shown else None
        self._bar = tqdm(
            total=total_steps,
            initial=first_step,
            unit="step",
            disable=is_hidden,
            dynamic_ncols=True,
        )

    def event(self, kind: str, **values: Any) -> None:
        """Record one event; numbers are rounded to six digits."""
        rounded = {k: round(v, 6) if isinstance(v, float) else v for k, v in values.items()}
        line = json.dumps({"event": kind, **rounded}, ensure_ascii=False)
        with self._path.open("a", encoding="utf-8") as log:
            log.write(line + "\n")
        if self._as_json:
            print(line, flush=True)
        elif kind != "step":
            self._bar.write(line, file=sys.stdout)
        if self._board and kind == "validation":
            figures = {f"validation/{k}": v for k, v in rounded.items() if k != "step"}
            self._board.add(values["step"], figures)

    def step(self, step: int, *, stage: str, rate: float, losses: dict[str, float]) -> None:
        """One optimiser step is done; `step` counts from 1 over all stages."""
        per_step = (time.monotonic() - self._started) / max(1, step - self._first_step)
        self.event(
            "step",
            step=step,
            of=self._total_steps,
            stage=stage,
            rate=rate,
            losses={k: round(v, 5) for k, v in losses.items()},
            seconds_left=per_step * (self._total_steps - step),
        )
        if self._board:
            figures = {f"loss/{name}": value for name, value in losses.items()}
            self._board.add(step, {**figures, "rate": rate})
        self._bar.set_postfix(stage=stage, loss=f"{losses['total']:.3f}", refresh=False)
        self._bar.update(1)

    def close(self) -> None:
        """End the progress bar and the board."""
        self._bar.close()
        if self._board:
            self._board.close()


def draw_curves(folder: Path) -> None:
    """Read `log.jsonl` and draw `curves.png`: losses by step, validation J by step.

    Draws nothing where there is no log: a config without stages trains nothing.
    """
    log = folder / "log.jsonl"
    if not log.exists():
        return
    import matplotlib  # a second to import, needed once a run

    matplotlib.use("Agg")
    from matplotlib.figure import Figure

    lines = log.read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in lines]
    steps = [e for e in events if e["event"] == "step"]
    validations = [e for e in events if e["event"] == "validation"]
    figure = Figure(figsize=(9, 6), layout="constrained")
    losses, quality = figure.subplots(2, 1, sharex=True)
    for name in steps[0]["losses"] if steps else ():
        values = [(e["step"], e["losses"][name]) for e in steps if name in e["losses"]]
        losses.plot(*_smoothed(values), label=name, linewidth=1)
    losses.set_ylabel("loss (running mean)")
    losses.legend(ncols=3, fontsize="small")
    for name in ("J_groups", "J_alone"):
        points = [(e["step"], e[name]) for e in validations if e[name] is not None]
        quality.plot([x for x, _ in points], [y for _, y in points], "o-", label=name)
    quality.set_ylabel("validation J, %")
    quality.set_xlabel("step")
    quality.legend(fontsize="small")
    figure.savefig(folder / "curves.png", dpi=120)


def _smoothed(values: list[tuple[int, float]], keep: float = 0.95) -> tuple[list[int], list[float]]:
    xs, ys = [], []
    mean = values[0][1] if values else 0.0
    for x, y in values:
        mean = keep * mean + (1 - keep) * y
        xs.append(x)
        ys.append(mean)
    return xs, ys
