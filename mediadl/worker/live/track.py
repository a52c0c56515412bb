"""One track of a live stream: which segments of a playlist are new, fetched one by one into its parts."""

from collections.abc import Callable

from yt_dlp.networking.exceptions import HTTPError

from mediadl.worker.live.fetching import Fetcher
from mediadl.worker.live.parts import Parts
from mediadl.worker.live.playlist import Segment, Snapshot

_GONE = frozenset({404, 410})
_GONE_TRIES = 3
_RESTART_SLACK = 5
"""Servers of one stream may lag some segments behind each other; farther back it is a new numbering."""


class Track:
    """Not thread-safe; what it has fetched is in `parts`."""

    def __init__(self, url: str, fetcher: Fetcher, parts: Parts) -> None:
        self.url = url
        """Address of the playlist; may be replaced while it records."""
        self.parts = parts
        self._fetcher = fetcher
        self._next = 0
        self._part = 1
        self._gone: dict[int, int] = {}
        self._restart_seen = False

    def load(self) -> Snapshot:
        """Read the playlist; raises as `Fetcher.playlist`."""
        return self._fetcher.playlist(self.url)

    def follows_on(self, snapshot: Snapshot) -> bool:
        """Whether the playlist still has what comes right after the last recorded segment."""
        last = self.parts.last_sequence
        listed = snapshot.segments
        if last is None or not listed:
            return False
        return listed[0].sequence <= last + 1 <= listed[-1].sequence + 1

    def start(self, snapshot: Snapshot, part: int, *, from_start: bool) -> None:
        """Record into this part from now on: what follows the last segment, else the oldest or the newest."""
        self._part = part
        listed, last = snapshot.segments, self.parts.last_sequence
        if not listed:
            return
        oldest, newest = listed[0].sequence, listed[-1].sequence
        if last is not None and last <= newest:
            self._next = max(last + 1, oldest)
        else:
            self._next = oldest if from_start or snapshot.has_ended else newest

    def take(self, snapshot: Snapshot, on_segment: Callable[[], None]) -> None:
        """Fetch what is new in the playlist, oldest first; each is kept as soon as it is there.

        Raises:
            yt_dlp.networking.exceptions.RequestError: one did not come; it is tried again next time.
            Stopped: the recording was stopped meanwhile.
            OSError: it cannot be written.
        """
        self._notice_restart(snapshot)
        for segment in snapshot.segments:
            if segment.sequence >= self._next:
                self._take_one(segment)
                self._next = segment.sequence + 1
                on_segment()

    def _take_one(self, segment: Segment) -> None:
        if segment.is_missing:
            return
        try:
            init = self._fetcher.init(segment)
            data = self._fetcher.segment(segment)
        except HTTPError as error:
            if error.status in _GONE and self._is_given_up(segment.sequence):
                return
            raise
        begun = self.parts.part == self._part
        if begun and (segment.is_break or not self.parts.has_init(init)):
            self._part += 1
            begun = False
        if not begun:
            self.parts.begin(self._part, init)
        self.parts.append(self._part, segment.sequence, segment.duration_s, data)

    def _is_given_up(self, sequence: int) -> bool:
        """Whether a segment that is listed but not there has been asked for often enough."""
        self._gone = {sequence: self._gone.get(sequence, 0) + 1}
        return self._gone[sequence] >= _GONE_TRIES

    def _notice_restart(self, snapshot: Snapshot) -> None:
        """A server that starts over counts from the beginning again; it has to say so twice."""
        listed = snapshot.segments
        is_behind = bool(listed) and listed[-1].sequence + len(listed) + _RESTART_SLACK < self._next
        if is_behind and self._restart_seen:
            self._next = listed[0].sequence
            self._part += 1
        self._restart_seen = is_behind and not self._restart_seen
