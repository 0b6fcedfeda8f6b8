"""What each part of the shipped model is worth: J with the part switched off, nothing trained anew.

    python tests/bench/bench_ablation.py DATASET [DATASET ...] [--model NAME|FILE] [--only ROW,...]

A data set has any layout that `cosegui evaluate` reads; J is the mean over its groups, in percent,
all images of a group together, at their own size.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

sys.path.insert(0, str(Path(__file__).parents[2]))

from cosegui.core.ports import SegmentOptions, Solver
from cosegui.evaluation.evaluator import evaluate
from cosegui.evaluation.protocol import EvaluationOptions
from cosegui.model import beside, closer_look, elsewhere, one_place
from cosegui.storage.datasets import open_dataset
from tests.helpers.models import changed_predictor


@dataclass(frozen=True)
class Row:
    """One way to run the model: what differs from how it ships.

    `constants`: (module, name, value) each.
    """

    config: Mapping[str, Any] = field(default_factory=dict)
    segment: SegmentOptions = SegmentOptions()
    constants: tuple[tuple[ModuleType, str, float], ...] = ()


ROWS = {
    "as it ships": Row(),
    "one look only": Row(constants=((closer_look, "MOST_SHARE", 0.0),)),
    "movers not told apart": Row(constants=((one_place, "LEAST_ALIKE", 2.0),)),
    "names not denied by looks": Row(constants=((beside, "LEAST_LEAD", -2.0),)),
    "nothing looked for elsewhere": Row(constants=((elsewhere, "MOST_KINSHIP", -2.0),)),
    "edges not refined": Row(segment=SegmentOptions(refine=False)),
    "nothing emptied": Row(config={"least_kinship": 0.0}),
    "no correction by the modulators": Row(config={"correction": 0.0}),
    "all of their correction": Row(config={"correction": 1.0}),
    "cross-image prior": Row(segment=SegmentOptions(solver=Solver.CROSS_IMAGE)),
    "input 256": Row(config={"input_size": 256}),
    "input 384": Row(config={"input_size": 384}),
    "input 448": Row(config={"input_size": 448}),
}


def main() -> None:
    """Print one line for each row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("datasets", nargs="+", type=Path)
    parser.add_argument("--model", help="name or file; default: the shipped one")
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(ROWS))
    options = parser.parse_args()
    datasets = [open_dataset(path) for path in options.datasets]
    print(f"{'J':32s}" + "".join(f"{dataset.name:>14s}" for dataset in datasets))
    for name in options.only:
        row = ROWS[name]
        predictor = changed_predictor(options.model, **row.config)
        judged = EvaluationOptions(segment=row.segment)
        with ExitStack() as changes:
            for module, constant, value in row.constants:
                changes.enter_context(mock.patch.object(module, constant, value))
            scores = [evaluate(predictor, dataset, judged) for dataset in datasets]
        print(
            f"{name:32s}" + "".join(f"{100 * s.jaccard_over_groups:14.1f}" for s in scores),
            flush=True,
        )


if __name__ == "__main__":
    main()
