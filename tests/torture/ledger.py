"""What a scripted session says of itself while it works, and what must be there after its death."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cosegui.core.layers import empty_layers, layers_from_mask
from cosegui.core.project import ReviewState
from tests.helpers.fakes import disc_hw

SIZE_HW = (96, 128)
DISC_SHARES = (0.2, 0.3, 0.4)
"""What the fake model may find."""


class Value(NamedTuple):
    """One image at one moment: a digest of its layers, and its review state."""

    digest: str
    state: str

    @property
    def follows_model(self) -> bool:
        return ReviewState(self.state).follows_model


def digest_of(layers_hw_u8: NDArray[np.uint8]) -> str:
    return hashlib.sha256(np.ascontiguousarray(layers_hw_u8).tobytes()).hexdigest()[:16]


def model_digests() -> frozenset[str]:
    """All masks that nobody has painted."""
    discs = (layers_from_mask(disc_hw(SIZE_HW, share)) for share in DISC_SHARES)
    return frozenset({digest_of(empty_layers(SIZE_HW)), *map(digest_of, discs)})


class Ledger:
    """One JSON object a line, with the system before `tell` returns: a kill cannot take it back."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o644)

    def tell(self, event: str, **values: Any) -> None:
        os.write(self._file, (json.dumps({"event": event, **values}) + "\n").encode("ascii"))


def read_ledger(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        yield from map(json.loads, path.read_text(encoding="ascii").splitlines())


@dataclass
class Account:
    """What the script's own word says of the project; goes on from life to life.

    Attributes:
        place: what to open; a save-as moves it.
        values: each image after the last finished step.
        under_way: the step that was begun and not finished.
        last: image of the last finished step, and what it was before.
        settled: the values when nothing was unsaved.
        wanted_place: a save-as that has not said whether it is done.
        is_discarding: the changes since `settled` were being given up.
    """

    place: Path
    values: dict[str, Value] = field(default_factory=dict)
    under_way: dict[str, Any] | None = None
    last: tuple[str, Value] | None = None
    settled: dict[str, Value] = field(default_factory=dict)
    wanted_place: Path | None = None
    is_discarding: bool = False
    steps: int = 0
    doing: str = "starting"

    def begin_life(self) -> None:
        """The process is new: nothing is under way, and all that was found is what counts."""
        self.under_way, self.last, self.is_discarding = None, None, False
        self.doing = "starting"

    def read(self, line: Mapping[str, Any]) -> None:
        """Take one line of the ledger in."""
        event = line["event"]
        if event == "begin":
            self.under_way, self.doing = dict(line), line["kind"]
        elif event == "about":
            assert self.under_way is not None
            self.under_way["then"] = line["then"]
        elif event in ("end", "model"):
            self._take(line)
        elif event == "doing":
            self.doing = line["what"]
            self.is_discarding = line["what"] == "discard"
        elif event == "settled":
            self.settled = dict(self.values)
        elif event == "save as":
            self.wanted_place, self.doing = Path(line["path"]), "save as"
        elif event == "moved":
            self.place, self.wanted_place = Path(line["path"]), None

    def _take(self, line: Mapping[str, Any]) -> None:
        for name, (digest, state) in line["values"].items():
            if line["event"] == "end" and self.under_way and self.under_way["image"] == name:
                self.last = (name, self.values[name])
            self.values[name] = Value(digest, state)
        if line["event"] == "end":
            self.under_way, self.doing = None, "between"
            self.steps += 1

    def judge(self, found: Mapping[str, Value]) -> tuple[str, list[str]]:
        """How what was found compares: a word for the statistics, and what should not be.

        At most one step may be missing: the one under the hand or, if there was none, the last.
        """
        verdict, wrong = "nothing missing", []
        if self.under_way is not None:
            verdict = "the step under the hand missing"
        for name, wanted in self.values.items():
            got = found.get(name)
            if got is None:
                wrong.append(f"{name} is gone")
            elif got == wanted or self._is_models_own(wanted, got):
                continue
            elif self._is_under_way(name, got):
                verdict = "nothing missing"
            elif self.under_way is None and self.last == (name, got):
                verdict = "the last step missing"
            elif self.is_discarding and got in (self.settled[name], wanted):
                continue
            else:
                wrong.append(f"{name}: expected {wanted}, found {got}; {self._context()}")
        return verdict, wrong

    def _is_under_way(self, name: str, got: Value) -> bool:
        step = self.under_way
        return step is not None and step["image"] == name and got.digest in step.get("then", ())

    def _is_models_own(self, wanted: Value, got: Value) -> bool:
        """Runs answer when they like; what nobody has corrected may be any mask of theirs."""
        return wanted.follows_model and got.follows_model and got.digest in model_digests()

    def _context(self) -> str:
        return f"under way {self.under_way}, last {self.last}, doing {self.doing}"
