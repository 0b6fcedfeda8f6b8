"""How strokes that go over an object's edge are best held back: drawn strokes against truth.

    python tests/bench/bench_snapping.py --data FOLDER [FOLDER ...]

Each FOLDER is a labelled data set. For some of its masks, strokes are drawn along the inside of
the edge by a hand that wobbles, and others well inside the object. Counted are, as shares of the
stroke: ground that is painted, object that the stroke went over and is not painted, and both.
Superpixels are OpenCV's watershed from a grid of markers and, where scikit-image is installed,
SLIC; they are painted where the middle of the stroke touches them. At last: how long one stroke
takes at 24 megapixels.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from cosegui.core.layers import empty_layers
from cosegui.core.painting import Segment
from cosegui.imaging.refine import guided_filter
from cosegui.imaging.snapping import CORE_SHARE, REACH_SHARE, held_by_edges
from cosegui.storage.datasets import open_dataset
from cosegui.storage.ground_truth import read_ground_truth
from cosegui.storage.images import read_image
from cosegui.ui.canvas.tools.edge_brush import held_stroke

Mask = NDArray[np.bool_]
Way = list[tuple[float, float]]

RADII = (6.0, 12.0)
SMALLEST_OBJECT = 0.03
SIZE_24_MP = (4000, 6000)


@dataclass(frozen=True)
class Drawn:
    """A stroke over a photograph, both cut to a window; `wide` reaches beyond the brush's rim."""

    image: NDArray[np.uint8]
    truth: Mask
    stroke: Mask
    core: Mask
    wide: Mask
    radius: float


def painted(size_hw: tuple[int, int], way: Way, radius: float) -> Mask:
    layers = np.zeros(size_hw, np.uint8)
    for start, end in zip(way[:-1] or way, way[1:] or way, strict=True):
        Segment(start, end, radius, True).paint(layers)
    return layers != 0


def drawn(image: NDArray[np.uint8], truth: Mask, way: Way, radius: float) -> Drawn:
    size_hw = (truth.shape[0], truth.shape[1])
    stroke, core, wide = (painted(size_hw, way, radius * s) for s in (1, CORE_SHARE, REACH_SHARE))
    rows, columns = np.nonzero(wide)
    window = np.s_[
        max(0, rows.min() - 2) : rows.max() + 3, max(0, columns.min() - 2) : columns.max() + 3
    ]
    photograph = np.ascontiguousarray(image[window])
    return Drawn(photograph, truth[window], stroke[window], core[window], wide[window], radius)


def way_along_edge(truth: Mask, radius: float, rng: np.random.Generator) -> Way:
    """Inside the object's outline, at a depth that wobbles around half the radius."""
    outlines, _ = cv2.findContours(truth.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(outlines, key=len)[:, 0]
    depth = cv2.distanceTransform(truth.astype(np.uint8), cv2.DIST_L2, 5)
    down_y, down_x = np.gradient(cv2.GaussianBlur(depth, (0, 0), 2))
    first, phase = int(rng.integers(len(outline))), rng.uniform(0, 2 * math.pi)
    share = rng.uniform(0.3, 0.8)
    way: Way = []
    for k in range(0, int(min(len(outline), 6 * radius)), max(2, round(radius / 2))):
        x, y = (float(value) for value in outline[(first + k) % len(outline)])
        for _ in range(int(radius * (share + 0.2 * math.sin(phase + k / radius)))):
            row = min(max(int(y), 0), truth.shape[0] - 1)
            column = min(max(int(x), 0), truth.shape[1] - 1)
            steep = math.hypot(down_x[row, column], down_y[row, column])
            if steep < 0.2:
                break
            x += down_x[row, column] / steep
            y += down_y[row, column] / steep
        way.append((x, y))
    return way


def way_inside(truth: Mask, radius: float, rng: np.random.Generator) -> Way | None:
    """A straight line that nowhere comes near the edge; None where the object has no room."""
    depth = cv2.distanceTransform(truth.astype(np.uint8), cv2.DIST_L2, 5)
    room = np.argwhere(depth > 1.3 * radius)
    if len(room) < 50:
        return None
    start = end = room[rng.integers(len(room))]
    for _ in range(20):
        other = room[rng.integers(len(room))]
        line = np.linspace(start, other, 30).astype(int)
        if (depth[line[:, 0], line[:, 1]] > 1.2 * radius).all():
            end = other
            break
    return [(float(x), float(y)) for y, x in (start, end)]


def touched(labels: NDArray[np.int32], core: Mask) -> Mask:
    return np.isin(labels, np.unique(labels[core]))


def watershed_superpixels(image: NDArray[np.uint8], side: int) -> NDArray[np.int32]:
    """From a marker in the smoothest pixel of every cell of a grid."""
    smooth = cv2.GaussianBlur(image, (0, 0), max(1.0, side / 8))
    slope = cv2.morphologyEx(smooth, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)).max(axis=2)
    markers = np.zeros(image.shape[:2], np.int32)
    for number, (top, left) in enumerate(
        (
            (top, left)
            for top in range(0, image.shape[0], side)
            for left in range(0, image.shape[1], side)
        ),
        start=1,
    ):
        cell = slope[top : top + side, left : left + side]
        row, column = np.unravel_index(int(cell.argmin()), cell.shape)
        markers[top + row, left + column] = number
    cv2.watershed(smooth, markers)
    labels = markers.astype(np.float32)
    while (labels < 0).any():
        labels = np.where(labels < 0, cv2.dilate(labels, np.ones((3, 3), np.uint8)), labels)
    return labels.astype(np.int32)


