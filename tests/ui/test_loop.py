"""The loop runs children, hears signals, tells bugs, and leaves nothing behind."""

import asyncio
import logging
import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from mediadl.ui import loop


def run(main, **kwargs):
    return loop.run(main, ["mediadl"], **kwargs)


def test_run_returns_what_main_returns(qt_app):
    async def main(app):
        await asyncio.sleep(0.01)
        return 7

    assert run(main) == 7


def test_what_main_raises_is_raised(qt_app):
    async def main(app):
        raise LookupError("no such thing")

    with pytest.raises(LookupError, match="no such thing"):
        run(main)


def test_what_is_to_run_soon_runs_in_order_and_not_at_once(qt_app):
    async def main(app):
        loop, heard = asyncio.get_running_loop(), []
        handles = [loop.call_soon(heard.append, number) for number in range(5)]
        handles[2].cancel()
        assert heard == []
        while len(heard) < 4:
            await asyncio.sleep(0)
        assert heard == [0, 1, 3, 4]
        return 0

    assert run(main) == 0


def test_child_processes_talk_to_tasks(qt_app):
    async def main(app):
        code = "print(input().upper())"
        pipe = asyncio.subprocess.PIPE
        child = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdin=pipe, stdout=pipe)
        out, _ = await child.communicate(b"hello\n")
        assert out == b"HELLO\n"
        return child.returncode

    assert run(main) == 0


def test_many_children_at_once_all_end(qt_app):
    async def one(number):
        child = await asyncio.create_subprocess_exec(sys.executable, "-c", f"raise SystemExit({number})")
        return await child.wait()

    async def main(app):
        assert await asyncio.gather(*(one(number) for number in range(8))) == list(range(8))
        return 0

    assert run(main) == 0


def test_blocking_work_comes_back_on_the_loops_thread(qt_app):
    async def main(app):
        await asyncio.to_thread(time.sleep, 0.02)
        assert app.thread().isCurrentThread()
        return 0

    assert run(main) == 0


def test_an_error_in_a_slot_is_logged_and_told(qt_app, caplog, allow_log):
    allow_log("a slot or task failed")
    bugs = []

    def slot():
        raise ZeroDivisionError("in a slot")

    async def main(app):
        QTimer.singleShot(0, slot)
        await asyncio.sleep(0.05)
        return 0

    with caplog.at_level(logging.ERROR):
        run(main, on_bug=bugs.append)
    assert [str(bug) for bug in bugs] == ["in a slot"]
    assert "Traceback" in caplog.text


def test_an_error_in_a_callback_is_told(qt_app, allow_log):
    allow_log("a slot or task failed")
    bugs = []

    async def main(app):
        asyncio.get_running_loop().call_soon(lambda: 1 / 0)
        await asyncio.sleep(0.05)
        return 0

    run(main, on_bug=bugs.append)
    assert isinstance(bugs[0], ZeroDivisionError)


def test_leftover_tasks_are_cancelled_and_windows_closed(qt_app):
    ended = []

    async def forever():
        try:
            await asyncio.sleep(3600)
        finally:
            ended.append("task")

    async def main(app):
        app.left = asyncio.get_running_loop().create_task(forever())
        QWidget().show()
        await asyncio.sleep(0)
        return 0

    run(main)
    assert ended == ["task"]
    assert not [window for window in qt_app.topLevelWidgets() if window.isVisible()]


def test_handlers_of_signals_are_given_back(qt_app):
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM), sys.excepthook

    async def main(app):
        return 0

    run(main)
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM), sys.excepthook) == before


_SCRIPT = """
    import asyncio, sys
    from PySide6.QtWidgets import QWidget
    from mediadl.ui import loop

    async def main(app):
        asyncio.get_running_loop().slow_callback_duration = 60  # else -X dev says how busy a machine is
        window = QWidget()
        window.show()
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-c", "input()", stdin=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
        )
        print("ready", flush=True)
        try:
            {wait}
        finally:
            child.stdin.close()
            await child.wait()
            print("cleaned up", flush=True)
        return 0

    sys.exit(loop.run(main, sys.argv))
"""


def start_script(wait):
    script = textwrap.dedent(_SCRIPT).replace("{wait}", wait)
    return subprocess.Popen(
        [sys.executable, "-X", "dev", "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_an_idle_window_cleanly(number):
    process = start_script("await asyncio.sleep(3600)")
    assert process.stdout.readline() == "ready\n"
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "cleaned up\n", "")


def test_a_second_signal_ends_a_stuck_cleanup():
    process = start_script(
        "try: await asyncio.sleep(3600)\n"
        "        finally: print('stuck', flush=True); await asyncio.sleep(3600)"
    )
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGTERM)
    assert process.stdout.readline() == "stuck\n"
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGTERM


def test_the_systems_wish_to_quit_closes_the_windows():
    process = start_script(
        "from PySide6.QtCore import QTimer; QTimer.singleShot(50, app.quit)\n"
        "        while window.isVisible(): await asyncio.sleep(0.01)"
    )
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "ready\ncleaned up\n", "")


def test_links_that_the_system_hands_over_are_told():
    """As macOS does it; elsewhere a second start brings them."""
    process = start_script(
        "from PySide6.QtCore import QUrl; from PySide6.QtGui import QFileOpenEvent\n"
        "        app.links_opened.connect(lambda links: print(*links, flush=True))\n"
        "        for url in ('mediadl://add?url=a%3F%26b', 'file:///x'):\n"
        "            app.sendEvent(app, QFileOpenEvent(QUrl(url)))"
    )
    out, _err = process.communicate(timeout=60)
    assert out.splitlines() == ["ready", "mediadl://add?url=a%3F%26b", "cleaned up"]
