"""A recording: all tracks of a live stream side by side, until it ends, is stopped, or runs dry."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from yt_dlp.networking.exceptions import RequestError

from mediadl.worker.live.fetching import Stopped
from mediadl.worker.live.patience import Air, Limits, Over, Patience, Question
from mediadl.worker.live.playlist import Snapshot
from mediadl.worker.live.track import Track

_LEAST_POLL_S, _MOST_POLL_S = 0.5, 5.0
_TICK_S = 0.25
_LAST_WORDS_S = 3.0
"""How long a stopped recording waits for its threads: one may hang in a read that nobody can break off."""


@dataclass(frozen=True)
class Standing:
    """How far a recording is."""

    recorded_s: float
    is_interrupted: bool
    """The server does not give anything right now."""


@dataclass
class _Followed:
    """A track with what is known of it while it is recorded."""

    track: Track
    patience: Patience
    snapshot: Snapshot | None = None


class Recording:
    """Runs once. `stop` may be set from any thread, before it runs too."""

    def __init__(
        self, tracks: Sequence[Track], stop: threading.Event, ask: Callable[[], Air], limits: Limits
    ) -> None:
        question = Question(ask)
        self._followed = [
            _Followed(track, Patience(limits, question, has_begun=bool(track.parts.files)))
            for track in tracks
        ]
        self._stop = stop
        self._ended = threading.Event()
        """Something ends the recording for all tracks: the stream is over, or the disk is full."""
        self._errors: list[Exception] = []

    def run(self, tell: Callable[[Standing], None], *, from_start: bool) -> None:
        """Record to the end, telling four times a second how it stands.

        Raises:
            RequestError: nothing came for too long, and nothing was recorded before.
            OSError: the disk is full or gone.
        """
        try:
            self._side_by_side(self._load_first, tell)
            if all(one.snapshot for one in self._followed) and not self._is_over():
                self._start(from_start)
                self._side_by_side(self._follow, tell)
        finally:
            for one in self._followed:
                one.track.parts.close()
        for error in self._errors:
            if not isinstance(error, RequestError) or not self.recorded_s:
                raise error

    @property
    def recorded_s(self) -> float:
        """Seconds of the longest track."""
        return max(one.track.parts.recorded_s for one in self._followed)

    def _start(self, from_start: bool) -> None:
        """Go on in the newest part when every track can, else all begin the same new one."""
        pairs = [(one.track, one.snapshot) for one in self._followed if one.snapshot]
        newest = max(track.parts.part for track, _ in pairs)
        follows = all(track.follows_on(snapshot) and track.parts.part == newest for track, snapshot in pairs)
        for track, snapshot in pairs:
            track.start(snapshot, newest if follows else newest + 1, from_start=from_start)

    def _side_by_side(self, work: Callable[[_Followed], None], tell: Callable[[Standing], None]) -> None:
        """Do this for each track in a thread of its own, and wait for all."""
        threads = [
            threading.Thread(target=self._guarded, args=(work, one), name="live track", daemon=True)
            for one in self._followed
        ]
        for thread in threads:
            thread.start()
        last_s = float("inf")
        while any(thread.is_alive() for thread in threads) and time.monotonic() < last_s:
            next(thread for thread in threads if thread.is_alive() or thread is threads[-1]).join(_TICK_S)
            tell(Standing(self.recorded_s, any(one.patience.is_tried for one in self._followed)))
            if self._is_over():
                last_s = min(last_s, time.monotonic() + _LAST_WORDS_S)

    def _guarded(self, work: Callable[[_Followed], None], one: _Followed) -> None:
        try:
            work(one)
        except Stopped:
            pass
        except Over:
            self._ended.set()
        except (RequestError, OSError) as error:
            self._errors.append(error)
            self._ended.set()

    def _load_first(self, one: _Followed) -> None:
        while not self._is_over():
            try:
                one.snapshot = one.track.load()
                return
            except RequestError as error:
                self._pause(one.patience.failed(error))

    def _follow(self, one: _Followed) -> None:
        while not self._is_over():
            try:
                snapshot = one.snapshot or one.track.load()
                one.snapshot = None
                before = one.track.parts.last_sequence
                one.track.take(snapshot, one.patience.rewarded)
                if snapshot.has_ended:
                    return
                if one.track.parts.last_sequence == before:
                    one.patience.answered(snapshot.target_s)
                self._pause(min(max(snapshot.target_s / 2, _LEAST_POLL_S), _MOST_POLL_S))
            except RequestError as error:
                self._pause(one.patience.failed(error))

    def _pause(self, seconds: float) -> None:
        end_s = time.monotonic() + seconds
        while not self._is_over() and (left_s := end_s - time.monotonic()) > 0:
            self._stop.wait(min(left_s, _TICK_S))

    def _is_over(self) -> bool:
        return self._stop.is_set() or self._ended.is_set()
