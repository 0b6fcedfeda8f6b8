from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cosegui.core.errors import SaveError
from cosegui.core.geometry import Box
from cosegui.core.layers import empty_layers, layers_from_mask
from cosegui.core.project import ImageEntry, ReviewState
from cosegui.session.documents import Documents, ImageDocument
from cosegui.session.edit_history import EntryChange, EntryValues
from cosegui.session.pixels import ModelLayer, ModelResult, PackedLayers, StoredPixels
from cosegui.tasks.runner import Lane
from cosegui.tasks.serial import SerialQueue
from tests.helpers.fakes import SteppedRunner
from tests.helpers.sessions import Heard

SIZE_HW = (20, 30)
DOCUMENT_BYTES = 2 * 20 * 30
VALUES = EntryValues(ReviewState.CORRECTED, 0.1, 0.5)


class MemoryFiles:
    """A project's pixels without a disk."""

    def __init__(self) -> None:
        self.layers: dict[str, np.ndarray] = {}
        self.reads: list[str] = []
        self.writes: list[str] = []
        self.is_full = False

    def read(self, image: ImageEntry) -> StoredPixels:
        self.reads.append(image.id)
        return StoredPixels(self.read_layers(image), None)

    def read_layers(self, image: ImageEntry) -> np.ndarray:
        return self.layers.get(image.id, empty_layers(SIZE_HW)).copy()

    def write_layers(self, image_id: str, layers_hw_u8: np.ndarray) -> None:
        if self.is_full:
            raise SaveError(Path(image_id), "the disk is full.")
        self.writes.append(image_id)
        self.layers[image_id] = layers_hw_u8.copy()

    def write_model(self, image_id: str, model: ModelLayer) -> None:
        self.writes.append(f"model of {image_id}")


class Shelf:
    """Documents over `MemoryFiles`, three of which fit the budget."""

    def __init__(self, **options: int) -> None:
        self.runner = SteppedRunner()
        self.files = MemoryFiles()
        self.documents = Documents(
            self.runner,
            SerialQueue(self.runner, lane=Lane.FILES),
            **{"budget_bytes": 3 * DOCUMENT_BYTES, **options},
        )
        self.documents.open(self.files)
        self.heard = Heard(self.documents, "loaded", "replaced", "write_failed")
        self.images = [
            ImageEntry(Path(f"/{name}.png"), id=name, state=ReviewState.PREDICTED)
            for name in "abcdef"
        ]

    def load(self, *names: str) -> None:
        for image in self.images:
            if image.id in names:
                self.documents.request(image)
        self.runner.run_all()

    def edit(self, name: str, row: int = 0) -> None:
        """Set one row of the mask, as a step."""
        document = self.documents.document(name)
        assert document is not None
        box = Box(0, row, SIZE_HW[1], row + 1)
        before = document.committed_hw_u8[box.slices].copy()
        document.layers_hw_u8[row] |= 1
        document.history.push(
            "Row", before, document.layers_hw_u8, box, EntryChange(VALUES, VALUES)
        )
        document.committed_hw_u8[box.slices] = document.layers_hw_u8[box.slices]
        self.documents.unsaved_changed.emit()

    def held(self) -> set[str]:
        return {image.id for image in self.images if self._has(image.id)}

    def save(self, name: str) -> None:
        layers = self.documents.take_unsaved(name)
        self.files.write_layers(name, layers())
        self.documents.drop_saved(name)

    def _has(self, image_id: str) -> bool:
        return image_id in self.documents._live


def result(*, with_mask: bool = True) -> ModelResult:
    mask = np.zeros(SIZE_HW, bool)
    mask[5:9, 5:9] = True
    return ModelResult(
        ModelLayer(np.full(SIZE_HW, 77, np.uint8), np.ones((2, 3), np.float32)),
        layers_from_mask(mask) if with_mask else None,
        threshold=0.5,
        score=0.9,
        area=float(mask.mean()),
    )


def test_the_least_recently_used_document_goes_first() -> None:
    shelf = Shelf()
    shelf.load("a")
    shelf.load("b")
    shelf.load("c")
    shelf.documents.document("a")

    shelf.load("d")

    assert shelf.held() == {"a", "c", "d"}


def test_the_current_document_stays_whatever_is_loaded() -> None:
    shelf = Shelf()
    shelf.load("a")
    shelf.documents.pin("a")

    for name in "bcdef":
        shelf.load(name)

    assert "a" in shelf.held()
    assert len(shelf.held()) == 3