def grab_cut(stroke: Drawn) -> Mask:
    trimap = np.where(stroke.core, cv2.GC_FGD, np.where(stroke.stroke, cv2.GC_PR_FGD, cv2.GC_BGD))
    trimap = trimap.astype(np.uint8)
    cv2.setRNGSeed(0)
    state = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.grabCut(stroke.image, trimap, (0, 0, 1, 1), *state, 2, cv2.GC_INIT_WITH_MASK)
    return np.isin(trimap, (cv2.GC_FGD, cv2.GC_PR_FGD))


def guided(stroke: Drawn) -> Mask:
    share = guided_filter(
        stroke.image,
        stroke.stroke.astype(np.float32),
        radius_px=stroke.radius / 2,
        eps=1e-4,
        subsample=1,
    )
    return (share >= 0.5) & stroke.stroke


def ways_to_hold() -> dict[str, Callable[[Drawn], Mask]]:
    ways: dict[str, Callable[[Drawn], Mask]] = {
        "plain brush": lambda s: s.stroke,
        "superpixels, watershed": lambda s: touched(
            watershed_superpixels(s.image, max(4, round(s.radius))), s.core
        ),
        "guided filter": guided,
        "GrabCut in the ring": grab_cut,
        "edge brush": lambda s: held_by_edges(
            s.image, s.stroke, s.core, s.wide, radius_px=s.radius
        ),
    }
    if importlib.util.find_spec("skimage") is not None:
        slic = importlib.import_module("skimage.segmentation").slic

        def slic_touched(s: Drawn) -> Mask:
            count = max(2, round(s.stroke.size / s.radius**2))
            return touched(slic(s.image, n_segments=count, compactness=10), s.core)

        ways["superpixels, SLIC"] = slic_touched
    return ways


def strokes(folders: list[Path], radius: float, count: int) -> Iterator[tuple[str, Drawn]]:
    """The same strokes in every run."""
    rng = np.random.default_rng(0)
    for folder in folders:
        for group in open_dataset(folder).groups:
            for labelled in group.images[::5][:count]:
                image = read_image(labelled.image_path)
                size_hw = (image.shape[0], image.shape[1])
                truth = read_ground_truth(labelled.mask_path, label=labelled.label, size_hw=size_hw)
                if truth.mean() < SMALLEST_OBJECT:
                    continue
                yield "edge", drawn(image, truth, way_along_edge(truth, radius, rng), radius)
                inside = way_inside(truth, radius, rng)
                if inside is not None:
                    yield "inside", drawn(image, truth, inside, radius)


def print_errors(folders: list[Path], count: int) -> None:
    for radius in RADII:
        errors: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
        for kind, stroke in strokes(folders, radius, count):
            drawn_px = stroke.stroke.sum()
            for name, hold in ways_to_hold().items():
                kept = hold(stroke)
                ground = (kept & ~stroke.truth).sum() / drawn_px
                missed = (stroke.stroke & stroke.truth & ~kept).sum() / drawn_px
                errors[name, kind].append((ground, missed))
        number = len(errors["plain brush", "edge"]), len(errors["plain brush", "inside"])
        print(f"\nradius {radius:g}: {number[0]} strokes along an edge, {number[1]} inside")
        print(f"{'':24} {'ground':>8} {'missed':>8} {'both':>8} {'inside: missed':>16}")
        for name in ways_to_hold():
            ground, missed = np.mean(errors[name, "edge"], axis=0)
            inside = np.mean(errors[name, "inside"], axis=0)[1]
            both = ground + missed
            print(f"{name:24} {ground:8.3f} {missed:8.3f} {both:8.3f} {inside:16.3f}")


def print_times() -> None:
    image = np.random.default_rng(1).integers(0, 256, (*SIZE_24_MP, 3), dtype=np.uint8)
    image = cv2.GaussianBlur(image, (0, 0), 5)
    print("\none stroke of 1200 pixels at 24 megapixels, away from the GUI thread, CPU time")
    for radius in (5.0, 50.0, 200.0, 1000.0):
        segments = tuple(
            Segment((2400.0 + x, 2000.0), (2410.0 + x, 2000.0), radius, True)
            for x in range(0, 1200, 10)
        )
        layers = empty_layers(SIZE_24_MP)
        start = time.process_time()
        held_stroke(image, value=True)(layers, segments)
        print(f"  radius {radius:6g} px: {1000 * (time.process_time() - start):7.0f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--count", type=int, default=20, help="images of a group, at most")
    arguments = parser.parse_args()
    print_errors(arguments.data, arguments.count)
    print_times()


if __name__ == "__main__":
    main()
