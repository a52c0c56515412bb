"""The only place where asyncio tasks are made: each has a name, a reference and a listener for its error."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Tasks:
    """A set of running tasks. An error that nobody awaits goes to `on_error`, by default to the log."""

    def __init__(self, on_error: Callable[[str, BaseException], None] | None = None) -> None:
        self._running: set[asyncio.Task[Any]] = set()
        self.on_error = on_error or report_to_log

    @property
    def running(self) -> frozenset[asyncio.Task[Any]]:
        """The tasks that have not ended."""
        return frozenset(self._running)

    def spawn(self, coroutine: Coroutine[Any, Any, T], *, name: str) -> asyncio.Task[T]:
        """Start the coroutine on the running loop."""
        loop = asyncio.get_running_loop()
        task = loop.create_task(coroutine, name=name)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    async def cancel_all(self) -> None:
        """Cancel what runs and wait until all of it has cleaned up."""
        current = asyncio.current_task()
        running = [task for task in self._running if task is not current]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.on_error(task.get_name(), error)


def report_to_log(name: str, error: BaseException) -> None:
    """Write what nobody awaited into the log, with its traceback."""
    _log.error("task %s failed", name, exc_info=error)
