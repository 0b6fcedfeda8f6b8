"""Tileable ground maps and panoramas, made from noise: no photograph is used anywhere."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
_SIZE = 1024


@dataclass(frozen=True)
class Ground:
    """A tileable surface: albedo (S, S, 3) in [0, 1], height (S, S), `metres` per tile."""

    albedo: Array
    height: Array
    metres: float
    roughness: float
    bump: float


def noise(rng: np.random.Generator, *, slope: float, stretch: float = 1.0) -> Array:
    """(S, S) tileable noise of mean 0 and deviation 1 with a 1/f^slope spectrum.

    Args:
        stretch: above 1 the grain runs along the columns' axis (x).
    """
    fy = np.fft.fftfreq(_SIZE)[:, None] * _SIZE
    fx = np.fft.fftfreq(_SIZE)[None, :] * _SIZE * stretch
    frequency = np.hypot(fx, fy)
    frequency[0, 0] = np.inf
    spectrum = np.fft.fft2(rng.standard_normal((_SIZE, _SIZE))) / frequency**slope
    field = np.fft.ifft2(spectrum).real
    return ((field - field.mean()) / field.std()).astype(np.float32)


def _mix(low: tuple[float, ...], high: tuple[float, ...], share: Array) -> Array:
    a, b = np.asarray(low, np.float32), np.asarray(high, np.float32)
    return a + (b - a) * np.clip(share, 0, 1)[..., None]


def _grid() -> tuple[Array, Array]:
    y, x = np.mgrid[0:_SIZE, 0:_SIZE].astype(np.float32) / _SIZE
    return y, x


def wood(rng: np.random.Generator, *, dark: bool = False) -> Ground:
    """Planks with grain along x."""
    y, _ = _grid()
    planks = 6
    plank = np.floor(y * planks).astype(int)
    fine = noise(rng, slope=1.1, stretch=14)
    broad = noise(rng, slope=1.8, stretch=7)
    shifts = rng.integers(0, _SIZE, planks)
    for index in range(planks):
        rows = plank[:, 0] == index
        fine[rows] = np.roll(fine[rows], shifts[index], axis=1)
        broad[rows] = np.roll(broad[rows], shifts[index] // 2, axis=1)
    rings = 0.5 + 0.5 * np.sin(9 * broad + 1.2 * fine)
    tone = 0.25 + 0.4 * rings + 0.13 * fine + rng.normal(0, 0.16, planks)[plank]
    low, high = ((0.05, 0.022, 0.012), (0.2, 0.1, 0.05))
    if not dark:
        low, high = ((0.26, 0.13, 0.055), (0.62, 0.4, 0.21))
    seam = np.abs((y * planks) % 1 - 0.5) > 0.49
    albedo = _mix(low, high, tone)
    albedo[seam] *= 0.3
    height = 0.1 * fine - 1.2 * seam
    return Ground(albedo, height.astype(np.float32), 4.0, 0.22, 0.012)


def tiles(rng: np.random.Generator) -> Ground:
    """Glazed tiles, white with blue ones among them."""
    y, x = _grid()
    count = 8
    row, column = np.floor(y * count).astype(int), np.floor(x * count).astype(int)
    edge = np.maximum(np.abs((y * count) % 1 - 0.5), np.abs((x * count) % 1 - 0.5))
    blue = rng.random((count, count))[row, column] < 0.22
    shade = 1 + rng.normal(0, 0.03, (count, count))[row, column]
    albedo = np.where(blue[..., None], (0.16, 0.34, 0.46), (0.74, 0.76, 0.74)) * shade[..., None]
    albedo = albedo * (1 + 0.02 * noise(rng, slope=1.4))[..., None]
    grout = edge > 0.478
    albedo[grout] = (0.36, 0.35, 0.33)
    height = np.clip((0.5 - edge) * 18, 0, 1) + 0.03 * noise(rng, slope=1.9)
    return Ground(albedo.astype(np.float32), height.astype(np.float32), 4.0, 0.05, 0.02)


def sand(rng: np.random.Generator) -> Ground:
    """Dry sand with ripples and footmarks."""
    y, x = _grid()
    swell = noise(rng, slope=2.0)
    ripples = np.sin(2 * np.pi * (14 * y + 3 * x) + 2.2 * swell)
    grains = noise(rng, slope=0.35)
    height = 0.55 * swell + 0.22 * ripples + 0.16 * grains
    tone = 0.55 + 0.12 * swell + 0.06 * ripples + 0.13 * grains
    return Ground(_mix((0.36, 0.26, 0.15), (0.72, 0.58, 0.4), tone), height, 5.0, 0.9, 0.06)


def lawn(rng: np.random.Generator) -> Ground:
    """Grass: strokes of blades, later ones over and brighter than earlier ones."""
    shade = np.full((_SIZE, _SIZE, 3), (0.02, 0.035, 0.01), np.float32)
    height = np.zeros((_SIZE, _SIZE), np.float32)
    blades = 26_000
    start = rng.random((blades, 2)) * _SIZE
    angle = rng.normal(-1.2, 0.9, blades)
    way = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    length = rng.uniform(10, 34, blades)
    yellow = np.clip(rng.beta(1.3, 5, blades), 0, 1)
    for index in range(blades):
        rise = index / blades
        tip = start[index] + length[index] * way[index]
        green = np.asarray((0.05 + 0.3 * yellow[index], 0.13 + 0.17 * yellow[index], 0.02))
        colour = green * (0.35 + 1.0 * rise)
        for dx in (-_SIZE, 0, _SIZE) if not 40 < start[index, 0] < _SIZE - 40 else (0,):
            for dy in (-_SIZE, 0, _SIZE) if not 40 < start[index, 1] < _SIZE - 40 else (0,):
                root, end = ((int(q[0] + dx), int(q[1] + dy)) for q in (start[index], tip))
                cv2.line(shade, root, end, colour.tolist(), 2, cv2.LINE_AA)
                cv2.line(height, root, end, float(rise), 2, cv2.LINE_AA)
    patches = 1 + 0.16 * noise(rng, slope=1.9)
    return Ground(shade * patches[..., None], height, 2.6, 0.8, 0.05)


def cloth(rng: np.random.Generator) -> Ground:
    """A checked tablecloth with its weave and soft folds."""
    y, x = _grid()
    count = 8
    warp, weft = (x * count) % 1 < 0.5, (y * count) % 1 < 0.5
    share = 0.5 * warp + 0.5 * weft
    threads = np.sin(2 * np.pi * 200 * x) * np.sin(2 * np.pi * 200 * y)
    tone = _mix((0.72, 0.7, 0.66), (0.36, 0.05, 0.07), share)
    albedo = tone * (1 + 0.1 * threads + 0.05 * noise(rng, slope=0.8))[..., None]
    folds = noise(rng, slope=2.6)
    return Ground(albedo.astype(np.float32), (0.8 * folds + 0.03 * threads), 3.4, 0.95, 0.05)


def concrete(rng: np.random.Generator) -> Ground:
    """Worn concrete with stains."""
    stains, grains = noise(rng, slope=1.7), noise(rng, slope=0.5)
    tone = 0.5 + 0.2 * stains + 0.12 * grains
    return Ground(_mix((0.16, 0.155, 0.15), (0.46, 0.45, 0.43), tone), grains, 4.0, 0.8, 0.012)


def plaster(rng: np.random.Generator, *, rgb: tuple[float, float, float]) -> Ground:
    """A painted wall."""
    albedo = np.asarray(rgb, np.float32) * (1 + 0.03 * noise(rng, slope=1.6))[..., None]
    return Ground(albedo, noise(rng, slope=1.0), 3.0, 0.9, 0.01)


def panorama(rng: np.random.Generator, *, kind: str) -> Array:
    """(512, 1024, 3) linear radiance by latitude (row 0 = straight up) and longitude, blurred.

    Args:
        kind: "garden", "beach", "room" or "night".
    """
    height, width = 512, 1024
    up = np.linspace(1, -1, height, dtype=np.float32)[:, None] * np.ones((1, width), np.float32)
    if kind == "beach":
        sky = _mix((0.42, 0.58, 0.76), (0.06, 0.2, 0.56), np.sqrt(np.clip(up, 0, 1)) * 1.5)
        sea = _mix((0.16, 0.36, 0.42), (0.05, 0.17, 0.26), -up * 6)
        picture = np.where(up[..., None] > 0.0, sky, sea)
        clouds = cv2.resize(noise(rng, slope=1.7, stretch=0.45), (width, height))
        share = np.clip(clouds - 0.2, 0, 1) * np.clip(up * 8, 0, 1) * 0.4
        picture = picture + (0.95 - picture) * share[..., None]
        return _blurred(picture, 1.2)
    if kind == "garden":
        picture = _mix((0.05, 0.09, 0.03), (0.6, 0.75, 0.9), np.clip(up * 2.2 - 0.2, 0, 1))
        leaves = cv2.resize(noise(rng, slope=1.3), (width, height))
        picture = picture * np.exp(0.75 * leaves)[..., None]
        discs = [(0.25, 0.42, 0.1), (0.5, 0.62, 0.16), (0.75, 0.8, 0.62), (0.6, 0.3, 0.36)]
        _scatter_discs(rng, picture, discs, count=900, radius=(4, 15), band=(0.2, 0.62))
        return _blurred(picture, 3.0)
    if kind == "night":
        picture = np.full((height, width, 3), (0.035, 0.03, 0.03), np.float32)
        discs = [(1.6, 0.8, 0.25), (0.3, 0.5, 1.2), (1.4, 0.35, 0.25), (0.9, 0.8, 0.6)]
        _scatter_discs(rng, picture, discs, count=380, radius=(3, 9), band=(0.38, 0.53))
        return _blurred(picture, 1.2)
    picture = _mix((0.16, 0.13, 0.1), (0.5, 0.46, 0.41), 0.5 + 0.5 * up)
    picture = picture * np.exp(0.12 * cv2.resize(noise(rng, slope=1.8), (width, height)))[..., None]
    for left in (80, 192, 600):
        picture[110:212, left : left + 88] = (4.2, 4.5, 4.8)
        picture[110:212, left + 40 : left + 48] = (0.3, 0.28, 0.25)
    for board in (238, 272):
        picture[board : board + 4] = (0.16, 0.1, 0.06)
        for x in rng.integers(0, width - 40, 60):
            top, right = board - int(rng.integers(8, 26)), x + int(rng.integers(5, 16))
            picture[top:board, x:right] = 0.03 + 0.4 * rng.random(3) ** 2
    return _blurred(picture, 2.4)


def _scatter_discs(
    rng: np.random.Generator,
    picture: Array,
    colours: list[tuple[float, float, float]],
    *,
    count: int,
    radius: tuple[int, int],
    band: tuple[float, float],
) -> None:
    """Draw out-of-focus lights into the rows of `band`, as a wide lens opening shows them."""
    height, width = picture.shape[:2]
    for _ in range(count):
        spot = np.zeros((height, width), np.uint8)
        centre = (int(rng.integers(0, width)), int(rng.uniform(*band) * height))
        cv2.circle(spot, centre, int(rng.integers(*radius)), 255, -1, cv2.LINE_AA)
        share = spot[..., None] / 255 * rng.uniform(0.25, 0.8)
        picture += (np.asarray(colours[int(rng.integers(len(colours)))]) - picture) * share


def _blurred(picture: Array, sigma: float) -> Array:
    wrapped = np.concatenate([picture] * 3, axis=1).astype(np.float32)
    soft = cv2.GaussianBlur(wrapped, (0, 0), sigma)
    width = picture.shape[1]
    return np.ascontiguousarray(soft[:, width : 2 * width])
