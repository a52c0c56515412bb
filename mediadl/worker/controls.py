"""What the engine says in the middle of a request; set on the reader's thread, read by the work."""

import contextlib
import queue
import threading

from mediadl import wire
from mediadl.worker.rate_limiter import RateLimiter


class Controls:
    """The speed limit, the wish to end a recording and an episode's number, of the request that runs."""

    def __init__(self) -> None:
        self.limiter = RateLimiter()
        self.stop_live = threading.Event()
        self.numbers: queue.Queue[wire.SetNumber] = queue.Queue()
        self._own_bps: int | None = None

    def begin(self, work: wire.Work) -> None:
        """A request has come: what was said before it does not hold for it."""
        self._own_bps = None if isinstance(work, wire.ReadBrowser) else work.options.rate_limit_bps
        self._set_rate(getattr(work, "bytes_per_s", None))
        self.stop_live.clear()
        with contextlib.suppress(queue.Empty):
            while True:
                self.numbers.get_nowait()

    def obey(self, control: wire.Control) -> None:
        """Do what holds at once; this neither blocks nor fails."""
        match control:
            case wire.SetRate(bytes_per_s=rate):
                self._set_rate(rate)
            case wire.StopLive():
                self.stop_live.set()
            case wire.SetNumber():
                self.numbers.put(control)

    def _set_rate(self, share_bps: float | None) -> None:
        """The smaller of the job's share and its own limit holds."""
        limits = [limit for limit in (share_bps, self._own_bps) if limit is not None]
        self.limiter.set_rate(min(limits, default=None))
