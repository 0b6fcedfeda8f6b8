from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cosegui.core.project import ReviewState
from cosegui.session.thumbnails import Thumbnails
from cosegui.storage.project_file import layers_path
from tests.helpers.sessions import Desk, Heard, photo_folder, stepped_desk

LONGEST_PX = 32
SMALL_HW = (24, 32)


class Gallery:
    """Thumbnails whose loading waits until the test lets it go."""

    def __init__(self, folder: Path, **options: int) -> None:
        self.desk, self.runner = stepped_desk(folder, has_masks=True)
        self.thumbnails = Thumbnails(self.desk.workspace, **{"longest_px": LONGEST_PX, **options})
        self.heard = Heard(self.thumbnails, "thumbnail_ready")

    def names_ready(self) -> list[str]:
        return [self.desk.workspace.image(one).name for one in self.heard.of("thumbnail_ready")]

    def ask(self, *names: str) -> None:
        for name in names:
            self.thumbnails.thumbnail(self.desk.id_of(name))


@pytest.fixture
def gallery(qapp: object, folder: Path) -> Gallery:
    return Gallery(folder)


def test_asking_for_a_thumbnail_loads_picture_and_mask(gallery: Gallery) -> None:
    image_id = gallery.desk.id_of("b.png")

    assert gallery.thumbnails.thumbnail(image_id) is None
    assert gallery.thumbnails.mask_thumbnail(image_id) is None
    gallery.runner.run_all()

    assert gallery.heard.of("thumbnail_ready") == [image_id]
    picture = gallery.thumbnails.thumbnail(image_id)
    mask = gallery.thumbnails.mask_thumbnail(image_id)
    assert picture.shape == (*SMALL_HW, 3)
    assert mask.shape == SMALL_HW
    assert mask[12, 16] == 255
    assert mask[0, 0] == 0
    assert abs(mask.mean() / 255 - gallery.desk.mask().mean()) < 0.01


def test_what_was_asked_for_last_comes_first(gallery: Gallery) -> None:
    gallery.ask("a.png", "b.png", "c.png")

    gallery.runner.run_all()

    assert gallery.names_ready() == ["c.png", "b.png", "a.png"]


def test_an_image_without_a_mask_has_a_picture_alone(desk: Desk) -> None:
    image_id = desk.ids()[1]

    assert desk.session.thumbnails.thumbnail(image_id) is not None
    assert desk.session.thumbnails.mask_thumbnail(image_id) is None


def test_the_mask_follows_edits_without_the_picture_being_read_again(gallery: Gallery) -> None:
    image_id = gallery.desk.select("a.png")
    gallery.runner.run_all()
    gallery.ask("a.png")
    gallery.runner.run_all()
    gallery.heard.clear()
    picture = gallery.thumbnails.thumbnail(image_id)
    old = gallery.thumbnails.mask_thumbnail(image_id)
    gallery.desk.workspace.image_path(image_id).unlink()

    gallery.desk.paint((4, 4), radius_px=6)
    assert gallery.thumbnails.mask_thumbnail(image_id) is old, "until the new one is there"
    gallery.runner.run_all()

    assert gallery.names_ready() == ["a.png"]
    assert gallery.thumbnails.thumbnail(image_id) is picture
    assert gallery.thumbnails.mask_thumbnail(image_id)[2, 2] == 255
    gallery.desk.editor.undo()
    gallery.runner.run_all()
    assert np.array_equal(gallery.thumbnails.mask_thumbnail(image_id), old)


def test_a_mark_alone_reads_nothing_again(gallery: Gallery) -> None:
    gallery.ask("a.png")
    gallery.runner.run_all()
    gallery.heard.clear()

    gallery.desk.workspace.set_state(gallery.desk.id_of("a.png"), ReviewState.APPROVED)
    gallery.runner.run_all()

    assert gallery.names_ready() == []


