from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from cosegui.core.project import ReviewState
from cosegui.core.settings import Settings
from cosegui.storage.project_file import backup_path, layers_path, load_project
from tests.helpers.fakes import SteppedRunner, disc_hw
from tests.helpers.projects import write_photographs
from tests.helpers.sessions import SIZE_HW, Desk, Heard, photo_folder, stepped_desk

TELLS = (
    "project_changed",
    "groups_changed",
    "current_image_changed",
    "dirty_changed",
    "saved",
    "save_failed",
    "failed",
    "noticed",
    "backup_found",
)


def hear(desk: Desk) -> Heard:
    return Heard(desk.workspace, *TELLS)


@pytest.fixture
def project(tmp_path: Path, desk: Desk) -> Path:
    """The open project has a place of its own."""
    path = tmp_path / "mine.cosegui"
    desk.workspace.save_as(path)
    return path


def test_a_folder_opens_as_a_draft_and_nothing_is_written_among_the_photographs(
    folder: Path,
) -> None:
    before = sorted(folder.rglob("*"))
    desk = Desk()
    heard = hear(desk)

    desk.workspace.open_path(folder)
    desk.paint((5, 5))
    desk.workspace.save()

    assert desk.workspace.is_draft
    assert desk.workspace.title == "photos"
    assert [desk.workspace.image(one).name for one in desk.ids()] == ["a.png", "b.png", "c.png"]
    assert desk.workspace.current_image_id == desk.ids()[0]
    assert heard.names[:3] == ["project_changed", "current_image_changed", "current_image_changed"]
    assert sorted(folder.rglob("*")) == before


def test_the_draft_of_a_folder_is_resumed(folder: Path, desk: Desk) -> None:
    desk.predictions.run_unreviewed()
    desk.paint((5, 5))
    painted, ids = desk.mask(), desk.ids()
    desk.workspace.save()
    desk.workspace.close()

    again = Desk()
    again.workspace.open_path(folder)

    assert again.ids() == ids
    assert again.state_of("a.png") is ReviewState.CORRECTED
    assert again.state_of("b.png") is ReviewState.PREDICTED
    assert np.array_equal(again.mask(), painted)
    assert again.editor.probability_hw_u8 is not None
    assert again.editor.heatmap_hw_f32 is not None
    assert not again.workspace.is_dirty


def test_new_photographs_in_the_folder_join_its_draft(folder: Path, desk: Desk) -> None:
    desk.paint((5, 5))
    desk.workspace.save()
    desk.workspace.close()
    write_photographs(folder / "pots", ["d.png"])
    write_photographs(folder / "pans", ["e.png"])

    again = Desk()
    again.workspace.open_path(folder)

    assert [again.workspace.image(one).name for one in again.ids()] == [
        "a.png", "b.png", "c.png", "d.png", "e.png",
    ]  # fmt: skip
    assert again.state_of("a.png") is ReviewState.CORRECTED
    assert again.workspace.group_of(again.id_of("e.png")).name == "pans"


def test_a_folder_without_images_is_refused_and_the_open_project_stays(
    tmp_path: Path, desk: Desk
) -> None:
    ids = desk.ids()
    heard = hear(desk)
    (tmp_path / "empty").mkdir()

    desk.workspace.open_path(tmp_path / "empty")

    (failure,) = heard.of("failed")
    assert failure[0] == "empty was not opened"
    assert "Choose a folder of photographs" in failure[1]
    assert heard.of("project_changed") == []
    assert desk.ids() == ids


def test_a_project_has_relative_paths_and_opens_after_both_have_moved(
    tmp_path: Path, folder: Path, desk: Desk, project: Path
) -> None:
    desk.paint((5, 5))
    painted = desk.mask()
    desk.workspace.save()
    desk.workspace.close()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("photos", "mine.cosegui", "mine.cosegui-data"):
        (tmp_path / name).rename(elsewhere / name)

    again = Desk()
    again.workspace.open_path(elsewhere / "mine.cosegui")

    assert np.array_equal(again.mask(), painted)
    assert again.workspace.image_path(again.ids()[0]).is_relative_to(elsewhere)
    assert again.workspace.title == "mine"
    assert not again.workspace.is_draft


