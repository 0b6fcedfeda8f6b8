"""`cosegui predict` over many groups: throughput, where the time goes, whether memory stays.

Run: python tests/bench/bench_batch.py [--groups 500] [--per-group 20] [--threads 2] [--jobs 2]
Copies a few rendered photographs of 640x480 into 500 groups of 20, segments all of them, then again
with --resume. Fewer groups give the same throughput sooner. `--no-network` finds a disc in every
photograph instead: what is left is the cost of reading, writing and keeping records, and of memory
over all 10,000 images in a minute.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[2]))

from cosegui.commands import predict
from cosegui.commands.console import Console
from cosegui.core.ports import GroupPrediction, ImagePrediction, Segmenter
from cosegui.model.predictor import Predictor
from cosegui.storage.resources import resource_path

SIZE = (640, 480)
STAGES = ("describe", "solve", "decode")
ROWS = 10


class Stopwatch:
    """A segmenter that notes time in the network and memory after each group."""

    def __init__(self, inner: Segmenter, group_count: int) -> None:
        self._inner = inner
        self._group_count = group_count
        self.model_name, self.device = inner.model_name, inner.device
        self.network_seconds = 0.0
        self.started = time.perf_counter()
        self.groups = self.images = 0
        if isinstance(inner, Predictor):
            self._time(inner._network.backbone, "forward")
            for stage in STAGES:
                self._time(inner._network, stage)

    def segment_group(self, sources, **options) -> Iterator[object]:
        for event in self._inner.segment_group(sources, **options):
            self.images += isinstance(event, ImagePrediction)
            yield event
        self.groups += 1
        if self.groups % max(1, self._group_count // ROWS) == 0:
            seconds = time.perf_counter() - self.started
            rate = self.images / seconds
            print(f"{self.images:8d} {seconds:9.1f} {rate:9.1f} {_resident_mb():9.0f}", flush=True)

    def _time(self, owner: object, name: str) -> None:
        work = getattr(owner, name)

        def timed(*arguments: object, **options: object) -> object:
            started = time.perf_counter()
            try:
                return work(*arguments, **options)
            finally:
                self.network_seconds += time.perf_counter() - started

        setattr(owner, name, timed)


class Discs:
    """Reads every photograph and finds a disc in it: a network that takes no time."""

    model_name, device = "discs", "none"

    def segment_group(self, sources, *, options, on_progress=None) -> Iterator[object]:
        for index, source in enumerate(sources):
            height, width = source.read().shape[:2]
            y, x = np.ogrid[:height, :width]
            inside = (y - height / 2) ** 2 + (x - width / 2) ** 2 < (height / 3) ** 2
            probability = np.where(inside, np.float32(0.9), np.float32(0.1))
            yield ImagePrediction(index, probability, probability[::32, ::32], 0.5, 0.8, 0.0)
        yield GroupPrediction((), "none", "discs", 0.0)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--groups", type=int, default=500)
    parser.add_argument("--per-group", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--no-network", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    inner = Discs() if options.no_network else Predictor.load(device="cpu")
    total = options.groups * options.per_group
    print(f"{total} images of {SIZE[0]}x{SIZE[1]} in {options.groups} groups, ", end="")
    print(f"{options.threads} threads, {options.jobs} jobs, {inner.model_name}\n")
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "photographs", Path(folder) / "out"
        _write_groups(source, options.groups, options.per_group)
        print("  images   seconds  images/s  resident MB")
        watch = Stopwatch(inner, options.groups)
        seconds = _predict(source, out, watch, options.jobs)
        rate = total / seconds
        share = watch.network_seconds / seconds
        print(f"\n{rate:.1f} images/s in all, {share:.0%} of the time in the network")
        for name, count in (("10,000", 10_000), ("1,000,000", 1_000_000)):
            print(f"{name} images would take {count / rate / 3600:.1f} h")
        again = Stopwatch(inner, options.groups)
        seconds = _predict(source, out, again, options.jobs, "--resume")
        print(f"--resume verified {total} masks in {seconds:.1f} s and did {again.images} again")


def _predict(source: Path, out: Path, watch: Stopwatch, jobs: int, *more: str) -> float:
    parser = argparse.ArgumentParser()
    predict.add_arguments(parser)
    report = str(out.parent / "report.json")
    arguments = [str(source), "--out", str(out), "--jobs", str(jobs), "--report", report, *more]
    started = watch.started = time.perf_counter()
    quiet = Console(io.StringIO(), sys.stderr)
    predict.run(parser.parse_args(arguments), quiet, load_segmenter=lambda model, device: watch)
    return time.perf_counter() - started


def _write_groups(source: Path, groups: int, per_group: int) -> None:
    photographs = []
    for path in sorted(resource_path("demo").glob("*.jpg")):
        buffer = io.BytesIO()
        Image.open(path).resize(SIZE).save(buffer, "JPEG", quality=90)
        photographs.append(buffer.getvalue())
    for group in range(groups):
        folder = source / f"group-{group:05d}"
        folder.mkdir(parents=True)
        for number in range(per_group):
            data = photographs[(group + number) % len(photographs)]
            (folder / f"{number:03d}.jpg").write_bytes(data)


def _resident_mb() -> float:
    """What the process holds now; the peak so far where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
