"""The guards themselves: each must be able to fail a test."""

import asyncio
import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.guards import LogGuard, children, end_leaked_children, leaked_tasks

ROOT = Path(__file__).parents[2]
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_a_warning_of_a_logger_that_does_not_propagate_is_stray(allow_log: Callable[[str], None]) -> None:
    allow_log("alone: stray")
    logger = logging.getLogger("alone")
    logger.propagate = False
    guard = LogGuard()
    with guard.watching():
        logger.warning("stray %d", 1)
        logger.info("quiet")
    assert guard.stray() == ["alone: stray 1"]


def test_an_allowed_record_is_not_stray(allow_log: Callable[[str], None]) -> None:
    allow_log("expected")
    guard = LogGuard()
    guard.allow("^some: .*expected")
    with guard.watching():
        logging.getLogger("some").error("the expected failure")
    assert guard.stray() == []


async def test_a_task_that_goes_on_is_leaked_and_one_that_ends_is_not() -> None:
    async def end_soon() -> None:
        await asyncio.sleep(0.05)

    before = asyncio.all_tasks()
    async with asyncio.TaskGroup() as group:
        group.create_task(end_soon(), name="short")
        long = group.create_task(asyncio.sleep(60), name="long")
        assert [name.partition(":")[0] for name in await leaked_tasks(before)] == ["long"]
        long.cancel()


def test_a_child_that_goes_on_is_leaked_and_ended() -> None:
    before = children()
    with subprocess.Popen(SLEEP) as child:
        said = end_leaked_children(before)
    assert [line.partition(":")[0] for line in said] == [str(child.pid)]
    assert child.returncode != 0


def test_a_child_that_was_there_before_is_nobody_s_leak() -> None:
    with subprocess.Popen(SLEEP) as child:
        said = end_leaked_children(children())
        child.kill()
    assert said == []


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("def test_it():\n    import logging; logging.getLogger('x').warning('stray')", "did not allow_log"),
        (
            "async def test_it():\n    import asyncio; t = asyncio.ensure_future(asyncio.sleep(9))",
            "left tasks",
        ),
        (
            f"def test_it():\n    import subprocess; test_it.p = subprocess.Popen({SLEEP!r})",
            "left child proc",
        ),
        ("def test_it():\n    assert True", "1 passed"),
    ],
)
def test_a_leak_fails_the_test_that_made_it(body: str, complaint: str, tmp_path: Path) -> None:
    names = "_log_guard, _no_task_leaks, _nothing_leaks"
    (tmp_path / "conftest.py").write_text(f"from tests.conftest import {names}\n")
    (tmp_path / "test_it.py").write_text(body + "\n")
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path)]
    said = subprocess.run([*command, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert complaint in said.stdout
    assert (said.returncode == 0) == (complaint == "1 passed"), said.stdout
