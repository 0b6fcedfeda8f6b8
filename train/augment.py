"""Random views of a photograph together with its maps: crop, flip, colour, a pasted distractor,
and from nearer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from cosegui.imaging.resample import stretched
from cosegui.model.closer_look import MARGIN, MOST_SHARE

SMALLEST_CROP = 0.55  # share of the side
LEAST_OBJECT_KEPT = 0.6  # a crop that cuts off more of the objects than this is not taken
CROP_TRIES = 4
LEAST_OBJECT_PX = 16
MARGIN_RANGE = (0.4, 1.6)  # of a second look's; what is drawn is not always all of the object


@dataclass
class Sample:
    """One photograph and its maps, all (H, W) in one frame.

    Attributes:
        image_hwc_u8: RGB.
        classes: class name -> bool mask; one pixel may have several.
        objects: float32 in [0, 1], any object at all.
    """

    image_hwc_u8: NDArray[np.uint8]
    classes: Mapping[str, NDArray[np.bool_]]
    objects: NDArray[np.float32]


def resized(sample: Sample, size: int) -> Sample:
    """Stretch to a square of `size` px, as the predictor does."""
    return _warped(sample, 0, 0, *sample.image_hwc_u8.shape[1::-1], size=size)


def mirrored(sample: Sample) -> Sample:
    """Mirror left and right."""
    return Sample(
        np.ascontiguousarray(sample.image_hwc_u8[:, ::-1]),
        {name: np.ascontiguousarray(m[:, ::-1]) for name, m in sample.classes.items()},
        np.ascontiguousarray(sample.objects[:, ::-1]),
    )


def random_view(
    sample: Sample, size: int, rng: np.random.Generator, *, smallest_crop: float = SMALLEST_CROP
) -> Sample:
    """A random crop that keeps the objects, mirrored half the time, with other light.

    `smallest_crop`: share of the side, in (0, 1]; 1 keeps the whole photograph. Crops that keep the
    objects hold more object than photographs do, and a network believes what it is shown.
    """
    height, width = sample.objects.shape
    whole = float(sample.objects.sum())
    for _ in range(CROP_TRIES):
        scale_y, scale_x = rng.uniform(smallest_crop, 1.0, size=2)
        h, w = max(8, int(scale_y * height)), max(8, int(scale_x * width))
        y, x = int(rng.integers(height - h + 1)), int(rng.integers(width - w + 1))
        kept = float(sample.objects[y : y + h, x : x + w].sum())
        if kept >= LEAST_OBJECT_KEPT * whole:
            view = _warped(sample, x, y, w, h, size=size)
            break
    else:
        view = resized(sample, size)
    return _varied(view, rng)


def near_view(sample: Sample, size: int, rng: np.random.Generator) -> Sample | None:
    """What a second look shows (closer_look.py): the objects with a margin, varied by chance.

    None where there are only specks, or where they fill so much that nobody looks twice.
    """
    ys, xs = np.nonzero(sample.objects >= 0.5)
    if len(ys) < LEAST_OBJECT_PX:
        return None
    height, width = sample.objects.shape
    longest = max(np.ptp(ys), np.ptp(xs)) + 1
    left, top, right, bottom = rng.uniform(*MARGIN_RANGE, size=4) * MARGIN * longest
    x0, y0 = max(0, int(xs.min() - left)), max(0, int(ys.min() - top))
    x1, y1 = min(width, int(xs.max() + 1 + right)), min(height, int(ys.max() + 1 + bottom))
    if (x1 - x0) * (y1 - y0) > MOST_SHARE * width * height:
        return None
    return _varied(_warped(sample, x0, y0, x1 - x0, y1 - y0, size=size), rng)


def paste(onto: Sample, source: Sample, name: str, rng: np.random.Generator) -> Sample:
    """Cut the object `name` out of `source` and put it onto another photograph.

    The pasted object hides what is behind it; it is an object, and of its own class only.
    """
    mask = source.classes[name]
    ys, xs = np.nonzero(mask)
    if len(ys) < 64:
        return onto
    box = slice(ys.min(), ys.max() + 1), slice(xs.min(), xs.max() + 1)
    cut, cut_mask = source.image_hwc_u8[box], mask[box].astype(np.float32)
    height, width = onto.objects.shape
    scale = rng.uniform(0.25, 0.55) * max(height, width) / max(cut_mask.shape)
    h = min(height, max(4, round(cut_mask.shape[0] * scale)))
    w = min(width, max(4, round(cut_mask.shape[1] * scale)))
    cut = cv2.resize(cut, (w, h), interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    # A seam one pixel wide would be the easiest thing to learn: blend it.
    alpha = cv2.GaussianBlur(cv2.resize(cut_mask, (w, h), interpolation=cv2.INTER_AREA), (3, 3), 0)
    y, x = int(rng.integers(height - h + 1)), int(rng.integers(width - w + 1))
    place = slice(y, y + h), slice(x, x + w)
    image = onto.image_hwc_u8.copy()
    blended = alpha[..., None] * cut + (1 - alpha[..., None]) * image[place]
    image[place] = np.rint(blended).astype(np.uint8)
    covered = np.zeros((height, width), bool)
    covered[place] = alpha >= 0.5
    classes = {other: m & ~covered for other, m in onto.classes.items() if other != name}
    classes[name] = onto.classes[name] | covered if name in onto.classes else covered
    return Sample(image, classes, np.maximum(onto.objects, covered.astype(np.float32)))


def _varied(view: Sample, rng: np.random.Generator) -> Sample:
    """Mirrored half the time, in other light."""
    if rng.random() < 0.5:
        view = mirrored(view)
    return Sample(_recoloured(view.image_hwc_u8, rng), view.classes, view.objects)


def _warped(sample: Sample, x: int, y: int, w: int, h: int, *, size: int) -> Sample:
    box = slice(y, y + h), slice(x, x + w)

    def cut(values: NDArray[Any]) -> NDArray[Any]:
        return stretched(np.ascontiguousarray(values[box]), (size, size))

    return Sample(
        cut(sample.image_hwc_u8),
        {name: cut(m.astype(np.float32)) >= 0.5 for name, m in sample.classes.items()},
        cut(sample.objects),
    )


def _recoloured(image: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Brightness, contrast, saturation within 30 %, a slight tint; now and then grey or soft."""
    x = image.astype(np.float32)
    x = (x - x.mean()) * rng.uniform(0.7, 1.3) + x.mean() * rng.uniform(0.75, 1.25)
    grey = x.mean(axis=2, keepdims=True)
    saturation = 0.0 if rng.random() < 0.04 else rng.uniform(0.7, 1.3)
    x = grey + (x - grey) * saturation
    x *= rng.uniform(0.94, 1.06, size=3).astype(np.float32)
    if rng.random() < 0.1:
        x = cv2.GaussianBlur(x, (0, 0), rng.uniform(0.5, 1.2))
    return np.clip(x, 0, 255).astype(np.uint8)
