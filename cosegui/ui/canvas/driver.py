"""Which tool gets which pointer event: the chosen one, or the hand while it is borrowed."""

from __future__ import annotations

from .tools import CursorShape, Pointer, Preview, Tool, ToolHost, ToolName, make_tools


class ToolDriver:
    """The tools of one canvas, the chosen one and the one in the middle of a drag.

    A drag belongs to the tool that it began with until the button is up, whatever is chosen or
    held meanwhile.
    """

    def __init__(self, host: ToolHost) -> None:
        self._tools = make_tools(host)
        self._name = ToolName.BRUSH
        self._dragging: Tool | None = None

    @property
    def name(self) -> ToolName:
        """The chosen tool."""
        return self._name

    @property
    def is_dragging(self) -> bool:
        return self._dragging is not None

    @property
    def is_busy(self) -> bool:
        """Something begun is neither done nor cancelled: a stroke, an open polygon."""
        return self._dragging is not None or self._chosen.is_busy

    @property
    def can_accept(self) -> bool:
        """What is under way is complete enough for `accept`."""
        return self._chosen.can_accept

    @property
    def preview(self) -> Preview | None:
        return self._chosen.preview

    def cursor_shape(self, *, wants_pan: bool) -> CursorShape:
        """For the pointer; `wants_pan`: Space is held."""
        if self._dragging is not None:
            return self._dragging.cursor_shape
        return (self._tools[ToolName.PAN] if wants_pan else self._chosen).cursor_shape

    def choose(self, name: ToolName) -> None:
        """Another tool; what the last one had under way is dropped, a drag finishes first."""
        if name != self._name:
            if self._dragging is None:
                self._chosen.cancel()
            self._name = name

    def press(self, pointer: Pointer, *, wants_pan: bool) -> None:
        if self._dragging is None:
            self._dragging = self._tools[ToolName.PAN] if wants_pan else self._chosen
            self._dragging.press(pointer)

    def move(self, pointer: Pointer) -> None:
        """The pointer moved, with or without a button."""
        if self._dragging is not None:
            self._dragging.move(pointer)
        else:
            self._chosen.hover(pointer)

    def release(self, pointer: Pointer) -> None:
        tool, self._dragging = self._dragging, None
        if tool is not None:
            tool.release(pointer)
            if tool is not self._chosen:
                tool.cancel()

    def accept(self) -> None:
        self._chosen.accept()

    def step_back(self) -> None:
        self._chosen.step_back()

    def cancel(self) -> None:
        """Drop the drag and whatever else is under way."""
        tool, self._dragging = self._dragging, None
        if tool is not None:
            tool.cancel()
        self._chosen.cancel()

    def forget(self) -> None:
        """Another image is shown."""
        self._dragging = None
        for tool in self._tools.values():
            tool.forget()

    @property
    def _chosen(self) -> Tool:
        return self._tools[self._name]
