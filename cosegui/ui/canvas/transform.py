"""Where the image lies in the view: zoom, position and device pixels, without Qt.

Three frames meet here. Image: pixel (x, y) covers [x, x + 1) x [y, y + 1). View: logical pixels of
the widget, as Qt's events give them. Device: the pixels of the screen, `device_pixel_ratio` to a
logical one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Self

from cosegui.core.geometry import Box

Point = tuple[float, float]

MIN_ZOOM = 1 / 64
MAX_ZOOM = 64.0
FIT_MARGIN_PX = 12.0


@dataclass(frozen=True)
class ViewTransform:
    """Maps the image frame to the view and back; every change makes a new one.

    `zoom` is device pixels per image pixel, so 1.0 is sharp on every screen. `centre_xy_image` lies
    in the middle of the viewport. `is_fitted`: the image keeps filling the viewport when that
    changes its size. From full size on, the image's corner falls on a whole device pixel: at whole
    zooms every image pixel is then the same square. Below, it lies where it lies: rounding would
    move the image by pixels of its own, and zooming in would make that visible.
    """

    image_wh: tuple[int, int] = (1, 1)
    viewport_wh: tuple[float, float] = (1.0, 1.0)
    device_pixel_ratio: float = 1.0
    zoom: float = 1.0
    centre_xy_image: Point = (0.5, 0.5)
    is_fitted: bool = True

    @classmethod
    def fitting(
        cls,
        image_wh: tuple[int, int],
        viewport_wh: tuple[float, float],
        device_pixel_ratio: float,
    ) -> Self:
        """The whole image in the middle of the viewport."""
        return cls(image_wh, viewport_wh, device_pixel_ratio).fit()

    @property
    def scale(self) -> float:
        """Logical view pixels per image pixel."""
        return self.zoom / self.device_pixel_ratio

    @property
    def origin_xy_device(self) -> Point:
        """Where the image's upper left corner lies, in device pixels of the view."""
        x, y = self._exact_origin_xy_device()
        return (float(round(x)), float(round(y))) if self.zoom >= 1 else (x, y)

    @property
    def fit_zoom(self) -> float:
        """The zoom at which the whole image just fits, with a margin around it."""
        room = [
            max(side * self.device_pixel_ratio - 2 * FIT_MARGIN_PX * self.device_pixel_ratio, 1.0)
            for side in self.viewport_wh
        ]
        wanted = min(room[0] / self.image_wh[0], room[1] / self.image_wh[1])
        return min(wanted, MAX_ZOOM)

    def to_view(self, point_xy_image: Point) -> Point:
        """A point of the image in logical view pixels."""
        x, y = self.to_device(point_xy_image)
        return x / self.device_pixel_ratio, y / self.device_pixel_ratio

    def to_device(self, point_xy_image: Point) -> Point:
        """A point of the image in device pixels of the view."""
        origin = self.origin_xy_device
        return (
            origin[0] + point_xy_image[0] * self.zoom,
            origin[1] + point_xy_image[1] * self.zoom,
        )

    def to_image(self, point_xy_view: Point) -> Point:
        """A point of the view, logical pixels, in the image frame; may lie outside the image."""
        origin = self.origin_xy_device
        ratio = self.device_pixel_ratio
        return (
            (point_xy_view[0] * ratio - origin[0]) / self.zoom,
            (point_xy_view[1] * ratio - origin[1]) / self.zoom,
        )

    def contains(self, point_xy_image: Point) -> bool:
        """Whether the point lies on the image."""
        x, y = point_xy_image
        return 0 <= x < self.image_wh[0] and 0 <= y < self.image_wh[1]

    def visible_box(self) -> Box:
        """The pixels of the image that show in the viewport, cut ones included."""
        x0, y0 = self.to_image((0.0, 0.0))
        x1, y1 = self.to_image(self.viewport_wh)
        box = Box(math.floor(x0), math.floor(y0), math.ceil(x1), math.ceil(y1))
        return box.clipped((self.image_wh[1], self.image_wh[0]))

    def view_rect(self, box: Box, margin_px: int = 1) -> tuple[int, int, int, int]:
        """The smallest logical rectangle (x, y, width, height) that holds a box of the image.

        `margin_px` logical pixels are added all round: smooth scaling and a fractional device
        pixel ratio let a pixel colour its neighbours.
        """
        x0, y0 = self.to_view((box.x0, box.y0))
        x1, y1 = self.to_view((box.x1, box.y1))
        left, top = math.floor(x0) - margin_px, math.floor(y0) - margin_px
        right, bottom = math.ceil(x1) + margin_px, math.ceil(y1) + margin_px
        return left, top, right - left, bottom - top

    def fit(self) -> Self:
        """The whole image, centred."""
        width, height = self.image_wh
        return replace(
            self, zoom=self.fit_zoom, centre_xy_image=(width / 2, height / 2), is_fitted=True
        )

    def zoomed_to(self, zoom: float, anchor_xy_view: Point | None = None) -> Self:
        """The same view at another zoom; what lies under the anchor stays under it.

        Args:
            zoom: device pixels per image pixel; held within the limits.
            anchor_xy_view: logical view pixels; the middle of the viewport if None.
        """
        anchor = anchor_xy_view or (self.viewport_wh[0] / 2, self.viewport_wh[1] / 2)
        # From the exact origin: rounding it at every notch would let the anchor drift.
        origin = self._exact_origin_xy_device()
        ratio = self.device_pixel_ratio
        zoom = min(max(zoom, min(MIN_ZOOM, self.fit_zoom)), MAX_ZOOM)
        if math.isclose(zoom, 1.0, rel_tol=1e-6):
            zoom = 1.0  # steps there and back must end at full size, which is painted unsmoothed
        x, y = (
            (anchor[i] * ratio - origin[i]) / self.zoom
            + (self.viewport_wh[i] / 2 - anchor[i]) * ratio / zoom
            for i in (0, 1)
        )
        return self._moved_to((x, y), zoom)

    def panned(self, dx_view: float, dy_view: float) -> Self:
        """The image moved by logical view pixels; its edge stops at the middle of the viewport."""
        x, y = self.centre_xy_image
        return self._moved_to((x - dx_view / self.scale, y - dy_view / self.scale), self.zoom)

    def resized(self, viewport_wh: tuple[float, float], device_pixel_ratio: float) -> Self:
        """For a viewport of another size or on another screen: still fitted, or the same middle."""
        changed = replace(self, viewport_wh=viewport_wh, device_pixel_ratio=device_pixel_ratio)
        return changed.fit() if self.is_fitted else changed

    def _exact_origin_xy_device(self) -> Point:
        ratio = self.device_pixel_ratio
        x, y = self.centre_xy_image
        return (
            self.viewport_wh[0] * ratio / 2 - x * self.zoom,
            self.viewport_wh[1] * ratio / 2 - y * self.zoom,
        )

    def _moved_to(self, centre_xy_image: Point, zoom: float) -> Self:
        (x, y), (width, height) = centre_xy_image, self.image_wh
        held = (min(max(x, 0.0), width), min(max(y, 0.0), height))
        return replace(self, zoom=zoom, centre_xy_image=held, is_fitted=False)
