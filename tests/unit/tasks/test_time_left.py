from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cosegui.tasks.time_left import TimeLeft


def test_nothing_is_said_before_there_is_something_to_judge_by() -> None:
    left = TimeLeft()

    assert left.update(0.0, 100.0) is None
    assert left.update(0.5, 100.2) is None, "half in a fifth of a second may be a cached start"
    assert left.update(0.001, 130.0) is None, "no step has ended"


def test_a_steady_pace_is_told_exactly() -> None:
    left = TimeLeft()
    for step in range(5):
        answer = left.update(step / 10, 50.0 + 2.0 * step)

    assert answer == pytest.approx(12.0)


def test_time_before_the_first_report_does_not_count() -> None:
    """Loading the model takes long and happens once."""
    left = TimeLeft()
    left.update(0.0, 1000.0)

    assert left.update(0.5, 1004.0) == pytest.approx(4.0)


def test_it_counts_down_while_a_step_lasts() -> None:
    left = TimeLeft()
    left.update(0.0, 0.0)
    left.update(0.5, 4.0)

    assert left.update(0.5, 5.0) == pytest.approx(3.0)


def test_it_never_falls_below_zero() -> None:
    left = TimeLeft()
    left.update(0.0, 0.0)
    left.update(0.9, 9.0)

    assert left.update(0.9, 500.0) == 0.0


def test_a_slower_pace_is_followed() -> None:
    left = TimeLeft()
    now = 0.0
    for step in range(400):
        now += 0.1 if step < 100 else 1.0
        answer = left.update(step / 1000, now)

    assert answer == pytest.approx(601.0, rel=0.01)


def test_nothing_is_left_at_the_end() -> None:
    assert TimeLeft().update(1.0, 3.0) == 0.0


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.floats(0, 100)),
        max_size=60,
    )
)
def test_any_reports_give_a_time_that_is_none_or_not_negative(
    reports: list[tuple[float, float]],
) -> None:
    left = TimeLeft()
    now = 0.0
    for fraction, seconds in reports:
        now += seconds
        answer = left.update(fraction, now)
        assert answer is None or answer >= 0.0
