"""Notices that the queue has come to its end by itself. What is done then is the window's affair."""

import asyncio
from collections.abc import Sequence

from mediadl.domain.events import JobAdded, JobChanged, JobRemoved, ListingFinished, QueueFinished
from mediadl.domain.job import DELIVERED_STATES, FINAL_STATES, Job, JobState
from mediadl.engine.bus import Bus
from mediadl.engine.findings import Findings

_S = JobState
_UNDER_WAY = frozenset({_S.RESOLVING, _S.QUEUED, _S.RUNNING, _S.WAITING})
"""Paused jobs and finished lists wait for the user; nothing waits for them."""


class FinishWatch:
    """Publishes `QueueFinished` when the last job that was under way has ended, and one was delivered.

    A job that the user pauses, cancels, removes or gives up on does not end the queue: whoever is at the
    keyboard does not want the computer to shut down for it.
    """

    def __init__(self, bus: Bus, findings: Findings) -> None:
        self._bus = bus
        self._findings = findings
        self._under_way: dict[str, Job] = {}
        self._delivered = self._differing = self._failed = 0
        self._is_due = False
        bus.subscribe(JobAdded, lambda event: self._note(event.job))
        bus.subscribe(JobChanged, self._on_job_changed)
        bus.subscribe(JobRemoved, self._on_job_removed)
        bus.subscribe(ListingFinished, self._on_listing_finished)

    def start(self, jobs: Sequence[Job]) -> None:
        """Take in the queue as it was loaded."""
        self._under_way = {job.id: job for job in jobs if self._is_under_way(job)}

    def _note(self, job: Job) -> None:
        if self._is_under_way(job):
            self._under_way[job.id] = job
        else:
            self._under_way.pop(job.id, None)

    def _is_under_way(self, job: Job) -> bool:
        if job.state is not _S.CHOOSING:
            return job.state in _UNDER_WAY
        finding = self._findings.peek(job.id)
        is_being_read = finding.playlist is not None and not finding.listing_finished
        return is_being_read or job.items is not None

    def _on_job_changed(self, event: JobChanged) -> None:
        self._note(event.job)
        if _ended_by_itself(event):
            is_new = not event.job.is_had
            self._delivered += is_new and event.job.state in DELIVERED_STATES
            self._differing += is_new and event.job.state is _S.DIFFERS
            self._failed += event.job.state is _S.FAILED
            self._look_soon()

    def _on_job_removed(self, event: JobRemoved) -> None:
        self._under_way.pop(event.job.id, None)

    def _on_listing_finished(self, event: ListingFinished) -> None:
        # The list waits for the user now, unless it was said before what to take, or there is nothing in it.
        job = self._under_way.get(event.job_id)
        if job is not None and job.items is None and event.entry_count:
            del self._under_way[event.job_id]

    def _look_soon(self) -> None:
        """Look once everybody has heard of the change: some add a job because of it."""
        if not self._is_due and not self._under_way:
            self._is_due = True
            asyncio.get_running_loop().call_soon(self._look)

    def _look(self) -> None:
        self._is_due = False
        if self._under_way or not self._delivered:
            return
        finished = QueueFinished(self._delivered, self._differing, self._failed)
        self._delivered = self._differing = self._failed = 0
        self._bus.publish(finished)


def _ended_by_itself(event: JobChanged) -> bool:
    before, now = event.before.state, event.job.state
    if before in FINAL_STATES or before is now:
        return False
    given_up = before is _S.WAITING and now is _S.FAILED
    return (now in DELIVERED_STATES or now is _S.FAILED) and not given_up
