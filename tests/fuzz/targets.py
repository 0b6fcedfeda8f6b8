"""What cosegui opens that someone else may have made: whole files to damage, and how to open them.

Opening gives something, or a CoseguiError in words; it changes and opens nothing but its folder.
"""

from __future__ import annotations

import io
import json
import logging
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image

from cosegui.core.errors import CoseguiError
from cosegui.core.geometry import Box
from cosegui.core.layers import layers_from_mask
from cosegui.core.project import Group, ImageEntry, Project, ReviewState
from cosegui.storage import masks, project_file
from cosegui.storage.formats import FORMATS, format_named
from cosegui.storage.formats.export import export_images
from cosegui.storage.formats.importing import import_masks
from cosegui.storage.images import read_image, read_image_size, read_thumbnail
from cosegui.storage.journal import Journal, JournalRecord
from cosegui.storage.model_store import CARD_KEY
from tests.fuzz.mutation import damaged
from tests.helpers.exports import blobs, holes_and_islands, photograph_with_mask
from tests.helpers.projects import photograph_hwc

Files = dict[str, bytes]
"""Relative posix path -> content."""

SIZE_HW = (30, 41)
_PROJECT = "farm.cosegui"
_IMAGE_KINDS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP", "GIF", "PPM", "JPEG2000", "TGA")


@dataclass(frozen=True)
class Target:
    """One kind of input.

    Attributes:
        variants: whole inputs, made once.
        open: opens what lies in a folder; raises CoseguiError where that is no input.
        keeps: every file of the folder must be there unchanged afterwards.
    """

    name: str
    variants: Callable[[], list[Files]]
    open: Callable[[Path], object]
    keeps: bool = True

    def damaged(self, number: int, seed: int) -> Files:
        """Input `number` of a run: the same for the same seed, whatever ran before."""
        random = Random(f"{self.name} {seed} {number}")
        files = dict(random.choice(self.variants()))
        for name in random.sample(sorted(files), min(len(files), random.randint(1, 2))):
            files[name] = damaged(files[name], random)
        return files


