"""What takes long says so at the pointer and in the status bar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.helpers.fakes import SteppedRunner
from tests.helpers.sessions import Desk
from tests.helpers.shells import Bench


@pytest.fixture
def stepped_bench(
    qtbot: QtBot, tmp_path: Path, photos: Path
) -> Iterator[tuple[Bench, SteppedRunner]]:
    """The window on a group whose images are loaded; what is computed waits for the test."""
    runner = SteppedRunner()
    bench = Bench(tmp_path / "window.ini", Desk(runner))
    with qtbot.waitExposed(bench.window):
        bench.window.show()
    bench.shell.project.open_path(photos)
    runner.run_all()
    yield bench, runner
    runner.run_all()
    bench.dispose()


def test_a_computation_shows_its_name_and_a_busy_pointer_until_it_is_done(
    stepped_bench: tuple[Bench, SteppedRunner], qtbot: QtBot
) -> None:
    bench, runner = stepped_bench
    bench.desk.editor.compute_mask("GrabCut", lambda layers: layers != 1, final=False)
    label, canvas = bench.window.status.working_label, bench.shell.canvas

    qtbot.waitUntil(lambda: label.text() == "GrabCut…")
    assert canvas.cursor().shape() == Qt.CursorShape.BusyCursor

    runner.run_all()
    assert label.text() == ""
    assert canvas.cursor().shape() != Qt.CursorShape.BusyCursor


def test_what_is_done_at_once_shows_no_sign(
    stepped_bench: tuple[Bench, SteppedRunner], monkeypatch: pytest.MonkeyPatch
) -> None:
    bench, runner = stepped_bench
    shown: list[str] = []
    monkeypatch.setattr(bench.window.status, "show_working", shown.append)

    bench.desk.editor.apply_computed("Invert", np.logical_not)
    runner.run_all()

    assert set(shown) == {""}
