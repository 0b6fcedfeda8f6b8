"""Damage: bytes that a disk or a stranger may have changed, and values that nobody expects."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random
from typing import Any

_EXTREME_BYTES = (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\1\0\0\0")
_ODD_VALUES: tuple[Any, ...] = (
    *(None, True, -1, 0, 1, 2**31, 10**30, -(10**30), 0.5, 1e308, float("nan"), float("inf")),
    *("", "x", "../../../etc/passwd", "/etc/passwd", "C:\\a.png", "a\0b", "\ud800", "9" * 5000),
    *([], [None], [[]], {}, {"a": 1}, [1, 2], [0.5, 0.5], [[0, 0], [9, 9]], "a" * 100_000),
)
_ODD_WORDS = ("-1", "0", "1e309", "nan", "99999999999999999999", "", "../..", "&#0;", "<", "x")


def damaged(content: bytes, random: Random) -> bytes:
    """The content after one to four changes; text that is JSON or XML also by its values."""
    how: list[Callable[[bytes, Random], bytes]] = [_flip, _cut, _extreme, _repeat, _drop, _insert]
    if content[:1] in (b"{", b"["):
        how = [_odd_json] * 3 + [_flip, _cut]
    elif content[:1] == b"<":
        how = [_odd_word] * 3 + [_flip, _cut]
    for _ in range(random.randint(1, 4)):
        if content:
            content = random.choice(how)(content, random)
    return content


def _place(content: bytes, random: Random) -> int:
    """Heads of files hold what decides how the rest is read: half of all places are there."""
    most = len(content) - 1
    return random.randint(0, min(most, 200) if random.random() < 0.5 else most)


def _flip(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(random.randint(1, 4)):
        changed[_place(content, random)] = random.randrange(256)
    return bytes(changed)


def _cut(content: bytes, random: Random) -> bytes:
    return content[: _place(content, random)]


def _extreme(content: bytes, random: Random) -> bytes:
    at, value = _place(content, random), random.choice(_EXTREME_BYTES)
    return content[:at] + value + content[at + len(value) :]


def _repeat(content: bytes, random: Random) -> bytes:
    at = _place(content, random)
    return content[:at] + content[at : at + 64] * random.randint(1, 50) + content[at:]


def _drop(content: bytes, random: Random) -> bytes:
    at = _place(content, random)
    return content[:at] + content[at + random.randint(1, 64) :]


def _insert(content: bytes, random: Random) -> bytes:
    at = _place(content, random)
    return content[:at] + random.randbytes(random.randint(1, 16)) + content[at:]


def _odd_json(content: bytes, random: Random) -> bytes:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return _flip(content, random)
    places = list(_places(value))
    if not places:
        return json.dumps(random.choice(_ODD_VALUES)).encode()
    holder, key = random.choice(places)
    if random.random() < 0.15 and isinstance(holder, dict):
        del holder[key]
    elif random.random() < 0.15:
        other, other_key = random.choice(places)
        holder[key] = json.loads(json.dumps(other[other_key]))
    else:
        holder[key] = random.choice(_ODD_VALUES)
    return json.dumps(value).encode()


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of a JSON value; of a long list the first ones."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        keys = list(holder) if isinstance(holder, dict) else range(min(len(holder), 8))
        for key in keys:
            found.append((holder, key))
            if isinstance(holder[key], dict | list):
                waiting.append(holder[key])
    return found


def _odd_word(content: bytes, random: Random) -> bytes:
    words = list(re.finditer(rb"[A-Za-z0-9_.-]+", content))
    if not words:
        return _flip(content, random)
    start, end = random.choice(words).span()
    return content[:start] + random.choice(_ODD_WORDS).encode() + content[end:]
