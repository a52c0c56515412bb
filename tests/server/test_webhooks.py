"""Receivers are called, signed, again where that helps, and never at the cost of a download."""

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from mediadl.domain.clients import Scope
from mediadl.domain.job import JobState
from mediadl.engine.approvals import LOOPBACK_SWITCH
from tests.helpers.api import Running, every, running_api
from tests.helpers.engines import until
from tests.helpers.jobs import NOON, a_job
from tests.helpers.media_site import MediaSiteProcess, media_path


class Receiver:
    """A client's receiver: what it was sent, and the statuses that it answers with, the last one for ever."""

    def __init__(self) -> None:
        self.url = ""
        self.calls: list[tuple[dict[str, str], bytes]] = []
        self.statuses = [204]

    @property
    def events(self) -> list[str]:
        return [json.loads(body)["event"] for _headers, body in self.calls]

    async def answer(self, request: web.Request) -> web.Response:
        self.calls.append((dict(request.headers), await request.read()))
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        return web.Response(
            status=status, headers={"Location": f"{self.url}/elsewhere"} if status == 302 else {}
        )


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver, app = Receiver(), web.Application()
    app.router.add_route("*", "/{path:.*}", receiver.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield receiver
    finally:
        await runner.cleanup()


@pytest.fixture
async def receiver(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Receiver]:
    monkeypatch.setenv(LOOPBACK_SWITCH, "1")
    async with receiving() as one:
        yield one


async def run_through(api: Running, url: str, *, pause_s: float = 0.01, **changes: Any) -> str:
    """A job that starts and ends without a download."""
    assert api.server._webhooks is not None
    api.server._webhooks.pause_s = lambda _attempts, _chance: pause_s
    fields = {"client_id": "client", "webhook_url": url, **changes}
    job, queue = a_job(JobState.PAUSED, **fields), api.watched.engine._queue
    await queue.add([job])
    await queue.change(job.id, state=JobState.RUNNING)
    await queue.change(job.id, state=JobState.COMPLETED)
    return job.id


def lines_of(api: Running, job_id: str) -> list[str]:
    assert api.server.api is not None
    return [line.message for line in api.server.api.news.lines(job_id)]


async def kept(api: Running) -> int:
    return len(await api.watched.engine.webhook_store.load())


async def until_none_is_kept(api: Running) -> None:
    async with asyncio.timeout(30):
        while await kept(api):
            await asyncio.sleep(0.02)


CHECK = """
import hashlib, hmac, json, sys
secret, said, body = json.load(sys.stdin)
made = hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()
sys.exit(0 if hmac.compare_digest(said, "sha256=" + made) else 1)
"""


async def is_signed(secret: str, said: str, body: bytes) -> bool:
    """What a receiver finds that knows nothing of this program but the secret and the documented header."""
    python = (sys.executable, "-I", "-c", CHECK)
    process = await asyncio.create_subprocess_exec(*python, stdin=asyncio.subprocess.PIPE)
    await process.communicate(json.dumps([secret, said, body.decode()]).encode())
    return process.returncode == 0


async def test_start_and_end_are_told_in_order_and_signed(api: Running, receiver: Receiver) -> None:
    client, token = await api.client(Scope.SUBMIT)
    answer = await api.ask("POST", "/webhooks/secret", token, json={})
    assert answer.status == 201
    job_id = await run_through(api, receiver.url, client_id=client.id)
    await until(lambda: len(receiver.calls) == 2)
    assert receiver.events == ["download.started", "download.completed"]
    for headers, body in receiver.calls:
        assert await is_signed(answer.json["secret"], headers["X-Webhook-Signature"], body)
        assert not await is_signed(answer.json["secret"], headers["X-Webhook-Signature"], body + b" ")
        assert json.loads(body)["request_id"] == json.loads(body)["data"]["request_id"] == job_id
    await until_none_is_kept(api)


@pytest.mark.parametrize(
    ("statuses", "calls"),
    [([500, 503, 200], 3), ([500], 3), ([400], 1), ([404], 1), ([302], 1)],
)
async def test_only_faults_of_the_receiver_are_tried_again_and_redirects_are_not_followed(
    api: Running, receiver: Receiver, statuses: list[int], calls: int
) -> None:
    receiver.statuses = statuses
    job_id = await run_through(api, f"{receiver.url}/hook", started_at=NOON)
    await until(lambda: len(receiver.calls) == calls)
    await until_none_is_kept(api)
    assert len(receiver.calls) == calls
    assert len({headers["X-Webhook-Id"] for headers, _body in receiver.calls}) == 1
    assert any("did not take" in line for line in lines_of(api, job_id)) == (statuses[-1] != 200)


async def test_nobody_there_is_tried_three_times_and_told_in_the_jobs_log(
    api: Running, receiver: Receiver
) -> None:
    job_id = await run_through(api, "http://127.0.0.1:1/hook", started_at=NOON)
    await until(lambda: any("tried 3 times" in line for line in lines_of(api, job_id)))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0", "2130706433", "[::1]"])
async def test_without_a_word_of_the_user_nobody_on_this_computer_is_called(
    host: str, api: Running, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(LOOPBACK_SWITCH)
    job_id = await run_through(api, receiver.url.replace("127.0.0.1", host))
    await until(lambda: sum("private network" in line for line in lines_of(api, job_id)) == 2)
    assert receiver.calls == []


@asynccontextmanager
async def hanging() -> AsyncIterator[str]:
    """The address of one that takes connections and never answers."""
    end, open_ = asyncio.Event(), set[asyncio.StreamWriter]()

    async def take(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        open_.add(writer)
        await end.wait()
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
        open_.discard(writer)

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    finally:
        end.set()
        server.close()
        await until(lambda: not open_)


async def test_a_receiver_that_hangs_holds_up_nobody_else(api: Running, receiver: Receiver) -> None:
    async with hanging() as dead:
        for _ in range(10):
            job_id = await run_through(api, dead, client_id="dead")
            assert api.watched.engine.job(job_id).state is JobState.COMPLETED
        await run_through(api, receiver.url)
        await until(lambda: len(receiver.calls) == 2, timeout_s=8)


async def test_the_last_job_of_a_batch_tells_of_the_batch(api: Running, receiver: Receiver) -> None:
    await run_through(api, receiver.url, batch_id="batch", started_at=NOON)
    await until(lambda: receiver.events == ["download.completed", "batch.completed"])
    assert json.loads(receiver.calls[1][1])["request_id"] == "batch"


async def test_a_batch_is_told_of_once_when_its_last_job_has_ended_or_is_gone(
    api: Running, receiver: Receiver, media_site: MediaSiteProcess
) -> None:
    _client, token = await api.client(*every())
    links = [media_site.url("media/small.mp4"), media_site.url("media/small.mp4", status=404)]
    body = {"urls": [*links, "https://c.invalid/"], "webhook_url": receiver.url, "concurrent_limit": 1}
    added = (await api.ask("POST", "/batch/download", token, json=body)).json
    last = added["jobs"][2]["request_id"]
    await api.watched.engine.pause(last)
    await until(lambda: {"download.completed", "download.failed"} <= set(receiver.events))
    assert "batch.completed" not in receiver.events
    await api.watched.engine.remove_many([last])
    await until(lambda: "batch.completed" in receiver.events)
    await until_none_is_kept(api)
    assert receiver.events.count("batch.completed") == 1
    assert json.loads(receiver.calls[-1][1])["request_id"] == added["batch_id"]


async def test_a_list_is_told_of_when_all_its_downloads_have_ended(
    api: Running, receiver: Receiver, media_site: MediaSiteProcess
) -> None:
    _client, token = await api.client(*every())
    link = media_site.url("lab/tabs/films?n=1&each.only=small.mp4")
    body = {"url": link, "webhook_url": receiver.url}
    added = (await api.ask("POST", "/playlist/download", token, json=body)).json
    await until(lambda: "playlist.completed" in receiver.events)
    assert receiver.events.count("download.completed") == 3
    await until_none_is_kept(api)
    assert receiver.events.count("playlist.completed") == 1
    assert json.loads(receiver.calls[-1][1])["request_id"] == added["batch_id"]


async def test_progress_is_told_at_most_once_a_second(
    api: Running, receiver: Receiver, media_site: MediaSiteProcess
) -> None:
    _client, token = await api.client(*every())
    body = {
        "url": media_site.url("media/small.mp4", rate=media_path("small.mp4").stat().st_size // 4),
        "webhook_url": receiver.url,
    }
    await api.ask("POST", "/download", token, json=body)
    await until(lambda: "download.completed" in receiver.events)
    told = [json.loads(body) for _headers, body in receiver.calls]
    times = [datetime.fromisoformat(one["timestamp"]) for one in told if one["event"] == "download.progress"]
    assert len(times) >= 2
    assert min(after - before for before, after in pairwise(times)).total_seconds() >= 0.99
    assert [told[0]["event"], told[-1]["event"]] == ["download.started", "download.completed"]


async def test_what_was_not_taken_is_called_after_a_restart_with_the_same_id_and_signature(
    tmp_path: Path, receiver: Receiver
) -> None:
    receiver.statuses = [503, 204]
    async with running_api(tmp_path) as api:
        client, token = await api.client(Scope.SUBMIT)
        secret = (await api.ask("POST", "/webhooks/secret", token, json={})).json["secret"]
        await run_through(api, receiver.url, client_id=client.id, started_at=NOON, pause_s=600.0)
        await until(lambda: len(receiver.calls) == 1)
    async with running_api(tmp_path) as api:
        await until(lambda: len(receiver.calls) == 2)
        await until_none_is_kept(api)
    (before, first), (after, second) = receiver.calls
    assert (first, before["X-Webhook-Id"]) == (second, after["X-Webhook-Id"])
    assert await is_signed(secret, after["X-Webhook-Signature"], second)


async def test_a_job_without_a_receiver_calls_nobody(api: Running, receiver: Receiver) -> None:
    await run_through(api, receiver.url, client_id=None)
    await run_through(api, receiver.url, webhook_url=None)
    assert await kept(api) == 0
    assert receiver.calls == []
