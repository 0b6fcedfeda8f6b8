"""The folder and the session that most tests of this floor begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cosegui.tasks.runner import TaskRunner
from tests.helpers.sessions import Desk, photo_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three photographs in the group "pots"."""
    return photo_folder(tmp_path)


@pytest.fixture
def desk(qapp: object, folder: Path) -> Desk:
    """The folder is open, every task runs at once, nothing is saved unasked."""
    desk = Desk()
    desk.workspace.open_path(folder)
    return desk


@pytest.fixture
def threads(qapp: object) -> Iterator[TaskRunner]:
    runner = TaskRunner(file_threads=2)
    yield runner
    assert runner.shutdown(20)
