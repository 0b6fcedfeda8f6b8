from __future__ import annotations

import numpy as np

from cosegui.core.geometry import Box
from cosegui.core.history import KEPT_STEPS
from cosegui.core.project import ReviewState
from cosegui.session.edit_history import EditHistory, EntryChange, EntryValues

SIZE_HW = (8, 10)
WHOLE = Box.full(SIZE_HW)


def change(number: int) -> EntryChange:
    """The change of step `number`, told apart by its area."""
    return EntryChange(
        EntryValues(ReviewState.CORRECTED, number / 1000, 0.5),
        EntryValues(ReviewState.CORRECTED, (number + 1) / 1000, 0.5),
    )


def push(history: EditHistory, layers: np.ndarray, number: int) -> None:
    before = layers.copy()
    layers[number % 8, number % 10] ^= 1
    history.push(f"step {number}", before, layers, WHOLE, change(number))


def test_undo_and_redo_give_the_change_of_the_step_they_pass() -> None:
    history, layers = EditHistory(), np.zeros(SIZE_HW, np.uint8)
    push(history, layers, 0)
    push(history, layers, 1)

    assert history.undo(layers) == (Box(1, 1, 2, 2), change(1))
    assert history.undo(layers) == (Box(0, 0, 1, 1), change(0))
    assert history.undo(layers) is None
    assert history.redo(layers) == (Box(0, 0, 1, 1), change(0))
    assert history.redo(layers) == (Box(1, 1, 2, 2), change(1))
    assert history.redo(layers) is None


def test_a_new_step_replaces_what_could_be_redone() -> None:
    history, layers = EditHistory(), np.zeros(SIZE_HW, np.uint8)
    for number in range(3):
        push(history, layers, number)
    history.undo(layers)
    history.undo(layers)

    push(history, layers, 7)

    assert history.names == ("step 0", "step 7")
    undone = history.undo(layers)
    assert undone is not None
    assert undone[1] == change(7)


def test_a_step_that_changes_nothing_leaves_everything() -> None:
    history, layers = EditHistory(), np.zeros(SIZE_HW, np.uint8)
    push(history, layers, 0)
    history.undo(layers)

    assert history.push("nothing", layers.copy(), layers, WHOLE, change(5)).is_empty

    assert history.can_redo
    redone = history.redo(layers)
    assert redone is not None
    assert redone[1] == change(0)


def test_steps_and_changes_stay_together_when_the_oldest_go() -> None:
    history, layers = EditHistory(budget_bytes=0), np.zeros(SIZE_HW, np.uint8)
    for number in range(KEPT_STEPS + 7):
        push(history, layers, number)

    assert len(history.names) == KEPT_STEPS
    for number in reversed(range(7, KEPT_STEPS + 7)):
        undone = history.undo(layers)
        assert undone is not None
        assert undone[1] == change(number)
    assert not history.can_undo
