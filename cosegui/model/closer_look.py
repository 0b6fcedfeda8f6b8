"""A second look, from nearer, at the objects of a photograph that fill only a part of it.

The network sees every photograph at one size: of a small object it sees few cells, and its outline
is coarse. What stands out is therefore cut out of the photograph with a margin and shown to the
network again, and half of what it then says otherwise is believed: of the object map while images
are described, of the mask where something has left it or a lesson has its say (drawer.py), and of
the object map once more where a correction has found something small (closer_correction.py). Ours;
the paper sees an image once, at 224 px.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from cosegui.imaging.resample import stretched

Pixel = TypeVar("Pixel", np.uint8, np.bool_)
MARGIN = 0.4  # around the objects, of the longer side of their box
MOST_SHARE = 0.7  # of the photograph: a window larger than that shows nothing new
BELIEVED = 0.5
LEAST_PART = 0.05  # a region smaller than that, of all that stands out, does not widen the window
LATTICE = 20  # lines across a photograph on which windows that may serve again begin and end
FINENESS = 2  # how many cells the result has for one of the object map
# The longest side of the copy that is kept to cut from: enough for a window of a quarter.
COPY_PX = 1280


@dataclass(frozen=True)
class Window:
    """A part of a photograph, in cells of a grid over the whole of it.

    Attributes:
        grid_hw: rows and columns of the grid.
        box_xyxy: the cells of the window; right and bottom are not part of it.
    """

    grid_hw: tuple[int, int]
    box_xyxy: tuple[int, int, int, int]

    @classmethod
    def around(cls, logits_hw: NDArray[np.float32], size_hw: tuple[int, int]) -> Window | None:
        """The window around what stands out; None where nothing does, or too much to be cut.

        Args:
            logits_hw: (h, w), of the whole photograph.
            size_hw: of the photograph, in pixels.
        """
        parts = cv2.connectedComponentsWithStats((logits_hw > 0).astype(np.uint8))[2][1:]
        if not len(parts):
            return None
        areas = parts[:, cv2.CC_STAT_AREA]
        parts = parts[areas >= LEAST_PART * areas.sum()]
        first = parts[:, :2].min(axis=0)  # (x, y)
        last = (parts[:, :2] + parts[:, 2:4]).max(axis=0)
        cells_wh = np.array(logits_hw.shape[::-1])
        cell_px = np.array(size_hw[::-1]) / cells_wh
        margin = MARGIN * float(((last - first) * cell_px).max()) / cell_px
        grid_wh = FINENESS * cells_wh
        start = np.maximum(0, np.floor(FINENESS * (first - margin))).astype(int)
        end = np.minimum(grid_wh, np.ceil(FINENESS * (last + margin))).astype(int)
        grid_hw = (int(grid_wh[1]), int(grid_wh[0]))
        window = cls(grid_hw, (int(start[0]), int(start[1]), int(end[0]), int(end[1])))
        return None if window._shows_too_much() else window

    def snapped(self) -> Window | None:
        """The window out to the lines of a lattice; None where that is too large to be cut.

        What was seen through it serves until the objects have moved across a line.
        """
        rows, columns = self.grid_hw
        across, down = max(1, columns // LATTICE), max(1, rows // LATTICE)
        left, top, right, bottom = self.box_xyxy
        left, top = left // across * across, top // down * down
        right = min(columns, -(-right // across) * across)
        bottom = min(rows, -(-bottom // down) * down)
        window = Window(self.grid_hw, (left, top, right, bottom))
        return None if window._shows_too_much() else window

    def _shows_too_much(self) -> bool:
        left, top, right, bottom = self.box_xyxy
        return (right - left) * (bottom - top) > MOST_SHARE * self.grid_hw[0] * self.grid_hw[1]

    def cut(self, image: NDArray[Pixel]) -> NDArray[Pixel]:
        """The window's pixels, of a photograph (H, W, 3) or a mask (H, W); at least one."""
        height, width = image.shape[:2]
        left, top, right, bottom = self.box_xyxy
        rows, columns = self.grid_hw
        x0, y0 = left * width // columns, top * height // rows
        x1, y1 = -(-right * width // columns), -(-bottom * height // rows)
        return image[y0:y1, x0:x1]

    def within(self, map_hw: NDArray[np.float32], size_hw: tuple[int, int]) -> NDArray[np.float32]:
        """What a map (h, w) over the whole photograph says in the window, (h', w') of `size_hw`."""
        left, top, right, bottom = self.box_xyxy
        return stretched(stretched(map_hw, self.grid_hw)[top:bottom, left:right], size_hw)

    def spread(self, map_hw: NDArray[np.float32]) -> NDArray[np.float32]:
        """A map (h, w) over the window as `grid_hw`; 0 outside."""
        left, top, right, bottom = self.box_xyxy
        spread = np.zeros(self.grid_hw, np.float32)
        spread[top:bottom, left:right] = stretched(map_hw, (bottom - top, right - left))
        return spread

    def difference(
        self, far_hw: NDArray[np.float32], near_hw: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """What the second look adds to a logit.

        Args:
            far_hw: (h, w), the logits of the whole photograph.
            near_hw: (h', w'), those of the window.
        Returns: `grid_hw`; 0 outside the window.
        """
        left, top, right, bottom = self.box_xyxy
        near = stretched(near_hw, (bottom - top, right - left))
        far = enlarged(far_hw, self.grid_hw)[top:bottom, left:right]
        return self.spread(BELIEVED * (near - far))

    def joined(
        self, far_hw: NDArray[np.float32], near_hw: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """Logits (h, w) of the whole photograph on `grid_hw`, where the window's are not higher."""
        left, top, right, bottom = self.box_xyxy
        logits = enlarged(far_hw, self.grid_hw).copy()
        here = logits[top:bottom, left:right]
        np.maximum(here, stretched(near_hw, here.shape), out=here)
        return logits


def with_difference(
    logits_hw: NDArray[np.float32], added_hw: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The logits of a photograph with a `Window.difference`, on its finer grid."""
    return enlarged(logits_hw, (added_hw.shape[0], added_hw.shape[1])) + added_hw


def enlarged(values_hw: NDArray[np.float32], size_hw: tuple[int, int]) -> NDArray[np.float32]:
    """A map on a finer grid, bilinear; ten times as fast as torch on the network's maps."""
    finer = cv2.resize(values_hw, size_hw[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(finer, np.float32)


def averaged(values_hw: NDArray[np.float32], size_hw: tuple[int, int]) -> NDArray[np.float32]:
    """A map on a coarser grid, the mean of what each cell covers; the same map on its own."""
    if values_hw.shape == size_hw:
        return values_hw
    shrunk = cv2.resize(values_hw, size_hw[::-1], interpolation=cv2.INTER_AREA)
    return np.asarray(shrunk, np.float32)
