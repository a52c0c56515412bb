"""Stands in for yt-dlp's downloader where a live stream is HLS: yt-dlp selects and finishes, this records."""

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from yt_dlp.networking import Request, Response
from yt_dlp.networking.exceptions import RequestError
from yt_dlp.postprocessor import FFmpegPostProcessor
from yt_dlp.utils import YoutubeDLError

from mediadl import wire
from mediadl.domain.failures import FailureKind
from mediadl.domain.media import Media
from mediadl.worker.failures import failure_from
from mediadl.worker.found import title_of
from mediadl.worker.live.fetching import Fetcher
from mediadl.worker.live.joining import join
from mediadl.worker.live.other_downloaders import OtherDownload
from mediadl.worker.live.parts import Parts, has_recording
from mediadl.worker.live.patience import Air, Limits
from mediadl.worker.live.premiere import extract_on_air
from mediadl.worker.live.radio import Radio, extract_with_radio, recording_of
from mediadl.worker.live.recording import Recording, Standing
from mediadl.worker.live.track import Track
from mediadl.worker.network import NetworkedYoutubeDL
from mediadl.worker.options import STEM
from mediadl.worker.problem import DownloadProblem
from mediadl.worker.reporter import Reporter

Info = Mapping[str, Any]

_NOTE = "live.json"
_TAGS = ("id", "title", "uploader", "channel", "upload_date", "timestamp", "description", "webpage_url")
_STEP = "LiveJoin"
# What would have to be known to fetch such a playlist; yt-dlp hands it to ffmpeg or to its own downloader.
_SPECIAL = ("extra_param_to_segment_url", "extra_param_to_key_url", "hls_media_playlist_data", "hls_aes")
_OVER = frozenset(
    {FailureKind.NOT_FOUND, FailureKind.GONE, FailureKind.NOT_LIVE_YET, FailureKind.UNSUPPORTED}
)


@dataclass
class Address:
    """Where a stream without tracks is; it may change."""

    url: str


def is_live(info: Info) -> bool:
    """Whether an info dictionary, processed or not, is of a stream that is on the air."""
    return bool(info.get("is_live")) or info.get("live_status") == "is_live"


