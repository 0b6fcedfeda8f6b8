from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDockWidget,
    QMessageBox,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cosegui.core.project import ReviewState
from cosegui.ui.actions import ActionId
from cosegui.ui.canvas.tools import ToolName
from cosegui.ui.dialogs.export_masks import ExportMasksDialog
from cosegui.ui.dialogs.keys import KeysDialog
from cosegui.ui.dialogs.settings import SettingsDialog
from cosegui.ui.messages import QUESTION_BOX_NAME
from tests.helpers.fakes import FakeSegmenter
from tests.helpers.gestures import answer, choose_path, dismiss, drag, press, shown, wait_shown
from tests.helpers.projects import write_photographs
from tests.helpers.sessions import Desk
from tests.helpers.shells import DIAGNOSTICS, Bench

CONTROL = Qt.KeyboardModifier.ControlModifier


def trigger(bench: Bench, action_id: ActionId) -> None:
    assert bench.actions[action_id].isEnabled(), action_id
    bench.actions[action_id].trigger()


def open_folder(bench: Bench, folder: Path) -> None:
    bench.shell.project.open_path(folder)
    assert bench.workspace.project is not None


def current_name(bench: Bench) -> str:
    return bench.workspace.image(bench.workspace.current_image_id).name


# Opening


def test_with_nothing_open_the_start_page_offers_three_ways_to_begin(bench: Bench) -> None:
    page = bench.shell.start_page

    assert page.isVisible()
    assert not bench.shell.canvas.isVisible()
    for action_id in (ActionId.OPEN_FOLDER, ActionId.OPEN_PROJECT, ActionId.OPEN_DEMO):
        assert bench.actions[action_id].isEnabled()
    for action_id in (ActionId.SAVE, ActionId.EXPORT_MASKS, ActionId.RUN_GROUP, ActionId.UNDO):
        assert not bench.actions[action_id].isEnabled()


def test_a_folder_that_is_chosen_opens_with_its_first_image(
    bench: Bench, photos: Path, qtbot: QtBot
) -> None:
    trigger(bench, ActionId.OPEN_FOLDER)
    choose_path(qtbot, photos)

    qtbot.waitUntil(lambda: bench.workspace.project is not None)
    assert bench.shell.canvas.isVisible()
    assert current_name(bench) == "a.png"
    assert "photos" in bench.window.windowTitle()


def test_what_was_opened_is_offered_on_the_start_page_later(bench: Bench, photos: Path) -> None:
    open_folder(bench, photos)
    trigger(bench, ActionId.CLOSE_PROJECT)

    (button,) = bench.shell.start_page.recent_buttons
    assert button.toolTip() == str(photos)

    button.click()
    assert bench.workspace.title == "photos"


def test_a_recent_project_that_is_gone_is_said_so_and_forgotten(
    bench: Bench, photos: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    open_folder(bench, photos)
    trigger(bench, ActionId.CLOSE_PROJECT)
    photos.rename(tmp_path / "elsewhere")

    bench.shell.start_page.recent_buttons[0].click()
    title, _text = dismiss(qtbot)

    assert "photos" in title
    trigger_page = bench.shell.start_page
    bench.shell.project.open_path(tmp_path / "elsewhere")
    trigger(bench, ActionId.CLOSE_PROJECT)
    assert [b.toolTip() for b in trigger_page.recent_buttons] == [str(tmp_path / "elsewhere")]


def test_folders_dropped_on_the_window_are_opened_together(
    bench: Bench, photos: Path, tmp_path: Path
) -> None:
    write_photographs(tmp_path / "pans", ["d.png"])
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(each)) for each in (photos / "pots", tmp_path / "pans")])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QEvent.Type.Drop,
    )

    # Through Qt it would need a drag that an X server or the like has begun.
    bench.window.dropEvent(event)

    project = bench.workspace.project
    assert event.isAccepted()
    assert project is not None
    assert [group.name for group in project.groups] == ["pots", "pans"]


