"""A small path tracer over signed distance fields: rays in, linear radiance out.

World frame: metres, y up. Directions are unit vectors. Arrays hold one ray a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from shapes import Thing
from textures import Ground

Array = NDArray[np.floating]
Indices = NDArray[np.intp]

_STEPS = 56
_TOUCH = 1.5e-3
_BOUNCES = 3
_BRIGHTEST = 7.0  # caps one path's light: a rare very bright path would stay as a white dot
_PLASTIC = 0.04  # reflectance of a coated surface seen head-on

NOTHING, GROUND, WALL, FIRST_THING = -1, 0, 1, 2


@dataclass(frozen=True)
class Placed:
    """A thing in the world: turned about y, scaled, moved."""

    thing: Thing
    x: float
    z: float
    turn_degrees: float = 0.0
    scale: float = 1.0

    def to_local(self, v: Array, *, is_point: bool) -> Array:
        """World points (or directions, whose length is kept) in the thing's own frame."""
        q = v - np.asarray((self.x, 0, self.z), np.float32) if is_point else v
        c, s = np.cos(np.radians(self.turn_degrees)), np.sin(np.radians(self.turn_degrees))
        q = np.stack([c * q[:, 0] - s * q[:, 2], q[:, 1], s * q[:, 0] + c * q[:, 2]], axis=1)
        return (q / self.scale if is_point else q).astype(np.float32)

    def to_world(self, v: Array) -> Array:
        """Directions of the thing's frame in the world's."""
        c, s = np.cos(np.radians(self.turn_degrees)), np.sin(np.radians(self.turn_degrees))
        return np.stack([c * v[:, 0] + s * v[:, 2], v[:, 1], c * v[:, 2] - s * v[:, 0]], axis=1)


@dataclass(frozen=True)
class Light:
    """A glowing ball; a far and large one is the sun. `rgb` is what arrives at the origin."""

    position: tuple[float, float, float]
    radius: float
    rgb: tuple[float, float, float]


@dataclass(frozen=True)
class Scene:
    """Everything a ray can meet.

    The ground ends at z = -`ground_depth`; `wall` stands at z = `wall_z` and faces +z.
    """

    things: Sequence[Placed]
    ground: Ground
    panorama: Array
    light: Light
    ambient: float = 1.0
    ground_depth: float = 40.0
    wall: Ground | None = None
    wall_z: float = -3.0


def unit(v: Array) -> Array:
    """Rows scaled to length 1."""
    return v / np.maximum(np.sqrt(np.einsum("ij,ij->i", v, v)), 1e-9)[:, None]


def hits(scene: Scene, origin: Array, direction: Array) -> tuple[Array, Indices]:
    """First thing on each ray: distance (N,), inf where none, and what (N,): see `NOTHING`."""
    distance = np.full(len(origin), np.inf, np.float32)
    what = np.full(len(origin), NOTHING)
    for plane, axis, offset in ((GROUND, 1, 0.0), (WALL, 2, scene.wall_z)):
        if plane == WALL and scene.wall is None:
            continue
        slope = direction[:, axis]
        reach = (offset - origin[:, axis]) / np.where(slope < -1e-6, slope, -1e-6)
        nearer = (slope < -1e-6) & (reach > 1e-4) & (reach < distance)
        if plane == GROUND:
            nearer &= origin[:, 2] + reach * direction[:, 2] > -scene.ground_depth
        distance[nearer], what[nearer] = reach[nearer], plane
    for index, placed in enumerate(scene.things):
        along = _march(placed, origin, direction, distance)
        nearer = along < distance
        distance[nearer], what[nearer] = along[nearer], FIRST_THING + index
    return distance, what


