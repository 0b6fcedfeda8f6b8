"""Every action of the app in one table; menus, toolbar and the list of keys are drawn from it.

The rows themselves are in `action_rows`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from .action_rows.editing import EditingRows
from .action_rows.project import ProjectRows
from .action_rows.viewing import ViewingRows
from .action_specs import ActionId, ActionSpec, Gesture, Menu
from .icons import icon
from .keymap import Keymap

_TIP = "cosegui_tip"

__all__ = ["ActionId", "ActionSpec", "Actions", "Gesture", "Menu", "set_tip"]


class Actions(QObject):
    """The table, and the QActions made from it, by id.

    Signals:
        keys_changed(): some action has other keys.
    """

    keys_changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        project, editing = ProjectRows(self), EditingRows(self)
        self._viewing = ViewingRows(self)
        self._table: dict[Menu, Sequence[ActionSpec]] = {
            Menu.FILE: project.file_rows(),
            Menu.EDIT: editing.edit_rows(),
            Menu.MASK: editing.mask_rows(),
            Menu.VIEW: self._viewing.view_rows(),
            Menu.RUN: project.run_rows(),
            Menu.REVIEW: self._viewing.review_rows(),
            Menu.HELP: project.help_rows(),
        }
        self._specs = {spec.id: spec for rows in self._table.values() for spec in rows}
        self._actions = {spec.id: _action_of(spec, self) for spec in self._specs.values()}
        letters = [mnemonic(self.menu_title(menu)) for menu in Menu]
        self._keymap = Keymap(self._specs.values(), letters)
        self._named_on: dict[ActionId, list[QWidget]] = {}

    def __getitem__(self, action_id: ActionId) -> QAction:
        return self._actions[action_id]

    def spec(self, action_id: ActionId) -> ActionSpec:
        """An action's row."""
        return self._specs[action_id]

    def name_keys_on(self, buttons: Mapping[ActionId, QWidget]) -> None:
        """Have the tool tips of these name the keys of the actions that do the same."""
        for action_id, button in buttons.items():
            self._named_on.setdefault(action_id, []).append(button)
            _name_key(button, button.toolTip(), self._actions[action_id].shortcut())

    @property
    def keymap(self) -> Keymap:
        """The keys in force; to change them, copy it and `use_keys`."""
        return self._keymap

    def keys(self, action_id: ActionId) -> tuple[str, ...]:
        """The keys of an action that are in force."""
        return self._keymap.keys(action_id)

    def use_keys(self, chosen: Mapping[str, Sequence[str]]) -> None:
        """Have the keys that the settings hold; see `Keymap.load`."""
        before = {action_id: self.keys(action_id) for action_id in self._specs}
        self._keymap.load(chosen)
        for action_id, earlier in before.items():
            if self.keys(action_id) != earlier:
                action = self._actions[action_id]
                action.setShortcuts([QKeySequence(key) for key in self.keys(action_id)])
                for owner in (action, *self._named_on.get(action_id, ())):
                    _name_key(owner, owner.property(_TIP), action.shortcut())
        if any(self.keys(action_id) != earlier for action_id, earlier in before.items()):
            self.keys_changed.emit()

    def rows(self, menu: Menu) -> Sequence[ActionSpec]:
        """A menu's rows in their order."""
        return self._table[menu]

    def connect_slots(self, slots: Mapping[ActionId, Callable[[], object]]) -> None:
        """Call each slot, without arguments, when its action is triggered."""
        for action_id, slot in slots.items():
            self._actions[action_id].triggered.connect(lambda _checked=False, call=slot: call())

    def hear_keys_in(self, window: QWidget, canvas_widgets: Iterable[QWidget]) -> None:
        """Give every widget the actions whose keys it is to hear."""
        for on_canvas, widgets in ((False, (window,)), (True, tuple(canvas_widgets))):
            heard = [self._actions[s.id] for s in self._specs.values() if s.on_canvas is on_canvas]
            for widget in widgets:
                widget.addActions(heard)

    def menu_title(self, menu: Menu) -> str:
        """A menu's title with its mnemonic mark."""
        return {
            Menu.FILE: self.tr("&File"),
            Menu.EDIT: self.tr("&Edit"),
            Menu.MASK: self.tr("&Mask"),
            Menu.VIEW: self.tr("&View"),
            Menu.RUN: self.tr("&Run"),
            Menu.REVIEW: self.tr("Revie&w"),
            Menu.HELP: self.tr("&Help"),
        }[menu]

    def gestures(self) -> Sequence[Gesture]:
        """What mouse and held keys do on the canvas."""
        return self._viewing.gestures()


def _action_of(spec: ActionSpec, parent: QObject) -> QAction:
    action = QAction(spec.text, parent)
    action.setObjectName(spec.id.value)
    action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
    action.setShortcutContext(
        Qt.ShortcutContext.WidgetWithChildrenShortcut
        if spec.on_canvas
        else Qt.ShortcutContext.WindowShortcut
    )
    action.setIconText(spec.plain_text)
    action.setCheckable(spec.is_checkable)
    action.setMenuRole(_menu_role(spec.id))
    if spec.icon is not None:
        action.setIcon(icon(spec.icon))
    set_tip(action, spec.tip or spec.plain_text)
    return action


def mnemonic(text: str) -> str:
    """The letter that a text marks, "" for none."""
    at = text.replace("&&", "  ").find("&")
    return text[at + 1 : at + 2] if at >= 0 else ""


def set_tip(action: QAction, text: str) -> None:
    """A tool tip that names the action's key as well."""
    _name_key(action, text, action.shortcut())


def _name_key(owner: QAction | QWidget, text: str, key: QKeySequence) -> None:
    owner.setProperty(_TIP, text)
    shown = key.toString(QKeySequence.SequenceFormat.NativeText)
    owner.setToolTip(f"{text}  ({shown})" if shown else text)


def _menu_role(action_id: ActionId) -> QAction.MenuRole:
    # Without a role macOS guesses at the texts which items belong into its own menu.
    return {
        ActionId.SETTINGS: QAction.MenuRole.PreferencesRole,
        ActionId.QUIT: QAction.MenuRole.QuitRole,
        ActionId.ABOUT: QAction.MenuRole.AboutRole,
    }.get(action_id, QAction.MenuRole.NoRole)
