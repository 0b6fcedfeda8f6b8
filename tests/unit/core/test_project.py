"""Groups, images and review states."""

from pathlib import Path

import pytest

from cosegui.core.project import Group, ImageEntry, Project, ReviewState, new_id

CATS = [Path("/photos/cats/a.jpg"), Path("/photos/cats/b.jpg")]
DOGS = [Path("/photos/dogs/a.jpg")]


@pytest.mark.parametrize("state", list(ReviewState))
def test_only_what_nobody_decided_about_follows_the_model(state):
    assert state.follows_model == (state in (ReviewState.UNSEEN, ReviewState.PREDICTED))
    assert state.is_reviewed != state.follows_model


def test_ids_differ_and_are_safe_in_file_names():
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(i) == 16 and set(i) <= set("0123456789abcdef") for i in ids)


def test_found_images_make_groups_of_their_folders_names():
    project = Project("animals")
    added = project.add_found({"cats": CATS, "dogs": DOGS})
    assert [group.name for group in project.groups] == ["cats", "dogs"]
    assert [image.path for image in added] == [*CATS, *DOGS]
    assert list(project.images()) == added


def test_finding_a_folder_again_adds_only_what_is_new():
    project = Project("animals")
    project.add_found({"cats": CATS})
    new = Path("/photos/cats/c.jpg")
    added = project.add_found({"cats": [*CATS, new]})
    assert [image.path for image in added] == [new]
    assert len(project.groups) == 1
    assert [image.name for image in project.groups[0].images] == ["a.jpg", "b.jpg", "c.jpg"]


def test_images_that_are_gone_from_their_folder_stay():
    project = Project("animals")
    project.add_found({"cats": CATS})
    assert project.add_found({"cats": CATS[:1]}) == []
    assert len(project.groups[0].images) == 2


def test_an_image_stays_in_the_group_it_was_put_in():
    project = Project("animals", [Group("my favourites", [ImageEntry(CATS[0])])])
    project.add_found({"cats": CATS})
    assert [group.name for group in project.groups] == ["my favourites", "cats"]
    assert [image.path for image in project.groups[1].images] == CATS[1:]


def test_a_folder_with_nothing_new_makes_no_empty_group():
    project = Project("animals", [Group("all", [ImageEntry(path) for path in CATS])])
    project.add_found({"cats": CATS})
    assert len(project.groups) == 1


def test_a_snapshot_is_not_reached_by_later_changes():
    project = Project("animals", [Group("cats", [ImageEntry(CATS[0])], categories=[("cat", 0.9)])])
    snapshot = project.snapshot()
    assert snapshot == project
    image = project.groups[0].images[0]
    image.state = ReviewState.APPROVED
    project.groups[0].categories.append(("dog", 0.1))
    project.groups[0].images.append(ImageEntry(CATS[1]))
    project.groups.append(Group("dogs"))
    project.name = "pets"
    kept = snapshot.groups[0]
    assert kept.images[0].state is ReviewState.UNSEEN
    assert (len(kept.images), kept.categories) == (1, [("cat", 0.9)])
    assert (len(snapshot.groups), snapshot.name) == (1, "animals")
