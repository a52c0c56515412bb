"""Calls the receivers of API clients: what is due is kept until it was taken, and no job waits for it."""

import asyncio
import contextlib
import random
import socket
import uuid
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from mediadl import __version__
from mediadl.contract.webhooks import WebhookBody
from mediadl.domain.addresses import Exceptions, Reach, reach_of
from mediadl.domain.client_links import parse_client_link
from mediadl.domain.errors import StoreUnusable, UnknownJob, UserError
from mediadl.domain.events import JobChanged, JobProgressed, JobRemoved
from mediadl.domain.job import FINAL_STATES, Job
from mediadl.domain.links import host_of
from mediadl.domain.webhooks import (
    MOST_ATTEMPTS,
    PROGRESS_PAUSE_S,
    SIGNATURE_HEADER,
    TIMEOUT_S,
    Delivery,
    event_of,
    event_of_batch,
    is_passing,
    pause_s,
    signature,
)
from mediadl.engine.approvals import exceptions_for
from mediadl.engine.engine import Engine
from mediadl.engine.tasks import Tasks
from mediadl.server.job_news import JobNews
from mediadl.server.telling import told

_AT_ONCE = 4
"""Calls of one client that are under way; a receiver that is dead holds up nobody else's."""


class NotTaken(Exception):
    """A receiver did not take a call: the text says why, without an address."""

    def __init__(self, why: str, *, is_passing: bool) -> None:
        super().__init__(why)
        self.is_passing = is_passing


@dataclass
class _Line:
    """The calls about one job, which are made one after the other."""

    waiting: deque[Delivery] = field(default_factory=deque)
    task: "asyncio.Task[None] | None" = None
    progress_at_s: float = 0.0


class Webhooks:
    """One for an API, between `start` and `close`."""

    def __init__(self, engine: Engine, tasks: Tasks, news: JobNews) -> None:
        self._engine, self._tasks, self._news = engine, tasks, news
        self._store = engine.webhook_store
        self._lines: defaultdict[str, _Line] = defaultdict(_Line)
        self._slots: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(_AT_ONCE))
        self._is_closed = False
        self._unsubscribe: tuple[Callable[[], None], ...] = ()
        self.pause_s: Callable[[int, float], float] = pause_s

    async def start(self) -> None:
        """Go on with what was left, and listen from now on."""
        with contextlib.suppress(StoreUnusable):  # the window says so; nothing is lost
            for delivery in await self._store.load():
                self._line_up(delivery)
        bus = self._engine.bus
        self._unsubscribe = (
            bus.subscribe(JobChanged, self._on_changed),
            bus.subscribe(JobProgressed, self._on_progressed),
            bus.subscribe(JobRemoved, self._on_removed),
        )

    def close(self) -> None:
        """Call nobody any more; what was not taken is kept for the next start."""
        self._is_closed = True
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        for line in self._lines.values():
            if line.task is not None:
                line.task.cancel()

    # --- what is due ----------------------------------------------------------------------------------------

    def _on_changed(self, event: JobChanged) -> None:
        job = event.job
        if job.webhook_url is None or job.client_id is None:
            return
        if (name := event_of(event.before, job)) is not None:
            self._keep(job, name, job.id)
        if event.before.state is not job.state and (name := event_of_batch(job, self._engine.jobs)):
            self._keep(job, name, job.batch_id or job.id)

    def _on_removed(self, event: JobRemoved) -> None:
        """What a batch waited for may be gone; one that had ended was told of then."""
        if event.job.state in FINAL_STATES or event.job.batch_id is None:
            return
        left = [one for one in self._engine.jobs if one.batch_id == event.job.batch_id]
        for job in left[-1:]:
            if job.webhook_url is not None and (name := event_of_batch(job, left)):
                self._keep(job, name, event.job.batch_id)

    def _on_progressed(self, event: JobProgressed) -> None:
        with contextlib.suppress(UnknownJob):
            job = self._engine.job(event.job_id)
            if job.webhook_url is None or job.client_id is None:
                return
            line, now_s = self._lines[job.id], asyncio.get_running_loop().time()
            if not line.waiting and now_s - line.progress_at_s >= PROGRESS_PAUSE_S:
                line.progress_at_s = now_s
                self._line_up(replace(self._delivery(job, "download.progress", job.id), is_kept=False))

    def _keep(self, job: Job, name: str, about: str) -> None:
        delivery = self._delivery(job, name, about)
        self._tasks.spawn(self._keep_and_line_up(delivery), name=f"keep {name}")

    async def _keep_and_line_up(self, delivery: Delivery) -> None:
        with contextlib.suppress(StoreUnusable):  # then it is made without being kept
            await self._store.add(delivery)
        self._line_up(delivery)

    def _delivery(self, job: Job, name: str, about: str) -> Delivery:
        progress = self._engine.finding(job.id).progress
        now = datetime.now(UTC)
        data = told(job, progress, self._news.changed_at(job))
        body = WebhookBody(event=name, timestamp=now, request_id=about, data=data).model_dump_json()
        assert job.webhook_url is not None
        assert job.client_id is not None
        return Delivery(str(uuid.uuid4()), job.id, job.client_id, job.webhook_url, name, body, now)

    def _line_up(self, delivery: Delivery) -> None:
        if self._is_closed:
            return
        line = self._lines[delivery.job_id]
        line.waiting.append(delivery)
        if line.task is None or line.task.done():
            line.task = self._tasks.spawn(self._make_calls(delivery.job_id, line), name="call a receiver")

    # --- the calls ------------------------------------------------------------------------------------------

    async def _make_calls(self, job_id: str, line: _Line) -> None:
        while line.waiting:
            await self._deliver(line.waiting[0])
            delivery = line.waiting.popleft()
            if not delivery.is_kept:  # it may have waited for others, and the pause is between arrivals
                line.progress_at_s = asyncio.get_running_loop().time()
        if line.progress_at_s == 0.0 or self._has_ended(job_id):
            self._lines.pop(job_id, None)

    def _has_ended(self, job_id: str) -> bool:
        try:
            return self._engine.job(job_id).state in FINAL_STATES
        except UnknownJob:
            return True

    async def _deliver(self, delivery: Delivery) -> None:
        """Call until it was taken or is given up."""
        attempts = delivery.attempts
        while True:
            try:
                async with self._slots[delivery.client_id]:
                    await self._call(delivery)
                break
            except NotTaken as problem:
                attempts += 1
                if not delivery.is_kept or not problem.is_passing or attempts >= MOST_ATTEMPTS:
                    self._tell_given_up(delivery, problem, attempts)
                    break
                with contextlib.suppress(StoreUnusable):
                    await self._store.note_failure(delivery.id)
            await asyncio.sleep(self.pause_s(attempts, random.random()))  # noqa: S311 - guards nothing
        if delivery.is_kept:
            with contextlib.suppress(StoreUnusable):
                await self._store.delete(delivery.id)

    def _tell_given_up(self, delivery: Delivery, problem: NotTaken, attempts: int) -> None:
        if delivery.is_kept:
            times = "once" if attempts == 1 else f"{attempts} times"
            host = host_of(delivery.url)
            text = f"{host} did not take “{delivery.event}”, tried {times}: {problem}"
            self._news.note(delivery.job_id, "warning", text)

    async def _call(self, delivery: Delivery) -> None:
        exceptions = exceptions_for(delivery.client_id, self._engine.settings)
        try:
            secret = await self._engine.accounts.client_secret(delivery.client_id)
        except UserError as error:
            raise NotTaken(f"it could not be signed. {error}", is_passing=True) from None
        status = await post(delivery, secret, exceptions)
        if not 200 <= status < 300:
            raise NotTaken(f"it answered with status {status}.", is_passing=is_passing(status))


