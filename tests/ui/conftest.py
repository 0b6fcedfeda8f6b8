from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.sessions import photo_folder
from tests.helpers.shells import Bench


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    """The window, shown, with nothing open."""
    bench = Bench(tmp_path / "window.ini")
    with qtbot.waitExposed(bench.window):
        bench.window.show()
    yield bench
    bench.dispose()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A folder with one group, "pots", of a.png, b.png and c.png."""
    return photo_folder(tmp_path)
