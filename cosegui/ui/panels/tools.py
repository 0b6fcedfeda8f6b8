"""The tool dock: which tool, how large, and where the model's mask begins."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSize, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cosegui.session.editor import Editor
from cosegui.ui.canvas.input import MAX_RADIUS_PX, MIN_RADIUS_PX
from cosegui.ui.canvas.tools import ToolName
from cosegui.ui.canvas.view import Canvas
from cosegui.ui.icons import Icon, icon

from .sliders import PercentSlider, SizeSlider

_COLUMNS = 3
_ICONS = {
    ToolName.BRUSH: Icon.BRUSH,
    ToolName.ERASER: Icon.ERASER,
    ToolName.EDGE_BRUSH: Icon.EDGE_BRUSH,
    ToolName.FILL: Icon.FILL,
    ToolName.LASSO: Icon.LASSO,
    ToolName.POLYGON: Icon.POLYGON,
    ToolName.WAND: Icon.WAND,
    ToolName.GRAB_CUT: Icon.GRAB_CUT,
    ToolName.PAN: Icon.PAN,
}
STEP_TEXTS = (
    QT_TRANSLATE_NOOP("Steps", "Brush"),
    QT_TRANSLATE_NOOP("Steps", "Eraser"),
    QT_TRANSLATE_NOOP("Steps", "Edge brush"),
    QT_TRANSLATE_NOOP("Steps", "Edge brush, erased"),
    QT_TRANSLATE_NOOP("Steps", "Fill"),
    QT_TRANSLATE_NOOP("Steps", "Clear region"),
    QT_TRANSLATE_NOOP("Steps", "Encircle"),
    QT_TRANSLATE_NOOP("Steps", "Encircle and clear"),
    QT_TRANSLATE_NOOP("Steps", "Magic wand"),
    QT_TRANSLATE_NOOP("Steps", "Magic wand, cleared"),
    QT_TRANSLATE_NOOP("Steps", "GrabCut"),
)
"""Every `StepName`, where translators find it: the tools themselves know nothing of Qt."""
_SIZED = (ToolName.BRUSH, ToolName.ERASER, ToolName.EDGE_BRUSH, ToolName.GRAB_CUT)
_ACCEPTED = (ToolName.POLYGON, ToolName.GRAB_CUT)
"""Tools whose work takes more than one gesture, and ends with Apply or Cancel."""


class ToolsPanel(QWidget):
    """Chooses a canvas's tool and its size, and the threshold of the editor's image."""

    def __init__(self, editor: Editor, canvas: Canvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._canvas = canvas
        self.buttons = {name: self._tool_button(name) for name in ToolName}
        self.size_slider = SizeSlider(
            self.tr("Brush radius"), lowest_px=MIN_RADIUS_PX, highest_px=MAX_RADIUS_PX
        )
        self.threshold_slider = PercentSlider(
            self.tr("Threshold of the probability"), lowest=1, highest=99
        )
        self.tolerance_slider = PercentSlider(self.tr("Tolerance of the magic wand"))
        self.apply_button = self._plain_button(self.tr("Apply"), self.tr("Finish  (Return)"))
        self.cancel_button = self._plain_button(self.tr("Cancel"), self.tr("Drop it  (Escape)"))
        self._tolerance_label = QLabel(self.tr("Tolerance"))
        self._hint = QLabel()
        self._build()
        self._connect()
        self._on_tool_changed(canvas.tool_name)
        self.size_slider.set_value(canvas.brush_radius)
        self._show_tolerance(canvas.wand_tolerance)
        self._show_can_accept(canvas.can_accept)
        self._show_threshold()

    def _tool_button(self, name: ToolName) -> QToolButton:
        text, tip, _hint = tool_texts()[name]
        button = QToolButton()
        button.setIcon(icon(_ICONS[name]))
        button.setIconSize(QSize(20, 20))
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(text)
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        # By the mouse it must not take the keys away from the canvas.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setMinimumWidth(72)
        return button

    def _plain_button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(2)
        group = QButtonGroup(self)
        for place, button in enumerate(self.buttons.values()):
            group.addButton(button)
            grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
        self._hint.setProperty("role", "muted")
        self._hint.setWordWrap(True)
        threshold_label = QLabel(self.tr("Threshold"))
        threshold_label.setBuddy(self.threshold_slider)
        self.threshold_slider.setToolTip(
            self.tr("Pixels from this probability on belong to the mask; painted ones stay")
        )
        self._tolerance_label.setBuddy(self.tolerance_slider)
        self.tolerance_slider.setToolTip(
            self.tr("How much the colour may differ from the pixel that is clicked")
        )
        size_label = QLabel(self.tr("Brush radius"))
        size_label.setBuddy(self.size_slider)
        self.size_slider.setToolTip(
            self.tr("In pixels of the photograph  ([ and ], Shift for steps of ten, Shift+wheel)")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 10, 8, 12)
        layout.setSpacing(6)
        layout.addLayout(grid)
        layout.addWidget(self._hint)
        decision = QHBoxLayout()
        decision.addWidget(self.apply_button)
        decision.addWidget(self.cancel_button)
        layout.addLayout(decision)
        layout.addSpacing(4)
        layout.addWidget(size_label)
        layout.addWidget(self.size_slider)
        layout.addWidget(self._tolerance_label)
        layout.addWidget(self.tolerance_slider)
        layout.addSpacing(4)
        layout.addWidget(threshold_label)
        layout.addWidget(self.threshold_slider)
        layout.addStretch(1)

    def _connect(self) -> None:
        canvas, editor = self._canvas, self._editor
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _on, each=name: canvas.set_tool(each))
        self.size_slider.moved.connect(canvas.set_brush_radius)
        self.tolerance_slider.moved.connect(
            lambda share: canvas.set_wand_tolerance(round(share * 255))
        )
        self.apply_button.clicked.connect(canvas.accept_tool)
        self.cancel_button.clicked.connect(canvas.cancel_tool)
        canvas.wand_tolerance_changed.connect(self._show_tolerance)
        canvas.can_accept_changed.connect(self._show_can_accept)
        canvas.tool_changed.connect(self._on_tool_changed)
        canvas.brush_radius_changed.connect(self.size_slider.set_value)
        self.threshold_slider.moved.connect(lambda value: editor.set_threshold(value, final=False))
        self.threshold_slider.settled.connect(lambda value: editor.set_threshold(value, final=True))
        editor.threshold_changed.connect(self._show_threshold)
        editor.image_ready.connect(self._show_threshold)
        editor.model_layer_changed.connect(self._show_threshold)

    def _on_tool_changed(self, name: str) -> None:
        tool = ToolName(name)
        self.buttons[tool].setChecked(True)
        self._hint.setText(tool_texts()[tool][2])
        self.size_slider.setEnabled(tool in _SIZED)
        for widget in (self._tolerance_label, self.tolerance_slider):
            widget.setVisible(tool is ToolName.WAND)
        for button in (self.apply_button, self.cancel_button):
            button.setVisible(tool in _ACCEPTED)

    def _show_tolerance(self, tolerance: int) -> None:
        self.tolerance_slider.set_value(tolerance / 255)

    def _show_can_accept(self, can_accept: bool) -> None:
        self.apply_button.setEnabled(can_accept)
        self.cancel_button.setEnabled(can_accept)

    def _show_threshold(self) -> None:
        has_probability = self._editor.probability_hw_u8 is not None
        self.threshold_slider.setEnabled(has_probability and self._editor.can_edit)
        self.threshold_slider.set_value(self._editor.threshold)


def tool_texts() -> dict[ToolName, tuple[str, str, str]]:
    """For each tool: its name, its tool tip, and how it is used."""
    translate = QCoreApplication.translate
    opposite = translate("Tools", "Right button or Ctrl does the opposite.")
    return {
        ToolName.BRUSH: (
            translate("Tools", "Brush"),
            translate("Tools", "Paint what belongs to the object"),
            translate(
                "Tools",
                "Drag to paint. Right button or Ctrl erases; Shift+click paints a straight line.",
            ),
        ),
        ToolName.ERASER: (
            translate("Tools", "Eraser"),
            translate("Tools", "Rub out what does not belong to the object"),
            translate(
                "Tools",
                "Drag to erase. Right button or Ctrl paints; Shift+click erases a straight line.",
            ),
        ),
        ToolName.EDGE_BRUSH: (
            translate("Tools", "Edge brush"),
            translate("Tools", "Paint; the stroke stops at the edges of the photograph"),
            translate(
                "Tools",
                "Paint across an edge: what lies behind it is taken back when you let go. Right "
                "button or Ctrl erases.",
            ),
        ),
        ToolName.FILL: (
            translate("Tools", "Fill"),
            translate("Tools", "Fill a hole, or clear an island"),
            translate(
                "Tools", "Click into a hole to fill it. Right button or Ctrl clears an island."
            ),
        ),
        ToolName.LASSO: (
            translate("Tools", "Lasso"),
            translate("Tools", "Encircle what belongs to the object"),
            translate("Tools", "Draw around an area to fill it.") + " " + opposite,
        ),
        ToolName.POLYGON: (
            translate("Tools", "Polygon"),
            translate("Tools", "Click corner after corner around the object"),
            translate(
                "Tools",
                "Click the corners; double click or Return closes, Backspace takes one back.",
            )
            + " "
            + opposite,
        ),
        ToolName.WAND: (
            translate("Tools", "Magic wand"),
            translate("Tools", "Add the area of one colour around the pointer"),
            translate("Tools", "Click into an area of one colour to add it.") + " " + opposite,
        ),
        ToolName.GRAB_CUT: (
            translate("Tools", "GrabCut"),
            translate("Tools", "Draw a box around the object; its colours do the rest"),
            translate(
                "Tools",
                "Draw a box around the object. Then draw over what is missing, or with the right "
                "button over what is too much. Return applies, Escape cancels.",
            ),
        ),
        ToolName.PAN: (
            translate("Tools", "Hand"),
            translate("Tools", "Move the image  (Space, held)"),
            translate(
                "Tools", "Drag to move the image. Space or the middle button does so with any tool."
            ),
        ),
    }
