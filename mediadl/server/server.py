"""The API as a whole: built over an engine, started and stopped, whichever face it runs beside."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from mediadl.domain.clients import Client, Scope
from mediadl.domain.errors import StoreUnusable
from mediadl.engine.engine import Engine
from mediadl.engine.tasks import Tasks
from mediadl.paths import Paths, ensure_private
from mediadl.server.audit import NAME as AUDIT_FILE
from mediadl.server.clients import Clients
from mediadl.server.handed_over import HandedOver
from mediadl.server.pairing import Pairing
from mediadl.server.sockets import FALL_BACKS, Listening, listen

if TYPE_CHECKING:
    from aiohttp import web

    from mediadl.server.audit import Audit, Decision
    from mediadl.server.call import Api
    from mediadl.server.rates import Limits
    from mediadl.server.route import Table
    from mediadl.server.webhooks import Webhooks

SHUTDOWN_S = 0.5
"""How long answers may take to end by themselves, and then again to be cancelled."""


@dataclass(frozen=True)
class ServerOptions:
    """What may be other than usual."""

    limits: Limits | None = None
    """None is the usual ones."""
    table: Table | None = None
    """None is all routes."""
    download_folder: str | None = None
    """Where files of API jobs go instead of the settings' folder."""


class ApiServer:
    """One engine's API. `clients` and `pairing` live as long as this, also while it does not listen.

    All else, and the libraries that it takes, is imported when it first starts: most windows never need it.
    """

    def __init__(
        self,
        engine: Engine,
        tasks: Tasks,
        paths: Paths,
        options: ServerOptions | None = None,
    ) -> None:
        self.clients = Clients(engine.client_store)
        HandedOver(engine, self.clients, tasks)
        self._now_s: Callable[[], float] = asyncio.get_running_loop().time
        self.pairing = Pairing(self._make, self._now_s)
        self._engine = engine
        self._tasks = tasks
        self._paths = paths
        self._options = options or ServerOptions()
        self._runner: web.ServerRunner | None = None
        self._following: asyncio.Task[None] | None = None
        self.api: Api | None = None
        """What runs; None while nothing listens."""
        self.listening: Listening | None = None
        """Where it listens; None while it does not."""
        self._webhooks: Webhooks | None = None
        self.on_build: list[Callable[[Api], None]] = []
        """Called with each new `Api` before it listens, for parts that live beside it."""

    @property
    def address(self) -> str:
        """Where it can be reached; empty while it does not listen."""
        return f"http://127.0.0.1:{self.listening.port}/api/v1" if self.listening else ""

    @property
    def data_folder(self) -> Path:
        """The user's."""
        return self._paths.data

    @property
    def audit_file(self) -> Path:
        """Where all decisions are written to."""
        return self._paths.logs / AUDIT_FILE

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What became of the last requests, the newest last; none while it does not listen."""
        return tuple(self.api.audit.recent) if self.api else ()

    async def start(self, port: int, fall_backs: int = FALL_BACKS) -> Listening:
        """Listen from now on.

        Raises:
            CannotListen: no port could be had.
            UserError: the clients cannot be read, or the folder of the audit log cannot be made.
        """
        await asyncio.to_thread(_import_parts)
        from aiohttp import web

        from mediadl.server.answering import Answering
        from mediadl.server.audit import Audit
        from mediadl.server.connection import Server
        from mediadl.server.webhooks import Webhooks

        await self.clients.load()
        audit = Audit(ensure_private(self._paths.logs))
        listening = listen(port, fall_backs)
        self.api = self._build(audit, listening.port)
        if self.api.metrics is not None:
            self.api.on_answered.append(self.api.metrics.note_answer)
        for part in self.on_build:
            part(self.api)
        self._runner = web.ServerRunner(
            Server(Answering(self.api).answer), handle_signals=False, shutdown_timeout=SHUTDOWN_S
        )
        await self._runner.setup()
        for one in listening.sockets:
            await web.SockSite(self._runner, one).start()
        self._webhooks = Webhooks(self._engine, self._tasks, self.api.news)
        await self._webhooks.start()
        self.clients.on_revoked.append(self.api.streams.end_of)
        self._following = self._tasks.spawn(self.clients.follow(), name="follow the API's clients")
        self.listening = listening
        return listening

    async def stop(self) -> None:
        """Listen no more; what is still being answered ends within two seconds. Stopping twice is allowed."""
        if self._runner is None or self.api is None:
            return
        api, runner = self.api, self._runner
        self._runner = self.api = self.listening = None
        self.pairing.close()
        if self._webhooks is not None:
            self._webhooks.close()
        self.clients.on_revoked.remove(api.streams.end_of)
        api.streams.end_all()
        if self._following is not None:
            self._following.cancel()
        await runner.cleanup()
        if api.feed is not None:
            api.feed.close()
        if api.metrics is not None:
            api.metrics.close()
        api.news.close()
        api.audit.close()
        with contextlib.suppress(StoreUnusable):  # counts of requests are no reason to fail an end
            await self.clients.save_uses()

    async def _make(self, name: str, scopes: frozenset[Scope], origin: str | None) -> tuple[Client, str]:
        return await self.clients.make(name, scopes, origin=origin)

    def _build(self, audit: Audit, port: int) -> Api:
        from mediadl.server.call import Api
        from mediadl.server.feed import Feed
        from mediadl.server.job_news import JobNews
        from mediadl.server.metrics import Metrics
        from mediadl.server.rates import Limits, Rates
        from mediadl.server.routes.table import TABLE
        from mediadl.server.streams import Streams
        from mediadl.server.tokens import Failures

        news = JobNews(self._engine.bus)
        return Api(
            engine=self._engine,
            tasks=self._tasks,
            paths=self._paths,
            clients=self.clients,
            pairing=self.pairing,
            rates=Rates(self._options.limits or Limits()),
            failures=Failures(self._now_s),
            audit=audit,
            streams=Streams(),
            news=news,
            feed=Feed(self._engine, news),
            metrics=Metrics(self._engine),
            table=self._options.table or TABLE,
            started_at=self._now_s(),
            port=port,
            download_folder=self._options.download_folder,
        )


def _import_parts() -> None:
    """Import what takes long: half a second that the window's loop does not have."""
    for name in ("answering", "feed", "metrics", "routes.table", "webhooks"):
        import_module(f"mediadl.server.{name}")
