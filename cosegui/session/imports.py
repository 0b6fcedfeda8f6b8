"""Laying masks from other programs over the images of the open project."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QObject, Signal

from cosegui.core.errors import ShapeError
from cosegui.core.events import RunProgress
from cosegui.core.geometry import Box
from cosegui.core.layers import mask_of
from cosegui.core.mask import area_share, bounding_box
from cosegui.core.project import ImageEntry, Project, ReviewState
from cosegui.storage.formats import format_named
from cosegui.storage.formats.contract import Format
from cosegui.storage.formats.importing import (
    ImportedMask,
    ImportReport,
    MatchedMask,
    find_matches,
    imported_layers,
    read_match,
    size_of,
)
from cosegui.storage.journal import JournalRecord
from cosegui.tasks.runner import Lane, TaskContext
from cosegui.tasks.time_left import TimeLeft

from .edit_history import EntryChange, EntryValues
from .pixels import PackedLayers
from .told import told
from .workspace import Workspace


@dataclass(frozen=True)
class ImportPreview:
    """What a folder holds for the open project; nothing is decoded yet.

    Attributes:
        matches: every mask of the folder, with its image or the reason why it has none.
        labels: all that occur, in the order of the files.
        missed: images for which there is none.
    """

    folder: Path
    format_name: str
    matches: tuple[MatchedMask, ...]
    labels: tuple[str, ...]
    missed: tuple[Path, ...]

    @property
    def matched(self) -> tuple[MatchedMask, ...]:
        """Those that an image of the project is for."""
        return tuple(match for match in self.matches if match.image is not None)

    @property
    def reviewed(self) -> int:
        """How many images of those a person has decided about."""
        return sum(m.image is not None and m.image.state.is_reviewed for m in self.matches)


@dataclass(frozen=True)
class _Change:
    """New layers for an image, computed away from the GUI thread; `box` is what differs."""

    before_hw_u8: NDArray[np.uint8]
    layers_hw_u8: NDArray[np.uint8]
    box: Box
    area: float
    earlier: PackedLayers


@dataclass(frozen=True)
class _Wish:
    """An image to be changed.

    Attributes:
        make: gives its new layers for those it has; raises CoseguiError.
        values: of its entry afterwards, None for those of an import.
    """

    mask: ImportedMask
    image: ImageEntry
    make: Callable[[NDArray[np.uint8]], NDArray[np.uint8]]
    values: EntryValues | None = None


@dataclass(frozen=True)
class _Earlier:
    """An image as it was before an import; `revision` is what it had after it."""

    values: EntryValues
    layers: PackedLayers
    revision: int


class Imports(QObject):
    """One import at a time, each image's an undoable step; `take_back` undoes all of the last one.

    What a person has corrected, approved or excluded stays unless `replaces` says otherwise, and an
    image that is edited while its mask is read keeps the edit.

    Signals:
        previewed(ImportPreview): answers `look`; the newest wish wins.
        not_previewed(str text): the folder cannot be read in this format.
        progressed(RunProgress): done and total count masks.
        finished(ImportReport): also after `cancel`, with what was imported until then.
        taken_back(int): so many images are as they were before the last import.
        running_changed(bool)
    """

    previewed = Signal(object)
    not_previewed = Signal(str)
    progressed = Signal(object)
    finished = Signal(object)
    taken_back = Signal(int)
    running_changed = Signal(bool)

    def __init__(
        self,
        workspace: Workspace,
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._clock = clock
        self._looks = 0
        self._waiting: deque[_Wish] | None = None
        self._stop = threading.Event()
        self._done: list[ImportedMask] = []
        self._total = 0
        self._on_end: Callable[[Sequence[ImportedMask]], None] = lambda _done: None
        self._earlier: dict[str, _Earlier] = {}
        self._time_left = TimeLeft()
        workspace.project_changed.connect(self._forget)

    @property
    def is_running(self) -> bool:
        return self._waiting is not None

    @property
    def can_take_back(self) -> bool:
        """The last import changed an image that nobody has changed since."""
        return not self.is_running and any(self._is_untouched(one) for one in self._earlier)

    def look(self, folder: Path, format_name: str) -> None:
        """Find out what a folder holds for the open project; answers by `previewed`.

        Raises: FormatError: there is no such format.
        """
        project = self._workspace.project
        if project is None:
            return
        self._looks += 1
        self._workspace.runner.submit(
            partial(_look, folder, format_named(format_name), project.snapshot()),
            lane=Lane.FILES,
            title="look for masks",
            on_result=partial(self._on_looked, self._looks),
            on_error=partial(self._on_look_failed, self._looks),
        )

    def take(
        self, preview: ImportPreview, *, labels: Collection[str] | None, replaces: bool
    ) -> None:
        """Import what was found. Ignored while an import runs or the project is read-only.

        `labels`: only what has one of these; None: everything.
        """
        if self.is_running or self._workspace.is_read_only:
            return
        self._done, wishes = [], []
        for match in preview.matches:
            name, image = match.found.name, self._image_of(match)
            path = None if image is None else image.path
            why_not = told(match.message) if image is None else _refusal(image, replaces=replaces)
            if image is None or why_not:
                self._done.append(ImportedMask(name, path, why_not or _gone(name)))
                continue
            make = partial(_imported, match, dataclasses.replace(image), labels)
            wishes.append(_Wish(ImportedMask(name, path), image, make))
        self._earlier = {}
        report = partial(ImportReport, missed=preview.missed)
        self._start(wishes, lambda done: self.finished.emit(report(tuple(done))))

    def take_back(self) -> None:
        """Give the images of the last import the masks that they had; edited ones keep theirs."""
        if self.is_running:
            return
        wishes = [
            _Wish(
                ImportedMask(image.name, image.path),
                image,
                partial(_brought_back, self._earlier[image.id].layers),
                self._earlier[image.id].values,
            )
            for image in map(self._workspace.image, filter(self._is_untouched, self._earlier))
        ]
        self._done, self._earlier = [], {}
        self._start(
            wishes, lambda done: self.taken_back.emit(sum(not mask.message for mask in done))
        )

    def cancel(self) -> None:
        """Stop after the image that is at work; what is imported stays, and `finished` follows."""
        self._stop.set()

    def _start(
        self, wishes: Sequence[_Wish], on_end: Callable[[Sequence[ImportedMask]], None]
    ) -> None:
        self._waiting = deque(wishes)
        self._on_end = on_end
        self._total = len(self._done) + len(wishes)
        self._stop = threading.Event()
        self._time_left = TimeLeft()
        self.running_changed.emit(True)
        self._next()

    def _next(self) -> None:
        """One image at a time: however many there are, the layers of one are in memory."""
        if not self._waiting or self._stop.is_set():
            self._finish()
            return
        wish = self._waiting.popleft()
        if not self._workspace.has_image(wish.image.id):
            self._tell(wish, _gone(wish.mask.name))
            return
        self._workspace.runner.submit(
            partial(_change, wish, self._workspace.documents.layers_reader(wish.image)),
            lane=Lane.FILES,
            title="import a mask",
            on_result=partial(self._on_changed, wish, wish.image.revision),
            on_error=lambda error: self._tell(wish, told(error)),
        )

    def _on_changed(self, wish: _Wish, revision: int, change: _Change) -> None:
        image = wish.image
        is_here = self._workspace.has_image(image.id)
        if not is_here or image.revision != revision:
            self._tell(wish, self.tr("{name} was changed meanwhile.").format(name=image.name))
            return
        before = EntryValues(image.state, image.area, image.threshold)
        after = wish.values or EntryValues(ReviewState.CORRECTED, change.area, image.threshold)
        name = self.tr("Import") if wish.values is None else self.tr("Take the import back")
        box = self._workspace.documents.step(
            image,
            name,
            change.before_hw_u8,
            change.layers_hw_u8,
            change.box,
            EntryChange(before, after),
        )
        if not box.is_empty:
            record = JournalRecord.of_step(image.id, after.state, name, change.layers_hw_u8, box)
            self._workspace.note_step(record, after)
            if wish.values is None:
                self._earlier[image.id] = _Earlier(before, change.earlier, image.revision)
        self._tell(wish, "")

    def _tell(self, wish: _Wish, message: str) -> None:
        self._done.append(ImportedMask(wish.mask.name, wish.mask.image, message))
        if self._waiting is None:  # the project was closed
            return
        done = len(self._done)
        share = done / max(1, self._total)
        seconds_left = self._time_left.update(share, self._clock())
        self.progressed.emit(RunProgress(done, self._total, wish.mask.name, seconds_left))
        self._next()

    def _finish(self) -> None:
        self._waiting = None
        self.running_changed.emit(False)
        self._on_end(self._done)

    def _is_untouched(self, image_id: str) -> bool:
        return (
            self._workspace.has_image(image_id)
            and self._workspace.image(image_id).revision == self._earlier[image_id].revision
        )

    def _image_of(self, match: MatchedMask) -> ImageEntry | None:
        """The image as it is now; the preview has a copy."""
        if match.image is None or not self._workspace.has_image(match.image.id):
            return None
        return self._workspace.image(match.image.id)

    def _on_looked(self, look: int, preview: ImportPreview) -> None:
        if look == self._looks:
            self.previewed.emit(preview)

    def _on_look_failed(self, look: int, error: Exception) -> None:
        if look == self._looks:
            self.not_previewed.emit(told(error))

    def _forget(self) -> None:
        self._earlier = {}
        if self.is_running:
            self._waiting = None
            self.running_changed.emit(False)


def _gone(name: str) -> str:
    text = QCoreApplication.translate("Imports", "{name}: its image has left the project.")
    return text.format(name=name)


def _refusal(image: ImageEntry, *, replaces: bool) -> str:
    translate = QCoreApplication.translate
    if image.state.is_reviewed and not replaces:
        return {
            ReviewState.CORRECTED: translate(
                "Imports", "{name} is corrected and was left as it is."
            ),
            ReviewState.APPROVED: translate("Imports", "{name} is approved and was left as it is."),
            ReviewState.EXCLUDED: translate("Imports", "{name} is excluded and was left as it is."),
        }[image.state].format(name=image.name)
    return ""


def _look(folder: Path, format_: Format, project: Project, context: TaskContext) -> ImportPreview:
    context.raise_if_cancelled()
    matches = find_matches(folder, format_, project)
    labels = dict.fromkeys(label for match in matches for label in match.found.labels)
    named = {match.image.id for match in matches if match.image is not None}
    missed = tuple(image.path for image in project.images() if image.id not in named)
    return ImportPreview(folder, format_.name, tuple(matches), tuple(labels), missed)


def _imported(
    match: MatchedMask,
    image: ImageEntry,
    labels: Collection[str] | None,
    layers_hw_u8: NDArray[np.uint8],
) -> NDArray[np.uint8]:
    size_hw = size_of(image)
    if layers_hw_u8.shape != size_hw:
        raise ShapeError(
            f"{image.name} has a mask of another size in the project. Put back the photograph that "
            "it was made for."
        )
    return imported_layers(read_match(match, size_hw, labels))


def _brought_back(layers: PackedLayers, _layers_hw_u8: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return layers.unpack()


def _change(wish: _Wish, read: Callable[[], NDArray[np.uint8]], context: TaskContext) -> _Change:
    context.raise_if_cancelled()
    before = read()
    after = wish.make(before)
    box = bounding_box(before ^ after)
    return _Change(before, after, box, area_share(mask_of(after)), PackedLayers.pack(before))
