"""Runs of the model and the walk through the images: what is asked for, and what comes of it."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QObject

from cosegui.core.events import OutcomeStatus, RunSummary
from cosegui.core.ports import Doubt
from cosegui.core.project import ReviewState
from cosegui.session.session import Session
from cosegui.ui.durations import duration_text
from cosegui.ui.icons import Icon
from cosegui.ui.main_window import MainWindow
from cosegui.ui.messages import tell_error


class ReviewCommands(QObject):
    """Acts on the session's predictions and on the review state of the current image."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = session.workspace
        self._predictions = session.predictions
        self._is_summary_due = False
        self._predictions.run_finished.connect(self._on_run_finished)
        self._predictions.failed.connect(self._on_failed)

    # Runs

    def run_group(self) -> None:
        """Run on the group of the current image."""
        image_id = self._workspace.current_image_id
        if image_id:
            self.run_group_id(self._workspace.group_of(image_id).id)

    def run_group_id(self, group_id: str) -> None:
        """Run on one group."""
        self._window.banner.clear()
        self._predictions.run_group(group_id)

    def run_unreviewed(self) -> None:
        """Run on all groups that hold an image which nobody has reviewed."""
        project = self._workspace.project
        if project is not None and all(image.state.is_reviewed for image in project.images()):
            self._window.status.notice(self.tr("Every image is reviewed: there is nothing to run."))
            return
        self._window.banner.clear()
        self._is_summary_due = True
        self._predictions.run_unreviewed()

    def run_if_new(self) -> None:
        """Run on all groups of a project that no model has seen."""
        project = self._workspace.project
        if project is not None and all(
            image.state is ReviewState.UNSEEN for image in project.images()
        ):
            self._predictions.run_unreviewed()

    def cancel_run(self) -> None:
        """Stop the run; masks that are finished stay."""
        self._predictions.cancel()

    def _on_run_finished(self, summary: RunSummary) -> None:
        is_summary_due, self._is_summary_due = self._is_summary_due, False
        done = summary.count(OutcomeStatus.DONE)
        if summary.count(OutcomeStatus.CANCELLED):
            self._window.status.notice(
                self.tr("The run was stopped. Images done: {n}.").format(n=done)
            )
        elif not summary.failures:
            text = self.tr("Images done: {n}, in {seconds:.1f} s on {device}.")
            self._window.status.notice(
                text.format(n=done, seconds=summary.seconds, device=summary.device)
            )
        if summary.failures:
            self._tell_failures(summary)
        elif is_summary_due and done:
            self._tell_summary(summary)
        elif summary.notices:
            self._window.banner.show_text("\n".join(summary.notices), mark=Icon.WARNING)

    def _tell_summary(self, summary: RunSummary) -> None:
        """What came of a run over the whole project, and the way on."""
        states = Counter(
            self._workspace.image(each.image_id).state
            for each in summary.outcomes
            if self._workspace.has_image(each.image_id)
        )
        reviewed = states[ReviewState.CORRECTED] + states[ReviewState.APPROVED]
        lines = [
            self.tr("{n} new masks in {time} on {device}.").format(
                n=states[ReviewState.PREDICTED],
                time=duration_text(summary.seconds),
                device=summary.device,
            )
        ]
        if reviewed:
            lines.append(self.tr("Kept, because you reviewed them: {n}.").format(n=reviewed))
        if states[ReviewState.EXCLUDED]:
            excluded = self.tr("Excluded: {n}.")
            lines.append(excluded.format(n=states[ReviewState.EXCLUDED]))
        self._window.banner.show_text(
            " ".join([*lines, *summary.notices]),
            mark=Icon.WARNING if summary.notices else Icon.RUN_ALL,
            action_text=self.tr("Go to the Least Sure"),
            on_action=self.next_unreviewed,
        )

    def _tell_failures(self, summary: RunSummary) -> None:
        number = len(summary.failures)
        lines = [
            f"{self._workspace.image(each.image_id).name}: {each.message}"
            for each in summary.failures
            if self._workspace.has_image(each.image_id)
        ]
        title = self.tr("Images that could not be done: {n}").format(n=number)

        def show() -> None:
            shown = "\n".join(lines[:10])
            rest = "\n".join(lines) if len(lines) > 10 else ""
            tell_error(self._window, title, shown, rest)

        self._window.banner.show_text(
            self.tr("{title}. The others have their masks.").format(title=title),
            mark=Icon.FAILED,
            action_text=self.tr("Show Which"),
            on_action=show,
        )

    def _on_failed(self, title: str, text: str) -> None:
        tell_error(self._window, title, text)

    # Review

    def previous_image(self) -> None:
        """Go to the image before."""
        self._workspace.step_image(-1)

    def next_image(self) -> None:
        """Go to the image after."""
        self._workspace.step_image(1)

    def next_unreviewed(self) -> None:
        """Go to the image whose review matters most."""
        if not self._workspace.next_unreviewed():
            self._window.status.notice(self.tr("Every image is reviewed."))
            return
        self._tell_why()

    def _tell_why(self) -> None:
        """Why the queue comes to the current image."""
        image = self._workspace.image(self._workspace.current_image_id)
        doubt = self._workspace.worths.doubt(image)
        reasons = {
            Doubt.UNSURE: self.tr("{name}: the model is least sure of it."),
            Doubt.TYPICAL: self.tr(
                "{name}: the model is unsure, and many images are like it. Correcting it teaches "
                "most."
            ),
            Doubt.DISAGREEMENT: self.tr("{name}: network and examples disagree here."),
        }
        if doubt is not None:
            self._window.status.notice(reasons[doubt].format(name=image.name))

    def approve_and_next(self) -> None:
        """The current mask is right."""
        image_id = self._workspace.current_image_id
        if not image_id:
            return
        self._workspace.set_state(image_id, ReviewState.APPROVED)
        self.next_unreviewed()

    def toggle_excluded(self) -> None:
        """Leave the current image out, or take it in again in the state that it had."""
        image_id = self._workspace.current_image_id
        if not image_id:
            return
        is_excluded = self._workspace.image(image_id).state is ReviewState.EXCLUDED
        # Taking the decision back gives the image the state that it had before.
        state = ReviewState.UNSEEN if is_excluded else ReviewState.EXCLUDED
        self._workspace.set_state(image_id, state)
