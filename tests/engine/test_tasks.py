"""Tasks keep a reference, report what nobody awaits, and end together."""

import asyncio
from collections.abc import Callable

import pytest

from mediadl.engine.tasks import Tasks


async def _fail() -> None:
    raise ValueError("lost")


async def test_a_spawned_task_has_its_name_and_its_result() -> None:
    async def name() -> str:
        task = asyncio.current_task()
        assert task is not None
        return task.get_name()

    assert await Tasks().spawn(name(), name="counting") == "counting"


async def test_an_error_goes_to_the_listener_with_the_name_of_the_task() -> None:
    heard: list[tuple[str, BaseException]] = []
    task = Tasks(lambda name, error: heard.append((name, error))).spawn(_fail(), name="doomed")
    await asyncio.wait([task])
    await asyncio.sleep(0)
    assert [(name, str(error)) for name, error in heard] == [("doomed", "lost")]


async def test_an_error_without_a_listener_is_logged(
    caplog: pytest.LogCaptureFixture, allow_log: Callable[[str], None]
) -> None:
    allow_log("task doomed failed")
    task = Tasks().spawn(_fail(), name="doomed")
    await asyncio.wait([task])
    await asyncio.sleep(0)
    assert "task doomed failed" in caplog.text


async def test_cancelling_all_waits_for_their_cleaning_up() -> None:
    tasks, cleaned = Tasks(), []

    async def sleep() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0.01)
            cleaned.append(True)

    tasks.spawn(sleep(), name="one")
    tasks.spawn(sleep(), name="two")
    await asyncio.sleep(0)
    await tasks.cancel_all()
    assert cleaned == [True, True]
