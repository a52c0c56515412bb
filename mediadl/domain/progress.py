"""One honest number for a whole job, over all its streams and its post-processing; it never falls."""

from collections import deque
from collections.abc import Sequence
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Stage(StrEnum):
    """What a running job is doing; the words for people are the interface's."""

    PREPARING = "preparing"
    DOWNLOADING = "downloading"
    PROCESSING = "processing"
    MOVING = "moving"


class StreamPlan(BaseModel):
    """One stream that will be downloaded. `weight_bytes` is its size, an estimate of it, or None."""

    model_config = ConfigDict(frozen=True)

    id: str
    weight_bytes: float | None = None


class StreamReport(BaseModel):
    """What yt-dlp says about a stream in mid-download."""

    model_config = ConfigDict(frozen=True)

    stream_id: str
    done_bytes: int
    total_bytes: int | None = None
    total_is_estimate: bool = False
    fragment_index: int | None = None
    fragment_count: int | None = None
    finished: bool = False


class Progress(BaseModel):
    """A snapshot. `fraction` is 0 to 1, and 1 only when the file is in place; None cannot be known."""

    model_config = ConfigDict(frozen=True)

    stage: Stage = Stage.PREPARING
    fraction: float | None = None
    done_bytes: int = 0
    total_bytes: int | None = None
    total_is_estimate: bool = False
    speed_bps: float | None = None
    eta_s: float | None = None
    recorded_s: float | None = None
    """Length of what was recorded of a live stream; None for everything else."""
    is_interrupted: bool = False
    """The live stream's server gives nothing right now, and the recording tries to go on."""


# Share of the bar that downloading gets. The rest belongs to post-processing, which is short when streams are
# only joined and long when audio is converted.
SHARE_WHEN_DIRECT = 0.99
SHARE_WHEN_JOINING = 0.95
SHARE_WHEN_CONVERTING = 0.85


_TRUST_IN_ESTIMATES = 0.9
"""How far a stream's bar goes on an estimate of its size, before fragments can be counted."""
_ALMOST = 0.999
"""The most that is shown before the file is in its place."""


class ProgressMeter:
    """Adds up the streams of one job. Feed it in the order things happen; read `snapshot()` at any time."""

    def __init__(self, streams: Sequence[StreamPlan], download_share: float, *, start: float = 0.0) -> None:
        """`start` is a fraction the bar has already shown, for a job that goes on after a break."""
        self._streams = {stream.id: _StreamState(stream.weight_bytes) for stream in streams}
        self._share = download_share
        self._highest = min(start, _ALMOST)
        self._stage = Stage.PREPARING
        self._speed = _SpeedWindow()
        self._processing = 0.0
        self._recorded_s: float | None = None
        self._is_interrupted = False

    def report(self, report: StreamReport, now_s: float) -> None:
        """Take in what yt-dlp says about one stream at a moment of a monotonic clock."""
        self._stage = Stage.DOWNLOADING
        self._streams.setdefault(report.stream_id, _StreamState(None)).update(report)
        self._speed.add(now_s, self._done())

    def recording(
        self, recorded_s: float, done_bytes: int, now_s: float, *, is_interrupted: bool = False
    ) -> None:
        """A live stream is recorded: nobody knows how much of it is left."""
        self._stage = Stage.DOWNLOADING
        self._recorded_s, self._is_interrupted = recorded_s, is_interrupted
        self._streams = {"live": _StreamState(None)}
        self._streams["live"].update(StreamReport(stream_id="live", done_bytes=done_bytes))
        self._speed.add(now_s, done_bytes)

    def tick(self, now_s: float) -> None:
        """Time has passed and nothing came."""
        self._speed.add(now_s, self._done())

    def processing(self, steps_done: float, steps: int) -> None:
        """Post-processing has finished `steps_done` of `steps`; a fraction is the step that runs."""
        self._stage = Stage.PROCESSING
        self._processing = min(1.0, steps_done / steps) if steps else 0.0

    def moving(self) -> None:
        """The file is being put in its place."""
        self._stage = Stage.MOVING
        self._processing = 1.0

    def snapshot(self) -> Progress:
        """The state now; `fraction` is never lower than one given out before."""
        total, is_estimate = self._total()
        downloaded = self._downloaded()
        if self._stage in {Stage.PROCESSING, Stage.MOVING}:
            downloaded = 1.0
        if downloaded is not None:
            reached = downloaded * self._share + self._processing * (1 - self._share)
            self._highest = max(self._highest, min(reached, _ALMOST))
        return Progress(
            stage=self._stage,
            fraction=None if downloaded is None and not self._highest else self._highest,
            done_bytes=self._done(),
            total_bytes=total,
            total_is_estimate=is_estimate,
            speed_bps=self._speed_now(),
            eta_s=self._eta(downloaded, self._done(), total),
            recorded_s=self._recorded_s,
            is_interrupted=self._is_interrupted and self._stage is Stage.DOWNLOADING,
        )

    def _done(self) -> int:
        return sum(stream.done_bytes for stream in self._streams.values())

    def _speed_now(self) -> float | None:
        return self._speed.bytes_per_s() if self._stage is Stage.DOWNLOADING else None

    def _total(self) -> tuple[int | None, bool]:
        totals = [stream.total_bytes for stream in self._streams.values()]
        if not totals or any(total is None for total in totals):
            return None, False
        known = sum(total for total in totals if total is not None)
        return round(known), any(stream.is_estimate for stream in self._streams.values())

    def _downloaded(self) -> float | None:
        """Share of the download that is done, streams weighted by size; None when one is unknown."""
        streams = list(self._streams.values())
        if not streams:
            return None
        weights = [stream.weight for stream in streams]
        known = [weight for weight in weights if weight]
        equal = sum(known) / len(known) if known else 1.0
        done = whole = 0.0
        for stream, weight in zip(streams, weights, strict=True):
            if stream.fraction is None:
                return None
            done += stream.fraction * (weight or equal)
            whole += weight or equal
        return done / whole

    def _eta(self, downloaded: float | None, done: int, total: int | None) -> float | None:
        speed_bps = self._speed_now()
        if not speed_bps:
            return None
        if total is not None and total >= done:
            return (total - done) / speed_bps
        if downloaded and done:
            return done * (1 - downloaded) / downloaded / speed_bps
        return None


