"""Routes that tell what happens as it happens: server-sent events, and the same over a WebSocket."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from aiohttp import web

from mediadl.contract.events import EventTold
from mediadl.domain.clients import Client, Scope
from mediadl.server.call import Call
from mediadl.server.feed import Event, Feed, Reader
from mediadl.server.problems import Code
from mediadl.server.route import BASE, Route
from mediadl.server.streams import until_first

HEARTBEAT_S = 15.0
"""Silence after which a sign of life is sent."""
_GOODBYE_S = 0.3
"""How long the end of a stream may take before its connection is cut."""
_MOST_BYTES = 4096
"""Nothing is expected of those who listen."""
SUBPROTOCOL = "mediadl"
"""What a browser offers beside its token, which it can send in no header."""

Send = Callable[[Event | None], Awaitable[None]]
"""Sends an event, or a sign of life."""


async def events(call: Call) -> web.StreamResponse:
    """Tell of everything as server-sent events (WHATWG HTML, 9.2)."""
    feed, client = _parts(call)
    with feed.reading(client, call.request.headers.get("Last-Event-ID")) as reader:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
        await response.prepare(call.request)

        async def send(event: Event | None) -> None:
            await response.write(as_text(event, "" if event is None else feed.data_of(event, client)))

        await _stream(call, reader, send)
        await take_leave(call, response.write_eof())
    return response


async def websocket(call: Call) -> web.StreamResponse:
    """The same over a WebSocket, one JSON object a message; `Last-Event-ID` may come as `last_event_id`."""
    feed, client = _parts(call)
    last_id = call.request.headers.get("Last-Event-ID")
    with feed.reading(client, last_id) as reader:
        socket = web.WebSocketResponse(
            heartbeat=HEARTBEAT_S, max_msg_size=_MOST_BYTES, protocols=_subprotocols(call)
        )
        await socket.prepare(call.request)

        async def send(event: Event | None) -> None:
            if event is not None:
                data = json.loads(feed.data_of(event, client))
                await socket.send_str(json.dumps({"id": event.id, "event": event.name, "data": data}))

        await _stream(call, reader, send, _until_gone(socket))
        await take_leave(call, socket.close())
    return socket


def _subprotocols(call: Call) -> tuple[str, ...]:
    """Of which one is answered, else a browser hangs up (WHATWG WebSockets, 3.1): our name before a token."""
    sent = ",".join(call.request.headers.getall("Sec-WebSocket-Protocol", ()))
    offered = tuple(one.strip() for one in sent.split(",") if one.strip())
    return (SUBPROTOCOL,) if SUBPROTOCOL in offered else offered


def as_text(event: Event | None, data: str) -> bytes:
    """An event in the form of the stream; None is a comment, which keeps connections from being dropped."""
    if event is None:
        return b": still here\n\n"
    id_ = f"id: {event.id}\n" if event.id else ""
    return f"{id_}event: {event.name}\ndata: {data}\n\n".encode()


async def _stream(call: Call, reader: Reader, send: Send, *others: Coroutine[Any, Any, None]) -> None:
    """Send until the reader is dropped or gone, the token is revoked, or the API stops."""
    assert call.client is not None
    with call.api.streams.opened(call.client.id) as ending:
        parts = (_pump(reader, send), ending.wait(), reader.dropped.wait(), *others)
        await until_first(call.api.tasks, "stream events", *parts)


async def _pump(reader: Reader, send: Send) -> None:
    with contextlib.suppress(ConnectionError):
        await send(None)
        while not reader.is_dropped:
            await send(await reader.next(HEARTBEAT_S))


async def _until_gone(socket: web.WebSocketResponse) -> None:
    async for _message in socket:
        pass


async def take_leave(call: Call, goodbye: Awaitable[object]) -> None:
    """Take leave; of one that does not listen, without a word."""
    try:
        async with asyncio.timeout(_GOODBYE_S):
            await goodbye
    except (TimeoutError, ConnectionError):
        if call.request.transport is not None:
            call.request.transport.abort()


def _parts(call: Call) -> tuple[Feed, Client]:
    assert call.api.feed is not None
    assert call.client is not None
    return call.api.feed, call.client


ROUTES = (
    Route(
        "GET",
        f"{BASE}/events",
        events,
        "Everything that happens to downloads, as it happens",
        scopes=frozenset({Scope.READ}),
        answer="text/event-stream",
        errors=(Code.RATE_LIMITED,),
        is_stream=True,
        tag="events",
    ),
    Route(
        "GET",
        f"{BASE}/ws",
        websocket,
        "The same over a WebSocket",
        scopes=frozenset({Scope.READ}),
        status=101,
        answer=EventTold,
        errors=(Code.RATE_LIMITED,),
        is_stream=True,
        is_websocket=True,
        tag="events",
    ),
)
