"""Render the demo group of resources/demo: six pictures of one rubber duck among other things.

    python docs/demo/render.py                     # all six, about ten minutes of one core
    python docs/demo/render.py --masks OUT         # also the true masks, 0/255 PNG
    python docs/demo/render.py --only beach --width 320 --samples 8 --out /tmp/look

It lies under docs because it explains where shipped files come from and is itself not shipped.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scenes import PICTURES, Camera, Picture
from tracer import FIRST_THING, trace

Array = NDArray[np.floating]
_ROWS = 160  # of one bundle of rays: numpy's overhead is small, the arrays still are too
_DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo"


def rays(
    camera: Camera, rng: np.random.Generator, *, size_hw: tuple[int, int], rows: range
) -> tuple[Array, Array]:
    """One ray a pixel of `rows`: origins on the lens and directions, (N, 3) each."""
    height, width = size_hw
    eye, target = np.asarray(camera.eye, np.float32), np.asarray(camera.target, np.float32)
    focus = float(np.linalg.norm(target - eye))
    forward = (target - eye) / focus
    right = np.cross(forward, (0, 1, 0))
    right /= np.linalg.norm(right)
    upward = np.cross(right, forward)
    c, s = np.cos(np.radians(camera.roll_degrees)), np.sin(np.radians(camera.roll_degrees))
    right, upward = c * right + s * upward, c * upward - s * right
    y, x = np.meshgrid(np.asarray(rows), np.arange(width), indexing="ij")
    jitter = rng.random((2, *y.shape))
    half = np.tan(np.radians(camera.field_degrees) / 2)
    u = ((x + jitter[0]) / width * 2 - 1).ravel() * half
    v = (1 - (y + jitter[1]) / height * 2).ravel() * half * height / width
    sharp = eye + focus * (forward + u[:, None] * right + v[:, None] * upward)
    angle, reach = 2 * np.pi * rng.random(len(u)), camera.aperture * np.sqrt(rng.random(len(u)))
    lens = (reach * np.cos(angle))[:, None] * right + (reach * np.sin(angle))[:, None] * upward
    origin = eye + lens
    direction = sharp - origin
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    return origin.astype(np.float32), direction.astype(np.float32)


def render(picture: Picture, *, size_hw: tuple[int, int], samples: int) -> tuple[Array, Array]:
    """Linear radiance (H, W, 3) and the share of the ducks in each pixel (H, W) in [0, 1]."""
    height, width = size_hw
    rng = np.random.default_rng([len(picture.name), *picture.name.encode()])
    light = np.zeros((height, width, 3), np.float32)
    share = np.zeros((height, width), np.float32)
    ducks = [FIRST_THING + index for index in picture.ducks]
    for top in range(0, height, _ROWS):
        rows = range(top, min(top + _ROWS, height))
        for _ in range(samples):
            origin, direction = rays(picture.camera, rng, size_hw=size_hw, rows=rows)
            radiance, first = trace(picture.scene, rng, origin, direction)
            light[rows.start : rows.stop] += radiance.reshape(len(rows), width, 3)
            share[rows.start : rows.stop] += np.isin(first, ducks).reshape(len(rows), width)
    return light / samples, share / samples


def develop(light: Array, picture: Picture) -> NDArray[np.uint8]:
    """Linear radiance (H, W, 3) as a camera would write it: (H, W, 3) uint8 sRGB with grain."""
    height, width = light.shape[:2]
    rng = np.random.default_rng(len(picture.name))
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    vignette = 1 - 0.16 * (x * x + y * y)
    balance = np.asarray((1 + picture.warmth, 1, 1 - picture.warmth))
    exposed = light * vignette[..., None] * balance * picture.exposure
    # A filmic curve: straight in the shadows, rolling off towards white.
    curve = exposed * (2.51 * exposed + 0.03) / (exposed * (2.43 * exposed + 0.59) + 0.14)
    display = np.clip(curve, 0, 1) ** (1 / 2.2)
    quiet = cv2.fastNlMeansDenoisingColored(np.rint(display * 255).astype(np.uint8), None, 2, 3)
    grain = cv2.GaussianBlur(rng.standard_normal((height, width)), (0, 0), 0.7)
    grainy = quiet + (4.5 * grain * (1.25 - quiet.mean(axis=2) / 255))[..., None]
    return np.clip(np.rint(grainy), 0, 255).astype(np.uint8)


def main() -> None:
    """Render the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=_DEMO, help="folder of the pictures")
    parser.add_argument("--masks", type=Path, help="folder of the true masks; without it none")
    parser.add_argument("--only", nargs="*", choices=PICTURES, help="these pictures alone")
    parser.add_argument("--width", type=int, default=960, help="pixels; the height is two thirds")
    parser.add_argument("--samples", type=int, default=24, help="paths a pixel")
    options = parser.parse_args()
    size_hw = (options.width * 2 // 3, options.width)
    for name in options.only or PICTURES:
        picture = PICTURES[name]()
        light, share = render(picture, size_hw=size_hw, samples=options.samples)
        options.out.mkdir(parents=True, exist_ok=True)
        path = options.out / f"{picture.name}.jpg"
        Image.fromarray(develop(light, picture)).save(path, quality=88, optimize=True)
        if options.masks:
            options.masks.mkdir(parents=True, exist_ok=True)
            mask = np.where(share >= 0.5, 255, 0).astype(np.uint8)
            Image.fromarray(mask).save(options.masks / f"{picture.name}.png", optimize=True)
        print(f"{path.name}: {path.stat().st_size // 1024} KiB, object {share.mean():.0%}")


if __name__ == "__main__":
    main()
