"""A slice of the torture: `python -m tests.torture` does the whole of it."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.torture.career import Career
from tests.torture.ledger import Account, Value

KILLS = 5


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_five_kills_at_random_moments_lose_at_most_the_last_step(tmp_path: Path) -> None:
    outcome = Career(tmp_path, seed=4).run(KILLS)

    assert outcome.kills == KILLS
    assert outcome.wrong == []


BEFORE, AFTER, LATER = (Value(digest, "corrected") for digest in ("b", "a", "l"))


def account(*lines: dict[str, object]) -> Account:
    """Of one image that was BEFORE, and then what the lines say."""
    account = Account(Path("photographs"), {"one": BEFORE})
    for line in lines:
        account.read(line)
    return account


def begun(*then: str) -> dict[str, object]:
    return {"event": "begin", "kind": "stroke", "image": "one", "then": list(then)}


def ended(value: Value) -> dict[str, object]:
    return {"event": "end", "values": {"one": value}}


@pytest.mark.parametrize(
    ("lines", "found", "is_right"),
    [
        ((begun(), ended(AFTER)), AFTER, True),
        ((begun(), ended(AFTER)), BEFORE, True),
        ((begun(), ended(AFTER), begun("l")), LATER, True),
        ((begun(), ended(AFTER), begun("l")), AFTER, True),
        ((begun(), ended(AFTER), begun("l")), BEFORE, False),
        ((begun(), ended(AFTER), begun(), ended(LATER)), BEFORE, False),
        ((begun(), ended(AFTER)), Value("another", "corrected"), False),
        ((begun(), ended(AFTER)), Value("a", "approved"), False),
    ],
)
def test_one_missing_step_is_told_from_two(
    lines: tuple[dict[str, object], ...], found: Value, is_right: bool
) -> None:
    _verdict, wrong = account(*lines).judge({"one": found})

    assert (wrong == []) is is_right


def test_an_image_that_is_gone_is_told() -> None:
    assert account().judge({}) == ("nothing missing", ["one is gone"])