def test_saving_as_moves_a_draft_with_everything_in_it(
    tmp_path: Path, folder: Path, desk: Desk
) -> None:
    desk.predictions.run_unreviewed()
    desk.paint((5, 5))
    painted = desk.mask()
    draft = desk.workspace.project_path
    heard = hear(desk)

    desk.workspace.save_as(tmp_path / "mine")

    path = tmp_path / "mine.cosegui"
    assert desk.workspace.project_path == path
    assert desk.workspace.title == "mine"
    assert heard.of("saved")[-1] == str(path)
    assert heard.of("current_image_changed") == [], "the person goes on where they were"
    assert desk.editor.can_undo
    assert not draft.parent.exists()
    assert not desk.workspace.is_dirty
    desk.paint((40, 40))
    desk.workspace.save()
    desk.workspace.close()
    again = Desk()
    again.workspace.open_path(path)
    assert np.array_equal(again.mask() & painted, painted)
    assert again.mask()[40, 40]


def test_a_project_that_is_saved_under_another_name_leaves_the_first_as_it_was(
    tmp_path: Path, desk: Desk, project: Path
) -> None:
    before = project.read_bytes()

    desk.workspace.save_as(tmp_path / "second.cosegui")
    desk.workspace.set_state(desk.ids()[0], ReviewState.APPROVED)
    desk.workspace.save()

    assert project.read_bytes() == before
    first = Desk()
    heard = hear(first)
    first.workspace.open_path(project)
    assert not first.workspace.is_read_only, heard.all
    assert first.state_of("a.png") is ReviewState.UNSEEN


def test_dirty_follows_the_edits_and_the_saves(desk: Desk) -> None:
    heard = hear(desk)
    assert not desk.workspace.is_dirty

    desk.paint((5, 5))
    assert desk.workspace.is_dirty
    desk.editor.undo()
    assert not desk.workspace.is_dirty, "back where the file is"

    desk.editor.redo()
    desk.workspace.save()
    assert not desk.workspace.is_dirty
    desk.editor.undo()
    assert desk.workspace.is_dirty, "undone past the save"
    desk.editor.redo()
    assert not desk.workspace.is_dirty

    assert heard.of("dirty_changed") == [True, False, True, False, True, False]


@pytest.mark.parametrize("change", ["state", "group", "folder"])
def test_everything_that_a_file_keeps_makes_the_project_dirty(
    tmp_path: Path, desk: Desk, project: Path, change: str
) -> None:
    if change == "state":
        desk.workspace.set_state(desk.ids()[0], ReviewState.EXCLUDED)
    elif change == "group":
        desk.workspace.remove_group(desk.workspace.project.groups[0].id)
    else:
        write_photographs(tmp_path / "more", ["x.png"])
        desk.workspace.add_folder(tmp_path / "more")

    assert desk.workspace.is_dirty
    desk.workspace.save()
    assert not desk.workspace.is_dirty
    again = load_project(project)
    assert [[one.state for one in group.images] for group in again.groups] == [
        [one.state for one in group.images] for group in desk.workspace.project.groups
    ]


def test_a_crash_costs_nothing_that_was_finished(folder: Path, desk: Desk) -> None:
    desk.predictions.run_unreviewed()
    desk.workspace.save()
    desk.paint((5, 5))
    desk.paint((50, 40))
    desk.paint((20, 40))
    desk.editor.undo()
    painted = desk.mask()
    desk.select("b.png")
    desk.paint((9, 9))
    desk.workspace.set_state(desk.id_of("c.png"), ReviewState.APPROVED)
    desk.crash()

    again = Desk()
    heard = hear(again)
    again.workspace.open_path(folder)

    assert heard.of("noticed") == [
        "cosegui did not end properly last time. The edits of 2 images were recovered."
    ]
    assert np.array_equal(again.mask(), painted)
    assert [again.state_of(name) for name in ("a.png", "b.png", "c.png")] == [
        ReviewState.CORRECTED, ReviewState.CORRECTED, ReviewState.APPROVED,
    ]  # fmt: skip
    assert again.workspace.image(again.id_of("a.png")).area == painted.mean()
    assert again.workspace.is_dirty
    again.select("b.png")
    assert again.mask()[9, 9]


