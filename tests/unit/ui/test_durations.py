from __future__ import annotations

import pytest

from cosegui.ui.durations import duration_text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.4, "0 s"),
        (45, "45 s"),
        (119.4, "119 s"),
        (150, "2 min"),
        (3599, "60 min"),
        (3600, "1 h 0 min"),
        (7800, "2 h 10 min"),
    ],
)
def test_a_time_is_told_as_exactly_as_anyone_would(seconds, text):
    assert duration_text(seconds) == text
