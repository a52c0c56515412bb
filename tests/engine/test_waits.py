"""Waiting jobs are woken at their time, after a restart too, whatever becomes of the wall clock."""

import asyncio
import dataclasses
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mediadl.domain.job import Job, JobState
from mediadl.domain.waiting import Wait, WaitReason
from mediadl.engine import waits
from mediadl.engine.bus import Bus
from mediadl.engine.network import Network
from mediadl.engine.queue import JobQueue
from mediadl.engine.tasks import Tasks
from mediadl.engine.waits import Waits
from mediadl.store.store import Store
from tests.helpers.jobs import a_job

S = JobState


class _Setting:
    def __init__(self, store: Store) -> None:
        self.tasks, self.bus = Tasks(), Bus()
        self.queue = JobQueue(store.jobs, self.bus)
        self.is_connected = False
        self.waits = Waits(self.queue, self.bus, self.tasks, Network(self._dial))

    def _dial(self, _host: str, _port: int) -> None:
        if not self.is_connected:
            raise OSError("no route")

    async def until_state(self, job: Job, state: JobState) -> None:
        async with asyncio.timeout(60):
            while self.queue.get(job.id).state is not state:
                await asyncio.sleep(0.01)


@pytest.fixture
async def setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(waits, "NETWORK_CHECK_S", 0.05)
    store = await Store.open(tmp_path / "waits.sqlite3")
    made = _Setting(store)
    yield made
    made.waits.close()
    await made.tasks.cancel_all()
    await store.close()


def _waiting(seconds: float | None, reason: WaitReason = WaitReason.RETRY, **changes: Any) -> Job:
    until = None if seconds is None else datetime.now(UTC) + timedelta(seconds=seconds)
    length_s = changes.pop("length_s", seconds)
    return a_job(S.WAITING, wait=Wait(reason=reason, until=until, length_s=length_s), **changes)


async def test_jobs_are_woken_in_the_order_of_their_time(setting: _Setting) -> None:
    late, soon = _waiting(60), _waiting(0.1)
    await setting.queue.add([late, soon])
    await setting.until_state(soon, S.QUEUED)
    assert setting.queue.get(soon.id).wait is None
    assert setting.queue.get(late.id).state is S.WAITING


async def test_a_job_that_nobody_has_looked_at_is_resolved(setting: _Setting) -> None:
    job = _waiting(0.0, site=None, title=None)
    await setting.queue.add([job])
    await setting.until_state(job, S.RESOLVING)


async def test_a_wait_that_ended_while_nothing_ran_is_over_at_once(setting: _Setting) -> None:
    job = _waiting(-3600, length_s=30.0)
    await setting.queue.add([job])
    setting.waits.restore()
    await setting.until_state(job, S.QUEUED)


async def test_a_clock_that_was_set_back_strands_nobody(setting: _Setting) -> None:
    job = _waiting(10 * 3600, length_s=0.1)
    await setting.queue.add([job])
    await setting.until_state(job, S.QUEUED)


async def test_who_stops_waiting_or_waits_anew_is_not_woken_by_the_old_time(setting: _Setting) -> None:
    paused, anew = _waiting(1.0), _waiting(1.0)
    await setting.queue.add([paused, anew])
    await setting.queue.move_to(paused.id, S.PAUSED)
    later = dataclasses.replace(anew, wait=_waiting(60).wait)
    await setting.queue.change(anew.id, wait=later.wait)
    await asyncio.sleep(1.2)
    assert [job.state for job in setting.queue.jobs] == [S.PAUSED, S.WAITING]


async def test_a_premiere_is_waited_for_by_the_wall_clock(
    setting: _Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waits, "_LONGEST_NAP_S", 0.02)
    job = _waiting(1.0, WaitReason.PREMIERE, length_s=None)
    await setting.queue.add([job])
    assert setting.queue.get(job.id).state is S.WAITING
    await setting.until_state(job, S.QUEUED)


async def test_without_a_network_all_wait_until_one_host_answers(setting: _Setting) -> None:
    jobs = [_waiting(None, WaitReason.NETWORK, url=f"http://{n}.example/") for n in range(3)]
    await setting.queue.add(jobs)
    assert setting.waits.is_offline
    await asyncio.sleep(0.2)
    assert {job.state for job in setting.queue.jobs} == {S.WAITING}
    setting.is_connected = True
    for job in jobs:
        await setting.until_state(job, S.QUEUED)
    assert not setting.waits.is_offline


async def test_a_removed_job_is_forgotten_and_one_that_comes_back_is_woken(setting: _Setting) -> None:
    job = _waiting(0.1)
    await setting.queue.add([job])
    removed = await setting.queue.remove([job.id])
    await asyncio.sleep(0.2)
    await setting.queue.put_back(removed)
    await setting.until_state(job, S.QUEUED)


async def test_nobody_is_woken_after_closing(setting: _Setting) -> None:
    job = _waiting(0.5)
    await setting.queue.add([job])
    setting.waits.close()
    await asyncio.sleep(0.7)
    assert setting.queue.get(job.id).state is S.WAITING
