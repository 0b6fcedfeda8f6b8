from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication

from cosegui.core.project import ReviewState
from cosegui.session.work_time import LONGEST_PAUSE_S, WorkTime
from cosegui.session.workspace import Workspace
from cosegui.storage.project_file import load_project
from cosegui.tasks.runner import ImmediateRunner
from tests.helpers.sessions import photo_folder


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


class Worker:
    """A person whose every input is a call."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.workspace = Workspace(ImmediateRunner(), autosave_seconds=0)
        self.work_time = WorkTime(self.workspace, clock=self.clock)

    def act_after(self, *pauses_s: float) -> None:
        for pause_s in pauses_s:
            self.clock.now_s += pause_s
            self.work_time.note_activity()

    def seconds(self) -> list[float]:
        """Of each image, in their order."""
        workspace = self.workspace
        return [workspace.image(one).seconds for one in workspace.ordered_image_ids()]


@pytest.fixture
def worker(qapp: QCoreApplication, tmp_path) -> Iterator[Worker]:
    worker = Worker()
    worker.workspace.open_path(photo_folder(tmp_path))
    yield worker
    worker.workspace.release()


def test_time_between_inputs_goes_to_the_image_that_is_worked_on(worker):
    worker.act_after(2, 3)
    worker.clock.now_s += 4
    worker.workspace.step_image(1)
    worker.act_after(5)
    assert worker.seconds() == pytest.approx([9, 5, 0])


def test_a_long_pause_counts_not_at_all(worker):
    worker.act_after(2, LONGEST_PAUSE_S, 1)
    assert worker.seconds() == pytest.approx([3, 0, 0])


def test_the_time_alone_asks_for_no_save_and_is_written_with_the_next(worker):
    workspace = worker.workspace
    worker.act_after(2, 3)
    assert not workspace.is_dirty
    workspace.set_state(workspace.current_image_id, ReviewState.APPROVED)
    workspace.save()
    worker.act_after(1)
    assert not workspace.is_dirty
    first = next(load_project(workspace.project_path).images())
    assert first.seconds == pytest.approx(5)


def test_nothing_is_counted_while_nothing_is_open(qapp):
    worker = Worker()
    worker.act_after(1, 2)
    assert worker.seconds() == []


def test_a_project_that_is_only_looked_at_counts_nothing(worker, tmp_path):
    other = Worker()
    other.workspace.open_path(tmp_path / "photos")
    assert other.workspace.is_read_only
    other.act_after(1, 2)
    assert other.seconds() == [0, 0, 0]
