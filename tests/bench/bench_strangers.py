"""False masks: groups that share nothing, and images that do not belong to their group.

Run: python tests/bench/bench_strangers.py DATASET [DATASET ...] [--draws 20] [--size 5]
A data set has several groups (any layout that `cosegui evaluate` reads). Two kinds of groups are
made of them, with a fixed seed: all images from different groups; and one image from another group
among members. Prints the area that is masked where nothing should be, in percent of the image, the
share of members that lost their mask, and the same without judging kinship.
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
from cosegui.model.predictor import Predictor
from cosegui.storage.datasets import LabelledImage, open_dataset
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
    parser.add_argument("--model", help="name or file; default: the shipped one")
    options = parser.parse_args()
    judging = changed_predictor(options.model)
    forbearing = changed_predictor(options.model, least_kinship=0.0)
    print("area masked where nothing is shared, % of the image (without judging kinship)")
    for path in options.datasets:
        groups = [group.images for group in open_dataset(path).groups]
        for kind, draw in (("nothing shared", _unrelated), ("one stranger", _one_stranger)):
            drawn = list(draw(groups, options.size, options.draws))
            area, lost = _measure(judging, drawn)
            plain, _ = _measure(forbearing, drawn)
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
    rng = np.random.default_rng(2)
    for _ in range(draws):
        home, other = (int(g) for g in rng.choice(len(groups), 2, replace=False))
        own = rng.choice(len(groups[home]), min(size - 1, len(groups[home])), replace=False)
        stranger = groups[other][int(rng.integers(len(groups[other])))]
        images = (*(groups[home][int(i)] for i in own), stranger)
        yield Drawn(images, (*(False for _ in own), True))


def _measure(predictor: Predictor, drawn: Sequence[Drawn]) -> tuple[float, float | None]:
    """(mean area of strangers' masks in %, share of members without any mask in %)."""
    areas: list[float] = []
    lost: list[bool] = []
    for group in drawn:
        sources = [
            ImageSource(partial(read_image, image.image_path), str(image.image_path))
            for image in group.images
        ]
        for outcome in predictor.segment_group(sources):
            if isinstance(outcome, ImagePrediction):
                mask = outcome.probability_hw >= outcome.threshold
                if group.is_stranger[outcome.index]:
                    areas.append(100 * float(mask.mean()))
                else:
                    lost.append(not mask.any())
    return float(np.mean(areas)), 100 * float(np.mean(lost)) if lost else None


if __name__ == "__main__":
    main()
