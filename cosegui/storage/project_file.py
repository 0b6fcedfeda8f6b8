"""A project on disk: the file `NAME.cosegui`, and `NAME.cosegui-data/` beside it for its pixels."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

import filelock

from cosegui.core.errors import ProjectCorruptError, ProjectError, ProjectLockedError, SaveError
from cosegui.core.project import Project

from .atomic import atomic_write, make_folder, reason_of, remove_leftovers
from .project_json import decode_project, encode_project

PROJECT_SUFFIX = ".cosegui"

_PIXEL_FOLDERS = ("layers", "probability", "heatmap")
_LOCK_NAME = "lock"


def load_project(path: Path) -> Project:
    """Read a project.

    Raises:
        ProjectCorruptError: the file is damaged or no project; names the backup if there is one.
        ProjectVersionError: a newer cosegui wrote it.
        ProjectError: there is no such file, or it may not be opened.
    """
    path = path.absolute()
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ProjectError(f"{path} is gone. Open it from the place where it is now.") from error
    except OSError as error:
        raise ProjectError(
            f"{path} cannot be opened: {error.strerror or error}. Check that you may read it."
        ) from error
    try:
        return decode_project(content, path.parent)
    except ValueError as error:
        raise _corrupt(path, error) from error


def save_project(path: Path, project: Project) -> None:
    """Write a project and keep what was there as `backup_path`, unless that was damaged.

    The pixels are not written here: save them first, so that the file never names what is not
    there. Raises: SaveError: the old file is whole.
    """
    path = path.absolute()
    content = encode_project(project, path.parent)
    make_folder(data_folder_of(path), at_most=1)
    _keep_backup(path)
    atomic_write(path, content)


def data_folder_of(project_path: Path) -> Path:
    """The folder beside the project file that holds its pixels and its journal."""
    return project_path.with_name(f"{project_path.name}-data")


def backup_path(project_path: Path) -> Path:
    """Where the last but one good state of the project file, or of layers, is kept."""
    return project_path.with_name(f"{project_path.name}.bak")


def layers_path(project_path: Path, image_id: str) -> Path:
    """Where the layers of an image are; the folder exists once `make_data_folder` has run."""
    return data_folder_of(project_path) / "layers" / f"{image_id}.png"


def keep_layers(path: Path) -> None:
    """Keep the layers at `path` as their backup, before others take their place.

    Costs no copy where the disk knows links; where it does not, or is full, there is no backup.
    """
    backup = backup_path(path)
    with contextlib.suppress(OSError):
        backup.unlink(missing_ok=True)
        os.link(path, backup)


def probability_path(project_path: Path, image_id: str) -> Path:
    """Where the model's probabilities of an image are."""
    return data_folder_of(project_path) / "probability" / f"{image_id}.png"


def heatmap_path(project_path: Path, image_id: str) -> Path:
    """Where the heatmap of an image is."""
    return data_folder_of(project_path) / "heatmap" / f"{image_id}.png"


def make_data_folder(project_path: Path) -> None:
    """Create the folders for pixels; fine if they are there. Raises: SaveError."""
    for name in _PIXEL_FOLDERS:
        make_folder(data_folder_of(project_path) / name)


def copy_data(old_project_path: Path, new_project_path: Path) -> None:
    """Copy all pixels of a project to where another project file will look for them.

    Neither the journal nor the lock goes along: save first. Files of the same name are replaced.
    Raises: SaveError: the new place may hold a part; the old one is untouched.
    """
    old, new = (
        data_folder_of(old_project_path.absolute()),
        data_folder_of(new_project_path.absolute()),
    )
    make_data_folder(new_project_path)
    if old == new:
        return
    try:
        for name in _PIXEL_FOLDERS:
            if (old / name).is_dir():
                shutil.copytree(old / name, new / name, dirs_exist_ok=True)
    except shutil.Error as error:
        _source, _target, why = error.args[0][0]
        raise SaveError(new, f"{why}. Try again, or save in another place.") from error
    except OSError as error:
        raise SaveError(new, reason_of(error)) from error


class ProjectLock:
    """Holds a project for one window; the system lets it go when the process ends, however it ends.

    Use it as a context manager, or by `acquire` and `release` from any thread.
    """

    def __init__(self, project_path: Path) -> None:
        self._project_path = project_path.absolute()
        lock_path = data_folder_of(self._project_path) / _LOCK_NAME
        self._lock = filelock.FileLock(lock_path, timeout=0, thread_local=False)

    @property
    def is_held(self) -> bool:
        return self._lock.is_locked

    def acquire(self) -> None:
        """Take the lock, and clear away what killed saves left behind.

        Raises: ProjectLockedError: another window has it, or the place cannot be written to. The
            project can still be opened read-only.
        """
        name = self._project_path.name
        try:
            make_data_folder(self._project_path)
            self._lock.acquire()
        except filelock.Timeout as error:
            raise ProjectLockedError(
                f"{name} is open in another window. Here it opens read-only; close the other "
                "window and open it again to make changes."
            ) from error
        except (SaveError, OSError, NotImplementedError) as error:
            raise ProjectLockedError(
                f"{name} opens read-only, because its folder cannot be written to. Save it in "
                "another place to make changes."
            ) from error
        data = data_folder_of(self._project_path)
        for folder in (self._project_path.parent, *(data / name for name in _PIXEL_FOLDERS)):
            remove_leftovers(folder)

    def release(self) -> None:
        """Let go; fine if it is not held."""
        self._lock.release()

    def __enter__(self) -> ProjectLock:
        self.acquire()
        return self

    def __exit__(self, *exception: object) -> None:
        self.release()


def _keep_backup(path: Path) -> None:
    try:
        current = path.read_bytes()
        decode_project(current, path.parent)
    except (OSError, ValueError, ProjectError):
        return
    atomic_write(backup_path(path), current)


def _corrupt(path: Path, error: ValueError) -> ProjectCorruptError:
    backup = backup_path(path)
    found = f"{path.name} is damaged and was left as it is ({error})."
    if backup.is_file():
        return ProjectCorruptError(f"{found} Open its backup {os.fspath(backup)} instead.", backup)
    return ProjectCorruptError(f"{found} Restore it from a backup of yours.")
