"""A day's work in a real window with the model that ships; asserts on files alone."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.helpers.desktop import (
    ROOT,
    Desktop,
    desktop,
    ending_of,
    missing_tools,
    running_app,
    wait_for,
)

pytestmark = [pytest.mark.window, pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture(autouse=True)
def has_tools() -> None:
    why = missing_tools()
    if why:
        pytest.skip(why)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A folder of folders: two groups of two photographs."""
    pictures = sorted((ROOT / "resources" / "demo").glob("*.jpg"))[:4]
    for number, picture in enumerate(pictures):
        folder = tmp_path / "photos" / f"group {number // 2}"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(picture, folder)
    return tmp_path / "photos"


def images_of(project: Path) -> list[dict[str, Any]]:
    groups = json.loads(project.read_text(encoding="utf-8"))["groups"]
    return [image for group in groups for image in group["images"]]


def states_of(project: Path) -> list[str]:
    return [image["state"] for image in images_of(project)]


def mask_of_first(project: Path) -> NDArray[np.bool_]:
    """The mask of the project's first image, as it is on disk."""
    data = project.with_name(f"{project.name}-data") / "layers"
    with Image.open(data / f"{images_of(project)[0]['id']}.png") as layers:
        return (np.asarray(layers) & 1).astype(bool)


def save_changes(screen: Desktop, project: Path) -> NDArray[np.bool_]:
    """Save as soon as the title says that there is something to save. Returns the first mask."""
    wait_for("a change", lambda: bool(screen.window(r"^work\*")))
    screen.press("^work", "ctrl+s")
    wait_for("the save", lambda: bool(screen.window(r"^work —")))
    return mask_of_first(project)


def is_predicted_after_saving(screen: Desktop, project: Path) -> bool:
    screen.press("^work", "ctrl+s")
    return set(states_of(project)) == {"predicted"}


def quit_when_idle(screen: Desktop, app: subprocess.Popen[str]) -> None:
    """Press Ctrl+Q until the app ends: while work goes on it asks, and goes when it has ended."""

    def has_ended() -> bool:
        screen.press_if_there("^work", "ctrl+q")
        return app.poll() is not None

    wait_for("the end", has_ended)
    assert ending_of(app) == (0, "")


def test_open_run_brush_undo_save_reopen_and_export(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, masks = tmp_path / "work.cosegui", tmp_path / "masks"
    # File dialogs begin there. Names are typed into them, not paths: at a path's every "/" their
    # completion reads a folder, and where that takes longer than the next key, rewrites the path.
    monkeypatch.setenv("HOME", str(tmp_path))
    with desktop() as screen:
        with running_app(screen) as app:
            screen.press("^cosegui", "ctrl+u")
            screen.type("Open a folder", photos.name)
            screen.press("^photos", "ctrl+s")
            screen.type("Save the project", project.name)
            wait_for("the project", project.is_file)

            screen.press("^work", "ctrl+r")
            wait_for("all masks", lambda: is_predicted_after_saving(screen, project))
            predicted = mask_of_first(project)
            assert 0.01 < predicted.mean() < 0.9, "the model found something, not everything"

            screen.drag([(380, 300), (420, 310), (460, 300)])
            painted = save_changes(screen, project)
            assert (painted & ~predicted).any(), "the stroke is in the mask"
            screen.drag([(500, 480), (560, 500), (700, 480)])
            assert not np.array_equal(save_changes(screen, project), painted)
            screen.press("^work", "ctrl+z")
            assert np.array_equal(save_changes(screen, project), painted)
            quit_when_idle(screen, app)

        with running_app(screen, str(project)) as app:
            screen.press("^work", "ctrl+e")
            screen.press("Export Masks", "alt+f", "ctrl+a")
            screen.type("Export Masks", str(masks))
            wait_for("four masks", lambda: len(list(masks.glob("*/*.png"))) == 4)
            quit_when_idle(screen, app)

    assert states_of(project)[0] == "corrected"
    first = images_of(project)[0]["path"]
    exported = masks / "group 0" / f"{Path(first).stem}.png"
    with Image.open(exported) as image:
        assert set(np.unique(np.asarray(image))) <= {0, 255}
        assert np.array_equal(np.asarray(image) > 0, painted)
