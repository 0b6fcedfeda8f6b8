"""Actions that change what is seen and which image."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from cosegui.ui.action_specs import ActionId, ActionSpec, Gesture
from cosegui.ui.icons import Icon


class ViewingRows(QObject):
    """The menus View and Review, and what the mouse does on the canvas."""

    def view_rows(self) -> Sequence[ActionSpec]:
        """How the canvas shows the image."""
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
                ActionId.SIDE_BY_SIDE,
                self.tr("&Side by Side with the Model"),
                ("Shift+V",),
                Icon.SIDE_BY_SIDE,
                self.tr("The model's own mask beside the mask as it is now; both move together"),
                on_canvas=True,
                is_checkable=True,
            ),
            ActionSpec(
                ActionId.GROUP_VIEW,
                self.tr("&Group View"),
                ("O",),
                Icon.GROUP_VIEW,
                self.tr("All images of the group with their masks; a click opens one"),
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

    def review_rows(self) -> Sequence[ActionSpec]:
        """From image to image, and what was decided of each."""
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
            ActionSpec(
                ActionId.APPROVE_SELECTED,
                self.tr("Appro&ve the Selected"),
                ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
                tip=self.tr("Approve the masks of all images selected in the gallery"),
                starts_section=True,
            ),
            ActionSpec(
                ActionId.EXCLUDE_SELECTED,
                self.tr("Exclude the &Selected"),
                ("Ctrl+Shift+Backspace",),
                tip=self.tr("Leave all images selected in the gallery out of runs and exports"),
            ),
            ActionSpec(
                ActionId.RECONSIDER_SELECTED,
                self.tr("&Take Back Decisions on the Selected"),
                tip=self.tr("Approved and excluded images have the state that they had before"),
            ),
        )

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
