"""What moves before one place: J with and without telling it apart, on made-up groups.

    python tests/bench/bench_one_place.py TRAIN [--groups 24] [--size 8] [--only KIND,...]

TRAIN holds data sets as the trainer reads them (SET/images, SET/masks/CLASS). Groups are made of
their photographs with a fixed seed: a camera pans, zooms and tilts over one, which is no plane, and
an object cut from another one may move before it. The kinds:

  moving     the object moves; it is the truth
  shaken     the same by an unsteady camera: blur, light, more depth, more zoom
  standing   nothing moves; an annotated object of the photograph is the truth
  limb       the object stands, a quarter of it swings; all of it is the truth
  passing    as standing, but in most images something else passes by, another thing each time

Prints for each kind in how many groups something was held to move.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import cv2
import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[2]))

from cosegui.core.mask import iou
from cosegui.core.ports import ImagePrediction
from cosegui.model import one_place
from cosegui.model.predictor import Predictor
from cosegui.storage.images import read_image
from tests.helpers.models import as_sources

HEIGHT, WIDTH = 320, 480
Photograph = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Share = NDArray[np.float32]


@dataclass(frozen=True)
class Cut:
    """An annotated photograph: `image_hwc` (H, W, 3) and `mask_hw` (H, W) in [0, 1]."""

    image_hwc: Photograph
    mask_hw: Share

    def trimmed(self) -> Cut:
        """Its object alone."""
        rows, columns = np.nonzero(self.mask_hw)
        box = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        return Cut(self.image_hwc[box], self.mask_hw[box])


class Stock:
    """Photographs and objects to make groups of."""

    def __init__(self, train: Path) -> None:
        self._places = sorted(train.glob("*/images/*.jpg"))
        self._masks = sorted(train.glob("*/masks/*/*.png"))

    def place(self, rng: np.random.Generator) -> Photograph:
        """A photograph broader than high."""
        while True:
            image = read_image(self._places[rng.integers(len(self._places))])
            if image.shape[1] >= 1.1 * image.shape[0]:
                return image

    def annotated(self, rng: np.random.Generator) -> Cut:
        """A photograph with an object in it."""
        path = self._masks[rng.integers(len(self._masks))]
        image = read_image(path.parents[2] / "images" / f"{path.stem}.jpg")
        mask = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
        return Cut(image, (mask > 0).astype(np.float32))

    def object(self, rng: np.random.Generator) -> Cut:
        """One of at least 50 pixels across, cut out."""
        while True:
            found = self.annotated(rng).trimmed()
            if min(found.mask_hw.shape) >= 50:
                return found


class Camera:
    """Looks at one photograph from slightly other places each time."""

    def __init__(
        self, rng: np.random.Generator, place_hw: tuple[int, ...], count: int, *, is_shaken: bool
    ) -> None:
        strength = rng.uniform(0.5, 1) if is_shaken else rng.uniform(0, 1)
        self._size_hw = place_hw[:2]
        self._scale = WIDTH * rng.uniform(1.15, 1.6) / place_hw[1] * (1.3 if is_shaken else 1)
        spare = np.maximum(0, np.array(place_hw[1::-1]) * self._scale - (WIDTH, HEIGHT))
        self._pan = [_walk(rng, count, strength * side / 2) for side in spare]
        self._zoom = _walk(rng, count, (0.35 if is_shaken else 0.12) * strength)
        self._roll = _walk(rng, count, (9 if is_shaken else 4) * strength)
        self._tilt = _walk(rng, count, 1e-4 * strength)
        nearness = cv2.resize(
            rng.normal(size=(4, 6)), (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC
        )
        depth = WIDTH * (rng.uniform(0.012, 0.035) if is_shaken else rng.uniform(0, 0.012))
        self._depth = depth * np.asarray(nearness)

    def sees(self, image: NDArray[np.generic], at: int) -> NDArray[np.generic]:
        """(HEIGHT, WIDTH[, 3]), a photograph or its mask in the image of this number."""
        height, width = self._size_hw
        middle = width / 2, height / 2
        view = cv2.getRotationMatrix2D(middle, self._roll[at], self._scale * (1 + self._zoom[at]))
        pan = np.array([walk[at] for walk in self._pan])
        view[:, 2] += np.array([WIDTH, HEIGHT]) / 2 - middle + pan
        view = np.vstack([view, [self._tilt[at], self._tilt[at] / 2, 1]])
        flat = cv2.warpPerspective(image, view, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT)
        share = self._pan[0][at] / max(1, np.abs(self._pan[0]).max())
        rows, columns = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)
        moved = (columns + share * self._depth).astype(np.float32)
        return cv2.remap(flat, moved, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def moving(stock: Stock, rng: np.random.Generator, count: int, *, is_shaken: bool = False):
    """See the head of this file."""
    place, thing = stock.place(rng), stock.object(rng)
    camera = Camera(rng, place.shape, count, is_shaken=is_shaken)
    area = np.exp(rng.uniform(np.log(0.02), np.log(0.2))) * WIDTH * HEIGHT
    scale = np.sqrt(area / thing.mask_hw.sum()) * (1 + _walk(rng, count, 0.2))
    roll = _walk(rng, count, 12)
    x = _walk(rng, count, rng.uniform(0.1, 0.4) * WIDTH) + rng.normal(0.5, 0.08) * WIDTH
    y = _walk(rng, count, rng.uniform(0, 0.2) * HEIGHT) + rng.normal(0.5, 0.1) * HEIGHT
    for at in range(count):
        pose = _pose(thing, scale[at], roll[at], (x[at], y[at]))
        image, is_thing = _pasted(camera.sees(place, at), thing, pose)
        if is_shaken:
            image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.3, 1.6))
        yield _lit(rng, image, 0.3 if is_shaken else 0.1), is_thing


def standing(stock: Stock, rng: np.random.Generator, count: int):
    """See the head of this file."""
    while True:
        scene = stock.annotated(rng)
        if 0.05 < scene.mask_hw.mean() < 0.4:
            break
    camera = Camera(rng, scene.mask_hw.shape, count, is_shaken=False)
    for at in range(count):
        is_thing = camera.sees(scene.mask_hw, at) > 0.5
        yield _lit(rng, camera.sees(scene.image_hwc, at), 0.1), is_thing


def passing(stock: Stock, rng: np.random.Generator, count: int):
    """See the head of this file."""
    for scene, is_scene in standing(stock, rng, count):
        if rng.random() >= 0.85:
            yield scene, is_scene
            continue
        other = stock.object(rng)
        area = np.exp(rng.uniform(np.log(0.02), np.log(0.1))) * WIDTH * HEIGHT
        middle = rng.uniform(0.2, 0.8) * WIDTH, rng.uniform(0.3, 0.7) * HEIGHT
        pose = _pose(other, np.sqrt(area / other.mask_hw.sum()), 0, middle)
        image, is_hidden = _pasted(scene, other, pose)
        yield image, is_scene & ~is_hidden


def limb(stock: Stock, rng: np.random.Generator, count: int):
    """See the head of this file."""
    place, thing = stock.place(rng), stock.object(rng)
    camera = Camera(rng, place.shape, count, is_shaken=False)
    points = np.argwhere(thing.mask_hw > 0.5)[:, ::-1]
    centre = points.mean(axis=0)
    outmost = np.linalg.norm(points - centre, axis=1)
    tip = points[rng.choice(np.flatnonzero(outmost >= np.quantile(outmost, 0.9)))]
    from_tip = np.linalg.norm(points - tip, axis=1)
    reach = np.quantile(from_tip, rng.uniform(0.15, 0.35))
    inner = points[from_tip >= reach]
    swings, stands = thing.mask_hw.copy(), thing.mask_hw.copy()
    swings[inner[:, 1], inner[:, 0]] = 0
    stands[swings > 0] = 0
    area = np.exp(rng.uniform(np.log(0.06), np.log(0.25))) * WIDTH * HEIGHT
    scale = min(np.sqrt(area / thing.mask_hw.sum()), 0.95 * HEIGHT / thing.mask_hw.shape[0])
    still = _pose(thing, scale, 0, (rng.uniform(0.3, 0.7) * WIDTH, HEIGHT / 2))
    joint = tip + (centre - tip) / max(1e-6, np.linalg.norm(centre - tip)) * 0.9 * reach
    start = rng.uniform(0, 2 * np.pi)
    for at in range(count):
        turn = cv2.getRotationMatrix2D(joint.tolist(), 70 * np.sin(start + 1.7 * at), 1)
        image, is_body = _pasted(camera.sees(place, at), Cut(thing.image_hwc, stands), still)
        swung = still @ np.vstack([turn, [0, 0, 1]])
        image, is_limb = _pasted(image, Cut(thing.image_hwc, swings), swung)
        yield _lit(rng, image, 0.1), is_body | is_limb


KINDS: dict[str, Callable] = {
    "moving": moving,
    "shaken": lambda *args: moving(*args, is_shaken=True),
    "standing": standing,
    "limb": limb,
    "passing": passing,
}


def main() -> None:
    """Print one line for each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("--groups", type=int, default=24)
    parser.add_argument("--size", type=int, default=8)
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(KINDS))
    options = parser.parse_args()
    stock, predictor = Stock(options.train), Predictor.load(device="cpu", threads=2)
    print(f"{'':10s}{'without':>9s}{'with':>9s}    groups that changed")
    for kind in options.only:
        plain, told, changed = [], [], 0
        for seed in range(options.groups):
            group = list(KINDS[kind](stock, np.random.default_rng(seed), options.size))
            with mock.patch.object(one_place, "LEAST_ALIKE", 2.0):  # no pair is looked at
                without = _segmented(predictor, group)
            masks = _segmented(predictor, group)
            truth = [is_thing for _, is_thing in group]
            plain.append(np.mean([iou(a, b) for a, b in zip(without, truth, strict=True)]))
            told.append(np.mean([iou(a, b) for a, b in zip(masks, truth, strict=True)]))
            changed += any((a != b).any() for a, b in zip(masks, without, strict=True))
        figures = f"{100 * np.mean(plain):9.1f}{100 * np.mean(told):9.1f}"
        print(f"{kind:10s}{figures}    {changed} of {options.groups}", flush=True)


