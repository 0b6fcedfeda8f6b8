"""How two pictures of one place lie on each other."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

MOST_STEPS = 500
LEAST_POINTS = 8
MOST_ZOOM = 2.5  # between two pictures, in area
MOST_TILT = 0.4  # how much nearer one border of the picture may come than its middle


def homography(
    from_xy: NDArray[np.float32],
    to_xy: NDArray[np.float32],
    *,
    tolerance: float,
    size_hw: tuple[int, int],
) -> tuple[NDArray[np.float64] | None, int]:
    """The plane-to-plane map that most pairs of points agree upon.

    Args:
        from_xy, to_xy: (n, 2), matched points; any share of the pairs may be wrong.
        tolerance: how far beside its place a point of a right pair may lie.
        size_hw: of the first picture, in the points' units.
    Returns: (3, 3), and how many pairs agree; None if there is none that a camera would make by
        turning, zooming or moving a little.
    """
    if len(from_xy) < LEAST_POINTS:
        return None, 0
    found, agrees = cv2.findHomography(
        from_xy, to_xy, cv2.USAC_FAST, tolerance, maxIters=MOST_STEPS
    )
    if found is None or not found[2, 2]:
        return None, 0
    plane: NDArray[np.float64] = np.asarray(found, np.float64) / float(found[2, 2])
    zoom = float(np.linalg.det(plane[:2, :2]))
    tilt = np.abs(plane[2, :2]) * size_hw[::-1]
    if not 1 / MOST_ZOOM < zoom < MOST_ZOOM or tilt.max() > MOST_TILT:
        return None, 0
    return plane, int(np.count_nonzero(agrees))


def moved(points_xy: NDArray[np.float64], homography: NDArray[np.float64]) -> NDArray[np.float64]:
    """(..., 2), where points of the first picture lie in the second."""
    ones = np.ones((*points_xy.shape[:-1], 1))
    projected = np.concatenate([points_xy, ones], axis=-1) @ homography.T
    return np.asarray(projected[..., :2] / projected[..., 2:], np.float64)
