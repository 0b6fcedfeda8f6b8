"""Projects for folders that were opened without one: nothing lands among the photographs.

A draft lies in the user's data folder, found again by the folder it is of.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from cosegui.core.errors import ProjectError, SaveError
from cosegui.core.project import Project

from .atomic import reason_of
from .images import find_groups
from .paths import data_folder
from .project_file import PROJECT_SUFFIX, copy_data, load_project, save_project


def draft_path(folder: Path) -> Path:
    """The project file of the draft for `folder`; the same for every way to write the folder."""
    real = os.path.realpath(folder)
    key = hashlib.sha256(os.path.normcase(real).encode("utf-8", "surrogateescape")).hexdigest()
    return _drafts_folder() / key[:16] / f"project{PROJECT_SUFFIX}"


def is_draft(project_path: Path) -> bool:
    """True if the project file is a draft's."""
    return project_path.absolute().parent.parent == _drafts_folder()


def open_draft(folder: Path) -> tuple[Path, Project]:
    """The draft for `folder`, resumed or new, with all images that the folder holds now.

    Nothing is written yet; the path is where to save it.
    Raises: ImageReadError: the folder cannot be listed. ProjectError: it holds no images, or the
        draft is damaged.
    """
    folder = folder.absolute()
    found = find_groups(folder)
    path = draft_path(folder)
    project = load_project(path) if path.exists() else Project(folder.name or str(folder))
    project.add_found(found)
    if not project.groups:
        raise ProjectError(
            f"{folder} holds no images. Choose a folder of photographs, or one whose folders hold "
            "them."
        )
    return path, project


def move_draft(draft: Path, new_path: Path, project: Project) -> None:
    """Make a draft a project of its own at `new_path`; save its pixels first.

    Raises: SaveError: the draft is still there, whole.
    """
    copy_data(draft, new_path)
    save_project(new_path, project)
    discard_draft(draft)


def discard_draft(draft: Path) -> None:
    """Remove a draft with its pixels. Raises: SaveError; ValueError: the path is no draft's."""
    if not is_draft(draft):
        raise ValueError(f"{draft} is no draft")
    try:
        shutil.rmtree(draft.absolute().parent)
    except FileNotFoundError:
        return
    except OSError as error:
        raise SaveError(draft, reason_of(error)) from error


def _drafts_folder() -> Path:
    return data_folder() / "drafts"
