"""What an action is: its id, the menu that it is in, its texts and keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, auto

from .icons import Icon


class ActionId(StrEnum):
    """What a person can ask for by menu, button or key."""

    OPEN_FOLDER = auto()
    ADD_FOLDER = auto()
    OPEN_PROJECT = auto()
    OPEN_DEMO = auto()
    SAVE = auto()
    SAVE_AS = auto()
    CLOSE_PROJECT = auto()
    EXPORT_MASKS = auto()
    IMPORT_MASKS = auto()
    SETTINGS = auto()
    QUIT = auto()
    UNDO = auto()
    REDO = auto()
    RESET_TO_MODEL = auto()
    BRUSH = auto()
    ERASER = auto()
    EDGE_BRUSH = auto()
    FILL = auto()
    LASSO = auto()
    POLYGON = auto()
    WAND = auto()
    GRAB_CUT = auto()
    SWAP_TOOL = auto()
    FILL_HOLES = auto()
    REMOVE_ISLANDS = auto()
    KEEP_LARGEST = auto()
    GROW = auto()
    SHRINK = auto()
    SMOOTH = auto()
    INVERT = auto()
    COPY_PREVIOUS = auto()
    ZOOM_IN = auto()
    ZOOM_OUT = auto()
    ZOOM_FIT = auto()
    ZOOM_ACTUAL = auto()
    SHOW_MASK = auto()
    SHOW_HEATMAP = auto()
    COMPARE = auto()
    SIDE_BY_SIDE = auto()
    GROUP_VIEW = auto()
    FULL_SCREEN = auto()
    RUN_GROUP = auto()
    RUN_UNREVIEWED = auto()
    PROPAGATE = auto()
    LIVE = auto()
    CANCEL_RUN = auto()
    TEACH = auto()
    MODELS = auto()
    EFFORT = auto()
    PREVIOUS_IMAGE = auto()
    NEXT_IMAGE = auto()
    NEXT_UNREVIEWED = auto()
    APPROVE_AND_NEXT = auto()
    EXCLUDE = auto()
    APPROVE_SELECTED = auto()
    EXCLUDE_SELECTED = auto()
    RECONSIDER_SELECTED = auto()
    RUN_SELECTED = auto()
    KEYS = auto()
    CHANGE_KEYS = auto()
    COPY_DIAGNOSTICS = auto()
    ABOUT = auto()


class Menu(StrEnum):
    """The menus in their order; also the headings of the list of keys."""

    FILE = auto()
    EDIT = auto()
    MASK = auto()
    VIEW = auto()
    RUN = auto()
    REVIEW = auto()
    HELP = auto()


def without_mnemonic(text: str) -> str:
    """A text without the mark of its mnemonic, be it in a word or, as in Chinese, behind it."""
    return re.sub(r"\(&\w\)", "", text).replace("&", "")


@dataclass(frozen=True)
class ActionSpec:
    """One row of the table, its texts in the person's language.

    Attributes:
        keys: the first is shown in the menu.
        on_canvas: its keys are heard only while the canvas, the gallery or a panel of tools has
            the focus. So it is with all single letters: typing into a field must not paint.
        starts_section: a line stands above it in its menu.
    """

    id: ActionId
    text: str
    keys: tuple[str, ...] = ()
    icon: Icon | None = None
    tip: str = ""
    on_canvas: bool = False
    is_checkable: bool = False
    starts_section: bool = False

    @property
    def plain_text(self) -> str:
        """The menu's text without its mnemonic mark and its dots."""
        return without_mnemonic(self.text).rstrip("…")


@dataclass(frozen=True)
class Gesture:
    """Something done with the mouse or a held key on the canvas; listed with the keys."""

    keys: str
    text: str
