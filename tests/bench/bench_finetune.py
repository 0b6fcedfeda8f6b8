"""What ten corrected images teach: J, forgetting, time, memory, kills; prints tables.

    python tests/bench/bench_finetune.py BENCHMARK [--quick] [--only LESSON,...] [--model NAME|FILE]

BENCHMARK holds `voc_dev`, `davis_frames` and `msrc70`, each with `images/GROUP/` and
`masks/GROUP/`. A simulated person corrects ten images of a class by their true masks, chosen by
chance; two of the ten are held out, as the window does it. J is judged on the *other* images of the
taught groups, on all other groups of the set (which stand beside them in the project: the trainer
sees six photographs of each, no mask), and on msrc70; whole groups are predicted jointly.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from cosegui.core.layers import MASK_BIT, TOUCHED_BIT
from cosegui.core.lesson import (
    Lesson,
    LessonGroup,
    LessonImage,
    LessonOptions,
    Role,
    neighbour,
    split_roles,
)
from cosegui.core.mask import iou
from cosegui.core.ports import ImagePrediction
from cosegui.model.predictor import Predictor
from cosegui.storage.ground_truth import read_ground_truth
from cosegui.storage.images import read_image
from cosegui.storage.lesson_file import LESSON_NAME, MODEL_NAME, STATE_NAME, write_lesson
from cosegui.storage.masks import write_layers
from cosegui.storage.model_store import ModelStore, read_card
from cosegui.storage.sources import image_source

CORRECTED = 10
TAUGHT_OF_VOC = ("chair", "bottle", "person")
DAVIS = "davis"
WORST_OF_DAVIS = 5
QUICK_GROUP, QUICK_GROUPS = 18, 3
KILLS, QUICK_KILLS = 20, 4
SIZE_WH = (640, 480)

Pairs = list[tuple[Path, Path]]


@dataclass
class Child:
    """How a trainer ran: its events, seconds to the first epoch event and to the end, bytes."""

    events: list[dict[str, Any]]
    first_epoch_s: float | None
    seconds: float
    peak_bytes: int
    code: int

    @property
    def verdict(self) -> dict[str, Any]:
        """What the last event but heartbeats says of the model."""
        found: dict[str, Any] = next(e for e in self.events if e["event"] == "finished")["verdict"]
        return found


@dataclass
class Row:
    """One lesson's figures, J in percent before and after."""

    name: str
    others: tuple[float, float]
    rest: tuple[float, float]
    msrc: tuple[float, float]
    held_out: tuple[float, float]
    is_kept: bool
    child: Child


class Bench:
    """Keeps what the parent said, which every lesson is compared with."""

    def __init__(self, root: Path, work: Path, model: str | None, *, is_quick: bool) -> None:
        self.work = work
        self.model = ModelStore().resolve(model)
        self.is_quick = is_quick
        self._parent = Predictor.load(self.model, device="cpu")
        self._said: dict[str, dict[Path, float]] = {}
        self.sets = {name: self._groups(root / name) for name in ("voc_dev", "davis_frames")}
        self.msrc = self._groups(root / "msrc70")

    def _groups(self, folder: Path) -> dict[str, Pairs]:
        groups = {}
        for masks in sorted((folder / "masks").iterdir()):
            photographs = {p.stem: p for p in (folder / "images" / masks.name).iterdir()}
            pairs = [(photographs[p.stem], p) for p in sorted(masks.glob("*.png"))]
            groups[masks.name] = pairs[:QUICK_GROUP] if self.is_quick else pairs
        return groups

    def judged(self, predictor: Predictor | None, pairs: Pairs) -> dict[Path, float]:
        """J of every image of a group, predicted jointly; None: by the parent, once."""
        key = str(pairs[0][0].parent)
        if predictor is None and key in self._said:
            return self._said[key]
        found = {}
        for result in (predictor or self._parent).segment_group(
            [image_source(path) for path, _ in pairs]
        ):
            if isinstance(result, ImagePrediction):
                path, mask = pairs[result.index]
                truth = read_ground_truth(mask, size_hw=result.mask_hw.shape)
                found[path] = 100 * iou(result.mask_hw, truth)
        if predictor is None:
            self._said[key] = found
        return found

    def both(
        self, new: Predictor, groups: Sequence[Pairs], *, without: frozenset[Path] = frozenset()
    ) -> tuple[float, float]:
        """Mean over groups of the mean J before and after, some images left out."""
        means = []
        for pairs in groups:
            before, after = self.judged(None, pairs), self.judged(new, pairs)
            left = [path for path in before if path not in without]
            means.append([float(np.mean([each[p] for p in left])) for each in (before, after)])
        return (
            (float(np.mean([m[0] for m in means])), float(np.mean([m[1] for m in means])))
            if means
            else (float("nan"), float("nan"))
        )

    def lessons(self, is_wanted: Callable[[str], bool]) -> Iterator[tuple[str, str, list[str]]]:
        """(name, set, groups that are taught)."""
        for name in filter(is_wanted, TAUGHT_OF_VOC):
            yield name, "voc_dev", [name]
        if not is_wanted(DAVIS):
            return
        davis = self.sets["davis_frames"]
        judged = list(davis)[:: QUICK_GROUPS if self.is_quick else 1]
        worst = sorted(judged, key=lambda g: np.mean(list(self.judged(None, davis[g]).values())))
        yield DAVIS, "davis_frames", worst[:WORST_OF_DAVIS]

    def teach(self, name: str, set_name: str, taught: list[str], epochs: int | None) -> Row:
        """Correct ten images, train, judge."""
        folder = self.work / name
        groups = {g: self.sets[set_name][g] for g in taught}
        untaught = {g: pairs for g, pairs in self.sets[set_name].items() if g not in taught}
        corrected = write_simulated(folder, groups, self.model, epochs=epochs, neighbours=untaught)
        child = run_child(folder)
        print_time(name, child)
        verdict = child.verdict
        new = Predictor.load(folder / MODEL_NAME, device="cpu")
        others = self.both(new, list(groups.values()), without=corrected)
        rest = list(untaught.values())
        return Row(
            name,
            others,
            self.both(new, rest[:QUICK_GROUPS] if self.is_quick else rest),
            self.both(new, list(self.msrc.values())[: QUICK_GROUPS if self.is_quick else None]),
            (verdict["j_current"], verdict["j_new"]),
            verdict["is_better"],
            child,
        )


