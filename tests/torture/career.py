"""A project that is worked on through many lives, each ended by SIGKILL at a random moment."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from cosegui.core.errors import CoseguiError
from cosegui.core.layers import empty_layers
from cosegui.storage import masks, project_file
from tests.helpers.desktop import ROOT
from tests.helpers.projects import write_photographs
from tests.torture.ledger import SIZE_HW, Account, Value, digest_of, read_ledger

PATIENCE_S = 120.0
GROUPS = {"cups": ("a.png", "b.png", "c.png"), "pots": ("d.png", "e.png")}
_ACTIONS = 120
_LAST_ACTIONS = 12
_LONGEST_LIFE_EVENTS = 160
_EARLY_SHARE = 0.12
"""Of the kills, so many come while the app starts and takes the recovery in."""


@dataclass
class Outcome:
    """What the kills have shown.

    Attributes:
        verdicts: how often which word of `Account.judge` was due.
        doing: what the app was in the middle of when it was killed.
        wrong: what should not be; empty if all is well.
    """

    kills: int = 0
    steps: int = 0
    closings: int = 0
    recoveries: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    doing: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        self.kills += other.kills
        self.steps += other.steps
        self.closings += other.closings
        self.recoveries += other.recoveries
        self.verdicts += other.verdicts
        self.doing += other.doing
        self.wrong += other.wrong


class Career:
    """One folder of photographs, its project, and its lives one after the other."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._seed = seed
        self._chance = random.Random(seed)
        self._account = Account(place=folder / "photographs")
        self._outcome = Outcome()
        self._lives = 0
        self._was_killed = False
        for name, files in GROUPS.items():
            write_photographs(self._account.place / name, files, size_hw=SIZE_HW)

    def run(self, kills: int) -> Outcome:
        """Live until so many kills have happened, and once more to the end; see `Outcome`."""
        while self._outcome.kills < kills and not self._outcome.wrong:
            self._live(self._kill_moment())
        if not self._outcome.wrong:
            self._live(None)
            self._check_files_hold_all()
        return self._outcome

    def _kill_moment(self) -> tuple[str, float]:
        """("events", n): after n lines of the ledger; ("seconds", s): after the start."""
        if self._chance.random() < _EARLY_SHARE:
            return "seconds", self._chance.uniform(0.3, 2.5)
        return "events", self._chance.randrange(2, _LONGEST_LIFE_EVENTS)

    def _live(self, moment: tuple[str, float] | None) -> None:
        """One life, killed at the moment or, for None, to its end."""
        self._lives += 1
        ledger = self._folder / f"{self._lives:03d}.ledger"
        life_seed = f"{self._seed}-{self._lives}"
        actions = _LAST_ACTIONS if moment is None else _ACTIONS
        arguments = (self._account.place, ledger, life_seed, actions)
        errors = self._folder / f"{self._lives:03d}.errors"
        with errors.open("wb") as stream:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.torture.life", *map(str, arguments)],
                cwd=ROOT,
                env={
                    **os.environ,
                    "COSEGUI_HOME": str(self._folder / "home"),
                    "QT_QPA_PLATFORM": "offscreen",
                },
                stdout=subprocess.DEVNULL,
                stderr=stream,
            )
            try:
                self._wait_for(moment, process, ledger)
            finally:
                process.kill()
                status = process.wait()
        self._take_stock(ledger, status, errors.read_text(errors="replace"))

    def _wait_for(
        self, moment: tuple[str, float] | None, process: subprocess.Popen[bytes], ledger: Path
    ) -> None:
        start = time.monotonic()
        jitter_s = self._chance.uniform(0, 0.03)
        while process.poll() is None:
            waited_s = time.monotonic() - start
            if waited_s > PATIENCE_S:
                self._outcome.wrong.append(f"{ledger} came to no end")
                return
            if moment is not None and moment[0] == "seconds" and waited_s >= moment[1]:
                return
            if moment is not None and moment[0] == "events" and _lines(ledger) >= moment[1]:
                time.sleep(jitter_s)
                return
            time.sleep(0.002)

    def _take_stock(self, ledger: Path, status: int, errors: str) -> None:
        was_killed = status == -9
        lines = list(read_ledger(ledger))
        opened = next((line for line in lines if line["event"] == "opened"), None)
        if opened is not None:
            self._judge({name: Value(*value) for name, value in opened["values"].items()})
        if status not in (0, -9) or errors.strip():
            self._wrong(f"ended with {status}: {errors}")
        if opened is None and not was_killed:
            self._wrong("nothing was opened")
        account = self._account
        for line in lines:
            account.read(line)
        self._outcome.steps += sum(line["event"] == "end" for line in lines)
        self._outcome.kills += was_killed
        self._outcome.closings += not was_killed
        if was_killed:
            self._outcome.doing[account.doing] += 1
        else:
            account.last = None
            if account.is_discarding:
                account.values, account.is_discarding = dict(account.settled), False
        self._was_killed = was_killed
        self._outcome.wrong += [self._told(text) for text in self._damaged_files()]
        self._choose_place()

    def _judge(self, found: dict[str, Value]) -> None:
        """What the new life has found, against what the last one has left."""
        account = self._account
        if account.values:
            verdict, wrong = account.judge(found)
            if self._was_killed:
                self._outcome.verdicts[verdict] += 1
            self._outcome.recoveries += self._was_killed
            for text in wrong:
                self._wrong(text)
        account.values = found
        account.settled = {**found, **account.settled} if account.is_discarding else dict(found)
        account.begin_life()

    def _choose_place(self) -> None:
        """A person looks for the project where it was last wanted, if it is there."""
        account = self._account
        wanted, account.wanted_place = account.wanted_place, None
        if wanted is not None and wanted.exists():
            account.place = wanted

    def _damaged_files(self) -> Iterator[str]:
        """Right after the kill, before anything repairs anything: every file is whole."""
        for pattern in ("*.cosegui", "*.cosegui.bak", "home/**/*.cosegui", "home/**/*.cosegui.bak"):
            for path in self._folder.glob(pattern):
                try:
                    project_file.load_project(path)
                except CoseguiError as error:
                    yield f"{path}: {error}"
        for pattern in ("*.cosegui-data/*/*.png", "home/**/*.cosegui-data/*/*.png"):
            for path in self._folder.glob(pattern):
                try:
                    with Image.open(path) as image:
                        image.load()
                except (OSError, SyntaxError, ValueError) as error:
                    yield f"{path}: {error}"

    def _check_files_hold_all(self) -> None:
        """After a proper end the files alone say it all."""
        account = self._account
        place = account.place
        if place.is_dir():
            place = next((self._folder / "home").glob("**/project.cosegui"))
        for image in project_file.load_project(place).images():
            path = project_file.layers_path(place, image.id)
            layers = masks.read_layers(path) if path.exists() else empty_layers(SIZE_HW)
            name, found = image.path.as_posix(), Value(digest_of(layers), image.state.value)
            if account.values[name] != found:
                self._wrong(f"{name} on disk: expected {account.values[name]}, found {found}")

    def _wrong(self, text: str) -> None:
        self._outcome.wrong.append(self._told(text))

    def _told(self, text: str) -> str:
        return f"career {self._seed}, life {self._lives}: {text}"


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0
