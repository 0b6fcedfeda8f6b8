"""A session over a folder of small photographs, and all that its objects say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, SignalInstance
from pytestqt.qtbot import QtBot

from cosegui.core.layers import mask_of
from cosegui.core.ports import Segmenter
from cosegui.core.project import ReviewState
from cosegui.core.settings import Settings
from cosegui.session.session import Session
from cosegui.tasks.runner import ImmediateRunner, Runner
from tests.helpers.fakes import FakeSegmenter, SteppedRunner
from tests.helpers.projects import write_photographs

SIZE_HW = (48, 64)


class Heard:
    """Every emission of the named signals of an object, in order."""

    def __init__(self, sender: QObject, *names: str) -> None:
        self.all: list[tuple[str, tuple[Any, ...]]] = []
        for name in names:
            signal: SignalInstance = getattr(sender, name)
            signal.connect(self._listener(name))

    def of(self, name: str) -> list[Any]:
        """What came with each emission: its value, or the tuple of its values."""
        return [args[0] if len(args) == 1 else args for heard, args in self.all if heard == name]

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.all]

    def clear(self) -> None:
        self.all.clear()

    def _listener(self, name: str) -> Callable[..., None]:
        return lambda *args: self.all.append((name, args))


def photo_folder(parent: Path, groups: dict[str, Sequence[str]] | None = None) -> Path:
    """A folder with one folder of photographs for each group; "pots" with three by default."""
    folder = parent / "photos"
    for name, files in (groups or {"pots": ("a.png", "b.png", "c.png")}).items():
        write_photographs(folder / name, files, size_hw=SIZE_HW)
    return folder


@dataclass
class Desk:
    """A session, its fake model, and short words for what tests do with it."""

    runner: Runner = field(default_factory=ImmediateRunner)
    segmenter: FakeSegmenter = field(default_factory=FakeSegmenter)
    settings: Settings = field(default_factory=lambda: Settings().changed(autosave_seconds=0))
    factory: Callable[[], Segmenter] | None = None

    def __post_init__(self) -> None:
        self.session = Session(
            self.runner,
            segmenter_factory=self.factory or (lambda: self.segmenter),
            settings=self.settings,
        )
        self.workspace = self.session.workspace
        self.editor = self.session.editor
        self.predictions = self.session.predictions

    def ids(self) -> list[str]:
        return list(self.workspace.ordered_image_ids())

    def id_of(self, name: str) -> str:
        """The id of the image whose file has that name."""
        return next(one for one in self.ids() if self.workspace.image(one).name == name)

    def state_of(self, name: str) -> ReviewState:
        return self.workspace.image(self.id_of(name)).state

    def select(self, name: str) -> str:
        image_id = self.id_of(name)
        self.workspace.select_image(image_id)
        return image_id

    def paint(
        self,
        *points_xy: tuple[float, float],
        radius_px: float = 4.0,
        value: bool = True,
        name: str = "Brush",
    ) -> None:
        """One stroke through the points; a single one is a click."""
        assert self.editor.begin_stroke(name)
        starts = points_xy[:-1] or points_xy
        for start, end in zip(starts, points_xy[1:] or points_xy, strict=True):
            self.editor.extend_stroke(start, end, radius_px=radius_px, value=value)
        self.editor.end_stroke()

    def mask(self) -> NDArray[np.bool_]:
        """The mask of the current image."""
        layers = self.editor.layers_hw_u8
        assert layers is not None
        return mask_of(layers)

    def open_in_threads(self, qtbot: QtBot, folder: Path) -> None:
        """Open a folder, and wait until its first image can be edited."""
        # Before that, "" says that no image of the new project is current yet.
        with qtbot.waitSignal(self.editor.image_ready, timeout=20_000, check_params_cb=bool):
            self.workspace.open_path(folder)

    def crash(self) -> None:
        """Leave the files as a killed process does, and let go of the lock as the system does."""
        store = self.workspace._store
        assert store is not None
        store.release()


def stepped_desk(folder: Path, *, has_masks: bool = False) -> tuple[Desk, SteppedRunner]:
    """A desk with the folder open, whose further tasks wait until the test runs them."""
    runner = SteppedRunner()
    desk = Desk(runner)
    desk.workspace.open_path(folder)
    runner.run_all()
    if has_masks:
        desk.predictions.run_unreviewed()
        runner.run_all()
    return desk, runner
