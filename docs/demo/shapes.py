"""Signed distance fields of the things in the pictures, each in its own frame: metres, y up.

A field takes points (N, 3) float32 and gives distances (N,) float32, negative inside. Every thing
stands on y = 0 and looks along +x.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
Field = Callable[[Array], Array]


@dataclass(frozen=True)
class Part:
    """A field with the look of its surface.

    `paint` turns points (N, 3) into albedo (N, 3) in [0, 1]; `roughness` 0 is a mirror's coat.
    """

    distance: Field
    paint: Callable[[Array], Array]
    roughness: float = 0.1


@dataclass(frozen=True)
class Thing:
    """Parts that make one object, with a sphere that holds them all.

    `step` is the share of the field's value that a ray may safely advance: below 1 because the
    fields of stretched shapes promise more than the true distance.
    """

    parts: Sequence[Part]
    bound_centre: tuple[float, float, float]
    bound_radius: float
    step: float = 0.9

    def distance(self, p: Array) -> Array:
        """Distance to the nearest part: (N, 3) -> (N,)."""
        nearest = self.parts[0].distance(p)
        for part in self.parts[1:]:
            nearest = np.minimum(nearest, part.distance(p))
        return nearest

    def surface(self, p: Array) -> tuple[Array, Array]:
        """Albedo (N, 3) and roughness (N,) of the part nearest to each point."""
        distances = np.stack([part.distance(p) for part in self.parts])
        owner = distances.argmin(axis=0)
        albedo = np.zeros_like(p)
        roughness = np.zeros(len(p), np.float32)
        for index, part in enumerate(self.parts):
            mine = owner == index
            albedo[mine] = part.paint(p[mine])
            roughness[mine] = part.roughness
        return albedo, roughness


def plain(*rgb: float) -> Callable[[Array], Array]:
    """One colour everywhere."""
    return lambda p: np.broadcast_to(np.asarray(rgb, np.float32), p.shape)


def _at(p: Array, x: float, y: float, z: float) -> Array:
    return p - np.asarray((x, y, z), np.float32)


def _length(p: Array) -> Array:
    return np.sqrt(np.einsum("ij,ij->i", p, p))


def _ellipsoid(p: Array, rx: float, ry: float, rz: float) -> Array:
    radii = np.asarray((rx, ry, rz), np.float32)
    k0 = _length(p / radii)
    k1 = _length(p / (radii * radii))
    return k0 * (k0 - 1.0) / np.maximum(k1, 1e-6)


def _round_box(p: Array, hx: float, hy: float, hz: float, corner: float) -> Array:
    q = np.abs(p) - (np.asarray((hx, hy, hz), np.float32) - corner)
    return _length(np.maximum(q, 0)) + np.minimum(q.max(axis=1), 0) - corner


def _cylinder(p: Array, radius: float, half_height: float, corner: float) -> Array:
    q = np.stack([np.hypot(p[:, 0], p[:, 2]) - radius, np.abs(p[:, 1]) - half_height]) + corner
    return np.hypot(*np.maximum(q, 0)) + np.minimum(q.max(axis=0), 0) - corner


def _capsule(p: Array, start: Sequence[float], end: Sequence[float], radius: float) -> Array:
    a = np.asarray(start, np.float32)
    along = np.asarray(end, np.float32) - a
    share = np.clip((p - a) @ along / (along @ along), 0, 1)
    return _length(p - a - share[:, None] * along) - radius


def _blend(a: Array, b: Array, width: float) -> Array:
    """Smooth union: the fillet between the two is about `width` wide."""
    overlap = np.maximum(width - np.abs(a - b), 0) / width
    return np.minimum(a, b) - overlap * overlap * (width / 4)


def _turned_z(p: Array, degrees: float) -> Array:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.stack([c * p[:, 0] + s * p[:, 1], c * p[:, 1] - s * p[:, 0], p[:, 2]], axis=1)


def duck() -> Thing:
    """A rubber duck: 1.35 high, the object that all pictures share."""

    def body(p: Array) -> Array:
        mirrored = p.copy()
        mirrored[:, 2] = np.abs(p[:, 2])
        trunk = _ellipsoid(_at(p, -0.02, 0.42, 0), 0.66, 0.44, 0.5)
        tail = _ellipsoid(_turned_z(_at(p, -0.58, 0.66, 0), -38), 0.26, 0.1, 0.22)
        wing = _ellipsoid(_turned_z(_at(mirrored, -0.1, 0.52, 0.46), -16), 0.36, 0.2, 0.1)
        head = _length(_at(p, 0.34, 1.0, 0)) - 0.345
        whole = _blend(_blend(trunk, tail, 0.3), head, 0.16)
        whole = _blend(whole, wing, 0.05)
        return np.maximum(whole, -p[:, 1])

    def beak(p: Array) -> Array:
        upper = _ellipsoid(_turned_z(_at(p, 0.72, 0.97, 0), 14), 0.2, 0.055, 0.17)
        lower = _ellipsoid(_turned_z(_at(p, 0.69, 0.905, 0), -12), 0.15, 0.045, 0.13)
        return _blend(upper, lower, 0.03)

    def eyes(p: Array) -> Array:
        mirrored = p.copy()
        mirrored[:, 2] = np.abs(p[:, 2])
        return _ellipsoid(_at(mirrored, 0.585, 1.1, 0.2), 0.055, 0.075, 0.06)

    return Thing(
        parts=(
            Part(body, plain(0.88, 0.5, 0.02), 0.08),
            Part(beak, plain(0.85, 0.17, 0.015), 0.12),
            Part(eyes, plain(0.01, 0.01, 0.012), 0.02),
        ),
        bound_centre=(0.02, 0.66, 0),
        bound_radius=0.98,
    )


def mug() -> Thing:
    """A stoneware mug with a band of another glaze."""

    def clay(p: Array) -> Array:
        outer = _cylinder(_at(p, 0, 0.5, 0), 0.4, 0.5, 0.05)
        hollow = _cylinder(_at(p, 0, 0.62, 0), 0.34, 0.56, 0.05)
        ring = _at(p, 0.43, 0.52, 0)
        around = np.hypot(ring[:, 0], ring[:, 1] * 0.85) - 0.25
        handle = np.hypot(around, ring[:, 2]) - 0.055
        return np.maximum(_blend(outer, handle, 0.05), -hollow)

    def glaze(p: Array) -> Array:
        band = (p[:, 1] > 0.72) | (p[:, 1] < 0.12)
        return np.where(band[:, None], (0.78, 0.74, 0.66), (0.05, 0.16, 0.34)).astype(np.float32)

    return Thing((Part(clay, glaze, 0.12),), (0.12, 0.5, 0), 0.78, step=0.8)


def apple() -> Thing:
    """An apple with its stalk; one cheek is paler."""

    def flesh(p: Array) -> Array:
        q = _at(p, 0, 0.4, 0)
        around = np.hypot(q[:, 0], q[:, 2]) - 0.17
        dip = np.hypot(around, q[:, 1] * (1.0 - 0.12 * np.sign(q[:, 1]))) - 0.3
        return _blend(dip, _length(_at(p, 0, 0.36, 0)) - 0.24, 0.05)

    def skin(p: Array) -> Array:
        cheek = np.clip(0.75 + 1.1 * p[:, 0] - 0.3 * (p[:, 1] - 0.4), 0, 1)[:, None]
        around = np.arctan2(p[:, 2], p[:, 0])
        streaks = 0.93 + 0.07 * np.sin(41 * around + 3 * np.sin(7 * around + 9 * p[:, 1]))[:, None]
        red, pale = np.asarray((0.42, 0.015, 0.02)), np.asarray((0.5, 0.3, 0.05))
        return ((pale + (red - pale) * cheek) * streaks).astype(np.float32)

    def stalk(p: Array) -> Array:
        return _capsule(p, (0, 0.5, 0), (0.07, 0.86, 0.02), 0.022)

    return Thing(
        (Part(flesh, skin, 0.16), Part(stalk, plain(0.16, 0.09, 0.04), 0.6)),
        (0, 0.45, 0), 0.56, step=0.75,
    )


def beach_ball() -> Thing:
    """A ball of six coloured sectors."""
    sectors = np.asarray(
        [(0.6, 0.03, 0.04), (0.7, 0.7, 0.68), (0.03, 0.12, 0.45),
         (0.7, 0.7, 0.68), (0.02, 0.3, 0.14), (0.7, 0.7, 0.68)], np.float32,
    )

    def paint(p: Array) -> Array:
        q = _turned_z(_at(p, 0, 0.6, 0), 35)
        sector = np.floor((np.arctan2(q[:, 2], q[:, 0]) / (2 * np.pi) + 0.5) * 6).astype(int) % 6
        colour = sectors[sector]
        colour[np.hypot(q[:, 0], q[:, 2]) < 0.12] = (0.7, 0.7, 0.68)
        return colour

    ball = Part(lambda p: _length(_at(p, 0, 0.6, 0)) - 0.6, paint, 0.06)
    return Thing((ball,), (0, 0.6, 0), 0.62)


def potted_cactus() -> Thing:
    """A cactus with two arms in a terracotta pot."""

    def plant(p: Array) -> Array:
        trunk = _capsule(p, (0, 0.5, 0), (0, 1.3, 0), 0.2)
        for side, low, high in ((1.0, 0.8, 1.15), (-1.0, 0.95, 1.35)):
            arm = _capsule(p, (0, low, 0), (0.36 * side, low + 0.05, 0.04), 0.09)
            arm = _blend(arm, _capsule(p, (0.36 * side, low + 0.05, 0.04),
                                       (0.38 * side, high, 0.05), 0.1), 0.08)
            trunk = _blend(trunk, arm, 0.06)
        ribs = 0.012 * np.cos(16 * np.arctan2(p[:, 2], p[:, 0]))
        return trunk + ribs

    def pot(p: Array) -> Array:
        cone = _cylinder(_at(p, 0, 0.26, 0), 0.0, 0.26, 0.02) - 0.24 - 0.14 * (p[:, 1] - 0.26)
        cone = np.maximum(np.maximum(cone, p[:, 1] - 0.5), -p[:, 1])
        rim = _cylinder(_at(p, 0, 0.48, 0), 0.36, 0.07, 0.02)
        return np.minimum(cone, rim)

    def soil(p: Array) -> Array:
        return _cylinder(_at(p, 0, 0.54, 0), 0.3, 0.025, 0.02)

    return Thing(
        (
            Part(plant, plain(0.09, 0.26, 0.09), 0.5),
            Part(pot, plain(0.5, 0.18, 0.09), 0.6),
            Part(soil, plain(0.05, 0.035, 0.025), 0.9),
        ),
        (0, 0.78, 0), 0.88, step=0.7,
    )


def books() -> Thing:
    """Three books in a pile, turned against each other."""

    def book(y: float, half: float, turn: float) -> tuple[Field, Field]:
        c, s = float(np.cos(turn)), float(np.sin(turn))

        def local(p: Array) -> Array:
            return np.stack([c * p[:, 0] - s * p[:, 2], p[:, 1] - y, s * p[:, 0] + c * p[:, 2]], 1)

        def cover(p: Array) -> Array:
            q = local(p)
            boards = _round_box(q, 0.62, half, 0.45, 0.02)
            inside = _round_box(_at(q, 0.04, 0, 0), 0.62, half - 0.03, 0.5, 0.01)
            return np.maximum(boards, -inside)

        def pages(p: Array) -> Array:
            return _round_box(_at(local(p), 0.0, 0, 0), 0.58, half - 0.025, 0.42, 0.01)

        return cover, pages

    parts = []
    for y, half, turn, colour in (
        (0.12, 0.12, 0.1, (0.32, 0.04, 0.05)),
        (0.33, 0.09, -0.25, (0.04, 0.16, 0.15)),
        (0.5, 0.08, 0.35, (0.42, 0.3, 0.12)),
    ):
        cover, pages = book(y, half, turn)
        parts += [Part(cover, plain(*colour), 0.35), Part(pages, plain(0.7, 0.66, 0.56), 0.8)]
    return Thing(tuple(parts), (0, 0.3, 0), 0.9)


def blocks() -> Thing:
    """A small tower of painted wooden blocks."""
    table = (
        ((-0.3, 0.25, 0.05), 0.1, (0.55, 0.05, 0.05)),
        ((0.27, 0.25, -0.06), -0.2, (0.05, 0.17, 0.5)),
        ((-0.02, 0.75, 0.0), 0.45, (0.06, 0.36, 0.12)),
    )
    parts = []
    for centre, turn, colour in table:
        c, s = float(np.cos(turn)), float(np.sin(turn))

        def cube(p: Array, centre: tuple[float, ...] = centre, c: float = c, s: float = s) -> Array:
            q = _at(p, *centre)
            q = np.stack([c * q[:, 0] - s * q[:, 2], q[:, 1], s * q[:, 0] + c * q[:, 2]], axis=1)
            return _round_box(q, 0.25, 0.25, 0.25, 0.03)

        parts.append(Part(cube, plain(*colour), 0.3))
    return Thing(tuple(parts), (0, 0.5, 0), 0.86)
