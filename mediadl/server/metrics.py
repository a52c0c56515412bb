"""Counters of the whole program since the API was started, in the form of Prometheus; no route is here."""

from collections import Counter as Counts
from collections.abc import Callable
from pathlib import Path

import psutil
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from mediadl.domain.events import JobAdded, JobChanged
from mediadl.domain.job import DELIVERED_STATES, FINAL_STATES, Job
from mediadl.engine.engine import Engine
from mediadl.server.route import Route
from mediadl.server.telling import status_of

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
_DURATIONS_S = (1, 5, 15, 30, 60, 300, 900, 1800, 3600, 7200)
_ANSWERS_S = (0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 120)

disable_created_metrics()  # type: ignore[no-untyped-call]  # the package leaves it out of its types


class Metrics:
    """Listens to the engine until it is closed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._registry = own = CollectorRegistry()
        self._jobs = Counter("jobs", "Downloads that were added, and that ended so", ["status"], registry=own)
        self._durations = Histogram(
            "jobs_duration_seconds", "From start to end", buckets=_DURATIONS_S, registry=own
        )
        self._bytes = Counter("bytes_downloaded", "Size of delivered files", registry=own)
        self._in_flight = Gauge("jobs_in_flight", "Downloads that run", registry=own)
        self._queued = Gauge("queue_size", "Downloads that wait for their turn", registry=own)
        self._free = Gauge("storage_bytes_free", "Of the download folder's disk", registry=own)
        self._total = Gauge("storage_bytes_total", "Of the download folder's disk", registry=own)
        self._answers = Histogram(
            "http_request_duration_seconds",
            "Until the answer was sent",
            ["method", "route", "status"],
            buckets=_ANSWERS_S,
            registry=own,
        )
        self._unsubscribe: tuple[Callable[[], None], ...] = (
            engine.bus.subscribe(JobAdded, lambda _event: self._jobs.labels("added").inc()),
            engine.bus.subscribe(JobChanged, self._on_changed),
        )

    def close(self) -> None:
        """Listen no more."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()

    def note_answer(self, route: Route | None, status: int, took_s: float) -> None:
        """Count an answer; what is unknown counts as one, so that nobody can make up names here."""
        method, path = (route.method, route.path) if route else ("", "unknown")
        self._answers.labels(method, path, str(status)).observe(took_s)

    def text(self) -> bytes:
        """All of it as it is now. This reads the state of a disk, and is meant for another thread."""
        counts = Counts(status_of(job) for job in self._engine.jobs)
        self._in_flight.set(counts["running"])
        self._queued.set(counts["queued"])
        if (usage := disk_of(self._engine.download_folder)) is not None:
            self._free.set(usage[0])
            self._total.set(usage[1])
        return generate_latest(self._registry)

    def _on_changed(self, event: JobChanged) -> None:
        job = event.job
        if job.state not in FINAL_STATES or event.before.state in FINAL_STATES:
            return
        self._jobs.labels(status_of(job)).inc()
        if (took_s := duration_s(job)) is not None:
            self._durations.observe(took_s)
        if job.state in DELIVERED_STATES and not job.is_had:
            self._bytes.inc(job.size_bytes or 0)


def duration_s(job: Job) -> float | None:
    """Seconds from the start of its last run to its end; None where it has not run, or not ended."""
    if job.started_at is None or job.finished_at is None:
        return None
    return max(0.0, (job.finished_at - job.started_at).total_seconds())


def disk_of(folder: Path) -> tuple[int, int] | None:
    """Free and all bytes of the disk that a folder lies on, or will; None where it cannot be reached."""
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    try:
        usage = psutil.disk_usage(str(folder))
    except OSError:
        return None
    return usage.free, usage.total
