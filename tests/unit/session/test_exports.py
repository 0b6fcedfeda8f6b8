from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from cosegui.core.project import ReviewState
from cosegui.session.exports import Exports
from cosegui.storage.masks import read_mask, read_probability
from cosegui.tasks.runner import TaskRunner
from tests.helpers.fakes import disc_hw
from tests.helpers.sessions import SIZE_HW, Desk, Heard, stepped_desk

ALL = list(ReviewState)
TELLS = ("started", "progressed", "finished", "failed")


def hear(exports: Exports) -> Heard:
    return Heard(exports, *TELLS)


def test_masks_are_exported_as_they_are_saved_or_not(tmp_path: Path, desk: Desk) -> None:
    desk.predictions.run_unreviewed()
    desk.paint((5, 5))
    assert desk.workspace.is_dirty
    heard = hear(desk.session.exports)

    desk.session.exports.export_masks(tmp_path / "out", states=ALL)

    (report,) = heard.of("finished")
    assert len(report.written) == 3
    assert np.array_equal(read_mask(tmp_path / "out" / "pots" / "a.png"), desk.mask())
    assert np.array_equal(read_mask(tmp_path / "out" / "pots" / "b.png"), disc_hw(SIZE_HW))
    assert desk.workspace.is_dirty, "an export is no save"
    assert [one.done for one in heard.of("progressed")] == [1, 2, 3]
    assert heard.of("progressed")[-1].seconds_left == 0.0
    assert not desk.session.exports.is_running


def test_only_the_states_asked_for_are_exported(tmp_path: Path, desk: Desk) -> None:
    desk.predictions.run_unreviewed()
    desk.workspace.set_state(desk.id_of("b.png"), ReviewState.APPROVED)

    desk.session.exports.export_masks(tmp_path / "out", states=[ReviewState.APPROVED])

    assert [path.name for path in (tmp_path / "out").rglob("*.png")] == ["b.png"]


def test_an_image_without_a_mask_is_reported(tmp_path: Path, desk: Desk) -> None:
    desk.paint((5, 5))
    heard = hear(desk.session.exports)

    desk.session.exports.export_masks(tmp_path / "out", states=ALL)

    (report,) = heard.of("finished")
    assert len(report.written) == 1
    assert {file.message for file in report.failed} == {
        "b.png has no mask yet.",
        "c.png has no mask yet.",
    }


@pytest.mark.parametrize("states", [[], [ReviewState.APPROVED], [ReviewState.UNSEEN]])
def test_an_export_that_writes_nothing_says_so(
    tmp_path: Path, desk: Desk, states: list[ReviewState]
) -> None:
    heard = hear(desk.session.exports)

    desk.session.exports.export_masks(tmp_path / "out", states=states)

    ((title, text),) = heard.of("failed")
    assert title == "Nothing was exported"
    assert "No mask was written" in text
    assert heard.of("finished") == []
    assert not desk.session.exports.is_running


def test_an_export_takes_the_masks_of_the_moment_it_was_asked_for(
    tmp_path: Path, qapp: object, folder: Path
) -> None:
    desk, runner = stepped_desk(folder)
    desk.paint((5, 5))
    asked = desk.mask()

    desk.session.exports.export_masks(tmp_path / "out", states=[ReviewState.CORRECTED])
    desk.paint((40, 40))
    runner.run_all()

    assert np.array_equal(read_mask(tmp_path / "out" / "pots" / "a.png"), asked)


def test_a_cancelled_export_reports_what_was_written(
    qtbot: QtBot, tmp_path: Path, folder: Path, threads: TaskRunner
) -> None:
    desk = Desk(threads)
    desk.open_in_threads(qtbot, folder)
    with qtbot.waitSignal(desk.predictions.run_finished, timeout=20_000):
        desk.predictions.run_unreviewed()
    exports = desk.session.exports
    exports.started.connect(exports.cancel)

    with qtbot.waitSignal(exports.finished, timeout=20_000) as finished:
        exports.export_masks(tmp_path / "out", states=ALL)

    assert finished.args[0].is_cancelled
    assert finished.args[0].written == ()
    assert not exports.is_running


def test_a_second_export_waits_for_the_person_to_ask_again(
    tmp_path: Path, qapp: object, folder: Path
) -> None:
    desk, runner = stepped_desk(folder)
    heard = hear(desk.session.exports)

    desk.session.exports.export_masks(tmp_path / "one", states=ALL)
    desk.session.exports.export_masks(tmp_path / "two", states=ALL)
    runner.run_all()

    assert len(heard.of("started")) == 1
    assert not (tmp_path / "two").exists()


def test_soft_masks_come_from_the_last_run_and_from_the_brush(tmp_path: Path, desk: Desk) -> None:
    desk.predictions.run_unreviewed()
    desk.paint((5, 5))

    desk.session.exports.export_masks(tmp_path / "out", states=ALL, format_name="soft-8")

    untouched = read_probability(tmp_path / "out" / "pots" / "b.png")
    stored = desk.workspace.documents.probability_reader(
        desk.workspace.image(desk.id_of("b.png"))
    )()
    assert stored is not None
    assert not set(np.unique(untouched)) <= {0, 255}
    assert np.array_equal(untouched, stored)
    painted = read_probability(tmp_path / "out" / "pots" / "a.png")
    assert painted[5, 5] == 255


def test_files_of_an_earlier_export_are_replaced_only_on_request(
    tmp_path: Path, desk: Desk
) -> None:
    desk.predictions.run_unreviewed()
    heard = hear(desk.session.exports)
    for replaces in (False, False, True):
        desk.session.exports.export_masks(tmp_path / "out", states=ALL, replaces=replaces)

    assert len(heard.of("finished")) == 2
    ((_, text),) = heard.of("failed")
    assert "is there already" in text
