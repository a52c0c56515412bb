"""Keeps the computer awake while something downloads, if the settings say so; how is `sleep_inhibitors`'."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from mediadl.domain.events import JobAdded, JobChanged, JobRemoved, SettingsChanged
from mediadl.domain.job import Job, JobState
from mediadl.domain.waiting import WaitReason
from mediadl.engine.engine import Engine
from mediadl.ui.operations import Operations
from mediadl.ui.sleep_inhibitors import Release, stay_awake

_SOON = frozenset({WaitReason.RETRY, WaitReason.RATE_LIMIT})


class KeepAwake:
    """Follows the queue from the start until `stop`. Where the system cannot be asked, nothing is said."""

    def __init__(
        self,
        engine: Engine,
        operations: Operations,
        acquire: Callable[[], Awaitable[Release | None]] = stay_awake,
    ) -> None:
        self._engine, self._operations, self._acquire = engine, operations, acquire
        self._busy = {job.id for job in engine.jobs if is_busy(job)}
        self._release: Release | None = None
        self._was_wanted = False
        self._lock = asyncio.Lock()
        bus = engine.bus
        self._unsubscribe = [
            bus.subscribe(JobAdded, lambda event: self._note(event.job, is_busy(event.job))),
            bus.subscribe(JobChanged, lambda event: self._note(event.job, is_busy(event.job))),
            bus.subscribe(JobRemoved, lambda event: self._note(event.job, busy=False)),
            bus.subscribe(SettingsChanged, lambda _event: self._follow()),
        ]
        self._follow()

    @property
    def is_holding(self) -> bool:
        """Whether the system was asked to stay awake, and agreed."""
        return self._release is not None

    def stop(self) -> None:
        """Hear no more, and let the computer sleep."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._busy.clear()
        self._let_go()

    def _note(self, job: Job, busy: bool) -> None:
        before = len(self._busy)
        if busy:
            self._busy.add(job.id)
        else:
            self._busy.discard(job.id)
        if bool(before) != bool(self._busy):
            self._follow()

    @property
    def _is_wanted(self) -> bool:
        return bool(self._busy) and self._engine.settings.keep_awake

    def _follow(self) -> None:
        if self._is_wanted != self._was_wanted:
            self._was_wanted = self._is_wanted
            self._operations.run(self._settle(), name="keep awake")

    async def _settle(self) -> None:
        """Bring what is held in line with what is wanted when it comes to it."""
        async with self._lock:
            if self._is_wanted and self._release is None:
                self._release = await self._acquire()
            if not self._is_wanted:
                self._let_go()

    def _let_go(self) -> None:
        release, self._release = self._release, None
        if release is not None:
            release()


def is_busy(job: Job) -> bool:
    """Whether the job downloads, or will in a moment by itself."""
    if job.state is JobState.WAITING:
        return job.wait is not None and job.wait.reason in _SOON
    return job.state is JobState.RUNNING
