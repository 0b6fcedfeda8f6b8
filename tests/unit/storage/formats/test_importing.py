"""Imported masks: on the right image, as a person's, and never over a person's work."""

import json
from pathlib import Path

import numpy as np
import pytest

from cosegui.core.errors import FormatError, ProjectLockedError, SaveError
from cosegui.core.geometry import Box
from cosegui.core.layers import layers_from_mask, mask_of, touched_of
from cosegui.core.project import Group, ImageEntry, Project, ReviewState
from cosegui.storage import project_file
from cosegui.storage.formats import FORMATS, format_named, importing
from cosegui.storage.formats.export import export_images
from cosegui.storage.formats.importing import import_masks
from cosegui.storage.formats.png import PNG
from cosegui.storage.journal import Journal, JournalRecord
from cosegui.storage.masks import read_layers, write_layers, write_mask
from tests.helpers.exports import SIZE_HW, blobs, holes_and_islands, item, photograph_with_mask

OLD, NEW = blobs(), holes_and_islands()


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    """One image in each review state, named after it, all but the unseen one with OLD as mask."""
    path = tmp_path / "farm.cosegui"
    project = Project("farm", [Group("cows")])
    project_file.make_data_folder(path)
    for state in ReviewState:
        photo = tmp_path / "cows" / f"{state}.png"
        photograph_with_mask(photo, OLD)
        entry = ImageEntry(photo, state=state, revision=4)
        project.groups[0].images.append(entry)
        if state is not ReviewState.UNSEEN:
            write_layers(project_file.layers_path(path, entry.id), layers_from_mask(OLD))
    project_file.save_project(path, project)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """NEW for every image of the project."""
    folder = tmp_path / "new"
    (folder / "cows").mkdir(parents=True)
    for state in ReviewState:
        write_mask(folder / "cows" / f"{state}.png", NEW)
    return folder


def entries(project_path: Path) -> dict[str, ImageEntry]:
    return {one.path.stem: one for one in project_file.load_project(project_path).images()}


def layers(project_path: Path, name: str) -> np.ndarray:
    return read_layers(project_file.layers_path(project_path, entries(project_path)[name].id))


def bytes_below(project_path: Path) -> dict[str, bytes]:
    data = project_file.data_folder_of(project_path)
    paths = [project_path, *(path for path in data.rglob("*.png"))]
    return {path.name: path.read_bytes() for path in paths}


def test_an_imported_mask_is_a_persons_and_corrected(project_path, folder):
    report = import_masks(folder, PNG, project_path)

    assert {mask.name for mask in report.done} == {"cows/unseen", "cows/predicted"}
    assert report.missed == ()
    entry = entries(project_path)["predicted"]
    assert entry.state is ReviewState.CORRECTED
    assert entry.area == pytest.approx(NEW.mean())
    assert entry.revision == 5
    assert entry.size_hw == SIZE_HW
    np.testing.assert_array_equal(mask_of(layers(project_path, "predicted")), NEW)
    assert touched_of(layers(project_path, "predicted")).all()


def test_what_a_person_has_reviewed_is_left_alone_and_named(project_path, folder):
    report = import_masks(folder, PNG, project_path)

    for state in ("corrected", "approved", "excluded"):
        np.testing.assert_array_equal(mask_of(layers(project_path, state)), OLD)
        assert entries(project_path)[state].state == state
        assert any(f"{state}.png is {state}" in mask.message for mask in report.left_out)


def test_on_request_it_is_replaced(project_path, folder):
    report = import_masks(folder, PNG, project_path, replaces=True)

    assert not report.left_out
    np.testing.assert_array_equal(mask_of(layers(project_path, "approved")), NEW)
    assert entries(project_path)["approved"].state is ReviewState.CORRECTED


def test_strokes_that_are_not_saved_are_never_lost(project_path, folder):
    entry = entries(project_path)["predicted"]
    stroke = JournalRecord.of_step(
        entry.id, ReviewState.CORRECTED, "Brush", layers_from_mask(OLD), Box(0, 0, 3, 3)
    )
    Journal(project_file.data_folder_of(project_path)).append(stroke)

    report = import_masks(folder, PNG, project_path, replaces=True)

    np.testing.assert_array_equal(mask_of(layers(project_path, "predicted")), OLD)
    assert ["strokes" in mask.message for mask in report.left_out] == [True]


def test_a_rehearsal_changes_nothing(project_path, folder):
    before = bytes_below(project_path)
    rehearsed = import_masks(folder, PNG, project_path, is_rehearsal=True)
    assert bytes_below(project_path) == before
    assert import_masks(folder, PNG, project_path) == rehearsed


