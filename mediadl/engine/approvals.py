"""What jobs of API clients may reach: the internet, and what the user allows beyond; nothing is checked."""

import logging
import os
from collections.abc import Mapping
from typing import Any

from mediadl.domain.addresses import Exceptions
from mediadl.domain.errors import NotAllowed
from mediadl.domain.job import Job, JobState
from mediadl.domain.settings import Settings
from mediadl.domain.waiting import WaitReason
from mediadl.engine.new_jobs import waiting_state
from mediadl.engine.queue import JobQueue
from mediadl.worker.source_checkout import is_source_checkout

LOOPBACK_SWITCH = "MEDIADL_ALLOW_LOOPBACK_URLS"
"""Environment variable for local sites of tests; only a source checkout heeds it."""

_log = logging.getLogger(__name__)


class Approvals:
    """A part of `Engine`, which makes what stands here."""

    settings: Settings
    _queue: JobQueue

    async def change_settings(self, **changes: Any) -> None:
        """As `Engine` says."""
        raise NotImplementedError

    async def allow_address(self, job_id: str, *, for_client: bool = False) -> None:
        """Let a job reach the private addresses that it waits for; with `for_client` all jobs of its client.

        Refusing is `stop_waiting`.

        Raises:
            UnknownJob: it was removed.
            NotAllowed: it does not wait for that.
        """
        job = self._queue.get(job_id)
        if not (wanted := wanted_addresses(job)):
            raise NotAllowed(f"“{job.display_title}” does not ask for an address in your network now.")
        changes: dict[str, Any] = {"allowed_addresses": (*job.allowed_addresses, *wanted)}
        if for_client and job.client_id is not None:
            pairs = ((job.client_id, address) for address in wanted)
            known = dict.fromkeys((*self.settings.allowed_addresses, *pairs))
            await self.change_settings(allowed_addresses=tuple(known))
            changes = {}
        await self._queue.move_to(job_id, waiting_state(job), **changes)
        if for_client:
            await self._wake_others(job)

    async def _wake_others(self, allowed: Job) -> None:
        """Other jobs of the client that wait for the same go on as well."""
        for job in self._queue.jobs:
            wanted = wanted_addresses(job)
            may = exceptions_of(job, self.settings).networks
            if wanted and job.client_id == allowed.client_id and set(wanted) <= set(may):
                await self._queue.move_to(job.id, waiting_state(job))


def wanted_addresses(job: Job) -> tuple[str, ...]:
    """The private addresses that the job waits to be allowed; empty for every other job."""
    is_asking = job.state is JobState.WAITING and job.wait is not None
    if not is_asking or job.wait is None or job.wait.reason is not WaitReason.APPROVAL:
        return ()
    return job.wait.failure.addresses if job.wait.failure else ()


def guard_of(job: Job, settings: Settings) -> Mapping[str, Any]:
    """The fields of a request for the job that say how it is watched over; none for the user's own."""
    if job.client_id is None:
        return {}
    return {"guarded": True, "exceptions": exceptions_of(job, settings)}


def exceptions_of(job: Job, settings: Settings) -> Exceptions:
    """What the job may reach beyond the internet."""
    general = exceptions_for(job.client_id, settings)
    return general.model_copy(update={"networks": (*general.networks, *job.allowed_addresses)})


def exceptions_for(client_id: str | None, settings: Settings) -> Exceptions:
    """What all that this client asks for may reach beyond the internet."""
    allowed = (address for client, address in settings.allowed_addresses if client == client_id)
    return Exceptions(networks=(*settings.vpn_ranges, *allowed), loopback=allows_loopback())


def allows_loopback() -> bool:
    """Whether the switch for tests is set, and heeded."""
    return bool(os.environ.get(LOOPBACK_SWITCH)) and is_source_checkout()


def tell_switch() -> None:
    """Leave a line in the log when the switch is set."""
    if allows_loopback():
        _log.info("%s is set: clients may be led to this computer's own addresses", LOOPBACK_SWITCH)
    elif os.environ.get(LOOPBACK_SWITCH):
        _log.warning("%s is set and not heeded: it is for tests of the source", LOOPBACK_SWITCH)
