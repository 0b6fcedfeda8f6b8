"""Damages files that someone else may have made, opens them, and counts what goes wrong.

    python -m tests.fuzz [--minutes 5] [--seed 0] [--target NAME] [--only NUMBER]

Inputs are opened in a process of their own: one that dies or takes longer than 30 seconds is
counted and the next input goes on in a new one. Every finding names its number, which `--only`
opens again. Exit code 1 if there is one.
"""

from __future__ import annotations

import argparse
import json
import queue
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.targets import TARGETS
from tests.fuzz.trial import attempt

HANGS_AFTER_S = 30.0
STARTS_WITHIN_S = 300.0  # torch is imported and every kind of input made once
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Tally:
    """What became of the inputs; `findings` by number."""

    tried: Counter[str] = field(default_factory=Counter)
    crashes: int = 0
    hangs: int = 0
    lost: int = 0
    peak_mb: int = 0
    slowest_s: float = 0.0
    findings: dict[int, str] = field(default_factory=dict)

    def take(self, said: dict[str, object]) -> None:
        """The answer of a worker about one input."""
        wrong, number = str(said["wrong"]), int(str(said["number"]))
        self.tried[str(said["target"])] += 1
        self.peak_mb = max(self.peak_mb, int(str(said["peak_mb"])))
        self.slowest_s = max(self.slowest_s, float(str(said["seconds"])))
        if wrong:
            is_lost = wrong.startswith(("lost or changed", "opened outside"))
            self.lost += is_lost
            self.crashes += not is_lost
            self.findings[number] = f"{said['target']}: {wrong}"


def main() -> int:
    """Run until the time is up; print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--target", choices=[each.name for each in TARGETS])
    parser.add_argument("--only", type=int, metavar="NUMBER", help="open this input alone, here")
    parser.add_argument("--worker", type=int, metavar="FIRST", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.only is not None:
        return _again(arguments.only, arguments.seed, arguments.target)
    if arguments.worker is not None:
        _work(arguments.worker, arguments.seed, arguments.target)
    tally = _watch(arguments)
    _tell(tally, arguments)
    return 1 if tally.findings else 0


def _target(number: int, name: str | None):
    chosen = [each for each in TARGETS if name in (None, each.name)]
    return chosen[number % len(chosen)]


def _again(number: int, seed: int, name: str | None) -> int:
    target = _target(number, name)
    with tempfile.TemporaryDirectory() as temporary:
        wrong = attempt(target, target.damaged(number, seed), Path(temporary))
    print(f"{target.name}: {wrong or 'nothing went wrong'}")
    return 1 if wrong else 0


def _work(number: int, seed: int, name: str | None) -> None:
    """Open inputs for ever; a line before and a line after each. Ended by whoever watches."""
    for each in TARGETS:
        if name in (None, each.name):
            each.variants()
    while True:
        target = _target(number, name)
        files = target.damaged(number, seed)
        print(json.dumps({"begin": number}), flush=True)
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as temporary:
            wrong = attempt(target, files, Path(temporary))
        said = {
            "number": number,
            "target": target.name,
            "wrong": wrong,
            "seconds": time.monotonic() - start,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
        print(json.dumps(said), flush=True)
        number += 1


def _watch(arguments: argparse.Namespace) -> Tally:
    tally, number = Tally(), 0
    end = time.monotonic() + 60 * arguments.minutes
    while time.monotonic() < end:
        command = [sys.executable, "-m", "tests.fuzz", "--worker", str(number)]
        command += ["--seed", str(arguments.seed)]
        command += ["--target", arguments.target] if arguments.target else []
        worker = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        try:
            number = _follow(worker, tally, number, end)
        finally:
            worker.kill()
            worker.wait()
    return tally


def _follow(worker: subprocess.Popen[str], tally: Tally, number: int, end: float) -> int:
    """Read what a worker says until it dies, hangs or the time is up; the number to go on with."""
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_pass_on, args=(worker, lines), daemon=True).start()
    is_open = False
    while time.monotonic() < end:
        try:
            line = lines.get(timeout=HANGS_AFTER_S if is_open else STARTS_WITHIN_S)
        except queue.Empty:
            tally.hangs += 1
            tally.findings[number] = "it took too long"
            return number + 1
        if not line:
            tally.crashes += 1
            tally.findings[number] = f"the process died with {worker.wait()}"
            return number + 1
        said = json.loads(line)
        if "begin" in said:
            number, is_open = said["begin"], True
        else:
            tally.take(said)
            number, is_open = said["number"] + 1, False
    return number


def _pass_on(worker: subprocess.Popen[str], lines: queue.Queue[str]) -> None:
    assert worker.stdout is not None
    for line in worker.stdout:
        lines.put(line)
    lines.put("")


def _tell(tally: Tally, arguments: argparse.Namespace) -> None:
    for number, text in sorted(tally.findings.items()):
        print(f"input {number}: {text}")
    print("| input | tried |")
    print("|---|---|")
    for each in TARGETS:
        if tally.tried[each.name]:
            print(f"| {each.name} | {tally.tried[each.name]:,} |")
    print(
        f"\n{tally.tried.total():,} inputs in {arguments.minutes:g} minutes (seed "
        f"{arguments.seed}): {tally.crashes} crashes, {tally.hangs} hangs, {tally.lost} with lost "
        f"data or a file outside; slowest {tally.slowest_s:.1f} s, peak {tally.peak_mb:,} MB"
    )


if __name__ == "__main__":
    sys.exit(main())
