"""A question is answered late or never without keeping anybody waiting."""

import asyncio
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from mediadl.vault.own_thread import OwnThreads


async def test_the_answer_and_the_error_come_to_the_loop() -> None:
    threads = OwnThreads()
    assert await threads.ask(lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        await threads.ask(lambda: 1 / 0)


async def test_a_late_answer_comes_after_others() -> None:
    threads, go = OwnThreads(), threading.Event()
    late = threads.ask(lambda: go.wait(60))
    assert await threads.ask(lambda: 7) == 7
    assert not late.done()
    go.set()
    assert await late


async def test_after_closing_nobody_is_told() -> None:
    threads, go = OwnThreads(), threading.Event()
    late = threads.ask(lambda: go.wait(60))
    threads.close()
    go.set()
    await asyncio.sleep(0.2)
    assert not late.done()
    late.cancel()


ENDLESS = """
import asyncio, time
from mediadl.vault.own_thread import OwnThreads

async def main():
    answer = OwnThreads().ask(lambda: time.sleep(600))
    await asyncio.wait({answer}, timeout=0.1)

asyncio.run(main())
"""


def test_a_question_that_is_never_answered_does_not_delay_the_exit() -> None:
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", ENDLESS], check=True, cwd=Path(__file__).parents[2], timeout=120)
    assert time.monotonic() - began < 60
