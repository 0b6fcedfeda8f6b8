"""Kill the app again and again while it is worked with, and see that nothing is lost.

    python -m tests.torture [--kills 200] [--seed 0] [--workers 2] [--keep FOLDER]

A seeded script paints, undoes, walks, runs the (fake) model, saves, renames and closes in the real
window, offscreen. SIGKILL comes at a random moment; the next start takes the recovery that it is
offered, and what it shows is compared with the script's own ledger of finished steps. Each career
of some lives has its own folder and home, so that any number can run side by side.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.torture.career import Career, Outcome

KILLS_PER_CAREER = 10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="leave projects and ledgers in this folder")
    arguments = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as temporary:
        outcome = torture(
            arguments.keep or Path(temporary),
            kills=arguments.kills,
            seed=arguments.seed,
            workers=arguments.workers,
        )
    tell(outcome, time.monotonic() - start)
    return 1 if outcome.wrong else 0


def torture(folder: Path, *, kills: int, seed: int, workers: int) -> Outcome:
    """So many kills, shared among careers that run side by side."""
    shares = [min(KILLS_PER_CAREER, kills - at) for at in range(0, kills, KILLS_PER_CAREER)]

    def career(number: int) -> Outcome:
        own = folder / f"career-{seed + number:04d}"
        own.mkdir(parents=True)
        outcome = Career(own, seed + number).run(shares[number])
        print(
            f"career {seed + number}: {outcome.kills} kills, {len(outcome.wrong)} wrong", flush=True
        )
        return outcome

    total = Outcome()
    with ThreadPoolExecutor(workers) as pool:
        for outcome in pool.map(career, range(len(shares))):
            total.add(outcome)
    return total


def tell(outcome: Outcome, seconds: float) -> None:
    """The figure, and what stands behind it."""
    print(f"\n{outcome.kills} kills, {outcome.steps} finished steps, {outcome.closings} closings")
    print(f"{outcome.recoveries} recoveries in {seconds:.0f} s")
    for verdict, count in outcome.verdicts.most_common():
        print(f"  {count:4d}  {verdict}")
    print("killed while")
    for what, count in outcome.doing.most_common():
        print(f"  {count:4d}  {what}")
    print(f"more than one step lost, or a file damaged: {len(outcome.wrong)}")
    for text in outcome.wrong:
        print(f"  {text}")


if __name__ == "__main__":
    sys.exit(main())
