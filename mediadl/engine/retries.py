"""Carries out what `domain.retry` decides about an attempt that has failed: the job waits, or fails."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from mediadl.domain.failure_kinds import FailureKind
from mediadl.domain.failures import Failure
from mediadl.domain.job import Job, JobState
from mediadl.domain.retry import Situation, Verdict, asks_to_slow_down, decide, may_mean_no_network
from mediadl.domain.settings import Settings
from mediadl.domain.sites import site_of
from mediadl.engine.network import Network
from mediadl.engine.queue import JobQueue
from mediadl.engine.sites import Sites

_MOVED_ON = 0.01
"""So much of a job has to have come for its earlier failures to be forgotten."""


class Retries:
    """Knows the queue, the sites and the network; the settings are asked each time."""

    def __init__(
        self, queue: JobQueue, sites: Sites, network: Network, settings: Callable[[], Settings]
    ) -> None:
        self._queue = queue
        self._sites = sites
        self._network = network
        self._settings = settings

    async def fail(
        self, job_id: str, problem: Failure, fraction: float, *, has_recorded: bool = False
    ) -> None:
        """End this attempt of the job, whose bar stands at `fraction`.

        `has_recorded` says that it has brought a recording forward, which has no fraction.

        Raises:
            UnknownJob: it was removed.
        """
        job = self._queue.get(job_id)
        pause_s = self._sites.refused(job.url, problem.retry_after_s) if asks_to_slow_down(problem) else 0.0
        verdict = Verdict()
        if job.state in {JobState.RUNNING, JobState.RESOLVING}:
            situation = Situation(
                now=datetime.now(UTC),
                most_attempts=self._settings().automatic_retries,
                site_pause_s=pause_s,
                network_is_down=await self._is_network_down(job, problem),
                has_moved_on=has_recorded or fraction > job.fraction + _MOVED_ON,
                chance=random.random(),  # noqa: S311 - spreads pauses, guards nothing
            )
            verdict = decide(job, problem, situation)
        if verdict.wait is None:
            await self._queue.move_to(job_id, JobState.FAILED, failure=problem, fraction=fraction)
        else:
            await self._queue.move_to(job_id, JobState.WAITING, fraction=fraction, **_changes(job, verdict))

    async def _is_network_down(self, job: Job, problem: Failure) -> bool:
        if not may_mean_no_network(problem):
            return False
        others = self._other_sites(job)
        if problem.kind is not FailureKind.NETWORK_DOWN and not others and self._network.has_interface():
            return False  # this one host is no evidence
        return not await self._network.reaches_any([job.url, *others])

    def _other_sites(self, job: Job) -> list[str]:
        """Links of other sites that have been reached before."""
        links = {site_of(other.url): other.url for other in self._queue.jobs if other.is_known}
        links.pop(site_of(job.url), None)
        return list(links.values())


def _changes(job: Job, verdict: Verdict) -> dict[str, Any]:
    changes: dict[str, Any] = {"wait": verdict.wait, "attempts": verdict.attempts}
    if verdict.options is not None:
        changes.update(options=verdict.options, delivery=None)
    if verdict.note:
        changes["differences"] = (*job.differences, verdict.note)
    return changes
