"""The pixels of the project's images in memory: loaded, kept within bounds, written back."""

from __future__ import annotations

import dataclasses
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from cosegui.core.geometry import Box
from cosegui.core.history import DEFAULT_BUDGET_BYTES
from cosegui.core.project import ImageEntry
from cosegui.tasks.runner import Lane, Runner, Task, TaskContext
from cosegui.tasks.serial import SerialQueue

from .backlog import Backlog
from .edit_history import EditHistory, EntryChange
from .pixels import HeldPixels, ModelLayer, ModelResult, PackedLayers, PixelFiles
from .told import told

REQUEST_PRIORITY = 30
PREFETCH_PRIORITY = 10
_PACK_PRIORITY = 35
"""Before anything is loaded, which would take more memory still."""

_BACKLOG_BYTES = 256 * 2**20
_HISTORIES_BUDGET = 8
"""Histories of all images together may weigh so many times what that of one may."""


@dataclass
class ImageDocument:
    """The layers of one image while it is in memory.

    Attributes:
        layers_hw_u8: live; the same array for as long as the document lives.
        committed_hw_u8: as of the last step; differs from `layers_hw_u8` only inside a stroke or a
            preview. What is saved, shown small and exported is this.
        problem: why the layers cannot be edited, "" if they can.
    """

    image_id: str
    layers_hw_u8: NDArray[np.uint8]
    model: ModelLayer | None
    history: EditHistory
    problem: str = ""
    committed_hw_u8: NDArray[np.uint8] = field(init=False)

    def __post_init__(self) -> None:
        self.committed_hw_u8 = self.layers_hw_u8.copy()

    @property
    def nbytes(self) -> int:
        return 2 * self.layers_hw_u8.nbytes + (0 if self.model is None else self.model.nbytes)