def test_an_edit_during_the_loading_is_what_is_shown(gallery: Gallery) -> None:
    image_id = gallery.desk.select("a.png")
    gallery.runner.run_all()
    gallery.ask("a.png")
    deliver = gallery.runner.work("thumbnail of a.png")

    gallery.desk.paint((4, 4), radius_px=6)
    deliver()
    gallery.runner.run_all()

    assert gallery.names_ready() == ["a.png"]
    assert gallery.thumbnails.mask_thumbnail(image_id)[2, 2] == 255


def test_a_prediction_changes_the_mask_of_images_that_are_not_open(gallery: Gallery) -> None:
    gallery.ask("c.png")
    gallery.runner.run_all()
    image_id = gallery.desk.id_of("c.png")
    before = gallery.thumbnails.mask_thumbnail(image_id)
    gallery.desk.segmenter.radius_share = 0.1

    gallery.desk.predictions.run_unreviewed()
    gallery.runner.run_all()

    assert gallery.thumbnails.mask_thumbnail(image_id).sum() < before.sum() / 4


def test_memory_is_bounded_and_what_was_looked_at_last_stays(folder: Path, qapp: object) -> None:
    one = SMALL_HW[0] * SMALL_HW[1] * 4
    gallery = Gallery(folder, budget_bytes=2 * one)

    for name in ("a.png", "b.png", "c.png"):
        gallery.ask(name)
        gallery.runner.run_all()

    ids = [gallery.desk.id_of(name) for name in ("b.png", "c.png")]
    assert list(gallery.thumbnails._thumbnails) == ids
    assert gallery.thumbnails._total_bytes == 2 * one


def test_a_photograph_that_cannot_be_read_says_why_and_is_not_tried_for_ever(
    tmp_path: Path, qapp: object
) -> None:
    folder = photo_folder(tmp_path)
    (folder / "pots" / "a.png").write_bytes(b"broken")
    gallery = Gallery(folder)
    image_id = gallery.desk.id_of("a.png")

    gallery.ask("a.png")
    gallery.runner.run_all()

    assert gallery.names_ready() == ["a.png"]
    assert "a.png cannot be read" in gallery.thumbnails.failure(image_id)
    gallery.ask("a.png")
    assert gallery.runner.titles == []


def test_a_damaged_mask_leaves_the_picture(gallery: Gallery) -> None:
    image_id = gallery.desk.id_of("c.png")
    layers_path(gallery.desk.workspace.project_path, image_id).write_bytes(b"broken")
    gallery.desk.workspace.documents.open(gallery.desk.workspace._store)

    gallery.ask("c.png")
    gallery.runner.run_all()

    assert gallery.thumbnails.thumbnail(image_id) is not None
    assert gallery.thumbnails.mask_thumbnail(image_id) is None
    assert gallery.thumbnails.failure(image_id) == ""


def test_another_project_forgets_the_thumbnails(tmp_path: Path, gallery: Gallery) -> None:
    gallery.ask("a.png", "b.png")
    gallery.runner.run_one("thumbnail of b.png")

    gallery.desk.workspace.open_path(photo_folder(tmp_path / "other", {"cups": ("x.png",)}))
    gallery.runner.run_all()

    assert list(gallery.thumbnails._thumbnails) == []
    assert gallery.thumbnails._total_bytes == 0
    assert gallery.thumbnails.thumbnail("an id that has gone") is None


def test_wishes_beyond_a_screenful_are_given_up(
    tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cosegui.session.thumbnails._AT_ONCE", 1)
    monkeypatch.setattr("cosegui.session.thumbnails._MOST_WAITING", 1)
    gallery = Gallery(photo_folder(tmp_path))

    gallery.ask("a.png", "b.png", "c.png")
    gallery.runner.run_all()

    assert gallery.names_ready() == ["a.png", "c.png"]


def test_what_is_asked_for_again_comes_before_what_waited_longer(
    gallery: Gallery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cosegui.session.thumbnails._AT_ONCE", 1)

    gallery.ask("a.png", "b.png", "c.png", "b.png")
    assert len([one for one in gallery.runner.titles if "thumbnail" in one]) == 1
    gallery.runner.run_all()

    assert gallery.names_ready() == ["a.png", "b.png", "c.png"]
