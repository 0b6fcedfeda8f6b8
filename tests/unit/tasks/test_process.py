"""Children are small Python programs: the same interpreter on every system."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cosegui.tasks.process import JsonLinesProcess
from tests.helpers.logfail import LogGuard

ECHO = """
import json, sys
print(json.dumps({"event": "ready"}), flush=True)
for line in sys.stdin:
    command = json.loads(line)
    if command["command"] == "stop":
        print(json.dumps({"event": "stopped"}), flush=True)
        sys.exit(0)
    print(json.dumps({"event": "heard", "text": command["text"]}), flush=True)
"""

DEAF = """
import json, sys
print(json.dumps({"event": "ready"}), flush=True)
while True:
    sys.stdin.readline()
"""


class Child:
    """A process with all it said."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.process = JsonLinesProcess()
        self.events: list[dict] = []
        self.texts: list[str] = []
        self.endings: list[tuple[int, bool]] = []
        self.process.event_received.connect(self.events.append)
        self.process.text_received.connect(self.texts.append)
        self.process.finished.connect(lambda code, crashed: self.endings.append((code, crashed)))

    def start(self, program: str) -> None:
        self.process.start(sys.executable, ["-u", "-c", program])

    def run(self, program: str) -> None:
        with self.qtbot.waitSignal(self.process.finished, timeout=20_000):
            self.start(program)

    def start_until_ready(self, program: str) -> None:
        with self.qtbot.waitSignal(self.process.event_received, timeout=20_000):
            self.start(program)


@pytest.fixture
def child(qtbot: QtBot) -> Iterator[Child]:
    child = Child(qtbot)
    yield child
    assert child.process.kill_and_wait()


def test_every_json_object_is_an_event_and_all_else_is_text(child: Child) -> None:
    child.run(
        "import sys\n"
        "print('{\"epoch\": 1}')\n"
        "print('loading weights')\n"
        "print('[1, 2]')\n"
        "print('careful', file=sys.stderr)\n"
    )

    assert child.events == [{"epoch": 1}]
    assert sorted(child.texts) == ["[1, 2]", "careful", "loading weights"]
    assert child.endings == [(0, False)]


def test_a_line_that_comes_in_pieces_is_one_event(child: Child) -> None:
    child.run(
        "import sys\n"
        'data = \'{"name": "über"}\\n\'.encode()\n'
        "for byte in data:\n"
        "    sys.stdout.buffer.write(bytes([byte])); sys.stdout.buffer.flush()\n"
    )

    assert child.events == [{"name": "über"}]


def test_a_last_line_without_its_end_is_not_lost(child: Child) -> None:
    child.run("import sys; sys.stdout.write('{\"epoch\": 2}')")

    assert child.events == [{"epoch": 2}]


def test_commands_reach_the_child(child: Child) -> None:
    child.start_until_ready(ECHO)

    with child.qtbot.waitSignal(child.process.event_received, timeout=20_000):
        child.process.send({"command": "say", "text": "größer"})

    assert child.events[-1] == {"event": "heard", "text": "größer"}


def test_stop_lets_the_child_end_by_itself(child: Child) -> None:
    child.start_until_ready(ECHO)

    with child.qtbot.waitSignal(child.process.finished, timeout=20_000):
        child.process.stop(grace_ms=15_000)

    assert child.events[-1] == {"event": "stopped"}
    assert child.endings == [(0, False)]
    assert not child.process.is_running


def test_a_child_deaf_to_stop_is_killed(child: Child) -> None:
    child.start_until_ready(DEAF)

    with child.qtbot.waitSignal(child.process.finished, timeout=20_000):
        child.process.stop(grace_ms=1)

    assert len(child.endings) == 1
    assert child.endings[0][1], "it crashed as far as Qt is concerned"


def test_the_exit_code_is_told(child: Child) -> None:
    child.run("import sys; sys.exit(3)")

    assert child.endings == [(3, False)]


def test_a_program_that_is_not_there_fails_with_advice(
    child: Child, tmp_path: Path, log_guard: LogGuard
) -> None:
    missing = str(tmp_path / "missing-program")

    with (
        log_guard.expect("could not be started"),
        child.qtbot.waitSignal(child.process.failed, timeout=20_000) as failed,
    ):
        child.process.start(missing, [])

    assert missing in failed.args[0]
    assert "Reinstall" in failed.args[0]
    assert not child.process.is_running
    assert child.endings == []


def test_a_second_child_may_follow_but_not_overlap(child: Child) -> None:
    child.start_until_ready(ECHO)
    with pytest.raises(RuntimeError, match="still running"):
        child.start(ECHO)
    assert child.process.kill_and_wait()

    child.run("print('{\"second\": true}')")

    assert child.events[-1] == {"second": True}


def test_the_environment_of_the_child_is_ours_with_additions(child: Child) -> None:
    with child.qtbot.waitSignal(child.process.finished, timeout=20_000):
        child.process.start(
            sys.executable,
            ["-c", "import os, json; print(json.dumps({'answer': os.environ['COSEGUI_TEST']}))"],
            environment={"COSEGUI_TEST": "42"},
        )

    assert child.events == [{"answer": "42"}]
