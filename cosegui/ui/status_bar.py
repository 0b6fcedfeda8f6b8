"""The bar at the bottom: what happens now, where the pointer is, what is saved, which device."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStatusBar,
    QWidget,
)

from cosegui.core.events import RunProgress

from .icons import Icon, icon

NOTICE_MS = 8000


class StatusBar(QStatusBar):
    """Shows what it is told.

    Signals:
        cancel_requested(): the person wants the run to stop.
        training_requested(): the person wants to see the training that is at work.
    """

    cancel_requested = Signal()
    training_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._title = ""
        self.run_box = QWidget(self)
        self.run_label = QLabel(self.run_box)
        self.run_bar = QProgressBar(self.run_box)
        self.cancel_button = QPushButton(icon(Icon.CANCEL), self.tr("Cancel"), self.run_box)
        self.training_button = QPushButton(icon(Icon.TEACH), "", self)
        self.working_label = QLabel(self)
        self.cursor_label = QLabel(self)
        self.zoom_label = QLabel(self)
        self.save_label = QLabel(self)
        self.device_label = QLabel(self)
        self._build()

    def _build(self) -> None:
        self.run_bar.setTextVisible(False)
        self.run_bar.setFixedWidth(140)
        self.run_bar.setAccessibleName(self.tr("Progress of the run"))
        self.cancel_button.setProperty("role", "small")
        self.cancel_button.clicked.connect(self.cancel_requested)
        row = QHBoxLayout(self.run_box)
        row.setContentsMargins(4, 1, 4, 1)
        row.setSpacing(10)
        self.cancel_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self.run_label)
        row.addWidget(self.run_bar)
        row.addWidget(self.cancel_button)
        self.run_box.hide()
        self.addPermanentWidget(self.run_box)
        self.training_button.setProperty("role", "small")
        self.training_button.setToolTip(self.tr("Show the training"))
        self.training_button.clicked.connect(self.training_requested)
        self.training_button.hide()
        self.addPermanentWidget(self.training_button)
        for label, name in (
            (self.working_label, self.tr("What is being computed")),
            (self.cursor_label, self.tr("Pointer position")),
            (self.zoom_label, self.tr("Zoom")),
            (self.save_label, self.tr("Save state")),
            (self.device_label, self.tr("Device in use")),
        ):
            label.setProperty("role", "status")
            # As its name it would be read out in place of the text.
            label.setAccessibleDescription(name)
            self.addPermanentWidget(label)
        self.device_label.setToolTip(self.tr("The device that the model runs on"))

    def notice(self, text: str) -> None:
        """A passing message."""
        self.showMessage(text, NOTICE_MS)

    def show_run(self, title: str) -> None:
        """A run has begun."""
        self._title = title
        self.run_bar.setRange(0, 0)
        self.run_label.setText(title)
        self.run_box.show()

    def show_progress(self, progress: RunProgress) -> None:
        """How far the run is."""
        # Nothing is done while the model is loading: a bar that moves without saying how far.
        self.run_bar.setRange(0, progress.total if progress.done else 0)
        self.run_bar.setValue(progress.done)
        parts = [self._title, f"{progress.done} / {progress.total}"]
        if progress.seconds_left is not None:
            parts.append(time_left(progress.seconds_left))
        self.run_label.setText("  ·  ".join(parts))
        self.run_label.setToolTip(progress.message)

    def hide_run(self) -> None:
        """No run is going on."""
        self.run_box.hide()

    def show_training(
        self, epoch: int, epochs: int, seconds_left: float | None, *, is_over: bool
    ) -> None:
        """A model is being taught, or has been and waits for a decision."""
        if is_over:
            text = self.tr("The training has ended")
        else:
            text = self.tr("Teaching: pass {n} of {all}").format(n=epoch, all=epochs or "…")
            if seconds_left is not None:
                text = f"{text}  ·  {time_left(seconds_left)}"
        self.training_button.setText(text)
        self.training_button.show()

    def hide_training(self) -> None:
        """No model is being taught out of sight."""
        self.training_button.hide()

    def show_working(self, name: str) -> None:
        """What is being computed for the image that is shown, "" for nothing."""
        self.working_label.setText(self.tr("{name}…").format(name=name) if name else "")

    def show_pointer(self, x: int | None, y: int | None) -> None:
        """The image pixel under the pointer, None outside."""
        self.cursor_label.setText("" if x is None or y is None else f"{x}, {y}")

    def show_zoom(self, zoom: float | None) -> None:
        """Screen pixels per image pixel; None where no image is shown."""
        self.zoom_label.setText("" if zoom is None else f"{zoom * 100:.0f} %")

    def show_device(self, device_name: str, *, has_failed: bool = False) -> None:
        """What the model really runs on; "" until it is loaded, for ever where that failed."""
        missing = self.tr("No model") if has_failed else self.tr("Model is loading…")
        self.device_label.setText(device_name or missing)

    def show_save_state(
        self,
        *,
        is_open: bool,
        is_busy: bool,
        is_dirty: bool,
        is_read_only: bool,
        is_draft: bool,
    ) -> None:
        """Whether everything is on disk."""
        if not is_open:
            text, tip = "", ""
        elif is_read_only:
            text = self.tr("Read-only")
            tip = self.tr("Save As makes a copy that can be changed.")
        elif is_busy:
            text, tip = self.tr("Saving…"), ""
        elif is_dirty:
            text = self.tr("Not saved")
            tip = self.tr("Saved by itself in a moment; Ctrl+S saves now.")
        elif is_draft:
            text = self.tr("Draft saved")
            tip = self.tr("Kept in your user data folder. Ctrl+S makes a project file of it.")
        else:
            text, tip = self.tr("Saved"), ""
        self.save_label.setText(text)
        self.save_label.setToolTip(tip)


def time_left(seconds: float) -> str:
    """A rest of time as people say it: "about 12 s left", "about 3 min left"."""
    if seconds < 90:
        text = QCoreApplication.translate("StatusBar", "about {n} s left")
        return text.format(n=max(1, round(seconds)))
    text = QCoreApplication.translate("StatusBar", "about {n} min left")
    return text.format(n=round(seconds / 60))
