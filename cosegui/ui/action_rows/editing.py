"""Actions that change the mask, and the tools that do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from cosegui.ui.action_specs import ActionId, ActionSpec
from cosegui.ui.icons import Icon


class EditingRows(QObject):
    """The menus Edit and Mask."""

    def edit_rows(self) -> Sequence[ActionSpec]:
        """Undo, and the tools of the canvas."""
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
                ActionId.EDGE_BRUSH,
                self.tr("Edge Bru&sh"),
                ("S",),
                Icon.EDGE_BRUSH,
                self.tr("Paint; the stroke stops at the edges of the photograph"),
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

    def mask_rows(self) -> Sequence[ActionSpec]:
        """Edits of the whole mask."""
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
