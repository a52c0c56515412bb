"""Ctrl+C, SIGTERM and a reader that went away, as one orderly way to end a command before its time."""

import asyncio
import signal
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any

INTERRUPTED = 130
"""Exit code of a program ended by Ctrl+C: 128 + SIGINT, as shells count."""

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interruption:
    """Cancels the task that entered it, once, and remembers the exit code; used with `with`.

    Further signals are ignored until it is left, so that cleaning up is not cut short. Signal handlers are
    set the way that works on every system; the loop hears of them through its own wake-up pipe.
    """

    def __init__(self) -> None:
        self.instead: Callable[[], bool] = lambda: False
        """Called on the loop at each Ctrl+C; the command goes on when it has found something better to do."""
        self._exit_code: int | None = None
        self._task: asyncio.Task[Any] | None = None
        self._before: list[tuple[signal.Signals, Any]] = []

    def __enter__(self) -> "Interruption":
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        self._before = [(number, signal.signal(number, self._on_signal)) for number in _SIGNALS]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._task = None
        for number, handler in self._before:
            signal.signal(number, handler)

    def stop(self, exit_code: int) -> None:
        """End the command with this code. Only the first call counts; it may come from any thread."""
        if self._exit_code is None:
            self._exit_code = exit_code
            self._loop.call_soon_threadsafe(self._cancel)

    def exit_code(self) -> int | None:
        """Call it where `CancelledError` is caught: the code to end with, or None when it is not ours."""
        if self._exit_code is not None and self._task is not None:
            self._task.uncancel()
        return self._exit_code

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        if number == signal.SIGINT and self._exit_code is None:
            self._loop.call_soon_threadsafe(self._ask)
        else:
            self.stop(INTERRUPTED)

    def _ask(self) -> None:
        if not self.instead():
            self.stop(INTERRUPTED)
