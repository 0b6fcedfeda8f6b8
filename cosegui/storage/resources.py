"""The files that come with cosegui: icon, palettes, the first model, the demo group."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import cosegui


def resource_path(name: str) -> Path:
    """Path of a file or folder in `resources/`, in a checkout as in the installed package.

    Args:
        name: relative, with `/` between the parts.
    Raises:
        ValueError: the name is absolute or climbs out with `..`.
        FileNotFoundError: nothing of that name came with this installation.
    """
    relative = PurePosixPath(name)
    foreign = PureWindowsPath(name)
    is_inside = not (relative.is_absolute() or foreign.drive or foreign.root)
    if not is_inside or ".." in relative.parts or "\\" in name or not relative.parts:
        raise ValueError(f"{name!r} is no name inside resources")
    for root in cosegui.__path__:
        candidate = Path(root, "resources", *relative.parts)
        if candidate.exists():
            return candidate
    raise FileNotFoundError(f"{name} is missing from this installation: install cosegui again")
