from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cosegui.core.project import ReviewState
from cosegui.storage.formats import FORMATS
from cosegui.ui.dialogs.export_masks import ExportChoice, ExportMasksDialog

APPROVED, CORRECTED, PREDICTED = (
    ReviewState.APPROVED,
    ReviewState.CORRECTED,
    ReviewState.PREDICTED,
)


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> ExportMasksDialog:
    dialog = ExportMasksDialog({APPROVED: 2, PREDICTED: 3}, tmp_path / "masks")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_states_that_no_image_is_in_cannot_be_chosen(dialog: ExportMasksDialog) -> None:
    assert not dialog.state_boxes[CORRECTED].isEnabled()
    assert dialog.states() == {APPROVED, PREDICTED}
    assert "5" in dialog.summary_label.text()


def test_export_tells_folder_states_format_and_whether_files_are_replaced(
    dialog: ExportMasksDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.state_boxes[PREDICTED].setChecked(False)

    with qtbot.waitSignal(dialog.chosen) as blocker:
        dialog.export_button.click()

    assert blocker.args == [
        ExportChoice(tmp_path / "masks", frozenset({APPROVED}), "png", replaces=False)
    ]


def test_every_format_is_offered_with_what_it_writes(dialog: ExportMasksDialog) -> None:
    offered = [dialog.format_box.itemData(i) for i in range(dialog.format_box.count())]
    assert offered == [each.name for each in FORMATS]
    for number, each in enumerate(FORMATS):
        dialog.format_box.setCurrentIndex(number)
        assert dialog.format_name() == each.name
        assert dialog.format_label.text() == each.summary


def test_replacing_files_is_a_choice_and_not_the_default(
    dialog: ExportMasksDialog, qtbot: QtBot
) -> None:
    assert not dialog.replace_box.isChecked()
    dialog.replace_box.setChecked(True)

    with qtbot.waitSignal(dialog.chosen) as blocker:
        dialog.export_button.click()

    assert blocker.args[0].replaces


def test_without_a_state_or_a_folder_there_is_nothing_to_export(
    dialog: ExportMasksDialog,
) -> None:
    dialog.folder_edit.clear()
    assert not dialog.export_button.isEnabled()

    dialog.folder_edit.setText("relative/folder")
    assert not dialog.export_button.isEnabled()

    dialog.folder_edit.setText(str(Path.home()))
    assert dialog.export_button.isEnabled()

    for box in dialog.state_boxes.values():
        box.setChecked(False)
    assert not dialog.export_button.isEnabled()
