from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cosegui.core.project import Project, ReviewState
from cosegui.ui.item_models.gallery_model import (
    TO_REVIEW,
    GalleryModel,
    GalleryRole,
    RowKind,
    percent,
)
from tests.helpers.projects import project_of

UNSEEN, PREDICTED, APPROVED = ReviewState.UNSEEN, ReviewState.PREDICTED, ReviewState.APPROVED


@pytest.fixture
def project() -> Project:
    return project_of(
        {
            "cats": [("a.jpg", UNSEEN), ("b.jpg", APPROVED)],
            "dogs": [("c.jpg", PREDICTED)],
        }
    )


@pytest.fixture
def model(project: Project, qtmodeltester: ModelTester) -> GalleryModel:
    model = GalleryModel(lambda _image_id: None, lambda _image_id: "")
    model.set_groups(project.groups)
    qtmodeltester.check(model)
    return model


def texts(model: GalleryModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def test_each_group_is_a_section_followed_by_its_images(model: GalleryModel) -> None:
    assert texts(model) == ["cats", "a.jpg", "b.jpg", "dogs", "c.jpg"]
    assert model.index(0).data(GalleryRole.KIND) == RowKind.SECTION
    assert model.index(1).data(GalleryRole.KIND) == RowKind.IMAGE


def test_a_section_tells_how_many_of_its_images_are_reviewed(model: GalleryModel) -> None:
    assert model.index(0).data(GalleryRole.REVIEWED) == 1
    assert model.index(0).data(GalleryRole.TOTAL) == 2


def test_the_filter_hides_images_and_the_sections_left_empty(model: GalleryModel) -> None:
    model.set_filter(states=frozenset({APPROVED}))

    assert texts(model) == ["cats", "b.jpg"]


def test_the_name_filter_ignores_case(model: GalleryModel) -> None:
    model.set_filter(name_part="C.J")

    assert texts(model) == ["dogs", "c.jpg"]


def test_the_current_image_keeps_its_row_whatever_the_filter(
    model: GalleryModel, project: Project
) -> None:
    model.set_filter(states=TO_REVIEW)
    entry = project.groups[1].images[0]
    model.set_current(entry.id)
    entry.state = APPROVED
    model.refresh_image(entry.id)
    assert "c.jpg" in texts(model)

    model.set_current(project.groups[0].images[0].id)
    assert "c.jpg" not in texts(model)


def test_folding_a_section_hides_its_images_and_unfolding_brings_them_back(
    model: GalleryModel, project: Project
) -> None:
    model.toggle_collapsed(project.groups[0].id)
    assert texts(model) == ["cats", "dogs", "c.jpg"]
    assert model.index(0).data(GalleryRole.IS_COLLAPSED)

    model.expand(project.groups[0].id)
    assert texts(model) == ["cats", "a.jpg", "b.jpg", "dogs", "c.jpg"]


def test_a_changed_image_repaints_itself_and_its_section_and_resets_nothing(
    model: GalleryModel, project: Project, qtbot: QtBot
) -> None:
    entry = project.groups[1].images[0]
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last, _roles: changed.append(first.row()))

    with qtbot.assertNotEmitted(model.modelReset):
        entry.score = 0.5
        model.refresh_image(entry.id)

    assert sorted(changed) == [3, 4]


def test_an_unknown_id_has_no_row(model: GalleryModel) -> None:
    assert not model.index_of("nobody").isValid()
    assert not model.index_of(None).isValid()


def test_screen_readers_hear_name_state_and_score(model: GalleryModel, project: Project) -> None:
    project.groups[1].images[0].score = 0.934
    text = model.index(4).data(Qt.ItemDataRole.AccessibleTextRole)

    assert "c.jpg" in text
    assert "Predicted" in text
    assert "93" in text


@pytest.mark.parametrize(("score", "expected"), [(0.0, 0), (0.005, 1), (0.125, 13), (1.0, 100)])
def test_scores_are_rounded_half_up(score: float, expected: int) -> None:
    assert percent(score) == expected