def test_what_cannot_be_matched_or_read_is_listed_and_the_rest_goes_on(project_path, folder):
    write_mask(folder / "stranger.png", NEW)
    write_mask(folder / "cows" / "unseen.png", np.ones((3, 4), np.bool_))

    report = import_masks(folder, PNG, project_path, replaces=True)

    messages = {mask.name: mask.message for mask in report.left_out}
    assert messages.keys() == {"stranger", "cows/unseen"}
    assert "no image of the project" in messages["stranger"]
    assert "4x3" in messages["cows/unseen"]
    assert entries(project_path)["unseen"].state is ReviewState.UNSEEN
    assert len(report.done) == 4


def test_images_without_a_mask_are_listed(project_path, folder):
    (folder / "cows" / "predicted.png").unlink()
    report = import_masks(folder, PNG, project_path)
    assert [path.name for path in report.missed] == ["predicted.png"]


def test_a_name_that_several_images_have_is_not_guessed(project_path, folder, tmp_path):
    project = project_file.load_project(project_path)
    photo = photograph_with_mask(tmp_path / "pigs" / "unseen.png", OLD).source
    project.groups.append(Group("pigs", [ImageEntry(photo)]))
    project_file.save_project(project_path, project)
    write_mask(folder / "unseen.png", NEW)
    (folder / "cows" / "unseen.png").unlink()

    report = import_masks(folder, PNG, project_path)

    assert any("several images" in mask.message for mask in report.left_out)
    assert {path.parent.name for path in report.missed} == {"cows", "pigs"}


def test_the_second_mask_for_an_image_is_left_out(project_path, folder):
    write_mask(folder / "unseen.png", OLD)
    report = import_masks(folder, PNG, project_path)
    assert any("another mask" in mask.message for mask in report.left_out)
    np.testing.assert_array_equal(mask_of(layers(project_path, "unseen")), NEW)


def test_an_image_that_is_away_keeps_its_place(project_path, folder, tmp_path):
    project = project_file.load_project(project_path)
    for entry in project.images():
        entry.size_hw = SIZE_HW
        entry.path.unlink()
    project_file.save_project(project_path, project)
    report = import_masks(folder, PNG, project_path)
    assert {mask.name for mask in report.done} == {"cows/unseen", "cows/predicted"}


def test_a_full_disk_keeps_what_was_imported_before(project_path, folder, monkeypatch):
    real, written = importing.write_layers, []

    def full_disk(path, layers_hw):
        if written:
            raise SaveError(path, "the disk is full.")
        written.append(path)
        real(path, layers_hw)

    monkeypatch.setattr(importing, "write_layers", full_disk)
    with pytest.raises(SaveError):
        import_masks(folder, PNG, project_path)
    states = [entry.state for entry in entries(project_path).values()]
    assert states.count(ReviewState.CORRECTED) == 2, "the one of before and the first"


def test_a_project_that_is_open_in_a_window_is_not_changed(project_path, folder):
    before = bytes_below(project_path)
    with project_file.ProjectLock(project_path), pytest.raises(ProjectLockedError):
        import_masks(folder, PNG, project_path)
    assert bytes_below(project_path) == before


def test_a_folder_without_masks_is_an_error(project_path, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(FormatError, match="no mask in"):
        import_masks(tmp_path / "empty", PNG, project_path)
    with pytest.raises(FormatError, match="no folder"):
        import_masks(tmp_path / "gone", PNG, project_path)
    for name in ("coco", "labelme", "cvat"):
        with pytest.raises(FormatError, match="There is no"):
            import_masks(tmp_path / "empty", format_named(name), project_path)


def test_formats_that_hold_no_mask_cannot_be_imported(project_path, folder):
    with pytest.raises(FormatError, match="cannot be read back"):
        import_masks(folder, format_named("overlay"), project_path)


@pytest.mark.parametrize(
    "format_",
    [each for each in FORMATS if each.find_masks is not None],
    ids=lambda format_: format_.name,
)
def test_an_export_finds_its_way_back_into_the_project(project_path, tmp_path, format_):
    items = [item("cows", entry.path, OLD) for entry in entries(project_path).values()]
    export_images(items, tmp_path / "out", format_)

    report = import_masks(tmp_path / "out", format_, project_path, replaces=True)

    assert len(report.done) == len(ReviewState)
    assert not report.left_out
    for state in ReviewState:
        np.testing.assert_array_equal(mask_of(layers(project_path, state)), OLD)


def test_a_damaged_shape_takes_only_its_own_image_out(project_path, tmp_path):
    items = [item("cows", entry.path, OLD) for entry in entries(project_path).values()]
    export_images(items, tmp_path / "out", format_named("coco"))
    path = tmp_path / "out" / "annotations" / "instances_default.json"
    content = json.loads(path.read_text("utf-8"))
    content["annotations"][1]["segmentation"]["counts"][0] += 1
    path.write_text(json.dumps(content), encoding="utf-8")

    report = import_masks(tmp_path / "out", format_named("coco"), project_path, replaces=True)

    (left,) = report.left_out
    assert left.name == "cows/predicted.png"
    assert "do not add up" in left.message
    assert len(report.done) == 4