def write_simulated(
    folder: Path,
    groups: dict[str, Pairs],
    model: Path,
    *,
    epochs: int | None = None,
    size_wh: tuple[int, int] | None = None,
    corrected: int = CORRECTED,
    neighbours: Mapping[str, Pairs] | None = None,
) -> frozenset[Path]:
    """A lesson of images corrected by chance. Returns: the photographs that were.

    `neighbours`: the project's other groups, of which the trainer sees a few photographs each.
    """
    (folder / "layers").mkdir(parents=True)
    rng = random.Random(7)
    share = corrected // len(groups)
    chosen = {name: set(rng.sample(range(len(pairs)), share)) for name, pairs in groups.items()}
    roles = split_roles({n: [f"{n}-{i:03d}" for i in sorted(c)] for n, c in chosen.items()})
    taught = []
    for name, pairs in groups.items():
        images = []
        for number, (path, mask) in enumerate(pairs):
            image_id = f"{name}-{number:03d}"
            if number not in chosen[name]:
                images.append(LessonImage(image_id, path, Role.CONTEXT))
                continue
            photograph = read_image(path)
            truth = read_ground_truth(mask, size_hw=photograph.shape[:2])
            if size_wh is not None:
                copy = folder / f"{image_id}.jpg"
                Image.fromarray(cv2.resize(photograph, size_wh)).save(copy, quality=92)
                truth = cv2.resize(truth.astype(np.uint8), size_wh) > 0
            layers = folder / "layers" / f"{image_id}.png"
            write_layers(layers, truth.astype(np.uint8) * MASK_BIT | TOUCHED_BIT)
            shown = path if size_wh is None else copy
            images.append(LessonImage(image_id, shown, roles[image_id], layers))
        taught.append(LessonGroup(name, tuple(images), name))
    options = LessonOptions() if epochs is None else LessonOptions(epochs=epochs)
    beside = tuple(
        neighbour(name, [LessonImage(path.stem, path, Role.CONTEXT) for path, _ in pairs])
        for name, pairs in (neighbours or {}).items()
    )
    lesson = Lesson("taught", model, model.stem, tuple(taught), options=options, neighbours=beside)
    write_lesson(folder / LESSON_NAME, lesson)
    return frozenset(groups[name][i][0] for name, places in chosen.items() for i in places)


