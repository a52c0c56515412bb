"""A real API over a real engine, listening on a port of its own, and a client that speaks to it."""

import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from mediadl.domain.clients import Client, Scope
from mediadl.engine.tasks import Tasks
from mediadl.server.rates import Limits
from mediadl.server.server import ApiServer, ServerOptions
from tests.helpers.api_contract import departures, route_of
from tests.helpers.engines import Watched, paths_in, running_engine

PLENTY = Limits(100_000, 100_000, 100_000, 100_000, 100_000, 100_000)
CHROME = f"chrome-extension://{'abcdefghijklmnop' * 2}"
FIREFOX = "moz-extension://01234567-89ab-4cde-8f01-23456789abcd"
_WHOLE = ("/api/", "/add", "/c/", "/jsonrpc")


@dataclass
class Answered:
    """An answer, read to its end."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """The code of a problem; empty for none."""
        return str(self.json.get("code", "")) if "problem" in self.headers.get("Content-Type", "") else ""


class Running:
    """An API that listens."""

    def __init__(
        self, server: ApiServer, watched: Watched, session: aiohttp.ClientSession, folder: Path
    ) -> None:
        self.server = server
        self.watched = watched
        self.session = session
        self.folder = folder

    @property
    def port(self) -> int:
        """Where it listens."""
        assert self.server.listening is not None
        return self.server.listening.port

    async def client(
        self, *scopes: Scope, origin: str | None = None, name: str = "Test"
    ) -> tuple[Client, str]:
        """A new client and its token."""
        return await self.server.clients.make(name, scopes, origin=origin)

    async def ask(
        self,
        method: str,
        path: str,
        token: str = "",
        *,
        json: Any = None,
        headers: dict[str, str] | None = None,
        data: bytes | None = None,
    ) -> Answered:
        """Send one request, and read its answer unless that goes on; `path` is below `/api/v1`, or whole.

        Whatever is answered has to be what the OpenAPI document says.
        """
        sent = {**({"Authorization": f"Bearer {token}"} if token else {}), **(headers or {})}
        whole = path if path == "/" or path.startswith(_WHOLE) else f"/api/v1{path}"
        url = f"http://127.0.0.1:{self.port}{whole}"
        async with self.session.request(method, url, headers=sent, json=json, data=data) as answer:
            goes_on = answer.content_type == "text/event-stream"
            answered = Answered(answer.status, dict(answer.headers), b"" if goes_on else await answer.read())
        api = self.server.api
        if not goes_on and api is not None and (route := route_of(method, whole, api.is_on)) is not None:
            assert not (found := departures(route, answer.status, answer.content_type, answered.body)), found
        return answered


@asynccontextmanager
async def running_api(folder: Path, *, limits: Limits = PLENTY, **settings: Any) -> AsyncIterator[Running]:
    """Open an engine and its API in the folder."""
    async with running_engine(folder, **settings) as watched, serving(watched, folder, limits) as server:
        jar = aiohttp.DummyCookieJar()
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            yield Running(server, watched, session, folder)


@asynccontextmanager
async def serving(watched: Watched, folder: Path, limits: Limits = PLENTY) -> AsyncIterator[ApiServer]:
    """An API over an engine that runs already."""
    tasks = Tasks()
    server = ApiServer(watched.engine, tasks, paths_in(folder), ServerOptions(limits))
    await server.start(0)
    try:
        yield server
    finally:
        await server.stop()
        await tasks.cancel_all()


def every(scopes: Iterable[Scope] = Scope) -> list[Scope]:
    """All scopes but `all`."""
    return [scope for scope in scopes if scope is not Scope.ALL]
