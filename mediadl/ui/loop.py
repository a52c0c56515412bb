"""The one loop of the window: Qt's events and asyncio's tasks, started and ended together; no widgets."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import functools
import logging
import signal
import sys
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from mediadl.ui import icons
from mediadl.ui.garbage import collected_on_this_thread

Main = Callable[[QApplication], Coroutine[Any, Any, int]]
OnBug = Callable[[BaseException], None]

_log = logging.getLogger(__name__)

_THREADS = 6
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_SIGNAL_CHECK_MS = 300
_JOIN_S = 1.0


def run(main: Main, argv: Sequence[str], *, on_bug: OnBug | None = None) -> int:
    """Run `main(application)` to its end and return its exit code; 0 when SIGINT or SIGTERM ended it.

    The first signal cancels `main`, whose `finally` cleans up; the second one ends the process at once. The
    system's wish to quit closes all windows, which `main` has to notice. Windows and tasks that `main` has
    left are closed and cancelled. Whatever fails in a slot, an event handler or a task that nobody awaits is
    logged with its traceback and given to `on_bug`, on the loop's thread. What `main` raises is raised here.
    """
    application = _application(argv)
    loop_factory = functools.partial(_loop, application)
    with collected_on_this_thread(), _bugs_told(on_bug), asyncio.Runner(loop_factory=loop_factory) as runner:
        runner.get_loop().set_exception_handler(_on_loop_error)
        try:
            return runner.run(_until_signal(main(application)))
        except asyncio.CancelledError:
            return 0
        finally:
            runner.run(_close_windows(application))
            _join_child_watchers()


class Application(QApplication):
    """`links_opened(list)`: macOS hands links to what runs as an event, where others start it once more."""

    links_opened = Signal(list)

    def event(self, event: QEvent) -> bool:
        """Close the windows when the system asks to quit; Qt would leave the loop and strand the tasks."""
        if isinstance(event, QFileOpenEvent) and not event.url().isLocalFile():
            self.links_opened.emit([event.url().toString(event.url().ComponentFormattingOption.FullyEncoded)])
            return True
        if event.type() == QEvent.Type.Quit:
            self.closeAllWindows()
            return True
        return super().event(event)


def _application(argv: Sequence[str]) -> QApplication:
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else Application(list(argv) or ["mediadl"])
    application.setApplicationName("mediadl")
    application.setApplicationDisplayName("MediaDL")
    application.setDesktopFileName("mediadl")
    application.setWindowIcon(icons.logo())
    application.setQuitOnLastWindowClosed(False)  # `main` decides when it is over
    return application


class _Loop(QEventLoop):  # type: ignore[misc]  # it ships no types
    """qasync's loop; every step of every task comes through `call_soon`, which is kept short."""

    def call_soon(
        self, callback: Callable[..., object], *args: Any, context: contextvars.Context | None = None
    ) -> asyncio.Handle:
        """Run soon, without qasync's look at the callback's signature, which takes longer than all else."""
        handle: asyncio.Handle = self._add_callback(asyncio.Handle(callback, args, self, context))
        return handle


def _loop(application: QApplication) -> asyncio.AbstractEventLoop:
    loop: asyncio.AbstractEventLoop = _Loop(application)
    # qasync's own executor starts ten QThreads at its first use.
    loop.set_default_executor(ThreadPoolExecutor(_THREADS, thread_name_prefix="mediadl"))
    return loop


async def _until_signal(main: Coroutine[Any, Any, int]) -> int:
    task = asyncio.current_task()
    assert task is not None
    with _signals_heard(task.cancel):
        return await main


@contextlib.contextmanager
def _signals_heard(cancel: Callable[[], object]) -> Iterator[None]:
    """Call `cancel` at the first signal, and give the second one back to the system."""
    loop = asyncio.get_running_loop()

    def on_signal(*_: object) -> None:
        forget()
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        loop.call_soon_threadsafe(cancel)

    before = [signal.getsignal(number) for number in _SIGNALS]
    forget = _hear_by_timer(on_signal) if sys.platform == "win32" else _hear_by_loop(loop, on_signal)
    try:
        yield
    finally:
        forget()
        for number, handler in zip(_SIGNALS, before, strict=True):
            signal.signal(number, handler)


def _hear_by_loop(loop: asyncio.AbstractEventLoop, on_signal: Callable[..., None]) -> Callable[[], None]:
    for number in _SIGNALS:
        loop.add_signal_handler(number, on_signal)

    def forget() -> None:
        for number in _SIGNALS:
            loop.remove_signal_handler(number)

    return forget


def _hear_by_timer(on_signal: Callable[..., None]) -> Callable[[], None]:
    """Python runs its handlers between two of its own instructions, and an idle window executes none."""
    timer = QTimer()
    timer.timeout.connect(lambda: None)
    timer.start(_SIGNAL_CHECK_MS)
    for number in _SIGNALS:
        signal.signal(number, on_signal)
    return timer.stop


async def _close_windows(application: QApplication) -> None:
    """What slots start while they close still finds a running loop."""
    for window in application.topLevelWidgets():
        window.close()
        window.deleteLater()
    await asyncio.sleep(0)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _join_child_watchers() -> None:
    """Wait for the threads that have told the loop of an ended child.

    They are daemons: one that is still inside the signal's emission when Python shuts down is unwound through
    C++ frames, which aborts the process. Where there are pidfds, asyncio needs no such threads since 3.12.
    """
    ends_at = time.monotonic() + _JOIN_S
    for thread in threading.enumerate():
        if thread.daemon and "waitpid" in thread.name:
            thread.join(max(0.0, ends_at - time.monotonic()))


@contextlib.contextmanager
def _bugs_told(on_bug: OnBug | None) -> Iterator[None]:
    """PySide hands what fails in a slot to `sys.excepthook`; the loop's handler sends its own there too."""
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            before(kind, error, traceback)
            return
        _log.error("a slot or task failed", exc_info=(kind, error, traceback))
        if on_bug is not None:
            on_bug(error)

    sys.excepthook = hook
    try:
        yield
    finally:
        sys.excepthook = before


def _on_loop_error(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    if isinstance(error, BaseException):
        sys.excepthook(type(error), error, error.__traceback__)
    else:
        _log.warning("asyncio: %s", context.get("message", "unknown trouble"))
