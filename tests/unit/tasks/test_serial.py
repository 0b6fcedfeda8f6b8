from __future__ import annotations

from functools import partial

from cosegui.core.errors import CoseguiError
from cosegui.tasks.runner import ImmediateRunner, Lane, Runner
from cosegui.tasks.serial import SerialQueue
from tests.helpers.fakes import SteppedRunner


class Log:
    def __init__(self, runner: Runner) -> None:
        self.queue = SerialQueue(runner, lane=Lane.FILES)
        self.lines: list[str] = []

    def submit(self, name: str, *, then: str = "", fails: bool = False) -> None:
        self.queue.submit(
            partial(self._work, name, fails),
            title=name,
            on_result=partial(self._on_result, then),
            on_error=lambda error: self.lines.append(str(error)),
        )

    def _work(self, name: str, fails: bool, _: object) -> str:
        self.lines.append(f"work {name}")
        if fails:
            raise CoseguiError(f"no {name}")
        return name

    def _on_result(self, then: str, name: str) -> None:
        self.lines.append(f"end {name}")
        if then:
            self.submit(then)


def test_the_next_job_starts_when_the_one_before_was_delivered() -> None:
    runner = SteppedRunner()
    log = Log(runner)
    log.submit("one")
    log.submit("two")

    assert runner.titles == ["one"]
    deliver = runner.work()
    assert runner.titles == []
    deliver()

    assert runner.titles == ["two"]
    assert not log.queue.is_idle
    runner.run_all()
    assert log.lines == ["work one", "end one", "work two", "end two"]
    assert log.queue.is_idle


def test_a_job_that_fails_does_not_hold_up_the_others() -> None:
    log = Log(SteppedRunner())
    log.submit("one", fails=True)
    log.submit("two")

    log.queue._runner.run_all()

    assert log.lines == ["work one", "no one", "work two", "end two"]


def test_what_a_callback_submits_goes_to_the_end() -> None:
    for runner in (SteppedRunner(), ImmediateRunner()):
        log = Log(runner)
        log.submit("one", then="three")
        log.submit("two")
        if isinstance(runner, SteppedRunner):
            runner.run_all()
            assert log.lines[-2:] == ["work three", "end three"]
        assert log.queue.is_idle
