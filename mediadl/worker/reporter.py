"""Turns yt-dlp's hooks into progress lines, at most five a second, through one meter for the whole job."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from mediadl import wire
from mediadl.domain.progress import (
    SHARE_WHEN_CONVERTING,
    SHARE_WHEN_DIRECT,
    SHARE_WHEN_JOINING,
    ProgressMeter,
    Stage,
    StreamPlan,
    StreamReport,
)
from mediadl.worker.clips import section_of
from mediadl.worker.found import chosen_infos, size_of

INTERVAL_S = 0.2
HEARING_S = 0.05
"""What yt-dlp says of the same download within this time is not listened to."""
BEAT_S = 1.0
"""While no byte comes no hook is called; the speed has to fall all the same."""

BEFORE = "BeforeDownload"
"""Name of the post-processor that comes before each download, and is none of the steps after it."""
_CLIPS = "clips"

Info = Mapping[str, Any]


class Reporter:
    """One for each download. Its hooks are called from yt-dlp's fragment threads too, hence the lock."""

    def __init__(self, send: Callable[[wire.Message], None], start_fraction: float) -> None:
        self._send = send
        self._start_fraction = start_fraction
        self._meter = ProgressMeter([], SHARE_WHEN_DIRECT, start=start_fraction)
        self._planned = False
        self._has_clips = False
        self._stage = Stage.PREPARING
        self._told_at = 0.0
        self._heard_at = -HEARING_S
        self._steps = 1
        self._steps_begun: list[str] = []
        self._duration_s: float | None = None
        self._lock = threading.RLock()
        self._stopped = threading.Event()

    def start(self) -> None:
        """Tell how it stands from now on even when yt-dlp says nothing; `stop` ends that."""
        threading.Thread(target=self._beat, name="beat", daemon=True).start()

    def stop(self) -> None:
        """Say nothing more by itself."""
        self._stopped.set()

    def plan(self, info: Info, *, converts: bool, steps: int) -> None:
        """The streams are known: `steps` is how many post-processors were asked for."""
        chosen = chosen_infos(info)
        share = SHARE_WHEN_DIRECT
        if converts:
            share = SHARE_WHEN_CONVERTING
        elif len(chosen) > 1 or steps:
            share = SHARE_WHEN_JOINING
        streams = [
            StreamPlan(id=str(stream["format_id"]), weight_bytes=size_of(stream)[0]) for stream in chosen
        ]
        self._has_clips = section_of(info) is not None
        if self._has_clips:
            streams = [StreamPlan(id=_CLIPS, weight_bytes=None)]
        self._meter = ProgressMeter(streams, share, start=self._start_fraction)
        self._steps = max(1, steps + (len(chosen) > 1))
        self._duration_s = info.get("duration")
        self._planned = True

    def on_download(self, hook: Info) -> None:
        """yt-dlp's progress hook."""
        stream_id = hook.get("info_dict", {}).get("format_id")
        if self._has_clips or stream_id is None or hook.get("status") not in {"downloading", "finished"}:
            return  # subtitles come this way too; they are not part of the plan
        moment = time.monotonic()
        if hook["status"] == "downloading" and moment - self._heard_at < HEARING_S:
            return  # blocks come by the thousand
        with self._lock:
            self._heard_at = moment
            self._meter.report(_stream_report(str(stream_id), hook), moment)
            self._enter(Stage.DOWNLOADING)
            self._tell()

    def on_clips(self, done_s: float, whole_s: float, done_bytes: int) -> None:
        """So many seconds of all clips are there."""
        with self._lock:
            report = StreamReport(
                stream_id=_CLIPS,
                done_bytes=done_bytes,
                fragment_index=round(done_s * 10),
                fragment_count=round(whole_s * 10),
            )
            self._meter.report(report, time.monotonic())
            self._enter(Stage.DOWNLOADING)
            self._tell()

    def on_recording(self, recorded_s: float, done_bytes: int, *, is_interrupted: bool) -> None:
        """So many seconds and bytes of a live stream have been recorded."""
        with self._lock:
            self._meter.recording(recorded_s, done_bytes, time.monotonic(), is_interrupted=is_interrupted)
            self._enter(Stage.DOWNLOADING)
            self._tell()

    def on_postprocess(self, hook: Info) -> bool:
        """yt-dlp's postprocessor hook; a configured one calls it twice for each event.

        Returns whether a new step has begun.
        """
        name = str(hook.get("postprocessor"))
        begins = self._planned and hook.get("status") == "started"
        if not begins or name in {"MoveFiles", BEFORE} or name in self._steps_begun:
            return False
        self.begin(name)
        return True

    def begin(self, step: str) -> None:
        """A step after the download begins."""
        with self._lock:
            self._steps_begun.append(step)
            self._process(0.0)
            self._enter(Stage.PROCESSING, step)
            self._tell(now=True)

    def on_conversion(self, done_s: float) -> None:
        """The step that runs has written so many seconds of the media."""
        if self._duration_s:
            with self._lock:
                self._process(min(1.0, done_s / self._duration_s))
                self._tell()

    def moving(self) -> None:
        """The file goes to its place."""
        with self._lock:
            self._meter.moving()
            self._enter(Stage.MOVING)
            self._tell(now=True)

    def _beat(self) -> None:
        while not self._stopped.wait(BEAT_S):
            with self._lock:
                quiet_s = time.monotonic() - self._told_at
                if self._stage is Stage.DOWNLOADING and quiet_s >= BEAT_S and not self._stopped.is_set():
                    self._meter.tick(time.monotonic())
                    self._tell(now=True)

    def _process(self, of_step: float) -> None:
        begun = len(self._steps_begun)
        self._meter.processing(begun - 1 + of_step, max(self._steps, begun))

    def _enter(self, stage: Stage, detail: str = "") -> None:
        if stage is not self._stage or detail:
            self._stage = stage
            self._send(wire.StageChanged(stage=stage, detail=detail))

    def _tell(self, *, now: bool = False) -> None:
        moment = time.monotonic()
        if now or moment - self._told_at >= INTERVAL_S:
            self._told_at = moment
            self._send(wire.ProgressMade(progress=self._meter.snapshot()))


def _stream_report(stream_id: str, hook: Info) -> StreamReport:
    exact = hook.get("total_bytes")
    total = exact or hook.get("total_bytes_estimate")
    return StreamReport(
        stream_id=stream_id,
        done_bytes=int(hook.get("downloaded_bytes") or exact or 0),
        total_bytes=int(total) if total else None,
        total_is_estimate=not exact,
        fragment_index=hook.get("fragment_index"),
        fragment_count=hook.get("fragment_count"),
        finished=hook["status"] == "finished",
    )
