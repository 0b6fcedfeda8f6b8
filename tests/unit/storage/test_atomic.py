"""A file is replaced whole or not at all, and failing says what to do."""

import errno
import os
import sys
from pathlib import Path

import pytest

from cosegui.core.errors import SaveError
from cosegui.storage import atomic
from cosegui.storage.atomic import atomic_write, make_folder, remove_leftovers


def files_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_bytes_and_writers_are_written(tmp_path):
    path = tmp_path / "größe 猫.txt"
    atomic_write(path, b"first")
    assert path.read_bytes() == b"first"
    atomic_write(path, lambda stream: stream.write(b"second") and None)
    assert path.read_bytes() == b"second"
    assert files_in(tmp_path) == [path.name]


def test_a_writer_that_fails_leaves_the_old_file_and_no_litter(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def fail(stream):
        stream.write(b"half of the n")
        raise ValueError("the encoder failed")

    with pytest.raises(ValueError, match="encoder"):
        atomic_write(path, fail)
    assert path.read_bytes() == b"old"
    assert files_in(tmp_path) == ["a.txt"]


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "Free some space"),
        (errno.EROFS, "Save in another place"),
        (errno.EACCES, "may not write"),
        (errno.ENOTTY, "Try again"),
    ],
)
def test_a_failing_disk_leaves_the_old_file_and_says_what_to_do(
    tmp_path, monkeypatch, number, advice
):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def fail(_descriptor):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(atomic.os, "fsync", fail)
    with pytest.raises(SaveError, match=advice) as caught:
        atomic_write(path, b"new")
    assert "a.txt cannot be saved in" in str(caught.value)
    assert path.read_bytes() == b"old"
    assert files_in(tmp_path) == ["a.txt"]


def test_a_failing_replace_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def fail(self, target):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(SaveError):
        atomic_write(path, b"new")
    assert files_in(tmp_path) == ["a.txt"]


def test_a_replace_that_a_scanner_denies_for_a_moment_is_tried_again(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    replace, denials = Path.replace, [True, True]

    def denied_twice(self, target):
        if denials:
            denials.pop()
            raise PermissionError(errno.EACCES, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", denied_twice)
    monkeypatch.setattr(atomic, "_REPLACE_DELAYS_S", (0, 0, 0))
    atomic_write(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_folder_that_is_gone_is_not_made_again(tmp_path):
    with pytest.raises(SaveError, match="the folder is gone"):
        atomic_write(tmp_path / "gone" / "a.txt", b"new")
    assert files_in(tmp_path) == []


def test_a_folder_of_that_name_is_left_alone(tmp_path):
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(SaveError):
        atomic_write(tmp_path / "a.txt", b"new")
    assert files_in(tmp_path) == ["a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_stays_a_link(tmp_path):
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    atomic_write(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_permissions_are_those_of_the_old_file_or_of_any_new_one(tmp_path):
    path, plain = tmp_path / "a.txt", tmp_path / "plain"
    path.write_bytes(b"old")
    path.chmod(0o640)
    atomic_write(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o640
    plain.write_bytes(b"")
    atomic_write(tmp_path / "b.txt", b"new")
    assert (tmp_path / "b.txt").stat().st_mode == plain.stat().st_mode


def test_only_our_own_leftovers_are_removed(tmp_path):
    names = [".cosegui-0a1b.tmp", "cosegui.tmp", ".other.tmp", "a.cosegui"]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    remove_leftovers(tmp_path)
    assert files_in(tmp_path) == sorted(names[1:])


def test_a_folder_is_made_once_and_a_file_in_its_place_is_reported(tmp_path):
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(SaveError):
        make_folder(tmp_path / "file" / "b")
