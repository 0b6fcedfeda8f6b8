from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cosegui.core.project import ReviewState
from cosegui.ui.dialogs.export_masks import ExportMasksDialog

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


def test_export_tells_folder_and_states(
    dialog: ExportMasksDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.state_boxes[PREDICTED].setChecked(False)

    with qtbot.waitSignal(dialog.chosen) as blocker:
        dialog.export_button.click()

    assert blocker.args == [tmp_path / "masks", frozenset({APPROVED})]


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
