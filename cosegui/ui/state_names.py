"""The review states in the person's words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cosegui.core.project import ReviewState


def state_name(state: ReviewState) -> str:
    """The state as a heading or a choice shows it."""
    translate = QCoreApplication.translate
    return {
        ReviewState.UNSEEN: translate("ReviewState", "Unseen"),
        ReviewState.PREDICTED: translate("ReviewState", "Predicted"),
        ReviewState.CORRECTED: translate("ReviewState", "Corrected"),
        ReviewState.APPROVED: translate("ReviewState", "Approved"),
        ReviewState.EXCLUDED: translate("ReviewState", "Excluded"),
    }[state]
