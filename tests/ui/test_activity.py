from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from cosegui.ui.activity import ActivityWatch


def test_keys_and_buttons_are_noticed_and_still_do_their_work(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    field.setFocus()
    noticed: list[str] = []
    ActivityWatch(field, lambda: noticed.append(field.text()))

    qtbot.keyClick(field.windowHandle(), Qt.Key.Key_A)
    assert noticed == [""]
    assert field.text() == "a"
    qtbot.mouseClick(field.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert len(noticed) >= 3


def test_what_the_window_does_by_itself_is_no_activity(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    noticed: list[None] = []
    ActivityWatch(field, lambda: noticed.append(None))

    field.setText("changed by the program")
    field.resize(300, 40)
    field.repaint()
    assert noticed == []