def _segmented(predictor: Predictor, group: Sequence[tuple[Photograph, Mask]]) -> list[Mask]:
    results = predictor.segment_group(as_sources([image for image, _ in group]))
    found = [result for result in results if isinstance(result, ImagePrediction)]
    return [result.mask_hw for result in sorted(found, key=lambda result: result.index)]


def _walk(rng: np.random.Generator, count: int, reach: float) -> NDArray[np.float64]:
    """(count,) values that wander about 0, at most `reach` away from it."""
    steps = np.cumsum(rng.normal(size=count))
    steps -= steps.mean()
    return reach * steps / max(1e-6, float(np.abs(steps).max()))


def _pose(thing: Cut, scale: float, roll: float, to_xy: tuple[float, float]) -> NDArray[np.float64]:
    """(2, 3), where a thing's pixels go."""
    height, width = thing.mask_hw.shape
    pose = cv2.getRotationMatrix2D((width / 2, height / 2), roll, scale)
    pose[:, 2] += np.array(to_xy) - (width / 2, height / 2)
    return np.asarray(pose, np.float64)


def _pasted(image: Photograph, thing: Cut, pose: NDArray[np.float64]) -> tuple[Photograph, Mask]:
    """The photograph with the thing before it, and where it is."""
    size_wh = image.shape[1], image.shape[0]
    share = cv2.warpAffine(thing.mask_hw, pose, size_wh)
    soft = cv2.GaussianBlur(share, (0, 0), 0.7)[..., None]
    mixed = image * (1 - soft) + cv2.warpAffine(thing.image_hwc, pose, size_wh) * soft
    return mixed.astype(np.uint8), share > 0.5


def _lit(rng: np.random.Generator, image: Photograph, reach: float) -> Photograph:
    """In other light, and as a JPEG file keeps it."""
    lit = np.clip(image * rng.uniform(1 - reach, 1 + reach) + rng.normal(0, 4), 0, 255)
    data = cv2.imencode(".jpg", lit.astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 85])[1]
    return np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR))


if __name__ == "__main__":
    main()
