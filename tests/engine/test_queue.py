"""The queue saves first and tells then, keeps its order, and allows only what the table of states allows."""

import asyncio
from pathlib import Path

import pytest

from mediadl.domain.errors import NotAllowed, UnknownJob
from mediadl.domain.events import Event, JobAdded, JobChanged, JobRemoved, QueueReordered, SaveFailed
from mediadl.domain.job import JobState
from mediadl.engine.bus import Bus
from mediadl.engine.queue import JobQueue
from mediadl.store.store import Store
from tests.helpers.jobs import a_job


class _Opened:
    """A queue over a real database, and what it told."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.told: list[Event] = []
        bus = Bus()
        for kind in (JobAdded, JobChanged, JobRemoved, QueueReordered, SaveFailed):
            bus.subscribe(kind, self.told.append)
        self.queue = JobQueue(store.jobs, bus)


@pytest.fixture
async def opened(tmp_path: Path):
    store = await Store.open(tmp_path / "queue.sqlite3")
    yield _Opened(store)
    await store.close()


async def test_an_added_job_is_on_disk_before_it_is_told(opened: _Opened) -> None:
    job = a_job()
    await opened.queue.add([job])
    assert await opened.store.jobs.load() == [job]
    assert opened.told == [JobAdded(job)]


async def test_a_change_is_on_disk_and_told_with_what_was_before(opened: _Opened) -> None:
    job = a_job()
    await opened.queue.add([job])
    changed = await opened.queue.move_to(job.id, JobState.PAUSED, fraction=0.5)
    assert await opened.store.jobs.load() == [changed]
    assert opened.told[-1] == JobChanged(changed, job)
    assert (changed.state, changed.fraction) == (JobState.PAUSED, 0.5)


async def test_a_step_that_the_table_forbids_changes_nothing(opened: _Opened) -> None:
    job = a_job(JobState.PAUSED)
    await opened.queue.add([job])
    with pytest.raises(NotAllowed, match="is paused; it cannot become completed"):
        await opened.queue.move_to(job.id, JobState.COMPLETED)
    assert opened.queue.get(job.id) == job
    assert len(opened.told) == 1


async def test_a_job_that_is_gone_is_said_to_be_gone(opened: _Opened) -> None:
    job = a_job()
    await opened.queue.add([job])
    await opened.queue.remove([job.id])
    with pytest.raises(UnknownJob, match="no longer in the queue"):
        await opened.queue.move_to(job.id, JobState.PAUSED)
    assert await opened.store.jobs.load() == []


async def test_a_list_is_replaced_by_its_entries_in_one_step(opened: _Opened) -> None:
    listing, entries = a_job(JobState.CHOOSING), [a_job(), a_job()]
    await opened.queue.add([listing])
    await opened.queue.add(entries, instead_of=listing.id)
    assert [job.id for job in await opened.store.jobs.load()] == [job.id for job in entries]
    assert opened.told[1:] == [JobRemoved(listing), *map(JobAdded, entries)]


@pytest.mark.parametrize(
    ("moving", "before", "expected"),
    [("c", "a", "cab"), ("a", None, "bca"), ("ca", "b", "cab"), ("b", "b", "acb"), ("x", "a", "abc")],
)
async def test_reordering(opened: _Opened, moving: str, before: str | None, expected: str) -> None:
    await opened.queue.add([a_job(id=name) for name in "abc"])
    await opened.queue.reorder(list(moving), before)
    assert "".join(job.id for job in opened.queue.jobs) == expected
    assert [job.id for job in await opened.store.jobs.load()] == list(expected)


async def test_a_job_added_after_a_reordering_stands_last(opened: _Opened) -> None:
    await opened.queue.add([a_job(id=name) for name in "abc"])
    await opened.queue.reorder(["a"], None)
    await opened.queue.add([a_job(id="d")])
    assert [job.id for job in await opened.store.jobs.load()] == list("bcad")


async def test_a_change_that_cannot_be_saved_holds_and_is_saved_with_the_next_one(opened: _Opened) -> None:
    first, second = a_job(), a_job()
    await opened.queue.add([first, second])
    database = opened.store.database
    await database.read(lambda connection: connection.execute("PRAGMA query_only = ON"))
    await opened.queue.move_to(first.id, JobState.PAUSED)
    assert isinstance(opened.told[-2], SaveFailed)
    assert opened.queue.get(first.id).state is JobState.PAUSED
    await database.read(lambda connection: connection.execute("PRAGMA query_only = OFF"))
    await opened.queue.move_to(second.id, JobState.PAUSED)
    assert [job.state for job in await opened.store.jobs.load()] == [JobState.PAUSED, JobState.PAUSED]


async def test_a_completed_job_enters_the_history_once(opened: _Opened) -> None:
    job = a_job(JobState.RUNNING)
    await opened.queue.add([job])
    await opened.queue.move_to(job.id, JobState.COMPLETED, files=("/downloads/a.mp4",))
    await opened.queue.remove([job.id])
    assert [line.files for line in await opened.store.history.newest()] == [("/downloads/a.mp4",)]


async def test_a_list_that_was_replaced_is_not_replaced_twice(opened: _Opened) -> None:
    listing = a_job(JobState.CHOOSING)
    await opened.queue.add([listing])
    await opened.queue.add([a_job()], instead_of=listing.id)
    with pytest.raises(UnknownJob):
        await opened.queue.add([a_job()], instead_of=listing.id)
    assert len(await opened.store.jobs.load()) == 1


async def test_removed_jobs_go_back_to_their_places(opened: _Opened) -> None:
    await opened.queue.add([a_job(id=name) for name in "abcde"])
    removed = await opened.queue.remove(["d", "b", "gone", "e"])
    assert [(gone.job.id, gone.before) for gone in removed] == [("b", "c"), ("d", None), ("e", None)]
    await opened.queue.put_back(removed)
    assert "".join(job.id for job in opened.queue.jobs) == "abcde"
    assert [job.id for job in await opened.store.jobs.load()] == list("abcde")


async def test_a_removal_on_a_full_disk_holds_and_is_made_up_for(opened: _Opened) -> None:
    await opened.queue.add([a_job(id="a"), a_job(id="b")])
    database = opened.store.database
    await database.read(lambda connection: connection.execute("PRAGMA query_only = ON"))
    await opened.queue.remove(["a"])
    assert [job.id for job in opened.queue.jobs] == ["b"]
    await database.read(lambda connection: connection.execute("PRAGMA query_only = OFF"))
    await opened.queue.move_to("b", JobState.PAUSED)
    assert [job.id for job in await opened.store.jobs.load()] == ["b"]


async def test_a_change_whose_caller_is_cancelled_is_made_whole(opened: _Opened) -> None:
    job = a_job(JobState.RUNNING)
    await opened.queue.add([job])
    change = asyncio.get_running_loop().create_task(opened.queue.move_to(job.id, JobState.COMPLETED))
    await asyncio.sleep(0)
    change.cancel()
    await asyncio.gather(change, return_exceptions=True)
    await opened.queue.settled()
    assert opened.queue.get(job.id).state is JobState.COMPLETED
    assert isinstance(opened.told[-1], JobChanged)
    assert [line.id for line in await opened.store.history.newest()] == [job.id]


async def test_many_jobs_move_in_one_transaction_and_are_told_after_it(opened: _Opened) -> None:
    jobs = [a_job(), a_job(JobState.COMPLETED), a_job()]
    await opened.queue.add(jobs)
    opened.told.clear()
    commits: list[str] = []
    trace = opened.store.database.read
    await trace(lambda c: c.set_trace_callback(commits.append))
    ids = [*(job.id for job in jobs), "gone"]
    done = await opened.queue.move_many(ids, lambda _job: (JobState.PAUSED, {"fraction": 0.5}))
    await trace(lambda c: c.set_trace_callback(None))
    assert [statement for statement in commits if "COMMIT" in statement] == ["COMMIT"]
    assert [job.id for job in done] == [jobs[0].id, jobs[2].id]
    assert opened.told == [JobChanged(done[0], jobs[0]), JobChanged(done[1], jobs[2])]
    assert await opened.store.jobs.load() == list(opened.queue.jobs)


async def test_a_refusal_is_told_only_when_nothing_can_be_done(opened: _Opened) -> None:
    paused, done = a_job(JobState.PAUSED), a_job(JobState.COMPLETED)
    await opened.queue.add([paused, done])
    assert opened.queue.able([paused.id, done.id], lambda _job: JobState.PAUSED, {JobState.PAUSED}) == []
    with pytest.raises(NotAllowed, match="cannot become paused"):
        opened.queue.able([done.id], lambda _job: JobState.PAUSED, {JobState.PAUSED})


async def test_an_addition_whose_caller_is_cancelled_is_told_all_the_same(opened: _Opened) -> None:
    job = a_job()
    adding = asyncio.get_running_loop().create_task(opened.queue.add([job]))
    await asyncio.sleep(0)
    adding.cancel()
    await asyncio.gather(adding, return_exceptions=True)
    await opened.queue.settled()
    assert await opened.store.jobs.load() == list(opened.queue.jobs) == [job]
    assert opened.told == [JobAdded(job)]


async def test_a_job_that_is_put_back_after_a_removal_on_a_full_disk_stays(opened: _Opened) -> None:
    await opened.queue.add([a_job(id="a"), a_job(id="b")])
    database = opened.store.database
    await database.read(lambda connection: connection.execute("PRAGMA query_only = ON"))
    removed = await opened.queue.remove(["a"])
    await database.read(lambda connection: connection.execute("PRAGMA query_only = OFF"))
    await opened.queue.put_back(removed)
    await opened.queue.move_to("b", JobState.PAUSED)
    assert [job.id for job in await opened.store.jobs.load()] == ["a", "b"]
