from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cosegui.commands import export
from cosegui.commands.console import UsageError
from cosegui.core.errors import ExportError
from cosegui.core.geometry import Box
from cosegui.core.layers import MASK_BIT, layers_from_mask
from cosegui.core.project import Group, ImageEntry, Project, ReviewState
from cosegui.storage import project_file
from cosegui.storage.journal import Journal, JournalRecord
from cosegui.storage.masks import write_layers
from tests.helpers.consoles import FakeConsole, parsed
from tests.helpers.datasets import SIZE_HW, left_half, photograph


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    """One image in each review state; all but the unseen one have the left half as mask."""
    path = tmp_path / "farm.cosegui"
    project = Project("farm", [Group("cows")])
    project_file.make_data_folder(path)
    for state in ReviewState:
        image = ImageEntry(photograph(tmp_path / "cows" / f"{state}.jpg"), state=state)
        project.groups[0].images.append(image)
        if state is not ReviewState.UNSEEN:
            write_layers(project_file.layers_path(path, image.id), layers_from_mask(left_half()))
    project_file.save_project(path, project)
    return path


def run(*arguments: object) -> tuple[int, FakeConsole]:
    console = FakeConsole()
    return export.run(parsed(export, *arguments), console), console


def stems(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.png")}


def test_masks_of_all_images_but_unseen_and_excluded_are_written(
    project_path: Path, tmp_path: Path
) -> None:
    code, console = run(project_path, "--out", tmp_path / "out")

    assert code == 0
    assert stems(tmp_path / "out" / "cows") == {"predicted", "corrected", "approved"}
    assert "3 masks" in console.said
    with Image.open(tmp_path / "out" / "cows" / "approved.png") as mask:
        assert np.array_equal(np.asarray(mask), left_half().astype(np.uint8) * 255)


def test_states_choose_the_images(project_path: Path, tmp_path: Path) -> None:
    run(project_path, "--out", tmp_path / "out", "--states", "approved, excluded")

    assert stems(tmp_path / "out" / "cows") == {"approved", "excluded"}


def test_an_image_without_a_mask_is_named_and_the_rest_is_written(
    project_path: Path, tmp_path: Path
) -> None:
    code, console = run(project_path, "--out", tmp_path / "out", "--states", "unseen,approved")

    assert code == 1
    assert "unseen.jpg has no mask yet" in console.complaints
    assert stems(tmp_path / "out" / "cows") == {"approved"}


def test_strokes_that_are_not_saved_yet_count_with_their_state(
    project_path: Path, tmp_path: Path
) -> None:
    image = next(project_file.load_project(project_path).images())
    assert image.state is ReviewState.UNSEEN
    layers = np.zeros(SIZE_HW, np.uint8)
    layers[3:5, 6:9] = MASK_BIT
    box = Box(6, 3, 9, 5)
    journal = Journal(project_file.data_folder_of(project_path))
    journal.append(JournalRecord.of_step(image.id, ReviewState.CORRECTED, "Brush", layers, box))

    run(project_path, "--out", tmp_path / "out", "--states", "corrected")

    assert stems(tmp_path / "out" / "cows") == {"corrected", "unseen"}
    with Image.open(tmp_path / "out" / "cows" / "unseen.png") as mask:
        assert np.array_equal(np.asarray(mask) == 255, layers == MASK_BIT)


def test_an_approved_image_without_pixels_has_an_empty_mask(
    project_path: Path, tmp_path: Path
) -> None:
    image = list(project_file.load_project(project_path).images())[3]
    assert image.state is ReviewState.APPROVED
    project_file.layers_path(project_path, image.id).unlink()

    code, _ = run(project_path, "--out", tmp_path / "out")

    assert code == 0
    with Image.open(tmp_path / "out" / "cows" / "approved.png") as mask:
        assert mask.size == (SIZE_HW[1], SIZE_HW[0])
        assert not np.asarray(mask).any()


def test_what_an_abandoned_run_left_of_an_unseen_image_does_not_count(
    project_path: Path, tmp_path: Path
) -> None:
    image = next(project_file.load_project(project_path).images())
    layers_path = project_file.layers_path(project_path, image.id)
    write_layers(layers_path, layers_from_mask(left_half()))

    code, console = run(project_path, "--out", tmp_path / "out", "--states", "unseen,approved")

    assert code == 1
    assert "unseen.jpg has no mask yet" in console.complaints


def test_a_project_that_a_window_holds_can_be_exported(project_path: Path, tmp_path: Path) -> None:
    with project_file.ProjectLock(project_path):
        code, _ = run(project_path, "--out", tmp_path / "out")

    assert code == 0


def test_nothing_to_write_is_an_error(project_path: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="No mask was written"):
        run(project_path, "--out", tmp_path / "out", "--states", "unseen")


def test_a_project_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.cosegui"):
        run(tmp_path / "gone.cosegui", "--out", tmp_path / "out")


def test_a_state_that_does_not_exist_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        parsed(export, "p.cosegui", "--out", "out", "--states", "done")

    assert stop.value.code == 2
    assert "unseen, predicted, corrected, approved, excluded" in capsys.readouterr().err


def test_files_of_the_same_name_are_replaced_only_on_request(
    project_path: Path, tmp_path: Path
) -> None:
    run(project_path, "--out", tmp_path / "out")
    with pytest.raises(ExportError, match="is there already"):
        run(project_path, "--out", tmp_path / "out")

    code, _ = run(project_path, "--out", tmp_path / "out", "--replace")

    assert code == 0


def test_a_dry_run_names_the_files_and_writes_none(project_path: Path, tmp_path: Path) -> None:
    code, console = run(project_path, "--out", tmp_path / "out", "--dry-run")

    assert code == 0
    assert f"would write {tmp_path / 'out' / 'cows' / 'approved.png'}" in console.said
    assert "nothing was written" in console.said
    assert not (tmp_path / "out").exists()
