"""Connections: how many there may be, how long one may take to ask, and headers that every answer has."""

import asyncio
import json
import logging
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from aiohttp.http_parser import RawRequestMessage
from aiohttp.streams import StreamReader
from aiohttp.web_protocol import RequestHandler

from mediadl.server.headers import SAFE
from mediadl.server.problems import Code, OwnRefusal, Problem

MOST_CONNECTIONS = 64
HEADER_S = 10.0
"""A connection that has not asked anything whole by then is closed, also between two requests."""
LINGER_S = 2.0
PROBLEM = "application/problem+json"
_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 1\r\nConnection: close\r\n\r\n"
)

_NO_LOG = logging.getLogger("mediadl.server.access")
"""aiohttp wants one; nothing is logged to it, because links and tokens may stand in a request."""
_NO_LOG.disabled = True

ID = web.RequestKey("id", str)
"""The request's own id, also for its answer."""
HEADERS = web.RequestKey("headers", dict[str, str])
"""What the answer gets beside `SAFE`; it wins over what the answer has itself."""

Answer = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


class Request(web.BaseRequest):
    """A request whose answer, of whatever kind, gets our headers at the moment it is sent."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self[ID] = str(uuid.uuid4())
        self[HEADERS] = {}

    async def _prepare_hook(self, response: web.StreamResponse) -> None:
        for name, value in {**SAFE, "X-Request-ID": self[ID]}.items():
            if name not in response.headers or name == "Server":
                response.headers[name] = value
        response.headers.update(self[HEADERS])


class Connection(RequestHandler):
    """One connection. What is no HTTP is refused in our own words."""

    __slots__ = ()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """The answer where no route could be asked; only a bug of ours is logged."""
        if status == 400:
            problem = Problem(Code.MALFORMED, "This is no request that can be read.")
        else:
            self.log_exception("an answer of the API failed", exc_info=exc)
            problem = Problem(Code.INTERNAL_SERVER_ERROR, "Something went wrong. MediaDL's log says more.")
        if request.writer.output_size > 0:
            raise ConnectionError("the answer has begun already")
        response = as_response(problem, request[ID])
        response.force_close()
        return response


class Server(web.Server):
    """Makes a `Connection` for each, up to a number."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer, request_factory=self._request)

    def __call__(self) -> RequestHandler:
        """A connection that has just been accepted."""
        return Connection(
            self,
            loop=self._loop,
            access_log=_NO_LOG,
            keepalive_timeout=HEADER_S,
            lingering_time=LINGER_S,
            auto_decompress=False,
        )

    def connection_made(self, handler: RequestHandler, transport: asyncio.Transport) -> None:
        """Take it in, or turn it away where there are too many."""
        super().connection_made(handler, transport)
        if len(self._connections) > MOST_CONNECTIONS:
            self._loop.call_soon(_turn_away, transport)  # not before its own task has begun

    def _request(
        self,
        message: RawRequestMessage,
        payload: StreamReader,
        protocol: RequestHandler,
        writer: Any,
        task: "asyncio.Task[None]",
    ) -> Request:
        return Request(message, payload, protocol, writer, task, self._loop)


def _turn_away(transport: asyncio.Transport) -> None:
    transport.write(_FULL)
    transport.close()


def as_response(problem: Problem, request_id: str, refusal: type[OwnRefusal] | None = None) -> web.Response:
    """The answer that tells of a problem, in the form that its route has for that."""
    told = refusal.of(problem) if refusal else problem.document(request_id)
    document = told.model_dump(mode="json")
    body = json.dumps(document, ensure_ascii=False).encode(errors="replace")
    headers = {}
    if problem.retry_after_s is not None:
        headers["Retry-After"] = str(max(1, round(problem.retry_after_s)))
    if problem.code is Code.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Bearer realm="MediaDL"'
    kind = refusal.kind if refusal else PROBLEM
    return web.Response(body=body, status=problem.status, content_type=kind, headers=headers)
