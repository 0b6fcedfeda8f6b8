"""The one door to other threads: tasks in lanes, everything delivered on the GUI thread."""

from __future__ import annotations

import heapq
import itertools
import logging
import os
import threading
import time
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot

from cosegui.core.errors import Cancelled, CoseguiError
from cosegui.core.events import RunProgress

_log = logging.getLogger(__name__)

T = TypeVar("T")


class Lane(StrEnum):
    """Where a task runs: `MODEL` is one thread for the life of the app, `FILES` a small pool.

    `JOURNAL` is one thread that has nothing else to do: a finished step must not wait for
    photographs that are being decoded before it is safe.
    """

    MODEL = "model"
    FILES = "files"
    JOURNAL = "journal"


class Task:
    """A submitted function as the one who submitted it sees it; GUI thread only."""

    def __init__(self, *, title: str, lane: Lane) -> None:
        self.title = title
        self.lane = lane
        self._cancelled = threading.Event()
        self._is_done = False

    @property
    def is_done(self) -> bool:
        """Nothing will be delivered any more: finished, failed or cancelled."""
        return self._is_done

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """From this moment on none of its callbacks is called, whatever its thread still does.

        Before it has started it never will; after that its function is asked to stop. A task that
        is done stays as it is.
        """
        if not self._is_done:
            self._cancelled.set()
            self._is_done = True

    def finish(self) -> bool:
        """For the runner: whether the result may be delivered; True at most once."""
        if self._is_done:
            return False
        self._is_done = True
        return True


class TaskContext:
    """What a running function may say and ask; called from the thread it runs in."""

    def __init__(
        self,
        task: Task,
        post: Callable[[Callable[[], None]], None],
        *,
        on_progress: Callable[[RunProgress], None] | None,
        on_partial: Callable[[Any], None] | None,
    ) -> None:
        self._task = task
        self._post = post
        self._on_progress = on_progress
        self._on_partial = on_partial

    def progress(self, progress: RunProgress) -> None:
        self._deliver(self._on_progress, progress)

    def emit_partial(self, value: Any) -> None:
        """Deliver a part of the result ahead of the rest; parts arrive in order."""
        self._deliver(self._on_partial, value)

    def is_cancelled(self) -> bool:
        return self._task.is_cancelled

    def raise_if_cancelled(self) -> None:
        """Raises: Cancelled: the task was cancelled."""
        if self._task.is_cancelled:
            raise Cancelled(f"{self._task.title}: cancelled")

    def _deliver(self, callback: Callable[[Any], None] | None, value: Any) -> None:
        if callback is None or self._task.is_cancelled:
            return
        task = self._task

        def deliver() -> None:
            if not task.is_done:
                callback(value)

        self._post(deliver)


class Runner(Protocol):
    """What the session needs of a runner: `TaskRunner` in the app, `ImmediateRunner` in tests."""

    def submit(
        self,
        function: Callable[[TaskContext], T],
        *,
        lane: Lane,
        title: str,
        on_result: Callable[[T], None],
        on_error: Callable[[Exception], None],
        on_progress: Callable[[RunProgress], None] | None = None,
        on_partial: Callable[[Any], None] | None = None,
        on_dropped: Callable[[T], None] | None = None,
        priority: int = 0,
    ) -> Task:
        """Run `function(context)` in `lane`; callbacks come on the GUI thread, in order.

        Args:
            title: what it does, for the log and for people.
            on_result, on_error: exactly one of them is called, unless the task is cancelled.
            on_partial: gets what the function hands to `context.emit_partial`.
            on_dropped: gets a result that was whole only after `cancel()`, so that what it holds
                (a lock, a file) can be released.
            priority: higher starts first within the lane; equal ones start as submitted.
        """

    def shutdown(self, timeout_s: float = 5.0) -> bool:
        """Cancel everything and wait. False: a thread was still busy after the timeout."""


class _Work(Generic[T]):
    """A task with its function and callbacks; `run` is the only part that leaves the GUI thread."""

    def __init__(
        self,
        task: Task,
        function: Callable[[TaskContext], T],
        context: TaskContext,
        *,
        on_result: Callable[[T], None],
        on_error: Callable[[Exception], None],
        on_dropped: Callable[[T], None] | None,
    ) -> None:
        self.task = task
        self._function = function
        self._context = context
        self._on_result = on_result
        self._on_error = on_error
        self._on_dropped = on_dropped

    def run(self) -> Callable[[], None] | None:
        """Do the work. Returns what to call on the GUI thread, if anything."""
        if self.task.is_cancelled:
            return None
        try:
            result = self._function(self._context)
        except Exception as error:  # noqa: BLE001  a failed task must not end its lane
            if not isinstance(error, CoseguiError):
                _log.exception("%s failed", self.task.title)
            return partial(self._deliver_error, error)
        return partial(self._deliver_result, result)

    def _deliver_result(self, result: T) -> None:
        if self.task.finish():
            self._on_result(result)
        elif self._on_dropped is not None:
            self._on_dropped(result)

    def _deliver_error(self, error: Exception) -> None:
        if self.task.finish():
            self._on_error(error)


