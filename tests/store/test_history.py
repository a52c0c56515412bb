"""The history: newest first, searched by what people type."""

import dataclasses
from datetime import timedelta

import pytest

from mediadl.domain.job import Job, JobState
from mediadl.store.store import Store
from tests.helpers.jobs import NOON, a_job


async def _finish(store: Store, *titles: str) -> list[Job]:
    done = []
    for number, title in enumerate(titles):
        job = a_job(title=title, state=JobState.COMPLETED, finished_at=NOON + timedelta(seconds=number))
        await store.jobs.append([job])
        await store.jobs.save(job, to_history=True)
        done.append(job)
    return done


async def test_the_newest_comes_first_and_only_so_many(store: Store):
    first, second, third = await _finish(store, "1", "2", "3")
    assert await store.history.newest() == [third, second, first]
    assert await store.history.newest(limit=2) == [third, second]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("100%", ["100% real"]),
        ("a_b", ["a_b"]),
        ("\\", ["back\\slash"]),
        ("'", ["it's"]),
        ("ÜBER", ["über alles"]),
        ("strasse", ["Straße"]),
        ("%", ["100% real"]),
        ("nothing", []),
    ],
)
async def test_a_search_means_what_it_says(store: Store, search: str, found: list[str]):
    await _finish(store, "100% real", "a_b", "axb", "back\\slash", "it's", "über alles", "Straße")
    assert [job.title for job in await store.history.newest(search=search)] == found


async def test_a_job_that_is_downloaded_again_has_one_line(store: Store):
    (job,) = await _finish(store, "Film")
    again = dataclasses.replace(job, size_bytes=7)
    await store.jobs.save(again, to_history=True)
    assert await store.history.newest() == [again]


async def test_lines_are_forgotten_and_the_queue_is_not(store: Store):
    first, second = await _finish(store, "1", "2")
    await store.history.delete([first.id, "nobody"])
    assert await store.history.newest() == [second]
    assert len(await store.jobs.load()) == 2


async def test_the_links_of_what_was_loaded_are_there_in_one_question(store: Store):
    jobs = await _finish(store, "1", "2")
    assert sorted(await store.history.links()) == sorted((job.url, None) for job in jobs)
