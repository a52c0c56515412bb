"""Questions that may never be answered: each in a daemon thread of its own, which no exit waits for."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

T = TypeVar("T")


class OwnThreads:
    """Threads that answer to the loop they were asked from; after `close` they answer nobody."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_closed = False

    def ask(self, work: Callable[[], T]) -> asyncio.Future[T]:
        """Start `work`. The future takes its result or its error, however late that comes."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        thread = threading.Thread(
            target=self._run, args=(work, answer, loop), name="asks the keyring", daemon=True
        )
        thread.start()
        return answer

    def close(self) -> None:
        """Let nothing reach the loop any more, which is about to end."""
        with self._lock:
            self._is_closed = True

    def _run(self, work: Callable[[], T], answer: asyncio.Future[T], loop: asyncio.AbstractEventLoop) -> None:
        deliver: Callable[[], None]
        try:
            deliver = partial(_succeed, answer, work())
        except BaseException as error:
            deliver = partial(_fail, answer, error)
        with self._lock, contextlib.suppress(RuntimeError):  # a loop that was closed without telling us
            if not self._is_closed:
                loop.call_soon_threadsafe(deliver)


def _succeed(answer: asyncio.Future[T], result: T) -> None:
    if not answer.done():
        answer.set_result(result)


def _fail(answer: asyncio.Future[T], error: BaseException) -> None:
    if not answer.done():
        answer.set_exception(error)