class _LaneQueue:
    """Work in order of priority for up to `threads` threads, each started when first needed."""

    def __init__(self, name: str, threads: int, serve: Callable[[_Work[Any]], None]) -> None:
        self._name = name
        self._threads_max = threads
        self._serve = serve
        self._heap: list[tuple[int, int, _Work[Any]]] = []
        self._count = itertools.count()
        self._changed = threading.Condition()
        self._threads: list[threading.Thread] = []
        self._idle = 0
        self._is_closed = False

    def put(self, work: _Work[Any], priority: int) -> None:
        with self._changed:
            if self._is_closed:
                return
            heapq.heappush(self._heap, (-priority, next(self._count), work))
            if len(self._heap) > self._idle and len(self._threads) < self._threads_max:
                self._start_thread()
            self._changed.notify()

    def close(self) -> None:
        """Start nothing more: cancel what waits and let the threads end."""
        with self._changed:
            self._is_closed = True
            for _, _, work in self._heap:
                work.task.cancel()
            self._heap.clear()
            self._changed.notify_all()

    def join(self, deadline: float) -> bool:
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _start_thread(self) -> None:
        name = f"cosegui-{self._name}-{len(self._threads)}"
        thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _work(self) -> None:
        while (work := self._take()) is not None:
            self._serve(work)
            # The local name would keep the last task's arrays alive while this thread waits.
            del work

    def _take(self) -> _Work[Any] | None:
        with self._changed:
            self._idle += 1
            self._changed.wait_for(lambda: self._heap or self._is_closed)
            self._idle -= 1
            return heapq.heappop(self._heap)[2] if self._heap else None


class TaskRunner(QObject):
    """Runs tasks in plain Python threads and delivers what they say on this object's thread.

    Plain daemon threads rather than QThread or QThreadPool: a QThread object that dies while it
    runs aborts the process, a QRunnable's Python half can be collected under its C++ half, and
    neither offers a lane that keeps one thread for ever, which torch's per-thread state wants.
    The one thing taken from Qt is the queued signal, which is what makes delivery exact: callbacks
    and `Task.cancel` run on one thread, so a cancelled task's late result can never arrive.
    """

    _delivery_posted = Signal(object)

    def __init__(self, *, file_threads: int | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if file_threads is None:
            file_threads = max(2, min(4, os.cpu_count() or 2))
        self._lanes = {
            Lane.MODEL: _LaneQueue("model", 1, self._serve),
            Lane.FILES: _LaneQueue("files", file_threads, self._serve),
            Lane.JOURNAL: _LaneQueue("journal", 1, self._serve),
        }
        self._live: set[Task] = set()
        self._post_lock = threading.Lock()
        self._is_closed = False
        self._delivery_posted.connect(self._on_delivery_posted, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        function: Callable[[TaskContext], T],
        *,
        lane: Lane,
        title: str,
        on_result: Callable[[T], None],
        on_error: Callable[[Exception], None],
        on_progress: Callable[[RunProgress], None] | None = None,
        on_partial: Callable[[Any], None] | None = None,
        on_dropped: Callable[[T], None] | None = None,
        priority: int = 0,
    ) -> Task:
        """See `Runner.submit`. After `shutdown` the task is cancelled at once."""
        task = Task(title=title, lane=lane)
        if self._is_closed:
            task.cancel()
            return task
        context = TaskContext(task, self._post, on_progress=on_progress, on_partial=on_partial)
        work = _Work(
            task,
            function,
            context,
            on_result=on_result,
            on_error=on_error,
            on_dropped=on_dropped,
        )
        self._live = {one for one in self._live if not one.is_done}
        self._live.add(task)
        self._lanes[lane].put(work, priority)
        return task

    def shutdown(self, timeout_s: float = 5.0) -> bool:
        """Cancel everything and wait for the threads to end.

        Returns: False if a thread was still busy after `timeout_s` (torch in the middle of a
            chunk cannot be interrupted). The process should then leave by `os._exit` once its
            files are closed: tearing the interpreter down under a running thread may crash.
        """
        for task in self._live:
            task.cancel()
        self._live.clear()
        for lane in self._lanes.values():
            lane.close()
        deadline = time.monotonic() + timeout_s
        all_ended = all(lane.join(deadline) for lane in self._lanes.values())
        with self._post_lock:
            self._is_closed = True
        # What is already posted belongs to cancelled tasks: let results release what they hold.
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        return all_ended

    def _serve(self, work: _Work[Any]) -> None:
        delivery = work.run()
        if delivery is not None:
            self._post(delivery)

    def _post(self, delivery: Callable[[], None]) -> None:
        # Under the lock this object cannot be shut down, and so destroyed, between test and emit.
        with self._post_lock:
            if not self._is_closed:
                self._delivery_posted.emit(delivery)

    @Slot(object)
    def _on_delivery_posted(self, delivery: Callable[[], None]) -> None:
        delivery()


class ImmediateRunner:
    """Runs every task at once on the calling thread: a test without threads or event loop.

    `submit` returns when the callbacks have been called, so callers must look at `Task.is_done`
    before they remember the task as running.
    """

    def submit(
        self,
        function: Callable[[TaskContext], T],
        *,
        lane: Lane,
        title: str,
        on_result: Callable[[T], None],
        on_error: Callable[[Exception], None],
        on_progress: Callable[[RunProgress], None] | None = None,
        on_partial: Callable[[Any], None] | None = None,
        on_dropped: Callable[[T], None] | None = None,
        priority: int = 0,  # noqa: ARG002  nothing ever waits here
    ) -> Task:
        """See `Runner.submit`."""
        task = Task(title=title, lane=lane)
        context = TaskContext(task, _call, on_progress=on_progress, on_partial=on_partial)
        work = _Work(
            task,
            function,
            context,
            on_result=on_result,
            on_error=on_error,
            on_dropped=on_dropped,
        )
        delivery = work.run()
        if delivery is not None:
            delivery()
        return task

    def shutdown(self, timeout_s: float = 5.0) -> bool:  # noqa: ARG002
        """Nothing runs between calls."""
        return True


def _call(delivery: Callable[[], None]) -> None:
    delivery()
