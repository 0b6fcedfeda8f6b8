"""Masks out of the window and back in: previews, choices, the way back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cosegui.core.layers import mask_of
from cosegui.core.project import ReviewState
from cosegui.storage.formats import FORMATS, format_named
from cosegui.storage.formats.export import export_images
from cosegui.ui.actions import ActionId
from cosegui.ui.dialogs.export_masks import ExportMasksDialog
from cosegui.ui.dialogs.import_masks import ImportMasksDialog
from tests.helpers.exports import holes_and_islands, item
from tests.helpers.gestures import dismiss, wait_shown
from tests.helpers.sessions import SIZE_HW
from tests.helpers.shells import Bench

NEW = holes_and_islands(SIZE_HW)


@pytest.fixture
def masks(tmp_path: Path, photos: Path) -> Path:
    """A COCO file: a "pot" on a.png, a "lid" on b.png, and an image that the project has not."""
    pots = photos / "pots"
    stray = pots.parent / "stray.png"
    stray.write_bytes((pots / "a.png").read_bytes())
    items = [
        item("pot", pots / "a.png", NEW),
        item("lid", pots / "b.png", NEW),
        item("pot", stray, NEW),
    ]
    export_images(items, tmp_path / "coco", format_named("coco"))
    stray.unlink()
    return tmp_path / "coco"


@pytest.fixture
def dialog(bench: Bench, photos: Path, masks: Path, qtbot: QtBot) -> ImportMasksDialog:
    """The import of `masks`, with their preview."""
    bench.shell.project.open_path(photos)
    bench.actions[ActionId.IMPORT_MASKS].trigger()
    dialog = wait_shown(qtbot, ImportMasksDialog)
    dialog.format_box.setCurrentIndex(dialog.format_box.findData("coco"))
    dialog.folder_edit.setText(str(masks))
    dialog.look_button.click()
    return dialog


def mask(bench: Bench, name: str) -> np.ndarray:
    desk = bench.desk
    image = bench.workspace.image(desk.id_of(name))
    return mask_of(bench.workspace.documents.layers_reader(image)())


def state(bench: Bench, name: str) -> ReviewState:
    return bench.workspace.image(bench.desk.id_of(name)).state


def lines(dialog: ImportMasksDialog) -> list[str]:
    return [dialog.found_list.item(row).text() for row in range(dialog.found_list.count())]


def test_every_format_that_can_be_read_is_offered(dialog: ImportMasksDialog) -> None:
    offered = [dialog.format_box.itemData(row) for row in range(dialog.format_box.count())]
    assert offered == [each.name for each in FORMATS if each.find_masks is not None]


def test_the_preview_lists_what_goes_where_and_what_does_not(
    bench: Bench, dialog: ImportMasksDialog
) -> None:
    shown = lines(dialog)
    assert len(shown) == 4
    assert "a.png" in shown[0]
    assert "→" in shown[0]
    assert "no image of the project" in shown[2]
    assert "c.png" in shown[3]
    assert "2" in dialog.summary_label.text()
    assert dialog.import_button.isEnabled()
    assert state(bench, "a.png") is ReviewState.UNSEEN


def test_masks_are_imported_and_taken_back_by_the_banner(
    bench: Bench, dialog: ImportMasksDialog, qtbot: QtBot
) -> None:
    dialog.import_button.click()
    assert np.array_equal(mask(bench, "a.png"), NEW)
    assert np.array_equal(mask(bench, "b.png"), NEW)
    assert state(bench, "a.png") is ReviewState.CORRECTED

    bench.window.banner.button.click()  # why one was left out
    title, _text = dismiss(qtbot)
    assert "left out: 1" in title
    bench.window.banner.button.click()  # take back

    assert not mask(bench, "a.png").any()
    assert state(bench, "a.png") is ReviewState.UNSEEN


def test_labels_choose_what_is_imported(bench: Bench, dialog: ImportMasksDialog) -> None:
    assert dialog.label_list.isVisible()
    names = [dialog.label_list.item(row).text() for row in range(dialog.label_list.count())]
    assert names == ["pot", "lid"]
    dialog.label_list.item(1).setCheckState(Qt.CheckState.Unchecked)

    dialog.import_button.click()

    assert np.array_equal(mask(bench, "a.png"), NEW)
    assert state(bench, "b.png") is ReviewState.UNSEEN


def test_corrected_masks_are_replaced_only_when_that_is_chosen(
    bench: Bench, dialog: ImportMasksDialog
) -> None:
    bench.workspace.set_state(bench.desk.id_of("a.png"), ReviewState.APPROVED)
    dialog.look_button.click()
    assert dialog.replace_box.isEnabled()
    assert not dialog.replace_box.isChecked()
    dialog.import_button.click()
    assert state(bench, "a.png") is ReviewState.APPROVED
    assert not mask(bench, "a.png").any()


def test_another_folder_makes_the_preview_void(dialog: ImportMasksDialog, tmp_path: Path) -> None:
    dialog.folder_edit.setText(str(tmp_path / "nowhere"))
    assert not dialog.import_button.isEnabled()
    assert lines(dialog) == []

    dialog.look_button.click()

    assert "no folder" in dialog.summary_label.text()
    assert not dialog.import_button.isEnabled()


def test_an_export_can_be_tried_without_writing(
    bench: Bench, photos: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    bench.shell.project.open_path(photos)
    bench.actions[ActionId.RUN_GROUP].trigger()
    bench.actions[ActionId.EXPORT_MASKS].trigger()
    dialog = wait_shown(qtbot, ExportMasksDialog)
    dialog.folder_edit.setText(str(tmp_path / "out"))

    dialog.preview_button.click()

    shown = [dialog.preview_list.item(row).text() for row in range(dialog.preview_list.count())]
    assert len(shown) == 3
    assert str(tmp_path / "out" / "pots" / "a.png") in shown[0]
    assert "3" in dialog.summary_label.text()
    assert not (tmp_path / "out").exists()

    dialog.export_button.click()
    assert len(list((tmp_path / "out" / "pots").iterdir())) == 3


def test_a_try_that_fails_says_why_and_can_be_repeated(
    bench: Bench, photos: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    bench.shell.project.open_path(photos)
    bench.actions[ActionId.RUN_GROUP].trigger()
    bench.actions[ActionId.EXPORT_MASKS].trigger()
    dialog = wait_shown(qtbot, ExportMasksDialog)
    (tmp_path / "out" / "pots" / "a.png").mkdir(parents=True)
    dialog.folder_edit.setText(str(tmp_path / "out"))

    dialog.preview_button.click()

    _title, text = dismiss(qtbot)
    assert "a.png" in text
    assert dialog.preview_button.isEnabled()
