from __future__ import annotations

import threading

from cosegui.session.backlog import Backlog


class Producer(threading.Thread):
    """Waits for room once; `was_let_go` when it had some."""

    def __init__(self, backlog: Backlog) -> None:
        super().__init__(daemon=True)
        self.backlog = backlog
        self.asked = threading.Event()
        self.is_cancelled = False
        self.was_let_go = threading.Event()

    def run(self) -> None:
        self.backlog.wait_for_room(self._ask)
        self.was_let_go.set()

    def _ask(self) -> bool:
        self.asked.set()
        return self.is_cancelled


def test_up_to_the_limit_nobody_waits() -> None:
    backlog = Backlog(10)
    backlog.add(10)

    backlog.wait_for_room(lambda: False)


def test_beyond_the_limit_the_producer_waits_until_enough_is_written() -> None:
    backlog = Backlog(10)
    backlog.add(25)
    producer = Producer(backlog)
    producer.start()
    assert producer.asked.wait(20)

    backlog.remove(14)
    assert not producer.was_let_go.is_set()
    backlog.remove(1)

    assert producer.was_let_go.wait(20)


def test_cancelling_ends_the_waiting() -> None:
    backlog = Backlog(10)
    backlog.add(25)
    producer = Producer(backlog)
    producer.start()
    assert producer.asked.wait(20)

    producer.is_cancelled = True

    assert producer.was_let_go.wait(20)
