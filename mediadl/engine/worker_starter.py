"""Starts workers: forks of a server where there can be one, else processes of their own. It keeps none."""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from pathlib import Path

from mediadl.domain.errors import StoreUnusable
from mediadl.engine.fork_server import ForkServer
from mediadl.engine.orphans import record_of
from mediadl.engine.tasks import Tasks
from mediadl.engine.worker_process import WorkerLost, WorkerProcess, marked_environment
from mediadl.store.workers import WorkerStore

MOST_FAILURES = 3
"""Servers that give no worker one after the other; from then on there is no more of them."""

_log = logging.getLogger(__name__)


class WorkerStarter:
    """Owns the fork server: starts it when a worker is wanted, and another one when it has been lost."""

    def __init__(
        self,
        command: Sequence[str],
        forks: Sequence[str] | None,
        cwd: Path,
        records: WorkerStore,
        tasks: Tasks,
    ) -> None:
        """`command` starts a worker, `forks` a fork server; None is that there is none."""
        self._command = command
        self._forks = forks
        self._cwd = cwd
        self._records = records
        self._tasks = tasks
        self._server: ForkServer | None = None
        self._server_lock = asyncio.Lock()
        self._failures = 0
        self._closed = False

    async def start(self) -> WorkerProcess:
        """A new worker that has said hello.

        Raises:
            WorkerLost: it could not be started.
        """
        if worker := await self._fork():
            return worker
        if self._closed:
            raise WorkerLost("MediaDL is closing.")
        return await WorkerProcess.start(self._command, self._cwd, self._tasks, owner=self._records.owner)

    async def until_warm(self) -> None:
        """Have the server ready, if there is one: what it forks from now on need not warm itself up."""
        with contextlib.suppress(WorkerLost):  # `start` finds out, and has another way
            if server := await self._living_server():
                await server.until_warm()

    async def rest(self) -> None:
        """End the server until it is needed again."""
        async with self._server_lock:
            if server := self._server:
                self._server = None
                await server.end()
                with contextlib.suppress(StoreUnusable):  # a record too many is checked at the next start
                    await self._records.delete(server.pid)

    async def close(self) -> None:
        """End the server for good."""
        self._closed = True
        await self.rest()

    async def _fork(self) -> WorkerProcess | None:
        """A worker of the server's, or None when there is no server or it cannot give one."""
        server = None
        try:
            if (server := await self._living_server()) is None:
                return None
            worker = await WorkerProcess.greeted(await server.fork(self._cwd), self._tasks)
        except WorkerLost as lost:
            if self._closed:
                raise
            _log.info("no forked worker: %s", lost)
            await self._give_up(server)
            return None
        self._failures = 0
        return worker

    async def _give_up(self, server: ForkServer | None) -> None:
        if server is self._server:  # else one of those that wait for it has been here
            self._failures += 1
            await self.rest()

    async def _living_server(self) -> ForkServer | None:
        if self._forks is None or self._failures >= MOST_FAILURES:
            return None
        await _make(self._cwd)
        environment = marked_environment(self._records.owner)
        if self._server and not (self._server.is_alive and self._server.environment == environment):
            await self.rest()
        async with self._server_lock:
            if self._closed:
                return None
            if self._server is None:
                self._server = await ForkServer.start(self._forks, self._cwd, self._tasks, environment)
                with contextlib.suppress(StoreUnusable):  # its mark is on it as well
                    await self._records.add(record_of(self._server.pid))
            return self._server


async def _make(folder: Path) -> None:
    try:
        await asyncio.to_thread(
            folder.mkdir, parents=True, exist_ok=True
        )  # a cache may be cleared at any time
    except OSError as error:
        raise WorkerLost(f"The worker cannot be started: {error}") from error