class Documents(QObject):
    """Owns every `ImageDocument`, every undo history and what is not on disk yet.

    Documents beyond the budget are given up, the least recently used first; what they hold unsaved
    is kept compressed, and their histories stay. Model results are written as they come, a
    person's layers when the workspace saves; both through one queue, so that no write overtakes
    another.

    Signals:
        loaded(str image_id): `document` has it now.
        load_failed(str image_id, str text)
        replaced(str image_id): a model result replaced the model layer, and perhaps the mask.
        unsaved_changed(): `has_unsaved` may have changed.
        write_failed(Exception)
    """

    loaded = Signal(str)
    load_failed = Signal(str, str)
    replaced = Signal(str)
    unsaved_changed = Signal()
    write_failed = Signal(object)

    def __init__(
        self,
        runner: Runner,
        writes: SerialQueue,
        *,
        budget_bytes: int = 384 * 2**20,
        undo_budget_bytes: int = DEFAULT_BUDGET_BYTES,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._writes = writes
        self._budget_bytes = budget_bytes
        self._undo_budget_bytes = undo_budget_bytes
        self.backlog = Backlog(_BACKLOG_BYTES)
        self._reset(None)

    def open(self, files: PixelFiles | None) -> None:
        """Forget everything and serve another project; None: no project."""
        for task in self._loading.values():
            task.cancel()
        self._reset(files)

    def document(self, image_id: str) -> ImageDocument | None:
        """The document if it is in memory; counts as a use of it."""
        document = self._live.get(image_id)
        if document is not None:
            self._live.move_to_end(image_id)
        return document

    def pin(self, image_id: str) -> None:
        """Keep this one in memory, and only this one; "" for none."""
        self._pinned = image_id

    def request(self, image: ImageEntry) -> None:
        """Load the document, ahead of others; answers by `loaded` or `load_failed`."""
        self._load(image, REQUEST_PRIORITY)

    def prefetch(self, images: Sequence[ImageEntry]) -> None:
        """Load these when there is time, in this order; give up earlier wishes."""
        wanted = {image.id for image in images} | {self._pinned}
        for image_id in [one for one in self._loading if one not in wanted]:
            self._loading.pop(image_id).cancel()
        for image in images:
            self._load(image, PREFETCH_PRIORITY)

    def forget(self, image_ids: Iterable[str]) -> None:
        """Drop all that is held of images that left the project, unsaved or not."""
        for image_id in image_ids:
            task = self._loading.pop(image_id, None)
            if task is not None:
                task.cancel()
            for held in (self._live, self._histories, self._shelved, self._unwritten):
                held.pop(image_id, None)
            self._failed_results.pop(image_id, None)
            self._needs_write.discard(image_id)
            self._painted_over.discard(image_id)
        self.unsaved_changed.emit()

    def accept(self, image: ImageEntry, result: ModelResult) -> None:
        """Take in what the model says of an image, and write it.

        With a mask in the result the undo history ends: its patches fit the old mask only.
        """
        document = self._live.get(image.id)
        if document is not None:
            document.model = result.model
        if result.layers_hw_u8 is not None:
            self._histories.pop(image.id, None)
            self._shelved.pop(image.id, None)
            self._needs_write.discard(image.id)
            if document is not None:
                document.layers_hw_u8[...] = result.layers_hw_u8
                document.committed_hw_u8[...] = result.layers_hw_u8
                document.history = self._history(image.id)
                document.problem = ""
        earlier = self._unwritten_result(image.id)
        if earlier is not None and result.layers_hw_u8 is None:
            result = dataclasses.replace(result, layers_hw_u8=earlier.layers_hw_u8)
        self._painted_over.discard(image.id)
        self._unwritten[image.id] = result
        self._write_result(image.id)
        if image.id in self._loading:
            self._loading.pop(image.id).cancel()
            self.request(image)
        self.replaced.emit(image.id)
        self.unsaved_changed.emit()

    def step(
        self,
        image: ImageEntry,
        name: str,
        before_hw_u8: NDArray[np.uint8],
        layers_hw_u8: NDArray[np.uint8],
        box: Box,
        change: EntryChange,
    ) -> Box:
        """Make a step of an image, whether it is in memory or not; undo finds it like any other.

        Args:
            before_hw_u8: its layers as `layers_reader` gave them; they are still those.
            layers_hw_u8: its new ones, which must not be written to any more.
            box: holds every pixel in which they differ.
        Returns: the box of what differs; empty, and nothing is done, where nothing does.
        """
        history = self._history(image.id)
        changed = history.push(name, before_hw_u8, layers_hw_u8, box, change)
        if changed.is_empty:
            return changed
        document = self._live.get(image.id)
        if document is None:
            self._shelve(image.id, layers_hw_u8)
        else:
            for held in (document.layers_hw_u8, document.committed_hw_u8):
                held[changed.slices] = layers_hw_u8[changed.slices]
        if image.id in self._loading:
            self._loading.pop(image.id).cancel()
            self.request(image)
        self.replaced.emit(image.id)
        self.unsaved_changed.emit()
        return changed

    def layers_reader(self, image: ImageEntry) -> Callable[[], NDArray[np.uint8]]:
        """A function for any thread that gives the layers of the image as they are now.

        It raises ImageReadError where they cannot be read.
        """
        held = self._held_layers(image.id)
        if held is not None:
            return held
        assert self._files is not None
        return partial(self._files.read_layers, image.snapshot())

    def probability_reader(self, image: ImageEntry) -> Callable[[], NDArray[np.uint8] | None]:
        """The same for the model's probabilities; they are None where no run has left any."""
        document, result = self._live.get(image.id), self._unwritten.get(image.id)
        held = None if document is None else document.model
        if result is not None:
            held = result.model
        if held is not None:
            probability_hw_u8 = held.probability_hw_u8
            return lambda: probability_hw_u8
        assert self._files is not None
        return partial(_stored_probability, self._files, image.snapshot())

    def pixels_reader(self, image: ImageEntry) -> Callable[[], HeldPixels]:
        """A function for any thread that gives layers and model layer as they are now.

        It raises ImageReadError where they cannot be read.
        """
        document = self._live.get(image.id)
        if document is not None:
            live = HeldPixels(document.committed_hw_u8.copy(), document.model)
            return lambda: live
        assert self._files is not None
        files, shelved = self._files, self._shelved.get(image.id)
        entry, result = image.snapshot(), self._unwritten_result(image.id)

        def read() -> HeldPixels:
            found = _read_pixels(files, entry, shelved, result)
            return HeldPixels(found.layers_hw_u8, found.model)

        return read

    def recover(self, image_id: str, layers: PackedLayers) -> None:
        """Take in layers that a journal gave back; they are unsaved."""
        self._shelved[image_id] = layers
        self._needs_write.add(image_id)
        self.unsaved_changed.emit()

    @property
    def has_unsaved(self) -> bool:
        return bool(self._unwritten) or bool(self.unsaved_ids())

    def is_unsaved(self, image_id: str) -> bool:
        """Only memory holds the layers of this image."""
        history = self._histories.get(image_id)
        return image_id in self._needs_write or (history is not None and not history.is_clean)

    def unsaved_ids(self) -> list[str]:
        """Images with layers that only memory holds."""
        edited = (one for one, history in self._histories.items() if not history.is_clean)
        return list(dict.fromkeys([*self._needs_write, *edited]))

    @property
    def result_failure(self) -> Exception | None:
        """Why a model result is not on disk, unless it is being tried again."""
        return next(iter(self._failed_results.values()), None)

    def retry_results(self) -> None:
        """Write again the model results whose writing failed."""
        for image_id in list(self._failed_results):
            self._write_result(image_id)

    def take_unsaved(self, image_id: str) -> Callable[[], NDArray[np.uint8]]:
        """The layers to be written; from now on they count as saved, until `put_back`."""
        layers = self._held_layers(image_id)
        assert layers is not None, "only what is in memory can be unsaved"
        self._needs_write.discard(image_id)
        if image_id in self._histories:
            self._histories[image_id].mark_clean()
        if image_id in self._unwritten:
            self._painted_over.add(image_id)
        return layers

    def put_back(self, image_id: str) -> None:
        """Writing what `take_unsaved` gave has failed."""
        self._needs_write.add(image_id)
        self.unsaved_changed.emit()

    def drop_saved(self, image_id: str) -> None:
        """Writing has succeeded: what was kept beside the file can go."""
        if image_id not in self._live and image_id not in self._needs_write:
            self._shelved.pop(image_id, None)
        self.unsaved_changed.emit()

    def _load(self, image: ImageEntry, priority: int) -> None:
        if self._files is None or image.id in self._live or image.id in self._loading:
            return
        read = partial(
            _read_pixels,
            self._files,
            image.snapshot(),
            self._shelved.get(image.id),
            self._unwritten_result(image.id),
        )
        task = self._runner.submit(
            read,
            lane=Lane.FILES,
            title=f"load the mask of {image.name}",
            on_result=partial(self._on_loaded, image.id),
            on_error=partial(self._on_load_error, image.id),
            priority=priority,
        )
        if not task.is_done:
            self._loading[image.id] = task

    def _on_loaded(self, image_id: str, document: ImageDocument) -> None:
        self._loading.pop(image_id, None)
        document.history = self._history(image_id)
        self._shelved.pop(image_id, None)
        self._live[image_id] = document
        self._keep_within_budget()
        self.loaded.emit(image_id)

    def _on_load_error(self, image_id: str, error: Exception) -> None:
        self._loading.pop(image_id, None)
        self.load_failed.emit(image_id, told(error))

    def _history(self, image_id: str) -> EditHistory:
        if image_id not in self._histories:
            self._histories[image_id] = EditHistory(self._undo_budget_bytes)
        self._histories.move_to_end(image_id)
        return self._histories[image_id]

    def _keep_within_budget(self) -> None:
        newest = next(reversed(self._live))
        total = sum(document.nbytes for document in self._live.values())
        for image_id in list(self._live):
            if total <= self._budget_bytes:
                break
            if image_id in (self._pinned, newest):
                continue
            document = self._live.pop(image_id)
            total -= document.nbytes
            if self.is_unsaved(image_id):
                self._shelve(image_id, document.committed_hw_u8)
        self._forget_old_histories()

    def _forget_old_histories(self) -> None:
        total = sum(history.weight_bytes for history in self._histories.values())
        for image_id in list(self._histories):
            history = self._histories[image_id]
            if total > _HISTORIES_BUDGET * self._undo_budget_bytes and history.is_clean:
                if image_id not in self._live:
                    total -= history.weight_bytes
                    del self._histories[image_id]
            elif not history.names and image_id not in self._live:
                del self._histories[image_id]

    def _shelve(self, image_id: str, layers_hw_u8: NDArray[np.uint8]) -> None:
        self._shelved[image_id] = layers_hw_u8

        def keep_packed(packed: PackedLayers) -> None:
            if self._shelved.get(image_id) is layers_hw_u8:
                self._shelved[image_id] = packed

        self._runner.submit(
            lambda _: PackedLayers.pack(layers_hw_u8),
            lane=Lane.FILES,
            title="set edits aside",
            on_result=keep_packed,
            on_error=self.write_failed.emit,
            priority=_PACK_PRIORITY,
        )

    def _held_layers(self, image_id: str) -> Callable[[], NDArray[np.uint8]] | None:
        document = self._live.get(image_id)
        if document is not None:
            copy = document.committed_hw_u8.copy()
            return lambda: copy
        shelved = self._shelved.get(image_id)
        if shelved is not None:
            return partial(_unshelved, shelved)
        result = self._unwritten_result(image_id)
        if result is not None and result.layers_hw_u8 is not None:
            return partial(_unshelved, result.layers_hw_u8)
        return None

    def _unwritten_result(self, image_id: str) -> ModelResult | None:
        """What a run gave and the disk has not; without a mask where a person's has followed."""
        result = self._unwritten.get(image_id)
        if result is not None and image_id in self._painted_over:
            return dataclasses.replace(result, layers_hw_u8=None)
        return result

    def _write_result(self, image_id: str) -> None:
        files, result = self._files, self._unwritten_result(image_id)
        assert files is not None
        assert result is not None
        self._unwritten[image_id] = result

        def write(_: TaskContext) -> None:
            if result.layers_hw_u8 is not None:
                files.write_layers(image_id, result.layers_hw_u8)
            files.write_model(image_id, result.model)

        def forget(_: None) -> None:
            self.backlog.remove(result.nbytes)
            if self._unwritten.get(image_id) is result:
                del self._unwritten[image_id]
                self.unsaved_changed.emit()

        def keep(error: Exception) -> None:
            self.backlog.remove(result.nbytes)
            if image_id in self._unwritten:
                self._failed_results[image_id] = error
                self.write_failed.emit(error)

        self._failed_results.pop(image_id, None)
        self.backlog.add(result.nbytes)
        self._writes.submit(write, title="write a prediction", on_result=forget, on_error=keep)

    def _reset(self, files: PixelFiles | None) -> None:
        self._files = files
        self._live: OrderedDict[str, ImageDocument] = OrderedDict()
        self._histories: OrderedDict[str, EditHistory] = OrderedDict()
        self._shelved: dict[str, NDArray[np.uint8] | PackedLayers] = {}
        self._unwritten: dict[str, ModelResult] = {}
        self._failed_results: dict[str, Exception] = {}
        self._painted_over: set[str] = set()
        self._needs_write: set[str] = set()
        self._loading: dict[str, Task] = {}
        self._pinned = ""


def _read_pixels(
    files: PixelFiles,
    image: ImageEntry,
    shelved: NDArray[np.uint8] | PackedLayers | None,
    result: ModelResult | None,
    context: TaskContext | None = None,
) -> ImageDocument:
    """What is in memory only goes before what is on disk."""
    if context is not None:
        context.raise_if_cancelled()
    stored = files.read(image)
    layers, model, problem = stored.layers_hw_u8, stored.model, stored.problem
    if result is not None:
        model = result.model
        if result.layers_hw_u8 is not None:
            layers, problem = result.layers_hw_u8.copy(), ""
    if shelved is not None:
        layers, problem = _unshelved(shelved), ""
    return ImageDocument(image.id, layers, model, EditHistory(), problem)


def _stored_probability(files: PixelFiles, image: ImageEntry) -> NDArray[np.uint8] | None:
    model = files.read(image).model
    return None if model is None else model.probability_hw_u8


def _unshelved(shelved: NDArray[np.uint8] | PackedLayers) -> NDArray[np.uint8]:
    """A new array."""
    return shelved.unpack() if isinstance(shelved, PackedLayers) else shelved.copy()
