from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cosegui import cli
from cosegui.commands import import_masks
from cosegui.commands.console import UsageError
from cosegui.core.layers import mask_of
from cosegui.core.project import Group, ImageEntry, Project, ReviewState
from cosegui.storage import project_file
from cosegui.storage.masks import read_layers
from tests.helpers.consoles import FakeConsole, parsed
from tests.helpers.datasets import left_half, mask_file, photograph


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    """Two unseen cows, a and b."""
    path = tmp_path / "farm.cosegui"
    images = [ImageEntry(photograph(tmp_path / "cows" / f"{name}.jpg")) for name in "ab"]
    project_file.save_project(path, Project("farm", [Group("cows", images)]))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A mask of a."""
    return mask_file(tmp_path / "masks" / "a.png", left_half()).parent


def run(*arguments: object) -> tuple[int, FakeConsole]:
    console = FakeConsole()
    return import_masks.run(parsed(import_masks, *arguments), console), console


def test_masks_go_into_the_project_and_images_without_one_are_named(
    project_path: Path, folder: Path
) -> None:
    code, console = run(folder, "--project", project_path)

    assert code == 0
    assert "1 of 1 masks" in console.said
    assert "b.jpg: the folder has no mask for it" in console.complaints
    first, second = project_file.load_project(project_path).images()
    assert (first.state, second.state) == (ReviewState.CORRECTED, ReviewState.UNSEEN)
    stored = read_layers(project_file.layers_path(project_path, first.id))
    assert np.array_equal(mask_of(stored), left_half())


def test_what_is_left_out_is_named_and_told_by_the_exit_code(
    project_path: Path, folder: Path
) -> None:
    mask_file(folder / "c.png", left_half())

    code, console = run(folder, "--project", project_path)

    assert code == 1
    assert "c: no image of the project has this name" in console.complaints
    assert "1 of 2 masks" in console.said


def test_a_dry_run_changes_nothing(project_path: Path, folder: Path) -> None:
    before = project_path.read_bytes()

    code, console = run(folder, "--project", project_path, "--dry-run")

    assert code == 0
    assert "would take a for" in console.said
    assert "nothing was changed" in console.said
    assert project_path.read_bytes() == before


def test_a_project_that_is_not_there_is_wrong_usage(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.cosegui"):
        run(folder, "--project", "gone.cosegui")


def test_the_command_is_called_import(
    project_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["import", str(folder), "--project", str(project_path)]) == 0
    assert "1 of 1 masks" in capsys.readouterr().out
