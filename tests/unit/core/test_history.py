"""Undo and redo against a plain list of whole copies."""

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from cosegui.core.errors import ShapeError
from cosegui.core.geometry import Box
from cosegui.core.history import KEPT_STEPS, History
from cosegui.core.layers import empty_layers
from cosegui.core.painting import paint_segment

SIZE_HW = (24, 30)


def brush(layers, history, *, at, value=True, name="Brush"):
    """One stroke, recorded; returns what `push` answers."""
    before = layers.copy()
    box = paint_segment(layers, at, at, radius_px=3, value=value)
    return history.push(name, before[box.slices], layers, box)


class HistoryBesideCopies(RuleBasedStateMachine):
    """The model: all states as whole copies, and a cursor into them."""

    def __init__(self):
        super().__init__()
        self.layers = empty_layers(SIZE_HW)
        self.history = History()
        self.states = [self.layers.copy()]
        self.cursor = 0
        self.clean = 0

    @rule(
        x=st.floats(-5, 35),
        y=st.floats(-5, 30),
        radius=st.floats(0.5, 12),
        value=st.booleans(),
    )
    def stroke(self, x, y, radius, value):
        box = paint_segment(self.layers, (x, y), (y, x), radius_px=radius, value=value)
        before = self.states[self.cursor][box.slices]
        changed = self.history.push("Brush", before, self.layers, box)
        difference = np.argwhere(self.layers != self.states[self.cursor])
        assert changed.is_empty == (difference.size == 0)
        if difference.size:
            (y0, x0), (y1, x1) = difference.min(0), difference.max(0) + 1
            assert changed == Box(x0, y0, x1, y1)
            del self.states[self.cursor + 1 :]
            self.states.append(self.layers.copy())
            self.cursor += 1
            if self.clean > len(self.states) - 2:
                self.clean = -1

    @rule()
    def undo(self):
        before = self.layers.copy()
        box = self.history.undo(self.layers)
        assert box.is_empty == (self.cursor == 0)
        self.cursor = max(0, self.cursor - 1)
        before[box.slices] = self.layers[box.slices]
        np.testing.assert_array_equal(before, self.layers)

    @rule()
    def redo(self):
        box = self.history.redo(self.layers)
        assert box.is_empty == (self.cursor == len(self.states) - 1)
        self.cursor = min(len(self.states) - 1, self.cursor + 1)

    @rule()
    def save(self):
        self.history.mark_clean()
        self.clean = self.cursor

    @invariant()
    def layers_are_those_of_the_cursor(self):
        np.testing.assert_array_equal(self.layers, self.states[self.cursor])

    @invariant()
    def answers_agree(self):
        assert self.history.can_undo == (self.cursor > 0)
        assert self.history.can_redo == (self.cursor < len(self.states) - 1)
        assert self.history.is_clean == (self.clean == self.cursor)
        assert len(self.history.names) == len(self.states) - 1
        assert self.history.cursor == self.cursor


TestHistoryBesideCopies = HistoryBesideCopies.TestCase
TestHistoryBesideCopies.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)


def test_a_stroke_that_changes_nothing_adds_no_step_and_keeps_redo():
    layers, history = empty_layers(SIZE_HW), History()
    brush(layers, history, at=(5, 5))
    brush(layers, history, at=(20, 20))
    history.undo(layers)
    assert brush(layers, history, at=(5, 5)).is_empty
    assert history.names == ("Brush", "Brush")
    assert history.can_redo


def test_names_say_what_undo_and_redo_would_do():
    layers, history = empty_layers(SIZE_HW), History()
    assert (history.undo_name, history.redo_name) == ("", "")
    brush(layers, history, at=(5, 5), name="Brush")
    brush(layers, history, at=(5, 5), name="Eraser", value=False)
    assert (history.undo_name, history.redo_name) == ("Eraser", "")
    history.undo(layers)
    assert (history.undo_name, history.redo_name) == ("Brush", "Eraser")


def test_undo_past_a_save_is_dirty_and_back_to_it_is_clean():
    layers, history = empty_layers(SIZE_HW), History()
    assert history.is_clean
    brush(layers, history, at=(5, 5))
    assert not history.is_clean
    history.mark_clean()
    history.undo(layers)
    assert not history.is_clean
    history.redo(layers)
    assert history.is_clean


def test_the_saved_state_is_gone_once_a_new_stroke_replaces_it():
    layers, history = empty_layers(SIZE_HW), History()
    brush(layers, history, at=(5, 5))
    history.mark_clean()
    history.undo(layers)
    brush(layers, history, at=(20, 20))
    assert not history.is_clean
    history.undo(layers)
    assert not history.is_clean


def test_beyond_the_budget_the_oldest_go_but_a_hundred_always_stay():
    layers, history = empty_layers(SIZE_HW), History(budget_bytes=1)
    for i in range(KEPT_STEPS + 40):
        brush(layers, history, at=(5, 5), value=i % 2 == 0, name=f"step {i}")
    assert len(history.names) == KEPT_STEPS == 100
    assert history.names[0] == "step 40"
    assert not history.is_clean
    while history.can_undo:
        history.undo(layers)
    assert not history.is_clean, "the state that was saved lies before the oldest step"


def test_within_the_budget_every_step_stays():
    layers, history = empty_layers(SIZE_HW), History()
    for i in range(250):
        brush(layers, history, at=(5, 5), value=i % 2 == 0)
    assert len(history.names) == 250
    for _ in range(250):
        history.undo(layers)
    assert not layers.any()
    assert history.is_clean


def test_the_weight_is_that_of_the_steps_that_are_kept():
    layers, history = empty_layers(SIZE_HW), History()
    brush(layers, history, at=(5, 5))
    one = history.weight_bytes
    assert one > 0
    brush(layers, history, at=(20, 20))
    history.undo(layers)
    history.undo(layers)
    brush(layers, history, at=(5, 5))
    assert history.weight_bytes == one
    history.clear()
    assert history.weight_bytes == 0


def test_a_cleared_history_has_no_steps_and_is_not_clean():
    layers, history = empty_layers(SIZE_HW), History()
    brush(layers, history, at=(5, 5))
    history.clear()
    assert not history.can_undo
    assert not history.can_redo
    assert not history.is_clean
    assert history.undo(layers).is_empty


def test_a_stroke_over_a_large_photograph_weighs_little():
    layers, history = empty_layers((3000, 4000)), History()
    before = layers.copy()
    box = paint_segment(layers, (100, 100), (3900, 2900), radius_px=200, value=True)
    history.push("Brush", before[box.slices], layers, box)
    assert history.weight_bytes < 100_000
    history.undo(layers)
    np.testing.assert_array_equal(layers, before)


def test_a_patch_of_the_wrong_size_is_refused():
    layers, history = empty_layers(SIZE_HW), History()
    with pytest.raises(ShapeError):
        history.push("Brush", np.zeros((3, 3), np.uint8), layers, Box(0, 0, 4, 4))


def test_all_eight_bits_come_back():
    random = np.random.default_rng(0)
    layers = random.integers(0, 256, SIZE_HW, dtype=np.uint8)
    before, history = layers.copy(), History()
    after = random.integers(0, 256, SIZE_HW, dtype=np.uint8)
    layers[:] = after
    history.push("Paste", before, layers, Box.full(SIZE_HW))
    history.undo(layers)
    np.testing.assert_array_equal(layers, before)
    history.redo(layers)
    np.testing.assert_array_equal(layers, after)
