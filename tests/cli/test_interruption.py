"""The orderly way to end a command before its time."""

import asyncio
import os
import signal

import pytest

from mediadl.cli.interruption import INTERRUPTED, Interruption


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_ends_the_wait_and_gives_the_code(number: signal.Signals) -> None:
    code = None
    with Interruption() as interruption:
        try:
            os.kill(os.getpid(), number)
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            code = interruption.exit_code()
    assert code == INTERRUPTED
    await asyncio.sleep(0)  # nothing is left that would cancel the rest


async def test_cleaning_up_is_not_cut_short_by_a_second_signal() -> None:
    with Interruption() as interruption:
        try:
            interruption.stop(1)
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            code = interruption.exit_code()
            os.kill(os.getpid(), signal.SIGINT)
            await asyncio.sleep(0.05)
    assert code == 1


async def test_a_cancelling_from_elsewhere_is_not_taken_for_ours() -> None:
    with Interruption() as interruption:
        assert interruption.exit_code() is None


async def test_signal_handlers_are_put_back() -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with Interruption():
        assert signal.getsignal(signal.SIGINT) != before[0]
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


async def test_a_stop_that_comes_too_late_cancels_nothing() -> None:
    with Interruption() as interruption:
        interruption.stop(1)
    await asyncio.sleep(0.01)
    task = asyncio.current_task()
    assert task is not None
    assert task.cancelling() == 0


async def test_the_first_ctrl_c_may_do_something_better_and_the_next_one_ends() -> None:
    asked: list[None] = []
    code = None
    with Interruption() as interruption:
        interruption.instead = lambda: len(asked.append(None) or asked) == 1
        try:
            os.kill(os.getpid(), signal.SIGINT)
            await asyncio.sleep(0.05)
            assert len(asked) == 1
            os.kill(os.getpid(), signal.SIGINT)
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            code = interruption.exit_code()
    assert (code, len(asked)) == (INTERRUPTED, 2)
