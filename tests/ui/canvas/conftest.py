"""A canvas on an editor in memory, at any device pixel ratio."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from cosegui.tasks.runner import ImmediateRunner, Runner
from cosegui.ui.canvas.view import Canvas
from cosegui.ui.canvas.view_state import ViewState
from tests.helpers.canvas import FakeEditor


class WatchedCanvas(Canvas):
    """Says it is on a screen of a given ratio, and remembers what it asked to repaint."""

    ratio = 1.0

    def devicePixelRatioF(self) -> float:
        return self.ratio

    def update(self, *where: QRect) -> None:
        self.__dict__.setdefault("repaints", []).append(where[0] if where else self.rect())
        super().update(*where)

    def repaints_since_last(self) -> list[QRect]:
        repaints, self.repaints = self.repaints, []
        return [rect for rect in repaints if not rect.isEmpty()]


MakeCanvas = Callable[..., WatchedCanvas]


@pytest.fixture
def editor() -> FakeEditor:
    return FakeEditor()


@pytest.fixture
def state(qapp: object) -> ViewState:
    return ViewState()


@pytest.fixture
def make_canvas(qtbot: QtBot, editor: FakeEditor, state: ViewState) -> MakeCanvas:
    def make(
        *, ratio: float = 1.0, size: tuple[int, int] = (300, 200), runner: Runner | None = None
    ) -> WatchedCanvas:
        WatchedCanvas.ratio = ratio
        canvas = WatchedCanvas(editor, state, runner or ImmediateRunner())
        qtbot.addWidget(canvas)
        canvas.resize(*size)
        canvas.show()
        canvas.setFocus()
        qtbot.waitUntil(canvas.hasFocus)
        return canvas

    return make


@pytest.fixture
def canvas(make_canvas: MakeCanvas) -> WatchedCanvas:
    return make_canvas()