def _march(placed: Placed, origin: Array, direction: Array, limit: Array) -> Array:
    """Distance (N,) along each ray to one thing, inf where the ray passes it or `limit` comes."""
    result = np.full(len(origin), np.inf, np.float32)
    thing, scale = placed.thing, placed.scale
    o = placed.to_local(origin, is_point=True)
    d = placed.to_local(direction, is_point=False)
    offset = o - np.asarray(thing.bound_centre, np.float32)
    middle = -np.einsum("ij,ij->i", offset, d)
    inside = middle**2 - np.einsum("ij,ij->i", offset, offset) + thing.bound_radius**2
    root = np.sqrt(np.maximum(inside, 0))
    near, far = np.maximum(middle - root, 2e-3), np.minimum(middle + root, limit / scale)
    rays = np.flatnonzero((inside > 0) & (far > near))
    t, far, o, d = near[rays], far[rays], o[rays], d[rays]
    for _ in range(_STEPS):
        if not len(rays):
            break
        gap = thing.distance(o + t[:, None] * d)
        touched = gap < _TOUCH
        result[rays[touched]] = t[touched] * scale
        t = t + np.maximum(gap, _TOUCH) * thing.step
        alive = ~touched & (t < far)
        rays, t, far, o, d = rays[alive], t[alive], far[alive], o[alive], d[alive]
    return result


def _thing_surface(placed: Placed, point: Array) -> tuple[Array, Array, Array]:
    local = placed.to_local(point, is_point=True)
    normal = np.zeros_like(local)
    for corner in ((1, -1, -1), (-1, -1, 1), (-1, 1, -1), (1, 1, 1)):
        step = np.asarray(corner, np.float32)
        normal += placed.thing.distance(local + 1.2e-3 * step)[:, None] * step
    albedo, roughness = placed.thing.surface(local)
    return albedo, roughness, placed.to_world(unit(normal))


def _plane_surface(ground: Ground, u: Array, v: Array, *, is_wall: bool) -> tuple[Array, ...]:
    size = len(ground.albedo)
    x, y = u / ground.metres * size, v / ground.metres * size
    column, row = np.floor(x).astype(int), np.floor(y).astype(int)
    fx, fy = (x - column)[:, None], (y - row)[:, None]
    left, right, top, low = column % size, (column + 1) % size, row % size, (row + 1) % size
    albedo = (
        (ground.albedo[top, left] * (1 - fx) + ground.albedo[top, right] * fx) * (1 - fy)
        + (ground.albedo[low, left] * (1 - fx) + ground.albedo[low, right] * fx) * fy
    )
    tilt = ground.bump * size / ground.metres
    here = ground.height[top, left]
    du, dv = (ground.height[top, right] - here) * tilt, (ground.height[low, left] - here) * tilt
    one = np.ones_like(du)
    normal = unit(np.stack([-du, -dv, one] if is_wall else [-du, one, -dv], axis=1))
    return albedo, np.full(len(u), ground.roughness, np.float32), normal


def _surface(scene: Scene, point: Array, what: Indices) -> tuple[Array, Array, Array]:
    """Albedo (N, 3), roughness (N,) and normal (N, 3) at points on things."""
    albedo, normal = np.zeros_like(point), np.zeros_like(point)
    roughness = np.zeros(len(point), np.float32)
    for index in np.unique(what):
        mine = what == index
        p = point[mine]
        if index == GROUND:
            found = _plane_surface(scene.ground, p[:, 0], p[:, 2], is_wall=False)
        elif index == WALL:
            assert scene.wall is not None
            found = _plane_surface(scene.wall, p[:, 0], p[:, 1], is_wall=True)
        else:
            found = _thing_surface(scene.things[index - FIRST_THING], p)
        albedo[mine], roughness[mine], normal[mine] = found
    return albedo, roughness, normal


