"""Everything that can be used has a name to be read out, can be reached by Tab, and shows it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cosegui.core.project import ReviewState
from cosegui.ui.actions import ActionId
from tests.helpers.canvas import painted
from tests.helpers.gestures import shown
from tests.helpers.shells import Bench

_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
)
_PARTS = (QScrollBar, QHeaderView, QTabBar)
"""Parts of a larger control, which has the name."""


def controls(window: QWidget) -> Iterator[QWidget]:
    """What a person can use in a window, without what Qt puts inside its own controls."""
    for widget in window.findChildren(QWidget):
        is_part = isinstance(widget, _PARTS) or widget.objectName().startswith("qt_")
        parent = widget.parentWidget()
        while parent is not None and not is_part:
            is_part = isinstance(parent, (*_CONTROLS, *_PARTS))
            parent = parent.parentWidget()
        # What is hidden itself, and not with its page, has its text when it is shown.
        if isinstance(widget, _CONTROLS) and not is_part and not widget.isHidden():
            yield widget


def spoken(widget: QWidget) -> str:
    """What a screen reader calls a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return "" if interface is None else interface.text(QAccessible.Text.Name).strip()


def nameless(window: QWidget) -> list[str]:
    """The controls that a screen reader has no name for, and where they are."""
    return [
        f"{type(each).__name__} {each.objectName()!r} in {type(each.parentWidget()).__name__}"
        for each in controls(window)
        if not spoken(each)
    ]


@pytest.fixture
def open_bench(bench: Bench, photos) -> Bench:
    bench.workspace.open_path(photos)
    bench.actions[ActionId.RUN_GROUP].trigger()
    bench.workspace.set_state(bench.workspace.current_image_id, ReviewState.APPROVED)
    return bench


def test_every_control_of_the_window_has_a_name(open_bench: Bench) -> None:
    assert "\n".join(nameless(open_bench.window)) == ""


def test_every_control_of_every_dialog_has_a_name(open_bench: Bench, qtbot: QtBot) -> None:
    found: dict[str, list[str]] = {}
    for action_id in ActionId:
        action = open_bench.actions[action_id]
        if not action.text().endswith("…") and action_id not in (ActionId.KEYS, ActionId.ABOUT):
            continue
        action.trigger()
        dialogs = [one for one in shown(QDialog) if not isinstance(one, QFileDialog | QMessageBox)]
        for dialog in dialogs:
            found[type(dialog).__name__] = nameless(dialog)
        for dialog in shown(QDialog):
            dialog.close()
        QApplication.processEvents()
    assert len(found) >= 6
    assert {name: bad for name, bad in found.items() if bad} == {}


def test_tab_goes_from_the_gallery_through_its_choices_to_the_canvas_and_its_panels(
    open_bench: Bench,
) -> None:
    shell = open_bench.shell
    expected = [
        shell.gallery.search,
        shell.gallery.filter,
        shell.gallery.order,
        shell.gallery.view,
        shell.canvas,
        shell.tools_panel,
        shell.layers_panel,
    ]
    chain = []
    widget = shell.gallery.search
    while widget not in chain:
        chain.append(widget)
        widget = widget.nextInFocusChain()

    def place(one: QWidget) -> int:
        inside = [each for each in chain if each is one or one.isAncestorOf(each)]
        return chain.index(inside[0])

    order = [type(one).__name__ for one in sorted(expected, key=place)]
    assert order == [type(one).__name__ for one in expected]


def test_no_control_that_can_be_clicked_is_out_of_reach_of_tab(open_bench: Bench) -> None:
    unreachable = [
        f"{type(each).__name__} {spoken(each)!r}"
        for each in controls(open_bench.window)
        if each.isVisible()
        and not isinstance(each, QProgressBar)
        and not each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert "\n".join(unreachable) == ""


def test_the_focus_can_be_seen_wherever_tab_takes_it(open_bench: Bench) -> None:
    window = open_bench.window
    # As it is once the person has pressed Tab.
    window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    invisible = []
    for each in controls(window):
        is_reached = each.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not (is_reached and each.isVisible() and each.isEnabled()):
            continue
        window.setFocus()
        without = painted(each)
        each.setFocus(Qt.FocusReason.TabFocusReason)
        if each.hasFocus() and np.array_equal(without, painted(each)):
            invisible.append(f"{type(each).__name__} {spoken(each)!r}")
    assert "\n".join(invisible) == ""
