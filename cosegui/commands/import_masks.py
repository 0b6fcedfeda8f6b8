"""Lay masks from other programs over the images of a project.

Masks are matched to images by name: NAME, or GROUP/NAME where several images
have one name. What is imported counts as corrected. Images that a person has
corrected, approved or excluded are left alone unless you give --replace.
Exit codes: 0 all imported, 1 some could not be matched or read, 2 wrong usage.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from cosegui.commands.console import Console, UsageError
from cosegui.storage.formats import FORMATS, format_named
from cosegui.storage.formats.importing import import_masks

_READABLE = [each.name for each in FORMATS if each.find_masks is not None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="folder that holds the masks")
    parser.add_argument(
        "--project",
        metavar="FILE.cosegui",
        type=Path,
        required=True,
        help="the project that has the images",
    )
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        choices=_READABLE,
        default="png",
        help=f"png (default) or one of: {', '.join(_READABLE[1:])}",
    )
    parser.add_argument(
        "--label",
        metavar="LABEL",
        action="append",
        help="take only what has this label, in formats that have labels; may be given often",
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="also replace masks that are corrected, approved or excluded",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="read and match everything, but change nothing"
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Import. Raises: UsageError, FormatError, ProjectError, SaveError."""
    path = arguments.project.absolute()
    if not path.is_file():
        raise UsageError(f"There is no {path}. Give a .cosegui file.")
    with console.progress(0, unit="mask") as bar:
        report = import_masks(
            arguments.folder.absolute(),
            format_named(arguments.format),
            path,
            labels=arguments.label,
            replaces=arguments.replace,
            is_rehearsal=arguments.dry_run,
            on_progress=bar.show,
        )
    for mask in report.left_out:
        console.complain(mask.message)
    if arguments.dry_run:
        for mask in report.done:
            console.say(f"would take {mask.name} for {mask.image}")
    for image in report.missed:
        console.complain(f"{image.name}: the folder has no mask for it.")
    tail = "; nothing was changed" if arguments.dry_run else ""
    console.say(f"{len(report.done)} of {len(report.masks)} masks into {path.name}{tail}")
    return 1 if report.left_out else 0