def run_child(folder: Path, *more: str, kill_after_s: float | None = None) -> Child:
    """The trainer as the window starts it; killed after a while if asked."""
    started = time.monotonic()
    command = [sys.executable, "-m", "cosegui", "train", "--fine-tune"]
    with (folder / "stderr.txt").open("ab") as errors:
        process = subprocess.Popen(
            [*command, str(folder / LESSON_NAME), "--json", *more],
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        if kill_after_s is not None:
            time.sleep(kill_after_s)
            os.kill(process.pid, signal.SIGKILL)  # Popen.kill would reap one that has ended
        events, first = [], None
        assert process.stdout is not None
        for line in process.stdout:
            try:
                events.append(json.loads(line))
            except ValueError:  # cut off by the kill
                continue
            if first is None and events[-1]["event"] == "epoch":
                first = time.monotonic() - started
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - started
    return Child(events, first, seconds, usage.ru_maxrss * 1024, process.returncode)


def kill_and_resume(bench: Bench, kills: int) -> tuple[int, int, str]:
    """Kill a small lesson again and again. Returns: kills, times anything was torn, the end."""
    groups = {"chair": bench.sets["voc_dev"]["chair"][:8]}
    whole, cut = bench.work / "whole", bench.work / "cut"
    for folder in (whole, cut):
        write_simulated(folder, groups, bench.model, epochs=6, corrected=4)
    straight = run_child(whole)
    digest = hashlib.sha256(bench.model.read_bytes()).hexdigest()
    lesson = (cut / LESSON_NAME).read_bytes()
    rng, torn, done = random.Random(3), 0, 0
    while done < kills:
        child = run_child(cut, "--resume", kill_after_s=rng.uniform(0.5, straight.seconds))
        done += child.code < 0
        torn += not _is_whole(cut, lesson, bench.model, digest)
        if child.code == 0:  # it was faster than the kill: begin again
            (cut / STATE_NAME).unlink()
    last = run_child(cut, "--resume")
    same = abs(last.verdict["j_new"] - straight.verdict["j_new"])
    return done, torn, f"resumed to the end, J differs from the unbroken run by {same:.3f}"


def _is_whole(folder: Path, lesson: bytes, parent: Path, digest: str) -> bool:
    import torch

    if (folder / MODEL_NAME).exists():
        read_card(folder / MODEL_NAME)
        Predictor.load(folder / MODEL_NAME, device="cpu")
        json.loads((folder / "verdict.json").read_text("utf-8"))
    if (folder / STATE_NAME).exists():
        torch.load(folder / STATE_NAME, weights_only=True)
    is_same = hashlib.sha256(parent.read_bytes()).hexdigest() == digest
    return is_same and (folder / LESSON_NAME).read_bytes() == lesson


def print_rows(rows: Sequence[Row]) -> None:
    """The tables of docs/benchmarks.md."""
    print("\nJ before -> after   other images of the taught groups, all other groups, msrc70")
    heads = ("lesson", "taught, not corrected", "other groups", "msrc70", "held out", "offered")
    print("{:<18} {:>22} {:>16} {:>16} {:>16} {:>8}".format(*heads))
    for row in rows:
        pairs = (row.others, row.rest, row.msrc, row.held_out)
        cells = [f"{a:.1f} -> {b:.1f}" for a, b in pairs]
        print(
            "{:<18} {:>15} {:+6.1f} {:>16} {:>16} {:>16} {:>8}".format(
                row.name,
                cells[0],
                row.others[1] - row.others[0],
                *cells[1:],
                "yes" if row.is_kept else "no",
            )
        )
    gains = [row.others[1] - row.others[0] for row in rows]
    drops = [row.msrc[0] - row.msrc[1] for row in rows]
    kept = [g if row.is_kept else 0.0 for g, row in zip(gains, rows, strict=True)]
    print(f"mean gain {np.mean(gains):+.1f}, what a person keeps {np.mean(kept):+.1f} (wanted: +8)")
    print(f"largest loss on msrc70 {max(drops):.2f} (wanted: at most 1)")


def print_time(name: str, child: Child) -> None:
    """Seconds and memory of one lesson, with what was announced."""
    if child.code != 0 or child.first_epoch_s is None:
        raise SystemExit(f"{name}: the trainer ended with {child.code}: {child.events[-1:]}")
    said = next(event for event in child.events if event["event"] == "estimate")
    print(
        f"{name:<18} first epoch event {child.first_epoch_s:5.1f} s, all {child.seconds:5.1f} s "
        f"(announced {said['seconds']:5.1f}), peak {child.peak_bytes / 1e6:5.0f} MB "
        f"(announced {said['peak_bytes'] / 1e6:5.0f})",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("benchmark", type=Path)
    parser.add_argument(
        "--quick", action="store_true", help="18 images a group, few other groups and kills"
    )
    parser.add_argument("--only", help="lessons by name, and `time` or `kills`; comma between")
    parser.add_argument("--model", help="model to teach (default: the shipped one)")
    parser.add_argument("--epochs", type=int)
    options = parser.parse_args()
    wanted = set(options.only.split(",")) if options.only else None
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(options.benchmark, Path(work), options.model, is_quick=options.quick)
        lessons = bench.lessons(lambda name: wanted is None or name in wanted)
        rows = [bench.teach(*lesson, options.epochs) for lesson in lessons]
        if rows:
            print_rows(rows)
        if wanted is None or "time" in wanted:
            folder = bench.work / "time"
            groups = {"chair": bench.sets["voc_dev"]["chair"][:CORRECTED]}
            write_simulated(folder, groups, bench.model, size_wh=SIZE_WH)
            print("\nten images of 640x480 (wanted: first epoch < 15 s, all <= 180 s)")
            print_time("ten of 640x480", run_child(folder))
        if wanted is None or "kills" in wanted:
            kills, torn, end = kill_and_resume(bench, QUICK_KILLS if options.quick else KILLS)
            print(f"\nkilled {kills} times at random moments: {torn} times something torn; {end}")


if __name__ == "__main__":
    main()
