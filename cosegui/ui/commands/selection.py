"""What is done to all images that are selected in the gallery at once."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject

from cosegui.core.project import ReviewState
from cosegui.session.session import Session
from cosegui.ui.actions import ActionId, Actions
from cosegui.ui.icons import Icon
from cosegui.ui.main_window import MainWindow
from cosegui.ui.panels.gallery import GalleryPanel

_ACTIONS = (
    ActionId.APPROVE_SELECTED,
    ActionId.EXCLUDE_SELECTED,
    ActionId.RECONSIDER_SELECTED,
    ActionId.RUN_SELECTED,
)


class SelectionCommands(QObject):
    """Acts on the selected images; every change of states can be taken back in one go."""

    def __init__(
        self, window: MainWindow, actions: Actions, session: Session, gallery: GalleryPanel
    ) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._workspace = session.workspace
        self._predictions = session.predictions
        self._gallery = gallery
        gallery.view.selected_changed.connect(self._show_enabled)
        self._workspace.project_changed.connect(self._show_enabled)
        self._show_enabled()

    def approve(self) -> None:
        """Their masks are right. Images without a mask are left as they are."""
        self._mark(
            [one for one in self._selected() if self._workspace.image(one).area is not None],
            ReviewState.APPROVED,
            self.tr("Images approved: {n}."),
        )

    def exclude(self) -> None:
        """Leave them out of runs and exports."""
        self._mark(self._selected(), ReviewState.EXCLUDED, self.tr("Images excluded: {n}."))

    def reconsider(self) -> None:
        """Take back what was decided about them."""
        decided = (ReviewState.APPROVED, ReviewState.EXCLUDED)
        chosen = [one for one in self._selected() if self._workspace.image(one).state in decided]
        text = self.tr("Images whose decision was taken back: {n}.")
        self._mark(chosen, ReviewState.UNSEEN, text)

    def run(self) -> None:
        """Run the model for them alone."""
        selected = self._selected()
        if selected:
            self._window.banner.clear()
            self._predictions.run_images(selected)

    def _selected(self) -> list[str]:
        return [one for one in self._gallery.view.selected_ids() if self._workspace.has_image(one)]

    def _mark(self, image_ids: list[str], state: ReviewState, text: str) -> None:
        if self._workspace.is_read_only:
            return
        earlier = {one: self._workspace.image(one).state for one in image_ids}
        with self._gallery.held():
            for image_id in image_ids:
                self._workspace.set_state(image_id, state)
        changed = {
            one: before
            for one, before in earlier.items()
            if self._workspace.image(one).state is not before
        }
        if not changed:
            self._window.status.notice(self.tr("No selected image had to be changed."))
            return
        self._window.banner.show_text(
            text.format(n=len(changed)),
            mark=Icon.APPROVE if state is ReviewState.APPROVED else Icon.EXCLUDE,
            action_text=self.tr("Take Back"),
            on_action=lambda: self._take_back(changed),
        )

    def _take_back(self, earlier: Mapping[str, ReviewState]) -> None:
        with self._gallery.held():
            for image_id, state in earlier.items():
                if self._workspace.has_image(image_id):
                    self._workspace.set_state(image_id, state)
        self._window.banner.clear()

    def _show_enabled(self) -> None:
        can_change = self._workspace.project is not None and not self._workspace.is_read_only
        is_enabled = can_change and bool(self._gallery.view.selected_ids())
        for action_id in _ACTIONS:
            self._actions[action_id].setEnabled(is_enabled)
