"""False masks: groups that share nothing, and images that do not belong to their group.

Run: python tests/bench/bench_strangers.py DATASET [DATASET ...] [--draws 20] [--size 5]
         [--confirmed 0]
A data set has several groups (any layout that `cosegui evaluate` reads). Three kinds of groups are
made of them, with a fixed seed: all images from different groups; one image from another group
among members; and as many members as images of groups that differ from each other. Prints the area
that is masked where nothing should be, in percent of the image, the share of members that lost
their mask, and the same without judging kinship. With `--confirmed K` the first K members have
their true mask, as if a person had corrected them, and speak for the rest.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from cosegui.core.ports import ImagePrediction, ImageSource
from cosegui.evaluation.corrections import true_example
from cosegui.model.predictor import Predictor
from cosegui.storage.datasets import LabelledGroup, LabelledImage, open_dataset
from cosegui.storage.images import read_image
from tests.helpers.models import changed_predictor


@dataclass(frozen=True)
class Drawn:
    """A group made up for the test; `is_stranger[i]`: nothing in image i is shared."""

    images: tuple[LabelledImage, ...]
    is_stranger: tuple[bool, ...]


def main() -> None:
    """Print one line a data set and kind of group."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("datasets", nargs="+", type=Path)
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--size", type=int, default=5)
    parser.add_argument("--confirmed", type=int, default=0)
    parser.add_argument("--model", help="name or file; default: the shipped one")
    options = parser.parse_args()
    judging = changed_predictor(options.model)
    forbearing = changed_predictor(options.model, least_kinship=0.0)
    print("area masked where nothing is shared, % of the image (without judging kinship)")
    for path in options.datasets:
        groups = [group.images for group in open_dataset(path).groups]
        for kind, draw in KINDS.items():
            drawn = list(draw(groups, options.size, options.draws))
            area, lost = _measure(judging, drawn, options.confirmed)
            plain, _ = _measure(forbearing, drawn, options.confirmed)
            members = "" if lost is None else f"   members left empty {lost:5.1f} %"
            print(f"{path.name:14s} {kind:15s} {area:5.2f} ({plain:5.2f}){members}", flush=True)


def _unrelated(groups: Sequence[Sequence[LabelledImage]], size: int, draws: int) -> Iterator[Drawn]:
    rng = np.random.default_rng(1)
    for _ in range(draws):
        chosen = rng.choice(len(groups), min(size, len(groups)), replace=False)
        images = tuple(groups[g][int(rng.integers(len(groups[g])))] for g in chosen)
        yield Drawn(images, (True,) * len(images))


def _one_stranger(
    groups: Sequence[Sequence[LabelledImage]], size: int, draws: int
) -> Iterator[Drawn]:
    return _with_strangers(groups, size - 1, 1, draws)


def _half_strangers(
    groups: Sequence[Sequence[LabelledImage]], size: int, draws: int
) -> Iterator[Drawn]:
    return _with_strangers(groups, size, size, draws)


def _with_strangers(
    groups: Sequence[Sequence[LabelledImage]], members: int, strangers: int, draws: int
) -> Iterator[Drawn]:
    rng = np.random.default_rng(2)
    for _ in range(draws):
        chosen = rng.choice(len(groups), min(1 + strangers, len(groups)), replace=False)
        home, *others = (groups[int(g)] for g in chosen)
        own = rng.choice(len(home), min(members, len(home)), replace=False)
        odd = [other[int(rng.integers(len(other)))] for other in others]
        images = (*(home[int(i)] for i in own), *odd)
        yield Drawn(images, (*(False for _ in own), *(True for _ in odd)))


KINDS = {
    "nothing shared": _unrelated,
    "one stranger": _one_stranger,
    "half strangers": _half_strangers,
}


def _measure(
    predictor: Predictor, drawn: Sequence[Drawn], confirmed: int
) -> tuple[float, float | None]:
    """(mean area of strangers' masks in %, share of members without any mask in %)."""
    areas: list[float] = []
    lost: list[bool] = []
    for group in drawn:
        sources = [
            ImageSource(partial(read_image, image.image_path), str(image.image_path))
            for image in group.images
        ]
        labelled = LabelledGroup("made up", group.images)
        examples = [
            true_example(labelled, index)
            for index, is_stranger in enumerate(group.is_stranger[:confirmed])
            if not is_stranger
        ]
        outcomes = (
            predictor.propagate(sources, examples) if examples else predictor.segment_group(sources)
        )
        for outcome in outcomes:
            if isinstance(outcome, ImagePrediction):
                mask = outcome.probability_hw >= outcome.threshold
                if group.is_stranger[outcome.index]:
                    areas.append(100 * float(mask.mean()))
                else:
                    lost.append(not mask.any())
    return float(np.mean(areas)), 100 * float(np.mean(lost)) if lost else None


if __name__ == "__main__":
    main()
