"""Time of propagating corrections in a group whose features are cached, stage by stage.

Run: python tests/bench/bench_propagate.py [--threads 2] [--sizes 20 100] [--examples 1 3]
Groups of 640x480 photographs; decoding is left out, as an open project has done it. The total is a
call of `Predictor.propagate` to its last full-size mask; "until first" is when the first mask is
there to be shown. Small objects are looked at from nearer, once, and remembered; the app does not
wait for that: "all early" is when each of its images has its first answer.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[2]))

from cosegui.core.ports import Example, ImagePrediction, ImageSource
from cosegui.model.descriptors import GroupCells
from cosegui.model.examples import ShrunkExample
from cosegui.model.finishing import full_resolution
from cosegui.model.predictor import Predictor
from cosegui.model.propagation import Correction
from cosegui.storage.images import read_image
from cosegui.storage.resources import resource_path

HEIGHT, WIDTH = 480, 640
SMALL = slice(HEIGHT * 3 // 10, HEIGHT * 7 // 10), slice(WIDTH * 3 // 10, WIDTH * 7 // 10)
SMALL_WH = WIDTH * 2 // 5, HEIGHT * 2 // 5
REPEATS = 5
LINES_S = {20: 0.1, 100: 0.5}
"""What was asked for."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--sizes", type=int, nargs="*", default=[20, 100])
    parser.add_argument("--examples", type=int, nargs="*", default=[1, 3])
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    cv2.setNumThreads(options.threads)
    predictor = Predictor.load(device="cpu")
    print(f"{options.threads} threads, {WIDTH}x{HEIGHT}, median of {REPEATS} warm runs, ms\n")
    print("images  examples  solve  maps  queue  refine  until first  total   line")
    for size in options.sizes:
        sources = _sources(size)
        list(predictor.segment_group(sources))
        for count in options.examples:
            _row(predictor, sources, [_example(index) for index in range(count)])
    print("\nsmall objects\nimages  examples  looks  all early  first time  again   line")
    for size in options.sizes:
        for count in options.examples:
            sources = _sources(size, f"small, {count} examples", _amid_blur)
            list(predictor.segment_group(sources))
            _small_row(predictor, sources, [_small_example(index) for index in range(count)])


def _small_row(predictor: Predictor, sources: list[ImageSource], examples: list[Example]) -> None:
    before = set(predictor._describer.codes._codes)

    def whole() -> float:
        """Seconds until every image had an answer."""
        started = time.perf_counter()
        early, waiting = 0.0, len(sources) - len(examples)
        for event in predictor.propagate(sources, examples, answers_early=True):
            waiting -= isinstance(event, ImagePrediction)
            if waiting == 0 and not early:
                early = time.perf_counter() - started
        return early

    started = time.perf_counter()
    early = whole()
    first = time.perf_counter() - started
    looks = len(set(predictor._describer.codes._codes) - before)
    print(
        f"{len(sources):6d}  {len(examples):8d}  {looks:5d}  {1000 * early:9.0f}  "
        f"{1000 * first:10.0f}  {1000 * _median(whole):5.0f}  {_line(len(sources))}",
        flush=True,
    )


def _row(predictor: Predictor, sources: list[ImageSource], examples: list[Example]) -> None:
    codes = {i: predictor._describer.codes.get(source.key) for i, source in enumerate(sources)}
    known = {i: code for i, code in codes.items() if code is not None}
    drawn = list(predictor._drawn._groups.values())[-1]  # of the group run last
    logits = {i: drawn[source.key or ""] for i, source in enumerate(sources)}
    rest = [i for i in known if i >= len(examples)]
    photograph = sources[0].read()
    low = 1 / (1 + np.exp(-logits[0]))
    cells = GroupCells(known)
    shrunk = [ShrunkExample.of(one, known[one.index].fine_grid_hw) for one in examples]
    correction = Correction.learn(cells, logits, shrunk)
    firsts: list[float] = []

    def whole() -> None:
        started = time.perf_counter()
        events = predictor.propagate(sources, examples)
        next(event for event in events if isinstance(event, ImagePrediction))
        firsts.append(time.perf_counter() - started)
        for _ in events:  # kept by nobody: the app makes a mask of each as it comes
            pass

    figures = [
        _median(lambda: Correction.learn(cells, logits, shrunk)),
        _median(lambda: [correction.apply(i, logits[i], 1.0) for i in rest]),
        _median(lambda: cells.representativeness(rest)),
        _median(lambda: [full_resolution(photograph, low, refine=True) for _ in rest]),
    ]
    total = _median(whole)
    columns = "  ".join(f"{1000 * one:5.0f}" for one in figures)
    print(
        f"{len(sources):6d}  {len(examples):8d}  {columns}  "
        f"{1000 * statistics.median(firsts):11.0f}  {1000 * total:5.0f}  {_line(len(sources))}",
        flush=True,
    )


def _line(size: int) -> str:
    return f"{1000 * LINES_S[size]:5.0f}" if size in LINES_S else ""


def _sources(
    size: int,
    name: str = "",
    changed: Callable[[NDArray[np.uint8]], NDArray[np.uint8]] = lambda image: image,
) -> list[ImageSource]:
    """As many different photographs, made of the demo's."""
    folder = resource_path("demo")
    originals = [read_image(path) for path in sorted(folder.rglob("*.jpg"))]
    images = [changed(image) for image in _varied(originals, size)]
    return [
        ImageSource(lambda image=image: image, str(i), f"bench {i} of {size} {name}")
        for i, image in enumerate(images)
    ]


def _amid_blur(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The photograph at two fifths of its size, in the middle of a blurred one."""
    whole = np.asarray(cv2.GaussianBlur(image, (0, 0), 25), np.uint8)
    whole[SMALL] = cv2.resize(image, SMALL_WH)
    return whole


def _varied(originals: list[NDArray[np.uint8]], size: int) -> list[NDArray[np.uint8]]:
    chance = np.random.default_rng(0)
    images = []
    for i in range(size):
        image = originals[i % len(originals)]
        y, x = (int(chance.integers(0, side // 4 + 1)) for side in image.shape[:2])
        cut = image[y : y + 3 * image.shape[0] // 4, x : x + 3 * image.shape[1] // 4]
        images.append(np.asarray(cv2.resize(cut, (WIDTH, HEIGHT)), np.uint8))
    return images


def _small_example(index: int) -> Example:
    mask = np.zeros((HEIGHT, WIDTH), bool)
    mask[SMALL] = cv2.resize(_example(index).mask_hw.astype(np.uint8), SMALL_WH)
    return Example(index, mask, np.ones_like(mask))


def _example(index: int) -> Example:
    mask = np.zeros((HEIGHT, WIDTH), bool)
    mask[100:380, 160:480] = True
    return Example(index, mask, np.ones_like(mask))


def _median(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


if __name__ == "__main__":
    main()