def test_a_dropped_photograph_opens_its_folder(bench: Bench, photos: Path) -> None:
    bench.shell.project.open_dropped([photos / "pots" / "b.png"])

    assert bench.workspace.title == "pots"


def test_a_folder_without_images_is_said_so(bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "empty").mkdir()

    bench.shell.project.open_path(tmp_path / "empty")
    _title, text = dismiss(qtbot)

    assert "no images" in text
    assert bench.shell.start_page.isVisible()


# Keys


def test_letters_walk_and_choose_tools_on_the_canvas(
    bench: Bench, photos: Path, qtbot: QtBot
) -> None:
    open_folder(bench, photos)
    canvas = bench.shell.canvas

    press(qtbot, canvas, Qt.Key.Key_D)
    assert current_name(bench) == "b.png"
    press(qtbot, canvas, Qt.Key.Key_Right)
    assert current_name(bench) == "c.png"
    press(qtbot, canvas, Qt.Key.Key_A)
    assert current_name(bench) == "b.png"
    press(qtbot, canvas, Qt.Key.Key_E)
    assert canvas.tool_name is ToolName.ERASER
    press(qtbot, canvas, Qt.Key.Key_X)
    assert canvas.tool_name is ToolName.BRUSH
    assert bench.actions[ActionId.BRUSH].isChecked()


def test_typing_a_search_neither_walks_nor_paints(bench: Bench, photos: Path, qtbot: QtBot) -> None:
    open_folder(bench, photos)
    search = bench.shell.gallery.search
    search.setFocus()

    qtbot.keyClicks(search, "bade")

    assert search.text() == "bade"
    assert current_name(bench) == "a.png"
    assert bench.shell.canvas.tool_name is ToolName.BRUSH


def test_letters_belong_to_a_menu_while_it_is_open(
    bench: Bench, photos: Path, qtbot: QtBot
) -> None:
    open_folder(bench, photos)
    bench.shell.canvas.setFocus()
    bench.workspace.step_image(1)
    help_menu = bench.window.menuBar().actions()[-1].menu()
    assert help_menu is not None
    help_menu.popup(QPoint(10, 10))

    # As Qt does it: the shortcuts of the focus widget are asked before the menu.
    qtbot.keyClick(help_menu, Qt.Key.Key_A)

    assert current_name(bench) == "b.png"
    wait_shown(qtbot, QDialog).close()


def test_f1_lists_every_key(bench: Bench, qtbot: QtBot) -> None:
    qtbot.keyClick(bench.window, Qt.Key.Key_F1)

    dialog = wait_shown(qtbot, KeysDialog)
    texts = {label.text() for label in dialog.findChildren(type(bench.window.status.save_label))}
    assert {"Approve and Next", "Run on This Group", "Look under the mask"} <= texts
    dialog.close()


# Working


def test_a_run_gives_every_image_its_mask_and_the_group_its_category(
    bench: Bench, photos: Path, qtbot: QtBot
) -> None:
    open_folder(bench, photos)
    press(qtbot, bench.shell.canvas, Qt.Key.Key_R)

    states = {bench.workspace.image(i).state for i in bench.workspace.ordered_image_ids()}
    assert states == {ReviewState.PREDICTED}
    assert "disc" in bench.shell.group_panel.category_names()
    assert "3" in bench.window.status.currentMessage()
    assert not bench.window.status.run_box.isVisible()


def test_failures_of_a_run_are_counted_and_named_on_demand(
    qtbot: QtBot, photos: Path, tmp_path: Path
) -> None:
    bench = Bench(tmp_path / "w.ini", Desk(segmenter=FakeSegmenter(failing={"b.png"})))
    bench.window.show()
    open_folder(bench, photos)

    trigger(bench, ActionId.RUN_UNREVIEWED)

    banner = bench.window.banner
    assert banner.isVisible()
    assert "1" in banner.label.text()
    banner.button.click()
    _title, text = dismiss(qtbot)
    assert "b.png" in text
    bench.dispose()


