"""Drafts: a folder opened without a project is resumed, and nothing lands among the photographs."""

import os
import sys
from pathlib import Path

import pytest

from cosegui.core.errors import ImageReadError, ProjectCorruptError, ProjectError, SaveError
from cosegui.core.project import ReviewState
from cosegui.storage.drafts import discard_draft, draft_path, is_draft, move_draft, open_draft
from cosegui.storage.project_file import (
    data_folder_of,
    layers_path,
    load_project,
    make_data_folder,
    save_project,
)


@pytest.fixture
def photos(tmp_path):
    """A folder with two images."""
    folder = tmp_path / "Ferien 2024"
    folder.mkdir()
    for name in ("a.jpg", "b.jpg"):
        (folder / name).write_bytes(b"x")
    return folder


def save_draft(path, project):
    """As an opening does: the lock has made the draft's folder."""
    make_data_folder(path)
    save_project(path, project)


def test_opening_a_folder_writes_nothing(photos, cosegui_home):
    path, project = open_draft(photos)
    assert project.name == "Ferien 2024"
    assert [image.name for image in project.images()] == ["a.jpg", "b.jpg"]
    assert not path.exists()
    assert cosegui_home in path.parents
    assert sorted(entry.name for entry in photos.iterdir()) == ["a.jpg", "b.jpg"]


def test_a_saved_draft_is_resumed_with_what_came_and_what_went(photos):
    path, project = open_draft(photos)
    first = next(project.images())
    first.state = ReviewState.APPROVED
    save_draft(path, project)
    (photos / "a.jpg").unlink()
    (photos / "c.jpg").write_bytes(b"x")
    again, resumed = open_draft(photos)
    assert again == path
    assert [image.name for image in resumed.images()] == ["a.jpg", "b.jpg", "c.jpg"]
    assert next(resumed.images()) == first


def test_one_folder_has_one_draft_however_it_is_written(photos, monkeypatch):
    monkeypatch.chdir(photos.parent)
    ways = [photos, Path(photos.name), photos / "..", photos / ".." / photos.name]
    drafts = [draft_path(way) for way in ways]
    assert drafts[0] == drafts[1] == drafts[3]
    assert drafts[0] != drafts[2]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_to_the_folder_leads_to_the_same_draft(photos, tmp_path):
    (tmp_path / "link").symlink_to(photos)
    assert draft_path(tmp_path / "link") == draft_path(photos)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are not text")
def test_a_folder_whose_name_is_not_text_has_a_draft(tmp_path):
    folder = tmp_path / os.fsdecode(b"fotos-\xff")
    folder.mkdir()
    (folder / "a.jpg").write_bytes(b"x")
    path, project = open_draft(folder)
    save_draft(path, project)
    assert open_draft(folder) == (path, project)


def test_a_folder_without_images_says_what_to_do(tmp_path):
    with pytest.raises(ProjectError, match="holds no images"):
        open_draft(tmp_path)
    with pytest.raises(ImageReadError):
        open_draft(tmp_path / "gone")


def test_a_damaged_draft_is_not_replaced_by_a_new_one(photos):
    path, project = open_draft(photos)
    save_draft(path, project)
    path.write_bytes(b"{")
    with pytest.raises(ProjectCorruptError):
        open_draft(photos)
    assert path.read_bytes() == b"{"


def test_saving_under_a_name_moves_the_draft_with_its_pixels(photos, tmp_path):
    path, project = open_draft(photos)
    save_draft(path, project)
    make_data_folder(path)
    image_id = next(project.images()).id
    layers_path(path, image_id).write_bytes(b"layers")
    new_path = tmp_path / "my.cosegui"
    move_draft(path, new_path, project)
    assert load_project(new_path) == project
    assert layers_path(new_path, image_id).read_bytes() == b"layers"
    assert not path.parent.exists()


def test_a_failed_move_keeps_the_draft(photos, tmp_path):
    path, project = open_draft(photos)
    save_draft(path, project)
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(SaveError):
        move_draft(path, tmp_path / "file" / "my.cosegui", project)
    assert load_project(path) == project
    assert data_folder_of(path).is_dir()


def test_only_drafts_can_be_discarded(photos, tmp_path):
    path, project = open_draft(photos)
    save_draft(path, project)
    own = tmp_path / "my.cosegui"
    save_project(own, project)
    assert is_draft(path)
    assert not is_draft(own)
    with pytest.raises(ValueError, match="no draft"):
        discard_draft(own)
    assert own.exists()
    discard_draft(path)
    discard_draft(path)
    assert not path.parent.exists()
