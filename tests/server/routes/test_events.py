"""Streams over real sockets: what is told to whom, what a reader that returns gets, how streams end."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import aiohttp
import pytest

from mediadl.domain.clients import Scope
from mediadl.domain.job import JobState
from mediadl.server import feed
from mediadl.server.feed import Event
from mediadl.server.routes.events import as_text
from tests.helpers.api import Running
from tests.helpers.jobs import a_job

WAIT_S = 8.0


class Said(NamedTuple):
    """An event as it arrived."""

    name: str
    id: str | None
    data: Any


class Stream:
    """A stream of events that is being read."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self.answer = answer

    async def next(self) -> Said | None:
        """The next event; None when the stream has ended."""
        fields: dict[str, str] = {}
        async with asyncio.timeout(WAIT_S):
            while line := await self.answer.content.readline():
                name, colon, value = line.decode().rstrip("\n").partition(": ")
                if colon and name:
                    fields[name] = value
                elif not line.strip() and "event" in fields:
                    return Said(fields["event"], fields.get("id"), json.loads(fields["data"]))
        return None

    async def until(self, name: str) -> Said:
        """The next event of this name."""
        while (said := await self.next()) is not None:
            if said.name == name:
                return said
        raise AssertionError(f"the stream ended before {name}")

    async def end(self) -> list[str]:
        """Read to the end; the names of what came."""
        names = []
        while (said := await self.next()) is not None:
            names.append(said.name)
        return names


@asynccontextmanager
async def stream(api: Running, token: str, last_id: str = "") -> AsyncIterator[Stream]:
    headers = {"Authorization": f"Bearer {token}", **({"Last-Event-ID": last_id} if last_id else {})}
    async with api.session.get(f"http://127.0.0.1:{api.port}/api/v1/events", headers=headers) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        yield Stream(answer)


async def add(api: Running, client_id: str | None, **changes: Any) -> str:
    job = a_job(JobState.PAUSED, client_id=client_id, **changes)
    await api.watched.engine._queue.add([job])
    return job.id


async def test_what_happens_to_a_job_is_told_in_order(api: Running) -> None:
    client, token = await api.client(Scope.READ)
    async with stream(api, token) as told:
        first = await told.next()
        assert first is not None
        assert (first.name, first.data["total"]) == ("queue.stats", 0)
        job_id = await add(api, client.id)
        await api.watched.engine.cancel(job_id)
        await api.watched.engine.remove_many([job_id])
        seen = [await told.until(name) for name in ("job.added", "job.changed", "job.removed")]
        assert {said.data["request_id"] for said in seen} == {job_id}
        assert seen[1].data["status"] == "cancelled"
        assert (await told.until("queue.stats")).data["total"] == 0


async def test_a_client_hears_of_its_own_jobs_alone_and_the_users_script_of_all(api: Running) -> None:
    one, token = await api.client(Scope.READ)
    other, _token = await api.client(Scope.READ)
    _all, all_token = await api.client(Scope.ALL)
    async with stream(api, token) as told, stream(api, all_token) as told_all:
        foreign, users, own = await add(api, other.id), await add(api, None), await add(api, one.id)
        assert (await told.until("job.added")).data["request_id"] == own
        assert (await told.until("queue.stats")).data == {"total": 1, "by_status": {"paused": 1}}
        everything = [(await told_all.until("job.added")).data["request_id"] for _ in range(3)]
        assert everything == [foreign, users, own]


async def test_a_reader_that_comes_back_gets_what_it_missed_and_only_that(api: Running) -> None:
    client, token = await api.client(Scope.READ)
    async with stream(api, token) as told:
        await add(api, client.id)
        last = await told.until("job.added")
    missed = [await add(api, client.id), await add(api, client.id)]
    await add(api, "somebody else")
    async with stream(api, token, last.id or "") as told:
        assert [(await told.next()).data["request_id"] for _ in missed] == missed
        assert (await told.next()).name == "queue.stats"


