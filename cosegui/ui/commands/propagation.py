"""Propagating corrections: asking for it, telling what it changed, taking it back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from cosegui.session.repair import Repair
from cosegui.session.session import Session
from cosegui.ui.icons import Icon
from cosegui.ui.main_window import MainWindow

NAMES_SHOWN = 6


class PropagationCommands(QObject):
    """Acts on the group of the current image."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = session.workspace
        self._predictions = session.predictions
        self._repairs = session.predictions.repairs
        self._repairs.repaired.connect(self._on_repaired)
        self._repairs.taken_back.connect(self._on_taken_back)

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

    def _on_taken_back(self, number: int) -> None:
        self._window.banner.clear()
        text = self.tr("Masks as they were before the propagation: {n}.")
        self._window.status.notice(text.format(n=number))