def test_an_unsaved_document_that_goes_comes_back_with_its_edits_and_its_history() -> None:
    shelf = Shelf()
    shelf.load("a")
    shelf.edit("a")
    for name in "bcd":
        shelf.load(name)
    assert "a" not in shelf.held()
    assert shelf.documents.unsaved_ids() == ["a"]
    assert shelf.documents.has_unsaved
    assert isinstance(shelf.documents._shelved["a"], PackedLayers)

    shelf.load("a")

    document = shelf.documents.document("a")
    assert document.layers_hw_u8[0].all()
    assert document.history.can_undo
    document.history.undo(document.layers_hw_u8)
    assert not document.layers_hw_u8.any()


def test_an_unsaved_document_can_be_saved_while_it_is_out_of_memory() -> None:
    shelf = Shelf()
    shelf.load("a")
    shelf.edit("a")
    for name in "bcd":
        shelf.load(name)

    shelf.save("a")

    assert shelf.files.layers["a"][0].all()
    assert not shelf.documents.has_unsaved
    assert shelf.documents._shelved == {}


def test_what_could_not_be_written_is_unsaved_again() -> None:
    shelf = Shelf()
    shelf.load("a")
    shelf.edit("a")

    shelf.documents.take_unsaved("a")
    assert not shelf.documents.is_unsaved("a")
    shelf.documents.put_back("a")

    assert shelf.documents.is_unsaved("a")


def test_what_is_taken_for_writing_does_not_follow_later_edits() -> None:
    shelf = Shelf()
    shelf.load("a")
    shelf.edit("a", row=0)

    read_layers = shelf.documents.take_unsaved("a")
    shelf.edit("a", row=7)

    assert not read_layers()[7].any()
    assert shelf.documents.is_unsaved("a")


def test_a_result_is_written_once_and_in_order_with_its_model_layer() -> None:
    shelf = Shelf()
    image = shelf.images[0]

    shelf.documents.accept(image, result())
    assert shelf.documents.has_unsaved
    shelf.runner.run_all()

    assert shelf.files.writes == ["a", "model of a"]
    assert not shelf.documents.has_unsaved


def test_a_result_that_comes_while_the_old_one_is_loaded_is_what_is_shown() -> None:
    shelf = Shelf()
    image = shelf.images[0]
    shelf.documents.request(image)
    deliver_old = shelf.runner.work("load the mask of a.png")

    shelf.documents.accept(image, result())
    deliver_old()
    shelf.runner.run_all()

    assert shelf.heard.of("loaded") == ["a"]
    document = shelf.documents.document("a")
    assert document.layers_hw_u8[5, 5] == 1
    assert document.model.probability_hw_u8[0, 0] == 77


def test_a_result_without_a_mask_leaves_layers_and_history() -> None:
    shelf = Shelf()
    shelf.load("a")
    shelf.edit("a")

    shelf.documents.accept(shelf.images[0], result(with_mask=False))
    shelf.runner.run_all()

    document = shelf.documents.document("a")
    assert document.layers_hw_u8[0].all()
    assert document.history.can_undo
    assert document.model.probability_hw_u8[0, 0] == 77
    assert shelf.files.writes == ["model of a"]


def test_a_newer_result_without_a_mask_still_writes_the_mask_of_the_older() -> None:
    """The older was not on disk yet when a person approved it."""
    shelf = Shelf()
    shelf.documents.accept(shelf.images[0], result())
    shelf.documents.accept(shelf.images[0], result(with_mask=False))

    shelf.runner.run_all()

    assert shelf.files.layers["a"][5, 5] == 1
    assert not shelf.documents.has_unsaved


def test_edits_over_a_result_that_is_not_written_yet_are_written_last() -> None:
    shelf = Shelf()
    shelf.load("a")
    shelf.documents.accept(shelf.images[0], result())
    shelf.edit("a", row=3)

    read_layers = shelf.documents.take_unsaved("a")
    shelf.runner.run_all()
    shelf.files.write_layers("a", read_layers())

    assert shelf.files.layers["a"][3].all()
    assert shelf.files.layers["a"][5, 5] == 1
    shelf.documents.drop_saved("a")
    assert not shelf.documents.has_unsaved


