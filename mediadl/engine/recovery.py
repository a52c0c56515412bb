"""What gets jobs going again by itself, joined: sites, network, waits and retries. It starts no run."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from mediadl.domain.errors import NotAllowed
from mediadl.domain.failures import FailureKind, failure
from mediadl.domain.job import Job, JobState
from mediadl.domain.schedule import Limits
from mediadl.domain.settings import Settings
from mediadl.engine.bus import Bus
from mediadl.engine.network import Network
from mediadl.engine.queue import JobQueue
from mediadl.engine.retries import Retries
from mediadl.engine.sites import Sites
from mediadl.engine.tasks import Tasks
from mediadl.engine.waits import Waits


class Recovery:
    """One for an engine."""

    def __init__(self, queue: JobQueue, bus: Bus, tasks: Tasks, settings: Callable[[], Settings]) -> None:
        self._queue = queue
        self._settings = settings
        network = Network()
        self.sites = Sites()
        self.waits = Waits(queue, bus, tasks, network)
        self.retries = Retries(queue, self.sites, network, settings)

    def restore(self) -> None:
        """Go on with the waits of the last run; the queue is loaded."""
        self.sites.restore(self._queue.jobs, datetime.now(UTC))
        self.waits.restore()

    def close(self) -> None:
        """Wake nobody any more."""
        self.waits.close()

    def limits(self, probes: int, *, is_open: bool = True) -> Limits:
        """What holds jobs back now; without a network nothing needs to be started."""
        settings, has_network = self._settings(), not self.waits.is_offline
        return Limits(
            downloads=settings.max_downloads,
            probes=probes if has_network else 0,
            site_downloads=settings.site_downloads,
            site_spacing_s=settings.site_pause_s,
            is_open=is_open and has_network,
        )

    def do_not_wait_for(self, jobs: Iterable[Job]) -> None:
        """The user wants these jobs to go on now: their sites are asked again, whatever they said."""
        for job in jobs:
            if job.state is JobState.WAITING:
                self.sites.let_go(job.url)

    async def stop_waiting(self, job_id: str) -> None:
        """Let a waiting job fail with what its last attempt ended with.

        Raises:
            UnknownJob: it was removed.
            NotAllowed: it does not wait.
        """
        job = self._queue.get(job_id)
        if job.wait is None:
            raise NotAllowed(f"“{job.display_title}” does not wait for anything now.")
        problem = job.wait.failure or failure(FailureKind.NOT_LIVE_YET)
        await self._queue.move_to(job_id, JobState.FAILED, failure=problem)