def test_a_stroke_can_be_taken_back_by_the_name_it_has_in_the_menu(
    bench: Bench, photos: Path, qtbot: QtBot
) -> None:
    open_folder(bench, photos)
    drag(qtbot, bench.shell.canvas, [(10, 10), (20, 20)])

    undo = bench.actions[ActionId.UNDO]
    assert undo.isEnabled()
    assert undo.text() != bench.actions.spec(ActionId.UNDO).text
    assert bench.desk.mask().any()
    assert bench.window.isWindowModified()

    qtbot.keyClick(bench.window, Qt.Key.Key_Z, CONTROL)
    assert not bench.desk.mask().any()
    assert not undo.isEnabled()

    qtbot.keyClick(bench.window, Qt.Key.Key_Y, CONTROL)
    assert bench.desk.mask().any()


def test_approving_goes_on_to_the_next_image_until_all_are_reviewed(
    bench: Bench, photos: Path, qtbot: QtBot
) -> None:
    open_folder(bench, photos)

    for _ in range(3):
        qtbot.keyClick(bench.window, Qt.Key.Key_Return, CONTROL)

    states = [bench.workspace.image(i).state for i in bench.workspace.ordered_image_ids()]
    assert states == [ReviewState.APPROVED] * 3
    assert "reviewed" in bench.window.status.currentMessage()
    assert "3 of 3" in bench.shell.gallery.progress.label.text()


def test_excluding_is_taken_back_by_the_same_action(bench: Bench, photos: Path) -> None:
    open_folder(bench, photos)
    trigger(bench, ActionId.RUN_GROUP)

    trigger(bench, ActionId.EXCLUDE)
    assert bench.desk.state_of("a.png") is ReviewState.EXCLUDED
    assert bench.actions[ActionId.EXCLUDE].isChecked()

    trigger(bench, ActionId.EXCLUDE)
    assert bench.desk.state_of("a.png") is ReviewState.PREDICTED


def test_the_gallery_follows_and_picks_the_current_image(
    bench: Bench, photos: Path, qtbot: QtBot
) -> None:
    open_folder(bench, photos)
    view = bench.shell.gallery.view
    press(qtbot, bench.shell.canvas, Qt.Key.Key_D)
    assert view.currentIndex().data() == "b.png"

    rect = view.visualRect(view.gallery_model().index_of(bench.desk.id_of("c.png")))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert current_name(bench) == "c.png"


def test_the_gallery_shows_one_state_when_asked(bench: Bench, photos: Path) -> None:
    open_folder(bench, photos)
    bench.workspace.set_state(bench.desk.id_of("b.png"), ReviewState.APPROVED)
    gallery = bench.shell.gallery
    row = gallery.filter.findText("Approved", Qt.MatchFlag.MatchStartsWith)

    gallery.filter.setCurrentIndex(row)

    assert gallery.filter.itemText(row).endswith("1")
    model = gallery.model
    names = {model.index(each).data() for each in range(model.rowCount())}
    assert names == {"pots", "b.png", "a.png"}, "a.png is current and stays"


def test_removing_a_group_asks_and_keeps_by_default(
    bench: Bench, photos: Path, qtbot: QtBot
) -> None:
    open_folder(bench, photos)
    project = bench.workspace.project
    assert project is not None
    menu = bench.shell.gallery_menu.open("section", project.groups[0].id, QPoint(20, 20))
    remove = next(each for each in menu.actions() if "Remove" in each.text())

    remove.trigger()
    box = wait_shown(qtbot, QMessageBox)
    assert box.defaultButton().objectName() == "keep"
    answer(qtbot, "remove")

    assert project.groups == []


# Saving and closing


