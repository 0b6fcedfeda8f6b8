"""Threads under test are held and released by events; nothing here sleeps."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from cosegui.core.errors import Cancelled, CoseguiError
from cosegui.core.events import RunProgress
from cosegui.tasks.runner import ImmediateRunner, Lane, Task, TaskContext, TaskRunner
from tests.helpers.fakes import Pause
from tests.helpers.logfail import LogGuard


@pytest.fixture
def runner(qapp: object) -> Iterator[TaskRunner]:
    runner = TaskRunner(file_threads=2)
    yield runner
    runner.shutdown()


class Mailbox:
    """Collects what a task delivers, and on which thread."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.errors: list[Exception] = []
        self.progress: list[RunProgress] = []
        self.partials: list[object] = []
        self.dropped: list[object] = []
        self.threads: set[int] = set()

    def submit(
        self,
        runner: TaskRunner | ImmediateRunner,
        function: Callable[[TaskContext], object],
        *,
        lane: Lane = Lane.FILES,
        priority: int = 0,
    ) -> Task:
        return runner.submit(
            function,
            lane=lane,
            title="a task",
            on_result=self._collect(self.results),
            on_error=self._collect(self.errors),
            on_progress=self._collect(self.progress),
            on_partial=self._collect(self.partials),
            on_dropped=self._collect(self.dropped),
            priority=priority,
        )

    def _collect(self, into: list) -> Callable[[object], None]:
        def collect(value: object) -> None:
            self.threads.add(threading.get_ident())
            into.append(value)

        return collect


@pytest.mark.parametrize("lane", list(Lane))
def test_a_task_works_in_another_thread_and_its_result_comes_to_this_one(
    runner: TaskRunner, qtbot: QtBot, lane: Lane
) -> None:
    mailbox = Mailbox()

    mailbox.submit(runner, lambda _: threading.get_ident(), lane=lane)

    qtbot.waitUntil(lambda: bool(mailbox.results))
    assert mailbox.results != [threading.get_ident()]
    assert mailbox.threads == {threading.get_ident()}


def test_nothing_is_delivered_before_the_event_loop_runs(runner: TaskRunner, qtbot: QtBot) -> None:
    mailbox = Mailbox()
    ended = threading.Event()
    task = mailbox.submit(runner, lambda _: ended.set())

    assert ended.wait(20)
    assert mailbox.results == []
    assert not task.is_done

    qtbot.waitUntil(lambda: task.is_done)
    assert mailbox.results == [None]


def test_an_error_is_delivered_and_the_lane_lives_on(runner: TaskRunner, qtbot: QtBot) -> None:
    mailbox = Mailbox()

    def fail(_: TaskContext) -> None:
        raise CoseguiError("no such file: choose another")

    mailbox.submit(runner, fail, lane=Lane.MODEL)
    mailbox.submit(runner, lambda _: "still alive", lane=Lane.MODEL)

    qtbot.waitUntil(lambda: bool(mailbox.results))
    assert [str(error) for error in mailbox.errors] == ["no such file: choose another"]
    assert mailbox.results == ["still alive"]


def test_an_error_that_nobody_foresaw_is_logged_with_its_task(
    runner: TaskRunner, qtbot: QtBot, log_guard: LogGuard
) -> None:
    mailbox = Mailbox()

    with log_guard.expect("a task failed"):
        mailbox.submit(runner, lambda _: 1 / 0)
        qtbot.waitUntil(lambda: bool(mailbox.errors))

    assert isinstance(mailbox.errors[0], ZeroDivisionError)


