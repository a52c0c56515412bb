"""Extensions for MeTube as they are: their requests byte for byte, and files that ffprobe looks at."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any

import pytest

from mediadl.domain.clients import FIRST_EXTENSION, Scope
from mediadl.domain.job import JobState
from mediadl.server.rates import Limits
from tests.helpers.api import CHROME, FIREFOX, PLENTY, Answered, Running, running_api
from tests.helpers.media_facts import facts_of
from tests.helpers.media_site import MediaSiteProcess

CHROME_HEADERS = (
    "Connection: keep-alive", 'sec-ch-ua-platform: "Linux"',
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36",
    "Accept: */*", "Sec-Fetch-Site: none", "Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty",
    "Accept-Encoding: gzip, deflate, br, zstd", "Accept-Language: en-US,en;q=0.9",
)  # fmt: skip
FIREFOX_HEADERS = (
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", "Accept: */*",
    "Accept-Language: en-US,en;q=0.5", "Accept-Encoding: gzip, deflate, br, zstd", "Connection: keep-alive",
    "Sec-Fetch-Dest: empty", "Sec-Fetch-Mode: cors", "Sec-Fetch-Site: cross-site", "Priority: u=4",
)  # fmt: skip
CHROME_BODY = '{{"quality":"best","format":"any","url":"{url}","auto_start":true}}'
FIREFOX_BODY = (
    '{{"url":"{url}","download_type":"audio","codec":"auto","quality":"192","format":"mp3",'
    '"folder":"Music/Live","custom_name_prefix":"Mine","auto_start":true,"playlist_strict_mode":false}}'
)


@pytest.fixture
async def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    """An API with the switch for MeTube on."""
    monkeypatch.setenv("MEDIADL_ALLOW_LOOPBACK_URLS", "1")
    async with running_api(tmp_path, api_metube=True) as running:
        yield running


async def _raw(port: int, line: str, headers: Iterable[str], body: str = "") -> Answered:
    """What a browser sends for an extension, and what it gets."""
    lines = [f"{line} HTTP/1.1", f"Host: 127.0.0.1:{port}", *headers]
    lines += [f"Content-Length: {len(body.encode())}"] if body else []
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write("\r\n".join([*lines, "", body]).encode())
    async with asyncio.timeout(20):
        status, *told = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
        named = dict(header.split(": ", 1) for header in told)
        answered = await reader.readexactly(int(named.get("Content-Length", 0)))
    writer.close()
    await writer.wait_closed()
    return Answered(int(status.split()[1]), named, answered)


def _preflight(origin: str, names: str) -> tuple[str, ...]:
    return (f"Origin: {origin}", "Access-Control-Request-Method: POST",
            f"Access-Control-Request-Headers: {names}")  # fmt: skip


def _posted(origin: str) -> tuple[str, ...]:
    return ("Content-Type: application/json", f"Origin: {origin}")


async def test_the_extension_for_chrome(api: Running, media_site: MediaSiteProcess) -> None:
    _client, token = await api.client(Scope.SUBMIT, origin=FIRST_EXTENSION)
    place = f"/c/{token}/add"
    asked = await _raw(api.port, f"OPTIONS {place}", (*CHROME_HEADERS, *_preflight(CHROME, "content-type")))
    assert (asked.status, asked.headers["Access-Control-Allow-Origin"]) == (204, CHROME)
    assert "content-type" in asked.headers["Access-Control-Allow-Headers"]
    body = CHROME_BODY.format(url=media_site.url("media/small.mp4"))
    added = await _raw(api.port, f"POST {place}", (*CHROME_HEADERS, *_posted(CHROME)), body)
    assert (added.status, added.json) == (200, {"status": "ok"})
    assert added.headers["Access-Control-Allow-Origin"] == CHROME
    (job,) = await api.watched.until_all_ended()
    found = facts_of(Path(job.files[0]))
    assert (found.video, found.audio, found.height) == ("h264", "aac", 180)
    foreign = await _raw(api.port, f"POST {place}", (*FIREFOX_HEADERS, *_posted(FIREFOX)), body)
    assert (foreign.status, foreign.json["status"]) == (403, "error")


async def test_the_extension_for_firefox(api: Running, media_site: MediaSiteProcess) -> None:
    _client, token = await api.client(Scope.SUBMIT, origin=FIRST_EXTENSION)
    asks = (*FIREFOX_HEADERS, *_preflight(FIREFOX, "authorization,content-type"))
    asked = await _raw(api.port, "OPTIONS /add", asks)
    assert (asked.status, asked.headers["Access-Control-Allow-Origin"]) == (204, FIREFOX)
    assert "authorization" in asked.headers["Access-Control-Allow-Headers"]
    body = FIREFOX_BODY.format(url=media_site.url("media/small.mp4"))
    sent = (*FIREFOX_HEADERS, *_posted(FIREFOX), f"Authorization: Bearer {token}")
    added = await _raw(api.port, "POST /add", sent, body)
    assert (added.status, added.json) == (200, {"status": "ok"})
    (job,) = await api.watched.until_all_ended()
    path = Path(job.files[0])
    found = facts_of(path)
    assert (found.audio, round(found.bitrate_bps, -4)) == ("mp3", 190_000)
    assert path.relative_to(str(job.options.folder)).parts[:2] == ("Music", "Live")
    assert path.name.startswith("Mine.")


async def test_a_link_to_a_list_adds_the_list_paused_where_that_is_wished(
    api: Running, media_site: MediaSiteProcess
) -> None:
    _client, token = await api.client(Scope.SUBMIT)
    body = {"url": media_site.url("feed.rss?n=5"), "quality": "best", "playlist_item_limit": 2}
    assert (await api.ask("POST", f"/c/{token}//add", json={**body, "auto_start": False})).status == 200
    engine = api.watched.engine
    await api.watched.until(lambda: [job.playlist_index for job in engine.jobs] == [1, 2])
    await api.watched.until(lambda: {job.state for job in engine.jobs} == {JobState.PAUSED})


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"body": {"quality": "best"}}, 422, "url: This field is needed."),
        ({"body": {"url": "ftp://x.example/", "quality": "best"}}, 422, "http"),
        ({"body": {"url": "https://a.invalid/", "format": "ogv"}}, 422, "no video format"),
        ({"body": {"url": "https://a.invalid/", "folder": "../x"}}, 422, "cannot lead out"),
        ({"body": {"url": "https://a.invalid/", "exec": "x"}}, 422, "exec: MediaDL cannot do this"),
        ({"token": ""}, 401, "valid token"),
        ({"headers": {"Content-Type": "text/plain"}}, 415, "application/json"),
        ({"headers": {"Origin": "https://evil.example"}}, 403, "Web pages"),
        ({"scope": Scope.READ}, 403, "“submit”"),
    ],
)
async def test_a_refusal_is_in_the_words_that_extensions_show(
    api: Running, change: dict[str, Any], status: int, words: str
) -> None:
    _client, token = await api.client(change.get("scope", Scope.SUBMIT))
    body = json.dumps(change.get("body", {"url": "https://a.invalid/", "quality": "best"})).encode()
    headers = {"Content-Type": "application/json", **change.get("headers", {})}
    answer = await api.ask("POST", "/add", change.get("token", token), data=body, headers=headers)
    assert (answer.status, answer.headers["Content-Type"]) == (status, "application/json")
    assert answer.json["status"] == "error"
    assert words in answer.json["msg"] == answer.json["error"]
    assert api.watched.engine.jobs == ()


async def test_too_many_are_refused_in_the_same_words(tmp_path: Path) -> None:
    limits = Limits(**{**vars(PLENTY), "submit": 1})
    async with running_api(tmp_path, limits=limits, api_metube=True) as api:
        _client, token = await api.client(Scope.SUBMIT)
        body = {"url": "https://a.invalid/", "quality": "best", "auto_start": False}
        answers = [await api.ask("POST", f"/c/{token}/add", json=body) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 429]
    assert answers[1].json["error"].startswith("Too many requests.")


async def test_it_is_not_there_while_it_is_switched_off(api: Running) -> None:
    _client, token = await api.client(Scope.SUBMIT)
    await api.watched.engine.change_settings(api_metube=False)
    for place in ("/add", f"/c/{token}/add"):
        assert (await api.ask("POST", place, token, json={"url": "https://a.invalid/"})).code == "NOT_FOUND"