def test_saving_a_draft_asks_for_a_place_and_later_saves_do_not(
    bench: Bench, photos: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    open_folder(bench, photos)
    trigger(bench, ActionId.SAVE)
    choose_path(qtbot, tmp_path / "pots.cosegui")

    assert (tmp_path / "pots.cosegui").is_file()
    assert bench.workspace.title == "pots"
    assert not bench.workspace.is_draft

    drag(qtbot, bench.shell.canvas, [(10, 10), (20, 20)])
    trigger(bench, ActionId.SAVE)
    assert not bench.workspace.is_dirty
    assert bench.window.status.save_label.text() == "Saved"


def saved_project(bench: Bench, photos: Path, tmp_path: Path) -> Path:
    open_folder(bench, photos)
    path = tmp_path / "p.cosegui"
    bench.workspace.save_as(path)
    return path


def test_closing_with_changes_asks_and_saves_by_default(
    bench: Bench, photos: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    saved_project(bench, photos, tmp_path)
    drag(qtbot, bench.shell.canvas, [(10, 10), (20, 20)])

    bench.window.close()
    box = wait_shown(qtbot, QMessageBox)
    assert box.objectName() == QUESTION_BOX_NAME
    assert box.defaultButton().objectName() == "save"
    answer(qtbot, "save")

    assert not bench.window.isVisible()
    assert not bench.workspace.is_dirty


def test_cancelling_a_close_writes_nothing_and_stays(
    bench: Bench, photos: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = saved_project(bench, photos, tmp_path)
    drag(qtbot, bench.shell.canvas, [(10, 10), (20, 20)])
    before = {each: each.read_bytes() for each in path.parent.rglob("*") if each.is_file()}

    bench.window.close()
    answer(qtbot, "stay")

    assert bench.window.isVisible()
    assert bench.workspace.is_dirty
    after = {each: each.read_bytes() for each in path.parent.rglob("*") if each.is_file()}
    assert after == before


def test_closing_without_saving_leaves_the_file_as_it_was(
    bench: Bench, photos: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = saved_project(bench, photos, tmp_path)
    before = path.read_bytes()
    drag(qtbot, bench.shell.canvas, [(10, 10), (20, 20)])

    bench.window.close()
    answer(qtbot, "discard")

    assert not bench.window.isVisible()
    assert path.read_bytes() == before


def test_closing_a_draft_keeps_it_without_a_question(
    bench: Bench, photos: Path, qtbot: QtBot
) -> None:
    open_folder(bench, photos)
    drag(qtbot, bench.shell.canvas, [(10, 10), (20, 20)])

    bench.window.close()

    assert not bench.window.isVisible()
    assert shown(QMessageBox) == []
    open_folder(bench, photos)
    assert bench.desk.state_of("a.png") is ReviewState.CORRECTED


def test_a_close_whose_save_fails_says_so_and_stays(
    bench: Bench, photos: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "work").mkdir()
    open_folder(bench, photos)
    bench.workspace.save_as(tmp_path / "work" / "p.cosegui")
    drag(qtbot, bench.shell.canvas, [(10, 10), (20, 20)])
    data = tmp_path / "work" / "p.cosegui-data"
    data.rename(tmp_path / "moved-away")
    data.write_text("in the way", encoding="utf-8")

    bench.window.close()
    answer(qtbot, "save")
    title, _text = dismiss(qtbot)

    assert title == "Not saved"
    assert bench.window.isVisible()
    assert bench.workspace.is_dirty


# Exporting


def test_masks_are_exported_to_the_chosen_folder(
    bench: Bench, photos: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    open_folder(bench, photos)
    trigger(bench, ActionId.RUN_GROUP)
    trigger(bench, ActionId.EXPORT_MASKS)
    dialog = wait_shown(qtbot, ExportMasksDialog)
    dialog.folder_edit.setText(str(tmp_path / "masks"))
    dialog.export_button.click()

    written = sorted(each.name for each in (tmp_path / "masks" / "pots").iterdir())
    assert written == ["a.png", "b.png", "c.png"]
    assert str(tmp_path / "masks") in bench.window.banner.label.text()


# Settings and help


def test_settings_that_are_saved_hold_at_once(bench: Bench, qtbot: QtBot) -> None:
    trigger(bench, ActionId.SETTINGS)
    dialog = wait_shown(qtbot, SettingsDialog)
    dialog.set_value("theme", "dark")
    dialog.set_value("overlay_colour", "#00ff00")
    dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()

    assert bench.saved[-1].theme == "dark"
    assert bench.window.palette().window().color().lightness() < 128
    assert bench.shell.view_state.overlay_color == (0, 255, 0)


def test_saving_other_settings_keeps_how_the_canvas_was_set_up(
    bench: Bench, photos: Path, qtbot: QtBot
) -> None:
    open_folder(bench, photos)
    bench.shell.canvas.set_overlay_opacity(0.8)
    bench.shell.canvas.set_brush_radius(33.0)

    trigger(bench, ActionId.SETTINGS)
    dialog = wait_shown(qtbot, SettingsDialog)
    dialog.set_value("run_on_open", True)
    dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()

    assert bench.shell.view_state.overlay_opacity == 0.8
    assert bench.shell.canvas.brush_radius == 33.0


def test_every_control_that_takes_the_focus_has_a_name_to_be_read_out(
    bench: Bench, photos: Path
) -> None:
    open_folder(bench, photos)
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in bench.window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not (
            widget.accessibleName()
            or getattr(widget, "text", str)()
            or isinstance(widget.parent(), QComboBox | QAbstractSpinBox | QDockWidget)
            or isinstance(widget, QTabBar)
        )
    ]

    assert nameless == []


def test_diagnostics_go_to_the_clipboard(bench: Bench) -> None:
    trigger(bench, ActionId.COPY_DIAGNOSTICS)

    assert QGuiApplication.clipboard().text() == DIAGNOSTICS


def test_the_window_comes_back_as_it_was_left(
    bench: Bench, photos: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    open_folder(bench, photos)
    bench.window.resize(790, 590)
    bench.shell.canvas.set_brush_radius(33.0)
    bench.window.close()

    again = Bench(bench.memory_path)
    assert again.window.size().toTuple() == (790, 590)
    assert bench.saved[-1].brush_radius_px == 33.0
    again.dispose()


# Two windows


def test_a_second_window_on_a_project_is_read_only_and_says_so(
    bench: Bench, photos: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = saved_project(bench, photos, tmp_path)
    second = Bench(tmp_path / "second.ini")
    second.window.show()

    second.shell.project.open_path(path)

    assert second.workspace.is_read_only
    assert "read-only" in second.window.banner.label.text()
    assert second.window.status.save_label.text() == "Read-only"
    assert not second.actions[ActionId.SAVE].isEnabled()
    assert not second.actions[ActionId.RUN_GROUP].isEnabled()
    assert second.actions[ActionId.EXPORT_MASKS].isEnabled()
    second.dispose()


def test_strokes_recovered_from_a_crash_are_told_until_the_person_has_read_it(
    bench: Bench, photos: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    open_folder(bench, photos)
    drag(qtbot, bench.shell.canvas, [(10, 10), (20, 20)])
    bench.desk.crash()
    after = Bench(tmp_path / "after.ini")
    after.window.show()

    after.shell.project.open_path(photos)

    assert after.desk.mask()[15, 15]
    assert "recovered" in after.window.banner.label.text()
    after.window.banner.close_button.click()
    assert not after.window.banner.isVisible()
    after.dispose()


def test_a_damaged_project_offers_its_backup(
    bench: Bench, photos: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = saved_project(bench, photos, tmp_path)
    drag(qtbot, bench.shell.canvas, [(10, 10), (20, 20)])
    trigger(bench, ActionId.SAVE)
    trigger(bench, ActionId.CLOSE_PROJECT)
    path.write_bytes(b"{ torn")

    bench.shell.project.open_path(path)
    assert wait_shown(qtbot, QMessageBox).defaultButton().objectName() == "backup"
    answer(qtbot, "backup")

    assert bench.workspace.title == "p"