def test_progress_and_parts_come_in_order_and_before_the_result(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    order: list[object] = []

    def work(context: TaskContext) -> str:
        context.progress(RunProgress(1, 2))
        context.emit_partial("first half")
        context.progress(RunProgress(2, 2))
        context.emit_partial("second half")
        return "whole"

    task = runner.submit(
        work,
        lane=Lane.FILES,
        title="a task",
        on_result=order.append,
        on_error=order.append,
        on_progress=lambda progress: order.append(progress.done),
        on_partial=order.append,
    )

    qtbot.waitUntil(lambda: task.is_done)
    assert order == [1, "first half", 2, "second half", "whole"]


def test_the_model_lane_is_one_thread_however_many_tasks_come(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    mailbox = Mailbox()
    for _ in range(20):
        mailbox.submit(runner, lambda _: threading.get_ident(), lane=Lane.MODEL)

    qtbot.waitUntil(lambda: len(mailbox.results) == 20)
    assert len(set(mailbox.results)) == 1


def test_files_are_read_side_by_side(runner: TaskRunner, qtbot: QtBot) -> None:
    mailbox = Mailbox()
    meeting = threading.Barrier(2)
    for _ in range(2):
        mailbox.submit(runner, lambda _: meeting.wait(20))

    qtbot.waitUntil(lambda: len(mailbox.results) == 2)
    assert sorted(mailbox.results) == [0, 1]


def test_a_cancelled_task_delivers_nothing_however_late_it_ends(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    mailbox = Mailbox()
    pause = Pause()

    def work(context: TaskContext) -> str:
        context.emit_partial("posted before the cancel")
        pause.hold()
        context.emit_partial("late")
        return "late result"

    task = mailbox.submit(runner, work)
    pause.wait_reached()
    task.cancel()
    assert task.is_done
    pause.go_on.set()

    qtbot.waitUntil(lambda: bool(mailbox.dropped))
    assert mailbox.dropped == ["late result"]
    assert mailbox.partials == mailbox.results == mailbox.errors == []


def test_a_result_already_posted_when_the_task_is_cancelled_is_dropped(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    mailbox = Mailbox()
    task = mailbox.submit(runner, lambda _: "whole", lane=Lane.MODEL)
    behind = Mailbox()
    waiting = threading.Event()
    behind.submit(runner, lambda _: waiting.set(), lane=Lane.MODEL)
    assert waiting.wait(20)  # one thread: the first task has posted its result by now

    task.cancel()

    qtbot.waitUntil(lambda: bool(behind.results))
    assert mailbox.results == []
    assert mailbox.dropped == ["whole"]


def test_a_task_cancelled_while_it_waits_never_starts(runner: TaskRunner, qtbot: QtBot) -> None:
    first, second, third = Mailbox(), Mailbox(), Mailbox()
    pause = Pause()
    was_run: list[bool] = []
    first.submit(runner, lambda _: pause.hold(), lane=Lane.MODEL)
    task = second.submit(runner, lambda _: was_run.append(True), lane=Lane.MODEL)
    third.submit(runner, lambda _: None, lane=Lane.MODEL)

    task.cancel()
    pause.go_on.set()

    qtbot.waitUntil(lambda: bool(third.results))
    assert was_run == []


def test_a_running_function_sees_that_it_is_cancelled(runner: TaskRunner, qtbot: QtBot) -> None:
    pause = Pause()
    seen: list[object] = []
    ended = threading.Event()

    def work(context: TaskContext) -> None:
        pause.hold()
        seen.append(context.is_cancelled())
        try:
            context.raise_if_cancelled()
        except Cancelled as cancelled:
            seen.append(cancelled)
            raise
        finally:
            ended.set()

    mailbox = Mailbox()
    task = mailbox.submit(runner, work)
    pause.wait_reached()
    task.cancel()
    pause.go_on.set()

    assert ended.wait(20)
    qtbot.wait(0)
    assert seen[0] is True
    assert isinstance(seen[1], Cancelled)
    assert mailbox.errors == []


def test_cancelling_what_is_done_changes_nothing(runner: TaskRunner, qtbot: QtBot) -> None:
    mailbox = Mailbox()
    task = mailbox.submit(runner, lambda _: "whole")
    qtbot.waitUntil(lambda: task.is_done)

    task.cancel()

    assert not task.is_cancelled
    assert mailbox.results == ["whole"]


def test_the_higher_priority_starts_first_and_equals_in_order(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    pause = Pause()
    order: list[str] = []
    mailbox = Mailbox()
    mailbox.submit(runner, lambda _: pause.hold(), lane=Lane.MODEL)
    pause.wait_reached()
    for name, priority in (("low", -1), ("first", 0), ("second", 0), ("high", 5)):
        mailbox.submit(
            runner, lambda _, name=name: order.append(name), lane=Lane.MODEL, priority=priority
        )

    pause.go_on.set()

    qtbot.waitUntil(lambda: len(mailbox.results) == 5)
    assert order == ["high", "first", "second", "low"]


def test_a_delivery_may_run_an_event_loop_and_others_still_arrive(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    """A dialog opened from a callback must not stop the deliveries behind it."""
    inner = Mailbox()
    outer: list[bool] = []

    def open_dialog(_: object) -> None:
        inner.submit(runner, lambda _: "delivered inside")
        qtbot.waitUntil(lambda: bool(inner.results))
        outer.append(True)

    runner.submit(
        lambda _: None,
        lane=Lane.FILES,
        title="a task",
        on_result=open_dialog,
        on_error=lambda error: None,
    )

    qtbot.waitUntil(lambda: bool(outer))
    assert inner.results == ["delivered inside"]


def test_shutdown_ends_the_threads_and_drops_what_waits(qapp: object) -> None:
    runner = TaskRunner(file_threads=1)
    pause = Pause()
    mailbox = Mailbox()
    mailbox.submit(runner, lambda _: pause.hold() or "late")
    waiting = mailbox.submit(runner, lambda _: "never")
    pause.wait_reached()
    pause.go_on.set()

    assert runner.shutdown()

    assert waiting.is_done
    assert mailbox.results == []
    assert mailbox.dropped == ["late"]
    assert not [t for t in threading.enumerate() if t.name.startswith("cosegui-files")]


def test_shutdown_says_when_a_thread_is_still_busy(qapp: object) -> None:
    runner = TaskRunner()
    pause = Pause()
    mailbox = Mailbox()
    mailbox.submit(runner, lambda _: pause.hold(), lane=Lane.MODEL)
    pause.wait_reached()

    assert not runner.shutdown(timeout_s=0.01)

    pause.go_on.set()
    assert runner.shutdown()


def test_after_shutdown_a_task_is_cancelled_at_once(qapp: object) -> None:
    runner = TaskRunner()
    runner.shutdown()

    task = Mailbox().submit(runner, lambda _: None)

    assert task.is_cancelled
    assert task.is_done


def test_the_immediate_runner_delivers_before_submit_returns() -> None:
    mailbox = Mailbox()

    def work(context: TaskContext) -> str:
        context.progress(RunProgress(1, 1))
        context.emit_partial("part")
        return "whole"

    task = mailbox.submit(ImmediateRunner(), work)

    assert task.is_done
    assert mailbox.results == ["whole"]
    assert mailbox.partials == ["part"]
    assert mailbox.progress == [RunProgress(1, 1)]


def test_the_immediate_runner_delivers_errors_too() -> None:
    mailbox = Mailbox()

    def fail(_: TaskContext) -> None:
        raise CoseguiError("no")

    task = mailbox.submit(ImmediateRunner(), fail)

    assert task.is_done
    assert [str(error) for error in mailbox.errors] == ["no"]


def test_no_qt_thread_is_needed(runner: TaskRunner, qtbot: QtBot) -> None:
    """The runner is at home on whatever thread made it: the main one, where widgets live."""
    assert runner.thread() is QThread.currentThread()
