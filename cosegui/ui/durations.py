"""Spans of time in a person's words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

_MINUTE_S, _HOUR_S = 60, 3600


def duration_text(seconds: float) -> str:
    """As "45 s", "3 min" or "2 h 10 min": as exact as anyone would say it."""
    translate = QCoreApplication.translate
    whole = round(seconds)
    if whole < 2 * _MINUTE_S:
        return translate("durations", "{seconds} s").format(seconds=whole)
    if whole < _HOUR_S:
        return translate("durations", "{minutes} min").format(minutes=round(whole / _MINUTE_S))
    hours, rest_s = divmod(whole, _HOUR_S)
    minutes = rest_s // _MINUTE_S
    text = translate("durations", "{hours} h {minutes} min")
    return text.format(hours=hours, minutes=minutes)
