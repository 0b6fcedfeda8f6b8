"""The docks beside the canvas: tools and layers."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QColorDialog, QWidget
from pytestqt.qtbot import QtBot

from cosegui.ui.canvas.tools import StepName, ToolName
from cosegui.ui.canvas.view_state import Layer, ViewState
from cosegui.ui.panels.layers import LayersPanel
from cosegui.ui.panels.tools import STEP_TEXTS, ToolsPanel
from tests.helpers.canvas import FakeEditor, flat_photo
from tests.helpers.gestures import drag
from tests.ui.canvas.conftest import WatchedCanvas

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tools(canvas: WatchedCanvas, editor: FakeEditor, qtbot: QtBot) -> ToolsPanel:
    panel = ToolsPanel(editor, canvas)
    qtbot.addWidget(panel)
    return panel


@pytest.fixture
def layers(state: ViewState, editor: FakeEditor, qtbot: QtBot) -> LayersPanel:
    panel = LayersPanel(editor, state)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def show_predicted(editor: FakeEditor) -> None:
    editor.show_image("a", flat_photo((40, 60)))
    editor.set_model_layers(np.zeros((40, 60), np.uint8), np.zeros((4, 6), np.float32))


class TestTools:
    def test_every_step_of_a_tool_can_be_translated(self) -> None:
        assert {name.value for name in StepName} == set(STEP_TEXTS)

    @pytest.mark.parametrize("name", list(ToolName))
    def test_a_button_chooses_its_tool(
        self, tools: ToolsPanel, canvas: WatchedCanvas, name: ToolName
    ) -> None:
        tools.buttons[name].click()
        assert canvas.tool_name is name
        assert [each for each, button in tools.buttons.items() if button.isChecked()] == [name]

    def test_a_tool_chosen_elsewhere_shows(self, tools: ToolsPanel, canvas: WatchedCanvas) -> None:
        canvas.set_tool("lasso")
        assert tools.buttons[ToolName.LASSO].isChecked()
        assert not tools.size_slider.isEnabled()
        canvas.set_tool("eraser")
        assert tools.size_slider.isEnabled()

    def test_the_tolerance_belongs_to_the_wand(
        self, tools: ToolsPanel, canvas: WatchedCanvas
    ) -> None:
        assert tools.tolerance_slider.isHidden()
        canvas.set_tool("wand")
        assert not tools.tolerance_slider.isHidden()
        tools.tolerance_slider.slider.setValue(20)
        assert canvas.wand_tolerance == 51
        canvas.set_wand_tolerance(255)
        assert tools.tolerance_slider.value == 1.0

    def test_what_takes_many_gestures_is_applied_or_cancelled_by_buttons(
        self, tools: ToolsPanel, canvas: WatchedCanvas, editor: FakeEditor, qtbot: QtBot
    ) -> None:
        editor.show_image("a", flat_photo((40, 60)))
        assert tools.apply_button.isHidden()
        canvas.set_tool("grab_cut")
        assert not tools.apply_button.isHidden()
        assert not tools.apply_button.isEnabled()

        drag(qtbot, canvas, [(10, 10), (30, 30)])
        assert editor.tried is not None
        tools.cancel_button.click()
        assert editor.tried is None
        assert not tools.cancel_button.isEnabled()

        drag(qtbot, canvas, [(10, 10), (30, 30)])
        tools.apply_button.click()
        assert editor.steps == ["GrabCut"]
        assert not tools.apply_button.isEnabled()

    def test_the_slider_spans_fine_and_coarse_brushes(
        self, tools: ToolsPanel, canvas: WatchedCanvas
    ) -> None:
        slider = tools.size_slider.slider
        slider.setValue(slider.minimum())
        assert canvas.brush_radius == 0.5
        slider.setValue(slider.maximum())
        assert canvas.brush_radius == 2000
        slider.setValue(slider.maximum() // 2)
        assert 20 < canvas.brush_radius < 50

    def test_slider_box_and_canvas_agree(self, tools: ToolsPanel, canvas: WatchedCanvas) -> None:
        canvas.set_brush_radius(123)
        assert tools.size_slider.box.value() == 123
        assert canvas.brush_radius == 123
        tools.size_slider.box.setValue(7.5)
        assert canvas.brush_radius == 7.5

    def test_the_threshold_is_previewed_in_a_drag_and_made_a_step_at_its_end(
        self, tools: ToolsPanel, editor: FakeEditor
    ) -> None:
        show_predicted(editor)
        slider = tools.threshold_slider.slider
        slider.setSliderDown(True)
        slider.setValue(60)
        slider.setValue(70)
        assert editor.thresholds == [(0.6, False), (0.7, False)]
        slider.setSliderDown(False)
        assert editor.thresholds[-1] == (0.7, True)

    def test_a_key_on_the_threshold_is_a_step_of_its_own(
        self, tools: ToolsPanel, editor: FakeEditor
    ) -> None:
        show_predicted(editor)
        QTest.keyClick(tools.threshold_slider.slider, Qt.Key.Key_Right)
        assert editor.thresholds[-1] == (0.51, True)

    def test_the_threshold_needs_a_probability_and_leave_to_edit(
        self, tools: ToolsPanel, editor: FakeEditor
    ) -> None:
        assert not tools.threshold_slider.isEnabled()
        show_predicted(editor)
        assert tools.threshold_slider.isEnabled()
        editor.can_edit = False
        editor.image_ready.emit("a")
        assert not tools.threshold_slider.isEnabled()

    def test_a_threshold_changed_elsewhere_shows_and_is_not_set_again(
        self, tools: ToolsPanel, editor: FakeEditor
    ) -> None:
        show_predicted(editor)
        editor.threshold = 0.3
        editor.threshold_changed.emit("a", 0.3)
        assert tools.threshold_slider.value == 0.3
        assert editor.thresholds == []


class TestLayers:
    @pytest.mark.parametrize("layer", list(Layer))
    def test_switch_and_slider_change_their_layer(
        self, layers: LayersPanel, state: ViewState, editor: FakeEditor, layer: Layer
    ) -> None:
        show_predicted(editor)
        before = state.is_layer_visible(layer)
        layers.switches[layer].click()
        assert state.is_layer_visible(layer) != before
        layers.opacities[layer].slider.setValue(12)
        assert state.opacity(layer) == 0.12

    def test_what_is_changed_elsewhere_shows(self, layers: LayersPanel, state: ViewState) -> None:
        state.set_layer_visible(Layer.MASK, False)
        state.set_opacity(Layer.MASK, 0.8)
        assert not layers.switches[Layer.MASK].isChecked()
        assert layers.opacities[Layer.MASK].value == 0.8

    def test_layers_that_the_image_lacks_are_disabled_and_explained(
        self, layers: LayersPanel, editor: FakeEditor
    ) -> None:
        editor.show_image("a", flat_photo((40, 60)))
        assert not layers.switches[Layer.HEATMAP].isEnabled()
        assert layers.hint.isVisible()
        editor.set_model_layers(None, np.zeros((4, 6), np.float32))
        assert layers.switches[Layer.HEATMAP].isEnabled()
        assert not layers.switches[Layer.PROBABILITY].isEnabled()
        assert not layers.hint.isVisible()

    def test_the_opacity_of_an_outline_cannot_be_changed(
        self, layers: LayersPanel, state: ViewState
    ) -> None:
        layers.outline_box.click()
        assert state.outline_only
        assert not layers.opacities[Layer.MASK].isEnabled()

    def test_peeking_lasts_as_long_as_its_button_is_held(
        self, layers: LayersPanel, state: ViewState
    ) -> None:
        QTest.mousePress(layers.peek_button, LEFT)
        assert state.is_peeking
        QTest.mouseRelease(layers.peek_button, LEFT)
        assert not state.is_peeking

    def test_the_colour_follows_the_dialog_and_returns_when_it_is_cancelled(
        self, layers: LayersPanel, state: ViewState
    ) -> None:
        before = state.overlay_color
        layers.colour_button.click()
        dialog = layers.findChild(QColorDialog)
        assert dialog is not None
        dialog.setCurrentColor(QColor(1, 2, 3))
        assert state.overlay_color == (1, 2, 3)
        dialog.reject()
        assert state.overlay_color == before


def test_no_control_takes_the_keys_from_the_canvas_by_a_click(
    tools: ToolsPanel, layers: LayersPanel
) -> None:
    controls: list[QWidget] = [
        *tools.buttons.values(),
        tools.size_slider.slider,
        tools.threshold_slider.slider,
        tools.tolerance_slider.slider,
        tools.apply_button,
        tools.cancel_button,
        *layers.switches.values(),
        *(slider.slider for slider in layers.opacities.values()),
        layers.outline_box,
        layers.colour_button,
        layers.peek_button,
    ]
    for control in controls:
        assert control.focusPolicy() == Qt.FocusPolicy.TabFocus, control


def test_every_slider_has_a_name_for_those_who_do_not_see_it(
    tools: ToolsPanel, layers: LayersPanel
) -> None:
    sliders = [
        tools.size_slider,
        tools.threshold_slider,
        tools.tolerance_slider,
        *layers.opacities.values(),
    ]
    names = [slider.slider.accessibleName() for slider in sliders]
    assert all(names)
    assert len(set(names)) == len(names)
