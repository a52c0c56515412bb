"""What the sites have answered in this run, and how long each is to be left alone; the rules are pure."""

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from mediadl.domain.job import Job
from mediadl.domain.sites import UNKNOWN, Site, let_go, refused, served, site_of, started
from mediadl.domain.waiting import WaitReason, left_s


class Sites:
    """One `Site` for each that was asked. Its clock is monotonic: setting the wall clock does nothing."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.known: dict[str, Site] = {}
        """By `site_of` of its links."""

    def started(self, url: str) -> None:
        """A job of this link is being started."""
        self._change(url, lambda site: started(site, self.clock()))

    def served(self, url: str) -> None:
        """A job of this link got what it wanted."""
        if site_of(url) in self.known:
            self._change(url, served)

    def refused(self, url: str, retry_after_s: float | None) -> float:
        """The site asked to slow down; returns for how many seconds it is left alone from now on."""
        self._change(url, lambda site: refused(site, self.clock(), retry_after_s))
        return max(0.0, self.known[site_of(url)].paused_until_s - self.clock())

    def rests(self, url: str) -> bool:
        """Whether the site asked to be left alone, and still is."""
        return self.known.get(site_of(url), UNKNOWN).paused_until_s > self.clock()

    def let_go(self, url: str) -> None:
        """Ask this site again now."""
        self._change(url, let_go)

    def pauses(self) -> dict[str, datetime]:
        """The sites that are left alone now, and until when (aware, UTC)."""
        now_s, now = self.clock(), datetime.now(UTC)
        left = {name: site.paused_until_s - now_s for name, site in self.known.items()}
        return {name: now + timedelta(seconds=left_s) for name, left_s in left.items() if left_s > 0}

    def restore(self, jobs: Iterable[Job], now: datetime) -> None:
        """Go on with the pauses of the last run, which stand in the jobs that wait for a rate limit."""
        for job in jobs:
            if job.wait is not None and job.wait.reason is WaitReason.RATE_LIMIT:
                self.refused(job.url, left_s(job.wait, now) or 0.0)

    def _change(self, url: str, change: Callable[[Site], Site]) -> None:
        name = site_of(url)
        self.known[name] = change(self.known.get(name, UNKNOWN))