class LiveDownload:
    """One attempt at a live stream. What was recorded stays in the job's folder until the file is made."""

    def __init__(
        self,
        request: wire.Download,
        ydl: NetworkedYoutubeDL,
        send: Callable[[wire.Message], None],
        reporter: Reporter,
        stop: threading.Event,
    ) -> None:
        self._request = request
        self._ydl = ydl
        self._announce = send
        self._reporter = reporter
        self._stop = stop
        self._folder = Path(request.temp_folder)
        self._plain = ydl.dl
        self._fetched = 0
        self._title: str | None = None

    def extract(self) -> dict[str, Any] | None:
        """What is behind the link; None when it is a live stream that is over and was recorded before.

        Raises:
            DownloadProblem: it begins later, and the page says when.
            YoutubeDLError: as the extractors do.
        """
        # Extractors that know a stream's beginning (YouTube's) offer it only when they are asked to.
        self._ydl.params["live_from_start"] = self._request.options.live_from_start
        try:
            info = extract_on_air(self._ydl, self._request.url, self._announce)
        except (YoutubeDLError, DownloadProblem) as error:
            if self._has_recorded() and self._is_over(error):
                return None
            raise
        return info if is_live(info) or not self._has_recorded() else None

    def _has_recorded(self) -> bool:
        return has_recording(self._folder) or recording_of(self._folder) is not None

    def attach(self, info: dict[str, Any]) -> None:
        """Have yt-dlp come here for the streams of this media, if it is live."""
        if not is_live(info):
            return
        formats = info.get("formats") or ()
        if not any(one.get("is_from_start") for one in formats):
            self._ydl.params["live_from_start"] = False  # it would refuse what does not reach back
        began = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
        self._title = _noted_title(self._folder / _NOTE) or f"{title_of(info)} {began}"
        self._ydl.dl = self._dl  # type: ignore[method-assign]  # yt-dlp's own seam, see ARCHITECTURE.md

    def name(self, info: dict[str, Any]) -> None:
        """Give a live media its title with the time its recording began, which later attempts keep.

        yt-dlp appends the time of each attempt.
        """
        if self._title is not None:
            info["title"] = self._title

    def note(self, media: Media, info: Info) -> None:
        """Keep what is known of a live media, for a time when its page is gone."""
        if self._title is None:
            return
        tags = {key: info.get(key) for key in _TAGS}
        text = json.dumps({"media": media.model_dump(mode="json"), "tags": tags})
        fresh = self._folder / f"{_NOTE}.new"
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self._folder / _NOTE)

    def noted(self) -> tuple[Media, dict[str, Any]]:
        """What an earlier attempt knew of the media."""
        noted = json.loads((self._folder / _NOTE).read_text(encoding="utf-8"))
        return Media.model_validate(noted["media"]), {**noted["tags"], "is_live": True}

    def keep(self, info: Info) -> dict[str, Any]:
        """Make the file of what earlier attempts recorded; the result looks like yt-dlp's."""
        target = self._folder / f"{STEM}.mp4"
        if (heard := recording_of(self._folder)) is not None:
            target = heard.replace(target.with_suffix(heard.suffix))
        else:
            tracks = len(list(self._folder.glob("live-*.journal")))
            self._join(target, [Parts(self._folder, track).files for track in range(tracks)])
        ext = target.suffix.removeprefix(".")
        return {**info, "ext": ext, "requested_downloads": [{"filepath": str(target), "ext": ext}]}

    def _dl(self, name: str, info: dict[str, Any], subtitle: bool = False, test: bool = False) -> Any:
        formats: Sequence[Info] = info.get("requested_formats") or (info,)
        if subtitle or test or not is_live(info):
            return self._plain(name, info, subtitle, test)
        if len(formats) == 1 and formats[0].get("protocol") in {"http", "https"}:
            return self._listen(Path(name), formats[0])
        if not all(map(_is_plain_hls, formats)):
            return self._leave(name, info)
        tracks = [self._track(number, one, info) for number, one in enumerate(formats)]
        if not all(map(_is_recordable, tracks)):
            return self._leave(name, info)
        self._record(tracks, formats)
        self._join(Path(name), [track.parts.files for track in tracks])
        return True, True

    def _listen(self, target: Path, one: Info) -> Any:
        """Record what has no segments, such as a radio."""
        track = Address(str(one["url"]))

        def connect() -> Response:
            headers = dict(one.get("http_headers") or {})
            return self._ydl.urlopen(Request(track.url, headers=headers))

        def tell(standing: Standing, size_bytes: int) -> None:
            self._reporter.on_recording(
                standing.recorded_s, size_bytes, is_interrupted=standing.is_interrupted
            )

        suffix = target.suffix.removeprefix(".")
        radio = Radio(connect, self._folder, suffix, self._stop, lambda: self._look_again([track], [one]))
        radio.run(tell)
        if recording_of(self._folder) is None:
            raise DownloadProblem(FailureKind.NOTHING_RECORDED)
        radio.file.replace(target)
        return True, True

    def _leave(self, name: str, info: dict[str, Any]) -> Any:
        """Have yt-dlp's own downloader record it, an ffmpeg for most."""

        def tell(standing: Standing) -> None:
            size = sum(path.stat().st_size for path in self._folder.glob(f"{STEM}.*.part"))
            self._reporter.on_recording(standing.recorded_s, size, is_interrupted=False)

        other = OtherDownload(self._ydl.params, self._folder, self._stop)
        return other.run(lambda: self._plain(name, info), tell)

    def _track(self, number: int, one: Info, info: Info) -> Track:
        headers = one.get("http_headers") or info.get("http_headers") or {}
        fetcher = Fetcher(self._ydl.urlopen, headers, self._count, self._stop.is_set)
        return Track(str(one["url"]), fetcher, Parts(self._folder, number))

    def _record(self, tracks: Sequence[Track], formats: Sequence[Info]) -> None:
        before = sum(path.stat().st_size for track in tracks for path in track.parts.files.values())

        def tell(standing: Standing) -> None:
            self._reporter.on_recording(
                standing.recorded_s, before + self._fetched, is_interrupted=standing.is_interrupted
            )

        def ask() -> Air:
            return self._look_again(tracks, formats)

        recording = Recording(tracks, self._stop, ask, Limits())
        recording.run(tell, from_start=self._request.options.live_from_start)

    def _look_again(self, tracks: Sequence[Track | Address], formats: Sequence[Info]) -> Air:
        """Read the page once more; addresses that have expired are replaced by its new ones."""
        try:
            info = extract_with_radio(self._ydl, self._request.url)
        except YoutubeDLError as error:
            return Air.OVER if self._is_over(error) else Air.UNKNOWN
        if not is_live(info):
            return Air.OVER
        fresh = {one.get("format_id"): one.get("url") for one in info.get("formats") or ()}
        for track, one in zip(tracks, formats, strict=True):
            track.url = fresh.get(one.get("format_id")) or track.url
        return Air.LIVE

    def _join(self, target: Path, tracks: Sequence[Mapping[int, Path]]) -> None:
        if not any(tracks):
            raise DownloadProblem(FailureKind.NOTHING_RECORDED)
        self._reporter.on_postprocess({"status": "started", "postprocessor": _STEP})
        ffmpeg = FFmpegPostProcessor(self._ydl)
        if not ffmpeg.available:
            raise DownloadProblem(FailureKind.FFMPEG_MISSING)
        join(str(ffmpeg.executable), tracks, target)

    def _is_over(self, error: YoutubeDLError | DownloadProblem) -> bool:
        """Whether an error of the page means that there is nothing left to record."""
        if isinstance(error, DownloadProblem):
            return error.kind in _OVER
        return failure_from(error, self._request.url).kind in _OVER

    def _count(self, size_bytes: int) -> None:
        self._fetched += size_bytes


def _is_recordable(track: Track) -> bool:
    try:
        return track.load().is_recordable
    except RequestError:  # the recording itself tries again
        return True


def _is_plain_hls(one: Info) -> bool:
    is_hls = str(one.get("protocol") or "").startswith("m3u8")
    return is_hls and not any(one.get(key) for key in _SPECIAL)


def _noted_title(note: Path) -> str | None:
    try:
        return str(json.loads(note.read_text(encoding="utf-8"))["tags"]["title"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
