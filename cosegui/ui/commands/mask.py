"""The Mask menu: edits of the whole mask, those with an amount tried on the canvas first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from cosegui.session.session import Session
from cosegui.ui.actions import ActionId, Actions
from cosegui.ui.dialogs.mask_amount import Amount, MaskAmountDialog

_FIRST_AMOUNTS = {
    ActionId.REMOVE_ISLANDS: 100.0,
    ActionId.GROW: 3.0,
    ActionId.SHRINK: 3.0,
    ActionId.SMOOTH: 5.0,
}
_LARGEST_RADIUS_PX = 200.0
_LARGEST_ISLAND_PX = 1_000_000.0


class _AmountEdit(Protocol):
    def __call__(self, amount: float, /, *, final: bool = True) -> None: ...


class MaskCommands(QObject):
    """Passes the menu's actions on, and enables those that the current image allows.

    The amount that was applied last is offered the next time.
    """

    def __init__(self, window: QWidget, actions: Actions, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._edits = session.mask_edits
        self._editor = session.editor
        self._amounts = dict(_FIRST_AMOUNTS)
        self._plain: dict[ActionId, Callable[[], None]] = {
            ActionId.FILL_HOLES: self._edits.fill_holes,
            ActionId.KEEP_LARGEST: self._edits.keep_largest,
            ActionId.INVERT: self._edits.invert,
            ActionId.COPY_PREVIOUS: self._edits.copy_previous,
        }
        self._asking: dict[ActionId, _AmountEdit] = {
            ActionId.REMOVE_ISLANDS: self._edits.remove_islands,
            ActionId.GROW: self._edits.grow,
            ActionId.SHRINK: self._edits.shrink,
            ActionId.SMOOTH: self._edits.smooth,
        }
        actions.connect_slots(self._plain)
        actions.connect_slots({each: partial(self._ask, each) for each in self._asking})
        workspace = session.workspace
        for changed in (
            workspace.project_changed,
            workspace.groups_changed,
            workspace.current_image_changed,
            self._editor.image_ready,
            self._editor.image_failed,
        ):
            changed.connect(self._show_enabled)
        self._show_enabled()

    def _ask(self, action_id: ActionId) -> None:
        edit = self._asking[action_id]
        amount = self._amount(action_id)
        dialog = MaskAmountDialog(amount, self._amounts[action_id], self._window)
        dialog.tried.connect(lambda value: edit(value, final=False))
        dialog.chosen.connect(lambda value: self._apply(action_id, value))
        dialog.rejected.connect(self._editor.drop_preview)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _apply(self, action_id: ActionId, value: float) -> None:
        self._amounts[action_id] = value
        self._asking[action_id](value)

    def _amount(self, action_id: ActionId) -> Amount:
        title = self._actions.spec(action_id).plain_text
        if action_id is ActionId.REMOVE_ISLANDS:
            return Amount(title, self.tr("Smallest area that stays"), 1.0, _LARGEST_ISLAND_PX)
        return Amount(title, self.tr("Radius"), 1.0, _LARGEST_RADIUS_PX)

    def _show_enabled(self) -> None:
        can_edit = self._editor.can_edit
        for action_id in (*self._plain, *self._asking):
            self._actions[action_id].setEnabled(can_edit)
        has_previous = can_edit and bool(self._edits.previous_image_id)
        self._actions[ActionId.COPY_PREVIOUS].setEnabled(has_previous)