def below(folder: Path) -> Files:
    """Every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _png(pixels: np.ndarray, **options: object) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "PNG", **options)
    return stream.getvalue()


@cache
def _project_files() -> list[Files]:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        path = folder / _PROJECT
        project = Project("farm", [Group("cows"), Group("pigs", categories=[("pig", 0.5)])])
        project_file.make_data_folder(path)
        layers = layers_from_mask(blobs(SIZE_HW))
        for number, state in enumerate(ReviewState):
            photograph = folder / "photos" / f"{state}.png"
            photograph_with_mask(photograph, blobs(SIZE_HW))
            entry = ImageEntry(photograph, state=state, size_hw=SIZE_HW, area=0.5, score=0.25)
            project.groups[number % 2].images.append(entry)
            if state is not ReviewState.UNSEEN:
                masks.write_layers(project_file.layers_path(path, entry.id), layers)
                levels = layers * np.uint8(200)
                masks.write_probability(project_file.probability_path(path, entry.id), levels)
        project_file.save_project(path, project)
        journal = Journal(project_file.data_folder_of(path))
        first = next(iter(project.images()))
        for x in range(4):
            box = Box(x, 2, x + 5, 9)
            state = ReviewState.CORRECTED
            journal.append(JournalRecord.of_step(first.id, state, "Brush", layers, box))
        journal.append(JournalRecord.of_state(first.id, ReviewState.APPROVED))
        return [below(folder)]


def _open_project(folder: Path) -> object:
    """As the window opens it, without the lock that the window takes."""
    from cosegui.session.project_opening import open_project
    from cosegui.session.project_store import ProjectStore

    opened = open_project(folder / _PROJECT, held=None)
    assert not isinstance(opened.store, type(None))
    store: ProjectStore = opened.store
    try:
        for image in opened.project.images():
            # One image that cannot be read is told about; the others are there.
            try:
                store.read(image)
            except CoseguiError as error:
                _told(error)
    finally:
        store.release()
    return opened


def _told(error: CoseguiError) -> None:
    assert str(error).strip(), "an error without words"


def _mask_files() -> list[Files]:
    mask = holes_and_islands(SIZE_HW)
    grey = mask.astype(np.uint8) * np.uint8(255)
    deep = grey.astype(np.uint16) * np.uint16(257)
    return [{"m.png": _png(grey)}, {"m.png": _png(deep)}, {"m.png": _png(grey // 85)}]


def _open_mask(folder: Path) -> object:
    readers = (masks.read_mask, masks.read_layers, masks.read_probability, masks.read_heatmap)
    found = []
    for read in readers:
        try:
            found.append(read(folder / "m.png"))
        except CoseguiError as error:
            _told(error)
    return found


@cache
def _image_files() -> list[Files]:
    made = []
    for kind in _IMAGE_KINDS:
        exif = Image.Exif()
        exif[274] = 6
        stream = io.BytesIO()
        options = {"exif": exif} if kind in ("JPEG", "PNG", "TIFF", "WEBP") else {}
        Image.fromarray(photograph_hwc(SIZE_HW)).save(stream, kind, **options)
        made.append({"a.jpg": stream.getvalue()})
    stream = io.BytesIO()
    Image.fromarray(np.linspace(0, 1, 1230, dtype=np.float32).reshape(SIZE_HW)).save(stream, "TIFF")
    deep = (np.arange(1230, dtype=np.uint16) * 50).reshape(SIZE_HW)
    return [*made, {"a.jpg": stream.getvalue()}, {"a.jpg": _png(deep)}]


def _open_image(folder: Path) -> object:
    path = folder / "a.jpg"
    found = []
    for read in (read_image_size, read_image, partial(read_thumbnail, longest_px=16)):
        try:
            found.append(read(path))
        except CoseguiError as error:
            _told(error)
    return found


@cache
def _checkpoint_files() -> list[Files]:
    import torch

    from cosegui.model.published import SIGNATURE
    from tests.helpers.models import small_model_file

    with TemporaryDirectory() as temporary:
        model = small_model_file(Path(temporary)).read_bytes()
    state = {name: torch.zeros(2, 3) for name in SIGNATURE}
    pickles = []
    for is_zip in (True, False):
        stream = io.BytesIO()
        torch.save(state, stream, _use_new_zipfile_serialization=is_zip)
        pickles.append({"m.pth": stream.getvalue()})
    # The card is most of what decides: it is damaged by itself as well.
    return [*pickles, {"m.safetensors": model}, {"card.json": _card_of(model)}]


def _card_of(model: bytes) -> bytes:
    length = int.from_bytes(model[:8], "little")
    return json.loads(model[8 : 8 + length])["__metadata__"][CARD_KEY].encode()


def _with_card(model: bytes, card: bytes) -> bytes:
    length = int.from_bytes(model[:8], "little")
    header = json.loads(model[8 : 8 + length])
    header["__metadata__"][CARD_KEY] = card.decode("utf-8", "replace")
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + model[8 + length :]


def _open_checkpoint(folder: Path) -> object:
    from cosegui.model.checkpoint import import_checkpoint, load_checkpoint
    from cosegui.storage.model_store import ModelStore

    pickled = folder / "m.pth"
    if pickled.exists():
        return import_checkpoint(pickled, name="m", store=ModelStore(folder / "store"))
    path, card = folder / "m.safetensors", folder / "card.json"
    if card.exists():
        whole = next(files for files in _checkpoint_files() if "m.safetensors" in files)
        path.write_bytes(_with_card(whole["m.safetensors"], card.read_bytes()))
    return load_checkpoint(path)


@cache
def _exported(format_name: str) -> list[Files]:
    """A folder of the format beside a project whose images its masks are for."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        items = [
            photograph_with_mask(folder / "photos" / "cows" / "a.png", holes_and_islands(SIZE_HW)),
            photograph_with_mask(folder / "photos" / "pigs" / "b.png", blobs(SIZE_HW)),
        ]
        export_images(items, folder / "in", format_named(format_name))
        photographs = {item.source.read_bytes() for item in items}
        files = below(folder / "in")
        return [{name: it for name, it in files.items() if it not in photographs}]


def _import(format_name: str, folder: Path) -> object:
    with TemporaryDirectory(dir=folder.parent) as temporary:
        place = Path(temporary)
        project = Project("farm", [Group("cows"), Group("pigs")])
        for group, name in zip(project.groups, ("a", "b"), strict=True):
            photograph = place / "photos" / group.name / f"{name}.png"
            photograph_with_mask(photograph, blobs(SIZE_HW))
            group.images.append(ImageEntry(photograph))
        path = place / _PROJECT
        project_file.save_project(path, project)
        report = import_masks(folder, format_named(format_name), path)
        project_file.load_project(path)
        return report


TARGETS: tuple[Target, ...] = (
    # Opening takes a lock, which is a file, and a journal may be closed by a new segment.
    Target("project", _project_files, _open_project, keeps=False),
    Target("masks", _mask_files, _open_mask),
    Target("images", _image_files, _open_image),
    Target("checkpoints", _checkpoint_files, _open_checkpoint, keeps=False),
    *(
        Target(f"import {each.name}", partial(_exported, each.name), partial(_import, each.name))
        for each in FORMATS
        if each.find_masks is not None
    ),
)


def quietly(open_: Callable[[Path], object], folder: Path) -> None:
    """Open; a refusal in words is an answer, and so are the decoders' warnings."""
    disabled = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            open_(folder)
    except CoseguiError as error:
        _told(error)
    finally:
        logging.disable(disabled)
