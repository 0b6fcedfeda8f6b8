"""Actions on the project, on runs of the model and on the program."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from cosegui.ui.action_specs import ActionId, ActionSpec
from cosegui.ui.icons import Icon


class ProjectRows(QObject):
    """The menus File, Run and Help."""

    def file_rows(self) -> Sequence[ActionSpec]:
        """Projects, groups, masks for others, and the program itself."""
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
                self.tr("Write the masks for other programs, in a format of theirs"),
                starts_section=True,
            ),
            ActionSpec(
                ActionId.IMPORT_MASKS,
                self.tr("&Import Masks…"),
                ("Ctrl+Shift+I",),
                Icon.IMPORT,
                self.tr("Lay masks of other programs over the images of this project"),
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

    def run_rows(self) -> Sequence[ActionSpec]:
        """The model's work."""
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
                ActionId.RUN_SELECTED,
                self.tr("Run on the &Selected"),
                ("Shift+R",),
                tip=self.tr("Find the object anew in the images selected in the gallery alone"),
                on_canvas=True,
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
                ActionId.LIVE,
                self.tr("Propagate Strokes &Live"),
                ("Ctrl+G",),
                tip=self.tr("Let every finished stroke repair the group's other masks at once"),
                on_canvas=True,
                is_checkable=True,
            ),
            ActionSpec(
                ActionId.CANCEL_RUN,
                self.tr("&Cancel the Run"),
                ("Ctrl+.",),
                Icon.CANCEL,
                self.tr("Stop the run; masks that are finished stay"),
                starts_section=True,
            ),
            ActionSpec(
                ActionId.TEACH,
                self.tr("&Teach…"),
                ("Ctrl+T",),
                Icon.TEACH,
                self.tr("Let a model learn from the masks that you corrected or approved"),
                starts_section=True,
            ),
            ActionSpec(
                ActionId.MODELS,
                self.tr("&Models…"),
                tip=self.tr("Compare, rename, export and import models; choose the project's"),
            ),
            ActionSpec(
                ActionId.EFFORT,
                self.tr("&Effort of Correcting…"),
                tip=self.tr("What correcting has cost, image by image: shows when to stop"),
            ),
        )

    def help_rows(self) -> Sequence[ActionSpec]:
        """What helps and what tells of the program."""
        return (
            ActionSpec(ActionId.KEYS, self.tr("&Keys"), ("F1",), Icon.KEYS),
            ActionSpec(ActionId.CHANGE_KEYS, self.tr("Chan&ge Keys…")),
            ActionSpec(
                ActionId.COPY_DIAGNOSTICS,
                self.tr("&Copy Diagnostics"),
                icon=Icon.COPY,
                tip=self.tr("Versions, device and the end of the log, for a report of a fault"),
                starts_section=True,
            ),
            ActionSpec(ActionId.ABOUT, self.tr("&About cosegui"), icon=Icon.ABOUT),
        )