class _SpeedWindow:
    """Bytes per second over the last few seconds: steadier than the last block, quicker than the average."""

    SPAN_S = 3.0

    def __init__(self) -> None:
        self._samples: deque[tuple[float, int]] = deque()

    def add(self, now_s: float, done_bytes: int) -> None:
        if self._samples and done_bytes < self._samples[-1][1]:
            self._samples.clear()
        if len(self._samples) > 1 and now_s - self._samples[-2][0] < 0.1:
            self._samples.pop()  # blocks come by the thousand; ten samples a second are plenty
        self._samples.append((now_s, done_bytes))
        while len(self._samples) > 2 and now_s - self._samples[0][0] > self.SPAN_S:
            self._samples.popleft()

    def bytes_per_s(self) -> float | None:
        if len(self._samples) < 2:
            return None
        (first_s, first_bytes), (last_s, last_bytes) = self._samples[0], self._samples[-1]
        came = last_bytes - first_bytes
        return came / (last_s - first_s) if came and last_s > first_s else None


class _StreamState:
    """How far one stream is. The plan fixes its weight, so that a new estimate never moves the bar back."""

    def __init__(self, weight: float | None) -> None:
        self.weight = weight
        self.done_bytes = 0
        self.total_bytes: float | None = weight
        self.is_estimate = True
        self.fraction: float | None = 0.0

    def update(self, report: StreamReport) -> None:
        self.done_bytes = report.done_bytes
        if report.total_bytes is not None:
            self.total_bytes = max(report.total_bytes, report.done_bytes)
            self.is_estimate = report.total_is_estimate
        if report.finished:
            self.fraction = 1.0
            self.total_bytes, self.is_estimate = report.done_bytes, False
        else:
            self.fraction = self._fraction(report)

    def _fraction(self, report: StreamReport) -> float | None:
        if report.fragment_count and report.fragment_index is not None:
            # Counting fragments is monotonic, byte estimates are not; an init segment makes it overshoot.
            if report.fragment_index == 0 and self.weight:
                # Several are fetched at once, and the first is long in coming: the planned size tells more.
                return _TRUST_IN_ESTIMATES * min(1.0, report.done_bytes / self.weight)
            return min(1.0, report.fragment_index / report.fragment_count)
        if self.total_bytes:
            return min(1.0, report.done_bytes / self.total_bytes)
        return None
