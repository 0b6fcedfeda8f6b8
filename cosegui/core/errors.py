"""Every error that cosegui raises on purpose.

CoseguiError
 +-- ShapeError                two arrays do not fit together
 +-- ImageReadError            a photograph or a mask cannot be read
 +-- ProjectError              a project cannot be opened
 |    +-- ProjectCorruptError      its file is damaged
 |    +-- ProjectLockedError       another window holds it
 |    +-- ProjectVersionError      a newer cosegui wrote it
 +-- SaveError                 a file cannot be written
 +-- ExportError               an export wrote nothing
 +-- FormatError               a file that is imported, or the format asked for, does not fit
 +-- ModelError                a model cannot be used
 |    +-- ModelNotFoundError
 |    +-- CheckpointError
 +-- DeviceError               the device asked for cannot be used
 +-- DatasetError              a folder does not have the layout of a data set
 +-- LessonError               a lesson cannot be learnt from
 +-- Cancelled                 the person stopped it; not a failure

The message of each says what happened and what to do about it.
"""

from __future__ import annotations

from pathlib import Path


class CoseguiError(Exception):
    """Base of all errors that a person may see; `str(error)` is fit to be shown."""


class ShapeError(CoseguiError):
    """Two arrays that belong together differ in shape."""


class ImageReadError(CoseguiError):
    """An image file cannot be read. `reason` completes "NAME cannot be read: ..."."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name} cannot be read: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[ImageReadError], tuple[Path, str]]:
        return type(self), (self.path, self.reason)


class ProjectError(CoseguiError):
    """A project cannot be opened."""


class ProjectCorruptError(ProjectError):
    """The project file is damaged. `backup` is its last good copy, None where there is none."""

    def __init__(self, message: str, backup: Path | None = None) -> None:
        super().__init__(message)
        self.backup = backup


class ProjectLockedError(ProjectError):
    """Another window of cosegui holds the project; it can still be opened read-only."""


class ProjectVersionError(ProjectError):
    """The project was written by a newer cosegui than this one."""


class SaveError(CoseguiError):
    """A file cannot be written; what was there before is whole.

    `reason` says why and what helps.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name} cannot be saved in {path.parent}: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[SaveError], tuple[Path, str]]:
        return type(self), (self.path, self.reason)


class ExportError(CoseguiError):
    """An export wrote nothing."""


class FormatError(CoseguiError):
    """A file that is imported is not what its format says, or a format cannot hold an image."""


class ModelError(CoseguiError):
    """A model cannot be used."""


class ModelNotFoundError(ModelError):
    """No model has the name, or no file lies at the path, that was asked for."""


class CheckpointError(ModelError):
    """The file is no checkpoint that cosegui can load."""


class DeviceError(CoseguiError):
    """The device that was asked for does not exist here or failed."""


class DatasetError(CoseguiError):
    """A folder does not have the layout of a data set."""


class LessonError(CoseguiError):
    """A model cannot learn from this lesson."""


class Cancelled(CoseguiError):  # noqa: N818 - cancelling is no failure and is not named like one
    """The person stopped the work."""
