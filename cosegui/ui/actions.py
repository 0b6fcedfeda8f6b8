"""Every action of the app in one table; menus, toolbar and the list of keys are drawn from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from .icons import Icon, icon


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
    SETTINGS = auto()
    QUIT = auto()
    UNDO = auto()
    REDO = auto()
    RESET_TO_MODEL = auto()
    BRUSH = auto()
    ERASER = auto()
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
    FULL_SCREEN = auto()
    RUN_GROUP = auto()
    RUN_UNREVIEWED = auto()
    PROPAGATE = auto()
    CANCEL_RUN = auto()
    PREVIOUS_IMAGE = auto()
    NEXT_IMAGE = auto()
    NEXT_UNREVIEWED = auto()
    APPROVE_AND_NEXT = auto()
    EXCLUDE = auto()
    KEYS = auto()
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
        return self.text.replace("&", "").rstrip("…")


@dataclass(frozen=True)
class Gesture:
    """Something done with the mouse or a held key on the canvas; listed with the keys."""

    keys: str
    text: str


class Actions(QObject):
    """The table, and the QActions made from it, by id."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._table: dict[Menu, Sequence[ActionSpec]] = {
            Menu.FILE: self._file_rows(),
            Menu.EDIT: self._edit_rows(),
            Menu.MASK: self._mask_rows(),
            Menu.VIEW: self._view_rows(),
            Menu.RUN: self._run_rows(),
            Menu.REVIEW: self._review_rows(),
            Menu.HELP: self._help_rows(),
        }
        self._specs = {spec.id: spec for rows in self._table.values() for spec in rows}
        self._actions = {spec.id: _action_of(spec, self) for spec in self._specs.values()}

    def __getitem__(self, action_id: ActionId) -> QAction:
        return self._actions[action_id]

    def spec(self, action_id: ActionId) -> ActionSpec:
        """An action's row."""
        return self._specs[action_id]

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
            Menu.REVIEW: self.tr("Re&view"),
            Menu.HELP: self.tr("&Help"),
        }[menu]

    def gestures(self) -> Sequence[Gesture]:
        """What mouse and held keys do on the canvas."""
        return (
            Gesture(self.tr("Left button"), self.tr("Paint with the chosen tool")),
            Gesture(
                self.tr("Right button"),
                self.tr("The opposite: the brush erases, the eraser paints"),
            ),
            Gesture(self.tr("Ctrl, held"), self.tr("Erase")),
            Gesture(self.tr("Shift+click"), self.tr("A straight line from the last stroke's end")),
            Gesture("[   ]", self.tr("Brush size; with Shift in steps of ten")),
            Gesture(self.tr("Shift+wheel"), self.tr("Brush size")),
            Gesture(self.tr("Wheel"), self.tr("Zoom under the pointer")),
            Gesture(self.tr("Space, or middle button"), self.tr("Move the image")),
            Gesture(self.tr("Tab, held"), self.tr("Look under the mask")),
        )

    def _file_rows(self) -> Sequence[ActionSpec]:
        return (
            ActionSpec(
                ActionId.OPEN_FOLDER,
                self.tr("Open &Folder…"),
                ("Ctrl+U",),
                Icon.FOLDER,
                self.tr("A folder of images is one group; a folder of folders is one group each"),
            ),
            ActionSpec(
                ActionId.ADD_FOLDER,
                self.tr("A&dd Folder to Project…"),
                ("Ctrl+Shift+U",),
                tip=self.tr("Add the images of another folder as groups"),
            ),
            ActionSpec(ActionId.OPEN_PROJECT, self.tr("&Open Project…"), ("Ctrl+O",), Icon.PROJECT),
            ActionSpec(ActionId.OPEN_DEMO, self.tr("Open the De&mo"), icon=Icon.DEMO),
            ActionSpec(
                ActionId.SAVE,
                self.tr("&Save"),
                ("Ctrl+S",),
                Icon.SAVE,
                self.tr("Save the project and its masks"),
                starts_section=True,
            ),
            ActionSpec(ActionId.SAVE_AS, self.tr("Save &As…"), ("Ctrl+Shift+S",)),
            ActionSpec(
                ActionId.EXPORT_MASKS,
                self.tr("&Export Masks…"),
                ("Ctrl+E",),
                Icon.EXPORT,
                self.tr("Write the masks as black and white PNG files"),
                starts_section=True,
            ),
            ActionSpec(
                ActionId.SETTINGS,
                self.tr("Se&ttings…"),
                ("Ctrl+,",),
                Icon.SETTINGS,
                starts_section=True,
            ),
            ActionSpec(
                ActionId.CLOSE_PROJECT,
                self.tr("&Close Project"),
                ("Ctrl+W",),
                starts_section=True,
            ),
            ActionSpec(ActionId.QUIT, self.tr("&Quit"), ("Ctrl+Q",)),
        )

    def _edit_rows(self) -> Sequence[ActionSpec]:
        return (
            ActionSpec(ActionId.UNDO, self.tr("&Undo"), ("Ctrl+Z",), Icon.UNDO),
            ActionSpec(ActionId.REDO, self.tr("&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), Icon.REDO),
            ActionSpec(
                ActionId.RESET_TO_MODEL,
                self.tr("Reset to the &Model"),
                icon=Icon.RESET,
                tip=self.tr("Replace the mask by what the model found; can be undone"),
                starts_section=True,
            ),
            ActionSpec(
                ActionId.BRUSH,
                self.tr("&Brush"),
                ("B",),
                Icon.BRUSH,
                self.tr("Paint what belongs to the object"),
                on_canvas=True,
                is_checkable=True,
                starts_section=True,
            ),
            ActionSpec(
                ActionId.ERASER,
                self.tr("&Eraser"),
                ("E",),
                Icon.ERASER,
                self.tr("Rub out what does not belong to the object"),
                on_canvas=True,
                is_checkable=True,
            ),
            ActionSpec(
                ActionId.FILL,
                self.tr("&Fill"),
                ("F",),
                Icon.FILL,
                self.tr("Fill a hole, or the area around the pointer"),
                on_canvas=True,
                is_checkable=True,
            ),
            ActionSpec(
                ActionId.LASSO,
                self.tr("&Lasso"),
                ("L",),
                Icon.LASSO,
                self.tr("Encircle an area to add it"),
                on_canvas=True,
                is_checkable=True,
            ),
            ActionSpec(
                ActionId.POLYGON,
                self.tr("&Polygon"),
                ("P",),
                Icon.POLYGON,
                self.tr("Set the corners of an area to add it"),
                on_canvas=True,
                is_checkable=True,
            ),
            ActionSpec(
                ActionId.WAND,
                self.tr("Magic Wa&nd"),
                ("W",),
                Icon.WAND,
                self.tr("Add the area of one colour around the pointer"),
                on_canvas=True,
                is_checkable=True,
            ),
            ActionSpec(
                ActionId.GRAB_CUT,
                self.tr("&GrabCut"),
                ("C",),
                Icon.GRAB_CUT,
                self.tr("Draw a box around the object and let the colours find its edge"),
                on_canvas=True,
                is_checkable=True,
            ),
            ActionSpec(
                ActionId.SWAP_TOOL,
                self.tr("S&wap Brush and Eraser"),
                ("X",),
                Icon.SWAP,
                on_canvas=True,
            ),
        )

    def _mask_rows(self) -> Sequence[ActionSpec]:
        return (
            ActionSpec(
                ActionId.FILL_HOLES,
                self.tr("Fill &Holes"),
                ("Shift+F",),
                tip=self.tr("Fill everything that the mask encloses"),
                on_canvas=True,
            ),
            ActionSpec(
                ActionId.REMOVE_ISLANDS,
                self.tr("Remove Small &Islands…"),
                ("Shift+I",),
                tip=self.tr("Remove the parts of the mask below a size that you choose"),
                on_canvas=True,
            ),
            ActionSpec(
                ActionId.KEEP_LARGEST,
                self.tr("&Keep the Largest Part"),
                ("Shift+K",),
                tip=self.tr("Remove all parts of the mask but the largest"),
                on_canvas=True,
            ),
            ActionSpec(
                ActionId.GROW,
                self.tr("&Grow…"),
                ("Shift+G",),
                tip=self.tr("Move the border of the mask outwards"),
                on_canvas=True,
                starts_section=True,
            ),
            ActionSpec(
                ActionId.SHRINK,
                self.tr("&Shrink…"),
                ("Shift+S",),
                tip=self.tr("Move the border of the mask inwards"),
                on_canvas=True,
            ),
            ActionSpec(
                ActionId.SMOOTH,
                self.tr("S&mooth…"),
                ("Shift+M",),
                tip=self.tr("Round off small details of the border, in and out"),
                on_canvas=True,
            ),
            ActionSpec(
                ActionId.INVERT,
                self.tr("In&vert"),
                ("Ctrl+I",),
                tip=self.tr("Exchange mask and background"),
                starts_section=True,
            ),
            ActionSpec(
                ActionId.COPY_PREVIOUS,
                self.tr("&Copy from the Previous Image"),
                ("Shift+C",),
                tip=self.tr("Replace the mask by that of the image before in this group"),
                on_canvas=True,
            ),
        )

    def _view_rows(self) -> Sequence[ActionSpec]:
        return (
            ActionSpec(ActionId.ZOOM_IN, self.tr("Zoom &In"), ("Ctrl++", "Ctrl+="), Icon.ZOOM_IN),
            ActionSpec(ActionId.ZOOM_OUT, self.tr("Zoom &Out"), ("Ctrl+-",), Icon.ZOOM_OUT),
            ActionSpec(
                ActionId.ZOOM_FIT,
                self.tr("&Fit Image"),
                ("Ctrl+0",),
                Icon.FIT,
                self.tr("Show the whole image"),
            ),
            ActionSpec(
                ActionId.ZOOM_ACTUAL,
                self.tr("&Actual Size"),
                ("Ctrl+1",),
                Icon.ZOOM_ACTUAL,
                self.tr("One pixel of the image on one pixel of the screen"),
            ),
            ActionSpec(
                ActionId.SHOW_MASK,
                self.tr("Show &Mask"),
                ("M",),
                Icon.MASK,
                on_canvas=True,
                is_checkable=True,
                starts_section=True,
            ),
            ActionSpec(
                ActionId.SHOW_HEATMAP,
                self.tr("Show &Heatmap"),
                ("H",),
                Icon.HEATMAP,
                self.tr("Show where the images of the group resemble each other"),
                on_canvas=True,
                is_checkable=True,
            ),
            ActionSpec(
                ActionId.COMPARE,
                self.tr("&Compare with the Model"),
                ("V",),
                Icon.COMPARE,
                self.tr("Draw the edge of the model's own mask over the mask as it is now"),
                on_canvas=True,
                is_checkable=True,
            ),
            ActionSpec(
                ActionId.FULL_SCREEN,
                self.tr("Fu&ll Screen"),
                ("F11",),
                Icon.FULL_SCREEN,
                is_checkable=True,
                starts_section=True,
            ),
        )

    def _run_rows(self) -> Sequence[ActionSpec]:
        return (
            ActionSpec(
                ActionId.RUN_GROUP,
                self.tr("Run on This &Group"),
                ("R",),
                Icon.RUN,
                self.tr("Find the shared object in all images of this group"),
                on_canvas=True,
            ),
            ActionSpec(
                ActionId.RUN_UNREVIEWED,
                self.tr("Run on &All Unreviewed"),
                ("Ctrl+R",),
                Icon.RUN_ALL,
                self.tr("Run on all groups; corrected and approved masks stay as they are"),
            ),
            ActionSpec(
                ActionId.PROPAGATE,
                self.tr("&Propagate Corrections"),
                ("G",),
                Icon.PROPAGATE,
                self.tr(
                    "Let the corrected and approved masks of this group repair its other masks"
                ),
                on_canvas=True,
            ),
            ActionSpec(
                ActionId.CANCEL_RUN,
                self.tr("&Cancel the Run"),
                ("Ctrl+.",),
                Icon.CANCEL,
                self.tr("Stop the run; masks that are finished stay"),
                starts_section=True,
            ),
        )

    def _review_rows(self) -> Sequence[ActionSpec]:
        return (
            ActionSpec(
                ActionId.PREVIOUS_IMAGE,
                self.tr("&Previous Image"),
                ("A", "Left"),
                Icon.PREVIOUS,
                on_canvas=True,
            ),
            ActionSpec(
                ActionId.NEXT_IMAGE,
                self.tr("&Next Image"),
                ("D", "Right"),
                Icon.NEXT,
                on_canvas=True,
            ),
            ActionSpec(
                ActionId.NEXT_UNREVIEWED,
                self.tr("Next &Unreviewed"),
                ("N",),
                Icon.NEXT_UNREVIEWED,
                self.tr("Go to the image whose review matters most"),
                on_canvas=True,
            ),
            ActionSpec(
                ActionId.APPROVE_AND_NEXT,
                self.tr("&Approve and Next"),
                ("Ctrl+Return", "Ctrl+Enter"),
                Icon.APPROVE,
                self.tr("The mask is right: approve it and go to the next unreviewed image"),
                starts_section=True,
            ),
            ActionSpec(
                ActionId.EXCLUDE,
                self.tr("E&xclude from the Group"),
                ("Ctrl+Backspace",),
                Icon.EXCLUDE,
                self.tr("Leave this image out of runs and exports; its file stays"),
                is_checkable=True,
            ),
        )

    def _help_rows(self) -> Sequence[ActionSpec]:
        return (
            ActionSpec(ActionId.KEYS, self.tr("&Keys"), ("F1",), Icon.KEYS),
            ActionSpec(
                ActionId.COPY_DIAGNOSTICS,
                self.tr("&Copy Diagnostics"),
                icon=Icon.COPY,
                tip=self.tr("Versions, device and the end of the log, for a report of a fault"),
                starts_section=True,
            ),
            ActionSpec(ActionId.ABOUT, self.tr("&About cosegui"), icon=Icon.ABOUT),
        )


def _action_of(spec: ActionSpec, parent: QObject) -> QAction:
    action = QAction(spec.text, parent)
    action.setObjectName(spec.id.value)
    action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
    action.setShortcutContext(
        Qt.ShortcutContext.WidgetWithChildrenShortcut
        if spec.on_canvas
        else Qt.ShortcutContext.WindowShortcut
    )
    action.setCheckable(spec.is_checkable)
    action.setMenuRole(_menu_role(spec.id))
    if spec.icon is not None:
        action.setIcon(icon(spec.icon))
    set_tip(action, spec.tip or spec.plain_text)
    return action


def set_tip(action: QAction, text: str) -> None:
    """A tool tip that names the action's key as well."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{text}  ({keys})" if keys else text)


def _menu_role(action_id: ActionId) -> QAction.MenuRole:
    # Without a role macOS guesses at the texts which items belong into its own menu.
    return {
        ActionId.SETTINGS: QAction.MenuRole.PreferencesRole,
        ActionId.QUIT: QAction.MenuRole.QuitRole,
        ActionId.ABOUT: QAction.MenuRole.AboutRole,
    }.get(action_id, QAction.MenuRole.NoRole)
