"""Wakes waiting jobs: at their time, with one timer for all, or when there is a network again."""

import asyncio
import heapq
from collections.abc import Callable
from datetime import UTC, datetime

from mediadl.domain.errors import NotAllowed
from mediadl.domain.events import JobAdded, JobChanged, JobRemoved
from mediadl.domain.job import Job, JobState
from mediadl.domain.waiting import Wait, WaitReason, left_s
from mediadl.engine.bus import Bus
from mediadl.engine.network import Network
from mediadl.engine.new_jobs import waiting_state
from mediadl.engine.queue import JobQueue, Target
from mediadl.engine.tasks import Tasks

NETWORK_CHECK_S = 5.0
_LONGEST_NAP_S = 60.0
"""A moment of the wall clock that is waited for is looked at again after this: the clock may be set."""


class Waits:
    """Follows the queue's changes; what is to be woken goes back into the queue and is started from there."""

    def __init__(self, queue: JobQueue, bus: Bus, tasks: Tasks, network: Network) -> None:
        self._queue = queue
        self._tasks = tasks
        self._network = network
        self._due: list[tuple[float, str]] = []
        """A heap of moments of the loop's clock; entries of jobs that wait no more are skipped."""
        self._waiting: dict[str, tuple[Wait, float | None]] = {}
        """What each job waits for, and its moment."""
        self._offline: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._check: asyncio.Task[None] | None = None
        self._unsubscribers: list[Callable[[], None]] = [
            bus.subscribe(JobChanged, lambda event: self._follow(event.job)),
            bus.subscribe(JobAdded, lambda event: self._follow(event.job)),
            bus.subscribe(JobRemoved, lambda event: self._forget(event.job.id)),
        ]

    @property
    def is_offline(self) -> bool:
        """Whether jobs wait for a network: then nothing else needs to be started either."""
        return bool(self._offline)

    def restore(self) -> None:
        """Take up the waits of the last run; what is over starts at once."""
        for job in self._queue.jobs:
            self._follow(job)

    def close(self) -> None:
        """Wake nobody any more."""
        for unsubscribe in self._unsubscribers:
            unsubscribe()
        for pending in (self._timer, self._check):
            if pending is not None:
                pending.cancel()

    def _follow(self, job: Job) -> None:
        if job.state is not JobState.WAITING or job.wait is None:
            self._forget(job.id)
            return
        known = self._waiting.get(job.id)
        if known is not None and known[0] == job.wait:
            return  # another field changed
        self._forget(job.id)
        self._wait_for(job.id, job.wait)

    def _forget(self, job_id: str) -> None:
        self._waiting.pop(job_id, None)
        self._offline.discard(job_id)

    def _wait_for(self, job_id: str, wait: Wait) -> None:
        seconds = left_s(wait, datetime.now(UTC))
        if seconds is None:
            self._waiting[job_id] = (wait, None)
            if wait.reason is WaitReason.NETWORK:
                self._offline.add(job_id)
                self._start_checking()
            return
        if wait.length_s is None:
            seconds = min(seconds, _LONGEST_NAP_S)
        moment = asyncio.get_running_loop().time() + seconds
        self._waiting[job_id] = (wait, moment)
        heapq.heappush(self._due, (moment, job_id))
        self._set_timer()

    def _set_timer(self) -> None:
        while self._due and self._waiting.get(self._due[0][1], (None, None))[1] != self._due[0][0]:
            heapq.heappop(self._due)
        if self._timer is not None:
            self._timer.cancel()
        loop = asyncio.get_running_loop()
        self._timer = loop.call_at(self._due[0][0], self._wake_due) if self._due else None

    def _wake_due(self) -> None:
        now_s = asyncio.get_running_loop().time() + 0.001  # a timer may come a little early
        woken = []
        while self._due and self._due[0][0] <= now_s:
            moment, job_id = heapq.heappop(self._due)
            wait, due_s = self._waiting.get(job_id, (None, None))
            if wait is None or due_s != moment:
                continue
            if wait.length_s is None and left_s(wait, datetime.now(UTC)):
                self._wait_for(job_id, wait)  # the wall clock is not there yet
            else:
                woken.append(job_id)
        self._wake(woken)
        self._set_timer()

    def _wake(self, job_ids: list[str]) -> None:
        if job_ids:
            self._tasks.spawn(self._put_back(job_ids), name=f"wake {len(job_ids)} jobs")

    async def _put_back(self, job_ids: list[str]) -> None:
        await self._queue.move_many(job_ids, _back)

    def _start_checking(self) -> None:
        if self._check is None or self._check.done():
            self._check = self._tasks.spawn(self._check_network(), name="wait for the network")

    async def _check_network(self) -> None:
        while self._offline:
            await asyncio.sleep(NETWORK_CHECK_S)
            waiting = [job.url for job in self._queue.jobs if job.id in self._offline]
            if waiting and await self._network.reaches_any(waiting):
                await self._put_back(list(self._offline))


def _back(job: Job) -> Target:
    if job.state is not JobState.WAITING:
        raise NotAllowed("The user was quicker.")
    return waiting_state(job), {}
