"""Propagating corrections: asking for it, telling what it changed, taking it back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from cosegui.session.repair import Repair
from cosegui.session.session import Session
from cosegui.ui.actions import ActionId, Actions
from cosegui.ui.icons import Icon
from cosegui.ui.main_window import MainWindow

NAMES_SHOWN = 6


class PropagationCommands(QObject):
    """Acts on the group of the current image."""

    def __init__(self, window: MainWindow, actions: Actions, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = session.workspace
        self._predictions = session.predictions
        self._repairs = session.predictions.repairs
        self._repairs.repaired.connect(self._on_repaired)
        self._repairs.taken_back.connect(self._on_taken_back)
        session.predictions.run_finished.connect(self._on_run_finished)
        self._live_notice = ""
        live = actions[ActionId.LIVE]
        live.toggled.connect(session.live.switch)
        session.live.switched.connect(live.setChecked)
        session.live.switched.connect(self._on_live_switched)

    def propagate(self) -> None:
        """Let the corrected and approved masks of the current group repair its others."""
        image_id = self._workspace.current_image_id
        if image_id:
            self._window.banner.clear()
            self._predictions.propagate(self._workspace.group_of(image_id).id)

    def _on_repaired(self, repair: Repair) -> None:
        if not repair.earlier:
            return
        names = [
            self._workspace.image(one).name
            for one in repair.changed_ids
            if self._workspace.has_image(one)
        ]
        if repair.is_live:
            self._tell_live(repair, len(names))
            return
        if not names:
            self._window.status.notice(
                self.tr("The corrections changed no other mask of {group}.").format(
                    group=repair.group_name
                )
            )
            return
        text = self.tr("Masks of {group} that your corrections changed ({n}): {names}").format(
            group=repair.group_name,
            n=len(names),
            names=", ".join(names[:NAMES_SHOWN]) + ("…" if len(names) > NAMES_SHOWN else ""),
        )
        self._window.banner.show_text(
            text,
            mark=Icon.PROPAGATE,
            action_text=self.tr("Take Back"),
            on_action=self._repairs.take_back,
        )

    def _tell_live(self, repair: Repair, number: int) -> None:
        # A banner with every stroke would move the canvas under the brush.
        if number and not repair.is_cut_off:
            text = self.tr("Other masks of {group} that your strokes changed: {n}.")
            self._live_notice = text.format(group=repair.group_name, n=number)

    def _on_run_finished(self, _: object) -> None:
        # Said last: what a run says of itself would cover it.
        notice, self._live_notice = self._live_notice, ""
        if notice:
            self._window.status.notice(notice)

    def _on_live_switched(self, is_on: bool) -> None:
        if is_on:
            text = self.tr("Each stroke now repairs the other masks of its group.")
        else:
            text = self.tr("Strokes change their own mask only.")
        self._window.status.notice(text)

    def _on_taken_back(self, number: int) -> None:
        self._window.banner.clear()
        text = self.tr("Masks as they were before the propagation: {n}.")
        self._window.status.notice(text.format(n=number))