async def post(delivery: Delivery, secret: str, exceptions: Exceptions) -> int:
    """Make one call; the status of its answer, which is not followed anywhere and not read.

    Raises:
        NotTaken: nobody answered, or the address is none that may be called.
    """
    _check(delivery.url, exceptions)
    body = delivery.body.encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"MediaDL/{__version__}",
        "X-Webhook-Id": delivery.id,
        SIGNATURE_HEADER: signature(secret, body),
    }
    resolver = _Watched(exceptions)
    connector = aiohttp.TCPConnector(resolver=resolver, force_close=True)
    limit = aiohttp.ClientTimeout(total=TIMEOUT_S)
    try:
        async with (
            aiohttp.ClientSession(connector=connector, timeout=limit, trust_env=False) as session,
            session.post(delivery.url, data=body, headers=headers, allow_redirects=False) as answer,
        ):
            return answer.status
    except TimeoutError:
        raise NotTaken(f"no answer within {TIMEOUT_S:g} seconds.", is_passing=True) from None
    except (aiohttp.ClientError, OSError) as error:
        if resolver.has_refused:
            raise _refused() from error
        raise NotTaken("it could not be reached.", is_passing=True) from error


class _Watched(AbstractResolver):
    """Looks names up, and gives out what may be called alone; what it gives out is what is connected to."""

    def __init__(self, exceptions: Exceptions) -> None:
        self._exceptions = exceptions
        self._plain = ThreadedResolver()
        self.has_refused = False

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """As aiohttp asks."""
        found = await self._plain.resolve(host, port, family)
        if any(reach_of(one["host"], self._exceptions) is not Reach.GLOBAL for one in found):
            self.has_refused = True
            raise OSError("an address that may not be called")
        return found

    async def close(self) -> None:
        """Nothing is open."""


def _check(url: str, exceptions: Exceptions) -> None:
    """Look at an address that is written as a number, which nobody looks up."""
    try:
        parse_client_link(url, exceptions)
    except UserError:
        raise _refused() from None
    host = urlsplit(url).hostname or ""
    is_number = ":" in host or host.rpartition(".")[2].isdecimal()
    if is_number and reach_of(host, exceptions) is not Reach.GLOBAL:
        raise _refused()


def _refused() -> NotTaken:
    return NotTaken("it leads to this computer or to a private network.", is_passing=False)
