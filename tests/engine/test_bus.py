"""The bus delivers in order, and one failing handler does not stop the others."""

import logging
from collections.abc import Callable

import pytest

from mediadl.domain.events import JobRemoved, QueueReordered
from mediadl.engine.bus import Bus
from tests.helpers.jobs import a_job


def test_handlers_hear_only_the_class_they_asked_for() -> None:
    bus, heard = Bus(), []
    bus.subscribe(QueueReordered, heard.append)
    bus.publish(JobRemoved(a_job()))
    bus.publish(QueueReordered(("a",)))
    assert heard == [QueueReordered(("a",))]


def test_handlers_are_called_in_the_order_they_came() -> None:
    bus, heard = Bus(), []
    bus.subscribe(QueueReordered, lambda _event: heard.append("first"))
    bus.subscribe(QueueReordered, lambda _event: heard.append("second"))
    bus.publish(QueueReordered(()))
    assert heard == ["first", "second"]


def test_an_unsubscribed_handler_hears_nothing_more_and_may_leave_twice() -> None:
    bus, heard = Bus(), []
    unsubscribe = bus.subscribe(QueueReordered, heard.append)
    unsubscribe()
    unsubscribe()
    bus.publish(QueueReordered(()))
    assert heard == []


def test_a_failing_handler_is_logged_and_the_next_one_still_hears(
    caplog: pytest.LogCaptureFixture, allow_log: Callable[[str], None]
) -> None:
    allow_log("a handler of QueueReordered failed")
    bus, heard = Bus(), []

    def fail(_event: QueueReordered) -> None:
        raise RuntimeError("broken handler")

    bus.subscribe(QueueReordered, fail)
    bus.subscribe(QueueReordered, heard.append)
    bus.publish(QueueReordered(()))
    assert len(heard) == 1
    assert caplog.records[0].levelno == logging.ERROR
    assert "QueueReordered" in caplog.text


def test_a_handler_that_leaves_while_it_is_called_does_not_hide_the_next_one() -> None:
    bus, heard = Bus(), []
    leave = bus.subscribe(QueueReordered, lambda _event: leave())
    bus.subscribe(QueueReordered, heard.append)
    bus.publish(QueueReordered(()))
    assert len(heard) == 1
