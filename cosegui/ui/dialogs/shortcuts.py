"""The keys of all actions, to be changed: one at a time, checked against all others."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cosegui.ui.action_specs import without_mnemonic
from cosegui.ui.actions import ActionId, Actions, Menu
from cosegui.ui.keymap import MOST_KEYS, Clash, Obstacle, normal_key

from .keys import key_text

_ACTION_COLUMN, _KEYS_COLUMN = 0, 1
_ID_ROLE = Qt.ItemDataRole.UserRole


class ShortcutsDialog(QDialog):
    """Edits a copy of the keymap.

    Signals:
        chosen(dict): the person pressed Save; keys by action as `Settings.shortcuts` has them.
    """

    chosen = Signal(object)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._keymap = actions.keymap.copy()
        self._items: dict[ActionId, QTreeWidgetItem] = {}
        self._wanted: tuple[str, ...] = ()
        self._before_emptied: tuple[str, ...] = ()
        self.setWindowTitle(self.tr("Change Keys"))
        self.search = QLineEdit(self)
        self.tree = QTreeWidget(self)
        self.editors = [QKeySequenceEdit(self) for _ in range(MOST_KEYS)]
        self.take_button = QPushButton(self.tr("&Take It from There"), self)
        self.reset_button = QPushButton(self.tr("&Reset This Action"), self)
        self.problem_label = QLabel(self)
        self.buttons = QDialogButtonBox(self)
        self._fill_tree()
        self._set_up_fields()
        self._lay_out()
        self.tree.setCurrentItem(self._items[next(iter(self._items))])

    def show_action(self, action_id: ActionId) -> None:
        """Bring an action's keys into the fields."""
        self.tree.setCurrentItem(self._items[action_id])

    @property
    def keys(self) -> Mapping[str, tuple[str, ...]]:
        """What Save would give out."""
        return self._keymap.chosen

    def _fill_tree(self) -> None:
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        self.tree.setAccessibleName(self.tr("Actions and their keys"))
        self.tree.header().setSectionResizeMode(
            _ACTION_COLUMN, QHeaderView.ResizeMode.ResizeToContents
        )
        for menu in Menu:
            heading = QTreeWidgetItem([without_mnemonic(self._actions.menu_title(menu))])
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = heading.font(_ACTION_COLUMN)
            font.setBold(True)
            heading.setFont(_ACTION_COLUMN, font)
            self.tree.addTopLevelItem(heading)
            for spec in self._actions.rows(menu):
                item = QTreeWidgetItem([spec.plain_text])
                item.setData(_ACTION_COLUMN, _ID_ROLE, spec.id.value)
                heading.addChild(item)
                self._items[spec.id] = item
        self.tree.expandAll()
        self._show_keys()

    def _set_up_fields(self) -> None:
        self.search.setPlaceholderText(self.tr("Search actions"))
        self.search.setAccessibleName(self.tr("Search actions"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search_changed)
        self.tree.currentItemChanged.connect(self._on_item_changed)
        for editor in self.editors:
            editor.setMaximumSequenceLength(1)
            editor.setClearButtonEnabled(True)
            editor.keySequenceChanged.connect(self._on_keys_entered)
        self.editors[0].setAccessibleName(self.tr("Key"))
        self.editors[1].setAccessibleName(self.tr("Another key"))
        self.problem_label.setProperty("role", "warning")
        self.problem_label.setWordWrap(True)
        self.take_button.clicked.connect(self._on_take_clicked)
        self.reset_button.clicked.connect(self._on_reset_clicked)
        kinds = QDialogButtonBox.StandardButton
        save = self.buttons.addButton(kinds.Save)
        cancel = self.buttons.addButton(kinds.Cancel)
        reset_all = self.buttons.addButton(
            self.tr("Reset &All"), QDialogButtonBox.ButtonRole.ResetRole
        )
        # Return, pressed into a key's field, must not save.
        for button in (save, cancel, reset_all, self.take_button, self.reset_button):
            button.setAutoDefault(False)
        save.clicked.connect(self._on_save_clicked)
        cancel.clicked.connect(self.reject)
        reset_all.clicked.connect(self._on_reset_all_clicked)

    def _lay_out(self) -> None:
        fields = QGridLayout()
        fields.setHorizontalSpacing(12)
        for number, (text, editor) in enumerate(
            zip((self.tr("&Key"), self.tr("A&nother key")), self.editors, strict=True)
        ):
            label = QLabel(text, self)
            label.setBuddy(editor)
            fields.addWidget(label, number, 0)
            fields.addWidget(editor, number, 1)
        fields.addWidget(self.reset_button, 0, 2)
        fields.addWidget(self.take_button, 1, 2)
        fields.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        layout.addLayout(fields)
        layout.addWidget(self.problem_label)
        layout.addWidget(self.buttons)
        self.resize(620, 640)

    def _show_keys(self) -> None:
        for action_id, item in self._items.items():
            item.setText(_KEYS_COLUMN, key_text(self._keymap.keys(action_id)))
            for column in (_ACTION_COLUMN, _KEYS_COLUMN):
                font = item.font(column)
                font.setItalic(self._keymap.is_changed(action_id))
                item.setFont(column, font)

    def _current_id(self) -> ActionId | None:
        item = self.tree.currentItem()
        name = item.data(_ACTION_COLUMN, _ID_ROLE) if item is not None else None
        return ActionId(name) if name else None

    def _show_current(self) -> None:
        """Bring the current action's keys into the fields, and what goes with them."""
        action_id = self._current_id()
        keys = self._keymap.keys(action_id) if action_id is not None else ()
        for number, editor in enumerate(self.editors):
            with QSignalBlocker(editor):
                editor.setKeySequence(QKeySequence(keys[number] if number < len(keys) else ""))
            editor.setEnabled(action_id is not None)
        self.reset_button.setEnabled(action_id is not None and self._keymap.is_changed(action_id))
        self._tell("", ())

    def _tell(self, text: str, wanted: tuple[str, ...]) -> None:
        """Say why keys were not taken; `wanted`: what could be had from another action."""
        self.problem_label.setText(text)
        self._wanted = wanted
        self.take_button.setVisible(bool(wanted))

    def _on_search_changed(self, text: str) -> None:
        part = text.casefold().strip()
        for item in self._items.values():
            texts = (item.text(_ACTION_COLUMN), item.text(_KEYS_COLUMN))
            item.setHidden(not any(part in each.casefold() for each in texts))
        for row in range(self.tree.topLevelItemCount()):
            heading = self.tree.topLevelItem(row)
            assert heading is not None
            children = (heading.child(number) for number in range(heading.childCount()))
            heading.setHidden(all(child is None or child.isHidden() for child in children))

    def _on_item_changed(self) -> None:
        self._before_emptied = ()
        self._show_current()

    def _on_keys_entered(self) -> None:
        action_id = self._current_id()
        if action_id is None:
            return
        portable = QKeySequence.SequenceFormat.PortableText
        entered = [normal_key(editor.keySequence().toString(portable)) for editor in self.editors]
        keys = tuple(dict.fromkeys(key for key in entered if key))
        # The field is emptied before it shows the key that was pressed.
        before, self._before_emptied = self._before_emptied, ()
        if not all(entered):
            self._before_emptied = self._keymap.keys(action_id)
        for key in keys:
            clash = self._keymap.clash(action_id, key)
            if clash is not None:
                if before:
                    self._take(action_id, before)
                self._tell(self._why_not(key, clash), keys if clash.holder is not None else ())
                return
        self._take(action_id, keys)

    def _take(self, action_id: ActionId, keys: tuple[str, ...]) -> None:
        self._keymap.set_keys(action_id, keys)
        self._show_keys()
        self.reset_button.setEnabled(self._keymap.is_changed(action_id))
        self._tell("", ())

    def _why_not(self, key: str, clash: Clash) -> str:
        shown = key_text([key])
        match clash.obstacle:
            case Obstacle.TAKEN:
                assert clash.holder is not None
                text = self.tr("{key} is the key of “{action}”.")
                holder = self._actions.spec(clash.holder).plain_text
                return text.format(key=shown, action=holder)
            case Obstacle.MENU:
                text = self.tr("{key} opens a menu.")
            case Obstacle.CANVAS:
                text = self.tr("{key} has its own meaning on the canvas.")
            case Obstacle.TYPED:
                text = self.tr(
                    "{key} is typed into fields, and this action is heard in the whole window. "
                    "Add Ctrl or Alt."
                )
        return text.format(key=shown)

    def _on_take_clicked(self) -> None:
        action_id = self._current_id()
        if action_id is None:
            return
        for key in self._wanted:
            clash = self._keymap.clash(action_id, key)
            if clash is not None and clash.holder is None:
                self._tell(self._why_not(key, clash), ())
                return
        self._take(action_id, self._wanted)

    def _on_reset_clicked(self) -> None:
        action_id = self._current_id()
        if action_id is not None:
            self._keymap.reset(action_id)
            self._show_keys()
            self._show_current()

    def _on_reset_all_clicked(self) -> None:
        self._keymap.reset_all()
        self._show_keys()
        self._show_current()

    def _on_save_clicked(self) -> None:
        self.chosen.emit(dict(self._keymap.chosen))
        self.accept()
