"""Steps on their way to the journal, whatever happens to the project meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from cosegui.core.errors import SaveError
from cosegui.core.project import Project, ReviewState
from cosegui.session.project_store import ProjectStore
from cosegui.storage import atomic, project_file
from cosegui.storage import journal as journal_module
from cosegui.storage.journal import Journal, JournalRecord
from cosegui.tasks.runner import TaskRunner
from tests.helpers.fakes import SteppedRunner
from tests.helpers.sessions import Desk


def settled(folder: Path) -> tuple[Desk, SteppedRunner]:
    """A session whose tasks wait to be run one by one; its folder is open."""
    runner = SteppedRunner()
    desk = Desk(runner)
    desk.workspace.open_path(folder)
    runner.run_all()
    return desk, runner


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ProjectStore]:
    lock = project_file.ProjectLock(tmp_path / "a.cosegui")
    lock.acquire()
    store = ProjectStore(tmp_path / "a.cosegui", lock)
    yield store
    store.release()


def mark(image_id: str) -> JournalRecord:
    return JournalRecord.of_state(image_id, ReviewState.APPROVED)


def ids(data_folder: Path) -> list[str]:
    return [record.image_id for record in Journal(data_folder).read()]


def refuse(_stream: object, _content: bytes) -> None:
    raise OSError(28, "No space left on device")


def test_all_steps_that_wait_are_written_at_once_and_in_order(
    store: ProjectStore, tmp_path: Path
) -> None:
    for image_id in ("a", "b", "c"):
        store.note_step(mark(image_id))

    store.write_steps()

    assert ids(tmp_path / "a.cosegui-data") == ["a", "b", "c"]


def test_steps_that_a_full_disk_refused_are_written_with_the_next(
    store: ProjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.note_step(mark("a"))
    with monkeypatch.context() as patch:
        patch.setattr(journal_module, "_write_all", refuse)
        with pytest.raises(SaveError, match="disk is full"):
            store.write_steps()
    store.note_step(mark("b"))

    store.write_steps()

    assert ids(tmp_path / "a.cosegui-data")[-2:] == ["a", "b"]


def test_a_step_done_while_the_project_moves_is_in_the_journal_of_the_new_place(
    folder: Path, tmp_path: Path
) -> None:
    desk, runner = settled(folder)
    draft = desk.workspace.project_path
    assert draft is not None
    desk.workspace.save_as(tmp_path / "mine.cosegui")
    desk.paint((5, 5))

    runner.run_all()
    desk.crash()

    assert not draft.exists()
    again = Desk()
    again.workspace.open_path(tmp_path / "mine.cosegui")
    assert again.mask()[5, 5]
    assert again.workspace.is_dirty


def test_what_lay_in_the_journal_of_a_replaced_project_is_not_replayed(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    mine, copy = tmp_path / "mine.cosegui", tmp_path / "copy.cosegui"
    desk.workspace.save_as(copy)
    desk.paint((5, 5))
    desk.workspace.documents.open(None)
    desk.crash()
    assert Journal(project_file.data_folder_of(copy)).has_records
    other = Desk()
    other.workspace.open_path(folder)
    other.workspace.save_as(mine)

    other.workspace.save_as(copy)
    other.crash()

    again = Desk()
    again.workspace.open_path(copy)
    assert not again.mask().any()


def test_the_first_place_keeps_no_journal_of_a_project_that_has_moved_on(
    folder: Path, tmp_path: Path
) -> None:
    desk, runner = settled(folder)
    first, second = tmp_path / "first.cosegui", tmp_path / "second.cosegui"
    desk.workspace.save_as(first)
    runner.run_all()
    desk.workspace.save_as(second)
    desk.paint((5, 5))
    runner.run_all()

    assert not Journal(project_file.data_folder_of(first)).has_records


def test_a_move_that_fails_leaves_the_steps_where_they_were(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, runner = settled(folder)
    draft = desk.workspace.project_path
    desk.workspace.save_as(tmp_path / "mine.cosegui")
    desk.paint((5, 5))
    with monkeypatch.context() as patch:
        patch.setattr(project_file, "copy_data", _full)
        runner.run_all()
    desk.crash()

    assert desk.workspace.project_path == draft
    again = Desk()
    again.workspace.open_path(folder)
    assert again.mask()[5, 5]


def _full(*_: object) -> None:
    raise SaveError(Path("full.cosegui"), atomic.reason_of(OSError(28, "full")))


def test_steps_of_a_copy_made_from_a_read_only_window_do_not_come_from_the_other_window(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    desk.paint((5, 5))
    second = Desk()
    second.workspace.open_path(folder)
    assert second.workspace.is_read_only

    second.workspace.save_as(tmp_path / "copy.cosegui")

    assert not Journal(project_file.data_folder_of(tmp_path / "copy.cosegui")).has_records
    again = Desk()
    again.workspace.open_path(folder)
    assert again.workspace.is_read_only
    desk.crash()
    assert np.array_equal(_reopened(folder).mask(), desk.mask())


def _reopened(folder: Path) -> Desk:
    desk = Desk()
    desk.workspace.open_path(folder)
    return desk


def test_changes_given_up_on_the_way_out_stay_given_up(
    qtbot: QtBot, folder: Path, threads: TaskRunner
) -> None:
    desk = Desk(threads)
    desk.open_in_threads(qtbot, folder)
    desk.paint((5, 5))

    desk.workspace.close()
    desk.session.shutdown(20)

    assert not _reopened(folder).mask().any()


def test_a_session_that_ends_in_a_hurry_leaves_its_last_steps_in_the_journal(
    qtbot: QtBot, folder: Path, threads: TaskRunner
) -> None:
    desk = Desk(threads)
    desk.open_in_threads(qtbot, folder)
    desk.paint((5, 5))
    desk.paint((40, 40))

    desk.session.shutdown(20)

    found = _reopened(folder).mask()
    assert found[5, 5]
    assert found[40, 40]


def test_a_stroke_begins_when_the_step_before_it_is_written(
    qtbot: QtBot, folder: Path, threads: TaskRunner
) -> None:
    desk = Desk(threads)
    desk.open_in_threads(qtbot, folder)
    store = desk.workspace._store
    assert store is not None
    for number in range(20):
        desk.paint((5 + number, 5))
        desk.editor.begin_stroke("Brush")
        assert not store._steps
        desk.editor.cancel_stroke()
    desk.session.shutdown(20)


def test_steps_done_while_the_new_file_is_written_are_in_both_places(
    store: ProjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.note_step(mark("a"))
    store.write_steps()
    save = project_file.save_project
    seen: list[list[str]] = []

    def save_slowly(path: Path, project: Project) -> None:
        store.note_step(mark("b"))
        store.write_steps()
        cut = store.cut_journal()
        store.note_step(mark("c"))
        store.write_steps()
        store.sync_steps()
        seen.extend(ids(tmp_path / name) for name in ("a.cosegui-data", "b.cosegui-data"))
        save(path, project)
        cuts.append(cut)

    cuts: list[int] = []
    monkeypatch.setattr(project_file, "save_project", save_slowly)
    store.move_to(tmp_path / "b.cosegui", Project("b", []))
    store.note_step(mark("d"))
    store.write_steps()

    assert seen == [["a", "b", "c"], ["a", "b", "c"]]
    assert ids(tmp_path / "a.cosegui-data") == []
    store.discard_journal(cuts[0])
    assert ids(tmp_path / "b.cosegui-data") == ["c", "d"]


def test_a_new_file_that_cannot_be_written_leaves_no_journal_there(
    store: ProjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.note_step(mark("a"))
    store.write_steps()
    monkeypatch.setattr(project_file, "save_project", _full)

    with pytest.raises(SaveError):
        store.move_to(tmp_path / "b.cosegui", Project("b", []))

    store.note_step(mark("b"))
    store.write_steps()
    assert ids(tmp_path / "a.cosegui-data") == ["a", "b"]
    assert ids(tmp_path / "b.cosegui-data") == []
