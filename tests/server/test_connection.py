"""Connections that are too many, too slow or no HTTP are ended without harm."""

import asyncio
import contextlib

import pytest

from mediadl.server import bodies, connection
from mediadl.server.problems import Code, Problem
from tests.helpers.api import Running


async def _raw(port: int, sent: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    try:
        async with asyncio.timeout(20):
            return await reader.read()
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


@pytest.mark.parametrize(
    "sent",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nBad Header\r\n\r\n",
        b"GET /" + b"a" * 20_000,
        b"GET / HTTP/1.1\r\nX: " + b"a" * 20_000,
    ],
)
async def test_what_is_no_request_is_refused_in_our_words(api: Running, sent: bytes) -> None:
    answer = await _raw(api.port, sent)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b" 400 " in head.splitlines()[0]
    assert b"Server: MediaDL\r\n" in head + b"\r\n"
    assert b"nosniff" in head
    assert b'"MALFORMED"' in body


async def test_the_connection_after_the_last_is_turned_away(
    api: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "MOST_CONNECTIONS", 2)
    open_ones = [await asyncio.open_connection("127.0.0.1", api.port) for _ in range(2)]
    await asyncio.sleep(0.05)
    assert b" 503 " in await _raw(api.port, b"")
    for _reader, writer in open_ones:
        writer.close()
        await writer.wait_closed()


async def test_headers_and_bodies_that_drip_are_given_up(
    api: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "HEADER_S", 0.3)
    assert await _raw(api.port, b"GET /api/v1/version HTTP/1.1\r\nHost:") == b""
    monkeypatch.setattr(bodies.read, "__defaults__", (0.3,))
    head = (
        f"POST /api/v1/pair HTTP/1.1\r\nHost: 127.0.0.1:{api.port}\r\nContent-Type: application/json\r\n"
        "Content-Length: 100\r\n\r\n{"
    )
    assert b" 408 " in await _raw(api.port, head.encode())


async def test_a_body_is_asked_for_only_when_it_will_be_read(api: Running) -> None:
    head = (
        f"POST /api/v1/pair HTTP/1.1\r\nHost: 127.0.0.1:{api.port}\r\nContent-Type: {{}}\r\n"
        "Content-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
    )
    assert (await _raw(api.port, head.format("application/json").encode() + b"{}")).startswith(
        b"HTTP/1.1 100 Continue"
    )
    assert (await _raw(api.port, head.format("text/plain").encode())).startswith(b"HTTP/1.1 415")


def test_a_problem_says_when_to_come_back_and_how_to_be_let_in() -> None:
    late = connection.as_response(Problem(Code.RATE_LIMITED, "Wait.", retry_after_s=2.4), "id")
    assert late.headers["Retry-After"] == "2"
    assert (
        "Bearer"
        in connection.as_response(Problem(Code.UNAUTHORIZED, "No."), "id").headers["WWW-Authenticate"]
    )
