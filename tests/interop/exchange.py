"""A made project, exported in every format, and what other programs' loaders make of it."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from cosegui.commands import export
from cosegui.core.layers import layers_from_mask
from cosegui.core.mask import iou
from cosegui.core.project import Group, ImageEntry, Project, ReviewState
from cosegui.storage import project_file
from cosegui.storage.formats import FORMATS
from cosegui.storage.masks import write_layers
from tests.helpers.consoles import FakeConsole, parsed
from tests.helpers.exports import Mask, blobs, holes_and_islands
from tests.helpers.projects import photograph_hwc

HERE = Path(__file__).parent
SIZE_HW = (1200, 1640)
"""(H, W): what a small camera takes, 2 MP."""
POLYGONS = {"coco-polygons", "labelme-polygons", "yolo-seg"}
NOT_READ_ELSEWHERE = {"overlay"}
WHOLE_IOU, POLYGON_IOU = 1.0, 0.995
NOT_THERE = (
    "there is no environment with the other programs; tests/interop/setup makes it "
    "(COSEGUI_INTEROP names another place for it)"
)


@dataclass(frozen=True)
class Row:
    """What one loader made of one format.

    Attributes:
        masks: how many it has compared; those with holes are left out of polygon formats.
        worst: their lowest IoU with the project's, None where `error` says why there is none.
    """

    format_name: str
    loader: str
    masks: int
    worst: float | None
    error: str = ""

    @property
    def is_good(self) -> bool:
        """The loader has every mask, as exactly as the format promises."""
        bound = POLYGON_IOU if self.format_name in POLYGONS else WHOLE_IOU
        return self.worst is not None and self.worst >= bound


def peers_python() -> Path | None:
    """The interpreter of the other programs' environment, None before `setup`."""
    place = Path(os.environ.get("COSEGUI_INTEROP") or HERE / ".venv")
    candidates = [place / "bin" / "python", place / "Scripts" / "python.exe"]
    return next((path for path in candidates if path.is_file()), None)


def made_masks() -> dict[str, tuple[str, Mask]]:
    """Name of the photograph -> its group and mask; "ring" alone has holes."""
    y, x = np.mgrid[: SIZE_HW[0], : SIZE_HW[1]]
    disc = (x - 724) ** 2 + (y - 564) ** 2 < 328**2
    wedge = (x > 3 * y - 960) & (x < 480) & (y > 160)
    return {
        "blobs.png": ("cows", blobs(SIZE_HW)),
        "disc.jpg": ("cows", disc),
        "turned.jpg": ("cows", wedge | disc),
        "edge.png": ("pigs & co", (x < 320) | (y > 960)),
        "ring.png": ("pigs & co", holes_and_islands(SIZE_HW)),
        "nothing.jpg": ("pigs & co", np.zeros(SIZE_HW, np.bool_)),
    }


def write_project(folder: Path) -> Path:
    """The project of `made_masks`; the camera of "turned.jpg" was held upright."""
    path = folder / "farm.cosegui"
    project_file.make_data_folder(path)
    groups: dict[str, Group] = {}
    for number, (name, (group, mask)) in enumerate(made_masks().items()):
        photograph = folder / "photographs" / name
        photograph.parent.mkdir(exist_ok=True)
        pixels = photograph_hwc(SIZE_HW, seed=number)
        if name == "turned.jpg":
            exif = Image.Exif()
            exif[274] = 6
            stored = np.ascontiguousarray(np.rot90(pixels))
            Image.fromarray(stored).save(photograph, exif=exif)
        else:
            Image.fromarray(pixels).save(photograph)
        entry = ImageEntry(photograph, state=ReviewState.APPROVED)
        groups.setdefault(group, Group(group)).images.append(entry)
        write_layers(project_file.layers_path(path, entry.id), layers_from_mask(mask))
    project_file.save_project(path, Project("farm", list(groups.values())))
    return path


def export_all(folder: Path) -> None:
    """`cosegui export` in every format that another program reads, each to a folder of its name."""
    project = write_project(folder)
    for each in FORMATS:
        if each.name not in NOT_READ_ELSEWHERE:
            options = (project, "--out", folder / each.name, "--format", each.name)
            export.run(parsed(export, *options), FakeConsole())


def read_in_peers(folder: Path, python: Path) -> list[Row]:
    """Have every loader read what `export_all` wrote. Raises: CalledProcessError."""
    sizes = {Path(name).stem: SIZE_HW for name in made_masks()}
    (folder / "sizes.json").write_text(json.dumps(sizes), encoding="utf-8")
    # A home of its own: some of them write settings when they are imported.
    environment = {**os.environ, "HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(
        [python, "-P", HERE / "loaders.py", folder],
        env=environment,
        stdout=sys.stderr,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    return [
        _row(format_name, loader, found)
        for format_name, loaders in results.items()
        for loader, found in loaders.items()
    ]


def _row(format_name: str, loader: str, found: dict[str, str] | str) -> Row:
    if isinstance(found, str):
        return Row(format_name, loader, 0, None, found)
    truth = {Path(name).stem: mask for name, (_group, mask) in made_masks().items()}
    # Some loaders leave out an image with nothing on it: an empty mask says no more.
    missing = {stem for stem, mask in truth.items() if mask.any()} - found.keys()
    if missing:
        return Row(format_name, loader, len(found), None, f"not there: {', '.join(missing)}")
    scores = [
        iou(_unpacked(text), truth[stem])
        for stem, text in found.items()
        if stem != "ring" or format_name not in POLYGONS
    ]
    return Row(format_name, loader, len(scores), min(scores))


def _unpacked(text: str) -> Mask:
    bits = np.frombuffer(zlib.decompress(base64.b64decode(text)), np.uint8)
    return np.unpackbits(bits, count=SIZE_HW[0] * SIZE_HW[1]).reshape(SIZE_HW).astype(np.bool_)


def versions(python: Path) -> str:
    """Names and versions of the programs, as `requirements.txt` has them installed."""
    lines = (HERE / "requirements.txt").read_text(encoding="utf-8").splitlines()
    names = [line.split("==")[0] for line in lines if line and not line.startswith("#")]
    code = (
        "import sys; from importlib.metadata import version;"
        "print(', '.join(f'{n} {version(n)}' for n in sys.argv[1:]))"
    )
    asked = subprocess.run([python, "-c", code, *names], capture_output=True, text=True, check=True)
    return asked.stdout.strip()
