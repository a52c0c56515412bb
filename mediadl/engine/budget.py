"""Shares one speed limit among the running downloads, while they run; the arithmetic is `domain.budget`'s."""

import time
from collections import deque
from collections.abc import Awaitable, Callable

from mediadl import wire
from mediadl.domain.budget import demand, shares
from mediadl.domain.events import JobProgressed
from mediadl.domain.progress import Progress, Stage
from mediadl.engine.bus import Bus
from mediadl.engine.tasks import Tasks

Tell = Callable[[wire.SetRate], Awaitable[None]]

REBALANCE_S = 0.5
"""A limit that stands is shared anew this often; a change of the limit or of the downloads at once."""
_WINDOW_S = 2.0
_SETTLED_S = 0.8
"""What is measured for a shorter time under a new share says nothing yet."""
_FRESH_S = 1.0
"""For so long after its start, and after its first byte, a download counts as taking all it can get."""
_SILENT_S = 1.5
_IDLE_PART = 0.1
"""Of an equal share, for what takes nothing at the moment: it is converted, or its server stands still."""
_PREPARING_PART = 0.25
"""The same while the pages of a site are read, which are small but worth waiting for."""
_NOTICEABLE = 0.02


class SpeedBudget:
    """The running downloads and their shares. Without a limit it only keeps the list of them."""

    def __init__(self, bus: Bus, tasks: Tasks, clock: Callable[[], float] = time.monotonic) -> None:
        self._tasks = tasks
        self._clock = clock
        self._limit: float | None = None
        self._members: dict[str, _Member] = {}
        self._shared_at_s = 0.0
        bus.subscribe(JobProgressed, self._on_job_progressed)

    def set_limit(self, limit: float | None) -> None:
        """From now on all downloads together take at most so many bytes a second; None is no limit."""
        if limit != self._limit:
            self._limit = limit
            self._share_out()

    def join(self, job_id: str, tell: Tell) -> float | None:
        """A download starts; returns what it may take at first. `tell` is how its worker hears of changes."""
        member = self._members[job_id] = _Member(tell, self._clock())
        self._share_out(newest=member)
        return member.share

    def leave(self, job_id: str) -> None:
        """It has ended, or reads nothing worth limiting any more; what it had goes to the others."""
        if self._members.pop(job_id, None) is not None:
            self._share_out()

    def _on_job_progressed(self, event: JobProgressed) -> None:
        if member := self._members.get(event.job_id):
            now_s = self._clock()
            member.note(event.progress, now_s)
            if self._limit is not None and now_s - self._shared_at_s >= REBALANCE_S:
                self._share_out()

    def _share_out(self, newest: "_Member | None" = None) -> None:
        self._shared_at_s = self._clock()
        for job_id, share in self._new_shares().items():
            member = self._members[job_id]
            if member.take(share) and member is not newest:
                self._tasks.spawn(self._tell(job_id, member), name=f"speed of {job_id}")

    def _new_shares(self) -> dict[str, float | None]:
        if self._limit is None or not self._members:
            return dict.fromkeys(self._members)
        equal = self._limit / len(self._members)
        wishes = [member.wish(equal, self._shared_at_s) for member in self._members.values()]
        return dict(zip(self._members, shares(self._limit, wishes, _IDLE_PART), strict=True))

    async def _tell(self, job_id: str, member: "_Member") -> None:
        if self._members.get(job_id) is member:  # its worker may be another's by now
            # The share of this moment, not of the one when it was decided to tell.
            await member.tell(wire.SetRate(bytes_per_s=member.share))


class _Member:
    """One running download: what it may take, and what it takes."""

    def __init__(self, tell: Tell, now_s: float) -> None:
        self.tell = tell
        self.share: float | None = None
        self._stage = Stage.PREPARING
        self._fresh_until_s = now_s + _FRESH_S
        self._samples: deque[tuple[float, int]] = deque()
        self._wish: float | None = None

    def note(self, progress: Progress, now_s: float) -> None:
        """Take in how far it is."""
        if self._stage is not Stage.DOWNLOADING and progress.stage is Stage.DOWNLOADING:
            self._fresh_until_s = now_s + _FRESH_S
            self._samples.clear()
        self._stage = progress.stage
        if self._samples and progress.done_bytes < self._samples[-1][1]:
            self._samples.clear()  # it began anew
        self._samples.append((now_s, progress.done_bytes))
        while now_s - self._samples[0][0] > _WINDOW_S:
            self._samples.popleft()

    def wish(self, equal: float, now_s: float) -> float | None:
        """Bytes a second that it would take, None for all it can get; `equal` is everybody's equal share."""
        if now_s < self._fresh_until_s:
            self._wish = None
        elif self._stage is not Stage.DOWNLOADING:
            self._wish = equal * (_PREPARING_PART if self._stage is Stage.PREPARING else 0.0)
        elif self.share is None:
            self._wish = None
        elif (used := self._used(now_s)) is not None:
            self._wish = demand(used, self.share)
        return self._wish

    def take(self, share: float | None) -> bool:
        """Set the share; returns False when it is as good as the one before, which then stays."""
        if share is None or self.share is None:
            is_same = share is self.share
        else:
            is_same = abs(share - self.share) < _NOTICEABLE * self.share
        if is_same:
            return False
        while len(self._samples) > 1:
            self._samples.popleft()
        self.share = share
        return True

    def _used(self, now_s: float) -> float | None:
        """Bytes a second of late, None as long as too little is known."""
        if not self._samples:
            return None
        (first_s, first_bytes), (last_s, last_bytes) = self._samples[0], self._samples[-1]
        until_s = now_s if now_s - last_s > _SILENT_S else last_s
        return (last_bytes - first_bytes) / (until_s - first_s) if until_s - first_s >= _SETTLED_S else None
