"""Moving the image by hand."""

from __future__ import annotations

from .tool import CursorShape, Point, Pointer, Tool, ToolHost, ToolName


class Pan(Tool):
    """Keeps the point of the image that was grabbed under the pointer."""

    name = ToolName.PAN

    def __init__(self, host: ToolHost) -> None:
        super().__init__(host)
        self._grabbed: Point | None = None

    @property
    def cursor_shape(self) -> CursorShape:
        return CursorShape.HAND

    @property
    def is_busy(self) -> bool:
        return self._grabbed is not None

    def press(self, pointer: Pointer) -> None:
        self._grabbed = pointer.point_xy

    def move(self, pointer: Pointer) -> None:
        # The view moves under the pointer, so the grabbed point stays the same for the whole drag.
        if self._grabbed is not None:
            x, y = pointer.point_xy
            self._host.pan_image(x - self._grabbed[0], y - self._grabbed[1])

    def release(self, pointer: Pointer) -> None:  # noqa: ARG002  where it ends, the image stays
        self._grabbed = None

    def cancel(self) -> None:
        self._grabbed = None
