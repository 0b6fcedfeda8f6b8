"""Masks of other programs in the open project: steps that can be undone, and no one's work lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cosegui.core.layers import mask_of, touched_of
from cosegui.core.project import ReviewState
from cosegui.session.imports import ImportPreview, Imports
from cosegui.storage import project_file
from cosegui.storage.formats.contract import Format
from cosegui.storage.formats.export import export_images
from cosegui.storage.formats.png import PNG
from cosegui.storage.masks import read_layers
from tests.helpers.exports import Mask, blobs, holes_and_islands, item
from tests.helpers.sessions import SIZE_HW, Desk, Heard

NEW = holes_and_islands(SIZE_HW)
TELLS = ("previewed", "not_previewed", "progressed", "finished", "taken_back", "running_changed")


@pytest.fixture
def masks(tmp_path: Path) -> Path:
    """NEW for a and b of the group, and one for an image that nobody has; none for c."""
    return _write(tmp_path / "masks", {"pots/a": NEW, "pots/b": NEW, "pots/stranger": NEW})


def _write(folder: Path, masks: dict[str, Mask]) -> Path:
    for name, mask in masks.items():
        path = folder / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(mask.astype(np.uint8) * np.uint8(255)).save(path)
    return folder


def look(desk: Desk, folder: Path, format_: Format = PNG) -> ImportPreview:
    heard = Heard(desk.session.imports, *TELLS)
    desk.session.imports.look(folder, format_.name)
    (preview,) = heard.of("previewed")
    assert isinstance(preview, ImportPreview)
    return preview


def take(desk: Desk, folder: Path, *, replaces: bool = False, **options: object) -> Heard:
    heard = Heard(desk.session.imports, *TELLS)
    labels = options.get("labels")
    preview = look(desk, folder, options.get("format_", PNG))  # type: ignore[arg-type]
    heard.clear()
    desk.session.imports.take(preview, labels=labels, replaces=replaces)  # type: ignore[arg-type]
    return heard


def layers(desk: Desk, name: str) -> np.ndarray:
    image = desk.workspace.image(desk.id_of(name))
    return desk.workspace.documents.layers_reader(image)()


def state(desk: Desk, name: str) -> ReviewState:
    return desk.workspace.image(desk.id_of(name)).state


def test_a_preview_tells_what_goes_where_and_changes_nothing(desk: Desk, masks: Path) -> None:
    preview = look(desk, masks)

    assert [match.found.name for match in preview.matched] == ["pots/a", "pots/b"]
    assert [match.message for match in preview.matches if match.image is None] == [
        "pots/stranger: no image of the project has this name."
    ]
    assert [path.name for path in preview.missed] == ["c.png"]
    assert preview.reviewed == 0
    assert state(desk, "a.png") is ReviewState.UNSEEN
    assert not desk.workspace.is_dirty


def test_a_folder_that_holds_no_masks_says_so(desk: Desk, tmp_path: Path) -> None:
    heard = Heard(desk.session.imports, *TELLS)
    desk.session.imports.look(tmp_path / "nowhere", "png")
    (text,) = heard.of("not_previewed")
    assert "no folder" in text


def test_masks_are_laid_over_the_images_of_their_names(desk: Desk, masks: Path) -> None:
    heard = take(desk, masks)

    (report,) = heard.of("finished")
    assert [mask.name for mask in report.done] == ["pots/a", "pots/b"]
    assert [mask.name for mask in report.left_out] == ["pots/stranger"]
    for name in ("a.png", "b.png"):
        assert np.array_equal(mask_of(layers(desk, name)), NEW)
        assert touched_of(layers(desk, name)).all()
        assert state(desk, name) is ReviewState.CORRECTED
    assert state(desk, "c.png") is ReviewState.UNSEEN
    assert desk.workspace.is_dirty
    assert not desk.session.imports.is_running


def test_an_import_is_saved_with_the_project(desk: Desk, masks: Path) -> None:
    take(desk, masks)
    desk.workspace.save()

    path = desk.workspace.project_path
    assert path is not None
    for name in ("a.png", "b.png"):
        stored = read_layers(project_file.layers_path(path, desk.id_of(name)))
        assert np.array_equal(mask_of(stored), NEW)
    assert not desk.workspace.is_dirty


def test_undo_of_an_image_takes_its_import_back(desk: Desk, masks: Path) -> None:
    desk.paint((5, 5))
    painted = layers(desk, "a.png").copy()
    take(desk, masks, replaces=True)
    assert desk.editor.undo_name == "Import"

    desk.editor.undo()
    assert np.array_equal(layers(desk, "a.png"), painted)
    desk.editor.undo()
    assert not mask_of(layers(desk, "a.png")).any(), "the strokes before it can still be undone"
    desk.editor.redo()
    desk.editor.redo()
    assert np.array_equal(mask_of(layers(desk, "a.png")), NEW)


def test_an_image_that_was_not_in_memory_can_be_undone_too(desk: Desk, masks: Path) -> None:
    take(desk, masks)
    desk.workspace.select_image(desk.id_of("b.png"))

    desk.editor.undo()

    assert not mask_of(layers(desk, "b.png")).any()
    assert state(desk, "b.png") is ReviewState.UNSEEN


@pytest.mark.parametrize("decided", [ReviewState.APPROVED, ReviewState.EXCLUDED])
def test_what_a_person_decided_stays_unless_asked_for(
    desk: Desk, masks: Path, decided: ReviewState
) -> None:
    desk.paint((5, 5))
    painted = layers(desk, "a.png").copy()
    desk.workspace.set_state(desk.id_of("b.png"), decided)
    assert look(desk, masks).reviewed == 2

    (report,) = take(desk, masks).of("finished")

    assert report.done == ()
    assert np.array_equal(layers(desk, "a.png"), painted)
    assert state(desk, "b.png") is decided

    (report,) = take(desk, masks, replaces=True).of("finished")

    assert len(report.done) == 2
    assert np.array_equal(mask_of(layers(desk, "a.png")), NEW)


def test_the_whole_import_can_be_taken_back(desk: Desk, masks: Path) -> None:
    desk.paint((5, 5))
    painted = layers(desk, "a.png").copy()
    heard = take(desk, masks, replaces=True)
    assert desk.session.imports.can_take_back

    desk.session.imports.take_back()

    assert heard.of("taken_back") == [2]
    assert np.array_equal(layers(desk, "a.png"), painted)
    assert state(desk, "a.png") is ReviewState.CORRECTED
    assert not layers(desk, "b.png").any()
    assert state(desk, "b.png") is ReviewState.UNSEEN
    assert not desk.session.imports.can_take_back


def test_taking_back_leaves_what_was_edited_since(desk: Desk, masks: Path) -> None:
    heard = take(desk, masks)
    desk.paint((40, 40))
    edited = layers(desk, "a.png").copy()

    desk.session.imports.take_back()

    assert heard.of("taken_back") == [1]
    assert np.array_equal(layers(desk, "a.png"), edited)


def test_a_damaged_mask_is_left_out_and_the_rest_goes_on(desk: Desk, masks: Path) -> None:
    (masks / "pots" / "a.png").write_bytes(b"no png")

    (report,) = take(desk, masks).of("finished")

    assert [mask.name for mask in report.done] == ["pots/b"]
    assert any("a.png" in mask.message for mask in report.left_out)
    assert state(desk, "a.png") is ReviewState.UNSEEN


def test_only_the_labels_asked_for_are_imported(desk: Desk, tmp_path: Path) -> None:
    from cosegui.storage.formats import format_named

    coco = format_named("coco")
    photographs = {one.name: one for one in desk.workspace.project.images()}  # type: ignore[union-attr]
    items = [
        item("pot", photographs["a.png"].path, NEW),
        item("lid", photographs["b.png"].path, blobs(SIZE_HW)),
    ]
    export_images(items, tmp_path / "out", coco)
    assert set(look(desk, tmp_path / "out", coco).labels) == {"pot", "lid"}

    (report,) = take(desk, tmp_path / "out", labels={"pot"}, format_=coco).of("finished")

    assert [Path(mask.name).name for mask in report.done] == ["a.png"]
    assert np.array_equal(mask_of(layers(desk, "a.png")), NEW)
    assert state(desk, "b.png") is ReviewState.UNSEEN


def test_progress_counts_every_mask(desk: Desk, masks: Path) -> None:
    heard = take(desk, masks)
    assert heard.of("progressed")[-1].done == heard.of("progressed")[-1].total == 3
    assert heard.of("running_changed") == [True, False]


def test_a_project_that_is_closed_meanwhile_is_left_alone(desk: Desk, masks: Path) -> None:
    preview = look(desk, masks)
    imports: Imports = desk.session.imports
    desk.workspace.close()
    imports.take(preview, labels=None, replaces=False)
    assert not imports.is_running
