"""Project files: what is saved comes back, damage is refused, and a second window may only read."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cosegui.core.errors import (
    ProjectCorruptError,
    ProjectError,
    ProjectLockedError,
    ProjectVersionError,
    SaveError,
)
from cosegui.core.project import Group, ImageEntry, Project, ReviewState
from cosegui.storage.project_file import (
    ProjectLock,
    backup_path,
    copy_data,
    data_folder_of,
    heatmap_path,
    layers_path,
    load_project,
    make_data_folder,
    probability_path,
    save_project,
)

keeps_folder = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def animals(folder):
    """A project with everything filled in; its photographs lie beside `folder`."""
    cat = ImageEntry(
        folder.parent / "photos" / "Katze groß.jpg",
        state=ReviewState.CORRECTED,
        score=0.75,
        area=0.5,
        threshold=0.4,
        revision=7,
        size_hw=(480, 640),
        seconds=72.5,
        extra={"stars": 5},
    )
    dog = ImageEntry(folder / "dog.png")
    group = Group("pets", [cat, dog], categories=[("cat", 0.9), ("dog", 0.1)], extra={"hue": [1]})
    return Project(
        "animals", [group, Group("empty")], model_name="demo", extra={"plugin": {"a": 1}}
    )


def saved(tmp_path, project=None):
    path = tmp_path / "work" / "animals.cosegui"
    path.parent.mkdir(exist_ok=True)
    project = project or animals(path.parent)
    save_project(path, project)
    return path, project


def test_a_project_comes_back_with_keys_that_nobody_knows(tmp_path):
    path, project = saved(tmp_path)
    assert load_project(path) == project


names = st.text(st.characters(exclude_characters="\0"), max_size=12)
shares = st.none() | st.floats(0, 1)
file_names = st.text(
    st.characters(exclude_characters="\0/\\:", exclude_categories=["Cs"]), min_size=1
)
entries = st.builds(
    ImageEntry,
    path=file_names.map(lambda name: Path.cwd() / "photos" / f"x{name}"),
    state=st.sampled_from(ReviewState),
    score=shares,
    area=shares,
    threshold=shares,
    revision=st.integers(0, 10**9),
    size_hw=st.none() | st.tuples(st.integers(1, 10**5), st.integers(1, 10**5)),
    seconds=st.integers(0, 10**6).map(lambda tenths: tenths / 10),
)
groups = st.builds(
    Group,
    name=names,
    images=st.lists(entries, max_size=4),
    categories=st.lists(st.tuples(names, st.floats(0, 1)), max_size=2),
)


@keeps_folder
@given(
    st.builds(
        Project, name=names, groups=st.lists(groups, max_size=3), model_name=st.none() | names
    )
)
def test_any_project_comes_back(tmp_path, project):
    path = tmp_path / "any.cosegui"
    save_project(path, project)
    assert load_project(path) == project


def test_paths_in_the_file_are_relative_with_slashes(tmp_path):
    path, _project = saved(tmp_path)
    values = json.loads(path.read_text("utf-8"))
    paths = [image["path"] for image in values["groups"][0]["images"]]
    assert paths == ["../photos/Katze groß.jpg", "dog.png"]


def test_a_project_that_moves_with_its_photographs_finds_them(tmp_path):
    path, project = saved(tmp_path)
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    (tmp_path / "work").rename(moved / "work")
    loaded = load_project(moved / "work" / path.name)
    assert [image.path for image in loaded.images()] == [
        moved / "photos" / "Katze groß.jpg",
        moved / "work" / "dog.png",
    ]
    assert [image.id for image in loaded.images()] == [image.id for image in project.images()]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are not text")
def test_a_file_name_that_is_not_text_survives(tmp_path):
    path = tmp_path / "odd.cosegui"
    project = Project("odd", [Group("g", [ImageEntry(tmp_path / os.fsdecode(b"a\xff.jpg"))])])
    save_project(path, project)
    json.loads(path.read_bytes().decode("ascii"))
    assert load_project(path) == project


def test_the_file_is_readable_text(tmp_path):
    path, _project = saved(tmp_path)
    text = path.read_text("utf-8")
    assert "Katze groß.jpg" in text
    assert text.endswith("}\n")
    assert len(text.splitlines()) > 20


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b"{}",
        b'{"format": "something else", "version": 1}',
        b"[" * 100_000,
        b'{"format": "cosegui project", "version": "1"}',
        b'{"format": "cosegui project", "version": 1, "name": 5, "groups": []}',
    ],
)
def test_a_damaged_file_is_refused_and_left_as_it_is(tmp_path, content):
    path = tmp_path / "a.cosegui"
    path.write_bytes(content)
    with pytest.raises(ProjectCorruptError, match="is damaged") as caught:
        load_project(path)
    assert caught.value.backup is None
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("key", "value", "where"),
    [
        ("id", "../../etc/passwd", "images[1].id"),
        ("id", "UPPER", "images[1].id"),
        ("path", None, "images[1].path"),
        ("path", "a\0b", "images[1].path"),
        ("state", "finished", "images[1].state"),
        ("score", 1.5, "images[1].score"),
        ("score", True, "images[1].score"),
        ("area", "half", "images[1].area"),
        ("revision", -1, "images[1].revision"),
        ("revision", 1.5, "images[1].revision"),
        ("size", [0, 5], "images[1].size"),
        ("size", [1, 2, 3], "images[1].size"),
        ("size", 5, "images[1].size"),
        ("seconds", -1, "images[1].seconds"),
        ("seconds", "long", "images[1].seconds"),
    ],
)
def test_a_value_that_makes_no_sense_is_named_with_its_place(tmp_path, key, value, where):
    path, _project = saved(tmp_path)
    values = json.loads(path.read_text("utf-8"))
    values["groups"][0]["images"][1][key] = value
    path.write_text(json.dumps(values), "utf-8")
    with pytest.raises(ProjectCorruptError) as caught:
        load_project(path)
    assert f"groups[0].{where}" in str(caught.value)


def test_numbers_that_json_does_not_have_are_refused(tmp_path):
    path, _project = saved(tmp_path)
    path.write_text(path.read_text("utf-8").replace("0.75", "NaN"), "utf-8")
    with pytest.raises(ProjectCorruptError, match="NaN"):
        load_project(path)


def test_an_id_that_occurs_twice_is_refused(tmp_path):
    project = animals(tmp_path / "work")
    first, second = project.images()
    second.id = first.id
    path, _project = saved(tmp_path, project)
    with pytest.raises(ProjectCorruptError, match="twice"):
        load_project(path)


@keeps_folder
@given(st.integers(0, 3000), st.binary(min_size=1, max_size=3))
def test_damaged_bytes_give_a_project_or_a_reason(tmp_path, where, damage):
    path, _project = saved(tmp_path)
    content = bytearray(path.read_bytes())
    content[where : where + len(damage)] = damage
    path.write_bytes(content)
    try:
        load_project(path)
    except ProjectError:
        return
    finally:
        path.unlink()


def test_a_newer_version_is_refused_with_what_to_do(tmp_path):
    path, _project = saved(tmp_path)
    path.write_text(path.read_text("utf-8").replace('"version": 1', '"version": 99'), "utf-8")
    with pytest.raises(ProjectVersionError, match="Update cosegui"):
        load_project(path)


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(ProjectError, match="Open it from the place"):
        load_project(tmp_path / "a.cosegui")


def test_the_backup_is_the_state_before_the_last_save(tmp_path):
    path, project = saved(tmp_path)
    assert not backup_path(path).exists()
    project.name = "renamed"
    save_project(path, project)
    assert load_project(backup_path(path)).name == "animals"
    assert load_project(path).name == "renamed"


def test_a_damaged_file_never_replaces_the_backup_and_its_message_names_it(tmp_path):
    path, project = saved(tmp_path)
    save_project(path, project)
    good = backup_path(path).read_bytes()
    path.write_bytes(b"{ damaged")
    with pytest.raises(ProjectCorruptError, match="Open its backup") as caught:
        load_project(path)
    assert caught.value.backup == backup_path(path)
    save_project(path, project)
    assert backup_path(path).read_bytes() == good


def test_a_save_into_a_place_that_is_gone_is_reported(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(SaveError):
        save_project(tmp_path / "file" / "a.cosegui", Project("a"))


def test_pixels_lie_beside_the_file_by_the_images_id(tmp_path):
    path = tmp_path / "my pets.cosegui"
    assert data_folder_of(path) == tmp_path / "my pets.cosegui-data"
    places = {place(path, "0f") for place in (layers_path, probability_path, heatmap_path)}
    assert len(places) == 3
    make_data_folder(path)
    assert all(place.name == "0f.png" and place.parent.is_dir() for place in places)


def test_save_as_takes_the_pixels_along_but_neither_journal_nor_lock(tmp_path):
    old, new = tmp_path / "old.cosegui", tmp_path / "new" / "new.cosegui"
    make_data_folder(old)
    layers_path(old, "aa").write_bytes(b"layers")
    heatmap_path(old, "aa").write_bytes(b"heat")
    (data_folder_of(old) / "journal").mkdir()
    (data_folder_of(old) / "lock").write_bytes(b"")
    copy_data(old, new)
    assert layers_path(new, "aa").read_bytes() == b"layers"
    assert heatmap_path(new, "aa").read_bytes() == b"heat"
    assert sorted(p.name for p in data_folder_of(new).iterdir()) == [
        "heatmap",
        "layers",
        "probability",
    ]
    assert layers_path(old, "aa").exists()


def test_save_as_of_a_project_without_pixels_works(tmp_path):
    copy_data(tmp_path / "old.cosegui", tmp_path / "new.cosegui")
    assert data_folder_of(tmp_path / "new.cosegui").is_dir()


def test_save_as_under_the_same_name_leaves_the_pixels(tmp_path):
    path = tmp_path / "same.cosegui"
    make_data_folder(path)
    layers_path(path, "aa").write_bytes(b"layers")
    copy_data(path, path)
    assert layers_path(path, "aa").read_bytes() == b"layers"


def test_save_as_into_a_place_that_cannot_be_written_to_is_reported(tmp_path):
    make_data_folder(tmp_path / "old.cosegui")
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(SaveError):
        copy_data(tmp_path / "old.cosegui", tmp_path / "file" / "new.cosegui")


def test_a_second_window_is_told_that_it_may_only_read(tmp_path):
    path, _project = saved(tmp_path)
    with ProjectLock(path) as first:
        assert first.is_held
        second = ProjectLock(path)
        with pytest.raises(ProjectLockedError, match="read-only"):
            second.acquire()
        assert not second.is_held
    second.acquire()
    assert second.is_held
    second.release()
    second.release()


def test_the_lock_of_a_killed_process_is_free(tmp_path):
    path, _project = saved(tmp_path)
    code = (
        "import sys, pathlib\n"
        "from cosegui.storage.project_file import ProjectLock\n"
        "lock = ProjectLock(pathlib.Path(sys.argv[1]))\n"
        "lock.acquire()\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        assert child.stdout.readline() == "held\n"
        with pytest.raises(ProjectLockedError):
            ProjectLock(path).acquire()
        child.kill()
        child.wait()
    with ProjectLock(path) as lock:
        assert lock.is_held


def test_a_place_that_cannot_be_written_to_opens_read_only(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(ProjectLockedError, match="read-only"):
        ProjectLock(tmp_path / "file" / "a.cosegui").acquire()


def test_taking_the_lock_clears_away_what_killed_saves_left(tmp_path):
    path, _project = saved(tmp_path)
    leftovers = [path.parent / ".cosegui-1.tmp", layers_path(path, "a").with_name(".cosegui-2.tmp")]
    make_data_folder(path)
    for leftover in leftovers:
        leftover.write_bytes(b"x")
    with ProjectLock(path):
        assert not any(leftover.exists() for leftover in leftovers)
    assert load_project(path)
