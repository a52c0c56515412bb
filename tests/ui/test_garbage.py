"""Cycles are collected on the window's thread, and only there."""

import gc
import threading
import weakref

from mediadl.ui.garbage import collect_if_due, collected_on_this_thread


class _Cycle:
    def __init__(self) -> None:
        self.me = self


def _allocate_much() -> None:
    kept = [[number] for number in range(100_000)]
    assert len(kept) == 100_000


def test_another_thread_that_allocates_much_collects_nothing() -> None:
    with collected_on_this_thread():
        gone = weakref.ref(_Cycle())
        thread = threading.Thread(target=_allocate_much)
        thread.start()
        thread.join()
        assert gone() is not None
    assert gone() is None


def test_what_is_due_is_collected_here() -> None:
    with collected_on_this_thread():
        gone = weakref.ref(_Cycle())
        kept = [[number] for number in range(1000)]
        assert collect_if_due() is not None
        assert gone() is None
        assert collect_if_due() is None
        assert len(kept) == 1000


def test_the_collector_is_left_as_it_was() -> None:
    before = gc.isenabled()
    with collected_on_this_thread():
        assert not gc.isenabled()
    assert gc.isenabled() == before
