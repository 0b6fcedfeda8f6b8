"""G in the window: what it says, and the way back by button and by Ctrl+Z."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cosegui.core.layers import mask_of
from cosegui.core.ports import Doubt
from cosegui.ui.actions import ActionId
from cosegui.ui.item_models.gallery_model import GalleryRole
from tests.helpers.fakes import disc_hw
from tests.helpers.projects import write_photographs
from tests.helpers.sessions import SIZE_HW
from tests.helpers.shells import Bench

DISC, SMALL = disc_hw(SIZE_HW), disc_hw(SIZE_HW, 0.1)


@pytest.fixture
def corrected(bench: Bench, tmp_path: Path) -> Bench:
    """Three images; the model has run, the first was painted, the model would say less now."""
    folder = tmp_path / "pots"
    write_photographs(folder, ("a.png", "b.png", "c.png"), size_hw=SIZE_HW)
    bench.shell.project.open_path(folder)
    bench.actions[ActionId.RUN_GROUP].trigger()
    bench.desk.paint((5, 5))
    bench.desk.segmenter.radius_share = 0.1
    return bench


def mask_in(bench: Bench, name: str) -> np.ndarray:
    image = bench.workspace.image(bench.desk.id_of(name))
    return mask_of(bench.workspace.documents.layers_reader(image)())


def test_g_names_the_masks_that_it_changed_and_its_button_takes_them_back(
    corrected: Bench,
) -> None:
    corrected.actions[ActionId.PROPAGATE].trigger()

    banner = corrected.window.banner
    assert banner.isVisible()
    assert "(2): b.png, c.png" in banner.label.text()
    assert np.array_equal(mask_in(corrected, "b.png"), SMALL)

    banner.button.click()

    assert not banner.isVisible()
    assert np.array_equal(mask_in(corrected, "b.png"), DISC)
    assert np.array_equal(mask_in(corrected, "c.png"), DISC)


def test_undo_takes_the_propagation_back_first_and_the_stroke_after_it(corrected: Bench) -> None:
    painted = corrected.desk.mask()
    undo = corrected.actions[ActionId.UNDO]
    corrected.actions[ActionId.PROPAGATE].trigger()
    assert "Propagate" in undo.text()

    undo.trigger()

    assert np.array_equal(corrected.desk.mask(), painted)
    assert np.array_equal(mask_in(corrected, "b.png"), DISC)

    undo.trigger()

    assert np.array_equal(corrected.desk.mask(), DISC)


def test_g_that_changes_no_mask_says_so_without_a_banner(corrected: Bench) -> None:
    corrected.desk.segmenter.radius_share = 0.3
    corrected.actions[ActionId.PROPAGATE].trigger()
    assert not corrected.window.banner.isVisible()


def test_live_repairs_the_group_with_each_stroke_and_one_undo_takes_it_back(
    corrected: Bench,
) -> None:
    corrected.actions[ActionId.LIVE].trigger()
    before = corrected.desk.mask()

    corrected.desk.paint((15, 5))

    assert np.array_equal(mask_in(corrected, "b.png"), SMALL)
    assert not corrected.window.banner.isVisible(), "nothing moves under the brush"
    assert "2" in corrected.window.status.currentMessage()

    corrected.actions[ActionId.UNDO].trigger()
    assert np.array_equal(mask_in(corrected, "b.png"), DISC)
    corrected.actions[ActionId.UNDO].trigger()
    assert np.array_equal(corrected.desk.mask(), before)

    corrected.actions[ActionId.LIVE].trigger()
    corrected.desk.paint((25, 5))
    assert np.array_equal(mask_in(corrected, "b.png"), DISC), "switched off"


def test_the_gallery_marks_what_changed_and_shows_it_as_it_was_under_the_pointer(
    corrected: Bench,
) -> None:
    gallery = corrected.shell.gallery
    corrected.actions[ActionId.PROPAGATE].trigger()
    row = gallery.model.index_of(corrected.desk.id_of("b.png"))
    own = gallery.model.index_of(corrected.desk.id_of("a.png"))
    assert row.data(GalleryRole.IS_CHANGED)
    assert not own.data(GalleryRole.IS_CHANGED)
    assert "as it was before" in row.data(Qt.ItemDataRole.ToolTipRole)
    after = row.data(GalleryRole.PICTURE).copy()

    QTest.mouseMove(gallery.view.viewport(), gallery.view.visualRect(row).center())
    assert row.data(GalleryRole.PICTURE) != after
    QTest.mouseMove(gallery.view.viewport(), gallery.view.visualRect(own).center())
    assert row.data(GalleryRole.PICTURE) == after

    corrected.actions[ActionId.UNDO].trigger()
    assert not row.data(GalleryRole.IS_CHANGED)


def test_the_queue_says_why_it_comes_to_an_image(corrected: Bench) -> None:
    corrected.desk.segmenter.worths = {"c.png": (0.9, Doubt.DISAGREEMENT)}
    corrected.actions[ActionId.PROPAGATE].trigger()

    corrected.actions[ActionId.NEXT_UNREVIEWED].trigger()

    assert corrected.workspace.current_image_id == corrected.desk.id_of("c.png")
    assert "c.png: network and examples disagree here" in corrected.window.status.currentMessage()
