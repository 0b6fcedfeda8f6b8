"""How long a run will still take, from when its steps ended. Pure: the clock is the caller's."""

from __future__ import annotations

from collections import deque

_WINDOW_STEPS = 32
_LEAST_SECONDS = 1.0
_LEAST_FRACTION = 0.02


class TimeLeft:
    """Estimates from the pace of the last steps; time before the first report does not count.

    The pace is that of a window of recent reports, so that a few large photographs among small
    ones, or a machine that gets busy, are followed within the window and not averaged away.
    """

    def __init__(self) -> None:
        self._reports: deque[tuple[float, float]] = deque(maxlen=_WINDOW_STEPS)
        self._first: tuple[float, float] | None = None

    def update(self, fraction: float, now_s: float) -> float | None:
        """Take in that `fraction` in [0, 1] of the work is done at `now_s` (monotonic seconds).

        Returns: seconds left; None while less than a second or a fiftieth of the work has been
            seen, since a guess made of that is worse than none. 0 when all is done.
        """
        if fraction >= 1.0:
            return 0.0
        if self._first is None:
            self._first = (fraction, now_s)
        if not self._reports or fraction > self._reports[-1][0]:
            self._reports.append((fraction, now_s))
        first_fraction, first_s = self._first
        if now_s - first_s < _LEAST_SECONDS or fraction - first_fraction < _LEAST_FRACTION:
            return None
        oldest_fraction, oldest_s = self._reports[0]
        newest_fraction, newest_s = self._reports[-1]
        if newest_fraction <= oldest_fraction:
            oldest_fraction, oldest_s = self._first
        seconds_per_unit = (newest_s - oldest_s) / (newest_fraction - oldest_fraction)
        # The step under way began at the newest report: its time so far is already paid.
        left = seconds_per_unit * (1.0 - newest_fraction) - (now_s - newest_s)
        return max(0.0, left)