def sky(panorama: Array, direction: Array) -> Array:
    """Radiance (N, 3) of the panorama, between its four nearest texels."""
    height, width = panorama.shape[:2]
    y = np.arccos(np.clip(direction[:, 1], -1, 1)) / np.pi * (height - 1)
    x = (np.arctan2(direction[:, 2], direction[:, 0]) / (2 * np.pi) + 0.5) * width
    row, column = np.minimum(y.astype(int), height - 2), np.floor(x).astype(int)
    fy, fx = (y - row)[:, None], (x - column)[:, None]
    left, right = column % width, (column + 1) % width
    top = panorama[row, left] * (1 - fx) + panorama[row, right] * fx
    low = panorama[row + 1, left] * (1 - fx) + panorama[row + 1, right] * fx
    return top * (1 - fy) + low * fy


def _ball(rng: np.random.Generator, count: int) -> Array:
    """Points on the unit sphere."""
    return unit(rng.standard_normal((count, 3), np.float32))


def _direct(scene: Scene, rng: np.random.Generator, point: Array, normal: Array) -> Array:
    """Light (N, 3) that arrives straight from the lamp, with its soft shadow."""
    centre = np.asarray(scene.light.position, np.float32)
    towards = centre + scene.light.radius * _ball(rng, len(point)) - point
    square = np.einsum("ij,ij->i", towards, towards)
    towards = unit(towards)
    facing = np.einsum("ij,ij->i", normal, towards)
    lit = np.flatnonzero(facing > 0)
    _, blocked = hits(scene, point[lit], towards[lit])
    lit = lit[blocked < FIRST_THING]
    strength = np.zeros(len(point), np.float32)
    strength[lit] = facing[lit] * (centre @ centre) / square[lit]
    return strength[:, None] * np.asarray(scene.light.rgb, np.float32)


def trace(scene: Scene, rng: np.random.Generator, origin: Array, direction: Array) -> tuple[
    Array, Indices
]:
    """Radiance (N, 3) that comes back along each ray, and what the ray met first (N,)."""
    radiance = np.zeros_like(origin)
    carried = np.ones_like(origin)
    rays = np.arange(len(origin))
    is_sharp = np.ones(len(origin), bool)  # from the lens or a mirror: sees the bright windows
    first = np.full(len(origin), NOTHING)
    for bounce in range(_BOUNCES):
        distance, what = hits(scene, origin, direction)
        if bounce == 0:
            first = what
        lost = what == NOTHING
        seen = sky(scene.panorama, direction[lost])
        seen = np.where(is_sharp[lost, None], seen, np.minimum(seen, 1.2) * scene.ambient)
        radiance[rays[lost]] += carried[lost] * seen
        kept = ~lost
        rays, what, carried, direction = rays[kept], what[kept], carried[kept], direction[kept]
        if not len(rays):
            break
        point = origin[kept] + distance[kept, None] * direction
        albedo, roughness, normal = _surface(scene, point, what)
        origin = point + 3e-3 * normal
        facing = np.clip(-np.einsum("ij,ij->i", normal, direction), 0, 1)
        coat = _PLASTIC + (1 - _PLASTIC) * (1 - facing) ** 5 * (1 - roughness) ** 2
        # Mirrored paths are few and bright: follow more of them than the coat reflects, each
        # carrying less.
        odds = np.where(roughness < 0.7, 0.2 + 0.8 * coat, 0).astype(np.float32)
        is_sharp = rng.random(len(rays)) < odds
        matt_share = ((1 - coat) / (1 - np.minimum(odds, 0.999)))[:, None] * albedo
        sharp_share = (coat / np.maximum(odds, 0.2))[:, None]
        carried = carried * np.where(is_sharp[:, None], sharp_share, matt_share)
        matt = np.flatnonzero(~is_sharp)
        radiance[rays[matt]] += carried[matt] * _direct(scene, rng, origin[matt], normal[matt])
        scattered = _ball(rng, len(rays))
        mirrored = direction + 2 * facing[:, None] * normal + 0.6 * roughness[:, None] * scattered
        direction = unit(np.where(is_sharp[:, None], mirrored, normal + 0.999 * scattered))
    return np.minimum(radiance, _BRIGHTEST), first
