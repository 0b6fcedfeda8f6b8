from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

import cosegui
from cosegui.core.ports import SegmentOptions, Solver, ThresholdRule
from cosegui.core.settings import Settings
from cosegui.session.session import segment_options
from cosegui.tasks.runner import TaskRunner
from tests.helpers.sessions import Desk, Heard, stepped_desk

ROOT = Path(cosegui.__file__).parent.parent

PAINTER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from tests.helpers.sessions import Desk

app = QCoreApplication([])
desk = Desk()
desk.workspace.open_path(Path(sys.argv[1]))
desk.predictions.run_unreviewed()
desk.workspace.save()
desk.paint((5, 5), (20, 9))
desk.paint((40, 40))
desk.select("b.png")
desk.paint((9, 9))
desk.editor.begin_stroke("Brush")
desk.editor.extend_stroke((50, 40), (50, 40), radius_px=4, value=True)
print("painted", flush=True)
sys.stdin.read()
"""


def test_a_killed_process_loses_only_the_stroke_under_the_hand(qapp: object, folder: Path) -> None:
    painter = subprocess.Popen(
        [sys.executable, "-c", PAINTER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    with painter:
        assert painter.stdout.readline().strip() == "painted"
        painter.kill()

    desk = Desk()
    heard = Heard(desk.workspace, "noticed")
    desk.workspace.open_path(folder)

    assert "The edits of 2 images were recovered" in heard.of("noticed")[0]
    assert desk.mask()[5, 5]
    assert desk.mask()[40, 40]
    desk.select("b.png")
    assert desk.mask()[9, 9]
    assert not desk.mask()[40, 50]


def test_a_session_in_threads_goes_from_folder_to_saved_masks(
    qtbot: QtBot, folder: Path, threads: TaskRunner
) -> None:
    desk = Desk(threads)
    desk.open_in_threads(qtbot, folder)
    with qtbot.waitSignal(desk.predictions.run_finished, timeout=20_000):
        desk.predictions.run_unreviewed()
    desk.paint((5, 5))
    painted = desk.mask()
    with qtbot.waitSignal(desk.workspace.saved, timeout=20_000):
        desk.workspace.save()
    assert not desk.workspace.is_dirty
    with qtbot.waitSignal(desk.editor.image_ready, timeout=20_000):
        desk.workspace.step_image(1)
    with qtbot.waitSignal(desk.editor.image_ready, timeout=20_000):
        desk.workspace.step_image(-1)
    assert np.array_equal(desk.mask(), painted)
    assert desk.editor.can_undo


def test_shutting_down_ends_the_threads_and_frees_the_project(qtbot: QtBot, folder: Path) -> None:
    runner = TaskRunner()
    desk = Desk(runner)
    desk.open_in_threads(qtbot, folder)
    pause = desk.segmenter.pause_at("b.png")
    heard = Heard(desk.predictions, "run_finished")
    with qtbot.waitSignal(desk.predictions.image_predicted, timeout=20_000):
        desk.predictions.run_unreviewed()
    assert desk.session.has_running
    pause.wait_reached()
    pause.go_on.set()

    assert desk.session.shutdown(20)

    assert len(heard.of("run_finished")) == 1
    assert not desk.session.has_running
    again = Desk()
    again.workspace.open_path(folder)
    assert not again.workspace.is_read_only


def test_what_was_unsaved_at_shutdown_is_offered_again(desk: Desk, folder: Path) -> None:
    desk.paint((5, 5))

    assert desk.session.shutdown()

    again = Desk()
    again.workspace.open_path(folder)
    assert again.mask()[5, 5]


@pytest.mark.parametrize("title", ["cut the journal", "save a mask", "save the project"])
def test_a_save_that_the_shutdown_breaks_off_costs_nothing(
    qapp: object, folder: Path, title: str
) -> None:
    desk, runner = stepped_desk(folder, has_masks=True)
    desk.paint((5, 5))
    desk.workspace.save()
    runner.run_all()
    # Painted where the mask is already: nothing but the layers tells that it is to be saved.
    desk.paint((32, 24))
    painted = desk.editor.layers_hw_u8.copy()
    runner.run_all()
    desk.workspace.save()
    while title not in runner.titles:
        runner.run_one()

    desk.session.shutdown()

    again = Desk()
    again.workspace.open_path(folder)
    assert np.array_equal(again.editor.layers_hw_u8, painted)


def test_everything_that_runs_is_known_to_the_question_before_closing(
    desk: Desk, tmp_path: Path
) -> None:
    running: list[bool] = []
    session = desk.session
    session.predictions.run_progressed.connect(lambda _: running.append(session.has_running))
    session.exports.progressed.connect(lambda _: running.append(session.has_running))
    desk.workspace.busy_changed.connect(lambda busy: running.append(busy is session.has_running))

    desk.predictions.run_unreviewed()
    desk.paint((5, 5))
    desk.workspace.save()
    session.exports.export_masks(tmp_path / "out", states=["predicted"])

    assert len(running) > 5
    assert all(running)
    assert not session.has_running


@pytest.mark.parametrize(
    ("changes", "options"),
    [
        ({}, SegmentOptions()),
        ({"threshold_rule": "otsu"}, SegmentOptions(threshold=ThresholdRule.OTSU)),
        ({"threshold_rule": "fixed", "threshold": 0.3}, SegmentOptions(threshold=0.3)),
        ({"threshold": 0.3}, SegmentOptions()),
        ({"solver": "cross-image"}, SegmentOptions(solver=Solver.CROSS_IMAGE)),
        ({"refine_edges": False}, SegmentOptions(refine=False)),
    ],
)
def test_settings_become_options_of_a_run(
    changes: dict[str, object], options: SegmentOptions
) -> None:
    assert segment_options(Settings().changed(**changes)) == options


def test_changed_settings_take_effect(desk: Desk) -> None:
    desk.session.apply_settings(Settings().changed(autosave_seconds=7, threshold_rule="otsu"))

    assert desk.workspace.autosave_seconds == 7
    assert desk.predictions.options.threshold is ThresholdRule.OTSU


def test_full_collections_pass_over_what_an_open_project_and_a_loaded_model_hold(
    folder: Path,
) -> None:
    desk = Desk()
    counts = [gc.get_freeze_count()]
    desk.workspace.open_path(folder)
    counts.append(gc.get_freeze_count())
    desk.predictions.device_changed.emit("cpu")
    counts.append(gc.get_freeze_count())
    assert counts[0] < counts[1] < counts[2]
