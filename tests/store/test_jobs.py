"""The queue survives: every field, the order, and rows that this version cannot read."""

import dataclasses
import time
from collections.abc import Callable
from pathlib import Path

from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import Job, JobState, StartMode
from mediadl.domain.options import DownloadOptions
from mediadl.domain.steps import StepName, StepReport, StepState
from mediadl.domain.waiting import Wait, WaitReason
from mediadl.store.store import Store
from tests.helpers.jobs import NOON, a_job


async def _restarted(store: Store, path: Path) -> list[Job]:
    await store.close()
    again = await Store.open(path)
    jobs = await again.jobs.load()
    await again.close()
    return jobs


OF_LIST = {
    "playlist_title": "List",
    "playlist_index": 3,
    "playlist_id": "p",
    "playlist_url": "https://x/list",
    "part": "list",
    "playlist_count": 9,
    "playlist_is_channel": True,
    "playlist_thumbnail_url": "https://x/p.jpg",
}
OF_LAYERS = {
    "preset": "own",
    "asked": DownloadOptions(quality="best"),
    "rule": "A rule counts here.",
    "rules_open": True,
}
OF_CLIENT = {
    "client_id": "c",
    "client_name": "Script",
    "webhook_url": "https://example.com/hook",
    "retention_hours": 2,
    "allowed_addresses": ("10.0.0.1",),
    "timeout_s": 60,
}


async def test_every_field_survives(store: Store, path: Path):
    job = a_job(
        title="Film 🎬",
        options=DownloadOptions(quality="480p", folder="/home/me", custom_format="bv+ba"),
        state=JobState.FAILED,
        start=StartMode.CHOOSE,
        items="1-3,7",
        site="Lab",
        media_id="m1",
        thumbnail_url="https://x/1.jpg",
        duration_s=12.5,
        delivery="480p · MP4",
        is_live=True,
        fixed_title="Fixed",
        batch_id="b",
        batch_limit=2,
        stops_batch=True,
        **OF_LIST,
        fraction=0.25,
        size_bytes=10,
        files=("/a.mp4", "/b.srt"),
        failure=failure(FailureKind.GONE, detail="words", host="x"),
        wait=Wait(reason=WaitReason.RETRY, until=NOON, attempt=2, most_attempts=5),
        steps=(StepReport(name=StepName.EMBED, state=StepState.FAILED, message="words"),),
        differences=("It is 480p.",),
        redo=(StepName.EMBED,),
        is_had=True,
        even_if_had=True,
        attempts=2,
        priority=3,
        urgent=True,
        **OF_LAYERS,
        **OF_CLIENT,
        started_at=NOON,
        finished_at=NOON,
    )
    unset = [f.name for f in dataclasses.fields(Job) if getattr(job, f.name) == f.default]
    assert unset == []
    await store.jobs.append([job])
    assert await _restarted(store, path) == [job]


async def test_the_order_survives(store: Store, path: Path):
    jobs = [a_job(title=str(number)) for number in range(5)]
    await store.jobs.append(jobs[:3])
    await store.jobs.append(jobs[3:])
    assert await store.jobs.load() == jobs
    order = [jobs[index] for index in (4, 0, 3, 1, 2)]
    await store.jobs.move([job.id for job in order], None)
    last = a_job(title="last")
    await store.jobs.append([last])
    assert await _restarted(store, path) == [*order, last]


async def test_a_move_touches_only_what_moves_until_no_number_fits_between(store: Store, path: Path):
    jobs = [a_job(id=name) for name in "abc"]
    await store.jobs.append(jobs)
    order = list("abc")
    for _time in range(120):  # halving a gap of 1 as often leaves the 53 bits of a float behind
        last = order.pop()
        order.insert(1, last)
        await store.jobs.move([last], order[2])
    assert [job.id for job in await _restarted(store, path)] == order


async def test_a_row_that_cannot_be_read_keeps_its_place(store: Store, allow_log: Callable[[str], None]):
    allow_log("cannot be read")
    await store.jobs.append([a_job(id=name) for name in "abc"])
    newer = '{"id": "b", "state": "levitating"}'
    await store.database.write(lambda c: c.execute("UPDATE jobs SET body = ? WHERE id = 'b'", (newer,)))
    await store.jobs.move(["c"], "a")
    await store.jobs.append([a_job(id="d")])
    rows = await store.database.read(lambda c: c.execute("SELECT id FROM jobs ORDER BY position").fetchall())
    assert [job_id for (job_id,) in rows] == list("cabd")


async def test_a_change_of_state_keeps_the_place(store: Store):
    first, second = a_job(title="1"), a_job(title="2")
    await store.jobs.append([first, second])
    changed = dataclasses.replace(first, state=JobState.PAUSED)
    await store.jobs.save(changed)
    assert await store.jobs.load() == [changed, second]


async def test_a_list_becomes_its_entries_in_one_step(store: Store):
    listing, other = a_job(title="list"), a_job(title="other")
    entries = [a_job(title="a"), a_job(title="b")]
    await store.jobs.append([listing, other])
    await store.jobs.replace(listing.id, entries)
    assert await store.jobs.load() == [other, *entries]


async def test_a_completed_job_is_in_the_history_at_once(store: Store):
    job = a_job(title="done")
    await store.jobs.append([job])
    done = dataclasses.replace(job, state=JobState.COMPLETED, finished_at=NOON)
    await store.jobs.save(done, to_history=True)
    await store.jobs.delete([job.id])
    assert await store.jobs.load() == []
    assert await store.history.newest() == [done]


async def test_deleting_what_is_not_there_is_no_error(store: Store):
    await store.jobs.delete(["nobody"])
    assert await store.jobs.load() == []


async def test_a_row_that_cannot_be_read_costs_no_other_job(store: Store, allow_log: Callable[[str], None]):
    allow_log("cannot be read")
    good, bad = a_job(title="good"), a_job(title="bad")
    await store.jobs.append([bad, good])
    newer = '{"id": "x", "state": "levitating"}'
    await store.database.write(
        lambda c: c.execute("UPDATE jobs SET body = ? WHERE id = ?", (newer, bad.id)).rowcount
    )
    assert await store.jobs.load() == [good]
    count = await store.database.read(lambda c: c.execute("SELECT count(*) FROM jobs").fetchone()[0])
    assert count == 2


async def test_ten_thousand_jobs_are_saved_and_loaded_quickly(store: Store):
    jobs = [a_job(title=str(number)) for number in range(10_000)]
    begun_s = time.process_time()  # our own: others may keep the machine busy
    await store.jobs.append(jobs)
    assert len(await store.jobs.load()) == 10_000
    assert time.process_time() - begun_s < 5