def test_strokes_over_a_prediction_that_was_not_saved_are_recovered_with_it(
    folder: Path, desk: Desk
) -> None:
    desk.predictions.run_unreviewed()
    desk.paint((5, 5))
    painted = desk.mask()
    desk.crash()

    again = Desk()
    again.workspace.open_path(folder)

    assert np.array_equal(again.mask(), painted)
    assert again.state_of("b.png") is ReviewState.PREDICTED
    assert again.editor.probability_hw_u8 is not None
    again.select("b.png")
    assert np.array_equal(again.mask(), disc_hw(SIZE_HW))


def test_what_was_recovered_is_offered_until_it_is_saved(folder: Path, desk: Desk) -> None:
    desk.paint((5, 5))
    desk.crash()
    first = Desk()
    first.workspace.open_path(folder)
    first.crash()
    second = Desk()
    second.workspace.open_path(folder)
    assert second.mask()[5, 5]

    second.workspace.save()
    second.workspace.close()

    third = Desk()
    heard = hear(third)
    third.workspace.open_path(folder)
    assert heard.of("noticed") == []
    assert third.mask()[5, 5]
    assert not third.workspace.is_dirty


def test_strokes_in_a_named_project_are_recovered_too(desk: Desk, project: Path) -> None:
    desk.paint((5, 5))
    desk.crash()

    again = Desk()
    again.workspace.open_path(project)

    assert again.mask()[5, 5]
    assert again.workspace.is_dirty


def test_changes_that_are_given_up_stay_given_up(folder: Path, desk: Desk) -> None:
    desk.paint((5, 5))
    desk.workspace.close()
    assert desk.workspace.project is None
    assert desk.workspace.current_image_id == ""
    assert not desk.workspace.is_dirty

    again = Desk()
    again.workspace.open_path(folder)

    assert not again.mask().any()
    assert again.state_of("a.png") is ReviewState.UNSEEN


def test_a_run_that_is_given_up_leaves_no_masks(folder: Path, desk: Desk) -> None:
    desk.predictions.run_unreviewed()
    assert layers_path(desk.workspace.project_path, desk.ids()[0]).exists()
    desk.workspace.close()

    again = Desk()
    again.workspace.open_path(folder)

    assert again.state_of("a.png") is ReviewState.UNSEEN
    assert not again.mask().any()
    assert again.editor.probability_hw_u8 is None


