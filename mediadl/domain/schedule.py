"""Which jobs may start now: a pure decision over the queue in its order."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from mediadl.domain.job import Job, JobState, StartMode
from mediadl.domain.progress import Stage
from mediadl.domain.sites import UNKNOWN, Site, site_of

_QUEUED, _RESOLVING = JobState.QUEUED, JobState.RESOLVING


@dataclass(frozen=True)
class Decision:
    """Ids to start, in order: `download` takes a job all the way, `probe` only looks at its link."""

    download: tuple[str, ...] = ()
    probe: tuple[str, ...] = ()
    again_s: float | None = None
    """Moment of the same clock at which a site may be asked again, when that is all that holds a job back."""


@dataclass(frozen=True)
class Limits:
    """What holds jobs back; an urgent job heeds none of it."""

    downloads: int
    """How many may run at once."""
    probes: int
    """How many links may be looked at at once."""
    site_downloads: int = 1_000_000
    """How many may run at once from one site."""
    site_spacing_s: float = 0.0
    """Least time between two starts on one site."""
    is_open: bool = True
    """False outside the hours in which downloads run: then only what is to be chosen from is looked at."""


@dataclass(frozen=True)
class Busy:
    """What runs already: the link of each job by its id."""

    downloading: Mapping[str, str] = field(default_factory=dict)
    probing: Collection[str] = ()


def decide(
    jobs: Sequence[Job], busy: Busy, limits: Limits, sites: Mapping[str, Site], now_s: float
) -> Decision:
    """Choose from `jobs` (queue order) what may start now: higher priority first, then in the queue's order.

    A job that nobody has looked at yet is downloaded straight away when a slot is free, which reads its page
    only once; while it waits for one it is probed, so that its row has a title and a picture. What came from
    a list has both already: a thousand pages of one site are not read ahead.
    """
    choice = _Choice(busy, limits, sites, now_s)
    choice.count_batches(jobs, busy)
    urgent, others = _in_order(jobs, busy)
    for job in urgent:
        choice.take_urgent(job)
    passed, now = choice.passed, StartMode.NOW
    for job in others if not choice.is_full else ():
        if job.batch_limit is not None and choice.has_enough_of_batch(job):
            continue
        # Ten thousand jobs of one site that has no room are passed by here, as fast as can be.
        site = site_of(job.url)
        if site in passed and (passed[site] or job.state is _QUEUED or (job.title and job.start is now)):
            continue
        choice.take(job, site)
        if choice.is_full:
            break
    return Decision(tuple(choice.download), tuple(choice.probe), choice.again_s)


def _in_order(jobs: Sequence[Job], busy: Busy) -> tuple[list[Job], list[Job]]:
    """The jobs that may start at all: urgent ones, and the others by their priority."""
    taken = {*busy.downloading, *busy.probing}
    found = [
        job
        for job in jobs
        if ((state := job.state) is _QUEUED or state is _RESOLVING) and job.id not in taken
    ]
    urgent = [job for job in found if job.urgent]
    if any([job.priority for job in found]):  # noqa: C419 - a list is built in half the time
        found.sort(key=attrgetter("priority"), reverse=True)  # equal ones stay in their order
    return urgent, [job for job in found if not job.urgent] if urgent else found


class _Choice:
    """What is chosen so far, and the room that is left."""

    def __init__(self, busy: Busy, limits: Limits, sites: Mapping[str, Site], now_s: float) -> None:
        self.download: list[str] = []
        self.probe: list[str] = []
        self.again_s: float | None = None
        self._limits = limits
        self._sites = sites
        self._now_s = now_s
        self._free = limits.downloads - len(busy.downloading)
        self._free_probes = limits.probes - len(busy.probing)
        self._running = Counter(site_of(url) for url in busy.downloading.values())
        self._in_batches: Counter[str | None] = Counter()
        self.passed: dict[str, bool] = {}
        """Sites from which no more downloads start now, and whether they are not even to be looked at."""

    @property
    def is_full(self) -> bool:
        return self._free_probes <= 0 and (self._free <= 0 or not self._limits.is_open)

    def count_batches(self, jobs: Sequence[Job], busy: Busy) -> None:
        """Learn how many run of the batches that have a limit of their own."""
        if busy.downloading:
            limited = (job for job in jobs if job.batch_limit is not None)
            self._in_batches.update(job.batch_id for job in limited if job.id in busy.downloading)

    def has_enough_of_batch(self, job: Job) -> bool:
        """Whether as many of the job's batch run as may."""
        return job.batch_limit is not None and self._in_batches[job.batch_id] >= job.batch_limit

    def take_urgent(self, job: Job) -> None:
        """Start it, whatever the limits say; it counts in them."""
        if _goes_straight(job):
            self._start(job, site_of(job.url))
        else:
            self.probe.append(job.id)

    def take(self, job: Job, site: str) -> None:
        """Start it if there is room; its site does not rest."""
        has_room = self._has_room(site)
        if not has_room:
            self.passed[site] = False
        downloads = has_room and _goes_straight(job)
        if not downloads and not (self._free_probes > 0 and self._is_looked_at(job)):
            return
        if self._rests(site):
            return
        if downloads:
            self._start(job, site)
        else:
            self.probe.append(job.id)
            self._free_probes -= 1
            self._space(site)

    def _has_room(self, site: str) -> bool:
        has_slot = self._free > 0 and self._limits.is_open
        return has_slot and self._running[site] < self._limits.site_downloads

    def _is_looked_at(self, job: Job) -> bool:
        """Whether it is looked at while it waits."""
        if job.state is not JobState.RESOLVING:
            return False
        if not self._limits.is_open:
            return job.start is StartMode.CHOOSE
        return not (job.start is StartMode.NOW and job.title)

    def _start(self, job: Job, site: str) -> None:
        self.download.append(job.id)
        self._in_batches[job.batch_id] += 1
        self._free -= 1
        self._running[site] += 1
        self._space(site)

    def _rests(self, site: str) -> bool:
        """Whether the site may not be asked yet; then its other jobs need no second look."""
        may_start_s = self._site(site).may_start_s(self._limits.site_spacing_s)
        if may_start_s <= self._now_s:
            return False
        self._rest(site, may_start_s)
        return True

    def _space(self, site: str) -> None:
        """Something was just started there: the next start waits when starts are to be spaced."""
        spacing_s = max(self._site(site).spacing_s, self._limits.site_spacing_s)
        if spacing_s > 0:
            self._rest(site, self._now_s + spacing_s)

    def _rest(self, site: str, until_s: float) -> None:
        self.passed[site] = True
        self.again_s = until_s if self.again_s is None else min(self.again_s, until_s)

    def _site(self, site: str) -> Site:
        return self._sites.get(site, UNKNOWN)


def _goes_straight(job: Job) -> bool:
    return job.state is JobState.QUEUED or job.start is StartMode.NOW


def goes_on_at_any_hour(job: Job, stage: Stage | None) -> bool:
    """Whether a running job is not stopped when the hours of downloads end.

    One that the user wanted now; a recording, which cannot be caught up on; and what reads nothing any more.
    """
    return job.urgent or job.is_live or stage in {Stage.PROCESSING, Stage.MOVING}
