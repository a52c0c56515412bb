"""The route that clients of aria2 speak to, over HTTP and over a WebSocket."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from aiohttp import web

from mediadl.contract.aria2 import RpcAnswer, RpcRequest
from mediadl.domain.clients import Scope
from mediadl.domain.events import SettingsChanged
from mediadl.server.aria2.conversation import Conversation
from mediadl.server.aria2.messages import KIND, RpcRefusal
from mediadl.server.aria2.notifications import Listener, listening
from mediadl.server.audit import Decision, calls_of
from mediadl.server.call import Call
from mediadl.server.problems import Code, Problem, status_of
from mediadl.server.route import BODY_BYTES, JSON, Auth, RateClass, Route
from mediadl.server.routes.events import HEARTBEAT_S, take_leave
from mediadl.server.streams import until_first

PATH = "/jsonrpc"
SWITCH = "api_aria2"
MOST_STRANGERS = 16
"""WebSockets of nobody that may be open from one extension, and from all programs."""
_MOST_OF_EXTENSIONS = 128
"""From all extensions together, because a program can make up as many as it likes."""


async def post(call: Call) -> web.StreamResponse:
    """Answer one body."""
    conversation = Conversation(call)
    reply = await conversation.answer(call.raw_body)
    call.named = tuple(conversation.names)
    return web.Response(body=reply.body, status=reply.status, headers={"Content-Type": KIND})


async def websocket(call: Call) -> web.StreamResponse:
    """Answer messages, and tell what happens, until either side ends it."""
    api = call.api
    if _is_crowded(api.streams.strangers(), call.origin):
        raise Problem(Code.RATE_LIMITED, "Too many connections that have not said whose they are.")
    with api.streams.opened(None, call.origin) as ending, _while_switched_on(call, ending):
        spoken = _Spoken(call, ending)
        with listening(api.engine.bus, spoken.hears) as listener:
            await spoken.socket.prepare(call.request)
            parts = (spoken.talk(), spoken.tell(listener), ending.wait())
            await until_first(api.tasks, "speak with a client of aria2", *parts)
            await take_leave(call, spoken.socket.close())
    return spoken.socket


def _is_crowded(strangers: Counter[str | None], origin: str | None) -> bool:
    of_extensions = strangers.total() - strangers[None]
    return strangers[origin] >= MOST_STRANGERS or (
        origin is not None and of_extensions >= _MOST_OF_EXTENSIONS
    )


class _Spoken:
    """A WebSocket, and who has said to be its other end."""

    def __init__(self, call: Call, ending: asyncio.Event) -> None:
        self.socket = web.WebSocketResponse(heartbeat=HEARTBEAT_S, max_msg_size=BODY_BYTES, compress=False)
        self._call, self._ending = call, ending
        self._client_id: str | None = None

    def hears(self, owner_id: str | None) -> bool:
        """Whether it is told of what this client, or the user for None, has made.

        aria2p never says whose its listening socket is: one that has not said it, and is no extension's,
        hears of the downloads of programs, and of those only that something became of a gid.
        """
        clients = self._call.api.clients
        if self._client_id is not None:
            client = clients.get(self._client_id)
            return client is not None and client.sees(owner_id)
        owner = clients.get(owner_id) if owner_id is not None else None
        return self._call.origin is None and owner is not None and owner.origin is None

    async def talk(self) -> None:
        """Answer what comes, until nothing comes any more, or too much of somebody unknown."""
        with contextlib.suppress(ConnectionError):
            async for message in self.socket:
                if isinstance(data := message.data, str | bytes):
                    status = await self._answer(
                        data.encode(errors="replace") if isinstance(data, str) else data
                    )
                    if status == status_of(Code.RATE_LIMITED) and self._client_id is None:
                        break

    async def tell(self, listener: Listener) -> None:
        """Tell what happens, until it is too slow."""
        with contextlib.suppress(ConnectionError):
            while (notification := await listener.next()) is not None:
                await self.socket.send_str(notification.decode())

    async def _answer(self, data: bytes) -> int:
        """Returns the status that the answer would have over HTTP."""
        self._call.client = None  # whoever an earlier message came from says nothing of this one
        conversation = Conversation(self._call)
        reply = await conversation.answer(data)
        if conversation.client is not None:
            self._client_id = conversation.client.id
            self._call.api.streams.give(self._ending, self._client_id)
        _note(self._call, conversation, reply.status)
        await self.socket.send_str(reply.body.decode())
        return reply.status


@contextlib.contextmanager
def _while_switched_on(call: Call, ending: asyncio.Event) -> Iterator[None]:
    """Have the socket end when the user switches the route off."""

    def on_settings_changed(_event: SettingsChanged) -> None:
        if not call.api.is_on(SWITCH):
            ending.set()

    end = call.api.engine.bus.subscribe(SettingsChanged, on_settings_changed)
    try:
        yield
    finally:
        end()


def _note(call: Call, conversation: Conversation, status: int) -> None:
    """A message has its line in the audit log, as a request has."""
    call.api.audit.note(
        Decision(
            time=datetime.now(UTC).isoformat(timespec="milliseconds"),
            status=status,
            method=call.route.method,
            route=call.route.path,
            client=call.client.id if call.client else None,
            origin=call.origin,
            host=call.host,
            request_id=call.request_id,
            calls=calls_of(conversation.names),
        )
    )
    call.host = None


_SCOPES = frozenset({Scope.SUBMIT, Scope.READ, Scope.CONTROL})
ROUTES = (
    Route(
        "POST",
        PATH,
        post,
        "aria2's JSON-RPC",
        _SCOPES,
        Auth.INSIDE,
        RateClass.SUBMIT,
        body=RpcRequest,
        answer=RpcAnswer,
        refusal=RpcRefusal,
        content_types=(JSON, "text/plain", ""),
        switch=SWITCH,
        tag="compatible",
    ),
    Route(
        "GET",
        PATH,
        websocket,
        "The same over a WebSocket, with notifications",
        _SCOPES,
        Auth.INSIDE,
        status=101,
        answer=RpcAnswer,
        refusal=RpcRefusal,
        errors=(Code.RATE_LIMITED,),
        is_stream=True,
        is_websocket=True,
        switch=SWITCH,
        tag="compatible",
    ),
)
