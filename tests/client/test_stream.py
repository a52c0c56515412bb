"""Streams are read however they are cut, and taken up again where they were lost."""

from contextlib import aclosing

import pytest

from mediadl.client import stream
from mediadl.client.connection import Connection
from mediadl.client.errors import Problem, Unreachable
from mediadl.client.stream import Parser, follow
from mediadl.contract.events import JobRemovedTold
from tests.helpers.answers import answering

TEXT = b""": hello

id: r-1
event: job.removed
data: {"request_id": "a"}

event: of.later
data: {"x":
data: 1}

event: job.progress
data: broken

id: r-2

event: nothing

"""
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"


@pytest.mark.parametrize("size", [1, 7, 1000])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_bytes_become_events_however_they_are_cut(size: int, ending: bytes) -> None:
    parser, text = Parser(), TEXT.replace(b"\n", ending)
    found = [one for at in range(0, len(text), size) for one in parser.feed(text[at : at + size])]
    assert [(one.name, one.id, one.request_id) for one in found] == [
        ("job.removed", "r-1", "a"),
        ("of.later", None, None),
        ("job.progress", None, None),
    ]
    assert found[0].data == JobRemovedTold(request_id="a")
    assert (found[1].data, found[2].data, parser.last_id) == ({"x": 1}, {"value": "broken"}, "r-1")


async def test_a_lost_stream_goes_on_after_the_last_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_FIRST_PAUSE_S", 0.01)
    heard: list[bytes] = []
    first = HEAD + b'id: r-7\nevent: job.removed\ndata: {"request_id": "a"}\n\nid: half'
    then = HEAD + b'event: job.removed\ndata: {"request_id": "b"}\n\n'
    busy = b'HTTP/1.1 429 x\r\nContent-Length: 24\r\n\r\n{"code": "RATE_LIMITED"}'
    revoked = b'HTTP/1.1 401 x\r\nContent-Length: 24\r\n\r\n{"code": "UNAUTHORIZED"}'
    async with (
        answering(first, busy, b"", then, revoked, heard=heard) as address,
        Connection(address, "") as connection,
        aclosing(follow(connection, "", 60)) as events,
    ):
        assert [(await anext(events)).request_id for _ in range(2)] == ["a", "b"]
        with pytest.raises(Problem):
            await anext(events)
    assert [b"Last-Event-ID: r-7" in head for head in heard] == [False, True, True, True, True]


async def test_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_FIRST_PAUSE_S", 0.01)
    async with Connection("http://127.0.0.1:9", "") as connection:
        with pytest.raises(Unreachable):
            await anext(follow(connection, "", 60))
    async with answering(HEAD, b"") as address, Connection(address, "") as connection:
        with pytest.raises(Unreachable):
            await anext(follow(connection, "", 0))
