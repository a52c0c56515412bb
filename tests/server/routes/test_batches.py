"""Many downloads at once over a real socket: links, lists, and one client's beside another's."""

from mediadl.domain.clients import Scope
from mediadl.domain.job import FINAL_STATES, JobState
from tests.helpers.api import Running, every
from tests.helpers.media_site import MediaSiteProcess


async def _until_all_ended(api: Running, count: int) -> None:
    jobs = api.watched.engine
    await api.watched.until(
        lambda: len(jobs.jobs) == count and all(job.state in FINAL_STATES for job in jobs.jobs)
    )


async def test_links_are_a_batch_that_is_counted(api: Running, media_site: MediaSiteProcess) -> None:
    _client, token = await api.client(*every())
    urls = [media_site.url("media/small.mp4"), media_site.url("item/b/small.mp4", status=404)]
    added = await api.ask("POST", "/batch/download", token, json={"urls": urls, "concurrent_limit": 1})
    assert (added.status, added.json["total"]) == (201, 2)
    await _until_all_ended(api, 2)
    told = (await api.ask("GET", f"/batch/{added.json['batch_id']}", token)).json
    assert (told["completed"], told["failed"], told["progress_percent"]) == (1, 1, 50.0)
    assert {one["batch_id"] for one in told["jobs"]} == {added.json["batch_id"]}
    assert (await api.ask("DELETE", f"/batch/{added.json['batch_id']}", token)).code == "CONFLICT"


async def test_a_batch_stops_at_its_first_failure_where_that_was_asked(
    api: Running, media_site: MediaSiteProcess
) -> None:
    _client, token = await api.client(*every())
    urls = [media_site.url("media/small.mp4", status=404), media_site.url("media/av480.mp4", rate=20_000)]
    body = {"urls": urls, "stop_on_error": True}
    batch_id = (await api.ask("POST", "/batch/download", token, json=body)).json["batch_id"]
    await _until_all_ended(api, 2)
    told = (await api.ask("GET", f"/batch/{batch_id}", token)).json
    assert (told["failed"], told["cancelled"]) == (1, 1)


async def test_one_link_that_cannot_be_used_adds_none(api: Running) -> None:
    _client, token = await api.client(Scope.SUBMIT)
    for wrong in ("ftp://x.example/", "https://0.0.0.0/"):
        answer = await api.ask("POST", "/batch/download", token, json={"urls": ["https://a.invalid/", wrong]})
        assert (answer.status, answer.json["errors"][0]["field"]) == (422, "urls.1")
    assert api.watched.engine.jobs == ()


async def test_nobody_else_sees_or_cancels_a_batch(api: Running) -> None:
    _client, token = await api.client(*every())
    _other, foreign = await api.client(*every())
    body = {"urls": ["https://a.invalid/", "https://b.invalid/"], "start": "paused"}
    place = f"/batch/{(await api.ask('POST', '/batch/download', token, json=body)).json['batch_id']}"
    for method in ("GET", "DELETE"):
        assert (await api.ask(method, place, foreign)).code == "BATCH_NOT_FOUND"
    assert (await api.ask("DELETE", place, token)).json["cancelled"] == 2


async def test_entries_of_a_list_take_its_place_the_last_first(
    api: Running, media_site: MediaSiteProcess
) -> None:
    _client, token = await api.client(*every())
    body = {"url": media_site.url("feed.rss?n=5"), "items": "1-2,4", "reverse_playlist": True}
    added = (await api.ask("POST", "/playlist/download", token, json=body)).json
    assert added["total"] == 1
    await _until_all_ended(api, 3)
    told = (await api.ask("GET", f"/batch/{added['batch_id']}", token)).json
    assert (told["completed"], [job.playlist_index for job in api.watched.engine.jobs]) == (3, [4, 2, 1])
    assert {job.state for job in api.watched.engine.jobs} <= {JobState.COMPLETED, JobState.DIFFERS}