def test_a_failed_result_that_is_tried_again_leaves_the_mask_that_was_painted_over_it() -> None:
    shelf = Shelf()
    shelf.load("a")
    shelf.files.is_full = True
    shelf.documents.accept(shelf.images[0], result())
    shelf.runner.run_all()
    assert isinstance(shelf.documents.result_failure, SaveError)
    shelf.edit("a", row=3)
    shelf.files.is_full = False
    shelf.save("a")

    shelf.documents.retry_results()
    shelf.runner.run_all()

    assert shelf.files.writes == ["a", "model of a"]
    assert shelf.files.layers["a"][3].all()
    assert shelf.documents.result_failure is None
    assert not shelf.documents.has_unsaved


def test_prefetching_gives_up_what_is_not_wanted_any_more() -> None:
    shelf = Shelf()
    a, b, c, d, *_ = shelf.images

    shelf.documents.prefetch([a, b])
    shelf.documents.prefetch([b, c])
    shelf.documents.request(d)
    assert shelf.runner.titles == [f"load the mask of {name}.png" for name in "bcd"]
    shelf.runner.run_one()

    assert shelf.heard.of("loaded") == ["d"], "a request goes before all prefetching"
    shelf.runner.run_all()
    assert shelf.heard.of("loaded") == ["d", "b", "c"]
    assert shelf.files.reads == ["d", "b", "c"]


def test_what_is_loaded_for_a_project_that_was_closed_is_dropped() -> None:
    shelf = Shelf()
    shelf.documents.request(shelf.images[0])
    deliver = shelf.runner.work()

    shelf.documents.open(None)
    deliver()

    assert shelf.heard.of("loaded") == []
    assert shelf.held() == set()


def test_forgotten_images_leave_nothing() -> None:
    shelf = Shelf()
    shelf.load("a", "b")
    shelf.edit("a")
    shelf.documents.accept(shelf.images[1], result())

    shelf.documents.forget(["a", "b"])
    shelf.runner.run_all()

    assert not shelf.documents.has_unsaved
    assert shelf.held() == set()
    shelf.load("a")
    assert not shelf.documents.document("a").history.can_undo


def test_old_saved_histories_are_forgotten_beyond_the_budget() -> None:
    shelf = Shelf(undo_budget_bytes=1)
    for name in "ab":
        shelf.load(name)
        for row in range(3):
            shelf.edit(name, row)
        shelf.save(name)

    for name in "cdef":
        shelf.load(name)
    shelf.load("a")

    assert not shelf.documents.document("a").history.can_undo


def test_layers_can_be_read_from_any_place_they_are_in() -> None:
    shelf = Shelf()
    a, b, c, *_ = shelf.images
    shelf.files.layers["c"] = np.full(SIZE_HW, 1, np.uint8)
    shelf.load("a")
    shelf.edit("a")
    shelf.documents.accept(b, result())

    readers = [shelf.documents.layers_reader(image) for image in (a, b, c)]
    shelf.edit("a", row=9)

    in_memory, unwritten, on_disk = (read() for read in readers)
    assert in_memory[0].all()
    assert not in_memory[9].any(), "as it was when it was asked for"
    assert unwritten[5, 5] == 1
    assert on_disk.all()


def test_a_recovered_image_is_unsaved_and_loads_as_recovered() -> None:
    shelf = Shelf()
    layers = np.full(SIZE_HW, 3, np.uint8)

    shelf.documents.recover("a", PackedLayers.pack(layers))
    assert shelf.documents.unsaved_ids() == ["a"]
    shelf.load("a")

    assert np.array_equal(shelf.documents.document("a").layers_hw_u8, layers)
    assert shelf.documents.is_unsaved("a")


def test_a_document_counts_what_it_holds() -> None:
    shelf = Shelf()
    shelf.load("a")
    document = shelf.documents.document("a")
    assert isinstance(document, ImageDocument)
    assert document.nbytes == DOCUMENT_BYTES

    shelf.documents.accept(shelf.images[0], result())

    assert document.nbytes == DOCUMENT_BYTES + 20 * 30 + 2 * 3 * 4


@pytest.mark.parametrize("edited", [True, False])
def test_only_edited_documents_are_unsaved(edited: bool) -> None:
    shelf = Shelf()
    shelf.load("a")
    if edited:
        shelf.edit("a")

    assert shelf.documents.is_unsaved("a") is edited
    assert shelf.documents.has_unsaved is edited
