from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.qtbot import QtBot

from cosegui.core.project import Group, ImageEntry, ReviewState
from cosegui.ui.item_models.gallery_model import GalleryModel
from cosegui.ui.panels.gallery_delegate import run_button_rect
from cosegui.ui.panels.gallery_view import GalleryView
from tests.helpers.canvas import painted
from tests.helpers.projects import project_of

UNSEEN = ReviewState.UNSEEN


class Gallery:
    """A gallery of three groups; `asked` lists the images whose picture it wanted."""

    def __init__(self, groups: list[Group], qtbot: QtBot) -> None:
        self.asked: list[str] = []
        self.groups = groups
        self.picture = QImage(32, 24, QImage.Format.Format_RGB888)
        self.picture.fill(QColor("#00ff00"))
        self.model = GalleryModel(self.picture_of, lambda _image_id: "")
        self.model.set_groups(groups)
        self.view = GalleryView()
        self.view.setModel(self.model)
        qtbot.addWidget(self.view)
        self.view.resize(250, 400)
        with qtbot.waitExposed(self.view):
            self.view.show()

    def picture_of(self, image_id: str) -> QImage | None:
        self.asked.append(image_id)
        return self.picture

    def click(self, qtbot: QtBot, point: QPoint) -> None:
        qtbot.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=point)


@pytest.fixture
def gallery(qtbot: QtBot) -> Gallery:
    images = [(f"{n}.jpg", UNSEEN) for n in range(3)]
    return Gallery(project_of({"a": images, "b": images}).groups, qtbot)


def test_a_click_on_an_image_picks_it(gallery: Gallery, qtbot: QtBot) -> None:
    wanted = gallery.groups[0].images[2]

    with qtbot.waitSignal(gallery.view.image_picked) as picked:
        gallery.click(qtbot, gallery.view.visualRect(gallery.model.index_of(wanted.id)).center())

    assert picked.args == [wanted.id]


def test_showing_the_current_image_picks_nothing(gallery: Gallery, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(gallery.view.image_picked):
        gallery.view.show_current(gallery.groups[1].images[0].id)

    assert gallery.view.currentIndex().data() == "0.jpg"
    assert gallery.view.selectionModel().isSelected(gallery.view.currentIndex())


def test_a_click_on_a_heading_folds_it_and_one_on_its_button_runs_it(
    gallery: Gallery, qtbot: QtBot
) -> None:
    heading = gallery.view.visualRect(gallery.model.index(0))

    with qtbot.waitSignal(gallery.view.section_toggled) as toggled:
        gallery.click(qtbot, heading.topLeft() + QPoint(20, 10))
    with (
        qtbot.assertNotEmitted(gallery.view.section_toggled),
        qtbot.waitSignal(gallery.view.run_requested) as run,
    ):
        gallery.click(qtbot, run_button_rect(heading).center())

    assert toggled.args == run.args == [gallery.groups[0].id]


def test_up_and_down_walk_the_grid_across_groups(gallery: Gallery, qtbot: QtBot) -> None:
    gallery.view.show_current(gallery.groups[0].images[0].id)

    for key, expected in (
        (Qt.Key.Key_Down, gallery.groups[0].images[2]),
        (Qt.Key.Key_Down, gallery.groups[1].images[0]),
        (Qt.Key.Key_Up, gallery.groups[0].images[2]),
        (Qt.Key.Key_End, gallery.groups[1].images[2]),
        (Qt.Key.Key_Home, gallery.groups[0].images[0]),
        (Qt.Key.Key_Up, gallery.groups[0].images[0]),
    ):
        qtbot.keyClick(gallery.view, key)
        assert gallery.view.currentIndex() == gallery.model.index_of(expected.id)


def test_letters_do_not_jump_to_file_names(gallery: Gallery, qtbot: QtBot) -> None:
    gallery.view.show_current(gallery.groups[0].images[0].id)

    qtbot.keyClick(gallery.view, Qt.Key.Key_2)

    assert gallery.view.currentIndex().data() == "0.jpg"


def test_the_thumbnail_and_the_mark_of_the_state_are_painted(gallery: Gallery) -> None:
    entry = gallery.groups[0].images[0]
    rect = gallery.view.visualRect(gallery.model.index_of(entry.id))
    before = painted(gallery.view.viewport())
    entry.state = ReviewState.APPROVED
    gallery.model.refresh_image(entry.id)
    after = painted(gallery.view.viewport())

    middle = rect.center()
    assert tuple(after[middle.y(), middle.x()]) == (0, 255, 0)
    badge = (slice(rect.top() + 5, rect.top() + 25), slice(rect.left() + 5, rect.left() + 25))
    assert (before[badge] != after[badge]).any()


def many(count: int) -> list[Group]:
    return [
        Group(
            f"group {number}",
            [ImageEntry(Path(f"/nowhere/{number}/{each}.jpg")) for each in range(50)],
        )
        for number in range(count // 50)
    ]


def test_of_five_thousand_images_only_the_visible_ones_are_asked_for(qtbot: QtBot) -> None:
    gallery = Gallery(many(5000), qtbot)
    painted(gallery.view.viewport())
    assert len(set(gallery.asked)) < 30

    gallery.asked.clear()
    last = gallery.groups[-1].images[-1]
    gallery.view.scrollTo(
        gallery.model.index_of(last.id), QAbstractItemView.ScrollHint.PositionAtCenter
    )
    painted(gallery.view.viewport())

    assert last.id in gallery.asked
    assert len(set(gallery.asked)) < 60


def test_a_narrower_gallery_keeps_the_current_image_in_view(qtbot: QtBot) -> None:
    gallery = Gallery(many(500), qtbot)
    wanted = gallery.groups[5].images[7]
    gallery.view.show_current(wanted.id)

    gallery.view.resize(130, 400)

    rect = gallery.view.visualRect(gallery.model.index_of(wanted.id))
    assert gallery.view.viewport().rect().contains(rect)


def test_the_context_menu_names_what_lies_under_the_pointer(gallery: Gallery, qtbot: QtBot) -> None:
    entry = gallery.groups[0].images[1]
    point = gallery.view.visualRect(gallery.model.index_of(entry.id)).center()

    with qtbot.waitSignal(gallery.view.menu_requested) as asked:
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, point, gallery.view.viewport().mapToGlobal(point)
        )
        QApplication.sendEvent(gallery.view.viewport(), event)

    assert asked.args[:2] == ["image", entry.id]
