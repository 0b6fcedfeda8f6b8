"""Which keys set off which action: those of the table, those a person chose, and what cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from .action_specs import ActionId, ActionSpec

MOST_KEYS = 2
"""An action has so many keys at most: one, and another one for the same."""

_PORTABLE = QKeySequence.SequenceFormat.PortableText
_FUNCTION_KEYS = range(int(Qt.Key.Key_F1), int(Qt.Key.Key_F35) + 1)
_COMMAND_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_CANVAS_KEYS = frozenset(
    {"[", "]", "{", "}", "Shift+[", "Shift+]", "Shift+{", "Shift+}"}
    | {"Space", "Tab", "Shift+Tab", "Backtab", "Shift+Backtab"}
    | {"Esc", "Return", "Enter", "Backspace"}
)


class Obstacle(StrEnum):
    """Why an action cannot have a key."""

    TAKEN = auto()
    """Another action has it that can be heard at the same time."""
    MENU = auto()
    """It opens a menu."""
    CANVAS = auto()
    """The canvas itself understands it: brush size, peek, apply."""
    TYPED = auto()
    """It is typed into fields, and the action is heard in all of the window."""


@dataclass(frozen=True)
class Clash:
    """An obstacle; `holder` is the action that has the key, where it is taken."""

    obstacle: Obstacle
    holder: ActionId | None = None


def normal_key(text: str) -> str:
    """One key with its modifiers as Qt writes it in files, "" if that is no key."""
    sequence = QKeySequence(text, _PORTABLE)
    return sequence.toString(_PORTABLE) if sequence.count() == 1 else ""


class Keymap:
    """The keys of every action.

    Invariant: no key sets off two actions at the same place. Keys of the canvas are heard only
    there, all others in the whole window, the canvas included: hence one key means one thing.

    Args:
        specs: the table, whose own keys do not clash.
        menu_letters: letters that open a menu together with Alt.
    """

    def __init__(self, specs: Iterable[ActionSpec], menu_letters: Iterable[str] = ()) -> None:
        self._specs = {spec.id: spec for spec in specs}
        self._menu_keys = frozenset(f"Alt+{letter.upper()}" for letter in menu_letters)
        self._chosen: dict[ActionId, tuple[str, ...]] = {}

    def copy(self) -> Keymap:
        """One that can be changed on its own."""
        other = Keymap(self._specs.values())
        other._menu_keys = self._menu_keys
        other._chosen = dict(self._chosen)
        return other

    def keys(self, action_id: ActionId) -> tuple[str, ...]:
        """The keys of an action, the one that its menu shows first."""
        return self._chosen.get(action_id, self.default_keys(action_id))

    def default_keys(self, action_id: ActionId) -> tuple[str, ...]:
        """Those of the table."""
        return self._specs[action_id].keys

    def is_changed(self, action_id: ActionId) -> bool:
        """The person chose others than those of the table."""
        return action_id in self._chosen

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """What differs from the table, for the settings."""
        return {action_id.value: keys for action_id, keys in self._chosen.items()}

    def load(self, chosen: Mapping[str, Sequence[str]]) -> None:
        """Take what the settings hold. What cannot be read or would clash has its default."""
        self._chosen = {}
        for name, texts in chosen.items():
            keys = tuple(normal_key(text) for text in texts)
            if name in self._specs and all(keys) and len(keys) <= MOST_KEYS:
                self._choose(ActionId(name), keys)
        # Where two of them clash, one at least was chosen. Each turn gives one up.
        while (clashing := next(self._clashing(), None)) is not None:
            del self._chosen[clashing]

    def clash(self, action_id: ActionId, key: str) -> Clash | None:
        """Why the action cannot have the key; None: it can."""
        if key not in self.default_keys(action_id):
            if key in self._menu_keys:
                return Clash(Obstacle.MENU)
            if key in _CANVAS_KEYS:
                return Clash(Obstacle.CANVAS)
            if _is_typed(key) and not self._specs[action_id].on_canvas:
                return Clash(Obstacle.TYPED)
        for other in self._specs:
            if other != action_id and key in self.keys(other):
                return Clash(Obstacle.TAKEN, other)
        return None

    def set_keys(self, action_id: ActionId, keys: Sequence[str]) -> None:
        """Give an action these keys and no others; whoever has one of them loses it.

        Raises: ValueError: one of them cannot be had for another reason.
        """
        for key in keys:
            clash = self.clash(action_id, key)
            if clash is None:
                continue
            if clash.holder is None:
                raise ValueError(f"{key} cannot be a key of {action_id}: {clash.obstacle}")
            rest = tuple(one for one in self.keys(clash.holder) if one != key)
            self._choose(clash.holder, rest)
        self._choose(action_id, tuple(dict.fromkeys(keys)))

    def reset(self, action_id: ActionId) -> None:
        """Give an action the keys of the table, whoever has them now."""
        self.set_keys(action_id, self.default_keys(action_id))

    def reset_all(self) -> None:
        """Give every action the keys of the table."""
        self._chosen.clear()

    def _choose(self, action_id: ActionId, keys: tuple[str, ...]) -> None:
        if keys == self.default_keys(action_id):
            self._chosen.pop(action_id, None)
        else:
            self._chosen[action_id] = keys

    def _clashing(self) -> Iterator[ActionId]:
        """Chosen actions that cannot have one of their keys."""
        for action_id, keys in self._chosen.items():
            if any(self.clash(action_id, key) is not None for key in keys):
                yield action_id


def _is_typed(key: str) -> bool:
    # The stubs of PySide 6.11 do not know that a sequence can be indexed.
    combination = QKeySequence(key, _PORTABLE)[0]  # type: ignore[index]
    has_command = bool(combination.keyboardModifiers() & _COMMAND_MODIFIERS)
    return not has_command and int(combination.key()) not in _FUNCTION_KEYS
