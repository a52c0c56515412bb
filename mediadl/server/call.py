"""A request that has passed the gate, as routes get it; and what all routes share."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NoReturn, TypeVar

from aiohttp import web
from pydantic import BaseModel

from mediadl.domain.clients import Client, Scope
from mediadl.domain.errors import UnknownJob
from mediadl.domain.job import Job
from mediadl.domain.links import host_of
from mediadl.engine.engine import Engine
from mediadl.engine.tasks import Tasks
from mediadl.paths import Paths
from mediadl.server.audit import Audit
from mediadl.server.clients import Clients
from mediadl.server.feed import Feed
from mediadl.server.gate import Refused, admit
from mediadl.server.job_news import JobNews
from mediadl.server.learned import Learned
from mediadl.server.metrics import Metrics
from mediadl.server.pairing import Pairing
from mediadl.server.problems import Code, Problem
from mediadl.server.rates import Rates
from mediadl.server.route import RateClass, Route, Table
from mediadl.server.streams import Streams
from mediadl.server.telling import Tellings
from mediadl.server.tokens import Failures

M = TypeVar("M", bound=BaseModel)
LOOKS_AT_ONCE = 2


@dataclass
class Api:
    """What routes work with. Other parts are added as fields with a default, and built in `server`."""

    engine: Engine
    tasks: Tasks
    paths: Paths
    clients: Clients
    pairing: Pairing
    rates: Rates
    failures: Failures
    audit: Audit
    streams: Streams
    news: JobNews
    table: Table
    started_at: float
    """On the loop's clock."""
    feed: Feed | None = None
    """What streams tell of; there whenever something listens."""
    metrics: Metrics | None = None
    """There whenever something listens, as the feed is."""
    port: int = 0
    download_folder: str | None = None
    """Where files of API jobs go instead of the settings' folder; of `mediadl serve --to`."""
    learned: Learned = field(default_factory=Learned)
    """What was found at the pages of videos whose lists say little."""
    tellings: Tellings = field(default_factory=Tellings)
    looking: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(LOOKS_AT_ONCE))
    """Held while a worker looks at a link for a client."""
    on_answered: list[Callable[[Route | None, int, float], None]] = field(default_factory=list)
    """Called after each answer with its route, status and seconds."""
    on_foreign_token: list[Callable[[Client, str | None], None]] = field(default_factory=list)
    """Called when a token comes from another origin than it was paired from."""

    def is_on(self, switch: str) -> bool:
        """Whether a switch of the settings is on."""
        return bool(getattr(self.engine.settings, switch, False))


@dataclass
class Call:
    """One request. Whatever a route answers about jobs goes through `job`, `jobs` or `sees`."""

    api: Api
    request: web.BaseRequest
    route: Route
    params: dict[str, str]
    request_id: str
    client: Client | None
    """Whose request it is; None where a route is open to all."""
    origin: str | None
    """The extension that sent it."""
    count: Callable[[Client | None, RateClass], None]
    """Counts the request for a client that is only known now, or for nobody."""
    host: str | None = None
    """Of the link that it is about, for the audit."""
    account_id: str | None = None
    """Of the account that it names, once it is known that the client may."""
    named: tuple[str, ...] = ()
    """The methods that it calls, for the audit; none where the route says it all."""
    sent_query: BaseModel | None = None
    sent_body: BaseModel | None = None
    raw_body: bytes = b""

    def query(self, kind: type[M]) -> M:
        """The query, which the route declares to be of this kind."""
        assert isinstance(self.sent_query, kind)
        return self.sent_query

    def body(self, kind: type[M]) -> M:
        """The body, which the route declares to be of this kind."""
        assert isinstance(self.sent_body, kind)
        return self.sent_body

    def about(self, link: str) -> None:
        """Note for the audit which host the request is about."""
        self.host = host_of(link) or None

    def admit(
        self, token: str, scopes: frozenset[Scope] | None = None, rate: RateClass | None = None
    ) -> Client:
        """For routes whose token lies inside the body: let its client in, or end the request.

        `scopes` and `rate` are those of what is asked for, where the route alone does not say it.

        Raises:
            Problem: the token is none, of another origin, without the scope, or over its limit.
        """
        route = replace(self.route, scopes=scopes or self.route.scopes, rate=rate or self.route.rate)
        client = self.api.clients.find(token)
        if refused := admit(client, route, self.origin):
            self._refuse(refused)
        assert client is not None
        self.client = client = self.api.clients.bound(client, self.origin)
        self.count(client, route.rate)
        return client

    def _refuse(self, refused: Refused) -> NoReturn:
        """End the request; it counts for whose token it came with, if that is anybody's."""
        self.client = refused.client
        if refused.client is not None:
            self.count(refused.client, RateClass.PLAIN)
            if refused.code is Code.FORBIDDEN_ORIGIN:
                for listener in self.api.on_foreign_token:
                    listener(refused.client, self.origin)
        raise Problem(refused.code, refused.detail)

    @property
    def owner_id(self) -> str | None:
        """Whose what this request makes will be."""
        return self.client.id if self.client else None

    def sees(self, job: Job) -> bool:
        """Whether the client may know of this job."""
        return self.client is not None and self.client.sees(job.client_id)

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The jobs that the client may know of, in queue order."""
        return tuple(job for job in self.api.engine.jobs if self.sees(job))

    def job(self, job_id: str) -> Job:
        """A job that the client may know of. One of somebody else is not there, as far as it can tell.

        Raises:
            Problem: there is none.
        """
        try:
            job = self.api.engine.job(job_id)
        except UnknownJob:
            job = None
        if job is None or not self.sees(job):
            raise Problem(Code.JOB_NOT_FOUND, "There is no download with this id.")
        return job