@pytest.mark.parametrize("last_id", ["nonsense", "00000000-1", "-", "x" * 300])
async def test_a_reader_that_missed_too_much_is_told_to_ask_anew(api: Running, last_id: str) -> None:
    _client, token = await api.client(Scope.READ)
    async with stream(api, token, last_id) as told:
        assert (await told.next()).name == feed.RESET


async def test_revoking_ends_the_clients_streams_within_a_second_and_no_others(api: Running) -> None:
    client, token = await api.client(Scope.READ)
    _other, other_token = await api.client(Scope.READ)
    async with stream(api, token) as told, stream(api, other_token) as living:
        await told.next()
        await living.next()
        begun_s = time.monotonic()
        await api.server.clients.revoke(client.id)
        assert "job.added" not in await told.end()
        assert time.monotonic() - begun_s < 1.0
        await add(api, _other.id)
        assert await living.until("job.added")
    assert (await api.ask("GET", "/events", token)).status == 401


async def test_stopping_ends_streams_that_are_open(api: Running) -> None:
    _client, token = await api.client(Scope.READ)
    async with stream(api, token) as told:
        await told.next()
        begun_s = time.monotonic()
        await api.server.stop()
        assert await told.end() == []
        assert time.monotonic() - begun_s < 2.0


async def test_a_reader_that_does_not_read_is_dropped_and_costs_nobody_else_anything(
    api: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "MOST_WAITING", 40)
    client, token = await api.client(Scope.READ)
    reader, writer = await asyncio.open_connection("127.0.0.1", api.port, limit=1024)
    writer.write(
        f"GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:{api.port}\r\nX-API-Key: {token}\r\n\r\n".encode()
    )
    await reader.readline()
    assert api.server.api is not None
    async with asyncio.timeout(WAIT_S):
        while len(api.server.api.streams) == 0:
            await asyncio.sleep(0.01)
        while len(api.server.api.streams):
            for _ in range(20):
                await add(api, client.id, title="x" * 100_000)
    writer.close()
    assert (await api.ask("GET", "/version")).status == 200


async def test_one_client_has_only_so_many_streams(api: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MOST_READERS", 1)
    _client, token = await api.client(Scope.READ)
    async with stream(api, token) as told:
        await told.next()
        refused = await api.ask("GET", "/events", token)
        assert (refused.status, refused.code) == (429, "RATE_LIMITED")
    assert api.server.api is not None


async def test_a_websocket_tells_the_same_and_ends_when_the_token_is_revoked(api: Running) -> None:
    client, token = await api.client(Scope.READ)
    headers = {"Authorization": f"Bearer {token}"}
    async with api.session.ws_connect(f"http://127.0.0.1:{api.port}/api/v1/ws", headers=headers) as socket:
        assert (await socket.receive_json(timeout=WAIT_S))["event"] == "queue.stats"
        job_id = await add(api, client.id)
        told = await socket.receive_json(timeout=WAIT_S)
        assert (told["event"], told["data"]["request_id"]) == ("job.added", job_id)
        assert told["id"]
        await api.server.clients.revoke(client.id)
        async with asyncio.timeout(WAIT_S):
            while not socket.closed:
                await socket.receive()


@pytest.mark.parametrize("name", ["mediadl", ""])
async def test_a_websocket_takes_the_token_as_a_subprotocol(api: Running, name: str) -> None:
    _client, token = await api.client(Scope.READ)
    offered = [token, name] if name else [token]
    url = f"http://127.0.0.1:{api.port}/api/v1/ws"
    async with api.session.ws_connect(url, protocols=offered) as socket:
        assert (await socket.receive_json(timeout=WAIT_S))["event"] == "queue.stats"
        assert socket.protocol == (name or token)


async def test_streams_need_the_scope_to_read(api: Running) -> None:
    _client, token = await api.client(Scope.SUBMIT)
    assert (await api.ask("GET", "/events", token)).status == 403
    assert (await api.ask("GET", "/ws", token)).status == 403


def test_an_event_in_the_form_of_the_stream() -> None:
    assert as_text(Event("job.added", None, id="a-1"), "{}") == b"id: a-1\nevent: job.added\ndata: {}\n\n"
    assert as_text(None, "").startswith(b":")