def test_a_save_that_fails_says_so_and_changes_nothing(
    desk: Desk, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.paint((5, 5))
    desk.workspace.save()
    before = project.read_bytes()
    desk.paint((40, 40))
    heard = hear(desk)
    with monkeypatch.context() as broken:
        _fill_the_disk(broken)
        desk.workspace.save()

    ((title, text),) = heard.of("failed")
    assert title == "Not saved"
    assert "disk is full" in text
    assert len(heard.of("save_failed")) == 1
    assert heard.of("saved") == []
    assert desk.workspace.is_dirty
    assert project.read_bytes() == before

    desk.workspace.save()
    assert not desk.workspace.is_dirty
    desk.workspace.close()
    again = Desk()
    again.workspace.open_path(project)
    assert again.mask()[40, 40]


def test_after_a_failed_save_the_mark_of_clean_does_not_lie(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.paint((5, 5))
    with monkeypatch.context() as broken:
        _fill_the_disk(broken)
        desk.workspace.save()

    desk.paint((40, 40))
    desk.editor.undo()

    assert desk.workspace.is_dirty


def test_automatic_saves_that_fail_alike_speak_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.workspace.autosave_seconds = 1000
    desk.paint((5, 5))
    heard = hear(desk)
    _fill_the_disk(monkeypatch)

    for _ in range(3):
        desk.workspace.autosave_now()

    assert len(heard.of("save_failed")) >= 3
    assert len(heard.of("failed")) == 1


def test_changes_are_saved_unasked_after_a_while(qtbot, folder: Path) -> None:
    desk = Desk(settings=Settings().changed(autosave_seconds=1))
    desk.workspace.open_path(folder)
    desk.workspace.autosave_seconds = 0.001

    with qtbot.waitSignal(desk.workspace.saved, timeout=20_000):
        desk.paint((5, 5))

    assert not desk.workspace.is_dirty
    assert layers_path(desk.workspace.project_path, desk.ids()[0]).exists()


def test_nothing_is_saved_unasked_where_that_is_switched_off(desk: Desk) -> None:
    desk.paint((5, 5))

    desk.workspace.autosave_now()

    assert desk.workspace.is_dirty
    assert not desk.workspace._saver._autosave.isActive()


def test_a_save_in_the_middle_of_a_stroke_takes_what_came_before_it(desk: Desk) -> None:
    desk.paint((40, 40))
    desk.editor.begin_stroke("Brush")
    desk.editor.extend_stroke((5, 5), (6, 6), radius_px=3, value=True)

    desk.workspace.save()
    stored = desk.workspace._store.read_layers(desk.workspace.image(desk.ids()[0]))
    desk.editor.end_stroke()

    assert stored[40, 40]
    assert not stored[5, 5]
    assert desk.workspace.is_dirty


def test_edits_made_while_a_save_is_under_way_are_left_for_the_next(
    qapp: object, folder: Path
) -> None:
    desk, runner = stepped_desk(folder)
    desk.paint((5, 5))
    runner.run_all()

    desk.workspace.save()
    runner.run_one("cut the journal")
    deliver = runner.work("save a mask")
    desk.paint((40, 40))
    deliver()
    runner.run_all()
    assert desk.workspace.is_dirty
    desk.crash()

    again = Desk()
    again.workspace.open_path(folder)
    assert again.mask()[5, 5]
    assert again.mask()[40, 40]


def test_a_mark_set_while_the_project_file_is_written_is_left_for_the_next_save(
    qapp: object, folder: Path
) -> None:
    desk, runner = stepped_desk(folder)
    desk.workspace.set_state(desk.id_of("a.png"), ReviewState.APPROVED)
    runner.run_all()
    desk.workspace.save()
    runner.run_one("cut the journal")
    deliver = runner.work("save the project")
    desk.workspace.set_state(desk.id_of("b.png"), ReviewState.APPROVED)
    desk.workspace.set_state(desk.id_of("a.png"), ReviewState.EXCLUDED)

    deliver()
    runner.run_all()
    assert desk.workspace.is_dirty
    desk.workspace.save()
    runner.run_all()

    assert not desk.workspace.is_dirty
    assert [image.state for image in load_project(desk.workspace.project_path).images()] == [
        ReviewState.EXCLUDED, ReviewState.APPROVED, ReviewState.UNSEEN,
    ]  # fmt: skip


def test_a_second_save_wish_is_answered_by_a_second_save(qapp: object, folder: Path) -> None:
    desk, runner = stepped_desk(folder)
    heard = hear(desk)
    desk.paint((5, 5))
    runner.run_all()
    desk.workspace.save()
    deliver = runner.work("cut the journal")
    desk.paint((40, 40))
    desk.workspace.save()

    deliver()
    runner.run_all()

    assert not desk.workspace.is_dirty
    assert len(heard.of("saved")) == 1
    assert not desk.workspace.is_busy


def test_a_second_window_reads_and_does_not_write(folder: Path, desk: Desk) -> None:
    desk.paint((5, 5))
    desk.workspace.save()
    second = Desk()
    heard = hear(second)
    refused = Heard(second.editor, "edit_refused")

    second.workspace.open_path(folder)

    assert second.workspace.is_read_only
    assert "open in another window" in heard.of("noticed")[0]
    assert second.mask()[5, 5]
    assert not second.editor.begin_stroke("Brush")
    assert "read-only" in refused.of("edit_refused")[0]
    second.workspace.set_state(second.ids()[0], ReviewState.APPROVED)
    second.workspace.remove_group(second.workspace.project.groups[0].id)
    second.workspace.save()
    assert second.state_of("a.png") is ReviewState.CORRECTED
    assert not second.workspace.is_dirty
    assert heard.of("failed")[-1][0] == "Not saved"
    assert "under another name" in heard.of("failed")[-1][1]


def test_a_second_window_may_save_a_copy_and_work_on_it(
    tmp_path: Path, folder: Path, desk: Desk
) -> None:
    desk.paint((5, 5))
    desk.workspace.save()
    second = Desk()
    second.workspace.open_path(folder)

    second.workspace.save_as(tmp_path / "copy.cosegui")

    assert not second.workspace.is_read_only
    second.paint((40, 40))
    second.workspace.save()
    assert not desk.mask()[40, 40]
    assert second.mask()[5, 5]
    assert desk.workspace.project_path.exists(), "the draft still belongs to the first window"


def test_when_the_first_window_has_closed_the_second_opens_for_writing(
    folder: Path, desk: Desk
) -> None:
    second = Desk()
    second.workspace.open_path(folder)
    assert second.workspace.is_read_only
    desk.workspace.close()

    second.workspace.open_path(folder)

    assert not second.workspace.is_read_only


def test_opening_saves_the_open_project_first(tmp_path: Path, folder: Path, desk: Desk) -> None:
    desk.paint((5, 5))
    other = photo_folder(tmp_path / "other", {"cups": ("x.png",)})

    desk.workspace.open_path(other)
    assert [desk.workspace.image(one).name for one in desk.ids()] == ["x.png"]
    desk.workspace.open_path(folder)

    assert desk.mask()[5, 5]
    assert not desk.workspace.is_read_only, "its lock was let go"


def test_a_project_that_cannot_be_saved_stays_open(
    tmp_path: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.paint((5, 5))
    ids = desk.ids()
    other = photo_folder(tmp_path / "other", {"cups": ("x.png",)})
    heard = hear(desk)
    _fill_the_disk(monkeypatch)

    desk.workspace.open_path(other)

    assert desk.ids() == ids
    assert desk.mask()[5, 5]
    assert heard.of("failed")[0][0] == "Not saved"


def test_of_two_openings_the_newer_wins_and_the_older_lets_go(tmp_path: Path, qapp: object) -> None:
    first = photo_folder(tmp_path / "first", {"cups": ("x.png",)})
    second = photo_folder(tmp_path / "second", {"pans": ("y.png",)})
    runner = SteppedRunner()
    desk = Desk(runner)
    heard = hear(desk)

    desk.workspace.open_path(first)
    desk.workspace.open_path(second)
    assert desk.workspace.is_busy
    runner.run_all()

    assert [desk.workspace.image(one).name for one in desk.ids()] == ["y.png"]
    assert len(heard.of("project_changed")) == 1
    assert not desk.workspace.is_busy
    other = Desk()
    other.workspace.open_path(first)
    assert not other.workspace.is_read_only


def test_what_is_painted_while_another_project_opens_is_offered_again(
    tmp_path: Path, qapp: object, folder: Path
) -> None:
    desk, runner = stepped_desk(folder)
    desk.workspace.open_path(photo_folder(tmp_path / "other", {"cups": ("x.png",)}))
    deliver = runner.work()
    desk.paint((5, 5))
    runner.run_one("write the journal")

    deliver()
    runner.run_all()
    desk.workspace.open_path(folder)
    runner.run_all()

    assert desk.mask()[5, 5]


def test_an_opening_that_comes_after_close_is_let_go(qapp: object, folder: Path) -> None:
    runner = SteppedRunner()
    desk = Desk(runner)
    desk.workspace.open_path(folder)
    deliver = runner.work()

    desk.workspace.close()
    deliver()
    runner.run_all()

    assert desk.workspace.project is None
    other = Desk()
    other.workspace.open_path(folder)
    assert not other.workspace.is_read_only


def test_opening_what_is_open_looks_for_new_images(folder: Path, desk: Desk) -> None:
    desk.paint((5, 5))
    write_photographs(folder / "pots", ["d.png"])

    desk.workspace.open_path(folder)

    assert len(desk.ids()) == 4
    assert desk.mask()[5, 5]
    assert desk.editor.can_undo


def test_a_damaged_project_is_refused_and_its_backup_offered(desk: Desk, project: Path) -> None:
    desk.workspace.set_state(desk.ids()[0], ReviewState.APPROVED)
    desk.workspace.save()
    desk.workspace.set_state(desk.ids()[1], ReviewState.APPROVED)
    desk.workspace.save()
    desk.workspace.close()
    project.write_bytes(b'{"format": "cosegui pro')

    again = Desk()
    heard = hear(again)
    again.workspace.open_path(project)

    assert heard.of("backup_found") == [(str(project), str(backup_path(project)))]
    assert "damaged" in heard.of("failed")[0][1]
    assert again.workspace.project is None
    assert project.read_bytes() == b'{"format": "cosegui pro', "never overwritten unasked"

    again.workspace.open_backup(project)

    assert again.state_of("a.png") is ReviewState.APPROVED
    assert json.loads(project.read_text(encoding="utf-8"))["name"] == "mine"
    damaged = project.with_name("mine.cosegui.damaged")
    assert damaged.read_bytes() == b'{"format": "cosegui pro'


def test_a_damaged_mask_is_left_as_it_is_and_the_rest_opens(folder: Path, desk: Desk) -> None:
    desk.predictions.run_unreviewed()
    desk.paint((5, 5))
    desk.workspace.save()
    path = layers_path(desk.workspace.project_path, desk.ids()[0])
    desk.workspace.close()
    path.write_bytes(b"\x89PNG damaged")

    again = Desk()
    refused = Heard(again.editor, "edit_refused")
    again.workspace.open_path(folder)

    assert "holds the mask of a.png and is damaged" in refused.of("edit_refused")[0]
    assert not again.editor.begin_stroke("Brush")
    again.select("b.png")
    assert np.array_equal(again.mask(), disc_hw(SIZE_HW))
    again.paint((5, 5))
    again.workspace.save()
    assert path.read_bytes() == b"\x89PNG damaged"


def test_a_damaged_mask_names_its_backup_which_opens_once_it_is_put_back(
    folder: Path, desk: Desk
) -> None:
    desk.paint((5, 5))
    desk.workspace.save()
    painted = desk.mask()
    desk.paint((40, 40))
    desk.workspace.save()
    path = layers_path(desk.workspace.project_path, desk.ids()[0])
    desk.workspace.close()
    path.write_bytes(b"\x89PNG damaged")
    again = Desk()
    refused = Heard(again.editor, "edit_refused")
    again.workspace.open_path(folder)
    backup = backup_path(path)
    assert f"rename {backup} to {path.name}" in refused.of("edit_refused")[0]
    again.workspace.close()

    backup.replace(path)

    once_more = Desk()
    once_more.workspace.open_path(folder)
    assert np.array_equal(once_more.mask(), painted)


def test_a_photograph_of_another_size_does_not_get_the_mask(folder: Path, desk: Desk) -> None:
    desk.paint((5, 5))
    desk.workspace.save()
    desk.workspace.close()
    write_photographs(folder / "pots", ["a.png"], size_hw=(30, 40))

    again = Desk()
    refused = Heard(again.editor, "edit_refused")
    again.workspace.open_path(folder)

    assert "40 x 30 pixels, but its mask is 64 x 48" in refused.of("edit_refused")[0]
    assert again.mask().shape == (30, 40)
    assert not again.editor.can_edit


def test_a_group_is_removed_with_all_that_was_known_of_it(tmp_path: Path, qapp: object) -> None:
    folder = photo_folder(
        tmp_path, {"cups": ("x.png",), "pots": ("a.png", "b.png"), "spoons": ("z.png",)}
    )
    desk = Desk()
    desk.workspace.open_path(folder)
    heard = hear(desk)
    desk.select("a.png")
    desk.editor.begin_stroke("Brush")
    desk.editor.extend_stroke((5, 5), (9, 9), radius_px=3, value=True)

    desk.workspace.remove_group(desk.workspace.group_of(desk.id_of("a.png")).id)

    assert [desk.workspace.image(one).name for one in desk.ids()] == ["x.png", "z.png"]
    assert desk.workspace.current_image_id == desk.id_of("z.png"), "the next that stays"
    assert desk.editor.image_id == desk.id_of("z.png")
    assert not desk.mask().any()
    assert len(heard.of("groups_changed")) == 1
    desk.workspace.remove_group(desk.workspace.group_of(desk.id_of("z.png")).id)
    assert desk.workspace.current_image_id == desk.id_of("x.png"), "else the last before"
    desk.workspace.remove_group(desk.workspace.group_of(desk.id_of("x.png")).id)
    assert desk.workspace.current_image_id == ""
    desk.workspace.save()
    assert (folder / "pots" / "a.png").exists()


def test_folders_and_images_are_added_once(tmp_path: Path, desk: Desk) -> None:
    heard = hear(desk)
    more = tmp_path / "more"
    paths = write_photographs(more, ["x.png", "y.png"])
    (more / "notes.txt").write_text("no image", encoding="utf-8")

    desk.workspace.add_images("picked", [paths[0], more / "notes.txt"])
    assert [desk.workspace.image(one).name for one in desk.ids()][3:] == ["x.png"]
    desk.workspace.add_folder(more)
    assert [desk.workspace.image(one).name for one in desk.ids()][3:] == ["x.png", "y.png"]
    desk.workspace.add_folder(more)

    assert len(desk.ids()) == 5
    assert len(heard.of("groups_changed")) == 2
    assert heard.of("noticed") == ["There are no images that the project does not have."]


def test_a_folder_added_to_nothing_is_opened(qapp: object, folder: Path) -> None:
    desk = Desk()

    desk.workspace.add_folder(folder)

    assert desk.workspace.is_draft
    assert len(desk.ids()) == 3


def test_opening_a_photograph_opens_its_folder(qapp: object, folder: Path) -> None:
    desk = Desk()

    desk.workspace.open_path(folder / "pots" / "b.png")

    assert desk.workspace.title == "pots"
    assert len(desk.ids()) == 3


def test_walking_stops_at_the_ends(desk: Desk) -> None:
    walked = []
    for step in (1, 1, 1, -1, -5, 2):
        desk.workspace.step_image(step)
        walked.append(desk.workspace.image(desk.workspace.current_image_id).name)

    assert walked == ["b.png", "c.png", "c.png", "b.png", "a.png", "c.png"]


def test_walking_where_nothing_is_open_goes_nowhere(qapp: object) -> None:
    desk = Desk()

    desk.workspace.step_image(1)

    assert desk.workspace.current_image_id == ""
    assert not desk.workspace.next_unreviewed()


def test_choosing_an_image_that_is_not_there_is_a_mistake(desk: Desk) -> None:
    with pytest.raises(KeyError):
        desk.workspace.select_image("no such id")


def test_the_next_to_review_is_the_one_the_model_is_least_sure_of(
    qapp: object, folder: Path
) -> None:
    desk = Desk()
    desk.segmenter.scores = {"a.png": 0.9, "b.png": 0.6, "c.png": 0.3}
    desk.workspace.open_path(folder)
    desk.predictions.run_unreviewed()

    order = []
    while desk.workspace.next_unreviewed():
        order.append(desk.workspace.image(desk.workspace.current_image_id).name)
        desk.workspace.set_state(desk.workspace.current_image_id, ReviewState.APPROVED)

    # From "a.png", where the person is, the queue goes round to its head.
    assert order == ["c.png", "b.png", "a.png"]


def test_taking_back_a_decision_protects_what_a_person_painted(desk: Desk) -> None:
    desk.predictions.run_unreviewed()
    image_id = desk.select("a.png")
    desk.workspace.set_state(image_id, ReviewState.APPROVED)
    desk.workspace.set_state(image_id, ReviewState.PREDICTED)
    assert desk.state_of("a.png") is ReviewState.PREDICTED

    desk.workspace.set_state(image_id, ReviewState.APPROVED)
    desk.paint((5, 5))
    desk.workspace.set_state(image_id, ReviewState.UNSEEN)

    assert desk.state_of("a.png") is ReviewState.CORRECTED


def test_an_image_excluded_before_it_was_seen_comes_back_unseen(desk: Desk) -> None:
    image_id = desk.ids()[0]
    desk.workspace.set_state(image_id, ReviewState.EXCLUDED)

    desk.workspace.set_state(image_id, ReviewState.UNSEEN)

    assert desk.state_of("a.png") is ReviewState.UNSEEN


def test_unknown_keys_of_the_file_survive(desk: Desk, project: Path) -> None:
    desk.workspace.close()
    values = json.loads(project.read_text(encoding="utf-8"))
    values["from the future"] = {"answer": 42}
    values["groups"][0]["images"][0]["mood"] = "good"
    project.write_text(json.dumps(values), encoding="utf-8")
    desk.workspace.open_path(project)

    desk.workspace.set_state(desk.ids()[1], ReviewState.APPROVED)
    desk.workspace.save()

    again = json.loads(project.read_text(encoding="utf-8"))
    assert again["from the future"] == {"answer": 42}
    assert again["groups"][0]["images"][0]["mood"] == "good"


def _fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on no file can be made durable."""

    def refuse(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
