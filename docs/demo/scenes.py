"""The six pictures: what stands where, the light, and the camera."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import shapes
import textures
from tracer import Light, Placed, Scene


@dataclass(frozen=True)
class Camera:
    """A thin lens. It looks from `eye` at `target`, and what is as far as `target` is sharp."""

    eye: tuple[float, float, float]
    target: tuple[float, float, float]
    field_degrees: float
    aperture: float = 0.05
    roll_degrees: float = 0.0


@dataclass(frozen=True)
class Picture:
    """A scene, its camera, and which of its things are the shared object."""

    name: str
    scene: Scene
    camera: Camera
    ducks: tuple[int, ...] = (0,)
    exposure: float = 1.0
    warmth: float = 0.0


def _bathroom(rng: np.random.Generator) -> Picture:
    things = (
        Placed(shapes.duck(), -0.75, 0.1, 205),
        Placed(shapes.mug(), 1.15, -0.6, -50, 0.95),
    )
    light = Light((4, 6, 5), 1.6, (0.85, 0.9, 0.95))
    scene = Scene(
        things, textures.tiles(rng), textures.panorama(rng, kind="room"), light, 0.62,
        wall=textures.plaster(rng, rgb=(0.2, 0.34, 0.36)), wall_z=-2.6,
    )
    return Picture("bathroom", scene, Camera((-0.3, 2.8, 4.9), (-0.05, 0.45, -0.1), 39, 0.04))


def _beach(rng: np.random.Generator) -> Picture:
    things = (
        Placed(shapes.duck(), 0.85, 0.2, 150, 0.85),
        Placed(shapes.beach_ball(), -1.6, -2.1, 115, 1.1),
    )
    light = Light((-60, 42, 35), 2.5, (1.9, 1.5, 1.05))
    scene = Scene(
        things, textures.sand(rng), textures.panorama(rng, kind="beach"), light, 0.6,
        ground_depth=7,
    )
    camera = Camera((0.3, 1.25, 5.2), (0.0, 0.85, 0), 42, 0.05, roll_degrees=1.2)
    return Picture("beach", scene, camera, warmth=0.03)


def _desk(rng: np.random.Generator) -> Picture:
    things = (
        Placed(shapes.duck(), 0.7, 0.5, 195, 0.9),
        Placed(shapes.books(), -0.95, -0.3, 20, 1.1),
    )
    light = Light((2.4, 3.6, 2.2), 0.35, (1.5, 1.1, 0.66))
    night = textures.panorama(rng, kind="night")
    scene = Scene(things, textures.wood(rng, dark=True), night, light, 2.0, ground_depth=1.7)
    return Picture("desk", scene, Camera((0.6, 1.5, 4.9), (0.0, 0.55, 0), 37, 0.06))


def _garden(rng: np.random.Generator) -> Picture:
    things = (
        Placed(shapes.duck(), -0.6, 0.6, -62, 1.1),
        Placed(shapes.potted_cactus(), 1.3, -1.0, 15, 1.1),
    )
    light = Light((35, 60, -12), 3.0, (1.9, 1.75, 1.4))
    scene = Scene(
        things, textures.lawn(rng), textures.panorama(rng, kind="garden"), light, 0.75,
        ground_depth=5,
    )
    return Picture("garden", scene, Camera((-0.2, 1.4, 4.9), (0.1, 0.75, 0), 40, 0.06))


def _kitchen(rng: np.random.Generator) -> Picture:
    things = (
        Placed(shapes.duck(), 0.45, 0.0, 32, 0.9),
        Placed(shapes.apple(), -1.15, 0.25, 200, 0.95),
        Placed(shapes.apple(), -1.55, -0.75, 60, 0.9),
    )
    light = Light((-3.5, 5, 3), 0.8, (1.25, 1.15, 1.0))
    scene = Scene(
        things, textures.wood(rng), textures.panorama(rng, kind="room"), light, 0.6,
        ground_depth=1.9,
    )
    return Picture("kitchen", scene, Camera((-0.5, 1.15, 5.0), (-0.2, 0.72, 0), 38, 0.05))


def _playroom(rng: np.random.Generator) -> Picture:
    things = (
        Placed(shapes.duck(), -0.95, -0.2, -15),
        Placed(shapes.duck(), 0.55, 0.75, 245, 0.55),
        Placed(shapes.blocks(), 1.35, -0.9, 30, 1.2),
    )
    light = Light((-4, 5, 1.5), 1.2, (1.0, 0.94, 0.86))
    scene = Scene(
        things, textures.cloth(rng), textures.panorama(rng, kind="room"), light, 0.62,
        wall=textures.plaster(rng, rgb=(0.4, 0.34, 0.26)), wall_z=-3.4,
    )
    return Picture("playroom", scene, Camera((0.5, 2.6, 4.9), (0.05, 0.5, 0), 40, 0.05), (0, 1))


_SEED = 7
# By name; each has a seed of its own, so that changing one leaves the others as they are.
PICTURES: dict[str, Callable[[], Picture]] = {
    make.__name__.removeprefix("_"): partial(make, np.random.default_rng((_SEED, index)))
    for index, make in enumerate((_bathroom, _beach, _desk, _garden, _kitchen, _playroom))
}
