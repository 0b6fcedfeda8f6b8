"""The tools of the canvas, one state machine a class; none of them knows Qt or paints the screen.

A tool takes `Pointer` events in the image frame and answers with calls of the editor. To add one:
a name in `ToolName`, a class in a file of its own, a line in `make_tools`.
"""

from __future__ import annotations

from .brush import Brush
from .cut import GrabCut
from .edge_brush import EdgeBrush
from .fill import Fill
from .pan import Pan
from .shapes import Lasso, Polygon
from .tool import CursorShape, Edits, Pointer, Preview, StepName, Tool, ToolHost, ToolName
from .wand import Wand

__all__ = [
    "Brush",
    "CursorShape",
    "EdgeBrush",
    "Edits",
    "Fill",
    "GrabCut",
    "Lasso",
    "Pan",
    "Pointer",
    "Polygon",
    "Preview",
    "StepName",
    "Tool",
    "ToolHost",
    "ToolName",
    "Wand",
    "make_tools",
]


def make_tools(host: ToolHost) -> dict[ToolName, Tool]:
    """Every tool, by name, in the order in which people are offered them."""
    tools: tuple[Tool, ...] = (
        Brush(host, paints=True),
        Brush(host, paints=False),
        EdgeBrush(host),
        Fill(host),
        Lasso(host),
        Polygon(host),
        Wand(host),
        GrabCut(host),
        Pan(host),
    )
    return {tool.name: tool for tool in tools}
