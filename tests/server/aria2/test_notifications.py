"""What becomes of jobs, as a listener is told of it."""

import asyncio
import json
from dataclasses import replace

import pytest

from mediadl.domain.events import JobChanged, JobRemoved
from mediadl.domain.job import JobState
from mediadl.engine.bus import Bus
from mediadl.server.aria2.gids import gid_of
from mediadl.server.aria2.notifications import MOST_WAITING, listening
from tests.helpers.jobs import a_job

S = JobState


async def _told(before: JobState, now: JobState, owner: str = "one") -> str | None:
    bus = Bus()
    with listening(bus, lambda owner_id: owner_id == "one") as listener:
        job = a_job(before, client_id=owner)
        bus.publish(JobChanged(replace(job, state=now), job))
        try:
            async with asyncio.timeout(0.01):
                said = json.loads(await listener.next() or b"")
        except TimeoutError:
            return None
    assert said["params"] == [{"gid": gid_of(job.id)}]
    return str(said["method"])


@pytest.mark.parametrize(
    ("before", "now", "what"),
    [
        (S.QUEUED, S.RUNNING, "Start"), (S.RUNNING, S.PAUSED, "Pause"), (S.RUNNING, S.CHOOSING, "Pause"),
        (S.PAUSED, S.CANCELLED, "Stop"), (S.RUNNING, S.COMPLETED, "Complete"),
        (S.RUNNING, S.DIFFERS, "Complete"),
        (S.RUNNING, S.FAILED, "Error"), (S.DIFFERS, S.COMPLETED, None), (S.RUNNING, S.QUEUED, None),
        (S.RESOLVING, S.QUEUED, None), (S.RUNNING, S.RUNNING, None),
    ],
)  # fmt: skip
async def test_what_aria2_has_a_word_for_is_told(before: JobState, now: JobState, what: str | None) -> None:
    assert await _told(before, now) == (what and f"aria2.onDownload{what}")


async def test_what_a_listener_does_not_hear_of_is_not_told() -> None:
    assert await _told(S.QUEUED, S.RUNNING, owner="another") is None


async def test_removing_what_runs_stops_it_and_a_slow_listener_is_dropped() -> None:
    bus = Bus()
    with listening(bus, lambda _owner: True) as listener:
        bus.publish(JobRemoved(a_job(S.COMPLETED)))
        bus.publish(JobRemoved(a_job(S.RUNNING)))
        assert b"onDownloadStop" in (await listener.next() or b"")
        for _ in range(MOST_WAITING + 5):
            bus.publish(JobRemoved(a_job(S.RUNNING)))
        assert await listener.next() is None
    bus.publish(JobRemoved(a_job(S.RUNNING)))
