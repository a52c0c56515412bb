"""The history: newest first, searched by what people type."""

import dataclasses
from datetime import timedelta

import pytest

from mediadl.domain.history_query import HistoryQuery
from mediadl.domain.job import Job, JobState
from mediadl.domain.options import DownloadOptions
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


async def test_what_was_taken_from_a_list_and_which_files_others_have_is_one_question_each(store: Store):
    first, second = await _finish(store, "1", "2")
    taken = dataclasses.replace(first, playlist_url="https://x/list", files=("/v/1.mp4",))
    await store.history.restore([taken])
    assert await store.history.taken_from("https://x/list") == [first.url]
    assert await store.history.files_of_others([second.id]) == {"/v/1.mp4"}
    assert await store.history.files_of_others([first.id]) == set(second.files)


async def test_lines_are_found_by_site_and_list_in_any_order_and_come_back(store: Store):
    made = [
        {"title": "b", "site": "Vimeo", "size_bytes": 1, "playlist_title": "Trees"},
        {"title": "A", "site": "Arte", "size_bytes": 3, "options": DownloadOptions(quality="audio_only")},
        {"title": "c", "site": "Bandcamp", "size_bytes": 2},
    ]
    jobs = []
    for number, changes in enumerate(made):
        state = JobState.DIFFERS if number == 2 else JobState.COMPLETED
        job = a_job(state=state, finished_at=NOON + timedelta(seconds=number), **changes)
        await store.jobs.append([job])
        await store.jobs.save(job, to_history=True)
        jobs.append(job)
    for query, titles in (
        (HistoryQuery(), "cAb"),
        (HistoryQuery(order="oldest"), "bAc"),
        (HistoryQuery(order="title"), "Abc"),
        (HistoryQuery(order="size"), "Acb"),
        (HistoryQuery(order="site"), "Acb"),
        (HistoryQuery("tree"), "b"),
        (HistoryQuery("VIMEO"), "b"),
        (HistoryQuery(kind="audio"), "A"),
        (HistoryQuery(kind="video"), "cb"),
        (HistoryQuery(standing="differs"), "c"),
        (HistoryQuery("a", kind="video", order="title"), "c"),
    ):
        assert "".join(job.title or "" for job in await store.history.find(query, 10)) == titles, query
    await store.history.delete([job.id for job in jobs])
    await store.history.restore(jobs[:1])
    assert await store.history.newest() == jobs[:1]
