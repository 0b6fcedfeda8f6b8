"""The context menu of the gallery: what can be done with one image or one group."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu

from cosegui.core.project import ReviewState
from cosegui.session.workspace import Workspace
from cosegui.ui.actions import ActionId, Actions
from cosegui.ui.icons import Icon, icon
from cosegui.ui.item_models.gallery_model import RowKind
from cosegui.ui.main_window import MainWindow
from cosegui.ui.menus import LetterMenu
from cosegui.ui.messages import Choice, Weight, ask

from .review import ReviewCommands


class GalleryMenu(QObject):
    """Opens the menu where it is asked for."""

    def __init__(
        self,
        window: MainWindow,
        workspace: Workspace,
        review: ReviewCommands,
        actions: Actions,
        selected_ids: Callable[[], Sequence[str]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._review = review
        self._actions = actions
        self._selected_ids = selected_ids

    def open(self, kind: str, item_id: str, global_pos: QPoint) -> QMenu:
        """Show the menu of a row; `kind` is a `RowKind`."""
        menu = LetterMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if kind == RowKind.SECTION:
            self._fill_for_group(menu, item_id)
        else:
            if item_id not in self._selected_ids() or len(self._selected_ids()) < 2:
                self._workspace.select_image(item_id)
                self._fill_for_image(menu, item_id)
            else:
                self._fill_for_selection(menu)
        menu.popup(global_pos)
        return menu

    def _fill_for_image(self, menu: QMenu, image_id: str) -> None:
        menu.addAction(self._actions[ActionId.APPROVE_AND_NEXT])
        menu.addAction(self._actions[ActionId.EXCLUDE])
        menu.addSeparator()
        menu.addAction(self._actions[ActionId.RUN_GROUP])
        menu.addSeparator()
        folder = self._workspace.image_path(image_id).parent
        show = menu.addAction(icon(Icon.FOLDER), self.tr("Show in Folder"))
        show.triggered.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))

    def _fill_for_selection(self, menu: QMenu) -> None:
        menu.addAction(self._actions[ActionId.APPROVE_SELECTED])
        menu.addAction(self._actions[ActionId.EXCLUDE_SELECTED])
        menu.addAction(self._actions[ActionId.RECONSIDER_SELECTED])
        menu.addSeparator()
        menu.addAction(self._actions[ActionId.RUN_SELECTED])

    def _fill_for_group(self, menu: QMenu, group_id: str) -> None:
        can_change = not self._workspace.is_read_only
        run = menu.addAction(icon(Icon.RUN), self.tr("Run on This Group"))
        run.setEnabled(can_change)
        run.triggered.connect(lambda: self._review.run_group_id(group_id))
        menu.addSeparator()
        remove = menu.addAction(self.tr("Remove from Project…"))
        remove.setEnabled(can_change)
        remove.triggered.connect(lambda: self._ask_to_remove(group_id))

    def _ask_to_remove(self, group_id: str) -> None:
        project = self._workspace.project
        group = next((g for g in project.groups if g.id == group_id), None) if project else None
        if group is None:
            return

        def answered(key: str) -> None:
            if key == "remove":
                self._workspace.remove_group(group_id)

        touched = sum(
            image.state in (ReviewState.CORRECTED, ReviewState.APPROVED) for image in group.images
        )
        loss = (
            self.tr("Reviewed masks that go with it: {n}.").format(n=touched)
            if touched
            else self.tr("None of its masks was reviewed.")
        )
        ask(
            self._window,
            self.tr("Remove the group “{name}”?").format(name=group.name),
            self.tr("{loss} The photographs stay where they are.").format(loss=loss),
            (
                Choice("keep", self.tr("Keep Group"), Weight.STAY),
                Choice("remove", self.tr("Remove Group"), Weight.DESTRUCTIVE),
            ),
            answered,
        )
