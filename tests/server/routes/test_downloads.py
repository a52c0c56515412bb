"""Downloads over a real socket: added, looked at, steered and told of, by real workers and a real site."""

import uuid

import pytest

from mediadl.domain.clients import Scope
from mediadl.domain.job import JobState
from tests.helpers.api import Running, every
from tests.helpers.media_site import MediaSiteProcess

S = JobState


async def test_a_link_is_added_downloaded_and_told(api: Running, media_site: MediaSiteProcess) -> None:
    _client, token = await api.client(*every())
    link = media_site.url("media/small.mp4")
    added = await api.ask("POST", "/download", token, json={"url": link, "quality": "480p"})
    assert (added.status, added.json["status"], added.json["url"]) == (201, "queued", link)
    place = f"/download/{added.json['request_id']}"
    await api.watched.until_ended(added.json["request_id"])
    told = (await api.ask("GET", place, token)).json
    assert (told["status"], told["progress_percent"], told["file_path"]) == ("completed", 100.0, "small.mp4")
    assert (
        told["file_size"] == told["downloaded_bytes"] == (api.folder / "downloads/small.mp4").stat().st_size
    )
    assert told["completed_at"] >= told["created_at"]
    logs = (await api.ask("GET", f"{place}/logs", token)).json["logs"]
    assert [logs[0]["message"], logs[-1]["message"]] == ["Added.", "Now completed."]
    assert (await api.ask("DELETE", place, token)).code == "CONFLICT"


async def test_a_download_is_paused_resumed_cancelled_and_tried_again(
    api: Running, media_site: MediaSiteProcess
) -> None:
    _client, token = await api.client(Scope.SUBMIT, Scope.CONTROL)
    link = media_site.url("media/av480.mp4", rate=100_000)
    added = await api.ask("POST", "/download", token, json={"url": link})
    place = f"/download/{added.json['request_id']}"
    await api.watched.until_state(added.json["request_id"], S.RUNNING)
    for verb, status in (("pause", "paused"), ("resume", "queued"), ("pause", "paused")):
        assert (await api.ask("POST", f"{place}/{verb}", token)).json["status"] == status
    assert (await api.ask("DELETE", place, token)).json["status"] == "cancelled"
    assert (await api.ask("POST", f"{place}/pause", token)).status == 409
    assert (await api.ask("POST", f"{place}/retry", token)).json["status"] == "queued"


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({}, "url", "needed"),
        ({"url": "ftp://example.com/a"}, "url", "only http and https"),
        ({"url": "https://me:pw@example.com/"}, "url", "user name"),
        ({"url": "https://example.com/", "exec": "rm"}, "exec", "no such field"),
        ({"url": "https://example.com/", "path_template": "../{title}"}, "path_template", "download folder"),
        ({"url": "https://example.com/", "quality": "9000p"}, "quality", "Input should be"),
        ({"url": "https://example.com/", "timeout_sec": 5}, "timeout_sec", "greater than or equal to 60"),
        ({"url": "https://example.com/", "custom_format": "bv[height<=720"}, "custom_format", "bracket"),
    ],
)
async def test_what_cannot_be_used_is_named(
    api: Running, body: dict[str, object], field: str, words: str
) -> None:
    _client, token = await api.client(Scope.SUBMIT)
    answer = await api.ask("POST", "/download", token, json=body)
    assert (answer.status, answer.code) == (422, "VALIDATION_ERROR")
    (error,) = answer.json["errors"]
    assert error["field"] == field
    assert words in error["message"]
    assert api.watched.engine.jobs == ()


async def test_jobs_are_found_by_status_and_words_a_page_at_a_time(api: Running) -> None:
    _client, token = await api.client(Scope.SUBMIT, Scope.READ)
    for name in ("b", "a", "c"):
        body = {"url": f"https://{name}.invalid/", "start": "paused", "priority": 3}
        assert (await api.ask("POST", "/download", token, json=body)).status == 201
    page = (await api.ask("GET", "/download?sort=-title&page_size=2", token)).json
    assert ([one["url"] for one in page["items"]], page["total"]) == (
        ["https://c.invalid/", "https://b.invalid/"],
        3,
    )
    assert (await api.ask("GET", "/download?q=A.INV", token)).json["total"] == 1
    assert (await api.ask("GET", "/download?status=completed", token)).json["items"] == []
    assert (await api.ask("GET", "/download?colour=red", token)).json["errors"][0]["field"] == "colour"


async def test_a_job_that_is_not_there_is_a_problem(api: Running) -> None:
    _client, token = await api.client(*every())
    for name in (str(uuid.uuid4()), "..%2F..%2Fetc", "%00"):
        answer = await api.ask("GET", f"/download/{name}", token)
        assert (answer.status, answer.code) == (404, "JOB_NOT_FOUND")
        assert answer.headers["X-Request-ID"] == answer.json["request_id"]
